using System.Collections.Immutable;
using Mingzhu.Spatial;
using NetTopologySuite.Geometries;

namespace Mingzhu.Atlas;

/// <summary>What a feature of two versions came to.</summary>
public enum ChangeKind : byte
{
    /// <summary>Only in the newer version.</summary>
    Added,

    /// <summary>Only in the older version.</summary>
    Removed,

    /// <summary>Another shape or place; values may have changed too.</summary>
    Moved,

    /// <summary>The same shape, other values.</summary>
    Edited,
}

/// <summary>One value that changed.</summary>
/// <param name="Field">Id of the field.</param>
/// <param name="Before">In the older version; null if it was empty.</param>
/// <param name="After">In the newer version; null if it is empty.</param>
public sealed record FieldChange(string Field, object? Before, object? After);

/// <summary>How far and how much a shape changed. Sizes are square metres of polygons, metres of lines, 0 of points, on the ellipsoid.</summary>
/// <param name="ShiftM">Metres between the two centres.</param>
/// <param name="SizeBefore">Size in the older version.</param>
/// <param name="SizeAfter">Size in the newer version.</param>
/// <param name="CommonM2">Square metres in both; null unless both are polygons.</param>
public sealed record ShapeChange(double ShiftM, double SizeBefore, double SizeAfter, double? CommonM2);

/// <summary>One feature that is not the same in two versions (要素变化).</summary>
/// <param name="Id">Its id: in the newer version, or in the older where it is removed.</param>
/// <param name="FormerId">Its id in the older version where the key changed; else null.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Shape">How its shape changed; null if it did not, or one of the two has none.</param>
/// <param name="Fields">Values that changed, by field; empty for added and removed ones.</param>
/// <param name="Related">Of an added one the features it was cut from or made of, of a removed one those it went into.</param>
/// <param name="Before">Shape in the older version, EPSG:4490.</param>
/// <param name="After">Shape in the newer version, EPSG:4490.</param>
public sealed record FeatureChange(
    string Id, string? FormerId, ChangeKind Kind, ShapeChange? Shape, ImmutableArray<FieldChange> Fields, ImmutableArray<string> Related, Geometry? Before, Geometry? After);

/// <summary>How many features met which change.</summary>
/// <param name="Added">Only in the newer version.</param>
/// <param name="Removed">Only in the older one.</param>
/// <param name="Moved">Another shape.</param>
/// <param name="Edited">Other values, also where the shape changed too.</param>
/// <param name="Rekeyed">Another key.</param>
/// <param name="Unchanged">The same in every respect.</param>
public sealed record ChangeCounts(int Added, int Removed, int Moved, int Edited, int Rekeyed, int Unchanged);

/// <summary>Two versions of a layer side by side (版本比较).</summary>
/// <param name="Counts">How many of each.</param>
/// <param name="Changes">Every feature that changed, sorted by id.</param>
public sealed record LayerComparison(ChangeCounts Counts, ImmutableArray<FeatureChange> Changes)
{
    /// <summary>Compares two versions by feature id.</summary>
    /// <remarks>
    /// A ring that begins at another corner or runs the other way round is the same shape.<br/>
    /// Cost: linear in features; an overlay for each polygon that changed.
    /// </remarks>
    /// <param name="before">The older version.</param>
    /// <param name="after">The newer version.</param>
    /// <param name="plane">Where lengths and areas are taken; null only if no shape changed.</param>
    /// <param name="between">The match tables of the versions after <paramref name="before"/> up to <paramref name="after"/>, oldest first: who was re-keyed, split and merged.</param>
    public static LayerComparison Of(FeatureTable before, FeatureTable after, Plane? plane, IEnumerable<MatchTable> between)
    {
        var tables = between.ToArray();
        var former = FormerIds(tables);
        var olds = RowsById(before);
        var news = after.Ids.ToHashSet(StringComparer.Ordinal);
        var pairs = Array.ConvertAll(after.Ids, id => olds.TryGetValue(id, out var same) ? same : former.TryGetValue(id, out var was) && olds.TryGetValue(was, out same) && !news.Contains(was) ? same : -1);
        var fields = before.Fields.Select(field => field.Name).Union(after.Fields.Select(field => field.Name)).Order(StringComparer.Ordinal)
            .Select(name => (Name: name, Before: before.Column(name), After: after.Column(name))).ToArray();
        var changed = new FeatureChange?[after.Count];
        Parallel.For(0, after.Count, row => changed[row] = pairs[row] < 0 ? null : Paired(before, pairs[row], after, row, plane, fields));
        var related = Related(tables);
        var paired = pairs.Where(row => row >= 0).ToHashSet();
        var changes = changed.OfType<FeatureChange>()
            .Concat(Enumerable.Range(0, after.Count).Where(row => pairs[row] < 0).Select(row => new FeatureChange(after.Ids[row], null, ChangeKind.Added, null, [], [.. related.MadeOf[after.Ids[row]].Where(olds.ContainsKey)], null, after.Geometries[row])))
            .Concat(Enumerable.Range(0, before.Count).Where(row => !paired.Contains(row)).Select(row => new FeatureChange(before.Ids[row], null, ChangeKind.Removed, null, [], [.. related.WentInto[before.Ids[row]]], before.Geometries[row], null)))
            .OrderBy(change => change.Id, StringComparer.Ordinal).ThenBy(change => change.Kind).ToImmutableArray();
        int Count(Func<FeatureChange, bool> which) => changes.Count(which);
        return new LayerComparison(
            new ChangeCounts(
                Count(change => change.Kind == ChangeKind.Added), Count(change => change.Kind == ChangeKind.Removed), Count(change => change.Kind == ChangeKind.Moved),
                Count(change => !change.Fields.IsEmpty), Count(change => change.FormerId is not null), paired.Count - changed.Count(change => change is not null)),
            changes);
    }

    private static FeatureChange? Paired(
        FeatureTable before, int old, FeatureTable after, int row, Plane? plane, (string Name, object?[]? Before, object?[]? After)[] fields)
    {
        var (from, to) = (before.Geometries[old], after.Geometries[row]);
        var edits = fields.Select(field => new FieldChange(field.Name, field.Before?[old], field.After?[row])).Where(change => !Equals(change.Before, change.After)).ToImmutableArray();
        var moved = !SameShape(from, to);
        var former = before.Ids[old] == after.Ids[row] ? null : before.Ids[old];
        return !moved && edits.IsEmpty && former is null
            ? null
            : new FeatureChange(after.Ids[row], former, moved ? ChangeKind.Moved : ChangeKind.Edited, moved ? Measured(from, to, plane) : null, edits, [], from, to);
    }

    private static bool SameShape(Geometry? a, Geometry? b) => CanonicalRows.ShapeOf(a) == CanonicalRows.ShapeOf(b)
        || (a is not null && b is not null && CanonicalRows.ShapeOf(a.Normalized()) == CanonicalRows.ShapeOf(b.Normalized()));

    private static ShapeChange? Measured(Geometry? from, Geometry? to, Plane? plane)
    {
        if (from is null || to is null || plane is null)
            return null;
        var (a, b) = (new PlacedShape(from, plane), new PlacedShape(to, plane));
        return new ShapeChange(PlacedShape.Apart(a, b), a.Size, b.Size, (from.Dimension, to.Dimension) == (Dimension.Surface, Dimension.Surface) ? PlacedShape.Common(a, b) : null);
    }

    private static Dictionary<string, int> RowsById(FeatureTable table)
    {
        var rows = new Dictionary<string, int>(table.Count, StringComparer.Ordinal);
        for (var row = 0; row < table.Count; row++)
            rows.Add(table.Ids[row], row);
        return rows;
    }

    /// <summary>By the key of now the one it had in the beginning, over any number of versions.</summary>
    private static Dictionary<string, string> FormerIds(MatchTable[] tables)
    {
        var former = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var table in tables)
        {
            var lines = table.Lines.Where(line => line.Fate == FeatureFate.Rekeyed).Select(line => (After: line.After!, Before: former.GetValueOrDefault(line.Before!, line.Before!))).ToArray();
            foreach (var (now, was) in lines)
                former[now] = was;
        }

        return former;
    }

    private static (ILookup<string, string> MadeOf, ILookup<string, string> WentInto) Related(MatchTable[] tables)
    {
        var parts = tables.SelectMany(table => table.Lines).Where(line => line.Fate is FeatureFate.SplitFrom or FeatureFate.MergedInto).ToArray();
        return (parts.ToLookup(line => line.After!, line => line.Before!), parts.ToLookup(line => line.Before!, line => line.After!));
    }
}
