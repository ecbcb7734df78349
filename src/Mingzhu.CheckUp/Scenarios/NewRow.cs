using Mingzhu.City;
using Mingzhu.Spatial;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;

namespace Mingzhu.CheckUp;

/// <summary>A row that is not in the data: something new, or something that stands elsewhere.</summary>
/// <param name="Layer">The layer it belongs to.</param>
/// <param name="Shape">In the plane.</param>
/// <param name="Inside">A point inside it.</param>
/// <param name="Atom">Its atom; <see cref="PlaceTree.Outside"/> outside the city.</param>
/// <param name="Entries">Where one gets in on foot.</param>
/// <param name="WayIn">About the places one gets in at.</param>
internal sealed record NewRow(string Layer, IRow Values, Geometry Shape, Coordinate Inside, int Atom, NetworkEntry[] Entries, Box WayIn)
{
    // As round as buffers are drawn.
    private const int Corners = 256;

    /// <summary>A new one of a kind.</summary>
    public static NewRow Of(World world, WalkingGround? ground, TriedKind kind, NewSize size, double lon, double lat)
    {
        var (x, y) = world.Plane.Project(lon, lat);
        var shape = size.AreaM2 is { } areaM2 && kind.Id == TriedKind.Park ? Circle(world.Plane, x, y, areaM2) : (Geometry)new Point(x, y);
        return Of(world, ground, kind.Layer, new NewValues(kind, size, shape is Polygon ? world.Plane.AreaM2(shape) : null), shape, null);
    }

    /// <summary>A row of the data that stands elsewhere, its doors with it.</summary>
    public static NewRow Of(World world, WalkingGround? ground, Layer layer, int row, double lon, double lat)
    {
        var (x, y) = world.Plane.Project(lon, lat);
        var from = layer.Points[row]!;
        var step = AffineTransformation.TranslationInstance(x - from.X, y - from.Y);
        var doors = ground?.DoorsOf(layer.Table.Ids[row])?.Select(door => (Point)step.Transform(door)).ToArray();
        return Of(world, ground, layer.Id, layer[row], step.Transform(layer.Shapes[row]!), doors);
    }

    /// <summary>What a new one has in a field of its layer; null where nothing is known.</summary>
    public static object? ValueOf(TriedKind kind, NewSize size, string field) => field switch
    {
        "kind" => kind.Id,
        "class" => size.Class,
        "floor_area_m2" => size.FloorM2,
        "site_area_m2" => size.SiteM2,
        "area_m2" => size.AreaM2,
        "enclosed" => false,
        _ => null,
    };

    private static NewRow Of(World world, WalkingGround? ground, string layer, IRow values, Geometry shape, IReadOnlyList<Point>? doors)
    {
        var inside = shape.InteriorPoint.Coordinate;
        var node = world.Tree.Locate(inside);
        return new NewRow(layer, values, shape, inside, node < 0 ? node : world.Atoms.Find(node, world.Atoms.ZonesAt(inside)), ground?.EntriesOf(shape, doors) ?? [], WalkingGround.WayIn(shape, doors));
    }

    /// <summary>A circle of an area on the ellipsoid; a hair larger, so that rounding never takes it under a step of the standard.</summary>
    private static Polygon Circle(Plane plane, double x, double y, double areaM2)
    {
        const double Hair = 1 + 1e-9;
        var scale = plane.ScaleAt(x, y);
        var radius = Math.Sqrt(2 * areaM2 * Hair / (Corners * Math.Sin(2 * Math.PI / Corners))) * scale;
        var ring = new Coordinate[Corners + 1];
        for (var corner = 0; corner < Corners; corner++)
            ring[corner] = new Coordinate(x + (radius * Math.Cos(2 * Math.PI * corner / Corners)), y + (radius * Math.Sin(2 * Math.PI * corner / Corners)));
        ring[Corners] = ring[0].Copy();
        return GeometryFactory.Default.CreatePolygon(ring);
    }

    private sealed record NewValues(TriedKind Kind, NewSize Size, double? AreaM2) : IRow
    {
        public object? this[string field] => field == "area_m2" && AreaM2 is { } measured ? measured : ValueOf(Kind, Size, field);
    }
}
