using Mingzhu.Spatial;
using NetTopologySuite.Geometries;

namespace Mingzhu.Atlas;

/// <summary>Overlaps among rows that were put aside (暂存行的重叠): shapes are fetched a few at a time, and only those whose boxes meet.</summary>
internal static class LayerOverlaps
{
    // Half a million positions at once; as objects, and again in the plane, they take some ten times this.
    private const long BytesAtOnce = 8 << 20;

    // Edges that look straight in degrees bend by less than this in the plane: 1 cm.
    private const double Slack = 1e-7;

    /// <summary>Every pair of rows of one group that share an area, each once.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="group">A number for each row; those of different numbers may overlap.</param>
    /// <param name="sliverM">As for <see cref="Overlaps.Find"/>.</param>
    /// <param name="plane">Where they are measured.</param>
    /// <param name="cancel">Stops it.</param>
    /// <remarks>
    /// Always: what <see cref="Overlaps.Find"/> finds with all shapes in memory.<br/>
    /// Cost: 32 bytes a row for the boxes, and the shapes of a part of the layer; a row over which very many others lie is held with all of them.
    /// </remarks>
    public static IEnumerable<Overlap> Find(FeatureSpool rows, int[] group, double sliverM, Plane plane, CancellationToken cancel)
    {
        var tree = new PackedTree([.. rows.Boxes]);
        var (first, fetched, bytes) = (0, new SortedSet<int>(), 0L);
        for (var row = 0; row < rows.Count; row++)
        {
            cancel.ThrowIfCancellationRequested();
            foreach (var other in Later(row, rows, tree, group))
                bytes += Taken(row) + Taken(other);
            if (bytes < BytesAtOnce && row + 1 < rows.Count)
                continue;
            foreach (var overlap in Among(rows, group, [.. fetched], first, row, sliverM, plane, cancel))
                yield return overlap;
            (first, bytes) = (row + 1, 0);
            fetched.Clear();
        }

        long Taken(int row) => fetched.Add(row) ? rows.Bytes(row) : 0;
    }

    /// <summary>Overlaps among some rows of which the first lies within a stretch of the file.</summary>
    private static IEnumerable<Overlap> Among(FeatureSpool rows, int[] group, int[] fetched, int from, int to, double sliverM, Plane plane, CancellationToken cancel)
    {
        foreach (var same in fetched.GroupBy(row => group[row]).Where(same => same.Skip(1).Any()))
        {
            int[] of = [.. same];
            Geometry?[] shapes = [.. of.Select(rows.Shape)];
            foreach (var overlap in Overlaps.Find(shapes, sliverM, plane, cancel))
            {
                if (of[overlap.A] >= from && of[overlap.A] <= to)
                    yield return overlap with { A = of[overlap.A], B = of[overlap.B] };
            }
        }
    }

    private static IEnumerable<int> Later(int row, FeatureSpool rows, PackedTree tree, int[] group)
    {
        if (rows.Boxes[row].IsEmpty)
            yield break;
        foreach (var other in tree.Meeting(rows.Boxes[row].Grown(Slack)))
        {
            if (other > row && group[other] == group[row])
                yield return other;
        }
    }
}
