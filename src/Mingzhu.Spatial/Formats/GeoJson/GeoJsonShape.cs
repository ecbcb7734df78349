using System.Text.Json;
using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial;

/// <summary>Writes the geometry of a GeoJSON feature (几何): outer rings counter-clockwise as seen with x to the east, holes clockwise.</summary>
/// <remarks>
/// In: x = longitude or easting; where each position goes is asked of <c>place</c>, so that another system or another order of axes needs no copy of the geometry.<br/>
/// Out: coordinates with at most the decimals asked for; −0 is written as 0. By: RFC 7946, §3.1.
/// </remarks>
public sealed class GeoJsonShape(Func<double, double, (double First, double Second)>? place = null, int decimals = 7)
{
    /// <summary>Positions as they are, with seven decimals: about a centimetre in degrees.</summary>
    public static GeoJsonShape Plain { get; } = new();

    /// <summary>Writes one geometry.</summary>
    public void Write(Utf8JsonWriter json, Geometry geometry)
    {
        json.WriteStartObject();
        json.WriteString("type", geometry is LinearRing ? "LineString" : geometry.GeometryType);
        json.WritePropertyName(geometry.OgcGeometryType == OgcGeometryType.GeometryCollection ? "geometries" : "coordinates");
        Content(json, geometry);
        json.WriteEndObject();
    }

    private void Content(Utf8JsonWriter json, Geometry geometry)
    {
        switch (geometry)
        {
            case Point point when !point.IsEmpty:
                Position(json, point.X, point.Y);
                break;
            case LineString line:
                Positions(json, line.CoordinateSequence, backwards: false);
                break;
            case Polygon polygon:
                Rings(json, polygon);
                break;
            case GeometryCollection parts:
                json.WriteStartArray();
                foreach (var part in parts.Geometries)
                    PartOf(json, parts, part);
                json.WriteEndArray();
                break;
            default:
                json.WriteStartArray();
                json.WriteEndArray();
                break;
        }
    }

    private void PartOf(Utf8JsonWriter json, GeometryCollection whole, Geometry part)
    {
        if (whole.OgcGeometryType == OgcGeometryType.GeometryCollection)
            Write(json, part);
        else
            Content(json, part);
    }

    private void Rings(Utf8JsonWriter json, Polygon polygon)
    {
        json.WriteStartArray();
        if (!polygon.IsEmpty)
        {
            Ring(json, polygon.ExteriorRing.CoordinateSequence, clockwise: false);
            for (var i = 0; i < polygon.NumInteriorRings; i++)
                Ring(json, polygon.GetInteriorRingN(i).CoordinateSequence, clockwise: true);
        }
        json.WriteEndArray();
    }

    private void Ring(Utf8JsonWriter json, CoordinateSequence ring, bool clockwise) => Positions(json, ring, Area.OfRingSigned(ring) > 0 != clockwise);

    private void Positions(Utf8JsonWriter json, CoordinateSequence points, bool backwards)
    {
        json.WriteStartArray();
        for (var i = 0; i < points.Count; i++)
        {
            var at = backwards ? points.Count - 1 - i : i;
            Position(json, points.GetX(at), points.GetY(at));
        }
        json.WriteEndArray();
    }

    private void Position(Utf8JsonWriter json, double x, double y)
    {
        var (first, second) = place is null ? (x, y) : place(x, y);
        json.WriteStartArray();
        json.WriteNumberValue(Math.Round(first, decimals) + 0.0);
        json.WriteNumberValue(Math.Round(second, decimals) + 0.0);
        json.WriteEndArray();
    }
}
