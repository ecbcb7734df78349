using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Implementation;

namespace Mingzhu.Spatial;

/// <summary>Draws a geometry again with every position moved. Allocates the result and nothing per position beside it.</summary>
internal static class Redraw
{
    /// <summary>Floating precision, no SRID: planes and files say their CRS themselves.</summary>
    public static readonly GeometryFactory Factory = new(new PrecisionModel(PrecisionModels.Floating), 0, CoordinateArraySequenceFactory.Instance);

    public static Geometry Move(Geometry geometry, Func<double, double, (double X, double Y)> move) => geometry switch
    {
        Point point => Factory.CreatePoint(Move(point.CoordinateSequence, move)),
        LinearRing ring => Factory.CreateLinearRing(Move(ring.CoordinateSequence, move)),
        LineString line => Factory.CreateLineString(Move(line.CoordinateSequence, move)),
        Polygon { NumInteriorRings: 0 } polygon => Factory.CreatePolygon((LinearRing)Move(polygon.ExteriorRing, move)),
        Polygon polygon => Factory.CreatePolygon((LinearRing)Move(polygon.ExteriorRing, move), All<LinearRing>(polygon.InteriorRings, move)),
        MultiPoint points => Factory.CreateMultiPoint(All<Point>(points.Geometries, move)),
        MultiLineString lines => Factory.CreateMultiLineString(All<LineString>(lines.Geometries, move)),
        MultiPolygon polygons => Factory.CreateMultiPolygon(All<Polygon>(polygons.Geometries, move)),
        GeometryCollection parts => Factory.CreateGeometryCollection(All<Geometry>(parts.Geometries, move)),
        _ => throw new ArgumentException($"A {geometry.GeometryType} has no positions to move.", nameof(geometry)),
    };

    private static T[] All<T>(Geometry[] parts, Func<double, double, (double X, double Y)> move)
        where T : Geometry
    {
        var moved = new T[parts.Length];
        for (var i = 0; i < parts.Length; i++)
            moved[i] = (T)Move(parts[i], move);
        return moved;
    }

    private static CoordinateSequence Move(CoordinateSequence from, Func<double, double, (double X, double Y)> move)
    {
        var to = new Coordinate[from.Count];
        for (var i = 0; i < to.Length; i++)
        {
            var (x, y) = move(from.GetX(i), from.GetY(i));
            // What a system can't place lies infinitely far: of NaN a ring would not even be closed.
            to[i] = new Coordinate(double.IsNaN(x) ? double.PositiveInfinity : x, double.IsNaN(y) ? double.PositiveInfinity : y);
        }

        return CoordinateArraySequenceFactory.Instance.Create(to);
    }
}
