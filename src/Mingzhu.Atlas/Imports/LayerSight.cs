using System.Collections.Immutable;
using System.Globalization;
using Mingzhu.Spatial;
using NetTopologySuite.Geometries;

namespace Mingzhu.Atlas;

/// <summary>A first look at a layer (初看): its first rows as they stand, and some of its shapes, before anything is decided about it.</summary>
/// <param name="Rows">The first rows: number, then one text a field.</param>
/// <param name="Shapes">Shapes of the first rows, in the file's own coordinates.</param>
/// <param name="Kind">What shapes they are; none if no row has one.</param>
internal sealed record LayerSight(ImmutableArray<ImmutableArray<string?>> Rows, IReadOnlyList<Geometry> Shapes, GeometryKind Kind)
{
    private const int RowsShown = 10;
    private const int MostLooked = 5000;

    /// <summary>Looks at the first few thousand rows.</summary>
    public static LayerSight Of(SourceLayer source, CancellationToken cancel)
    {
        var (rows, shapes, kinds) = (ImmutableArray.CreateBuilder<ImmutableArray<string?>>(), new List<Geometry>(), new HashSet<GeometryKind>());
        foreach (var feature in source.Features.Take(MostLooked))
        {
            cancel.ThrowIfCancellationRequested();
            if (rows.Count < RowsShown)
                rows.Add([feature.Row.ToString(CultureInfo.InvariantCulture), .. source.Fields.Select(field => Shown(feature.Values.GetValueOrDefault(field.Name)))]);
            if (feature.Geometry is not { IsEmpty: false } shape)
                continue;
            shapes.Add(shape);
            kinds.Add(KindOf(shape));
        }

        return new LayerSight(rows.ToImmutable(), shapes, kinds.Count switch { 0 => GeometryKind.None, 1 => kinds.Single(), _ => GeometryKind.Any });
    }

    /// <summary>What kind of shape a geometry is.</summary>
    public static GeometryKind KindOf(Geometry? geometry) => geometry switch
    {
        null => GeometryKind.None,
        IPuntal => GeometryKind.Point,
        ILineal => GeometryKind.Line,
        _ => GeometryKind.Polygon,
    };

    private static string? Shown(object? value) => value is null ? null : PlainValue.Text(value);
}
