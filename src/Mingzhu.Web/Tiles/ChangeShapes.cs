using Mingzhu.Atlas;
using Mingzhu.Spatial;
using NetTopologySuite.Geometries;

namespace Mingzhu.Web.Tiles;

/// <summary>What a map draws of changes: the shape of each (of what moved the old one, the new one and a line between), and a mark that is seen from afar.</summary>
internal static class ChangeShapes
{
    /// <summary>The layer of shapes, and the layer of marks.</summary>
    public static TileSource[] Sources(IEnumerable<FeatureChange> changes)
    {
        var listed = changes.ToArray();
        return
        [
            Source("changes", [.. listed.SelectMany(Shapes)]),
            Source("change-marks", [.. listed.Select(change => (change.Id, Code: ChangeFilter.Code(change.Kind), Shape: (Geometry?)(change.After ?? change.Before)?.InteriorPoint)).Where(mark => mark.Shape is not null).Select(mark => (mark.Id, mark.Code, mark.Shape!))]),
        ];
    }

    private static IEnumerable<(string Id, string Code, Geometry Shape)> Shapes(FeatureChange change)
    {
        if (change.Kind == ChangeKind.Moved && change.Before is { } before)
        {
            yield return (change.Id, "moved-from", before);
            if (change.After is { } after && !before.Centroid.EqualsExact(after.Centroid))
                yield return (change.Id, "moved-way", after.Factory.CreateLineString([before.Centroid.Coordinate, after.Centroid.Coordinate]));
        }

        if ((change.After ?? change.Before) is { } shape)
            yield return (change.Id, ChangeFilter.Code(change.Kind), shape);
    }

    private static TileSource Source(string name, (string Id, string Code, Geometry Shape)[] shapes) => new(
        name, new TileShapes(Array.ConvertAll(shapes, shape => shape.Shape)), [new("id", Array.ConvertAll(shapes, shape => (object?)shape.Id), OfOne: true), new("c", Array.ConvertAll(shapes, shape => (object?)shape.Code))]);
}
