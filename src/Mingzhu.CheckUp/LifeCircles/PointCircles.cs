using System.Collections.Immutable;
using Mingzhu.City;
using NetTopologySuite.Geometries;

namespace Mingzhu.CheckUp;

/// <summary>The life circles of one point (任意点生活圈): how far one gets on foot, who lives there, what there is.</summary>
/// <param name="Lon">The point, degrees, EPSG:4490.</param>
/// <param name="Lat">See <paramref name="Lon"/>.</param>
/// <param name="Place">The finest place of the tree it lies in; null outside the city.</param>
/// <param name="ConnectorM">The straight line to the nearest way, metres; null if that is too far to walk from here.</param>
/// <param name="Circles">One a circle of the pack, the smallest first.</param>
/// <param name="Kinds">Every kind of facility of the circles, then parks and the kinds of no circle that lie within the largest.</param>
/// <param name="Route">The walk to the facility asked for; null if none was, or it is not reached.</param>
/// <param name="InHouseholds">Whether households are counted, because no population is known.</param>
public sealed record PointCircles(
    double Lon, double Lat, Place? Place, double? ConnectorM, ImmutableArray<PointCircle> Circles, ImmutableArray<KindWithin> Kinds, PointRoute? Route, bool InHouseholds)
{
    /// <summary>Why nothing is reached; null if something is.</summary>
    public Wording? WhyNot => ConnectorM is null ? Reasons.PointOffNetwork : null;

    /// <summary>Layer and id of a facility to walk to, written LAYER,ID; null if nothing is said.</summary>
    /// <exception cref="RefusedException">It is written otherwise.</exception>
    public static (string Layer, string Id)? Target(string? text) => text?.Split(',', 2) switch
    {
        null or [""] => null,
        [var layer, var id] => (layer, id),
        _ => throw new RefusedException(new Refusal("circle.to", new($"“{text}”应为 图层,编号", $"'{text}' should be LAYER,ID"))),
    };
}

/// <summary>One life circle of a point.</summary>
/// <param name="Circle">Which circle.</param>
/// <param name="Outline">The land within the walk, EPSG:4490; empty if nothing is reached.</param>
/// <param name="AreaM2">Its area, m².</param>
/// <param name="Residents">Who lives within the walk; households where no population is known.</param>
/// <param name="Households">Households within the walk.</param>
/// <param name="Buildings">Residential buildings within the walk.</param>
/// <param name="KindsReached">How many of the circle's own kinds lie within their own walk.</param>
public sealed record PointCircle(LifeCircle Circle, Geometry Outline, double AreaM2, double Residents, double Households, int Buildings, int KindsReached);

/// <summary>A kind of facility about a point.</summary>
/// <param name="Kind">Id of the kind, or "park".</param>
/// <param name="Name">Its name.</param>
/// <param name="Minutes">The circle it belongs to; null if to none.</param>
/// <param name="LimitM">How far one may walk to it; null if nothing says.</param>
/// <param name="Facilities">Those within the largest circle, nearest first.</param>
/// <param name="Way">The walk to the nearest, from the point to the facility, EPSG:4490; null if none lies within the largest circle.</param>
public sealed record KindWithin(string Kind, Wording Name, int? Minutes, double? LimitM, ImmutableArray<FacilityWithin> Facilities, LineString? Way)
{
    /// <summary>Whether the nearest lies within the walk it may take; null if nothing says how far that is.</summary>
    public bool? IsReached => LimitM is { } limit ? Facilities is [var nearest, ..] && nearest.Metres <= limit : null;

    /// <summary>How many lie within a walk.</summary>
    public int Count(double withinM) => Facilities.Count(facility => facility.Metres <= withinM);
}

/// <summary>A facility or park within a walk.</summary>
/// <param name="Layer">Its layer.</param>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name; empty if it has none.</param>
/// <param name="Lon">A point inside it, degrees, EPSG:4490.</param>
/// <param name="Lat">See <paramref name="Lon"/>.</param>
/// <param name="Metres">The walk.</param>
public sealed record FacilityWithin(string Layer, string Id, string Name, double Lon, double Lat, double Metres);

/// <summary>The walk to one facility.</summary>
/// <param name="To">Where it leads.</param>
/// <param name="Way">Its course from the point to the facility, EPSG:4490.</param>
/// <param name="Circle">The smallest circle it lies within; null beyond all of them.</param>
public sealed record PointRoute(FacilityWithin To, LineString Way, LifeCircle? Circle);
