using System.Text.Encodings.Web;
using System.Text.Json;
using Mingzhu.CheckUp;
using Mingzhu.Web.Api;

namespace Mingzhu.Web.Planning;

/// <summary>Life circles as GeoJSON (RFC 7946): for the map of the page, and as a file for other programs.</summary>
internal static class CircleShapes
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What the map of a page draws, as text.</summary>
    public static string Drawn(PointCircles circles, Reader reader) => JsonSerializer.Serialize(Collection(circles, reader), Plain);

    /// <summary>The same as the bytes of a file.</summary>
    public static byte[] File(PointCircles circles, Reader reader) => JsonSerializer.SerializeToUtf8Bytes(Collection(circles, reader), Plain);

    // The largest circle first: it lies lowest.
    private static object Collection(PointCircles circles, Reader reader) => new
    {
        type = "FeatureCollection",
        features = (IEnumerable<object>)
        [
            .. circles.Circles.Where(circle => !circle.Outline.IsEmpty).Reverse().Select(circle => Feature(OutlineAnswer.Of(circle.Outline), new
            {
                what = "circle", minutes = circle.Circle.Minutes, metres = circle.Circle.WalkM, residents = Math.Round(circle.Residents, 1), households = circle.Households, buildings = circle.Buildings, hectares = Math.Round(circle.AreaM2 / 10_000, 2),
            })),
            .. circles.Kinds.Where(kind => kind.Way is not null).Select(kind => Feature(WayAnswer.Of(kind.Way!), new { what = "way", kind = kind.Kind, name = reader.In(kind.Name), to = $"{kind.Facilities[0].Layer},{kind.Facilities[0].Id}", metres = kind.Facilities[0].Metres })),
            .. circles.Route is { } route ? new[] { Feature(WayAnswer.Of(route.Way), new { what = "route", name = route.To.Name, to = $"{route.To.Layer},{route.To.Id}", metres = route.To.Metres }) } : [],
            .. circles.Kinds.SelectMany(kind => kind.Facilities.Select(facility => Feature(
                new { type = "Point", coordinates = new[] { facility.Lon, facility.Lat } },
                new { what = "facility", kind = kind.Kind, kindName = reader.In(kind.Name), layer = facility.Layer, id = facility.Id, name = facility.Name, metres = Math.Round(facility.Metres, 1) }))),
            Feature(new { type = "Point", coordinates = new[] { circles.Lon, circles.Lat } }, new { what = "point" }),
        ],
    };

    private static object Feature(object geometry, object properties) => new { type = "Feature", properties, geometry };
}
