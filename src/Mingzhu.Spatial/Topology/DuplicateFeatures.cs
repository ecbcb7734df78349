using System.Collections.Immutable;
using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial;

/// <summary>Features of one table that have the same shape (重复要素).</summary>
public static class DuplicateFeatures
{
    // A tenth of a millimetre: nothing in a city file is drawn finer, and programs that convert files round their last digits.
    private const int Decimals = 9;

    /// <summary>Pairs of rows with the same shape, whatever its first point, direction and order of parts: each later row with the first of its kind.</summary>
    /// <remarks>
    /// In: geometries in EPSG:4490; compared after rounding to 1e-9 degree. Rows without geometry are like nothing.<br/>
    /// Out: in the order of the later row. Values are not compared: two wells at one place are for the reader to judge.<br/>
    /// Cost: 12 bytes a row, and O(positions) of the rows whose boxes are the same; only these are looked at.
    /// </remarks>
    public static ImmutableArray<(int First, int Again)> Find(FeatureTable table) =>
        Find([.. table.Geometries.Select(geometry => geometry is null ? Box.Empty : Box.Of(geometry))], row => table.Geometries[row]);

    /// <summary>The same where the shapes are not at hand.</summary>
    /// <param name="boxes">The box of each row, degrees; empty where it has no shape.</param>
    /// <param name="shape">The shape of a row.</param>
    public static ImmutableArray<(int First, int Again)> Find(IReadOnlyList<Box> boxes, Func<int, Geometry?> shape)
    {
        int[] rows = [.. Enumerable.Range(0, boxes.Count).Where(row => !boxes[row].IsEmpty)];
        var keys = Array.ConvertAll(rows, row => Rounded(boxes[row]));
        Array.Sort(keys, rows);
        var pairs = new List<(int First, int Again)>();
        for (int from = 0, to; from < rows.Length; from = to)
        {
            for (to = from + 1; to < rows.Length && keys[to] == keys[from];)
                to++;
            if (to - from > 1)
                pairs.AddRange(Alike(rows.AsSpan(from, to - from), shape));
        }

        return [.. pairs.OrderBy(pair => pair.Again)];
    }

    // Rounding keeps the order of numbers, so shapes that round to the same have boxes that do.
    private static int Rounded(in Box box) => HashCode.Combine(Rounded(box.MinX), Rounded(box.MinY), Rounded(box.MaxX), Rounded(box.MaxY));

    private static double Rounded(double value) => Math.Round(value, Decimals) + 0.0;

    private static List<(int First, int Again)> Alike(Span<int> rows, Func<int, Geometry?> shape)
    {
        rows.Sort();
        var (pairs, seen) = (new List<(int, int)>(), new Dictionary<UInt128, int>());
        foreach (var row in rows)
        {
            if (shape(row) is not { } geometry)
                continue;
            var key = GeometryKey.Of(geometry, Decimals);
            if (!seen.TryAdd(key, row))
                pairs.Add((seen[key], row));
        }

        return pairs;
    }
}
