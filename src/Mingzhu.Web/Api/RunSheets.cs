using System.Globalization;
using Mingzhu.CheckUp;
using Mingzhu.City;
using Mingzhu.Web.Book;

namespace Mingzhu.Web.Api;

/// <summary>The tables of a check-up.</summary>
internal static class RunSheets
{
    /// <summary>The matrix of indicators.</summary>
    public static Sheet Matrix(IRunBook run, CheckUpFilter filter, ICityBook book, SheetWords words)
    {
        var districts = run.Places(Level.District);
        return new Sheet($"check-up-{run.Manifest.Id}", words["nav.checkup"], Note(run, words),
            [
                .. words.Headings("column.code", "column.indicator", "column.dimension", "column.element", "column.value", "column.unit", "column.target", "column.grade", "column.state", "column.reason", "column.known-share", "column.responsible", "column.as-of"),
                .. districts.Select(Show.Place),
            ],
            filter.In(run).Select(row => new object?[]
            {
                row.Indicator.Code, words.In(row.Indicator.Name), words.In(row.Indicator.Dimension), words.In(row.Indicator.Element), Value(row.Indicator, row.Reading), words.Show.Unit(row.Indicator),
                row.Indicator.Target is null ? null : words.Show.Target(row.Indicator), run.Grade(row.Indicator, row.Reading) is { } grade ? words.Show.Grade(grade) : Met(row.Indicator, row.Reading, words),
                words.Show.State(row.Reading.State), Reason(row.Reading, words), Show.Share(row.Reading), row.Indicator.Responsible is { } office ? words.In(book.Department(office)) : null, run.Manifest.AsOf,
            }.Concat(districts.Select((_, at) => Value(row.Indicator, run.Read(row.Indicator.Code, Level.District, at)))).ToArray()));
    }

    /// <summary>An indicator over the places of a level, worst first.</summary>
    public static Sheet Indicator(IRunBook run, Indicator indicator, IQueryCollection query, SheetWords words)
    {
        var level = IndicatorSheet.LevelOf(IndicatorSheet.LevelsOf(run, indicator), Levels.Of(query["level"].ToString()));
        var variant = query["variant"] == "derived" && run.HasDerived(indicator.Code) ? Variant.Derived : Variant.Ruled;
        return new Sheet($"{indicator.Code}-{run.Manifest.Id}", $"{indicator.Code} {words.In(indicator.Name)}", Note(run, words),
            words.Headings("column.rank", "column.id", "column.place", "column.value", "column.unit", "column.numerator", "column.denominator", "column.state", "column.reason", "column.known-share", "column.as-of"),
            IndicatorSheet.Of(run, indicator, level, variant).Ranked.Select(row => new object?[]
            {
                Rank(row.Rank), row.Place.Id, row.Place.Name, Value(indicator, row.Reading), words.Show.Unit(indicator), row.Reading.HasValue ? row.Reading.Numerator : null,
                row.Reading.HasValue ? row.Reading.Denominator : null, words.Show.State(row.Reading.State), Reason(row.Reading, words), Show.Share(row.Reading), run.Manifest.AsOf,
            }));
    }

    /// <summary>The values of a place beside those above it.</summary>
    public static Sheet Place(IRunBook run, PlaceSheet sheet, string level, string id, SheetWords words) => new($"{level}-{id}", id, Note(run, words),
        words.Headings("column.code", "column.indicator", "place.here", "place.above", "place.city", "column.unit", "column.target", "column.state", "column.reason", "column.as-of"),
        sheet.Rows.Select(row => new object?[]
        {
            row.Indicator.Code, words.In(row.Indicator.Name), Value(row.Indicator, row.Here), row.Above is { } above ? Value(row.Indicator, above) : null, Value(row.Indicator, row.City), words.Show.Unit(row.Indicator),
            row.Indicator.Target is null ? null : words.Show.Target(row.Indicator), words.Show.State(row.Here.State), Reason(row.Here, words), run.Manifest.AsOf,
        }));

    /// <summary>Findings, worst first.</summary>
    public static Sheet Findings(IRunBook run, FindingFilter filter, ICityBook book, SheetWords words)
    {
        var names = run.Indicators.ToDictionary(indicator => indicator.Code, indicator => words.In(indicator.Name));
        string? Name(Level level, int at) => at < 0 ? null : Show.Place(run.Places(level)[at]);
        return new Sheet($"findings-{run.Manifest.Id}", words["nav.findings"], Note(run, words),
            words.Headings("column.id", "column.severity", "column.code", "column.indicator", "column.type", "column.layer", "column.object-id", "column.object", "column.says", "column.district", "column.subdistrict", "column.community", "column.countermeasure", "column.responsible", "column.weight", "column.lon", "column.lat"),
            filter.In(run).Select(finding => new object?[]
            {
                finding.Id, words.Show.Severity(finding.Severity), finding.Indicator, names.GetValueOrDefault(finding.Indicator), finding.Type, finding.Layer, finding.Object, finding.ObjectName, words.In(finding.Says),
                Name(Level.District, finding.District), Name(Level.Subdistrict, finding.Subdistrict), Name(Level.Community, finding.Community), words.In(finding.Countermeasure),
                finding.Responsible is { } office ? words.In(book.Department(office)) : null, finding.Weight, finding.Lon, finding.Lat,
            }));
    }

    /// <summary>Which layer versions a run rests on.</summary>
    public static Sheet Inputs(IRunBook run, ICityBook book, SheetWords words) => new($"inputs-{run.Manifest.Id}", words["run.inputs"], Note(run, words),
        words.Headings("column.id", "column.layer", "column.version", "column.as-of", "column.rows-hash", "column.invented"),
        run.Manifest.Inputs.Select(input => new object?[]
        {
            input.Layer, book.Layers.FirstOrDefault(layer => layer.Id == input.Layer) is { } sheet ? words.In(sheet.Name) : null, book.VersionOf(input.Layer, input.Rows)?.Number, input.AsOf, input.Rows,
            words[input.Invented ? "value.yes" : "value.no"],
        }));

    private static string Note(IRunBook run, SheetWords words) =>
        $"{run.Manifest.Id} · {words["frame.as-of", Show.Day(run.Manifest.AsOf)]}{(run.Manifest.Invented ? " · " + words["frame.invented-mark"] : "")}";

    private static object? Rank(string rank) => long.TryParse(rank, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number) ? number : rank;

    private static object? Value(Indicator indicator, Reading reading) => reading.Value(indicator.Kind, indicator.UnitFactor);

    private static string? Reason(Reading reading, SheetWords words) => reading.Reason is { } reason ? words.In(reason) : null;

    private static string? Met(Indicator indicator, Reading reading, SheetWords words) => CheckUpFilter.Judged(indicator, reading) switch
    {
        true => words["target.met"],
        false => words["target.unmet"],
        _ => null,
    };
}
