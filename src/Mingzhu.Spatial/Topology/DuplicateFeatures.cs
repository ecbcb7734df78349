using System.Collections.Immutable;

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
    /// Cost: O(positions), 16 bytes a row.
    /// </remarks>
    public static ImmutableArray<(int First, int Again)> Find(FeatureTable table)
    {
        var pairs = ImmutableArray.CreateBuilder<(int, int)>();
        var seen = new Dictionary<UInt128, int>(table.Count);
        for (var row = 0; row < table.Count; row++)
        {
            if (table.Geometries[row] is not { IsEmpty: false } geometry)
                continue;
            var key = GeometryKey.Of(geometry, Decimals);
            if (!seen.TryAdd(key, row))
                pairs.Add((seen[key], row));
        }

        return pairs.ToImmutable();
    }
}
