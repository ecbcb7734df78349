using System.Globalization;
using Mingzhu.City;
using Mingzhu.Spatial;

namespace Mingzhu.Atlas;

/// <summary>Counts which rows of a layer have heights or measures, which no standard layer holds (舍去的 Z、M 值): told once for the layer, with their range.</summary>
internal sealed class HeightsAndMeasures
{
    private (int Rows, double Least, double Most) _heights;
    private (int Rows, double Least, double Most) _measures;

    /// <summary>Takes note of what one row has.</summary>
    public void Add(DroppedOrdinates row)
    {
        Add(row.Z, ref _heights);
        Add(row.M, ref _measures);
    }

    /// <summary>Tells of heights and of measures, if any row has them.</summary>
    public void Tell(string layer, ProblemList problems)
    {
        if (_heights.Rows > 0)
            Tell("geometry.z-dropped", _heights, new("高程（Z）", "heights (Z)"), layer, problems);
        if (_measures.Rows > 0)
            Tell("geometry.m-dropped", _measures, new("测量值（M）", "measures (M)"), layer, problems);
    }

    private static void Add((double Least, double Most)? range, ref (int Rows, double Least, double Most) all)
    {
        if (range is var (least, most))
            all = all.Rows == 0 ? (1, least, most) : (all.Rows + 1, Math.Min(all.Least, least), Math.Max(all.Most, most));
    }

    private static void Tell(string code, (int Rows, double Least, double Most) found, Wording what, string layer, ProblemList problems)
    {
        var range = string.Create(CultureInfo.InvariantCulture, $"{found.Least:0.###} – {found.Most:0.###}");
        problems.Row(code, RowSeverity.Note, layer, "", "", range, new(
            $"{found.Rows} 个要素带有{what.Zh}，值为 {range}；只保留平面坐标，{what.Zh}未存入", $"{found.Rows} features have {what.En}, {range}; only their x and y are kept"));
    }
}
