using Mingzhu.City;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;

namespace Mingzhu.Web.Ogc;

/// <summary>Makes geometries of the shapes a filter writes down, in longitude and latitude.</summary>
internal static class FilterShapes
{
    private static readonly GeometryFactory Shapes = new(new PrecisionModel(), 4490);

    /// <summary>Every shape of a filter, prepared.</summary>
    /// <exception cref="AskedWrongly">A shape lies outside its system, crosses itself, or is a collection of unlike shapes where one kind is needed.</exception>
    public static Dictionary<ShapeLiteral, IPreparedGeometry> Of(Expression filter, OgcCrs crs) => filter.Shapes.ToDictionary(shape => shape, shape => PreparedGeometryFactory.Prepare(Checked(Read(shape, crs), filter.FinelyRelated.Contains(shape))));

    private static Geometry Read(ShapeLiteral shape, OgcCrs crs) => shape.Kind switch
    {
        ShapeLiteralKind.Box => crs.Box(shape.Positions[0], shape.Positions[1]),
        ShapeLiteralKind.Point => Shapes.CreatePoint(crs.Position(shape.Positions[0])),
        ShapeLiteralKind.LineString => Shapes.CreateLineString(Positions(shape, crs)),
        ShapeLiteralKind.Polygon => Shapes.CreatePolygon(Ring(shape.Parts[0], crs), [.. shape.Parts.Skip(1).Select(hole => Ring(hole, crs))]),
        ShapeLiteralKind.MultiPoint => Shapes.CreateMultiPoint(Parts<Point>(shape, crs)),
        ShapeLiteralKind.MultiLineString => Shapes.CreateMultiLineString(Parts<LineString>(shape, crs)),
        ShapeLiteralKind.MultiPolygon => Shapes.CreateMultiPolygon(Parts<Polygon>(shape, crs)),
        _ => Shapes.BuildGeometry(Parts<Geometry>(shape, crs)),
    };

    private static Geometry Checked(Geometry shape, bool oneKind)
    {
        if (!shape.IsValid)
            throw new AskedWrongly(new($"筛选中的 {shape.GeometryType} 自相交或不成立", $"the {shape.GeometryType} in the filter crosses itself or is otherwise no shape"));
        return oneKind && shape.OgcGeometryType == OgcGeometryType.GeometryCollection
            ? throw new AskedWrongly(new("S_INTERSECTS 和 S_DISJOINT 之外的空间关系，集合中只能有同一种几何", "in any relation but S_INTERSECTS and S_DISJOINT a collection holds shapes of one kind only"))
            : shape;
    }

    private static T[] Parts<T>(ShapeLiteral shape, OgcCrs crs) where T : Geometry => [.. shape.Parts.Select(part => (T)Read(part, crs))];

    private static LinearRing Ring(ShapeLiteral ring, OgcCrs crs) => Shapes.CreateLinearRing(Positions(ring, crs));

    private static Coordinate[] Positions(ShapeLiteral line, OgcCrs crs) => [.. line.Positions.Select(crs.Position)];
}
