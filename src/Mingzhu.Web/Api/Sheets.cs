using System.Collections.Immutable;
using Microsoft.Extensions.Localization;
using Mingzhu.CheckUp;
using Mingzhu.City;
using Mingzhu.People;
using Mingzhu.Web.Book;
using Mingzhu.Web.Uploads;

namespace Mingzhu.Web.Api;

/// <summary>Every table as a file: the address of its page with .csv or .xlsx, filtered as the page is, and whole where the page shows the first rows.</summary>
internal static class Sheets
{
    public static void MapSheets(this IEndpointRouteBuilder app)
    {
        var files = app.MapGroup("").Opens(RightIds.ExportLayers);
        files.MapGet($"/checkup.{Sheet.Kinds}", (HttpContext request, ICityBook book, SheetWords words) =>
            book.Latest is { } run ? RunSheets.Matrix(run, CheckUpFilter.From(request.Request.Query), book, words) : Results.NotFound());
        files.MapGet($"/checkup/{{code}}.{Sheet.Kinds}", (string code, HttpContext request, ICityBook book, SheetWords words) =>
            book.Latest is { } run && run.Indicators.FirstOrDefault(indicator => indicator.Code == code) is { } indicator
                ? RunSheets.Indicator(run, indicator, request.Request.Query, words)
                : Results.NotFound());
        files.MapGet($"/places/{{level}}/{{id}}.{Sheet.Kinds}", (string level, string id, ICityBook book, SheetWords words) =>
            book.Latest is { } run && Levels.Of(level) is { } of && PlaceSheet.Of(run, of, id) is { } sheet ? RunSheets.Place(run, sheet, level, id, words) : Results.NotFound());
        files.MapGet($"/findings.{Sheet.Kinds}", (HttpContext request, ICityBook book, SheetWords words) =>
            book.Latest is { } run ? RunSheets.Findings(run, FindingFilter.From(request.Request.Query), book, words) : Results.NotFound());
        files.MapGet($"/runs/{{id}}.{Sheet.Kinds}", (string id, ICityBook book, SheetWords words) => book.Run(id) is { } run ? RunSheets.Inputs(run, book, words) : Results.NotFound());
        files.MapPlanningSheets();
        files.MapGet($"/data.{Sheet.Kinds}", (ICityBook book, SheetWords words) => DataSheets.Layers(book, words));
        files.MapGet($"/data/layers/{{id}}.{Sheet.Kinds}", (string id, ICityBook book, SheetWords words) =>
            book.Layers.FirstOrDefault(layer => layer.Id == id) is { } layer ? DataSheets.Versions(layer, book, words) : Results.NotFound());
        files.MapGet($"/data/layers/{{id}}/compare.{Sheet.Kinds}", (string id, HttpContext request, ICityBook book, SheetWords words) =>
        {
            var (from, to) = ChangeFilter.VersionsOf(request.Request.Query, book.Versions(id) is [var newest, ..] ? newest.Version.Number : 0);
            return book.Layers.FirstOrDefault(layer => layer.Id == id) is { } layer && book.Compare(id, from, to) is { } comparison
                ? DataSheets.Changes(layer, comparison, ChangeFilter.From(request.Request.Query), words)
                : Results.NotFound();
        });
        files.MapGet($"/data/imports/{{seq:long}}.{Sheet.Kinds}", (long seq, ICityBook book, SheetWords words) =>
            book.Imports.FirstOrDefault(import => import.Seq == seq) is { } import ? DataSheets.Problems(book.Report(import), $"import-{seq}", import.FileName, words) : Results.NotFound());
        files.MapGet($"{Addresses.Uploads}/{{id}}.{Sheet.Kinds}", (string id, UploadShelf shelf, SheetWords words) =>
            shelf.Find(id) is { State.Report: { } report } upload ? DataSheets.Problems(report, Path.GetFileNameWithoutExtension(upload.FileName), upload.FileName, words) : Results.NotFound()).Opens(RightIds.ImportLayers);
    }
}

/// <summary>What a table of a page is written with: the words and the language of who asks for it.</summary>
public sealed class SheetWords(IStringLocalizer text, Reader reader, Show show)
{
    /// <summary>How values are written.</summary>
    public Show Show => show;

    /// <summary>A text in the reader's language.</summary>
    public string this[string key, params object[] arguments] => text[key, arguments].Value;

    /// <summary>The reader's language.</summary>
    public Language Language => reader.Language;

    /// <summary>A text in the reader's language.</summary>
    public string In(Wording wording) => reader.In(wording);

    /// <summary>Headings by the keys of their texts.</summary>
    public ImmutableArray<string> Headings(params IEnumerable<string> keys) => [.. keys.Select(key => text[key].Value)];
}
