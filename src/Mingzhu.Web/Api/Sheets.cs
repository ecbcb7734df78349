using Microsoft.Extensions.Localization;
using Mingzhu.Atlas;
using Mingzhu.CheckUp;
using Mingzhu.City;
using Mingzhu.Web.Book;

namespace Mingzhu.Web.Api;

/// <summary>Every table as a file: the address of its page with .csv, filtered as the page is, and whole where the page shows the first rows.</summary>
internal static class Sheets
{
    public static void MapSheets(this IEndpointRouteBuilder app)
    {
        var files = app.MapGroup("").Opens(Audience.Operator);
        files.MapGet("/checkup.csv", (HttpContext request, ICityBook book, IStringLocalizer text, Reader reader, Show show) =>
            book.Latest is { } run ? File($"check-up-{run.Manifest.Id}", Matrix(run, CheckUpFilter.From(request.Request.Query), book, text, reader, show)) : Results.NotFound());
        files.MapGet("/checkup/{code}.csv", (string code, HttpContext request, ICityBook book, IStringLocalizer text, Reader reader, Show show) =>
            book.Latest is { } run && run.Indicators.FirstOrDefault(indicator => indicator.Code == code) is { } indicator
                ? File($"{code}-{run.Manifest.Id}", Indicator(run, indicator, request.Request.Query, text, reader, show))
                : Results.NotFound());
        files.MapGet("/places/{level}/{id}.csv", (string level, string id, ICityBook book, IStringLocalizer text, Reader reader, Show show) =>
            book.Latest is { } run && Levels.Of(level) is { } of && PlaceSheet.Of(run, of, id) is { } sheet
                ? File($"{level}-{id}", Place(run, sheet, text, reader, show))
                : Results.NotFound());
        files.MapGet("/findings.csv", (HttpContext request, ICityBook book, IStringLocalizer text, Reader reader, Show show) =>
            book.Latest is { } run ? File($"findings-{run.Manifest.Id}", Findings(run, FindingFilter.From(request.Request.Query), book, text, reader, show)) : Results.NotFound());
        files.MapGet("/data/imports/{seq:long}.csv", (long seq, ICityBook book, IStringLocalizer text, Reader reader) =>
            book.Imports.FirstOrDefault(import => import.Seq == seq) is { } import ? File($"import-{seq}", Problems(book.Report(import), text, reader)) : Results.NotFound());
        files.MapGet("/data.csv", (ICityBook book, IStringLocalizer text, Reader reader) => File("layers", Layers(book, text, reader)));
    }

    private static Csv Problems(ImportReport report, IStringLocalizer text, Reader reader)
    {
        var csv = new Csv().Row([.. Titles(text, "column.type", "import.what-became", "import.row", "column.layer", "import.field", "import.found", "column.says")]);
        foreach (var problem in report.Problems)
            csv.Row(problem.Code, problem.Severity.ToString(), problem.Row, problem.Layer, problem.Field, problem.Found, reader.In(problem.Says));
        return csv;
    }

    private static IResult File(string name, Csv table) => Results.File(table.ToBytes(), "text/csv; charset=utf-8", name + ".csv");

    private static Csv Matrix(IRunBook run, CheckUpFilter filter, ICityBook book, IStringLocalizer text, Reader reader, Show show)
    {
        var districts = run.Places(Level.District);
        var csv = new Csv().Row(
            [
                .. Titles(text, "column.code", "column.indicator", "column.dimension", "column.element", "column.value", "column.unit", "column.target", "column.grade", "column.state", "column.reason", "column.known-share", "column.responsible", "column.as-of"),
                .. districts.Select(district => (object?)Show.Place(district)),
            ]);
        foreach (var (indicator, reading) in filter.In(run))
        {
            csv.Row(
            [
                indicator.Code, reader.In(indicator.Name), reader.In(indicator.Dimension), reader.In(indicator.Element), Value(indicator, reading), show.Unit(indicator), indicator.Target is null ? null : show.Target(indicator),
                run.Grade(indicator, reading) is { } grade ? show.Grade(grade) : Met(indicator, reading, text), show.State(reading.State), Reason(reading, reader), Show.Share(reading),
                indicator.Responsible is { } office ? reader.In(book.Department(office)) : null, Show.Day(run.Manifest.AsOf),
                .. districts.Select((_, at) => (object?)Value(indicator, run.Read(indicator.Code, Level.District, at))),
            ]);
        }

        return csv;
    }

    private static Csv Indicator(IRunBook run, Indicator indicator, IQueryCollection query, IStringLocalizer text, Reader reader, Show show)
    {
        var level = IndicatorSheet.LevelOf(IndicatorSheet.LevelsOf(run, indicator), Levels.Of(query["level"].ToString()));
        var variant = query["variant"] == "derived" && run.HasDerived(indicator.Code) ? Variant.Derived : Variant.Ruled;
        var csv = new Csv().Row([.. Titles(text, "column.rank", "column.id", "column.place", "column.value", "column.unit", "column.numerator", "column.denominator", "column.state", "column.reason", "column.known-share", "column.as-of")]);
        foreach (var (rank, place, reading) in IndicatorSheet.Of(run, indicator, level, variant).Ranked)
        {
            csv.Row(
                rank.Replace(",", "", StringComparison.Ordinal), place.Id, place.Name, Value(indicator, reading), show.Unit(indicator), reading.HasValue ? reading.Numerator : null, reading.HasValue ? reading.Denominator : null,
                show.State(reading.State), Reason(reading, reader), Show.Share(reading), Show.Day(run.Manifest.AsOf));
        }

        return csv;
    }

    private static Csv Place(IRunBook run, PlaceSheet sheet, IStringLocalizer text, Reader reader, Show show)
    {
        var csv = new Csv().Row([.. Titles(text, "column.code", "column.indicator", "place.here", "place.above", "place.city", "column.unit", "column.target", "column.state", "column.reason", "column.as-of")]);
        foreach (var row in sheet.Rows)
        {
            csv.Row(
                row.Indicator.Code, reader.In(row.Indicator.Name), Value(row.Indicator, row.Here), row.Above is { } above ? Value(row.Indicator, above) : null, Value(row.Indicator, row.City), show.Unit(row.Indicator),
                row.Indicator.Target is null ? null : show.Target(row.Indicator), show.State(row.Here.State), Reason(row.Here, reader), Show.Day(run.Manifest.AsOf));
        }

        return csv;
    }

    private static Csv Findings(IRunBook run, FindingFilter filter, ICityBook book, IStringLocalizer text, Reader reader, Show show)
    {
        var names = run.Indicators.ToDictionary(indicator => indicator.Code, indicator => reader.In(indicator.Name));
        var csv = new Csv().Row(
            [.. Titles(text, "column.id", "column.severity", "column.code", "column.indicator", "column.type", "column.layer", "column.object-id", "column.object", "column.says", "column.district", "column.subdistrict", "column.community", "column.countermeasure", "column.responsible", "column.weight", "column.lon", "column.lat")]);
        string? Name(Level level, int at) => at < 0 ? null : Show.Place(run.Places(level)[at]);
        foreach (var finding in filter.In(run))
        {
            csv.Row(
                finding.Id, show.Severity(finding.Severity), finding.Indicator, names.GetValueOrDefault(finding.Indicator), finding.Type, finding.Layer, finding.Object, finding.ObjectName, reader.In(finding.Says),
                Name(Level.District, finding.District), Name(Level.Subdistrict, finding.Subdistrict), Name(Level.Community, finding.Community), reader.In(finding.Countermeasure),
                finding.Responsible is { } office ? reader.In(book.Department(office)) : null, finding.Weight, finding.Lon, finding.Lat);
        }

        return csv;
    }

    private static Csv Layers(ICityBook book, IStringLocalizer text, Reader reader)
    {
        var csv = new Csv().Row([.. Titles(text, "column.id", "column.layer", "column.version", "column.count", "column.as-of", "column.file", "column.provenance", "column.licence", "column.invented", "column.rows-hash")]);
        foreach (var layer in book.Layers)
        {
            var version = layer.Version;
            csv.Row(
                layer.Id, reader.In(layer.Name), version?.Number, version?.Count, version is null ? null : Show.Day(version.AsOf), version?.FileName, version is null ? null : reader.In(version.Provenance.Source),
                version?.Provenance.Licence, version is null ? null : text[version.Provenance.Invented ? "value.yes" : "value.no"].Value, version?.Rows);
        }

        return csv;
    }

    private static IEnumerable<object?> Titles(IStringLocalizer text, params IEnumerable<string> keys) => keys.Select(key => (object?)text[key].Value);

    private static object? Value(Indicator indicator, Reading reading) => reading.Value(indicator.Kind, indicator.UnitFactor);

    private static string? Reason(Reading reading, Reader reader) => reading.Reason is { } reason ? reader.In(reason) : null;

    private static string? Met(Indicator indicator, Reading reading, IStringLocalizer text) => CheckUpFilter.Judged(indicator, reading) switch
    {
        true => text["target.met"].Value,
        false => text["target.unmet"].Value,
        _ => null,
    };
}
