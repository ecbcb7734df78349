using Microsoft.AspNetCore.Http.HttpResults;
using Mingzhu.CheckUp;
using Mingzhu.City;
using Mingzhu.People;
using Mingzhu.Spatial;
using Mingzhu.Web.Book;
using Mingzhu.Web.Components;
using ProgressNote = Mingzhu.Web.Components.Progress;

namespace Mingzhu.Web.Api;

/// <summary>One indicator over the places of a level, as JSON. Values are in the indicator's own unit; a value that is not known is absent and its state says why.</summary>
/// <param name="Run">Id of the run.</param>
/// <param name="Code">Its code.</param>
/// <param name="Name">Its name.</param>
/// <param name="Unit">Unit of the values.</param>
/// <param name="Level">Level of the places.</param>
/// <param name="Variant">ruled or derived.</param>
/// <param name="AsOf">The day the data describe, yyyy-MM-dd.</param>
/// <param name="Definition">What it measures.</param>
/// <param name="Formula">How the city's value was formed, with its numbers.</param>
/// <param name="Source">Where it is defined; absent if no document does.</param>
/// <param name="TargetSource">Where its target is set; absent without one.</param>
/// <param name="Places">The places in the order of the run.</param>
public sealed record IndicatorAnswer(
    string Run, string Code, string Name, string Unit, string Level, string Variant, string AsOf, string Definition, string Formula, CitationAnswer? Source, CitationAnswer? TargetSource, IReadOnlyList<PlaceAnswer> Places);

/// <summary>Where something is laid down: document, clause, the day it holds from (yyyy-MM-dd) and how sure that is.</summary>
public sealed record CitationAnswer(string? Source, string? Clause, string? Date, string? Confidence);

/// <summary>One place of an <see cref="IndicatorAnswer"/>.</summary>
public sealed record PlaceAnswer(string Id, string Name, string State, double? Value, double? Numerator, double? Denominator, double? Known, string? Reason);

/// <summary>One feature of a layer, or one finding: what it is called, its attributes as people read them, and its page.</summary>
public sealed record FeatureAnswer(string Title, string Kind, IReadOnlyList<string[]> Fields, string? Page);

/// <summary>The interface for programs: small, read-only but for acts at cases, described in README.md.</summary>
internal static class RunRoutes
{
    public static void MapApi(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api").Opens(RightIds.ViewCheckUp);
        api.MapRunApi();
        api.MapDataApi();
        api.MapUploadApi();
        api.MapPlanningApi();
        api.MapSitingApi();
        api.MapPolicyApi();
        api.MapCaseApi();
        api.MapProcedureApi();
        api.MapRuleApi();
        api.MapGet("/runs/{run}/indicators/{code}", Indicator).WithSummary("指标 / An indicator over the places of a level").Produces<IndicatorAnswer>();
        api.MapGet("/runs/{run}/findings/{**id}", Finding).WithSummary("一处问题 / A finding as the map tells it").Produces<FeatureAnswer>();
        api.MapGet("/runs/{run}/places/{level}/{id}/{code}", PlaceValue).WithSummary("地方的一个值 / A value of a place as the map tells it").Produces<FeatureAnswer>();
        api.MapGet("/layers/{layer}/features/{**id}", Feature).WithSummary("一个要素 / A feature as the map tells it").Produces<FeatureAnswer>().Opens(RightIds.ViewLayers);
        app.MapApiDefinition();
        app.MapGet(Addresses.Progress, (ICityBook book) => new RazorComponentResult<ProgressNote>(new { book.Running, Asked = true })).Opens(RightIds.ViewLayers);
    }

    public static void MapReport(this IEndpointRouteBuilder app) => app.MapGet("/runs/{id}/report.docx", (string id, ICityBook book, ServerOptions options, Reader reader) =>
        options.Report is { } write && book.Run(id) is { } run
            ? Results.File(write(run.Manifest.Id, reader.Language), "application/vnd.openxmlformats-officedocument.wordprocessingml.document", $"{run.Manifest.Id}.docx")
            : Results.NotFound()).Opens(RightIds.ExportLayers);

    private static IResult Indicator(string run, string code, string? level, string? variant, ICityBook book, Reader reader)
    {
        if (book.Run(run) is not { } opened || opened.Indicators.FirstOrDefault(indicator => indicator.Code == code) is not { } indicator)
            return Results.NotFound();
        if (Levels.Of(level ?? "city") is not { } of)
            return Results.BadRequest();
        var which = variant == "derived" && opened.HasDerived(code) ? Variant.Derived : Variant.Ruled;
        return Results.Ok(new IndicatorAnswer(
            opened.Manifest.Id, code, reader.In(indicator.Name), reader.In(indicator.Unit), of.Code(), which == Variant.Derived ? "derived" : "ruled", Show.Day(opened.Manifest.AsOf),
            reader.In(indicator.Definition), IndicatorSheet.Formula(indicator, opened.Read(code, Level.City, 0, which), reader.In(indicator.Unit)), Cited(indicator.Source), indicator.Target is { } target ? Cited(target.Source) : null,
            [.. opened.Places(of).Select((place, at) => Answer(indicator, place, opened.Read(code, of, at, which), reader))]));
    }

    private static CitationAnswer? Cited(Citation source) =>
        source.IsDefault ? null : new(source.Source, source.Clause, source.Date is { } day ? Show.Day(day) : null, source.Confidence);

    private static PlaceAnswer Answer(Indicator indicator, Place place, Reading reading, Reader reader) => new(
        place.Id, place.Name, CheckUpFilter.Code(reading.State), reading.Value(indicator.Kind, indicator.UnitFactor), reading.HasValue ? reading.Numerator : null,
        reading.HasValue ? reading.Denominator : null, Show.Share(reading), reading.Reason is { } reason ? reader.In(reason) : null);

    private static IResult Finding(string run, string id, ICityBook book, Reader reader, Show show, Microsoft.Extensions.Localization.IStringLocalizer text)
    {
        if (book.Run(run) is not { } opened || opened.Findings.FirstOrDefault(finding => finding.Id == id) is not { } finding)
            return Results.NotFound();
        var indicator = opened.Indicators.FirstOrDefault(indicator => indicator.Code == finding.Indicator);
        return Results.Ok(new FeatureAnswer(
            finding.ObjectName.Length > 0 ? finding.ObjectName : finding.Object, show.Severity(finding.Severity),
            [
                [text["column.says"], reader.In(finding.Says)], [text["column.countermeasure"], reader.In(finding.Countermeasure)],
                [text["column.indicator"], $"{finding.Indicator} {(indicator is null ? "" : reader.In(indicator.Name))}"],
                .. finding.Responsible is { } office ? new[] { new[] { text["column.responsible"].Value, reader.In(book.Department(office)) } } : [],
            ],
            Addresses.FindingsOf(indicator: finding.Indicator, text: finding.Object)));
    }

    private static IResult PlaceValue(string run, string level, string id, string code, ICityBook book, Reader reader, Show show, Microsoft.Extensions.Localization.IStringLocalizer text)
    {
        if (book.Run(run) is not { } opened || Levels.Of(level) is not { } of || opened.Find(of, id) is not (>= 0 and var at))
            return Results.NotFound();
        var place = opened.Places(of)[at];
        if (code == PlaceShades.Findings)
            return Results.Ok(new FeatureAnswer(Show.Place(place), reader.In(of.Name()), [[text["nav.findings"], Show.Number(opened.Findings.Count(FindingFilter.Of(opened, of, id)))]], Addresses.Place(of, id)));
        if (opened.Indicators.FirstOrDefault(indicator => indicator.Code == code) is not { } indicator)
            return Results.NotFound();
        var reading = opened.Read(code, of, at);
        return Results.Ok(new FeatureAnswer(
            Show.Place(place), reader.In(of.Name()),
            [
                [reader.In(indicator.Name), show.ValueWithUnit(indicator, reading)], [text["column.state"], show.State(reading.State)],
                .. reading.Reason is { } reason ? new[] { new[] { text["column.reason"].Value, reader.In(reason) } } : [],
            ],
            Addresses.Place(of, id)));
    }

    private static IResult Feature(string layer, string id, ICityBook book, Reader reader, Microsoft.Extensions.Localization.IStringLocalizer text)
    {
        if (book.Layers.FirstOrDefault(sheet => sheet.Id == layer) is not { Drawable: true } sheet || book.Features(layer) is not { } features || PlaceShapes.RowOf(features, id) is not (>= 0 and var row))
            return Results.NotFound();
        return Results.Ok(new FeatureAnswer(
            features.Value(row, "name") as string is { Length: > 0 } name ? name : id, reader.In(sheet.Name),
            [.. sheet.Fields.Select(field => new[] { reader.In(field.Name), Written(features.Value(row, field.Id), field.Unit is { } unit ? reader.In(unit) : null, text) }).Where(pair => pair[1].Length > 0)],
            PageOf(book, layer, id, features.Value(row, "level") as string)));
    }

    private static string? PageOf(ICityBook book, string layer, string id, string? level)
    {
        Level? of = layer switch { "compounds" => Level.Compound, "buildings" => Level.Building, "zones" => Level.Zone, "boundaries" => Levels.Of(level ?? ""), _ => null };
        return of is { } known && book.Latest is { } run && run.Find(known, id) >= 0 ? Addresses.Place(known, id) : null;
    }

    /// <summary>A value of a feature as people read it; empty where there is none.</summary>
    internal static string Written(object? value, string? unit, Microsoft.Extensions.Localization.IStringLocalizer text)
    {
        var said = value switch
        {
            null => "",
            bool yes => text[yes ? "value.yes" : "value.no"].Value,
            DateOnly day => Show.Day(day),
            double real => Show.Number(real, real == Math.Truncate(real) ? 0 : 2),
            long whole => whole.ToString(System.Globalization.CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };
        return said.Length == 0 || unit is null ? said : $"{said} {unit}";
    }
}
