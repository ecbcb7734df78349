using Microsoft.AspNetCore.Http.HttpResults;
using Mingzhu.CheckUp;
using Mingzhu.City;
using Mingzhu.People;
using Mingzhu.Web.Book;

namespace Mingzhu.Web.Api;

/// <summary>What the pages of a check-up show, as JSON: the same numbers, unrounded, in the same units.</summary>
internal static class RunApi
{
    /// <summary>How many findings a page has where nothing is said, and at most.</summary>
    private const int UsualLimit = 100, MostLimit = 10_000;

    public static void MapRunApi(this RouteGroupBuilder api)
    {
        api.MapGet("/overview", Overview).WithSummary("总览 / The overview of the newest check-up");
        api.MapGet("/runs", Runs).WithSummary("体检批次 / Finished check-ups, newest first");
        api.MapGet("/runs/{run}", Run).WithSummary("一个批次 / A check-up; run is an id or latest");
        api.MapGet("/runs/{run}/checkup", CheckUp).WithSummary("体检表 / Indicators for the city and its districts");
        api.MapGet("/runs/{run}/places/{level}/{id}", Place).WithSummary("地方 / A place with its values");
        api.MapGet("/runs/{run}/findings", Findings).WithSummary("问题清单 / Findings, worst first, in pages");
        api.MapGet("/search", Search).WithSummary("搜索 / Cases, indicators, places, layers, procedures, policies, rules and scenarios that may be seen, by part of a name").Opens(RightIds.ViewLayers);
    }

    private static Results<Ok<OverviewAnswer>, NotFound> Overview(ICityBook book, Reader reader)
    {
        if (book.Latest is not { } run)
            return TypedResults.NotFound();
        var sheet = OverviewSheet.Of(run);
        return TypedResults.Ok(new OverviewAnswer(
            run.Manifest.Id, Show.Day(run.Manifest.AsOf), sheet.Indicators, sheet.Valued, sheet.Measured, sheet.Partial, sheet.Proxy, sheet.Missing, sheet.NotApplicable, sheet.WithTarget, sheet.Met,
            sheet.Findings, sheet.VerySerious, sheet.Serious, sheet.WorstDistrict is { } worst ? Show.Place(worst) : null, sheet.WorstDistrictFindings,
            [.. sheet.Worth.Select(worth => new WorthAnswer(
                worth.Indicator.Code, reader.In(worth.Indicator.Name), reader.In(worth.Countermeasure), FindingFilter.Code(worth.Worst), worth.Count, worth.Touched, Office(book, reader, worth.Responsible)))]));
    }

    private static Ok<IReadOnlyList<RunAnswer>> Runs(ICityBook book, Reader reader) =>
        TypedResults.Ok<IReadOnlyList<RunAnswer>>([.. book.Runs.Select(book.Run).OfType<IRunBook>().Select(run => Answer(run, book, reader))]);

    private static Results<Ok<RunAnswer>, NotFound> Run(string run, ICityBook book, Reader reader) =>
        book.Run(run) is { } opened ? TypedResults.Ok(Answer(opened, book, reader)) : TypedResults.NotFound();

    private static RunAnswer Answer(IRunBook run, ICityBook book, Reader reader) => new(
        run.Manifest.Id, run.Manifest.Catalog, run.Manifest.Year, Show.Day(run.Manifest.AsOf), run.Hash, run.Manifest.Pack.ToString(), run.Manifest.Program, run.Manifest.Invented, run.Manifest.Findings,
        [.. run.Notes.Select(reader.In)],
        [.. run.Manifest.Inputs.Select(input => new InputRow(input.Layer, book.VersionOf(input.Layer, input.Rows)?.Number, input.Rows, Show.Day(input.AsOf), input.Invented))]);

    /// <param name="run">Id of a run, or latest.</param>
    /// <param name="dimension">Chinese name of a dimension.</param>
    /// <param name="state">measured, partial, proxy, missing or not-applicable.</param>
    /// <param name="target">met or unmet.</param>
    /// <param name="q">Part of a code or name.</param>
    private static Results<Ok<CheckUpAnswer>, NotFound> CheckUp(string run, string? dimension, string? state, string? target, string? q, ICityBook book, Reader reader, Show show)
    {
        if (book.Run(run) is not { } opened)
            return TypedResults.NotFound();
        var districts = opened.Places(Level.District);
        return TypedResults.Ok(new CheckUpAnswer(opened.Manifest.Id, Show.Day(opened.Manifest.AsOf),
            [.. new CheckUpFilter(dimension, state, target, q).In(opened).Select(row => new IndicatorRow(
                row.Indicator.Code, reader.In(row.Indicator.Name), reader.In(row.Indicator.Dimension), reader.In(row.Indicator.Element), reader.In(row.Indicator.Unit), Value(row.Indicator, row.Reading),
                CheckUpFilter.Code(row.Reading.State), Reason(row.Reading, reader), Show.Share(row.Reading), row.Indicator.Target?.Op, row.Indicator.Target?.Value, CheckUpFilter.Judged(row.Indicator, row.Reading),
                opened.Grade(row.Indicator, row.Reading) is { } grade ? show.Grade(grade) : null, Office(book, reader, row.Indicator.Responsible),
                [.. districts.Select((district, at) => new PlaceValueRow(district.Id, district.Name, Value(row.Indicator, opened.Read(row.Indicator.Code, Level.District, at))))]))]));
    }

    /// <param name="run">Id of a run, or latest.</param>
    /// <param name="level">city, district, subdistrict, community, compound, building or zone.</param>
    /// <param name="id">Id of the place.</param>
    private static Results<Ok<PlaceSheetAnswer>, NotFound> Place(string run, string level, string id, ICityBook book, Reader reader)
    {
        if (book.Run(run) is not { } opened || Levels.Of(level) is not { } of || PlaceSheet.Of(opened, of, id) is not { } sheet)
            return TypedResults.NotFound();
        return TypedResults.Ok(new PlaceSheetAnswer(
            opened.Manifest.Id, Show.Day(opened.Manifest.AsOf), of.Code(), sheet.Place.Id, sheet.Place.Name, [.. sheet.Up.Select(Named)],
            [.. sheet.Rows.Select(row => new PlaceIndicatorRow(
                row.Indicator.Code, reader.In(row.Indicator.Name), reader.In(row.Indicator.Unit), Value(row.Indicator, row.Here), row.Above is { } above ? Value(row.Indicator, above) : null,
                Value(row.Indicator, row.City), CheckUpFilter.Code(row.Here.State), Reason(row.Here, reader)))],
            [.. sheet.Children.Select(child => Named(child.Place))], sheet.Findings.Length));
    }

    /// <param name="run">Id of a run, or latest.</param>
    /// <param name="indicator">Code of an indicator.</param>
    /// <param name="district">Id of a district.</param>
    /// <param name="severity">very-serious, serious or general.</param>
    /// <param name="q">Part of the object's name or id, or of what the finding says.</param>
    /// <param name="place">level:id of any place.</param>
    /// <param name="page">Which page, from 1.</param>
    /// <param name="limit">How many a page, 1 to 10,000; 100 if not said.</param>
    private static Results<Ok<FindingsAnswer>, NotFound, BadRequest> Findings(
        string run, string? indicator, string? district, string? severity, string? q, string? place, int? page, int? limit, ICityBook book, Reader reader)
    {
        if (book.Run(run) is not { } opened)
            return TypedResults.NotFound();
        var (which, each) = (page ?? 1, limit ?? UsualLimit);
        if (which < 1 || each is < 1 or > MostLimit)
            return TypedResults.BadRequest();
        var matched = new FindingFilter(indicator, district, severity, q, place).In(opened).ToArray();
        var names = opened.Indicators.ToDictionary(one => one.Code, one => reader.In(one.Name));
        return TypedResults.Ok(new FindingsAnswer(
            opened.Manifest.Id, matched.Length, which, (matched.Length + each - 1) / each, [.. matched.Skip((int)Math.Min((which - 1L) * each, matched.Length)).Take(each).Select(finding => Answer(finding, opened, names, book, reader))]));
    }

    private static FindingRow Answer(Finding finding, IRunBook run, Dictionary<string, string> names, ICityBook book, Reader reader)
    {
        string? Name(Level level, int at) => at < 0 ? null : Show.Place(run.Places(level)[at]);
        return new FindingRow(
            finding.Id, FindingFilter.Code(finding.Severity), finding.Indicator, names.GetValueOrDefault(finding.Indicator), finding.Type, finding.Layer, finding.Object, finding.ObjectName, reader.In(finding.Says),
            Name(Level.District, finding.District), Name(Level.Subdistrict, finding.Subdistrict), Name(Level.Community, finding.Community), reader.In(finding.Countermeasure),
            Office(book, reader, finding.Responsible), finding.Weight, finding.Lon, finding.Lat);
    }

    /// <param name="q">Part of a name, a code or an id.</param>
    private static Ok<IReadOnlyList<HitAnswer>> Search(string q, Cases.CaseHits everything) =>
        TypedResults.Ok<IReadOnlyList<HitAnswer>>([.. everything.Find(q.Trim()).Select(hit => new HitAnswer(hit.Kind, hit.Name, hit.Address, hit.Beside))]);

    private static PlaceName Named(Place place) => new(place.Level.Code(), place.Id, place.Name);

    private static double? Value(Indicator indicator, Reading reading) => reading.Value(indicator.Kind, indicator.UnitFactor);

    private static string? Reason(Reading reading, Reader reader) => reading.Reason is { } reason ? reader.In(reason) : null;

    private static string? Office(ICityBook book, Reader reader, string? id) => id is null ? null : reader.In(book.Department(id));
}
