using System.Collections;
using System.Runtime.CompilerServices;
using Mingzhu.Spatial;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;

namespace Mingzhu.Web.Ogc;

/// <summary>Which rows of a table a query asks for, in their order. An index over the table's boxes leaves out what cannot match; the rest is looked at one by one.</summary>
internal static class Selection
{
    private static readonly ConditionalWeakTable<FeatureTable, PackedTree> Trees = [];

    /// <summary>The rows, lazily: nothing is kept but one bit a row.</summary>
    public static IEnumerable<int> Of(ItemsQuery query, FeatureTable features)
    {
        if (!query.InTime)
            return [];
        var shapes = query.Filter is null ? [] : FilterShapes.Of(query.Filter, query.FilterCrs);
        var near = Near(query, features, shapes);
        var area = query.Area is null ? null : PreparedGeometryFactory.Prepare(query.Area);
        var columns = query.Equal.Select(asked => (Values: features.Column(asked.Field) ?? features.Ids, asked.Value)).ToArray();
        var looked = new PlacedRow(features, shapes);
        return Enumerable.Range(0, features.Count).Where(row =>
        {
            if (near is not null && !near[row])
                return false;
            if (!Array.TrueForAll(columns, column => column.Value.Equals(column.Values[row])))
                return false;
            if (area is not null && features.Geometries[row] is { } geometry && !area.Intersects(geometry))
                return false;
            looked.Row = row;
            return query.Filter is null || query.Filter.Holds(looked) == true;
        });
    }

    private static BitArray? Near(ItemsQuery query, FeatureTable features, Dictionary<City.ShapeLiteral, IPreparedGeometry> shapes)
    {
        BitArray? near = null;
        // By OGC API a feature without geometry meets every bbox; it never meets a shape of a filter.
        if (query.Area is { } area)
            near = Meeting(features, area, withoutGeometry: true);
        foreach (var shape in query.Filter?.MustMeet ?? [])
        {
            var meets = Meeting(features, shapes[shape].Geometry, withoutGeometry: false);
            near = near?.And(meets) ?? meets;
        }

        return near;
    }

    private static BitArray Meeting(FeatureTable features, Geometry area, bool withoutGeometry)
    {
        var rows = new BitArray(features.Count);
        var tree = Trees.GetValue(features, table => new PackedTree([.. table.Geometries.Select(BoxOf)]));
        for (var part = 0; part < area.NumGeometries; part++)
        {
            foreach (var row in tree.Meeting(BoxOf(area.GetGeometryN(part))))
                rows[row] = true;
        }

        for (var row = 0; withoutGeometry && row < features.Count; row++)
        {
            if (features.Geometries[row] is null)
                rows[row] = true;
        }

        return rows;
    }

    private static Box BoxOf(Geometry? geometry) => geometry is null ? Box.Empty : Box.Of(geometry);
}
