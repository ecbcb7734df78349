using System.Globalization;

namespace Mingzhu.Spatial;

/// <summary>Reads the rows of one sheet, one at a time.</summary>
internal sealed class XlsxSheet(ForeignXml xml, string file, XlsxFormats formats, List<string> texts, bool from1904)
{
    private const int MostMerges = 1_000_000;

    /// <summary>Rows that hold something or were meant to; the stated dimensions of the sheet are not believed.</summary>
    public IEnumerable<TableRow> Rows(TableFacts facts)
    {
        var last = 0L;
        while (xml.Next())
        {
            if (!xml.IsStart)
                continue;
            if (xml.Name == "row")
            {
                var row = Row(last);
                last = row.Number;
                yield return row;
            }
            else if (xml.Name == "col" && xml["hidden"] is "1" or "true")
            {
                HideColumns(facts);
            }
            else if (xml.Name == "mergeCell" && xml["ref"] is { } range && facts.Merges.Count < MostMerges && Range(range) is { } merge)
            {
                facts.Merges.Add(merge);
            }
        }
    }

    private TableRow Row(long last)
    {
        var number = xml["r"] is { } said ? Whole(said) ?? -1 : last + 1;
        if (number <= last || number > ExcelSheetWriter.MostRows)
            throw Broken($"第 {last} 行之后的行号有误（{xml["r"]}）", $"after row {last} comes a row numbered '{xml["r"]}'");
        var row = new TableRow(number, xml["hidden"] is "1" or "true", []);
        if (xml.IsEmpty)
            return row;
        var (depth, column, sorted) = (xml.Depth, -1, true);
        while (xml.NextInside(depth))
        {
            if (xml.Name != "c")
                continue;
            var before = column;
            column = xml["r"] is { } name ? ExcelCells.At(name)?.Column ?? throw NoCell(number, name) : column + 1;
            if (column >= ExcelSheetWriter.MostColumns)
                throw NoCell(number, ExcelCells.Letters(column));
            sorted &= column > before;
            var (value, fault) = Cell(number, column);
            if (value is not null || fault is not null)
                row.Cells.Add(new(column, value, fault));
        }
        return sorted ? row : row with { Cells = [.. row.Cells.GroupBy(cell => cell.Column).Select(same => same.Last()).OrderBy(cell => cell.Column)] };
    }

    private (object? Value, string? Fault) Cell(long row, int column)
    {
        var (type, style) = (xml["t"], Whole(xml["s"]) is { } said and <= int.MaxValue ? (int)said : 0);
        if (xml.IsEmpty)
            return default;
        var (depth, formula, content) = (xml.Depth, false, (string?)null);
        while (xml.NextInside(depth))
        {
            switch (xml.Name)
            {
                case "v":
                    content = xml.Text();
                    break;
                case "is":
                    content = xml.Text(without: "rPh");
                    break;
                case "f":
                    formula = true;
                    xml.Skip();
                    break;
                default:
                    xml.Skip();
                    break;
            }
        }
        return content is null ? (null, formula ? "=" : null) : Decoded(type, content, style, row, column);
    }

    private (object? Value, string? Fault) Decoded(string? type, string content, int style, long row, int column) => type switch
    {
        "s" => (Text(row, column, content), null),
        "str" or "inlineStr" => (ExcelText.Read(content).Trim() is { Length: > 0 } text ? text : null, null),
        "b" => (content.Trim() is "1" or "true", null),
        "e" => (null, content.Trim() is { Length: > 0 and <= 255 } error ? error : "#?"),
        "d" => (DateTime.TryParse(content, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var moment) ? XlsxFormats.Moment(moment) : content.Trim(), null),
        _ when content.AsSpan().IsWhiteSpace() => default,
        _ => double.TryParse(content, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? (formats.Value(number, style, from1904), null)
            : (null, content.Length <= 255 ? content.Trim() : "#?"),
    };

    private string? Text(long row, int column, string content) =>
        Whole(content.Trim()) is { } at && at < texts.Count ? texts[(int)at] is { Length: > 0 } text ? text : null
        : throw Broken(
            $"单元格 {ExcelCells.Letters(column)}{row} 引用第 {content} 个共享文本，只有 {texts.Count} 个",
            $"the cell {ExcelCells.Letters(column)}{row} names shared text {content}, there are only {texts.Count}");

    private void HideColumns(TableFacts facts)
    {
        if (Whole(xml["min"]) is not (>= 1 and var min) || Whole(xml["max"]) is not { } max)
            return;
        for (var column = min; column <= Math.Min(max, ExcelSheetWriter.MostColumns); column++)
            facts.HiddenColumns.Add((int)column - 1);
    }

    private static TableMerge? Range(string range)
    {
        var colon = range.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && ExcelCells.At(range.AsSpan(0, colon)) is var (firstColumn, firstRow) && ExcelCells.At(range.AsSpan(colon + 1)) is var (lastColumn, lastRow)
            && firstColumn <= lastColumn && firstRow <= lastRow
                ? new TableMerge(firstRow, firstColumn, lastRow, lastColumn)
                : null;
    }

    private static long? Whole(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private BrokenFileException NoCell(long row, string name) => Broken($"第 {row} 行有不存在的单元格“{name}”", $"row {row} has a cell '{name}' that no sheet can have");

    private BrokenFileException Broken(string zh, string en) =>
        new(new SourceProblem("excel.broken", $"{file}：{zh}；请用 Excel 重新保存", $"{file}: {en}; save it again in Excel"));
}
