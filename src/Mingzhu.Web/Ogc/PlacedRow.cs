using Mingzhu.City;
using Mingzhu.Spatial;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;

namespace Mingzhu.Web.Ogc;

/// <summary>The features of a table as a filter looks at them, one at a time; the shapes a filter writes down are read once and prepared.</summary>
internal sealed class PlacedRow(FeatureTable table, IReadOnlyDictionary<ShapeLiteral, IPreparedGeometry> shapes) : IPlacedRow
{
    /// <summary>Name of the geometry in filters.</summary>
    public const string Geometry = "geometry";

    /// <summary>Name of the feature's id in filters, unless the layer has a field of that name.</summary>
    public const string Id = "id";

    /// <summary>Which feature is looked at.</summary>
    public int Row { get; set; }

    /// <inheritdoc/>
    public object? this[string field] => table.Has(field) ? table.Value(Row, field) : field switch
    {
        Id => table.Ids[Row],
        // That it has one: a geometry cannot be compared, but it can be absent.
        Geometry => table.Geometries[Row] is null ? null : true,
        _ => null,
    };

    /// <inheritdoc/>
    public bool? Relates(SpatialRelation how, SpatialTerm left, SpatialTerm right)
    {
        try
        {
            return (left.Shape, right.Shape) switch
            {
                (null, { } shape) => Here(left.Field) is { } here ? To(how, shapes[shape], here) : null,
                ({ } shape, null) => Here(right.Field) is { } here ? To(Turned(how), shapes[shape], here) : null,
                ({ } first, { } second) => To(how, shapes[second], shapes[first].Geometry),
                _ => Here(left.Field) is { } first && Here(right.Field) is { } second ? To(how, PreparedGeometryFactory.Prepare(second), first) : null,
            };
        }
        catch (TopologyException)
        {
            return null;
        }
    }

    private Geometry? Here(string? field) => field == Geometry ? table.Geometries[Row] : null;

    /// <summary>Whether a shape relates to a prepared one: "the shape is within the prepared" is "the prepared contains the shape".</summary>
    private static bool To(SpatialRelation how, IPreparedGeometry prepared, Geometry shape) => how switch
    {
        SpatialRelation.Intersects => prepared.Intersects(shape),
        SpatialRelation.Disjoint => prepared.Disjoint(shape),
        SpatialRelation.Within => prepared.Contains(shape),
        SpatialRelation.Contains => prepared.Within(shape),
        SpatialRelation.Touches => prepared.Touches(shape),
        SpatialRelation.Crosses => prepared.Crosses(shape),
        SpatialRelation.Overlaps => prepared.Overlaps(shape),
        _ => prepared.Geometry.EqualsTopologically(shape),
    };

    private static SpatialRelation Turned(SpatialRelation how) => how switch
    {
        SpatialRelation.Within => SpatialRelation.Contains,
        SpatialRelation.Contains => SpatialRelation.Within,
        _ => how,
    };
}
