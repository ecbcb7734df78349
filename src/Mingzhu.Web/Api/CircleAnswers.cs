using System.Text.Json.Serialization;
using Mingzhu.CheckUp;
using Mingzhu.City;
using NetTopologySuite.Geometries;

namespace Mingzhu.Web.Api;

/// <summary>The life circles of a point: the same under /api and on the command line.</summary>
/// <param name="Lon">Longitude of the point, degrees, EPSG:4490.</param>
/// <param name="Lat">Latitude, degrees, EPSG:4490.</param>
/// <param name="Place">The finest place it lies in; absent outside the city.</param>
/// <param name="ConnectorMetres">The straight line to the nearest way; absent if that is too far to walk from here.</param>
/// <param name="Reason">Why nothing is reached; absent if something is.</param>
/// <param name="Counts">residents, or households where no population is known.</param>
/// <param name="Circles">The circles, the smallest first.</param>
/// <param name="Kinds">The kinds of the circles, then parks and the kinds of no circle that lie within the largest.</param>
/// <param name="Route">The walk to the facility asked for; absent if none was, or none leads there.</param>
public sealed record CircleAnswer(
    double Lon, double Lat, string? Place, double? ConnectorMetres, string? Reason, string Counts, IReadOnlyList<CircleRow> Circles, IReadOnlyList<CircleKindRow> Kinds, CircleRouteRow? Route)
{
    /// <summary>Of circles, in a language.</summary>
    public static CircleAnswer Of(PointCircles circles, Language language) => new(
        circles.Lon, circles.Lat, circles.Place?.Name, circles.ConnectorM, circles.WhyNot?.In(language), circles.InHouseholds ? "households" : "residents",
        [.. circles.Circles.Select(circle => new CircleRow(
            circle.Circle.Minutes, circle.Circle.WalkM, circle.Residents, circle.Households, circle.Buildings, circle.AreaM2, circle.Circle.Kinds.Length, circle.KindsReached, OutlineAnswer.Of(circle.Outline)))],
        [.. circles.Kinds.Select(kind => new CircleKindRow(
            kind.Kind, kind.Name.In(language), kind.Minutes, kind.LimitM, kind.IsReached, [.. kind.Facilities.Select(facility => new CircleFacilityRow(facility.Layer, facility.Id, facility.Name, facility.Metres, facility.Lon, facility.Lat))],
            kind.Way is { } way ? WayAnswer.Of(way) : null))],
        circles.Route is { } route ? new CircleRouteRow(route.To.Layer, route.To.Id, route.To.Name, route.To.Metres, route.Circle?.Minutes, WayAnswer.Of(route.Way)) : null);
}

/// <summary>One circle.</summary>
/// <param name="Minutes">Its minutes.</param>
/// <param name="WalkMetres">How far one walks in them.</param>
/// <param name="Residents">Who lives within that walk; households where no population is known.</param>
/// <param name="Households">Households within it.</param>
/// <param name="Buildings">Residential buildings within it.</param>
/// <param name="AreaM2">Land within it, m².</param>
/// <param name="Kinds">How many kinds of facility it should have.</param>
/// <param name="KindsReached">How many of them lie within their own walk.</param>
/// <param name="Outline">Its land; without coordinates if nothing is reached.</param>
public sealed record CircleRow(int Minutes, double WalkMetres, double Residents, double Households, int Buildings, double AreaM2, int Kinds, int KindsReached, OutlineAnswer Outline);

/// <summary>A kind of facility about the point.</summary>
/// <param name="Kind">Its id, or park.</param>
/// <param name="Name">Its name.</param>
/// <param name="Minutes">The circle it belongs to; absent if to none.</param>
/// <param name="LimitMetres">How far one may walk to it; absent if nothing says.</param>
/// <param name="Reached">Whether the nearest lies within that; absent if nothing says how far that is.</param>
/// <param name="Facilities">Those within the largest circle, nearest first.</param>
/// <param name="Way">The walk to the nearest; absent if there is none.</param>
public sealed record CircleKindRow(string Kind, string Name, int? Minutes, double? LimitMetres, bool? Reached, IReadOnlyList<CircleFacilityRow> Facilities, WayAnswer? Way);

/// <summary>A facility or park within a walk.</summary>
/// <param name="Layer">Its layer.</param>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name; empty if it has none.</param>
/// <param name="Metres">The walk.</param>
/// <param name="Lon">Longitude of a point inside, degrees, EPSG:4490.</param>
/// <param name="Lat">Latitude, degrees, EPSG:4490.</param>
public sealed record CircleFacilityRow(string Layer, string Id, string Name, double Metres, double Lon, double Lat);

/// <summary>The walk to one facility.</summary>
/// <param name="Layer">Its layer.</param>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name; empty if it has none.</param>
/// <param name="Metres">The walk.</param>
/// <param name="Minutes">The smallest circle it lies within; absent beyond all of them.</param>
/// <param name="Way">Its course.</param>
public sealed record CircleRouteRow(string Layer, string Id, string Name, double Metres, int? Minutes, WayAnswer Way);

/// <summary>Land as a GeoJSON geometry, degrees, EPSG:4490, longitude first.</summary>
/// <param name="Type">MultiPolygon.</param>
/// <param name="Coordinates">Polygons of rings of points.</param>
public sealed record OutlineAnswer([property: JsonPropertyName("type")] string Type, [property: JsonPropertyName("coordinates")] IReadOnlyList<IReadOnlyList<IReadOnlyList<double[]>>> Coordinates)
{
    internal static OutlineAnswer Of(Geometry shape) => new("MultiPolygon", [.. Enumerable.Range(0, shape.NumGeometries).Select(shape.GetGeometryN).OfType<Polygon>().Where(polygon => !polygon.IsEmpty).Select(Rings)]);

    private static IReadOnlyList<IReadOnlyList<double[]>> Rings(Polygon polygon) => [WayAnswer.Points(polygon.ExteriorRing), .. polygon.InteriorRings.Select(WayAnswer.Points)];
}

/// <summary>A way as a GeoJSON geometry, degrees, EPSG:4490, longitude first.</summary>
/// <param name="Type">LineString.</param>
/// <param name="Coordinates">Its points in order.</param>
public sealed record WayAnswer([property: JsonPropertyName("type")] string Type, [property: JsonPropertyName("coordinates")] IReadOnlyList<double[]> Coordinates)
{
    internal static WayAnswer Of(LineString way) => new("LineString", Points(way));

    // A ten-millionth of a degree is a centimetre.
    internal static IReadOnlyList<double[]> Points(LineString line) => [.. line.Coordinates.Select(at => new[] { Math.Round(at.X, 7), Math.Round(at.Y, 7) })];
}
