using System.Globalization;
using System.Text;
using Mingzhu.Publishing.Word;

namespace Mingzhu.Publishing.Charts;

/// <summary>A chart as DrawingML: cached values beside the references into its workbook.</summary>
internal static class ChartXml
{
    public static string Write(Chart chart)
    {
        var plot = chart.Kind == ChartKind.Doughnut ? Doughnut(chart) : Bars(chart);
        var legend = chart.Kind == ChartKind.Bars && chart.Series.Length == 1
            ? ""
            : $"<c:legend><c:legendPos val=\"{(chart.Kind == ChartKind.Doughnut ? "r" : "b")}\"/><c:overlay val=\"0\"/>{Font(900)}</c:legend>";
        return "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>"
            + "<c:chartSpace xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">"
            + "<c:date1904 val=\"0\"/><c:roundedCorners val=\"0\"/><c:chart><c:autoTitleDeleted val=\"1\"/><c:plotArea><c:layout/>" + plot
            + "</c:plotArea>" + legend + "<c:plotVisOnly val=\"1\"/><c:dispBlanksAs val=\"gap\"/></c:chart>"
            + "<c:spPr><a:solidFill><a:srgbClr val=\"FFFFFF\"/></a:solidFill><a:ln><a:noFill/></a:ln></c:spPr>"
            + "<c:externalData r:id=\"rId1\"><c:autoUpdate val=\"0\"/></c:externalData></c:chartSpace>";
    }

    private static string Bars(Chart chart)
    {
        var stacked = chart.Kind == ChartKind.StackedBars;
        var series = string.Concat(Enumerable.Range(0, chart.Series.Length).Select(index => OneSeries(chart, index)));
        return $"<c:barChart><c:barDir val=\"bar\"/><c:grouping val=\"{(stacked ? "stacked" : "clustered")}\"/><c:varyColors val=\"0\"/>{series}"
            + $"<c:gapWidth val=\"{(stacked ? 45 : 60)}\"/>{(stacked ? "<c:overlap val=\"100\"/>" : "")}<c:axId val=\"1001\"/><c:axId val=\"1002\"/></c:barChart>"
            + "<c:catAx><c:axId val=\"1001\"/><c:scaling><c:orientation val=\"maxMin\"/></c:scaling><c:delete val=\"0\"/><c:axPos val=\"l\"/><c:numFmt formatCode=\"General\" sourceLinked=\"0\"/>"
            + $"<c:majorTickMark val=\"none\"/><c:minorTickMark val=\"none\"/><c:tickLblPos val=\"low\"/>{Line("7F7F7F")}{Font(900)}<c:crossAx val=\"1002\"/><c:crosses val=\"autoZero\"/><c:auto val=\"1\"/><c:lblAlgn val=\"ctr\"/><c:lblOffset val=\"100\"/><c:tickLblSkip val=\"1\"/><c:noMultiLvlLbl val=\"0\"/></c:catAx>"
            + $"<c:valAx><c:axId val=\"1002\"/><c:scaling><c:orientation val=\"minMax\"/>{Greatest(chart)}<c:min val=\"{Least(chart)}\"/></c:scaling><c:delete val=\"0\"/><c:axPos val=\"b\"/><c:majorGridlines>{Line("E3E3E3")}</c:majorGridlines>{Title(chart.ValueTitle)}"
            + $"<c:numFmt formatCode=\"#,##0.##\" sourceLinked=\"0\"/><c:majorTickMark val=\"none\"/><c:minorTickMark val=\"none\"/><c:tickLblPos val=\"nextTo\"/>{Line("BFBFBF")}{Font(900)}<c:crossAx val=\"1001\"/><c:crosses val=\"max\"/><c:crossBetween val=\"between\"/></c:valAx>";
    }

    private static string Doughnut(Chart chart)
    {
        var parts = string.Concat(chart.Palette.Select((colour, index) =>
            $"<c:dPt><c:idx val=\"{index}\"/><c:bubble3D val=\"0\"/><c:spPr>{Fill(colour)}<a:ln w=\"12700\"><a:solidFill><a:srgbClr val=\"FFFFFF\"/></a:solidFill></a:ln></c:spPr></c:dPt>"));
        return $"<c:doughnutChart><c:varyColors val=\"1\"/>{OneSeries(chart, 0, parts)}<c:firstSliceAng val=\"0\"/><c:holeSize val=\"55\"/></c:doughnutChart>";
    }

    private static string OneSeries(Chart chart, int index, string parts = "")
    {
        var series = chart.Series[index];
        var dark = chart.Kind == ChartKind.Bars || series.Colour is Palette.Good or Palette.Fair or Palette.Unknown or Palette.Other;
        var position = chart.Kind switch { ChartKind.Bars => "<c:dLblPos val=\"outEnd\"/>", ChartKind.StackedBars => "<c:dLblPos val=\"ctr\"/>", _ => "" };
        // A label "0" on a part of no width would only hide its neighbour.
        var none = chart.Kind == ChartKind.Bars ? "" : string.Concat(series.Values.Select((value, at) => value is 0 ? $"<c:dLbl><c:idx val=\"{at}\"/><c:delete val=\"1\"/></c:dLbl>" : ""));
        return $"<c:ser><c:idx val=\"{index}\"/><c:order val=\"{index}\"/><c:tx><c:strRef><c:f>{ChartWorkbook.Head(index + 1)}</c:f><c:strCache><c:ptCount val=\"1\"/><c:pt idx=\"0\"><c:v>{WordText.Escape(series.Name)}</c:v></c:pt></c:strCache></c:strRef></c:tx>"
            + (chart.Kind == ChartKind.Doughnut ? "" : $"<c:spPr>{Fill(series.Colour)}</c:spPr><c:invertIfNegative val=\"0\"/>") + parts
            + $"<c:dLbls>{none}<c:numFmt formatCode=\"{chart.Format}\" sourceLinked=\"0\"/><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{Font(850, dark ? "262626" : "FFFFFF")}{position}<c:showLegendKey val=\"0\"/><c:showVal val=\"1\"/><c:showCatName val=\"0\"/><c:showSerName val=\"0\"/><c:showPercent val=\"0\"/><c:showBubbleSize val=\"0\"/>"
            + (chart.Kind == ChartKind.Doughnut ? "<c:showLeaderLines val=\"0\"/>" : "") + "</c:dLbls>"
            + $"<c:cat><c:strRef><c:f>{ChartWorkbook.Range(0, chart.Categories.Length)}</c:f><c:strCache>{Points(chart.Categories.Select(name => (string?)WordText.Escape(name)))}</c:strCache></c:strRef></c:cat>"
            + $"<c:val><c:numRef><c:f>{ChartWorkbook.Range(index + 1, chart.Categories.Length)}</c:f><c:numCache><c:formatCode>General</c:formatCode>{Points(series.Values.Select(value => value?.ToString("R", CultureInfo.InvariantCulture)))}</c:numCache></c:numRef></c:val></c:ser>";
    }

    // An axis of bars starts at zero, unless there is something below it.
    private static string Least(Chart chart) => Math.Min(0, Math.Floor(chart.Series.SelectMany(series => series.Values).Min() ?? 0)).ToString("R", CultureInfo.InvariantCulture);

    // Percent end at 100.
    private static string Greatest(Chart chart) => chart.Percent && chart.Series.SelectMany(series => series.Values).All(value => value is null or <= 100) ? "<c:max val=\"100\"/>" : "";

    private static string Points(IEnumerable<string?> values)
    {
        var list = values.ToList();
        var xml = new StringBuilder($"<c:ptCount val=\"{list.Count}\"/>");
        for (var at = 0; at < list.Count; at++)
        {
            if (list[at] is { } value)
                xml.Append(CultureInfo.InvariantCulture, $"<c:pt idx=\"{at}\"><c:v>{value}</c:v></c:pt>");
        }

        return xml.ToString();
    }

    private static string Title(string text) => text.Length == 0
        ? ""
        : $"<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:pPr>{Run("defRPr", 900, "595959")}</a:pPr><a:r>{Run("rPr", 900, "595959")}<a:t>{WordText.Escape(text)}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val=\"0\"/></c:title>";

    private static string Font(int size, string colour = "262626") => $"<c:txPr><a:bodyPr rot=\"0\"/><a:p><a:pPr>{Run("defRPr", size, colour)}</a:pPr><a:endParaRPr lang=\"zh-CN\"/></a:p></c:txPr>";

    private static string Run(string element, int size, string colour) =>
        $"<a:{element} lang=\"zh-CN\" sz=\"{size}\" b=\"0\"><a:solidFill><a:srgbClr val=\"{colour}\"/></a:solidFill><a:latin typeface=\"Arial\"/><a:ea typeface=\"黑体\"/></a:{element}>";

    private static string Fill(string colour) => $"<a:solidFill><a:srgbClr val=\"{colour}\"/></a:solidFill>";

    private static string Line(string colour) => $"<c:spPr><a:ln w=\"6350\"><a:solidFill><a:srgbClr val=\"{colour}\"/></a:solidFill></a:ln></c:spPr>";
}
