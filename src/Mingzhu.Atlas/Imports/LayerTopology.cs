using System.Globalization;
using Mingzhu.City;
using Mingzhu.Spatial;

namespace Mingzhu.Atlas;

/// <summary>How the shapes of a layer lie to each other (图形关系): the same shape twice, shapes that overlap where they must not, gaps where there must be none.</summary>
internal static class LayerTopology
{
    /// <summary>Checks the rows of one layer; what is wrong is told by row, the other row named.</summary>
    /// <param name="builder">The rows.</param>
    /// <param name="contract">What counts as a sliver and as a gap.</param>
    /// <param name="ifWrong">How grave an overlap is where it is refused.</param>
    /// <param name="problems">Where to report.</param>
    /// <param name="cancel">Stops it.</param>
    public static void Check(LayerBuilder builder, LayerContract contract, RowSeverity ifWrong, ProblemList problems, CancellationToken cancel)
    {
        var rows = builder.Rows;
        foreach (var (first, again) in DuplicateFeatures.Find(rows.Boxes, rows.Shape))
        {
            var (row, other) = (rows.Label(again), rows.Label(first));
            problems.Row("geometry.duplicate", RowSeverity.Note, builder.Name, row, "", other, new(
                $"与第 {other} 行的图形相同，请核对是否重复", $"has the same shape as row {other}; check whether it stands there twice"));
        }

        var schema = builder.Schema;
        if ((schema.Overlap == OverlapRule.Allowed && !schema.Tiles) || PlaneOf(rows) is not { } plane)
            return;
        var group = Groups(builder);
        if (schema.Overlap != OverlapRule.Allowed)
        {
            foreach (var overlap in LayerOverlaps.Find(rows, group, contract.SliverM, plane, cancel).OrderBy(overlap => group[overlap.A]).ThenBy(overlap => overlap.A).ThenBy(overlap => overlap.B))
                Tell(overlap, builder, ifWrong, problems);
        }

        if (schema.Tiles)
            LayerGaps.Check(builder, group, contract.GapM, plane, problems, cancel);
    }

    private static void Tell(Overlap overlap, LayerBuilder builder, RowSeverity ifWrong, ProblemList problems)
    {
        var (row, other) = (builder.Rows.Label(overlap.B), builder.Rows.Label(overlap.A));
        var area = string.Create(CultureInfo.InvariantCulture, $"{overlap.AreaM2:0.##} m²");
        if (overlap.IsSliver)
        {
            problems.Row("geometry.sliver", RowSeverity.Note, builder.Name, row, "", other, new(
                $"与第 {other} 行有 {area} 的狭长重叠，多为描边误差", $"overlaps row {other} in a sliver of {area}, such as come of drawing a border twice"));
            return;
        }

        var severity = builder.Schema.Overlap == OverlapRule.Refused ? ifWrong : RowSeverity.Note;
        problems.Row("geometry.overlap", severity, builder.Name, row, "", other, new($"与第 {other} 行重叠 {area}，该图层的要素不应重叠", $"overlaps row {other} by {area}; features of this layer should not overlap"));
    }

    /// <summary>A number for each row: only those of one number may not overlap each other.</summary>
    private static int[] Groups(LayerBuilder builder)
    {
        if (builder.Apart.Count == 0)
            return new int[builder.Count];
        var numbers = builder.Apart.Select(Named).Distinct().Order(StringComparer.Ordinal).Select((value, number) => (value, number)).ToDictionary(pair => pair.value, pair => pair.number);
        return [.. builder.Apart.Select(value => numbers[Named(value)])];
    }

    private static string Named(object? value) => value is null ? "" : PlainValue.Text(value);

    /// <summary>A plane about the middle of the layer; null without shapes.</summary>
    private static Plane? PlaneOf(FeatureSpool rows) => rows.Extent is { IsEmpty: false } box && (box.MinY + box.MaxY) / 2 is var latitude && Math.Abs(latitude) <= 89
        ? Plane.Centred((box.MinX + box.MaxX) / 2, latitude)
        : null;
}
