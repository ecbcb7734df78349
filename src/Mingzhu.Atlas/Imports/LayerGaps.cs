using System.Globalization;
using Mingzhu.City;
using Mingzhu.Spatial;

namespace Mingzhu.Atlas;

/// <summary>Gaps within a layer whose features lie wall to wall (缝隙): districts of one level between which a strip belongs to nobody.</summary>
internal static class LayerGaps
{
    // A quarter of a million positions; in the plane and as a graph, all at once, they take some thirty times this. The communities of a city are fewer.
    private const long MostBytes = 4 << 20;

    // So many neighbours of a gap are named.
    private const int MostNamed = 4;

    /// <summary>Tells every gap with where it lies and between which rows.</summary>
    /// <param name="builder">The rows.</param>
    /// <param name="group">A number for each row; those of one number lie wall to wall.</param>
    /// <param name="gapM">A hole that is somewhere wider than this is none, metres.</param>
    /// <param name="plane">Where they are measured.</param>
    /// <param name="problems">Where to report.</param>
    /// <param name="cancel">Stops it.</param>
    public static void Check(LayerBuilder builder, int[] group, double gapM, Plane plane, ProblemList problems, CancellationToken cancel)
    {
        foreach (var same in Enumerable.Range(0, builder.Count).GroupBy(row => group[row]).OrderBy(same => same.Key))
        {
            int[] rows = [.. same];
            var bytes = rows.Sum(builder.Rows.Bytes);
            if (bytes > MostBytes)
            {
                problems.File("geometry.gaps-not-checked", RowSeverity.Note, new(
                    $"{rows.Length} 个要素的图形过大（{bytes >> 20} MB），未检查其间的缝隙", $"the shapes of {rows.Length} features are too large together ({bytes >> 20} MB) to look for gaps between them"), builder.Name);
                continue;
            }

            foreach (var gap in Overlaps.Gaps([.. rows.Select(builder.Rows.Shape)], gapM, plane, cancel))
                Tell(gap with { Between = [.. gap.Between.Select(at => rows[at])] }, builder, problems);
        }
    }

    private static void Tell(Gap gap, LayerBuilder builder, ProblemList problems)
    {
        string[] labels = [.. gap.Between.Take(MostNamed).Select(builder.Rows.Label)];
        var more = gap.Between.Length > MostNamed ? new Wording("等", " and others") : default;
        var (size, at) = (string.Create(CultureInfo.InvariantCulture, $"{gap.AreaM2:0.##} m²"), string.Create(CultureInfo.InvariantCulture, $"{gap.At.Longitude:0.######}, {gap.At.Latitude:0.######}"));
        problems.Row("geometry.gap", RowSeverity.Note, builder.Name, labels.FirstOrDefault() ?? "", "", at, new(
            $"第 {string.Join("、", labels)} 行{more.Zh}之间在 ({at}) 处有 {size} 的缝隙，不属于任何要素",
            $"between rows {string.Join(", ", labels)}{more.En} at ({at}) a gap of {size} belongs to no feature"));
    }
}
