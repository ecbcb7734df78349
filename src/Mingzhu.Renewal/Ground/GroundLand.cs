using System.Collections.Immutable;
using System.Globalization;
using Mingzhu.Atlas;
using Mingzhu.City;
using Mingzhu.Procedures;
using Mingzhu.Spatial;
using Mingzhu.Store;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;

namespace Mingzhu.Renewal;

/// <summary>A building within an area.</summary>
/// <param name="Id">Its id in the layer.</param>
/// <param name="FloorAreaM2">Floor area, m²; null where the layer does not say.</param>
/// <param name="Year">The year it was built; null where the layer does not say.</param>
/// <param name="Households">Its households; null where the layer does not say.</param>
public sealed record GroundBuilding(string Id, double? FloorAreaM2, long? Year, long? Households)
{
    /// <summary>What the layer says of it, as a row of the list of buildings.</summary>
    public ImmutableSortedDictionary<string, string> Row() => new (string Column, double? Value)[] { ("floor_area", FloorAreaM2), ("year", Year), ("holders", Households) }
        .Where(cell => cell.Value is not null).ToImmutableSortedDictionary(cell => cell.Column, cell => cell.Value!.Value.ToString("0.##", CultureInfo.InvariantCulture), StringComparer.Ordinal).Add("building", Id);
}

/// <summary>A parcel that an area lies on.</summary>
/// <param name="Id">Its id in the layer.</param>
/// <param name="Use">Its use, a code; null where the layer does not say.</param>
/// <param name="Register">Under which heading of the land register it stands, a code; null under none.</param>
/// <param name="SharedM2">How much of it lies in the area, m² in the city's plane.</param>
public sealed record GroundParcel(string Id, string? Use, string? Register, double SharedM2)
{
    /// <summary>What the layer says of it, as a row of the list of parcels.</summary>
    public ImmutableSortedDictionary<string, string> Row() => new (string Column, string? Text)[] { ("parcel", Id), ("use", Use), ("register", Register), ("area", SharedM2.ToString("0", CultureInfo.InvariantCulture)) }
        .Where(cell => cell.Text is not null).ToImmutableSortedDictionary(cell => cell.Column, cell => cell.Text!, StringComparer.Ordinal);
}

/// <summary>The layers as the checks of one area ask them: only what lies near it is projected.</summary>
internal sealed class GroundLand(Workspace city)
{
    private const double NearDegrees = 0.002;
    private readonly Plane _plane = CityPlane.Of(city);
    private readonly Layers _layers = city.View<Layers>();

    /// <summary>An area in the plane.</summary>
    public Geometry Projected(Geometry degrees) => _plane.Project(degrees);

    /// <summary>Whether a layer has any feature of a kind, anywhere in the city: else nobody can tell.</summary>
    public bool Knows(GroundLayer asked) => _layers.Current(asked.Layer) is { } version && Rows(version, asked).Any();

    /// <summary>The features of a kind that lie near an area, in the plane.</summary>
    /// <param name="asked">Which.</param>
    /// <param name="degrees">The area in degrees.</param>
    public IEnumerable<(FeatureRow Row, string Id, Geometry Shape)> Near(GroundLayer asked, Geometry degrees)
    {
        if (_layers.Current(asked.Layer) is not { } version)
            yield break;
        var box = degrees.EnvelopeInternal.Copy();
        box.ExpandBy(NearDegrees);
        foreach (var row in Rows(version, asked))
        {
            if (row.Table.Geometries[row.Row] is { IsEmpty: false } shape && box.Intersects(shape.EnvelopeInternal))
                yield return (row, row.Table.Ids[row.Row], _plane.Project(shape));
        }
    }

    /// <summary>The buildings that lie in an area by more than half of their ground, by id.</summary>
    public ImmutableArray<GroundBuilding> BuildingsIn(Geometry degrees)
    {
        var (rules, area) = (GroundRules.Of(city.Pack), _plane.Project(degrees));
        return
        [
            .. Near(rules.Buildings, degrees).Where(near => SharedM2(near.Shape, area) * 2 > AreaM2(near.Shape))
                .Select(near => new GroundBuilding(near.Id, Number(near.Row[rules.FloorArea]), near.Row[rules.Year] as long?, near.Row[rules.Households] as long?)).OrderBy(building => building.Id, StringComparer.Ordinal),
        ];
    }

    /// <summary>The parcels that an area lies on by more than the tolerance, by id.</summary>
    public ImmutableArray<GroundParcel> ParcelsIn(Geometry degrees)
    {
        var (rules, area) = (GroundRules.Of(city.Pack), _plane.Project(degrees));
        return
        [
            .. Near(rules.Parcels, degrees).Select(near => new GroundParcel(near.Id, near.Row[rules.Use] as string, near.Row[rules.Register] as string, SharedM2(near.Shape, area)))
                .Where(parcel => parcel.SharedM2 > rules.ToleranceM2).OrderBy(parcel => parcel.Id, StringComparer.Ordinal),
        ];
    }

    /// <summary>The area of a shape of the plane, m².</summary>
    public double AreaM2(Geometry shape) => _plane.AreaM2(shape);

    /// <summary>The area two shapes share, m².</summary>
    public double SharedM2(Geometry one, Geometry other) => one.EnvelopeInternal.Intersects(other.EnvelopeInternal) ? AreaM2(OverlayNGRobust.Overlay(one, other, SpatialFunction.Intersection)) : 0;

    /// <summary>The area of what one shape has and another has not, m².</summary>
    public double OutsideM2(Geometry one, Geometry? other) => other is null ? AreaM2(one) : AreaM2(OverlayNGRobust.Overlay(one, other, SpatialFunction.Difference));

    private IEnumerable<FeatureRow> Rows(LayerVersion version, GroundLayer asked)
    {
        var table = LayerStore.Open(city, version);
        return Enumerable.Range(0, table.Count).Select(row => new FeatureRow(table, row)).Where(row => asked.Where.Holds(row) == true);
    }

    private static double? Number(object? value) => value switch
    {
        double real => real,
        long whole => whole,
        _ => null,
    };
}
