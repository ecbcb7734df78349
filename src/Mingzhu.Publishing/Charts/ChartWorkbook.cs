using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Mingzhu.Publishing.Word;
using Cell = DocumentFormat.OpenXml.Spreadsheet.Cell;

namespace Mingzhu.Publishing.Charts;

/// <summary>The small workbook inside a chart, so that "edit data" works: categories in column A, one column a series.</summary>
internal static class ChartWorkbook
{
    public static byte[] Write(Chart chart)
    {
        using var bytes = new MemoryStream();
        using (var package = SpreadsheetDocument.Create(bytes, SpreadsheetDocumentType.Workbook))
        {
            var book = package.AddWorkbookPart();
            package.ChangeIdOfPart(book, "rId1");
            book.AddNewPart<WorksheetPart>("rId1").Worksheet = new Worksheet(Rows(chart));
            book.Workbook = new Workbook(new Sheets(new Sheet { Name = "Sheet1", SheetId = 1, Id = "rId1" }));
        }

        return FixedPackage.Of(bytes.ToArray());
    }

    /// <summary>The cells of a column's values (0 = categories), as a chart refers to them.</summary>
    public static string Range(int column, int count) => string.Create(CultureInfo.InvariantCulture, $"Sheet1!${Letter(column)}$2:${Letter(column)}${count + 1}");

    /// <summary>The heading cell of a column.</summary>
    public static string Head(int column) => $"Sheet1!${Letter(column)}$1";

    private static char Letter(int column) => (char)('A' + column);

    private static SheetData Rows(Chart chart)
    {
        var rows = new SheetData(new Row([Text(""), .. chart.Series.Select(series => Text(series.Name))]));
        for (var at = 0; at < chart.Categories.Length; at++)
            rows.Append(new Row([Text(chart.Categories[at]), .. chart.Series.Select(series => Number(series.Values[at]))]));
        return rows;
    }

    private static Cell Text(string text) => new() { DataType = CellValues.InlineString, InlineString = new InlineString(new Text(WordText.Clean(text))) };

    private static Cell Number(double? value) => value is { } number
        ? new Cell { DataType = CellValues.Number, CellValue = new CellValue(number.ToString("R", CultureInfo.InvariantCulture)) }
        : new Cell();
}
