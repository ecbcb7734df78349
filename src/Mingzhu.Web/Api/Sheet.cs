using System.Collections.Immutable;
using Mingzhu.Spatial;

namespace Mingzhu.Web.Api;

/// <summary>One table as a file: told once, taken away as CSV or as an Excel workbook, by the ending of the address.</summary>
/// <param name="File">Name of the file, without its ending.</param>
/// <param name="Title">What it is: the name of the sheet.</param>
/// <param name="Note">A line above the headings of a workbook: of what place and day it speaks.</param>
/// <param name="Headings">Names of its columns.</param>
/// <param name="Rows">Its rows.</param>
public sealed record Sheet(string File, string Title, string? Note, ImmutableArray<string> Headings, IEnumerable<object?[]> Rows) : IResult
{
    /// <summary>Tables that go with it: further sheets of a workbook. A CSV holds the first alone.</summary>
    public ImmutableArray<Sheet> Beside { get; init; } = [];

    /// <summary>The ending of an address, as routes name it.</summary>
    public const string Kind = "kind";

    /// <summary>What the ending of an address may be, as a route writes it.</summary>
    public const string Kinds = "{" + Kind + ":regex(^(csv|xlsx)$)}";

    private const string ExcelType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext) => (httpContext.Request.RouteValues[Kind] as string == "xlsx"
        ? Results.File(ToExcel(), ExcelType, File + ".xlsx")
        : Results.File(ToCsv(), "text/csv; charset=utf-8", File + ".csv")).ExecuteAsync(httpContext);

    /// <summary>As CSV.</summary>
    public byte[] ToCsv()
    {
        var csv = new Csv().Row([.. Headings]);
        foreach (var row in Rows)
            csv.Row(row);
        return csv.ToBytes();
    }

    /// <summary>As a workbook.</summary>
    public byte[] ToExcel()
    {
        var file = new MemoryStream();
        using (var workbook = new ExcelWriter(file))
        {
            foreach (var sheet in Beside.Prepend(this))
            {
                workbook.Sheet(sheet.Title, sheet.Headings.AsSpan(), sheet.Note);
                foreach (var row in sheet.Rows)
                    workbook.Row(row);
            }
        }

        return file.ToArray();
    }
}
