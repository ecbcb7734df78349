using System.CommandLine;
using Mingzhu.CheckUp;
using Mingzhu.City;
using Mingzhu.Spatial;
using Mingzhu.Store;

namespace Mingzhu.Cli;

/// <summary><c>mingzhu results</c>: the readings of one indicator at one level.</summary>
internal static class ResultsVerb
{
    public static Command Create(Options options, Terminal terminal)
    {
        var city = options.City();
        var run = options.Run();
        var indicator = options.Option<string>("--indicator", "CODE", "指标编号", "code of the indicator", required: true);
        var level = options.Option<string>("--level", "city|district|subdistrict|community|compound|building|zone", "层级", "level");
        level.DefaultValueFactory = _ => "city";
        options.OneOf(level, [.. Enum.GetValues<Level>().Select(known => known.Code())]);
        var json = options.Json();
        var csv = options.Csv();
        var verb = options.Verb("results", "查看一项指标的结果", "the readings of one indicator", "mingzhu results --city city --run latest --indicator C25-25 --level district --json");
        verb.Add(city, run, indicator, level, json, csv);
        verb.SetAction((parsed, _) => terminal.Guard(() =>
        {
            using var lease = terminal.Open(parsed.GetRequiredValue(city), Access.Read);
            var opened = RunOf.Open(lease.Workspace, parsed.GetRequiredValue(run));
            var code = parsed.GetRequiredValue(indicator);
            var found = opened.Indicators.FirstOrDefault(candidate => candidate.Code.Equals(code, StringComparison.OrdinalIgnoreCase));
            if (found is null)
                return Task.FromResult(terminal.Refuse(new Refusal("results.no-indicator", new(
                    $"这次体检没有指标“{code}”；可用：{string.Join("、", opened.Indicators.Select(known => known.Code))}",
                    $"this run has no indicator '{code}'; there are: {string.Join(", ", opened.Indicators.Select(known => known.Code))}"))));
            Write(opened, found, Levels.Of(parsed.GetRequiredValue(level))!.Value, terminal, parsed.GetValue(json), parsed.GetValue(csv));
            return Task.FromResult(Terminal.Done);
        }));
        return verb;
    }

    private static void Write(CheckUpRun run, Indicator indicator, Level level, Terminal terminal, bool json, bool csv)
    {
        var rows = Rows(run, indicator, level).ToArray();
        if (json)
        {
            terminal.Write(new
            {
                run = run.Manifest.Id, catalog = run.Manifest.Catalog, year = run.Manifest.Year, asOf = run.Manifest.AsOf, indicator = indicator.Code, name = indicator.Name.In(terminal.Language),
                unit = indicator.Unit.In(terminal.Language), kind = indicator.Kind, level = level.Code(), invented = run.Manifest.Invented,
                results = rows.Select(row => new
                {
                    place = row.Place.Id, name = row.Place.Name, variant = row.Variant, value = row.Value, numerator = row.Reading.HasValue ? row.Reading.Numerator : (double?)null,
                    denominator = row.Reading.HasValue ? row.Reading.Denominator : (double?)null, known = row.Reading.KnownWeight, expected = row.Reading.ExpectedWeight,
                    state = row.Reading.State, reason = row.Reading.Reason?.In(terminal.Language),
                }),
            });
            return;
        }

        var sheet = csv ? new CsvWriter(terminal.Out, "\n").Row("place", "name", "variant", "value", "numerator", "denominator", "known", "expected", "state", "reason") : null;
        foreach (var row in rows)
        {
            if (sheet is null)
                terminal.Out.WriteLine(Line(row, indicator, terminal.Language));
            else
                Add(sheet, row, terminal.Language);
        }
    }

    private static IEnumerable<Row> Rows(CheckUpRun run, Indicator indicator, Level level)
    {
        var places = run.Places(level);
        foreach (var variant in run.HasDerived(indicator.Code) ? new[] { Variant.Ruled, Variant.Derived } : [Variant.Ruled])
        {
            for (var place = 0; place < places.Length; place++)
            {
                var reading = run.Read(indicator.Code, level, place, variant);
                yield return new Row(places[place], variant, reading, reading.Value(indicator.Kind, indicator.UnitFactor));
            }
        }
    }

    private static void Add(CsvWriter sheet, Row row, Language language) => sheet.Row(
        row.Place.Id, row.Place.Name, row.Variant.ToString().ToLowerInvariant(), row.Value, row.Reading.HasValue ? row.Reading.Numerator : null, row.Reading.HasValue ? row.Reading.Denominator : null,
        row.Reading.KnownWeight, row.Reading.ExpectedWeight, StateCode(row.Reading.State), row.Reading.Reason?.In(language));

    private static string Line(Row row, Indicator indicator, Language language) =>
        $"{row.Place.Id,-14} {row.Place.Name}  {(row.Value is { } value ? Shown.Number(value, 2) : "—")} {indicator.Unit.In(language)}  {StateCode(row.Reading.State)}{(row.Variant == Variant.Derived ? " (derived)" : "")} {row.Reading.Reason?.In(language)}";

    private static string StateCode(ReadingState state) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(state.ToString());

    private sealed record Row(Place Place, Variant Variant, Reading Reading, double? Value);
}

/// <summary>Finds a run by id, or the newest.</summary>
internal static class RunOf
{
    public static CheckUpRun Open(Workspace workspace, string id)
    {
        var runs = workspace.View<Runs>();
        var found = id == "latest" ? runs.Newest : runs.Find(id);
        return found is not null
            ? CheckUpRun.Open(workspace, found.Manifest)
            : throw new RefusedException(new Refusal("check-up.no-run", id == "latest"
                ? new("还没有体检结果，请先运行 mingzhu check-up", "there is no run yet; run mingzhu check-up first")
                : new($"没有体检批次“{id}”", $"there is no run '{id}'")));
    }
}
