using System.Collections.Immutable;
using Mingzhu.Atlas;
using Mingzhu.Spatial;
using NetTopologySuite.Geometries;

namespace Mingzhu.Web.Book;

/// <summary>What became of a feature from one version of its layer to another.</summary>
public enum KindOfChange : byte
{
    /// <summary>新增: it was not there.</summary>
    Added,

    /// <summary>删除: it is no longer there.</summary>
    Removed,

    /// <summary>移动: it has another place or shape; its values may have changed too.</summary>
    Moved,

    /// <summary>属性变化: the same place, other values.</summary>
    Changed,
}

/// <summary>A value that changed.</summary>
/// <param name="Field">Id of the field.</param>
/// <param name="Before">What stood there; null if nothing.</param>
/// <param name="After">What stands there; null if nothing.</param>
public sealed record ValueChange(string Field, object? Before, object? After);

/// <summary>A feature that is not as it was.</summary>
/// <param name="Kind">What became of it.</param>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name; empty if it has none.</param>
/// <param name="MovedM">How far its middle moved, metres; null where it did not.</param>
/// <param name="Values">Its values that changed, in the order of the fields.</param>
/// <param name="Before">Its shape before; null if it had none.</param>
/// <param name="After">Its shape after; null if it has none.</param>
public sealed record ChangedFeature(KindOfChange Kind, string Id, string Name, double? MovedM, ImmutableArray<ValueChange> Values, Geometry? Before, Geometry? After);

/// <summary>Two versions of a layer, feature by feature (版本对比).</summary>
/// <param name="From">The older.</param>
/// <param name="To">The newer.</param>
/// <param name="Changes">What is not as it was, by kind and then id.</param>
/// <param name="Same">How many features are as they were.</param>
public sealed record Comparison(LayerVersion From, LayerVersion To, ImmutableArray<ChangedFeature> Changes, int Same)
{
    /// <summary>How many of a kind.</summary>
    public int Count(KindOfChange kind) => Changes.Count(change => change.Kind == kind);

    /// <summary>Compares two tables of the same layer: features are the same where their ids are.</summary>
    public static Comparison Of(LayerVersion from, LayerVersion to, FeatureTable before, FeatureTable after, Plane plane)
    {
        var rows = before.Ids.Index().ToDictionary(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal);
        var fields = before.Fields.Concat(after.Fields).Select(field => field.Name).Distinct().ToArray();
        var changes = ImmutableArray.CreateBuilder<ChangedFeature>();
        var same = 0;
        for (var row = 0; row < after.Count; row++)
        {
            if (!rows.Remove(after.Ids[row], out var old))
                changes.Add(new ChangedFeature(KindOfChange.Added, after.Ids[row], NameOf(after, row), null, [], null, after.Geometries[row]));
            else if (Change(before, old, after, row, fields, plane) is { } change)
                changes.Add(change);
            else
                same++;
        }

        changes.AddRange(rows.Values.Select(row => new ChangedFeature(KindOfChange.Removed, before.Ids[row], NameOf(before, row), null, [], before.Geometries[row], null)));
        return new Comparison(from, to, [.. changes.OrderBy(change => change.Kind).ThenBy(change => change.Id, StringComparer.Ordinal)], same);
    }

    private static ChangedFeature? Change(FeatureTable before, int old, FeatureTable after, int row, string[] fields, Plane plane)
    {
        var values = fields.Where(field => !Equals(before.Value(old, field), after.Value(row, field))).Select(field => new ValueChange(field, before.Value(old, field), after.Value(row, field))).ToImmutableArray();
        var (was, @is) = (before.Geometries[old], after.Geometries[row]);
        var moved = was is null ? @is is not null : @is is null || !was.EqualsExact(@is);
        return moved || values.Length > 0
            ? new ChangedFeature(moved ? KindOfChange.Moved : KindOfChange.Changed, after.Ids[row], NameOf(after, row), moved ? Metres(was, @is, plane) : null, values, was, @is)
            : null;
    }

    private static double? Metres(Geometry? was, Geometry? @is, Plane plane)
    {
        if (was is not { IsEmpty: false } || @is is not { IsEmpty: false })
            return null;
        var ((x1, y1), (x2, y2)) = (plane.Project(was.Centroid.X, was.Centroid.Y), plane.Project(@is.Centroid.X, @is.Centroid.Y));
        return Math.Sqrt(((x1 - x2) * (x1 - x2)) + ((y1 - y2) * (y1 - y2))) / plane.ScaleAt(x1, y1);
    }

    private static string NameOf(FeatureTable table, int row) => table.Value(row, "name") as string ?? "";
}
