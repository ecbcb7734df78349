using Mingzhu.CheckUp;
using Mingzhu.City;
using Mingzhu.Web.Planning;

namespace Mingzhu.Web.Api;

/// <summary>The tables of planning.</summary>
internal static class PlanningSheets
{
    public static void MapPlanningSheets(this IEndpointRouteBuilder files)
    {
        files.MapGet($"/planning/try.{Sheet.Kinds}", async (HttpContext http, PlanningRoom room, SheetWords words) =>
        {
            var footing = await room.Await(http.RequestAborted);
            if (footing is not { Ground: { } ground, State: { } state })
                return Results.NotFound();
            var asked = TrialAsked.From(http.Request.Query);
            try
            {
                if (!asked.Lines.IsEmpty)
                    return Trial(ground.Try(ChangeText.Read(asked.Lines), http.RequestAborted), ground, state, asked.Level, words);
                return ground.Kind(asked.Kind) is { } kind ? Trial(await room.Present(ground, kind), ground, state, asked.Level, words) : Results.NotFound();
            }
            catch (RefusedException)
            {
                return Results.NotFound();
            }
        });
        files.MapGet($"/planning/compare.{Sheet.Kinds}", async (HttpContext http, PlanningRoom room, SheetWords words) =>
        {
            var footing = await room.Await(http.RequestAborted);
            var asked = ComparisonAsked.From(http.Request.Query);
            try
            {
                return footing is { Ground: { } ground, State: { } state } && asked.In(room, ground, http.RequestAborted) is { } compared ? Compared(compared.A, compared.B, compared.Pair, ground, state, asked.Level, words) : Results.NotFound();
            }
            catch (RefusedException)
            {
                return Results.NotFound();
            }
        });
        files.MapGet($"/planning/circle.{Sheet.Kinds}", async (HttpContext http, PlanningRoom room, SheetWords words) =>
        {
            var footing = await room.Await(http.RequestAborted);
            try
            {
                return footing is { Ground: { } ground, State: { } state } && CircleAsked.From(http.Request.Query).In(ground, http.RequestAborted) is { } circles ? Circle(circles, state, words) : Results.NotFound();
            }
            catch (RefusedException)
            {
                return Results.NotFound();
            }
        });
        files.MapGet($"/planning.{Sheet.Kinds}", (PlanningRoom room, SheetWords words) => Scenarios(room, words));
    }

    /// <summary>A trial: places, then in a workbook indicators, buildings and the changes themselves.</summary>
    public static Sheet Trial(Trial trial, ScenarioGround ground, GroundState state, Level level, SheetWords words) => new("trial", words["planning.try"], Note(state, words),
        words.Headings("trial.kind", "indicator.level", "column.id", "column.place", "trial.counted", "trial.all", "trial.reached-before", "trial.gain", "trial.lose", "trial.reached-after", "trial.change", "trial.buildings-gain", "trial.buildings-lose"),
        trial.Kinds.SelectMany(kind => Rows(kind, ground, Level.City, words).Concat(Rows(kind, ground, level, words))))
    {
        Beside =
        [
            new Sheet("indicators", words["trial.indicators"], null, words.Headings("column.code", "column.indicator", "indicator.variant", "indicator.level", "column.id", "column.place", "column.unit", "trial.now", "trial.then", "trial.change"),
                trial.Indicators.SelectMany(one => Rows(one, ground, Level.City, words).Concat(Rows(one, ground, level, words)))),
            new Sheet("buildings", words["trial.homes-sheet"], null, words.Headings("trial.kind", "column.id", "column.object", "column.community", "trial.how", "trial.all", "trial.metres", "column.lon", "column.lat"),
                trial.Kinds.SelectMany(kind => kind.Homes.Select(home => new object?[]
                {
                    words.In(kind.Kind.Name), home.Id, home.Name, home.Community < 0 ? null : Show.Place(ground.Places(Level.Community)[home.Community]), words[home.Gains ? "trial.gains" : "trial.loses"], home.Residents, home.Metres, home.Lon, home.Lat,
                }))),
            new Sheet("changes", words["trial.edits"], null, words.Headings("scenarios.changes"), trial.Changes.Select(change => new object?[] { ChangeText.Write(change) })),
        ],
    };

    /// <summary>Two scenarios: places, then in a workbook indicators and changes.</summary>
    public static Sheet Compared(Scenario a, Scenario b, TrialPair pair, ScenarioGround ground, GroundState state, Level level, SheetWords words) => new(
        "scenarios-compared", words["planning.compare"], $"{words["compared.a"]} {a.Name} · {words["compared.b"]} {b.Name} · {Note(state, words)}",
        words.Headings("trial.kind", "indicator.level", "column.id", "column.place", "trial.counted", "trial.all", "trial.now", "compared.a", "compared.b", "compared.difference"),
        pair.Kinds.SelectMany(kind => new[] { Level.City, level }.Distinct().SelectMany(at => Rows(kind.A, kind.B, ground, at, words))))
    {
        Beside =
        [
            new Sheet("indicators", words["trial.indicators"], null, words.Headings("column.code", "column.indicator", "indicator.variant", "indicator.level", "column.id", "column.place", "column.unit", "trial.now", "compared.a", "compared.b", "compared.difference"),
                pair.Indicators.SelectMany(one => new[] { Level.City, level }.Distinct().SelectMany(at => Rows(one.A, one.B, ground, at, words)))),
            new Sheet("changes", words["trial.edits"], null, words.Headings("compared.in", "scenarios.changes"),
                new[] { (words["compared.both"], pair.Both), (words["compared.only-a"], TrialPair.Only(pair.A, pair.B)), (words["compared.only-b"], TrialPair.Only(pair.B, pair.A)) }
                    .SelectMany(part => part.Item2.Select(change => new object?[] { part.Item1, ChangeText.Write(change) }))),
        ],
    };

    private static IEnumerable<object?[]> Rows(KindTrial a, KindTrial b, ScenarioGround ground, Level level, SheetWords words) => !a.ByLevel.TryGetValue(level, out var places) ? [] : places
        .Select((reach, at) => (A: reach, B: b.ByLevel[level][at], Place: ground.Places(level)[at])).Where(row => row.A.Residents > 0 || row.A.Changes || row.B.Changes)
        .Select(row => new object?[]
        {
            words.In(a.Kind.Name), words.In(level.Name()), row.Place.Id, Show.Place(row.Place), words[a.InHouseholds ? "trial.households" : "trial.residents"], row.A.Residents, row.A.Covered, row.A.After, row.B.After, row.B.After - row.A.After,
        });

    private static IEnumerable<object?[]> Rows(IndicatorTrial a, IndicatorTrial b, ScenarioGround ground, Level level, SheetWords words)
    {
        double? Value(Reading reading) => reading.Value(a.Indicator.Kind, a.Indicator.UnitFactor);
        if (!a.After.TryGetValue(level, out var one) || !b.After.TryGetValue(level, out var other))
            return [];
        return Enumerable.Range(0, one.Length).Where(at => level == Level.City || one[at] != other[at]).Select(at => new object?[]
        {
            a.Indicator.Code, words.In(a.Indicator.Name), words[a.Variant == Variant.Derived ? "indicator.derived" : "indicator.ruled"], words.In(level.Name()), ground.Places(level)[at].Id, Show.Place(ground.Places(level)[at]),
            words.Show.Unit(a.Indicator), Value(a.Before[level][at]), Value(one[at]), Value(other[at]), Value(other[at]) - Value(one[at]),
        });
    }

    /// <summary>The life circles of a point: what lies within them, then in a workbook the circles themselves.</summary>
    public static Sheet Circle(PointCircles circles, GroundState state, SheetWords words) => new(
        "life-circles", words["planning.circle"], $"{ChangeText.Degrees(circles.Lon)}, {ChangeText.Degrees(circles.Lat)}{(circles.Place is { } place ? " · " + Show.Place(place) : "")} · {Note(state, words)}",
        words.Headings("circle.minutes", "trial.kind", "circle.limit", "circle.reached", "column.layer", "column.id", "column.object", "trial.metres", "column.lon", "column.lat"),
        circles.Kinds.SelectMany(kind => kind.Facilities.DefaultIfEmpty(null!).Select(facility => new object?[]
        {
            kind.Minutes is { } minutes ? (long)minutes : null, words.In(kind.Name), kind.LimitM, kind.IsReached is { } reached ? words[reached ? "value.yes" : "value.no"] : null, facility?.Layer, facility?.Id, facility?.Name, facility?.Metres, facility?.Lon, facility?.Lat,
        })))
    {
        Beside =
        [
            new Sheet("circles", words["circle.circles"], null, words.Headings("circle.minutes", "circle.limit", "circle.people", "circle.households", "circle.homes", "circle.hectares", "circle.kinds", "circle.kinds-reached"),
                circles.Circles.Select(circle => new object?[] { (long)circle.Circle.Minutes, circle.Circle.WalkM, circle.Residents, circle.Households, (long)circle.Buildings, circle.AreaM2 / 10_000, (long)circle.Circle.Kinds.Length, (long)circle.KindsReached })),
        ],
    };

    private static IEnumerable<object?[]> Rows(KindTrial kind, ScenarioGround ground, Level level, SheetWords words) => !kind.ByLevel.TryGetValue(level, out var places) ? [] : places
        .Select((reach, at) => (reach, Place: ground.Places(level)[at])).Where(row => row.reach.Residents > 0 || row.reach.Changes)
        .Select(row => new object?[]
        {
            words.In(kind.Kind.Name), words.In(level.Name()), row.Place.Id, Show.Place(row.Place), words[kind.InHouseholds ? "trial.households" : "trial.residents"], row.reach.Residents, row.reach.Covered, row.reach.Gained, row.reach.Lost,
            row.reach.After, row.reach.Change, row.reach.BuildingsGained, row.reach.BuildingsLost,
        });

    private static IEnumerable<object?[]> Rows(IndicatorTrial one, ScenarioGround ground, Level level, SheetWords words)
    {
        double? Value(Reading reading) => reading.Value(one.Indicator.Kind, one.Indicator.UnitFactor);
        if (!one.Before.TryGetValue(level, out var now) || !one.After.TryGetValue(level, out var then))
            return [];
        return Enumerable.Range(0, now.Length).Where(at => level == Level.City || now[at] != then[at]).Select(at => new object?[]
        {
            one.Indicator.Code, words.In(one.Indicator.Name), words[one.Variant == Variant.Derived ? "indicator.derived" : "indicator.ruled"], words.In(level.Name()), ground.Places(level)[at].Id, Show.Place(ground.Places(level)[at]),
            words.Show.Unit(one.Indicator), Value(now[at]), Value(then[at]), Value(then[at]) - Value(now[at]),
        });
    }

    private static Sheet Scenarios(PlanningRoom room, SheetWords words) => new("scenarios", words["scenarios.title"], null,
        words.Headings("column.id", "scenarios.name", "scenarios.changes", "scenarios.who", "scenarios.when"),
        room.Scenarios.Select(kept => new object?[] { kept.Id, kept.Name, string.Join('\n', kept.Changes.Select(ChangeText.Write)), words.Show.Who(kept.By), words.Show.Moment(kept.At) }));

    private static string Note(GroundState state, SheetWords words) => words["trial.method", state.Catalog, state.Year];
}
