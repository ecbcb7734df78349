using System.Globalization;
using Mingzhu.City;
using Mingzhu.Spatial;
using NetTopologySuite.Geometries;

namespace Mingzhu.Atlas;

/// <summary>How the shapes of a layer lie to each other (图形关系): the same shape twice, shapes that overlap where they must not.</summary>
internal static class LayerTopology
{
    /// <summary>Checks the rows of one layer; what is wrong is told by row, the other row named.</summary>
    /// <param name="builder">The rows.</param>
    /// <param name="sliverM">Overlaps nowhere wider than this are slivers, metres.</param>
    /// <param name="ifWrong">How grave an overlap is where it is refused.</param>
    /// <param name="problems">Where to report.</param>
    /// <param name="cancel">Stops it.</param>
    public static void Check(LayerBuilder builder, double sliverM, RowSeverity ifWrong, ProblemList problems, CancellationToken cancel)
    {
        var shapes = builder.Shapes();
        foreach (var (first, again) in DuplicateFeatures.Find(shapes))
        {
            problems.Row("geometry.duplicate", RowSeverity.Note, builder.Name, shapes.Ids[again], "", shapes.Ids[first], new(
                $"与第 {shapes.Ids[first]} 行的图形相同，请核对是否重复", $"has the same shape as row {shapes.Ids[first]}; check whether it stands there twice"));
        }

        if (builder.Schema.Overlap != OverlapRule.Allowed && PlaneOf(shapes) is { } plane)
        {
            foreach (var group in Groups(builder, shapes))
                Overlap(group, shapes, sliverM, plane, builder, ifWrong, problems, cancel);
        }
    }

    private static void Overlap(Geometry?[] group, FeatureTable shapes, double sliverM, Plane plane, LayerBuilder builder, RowSeverity ifWrong, ProblemList problems, CancellationToken cancel)
    {
        foreach (var overlap in Overlaps.Find(group, sliverM, plane, cancel))
        {
            var (row, other) = (shapes.Ids[overlap.B], shapes.Ids[overlap.A]);
            var area = string.Create(CultureInfo.InvariantCulture, $"{overlap.AreaM2:0.##} m²");
            if (overlap.IsSliver)
            {
                problems.Row("geometry.sliver", RowSeverity.Note, builder.Name, row, "", other, new(
                    $"与第 {other} 行有 {area} 的狭长重叠，多为描边误差", $"overlaps row {other} in a sliver of {area}, such as come of drawing a border twice"));
                continue;
            }

            var severity = builder.Schema.Overlap == OverlapRule.Refused ? ifWrong : RowSeverity.Note;
            problems.Row("geometry.overlap", severity, builder.Name, row, "", other, new($"与第 {other} 行重叠 {area}，该图层的要素不应重叠", $"overlaps row {other} by {area}; features of this layer should not overlap"));
        }
    }

    /// <summary>The shapes that may not overlap each other: all, or those of one value, with null in the place of the others.</summary>
    private static IEnumerable<Geometry?[]> Groups(LayerBuilder builder, FeatureTable shapes)
    {
        if (builder.Schema.ApartBy is not { } field)
            return [shapes.Geometries];
        var values = builder.Values(field);
        return values.Distinct().OrderBy(value => value as string, StringComparer.Ordinal).Select(value => shapes.Geometries.Select((shape, row) => Equals(values[row], value) ? shape : null).ToArray());
    }

    /// <summary>A plane about the middle of the layer; null without shapes.</summary>
    private static Plane? PlaneOf(FeatureTable shapes)
    {
        var box = new Envelope();
        foreach (var shape in shapes.Geometries.OfType<Geometry>())
            box.ExpandToInclude(shape.EnvelopeInternal);
        return box.IsNull || Math.Abs(box.Centre.Y) > 89 ? null : Plane.Centred(box.Centre.X, box.Centre.Y);
    }
}
