using Mingzhu.CheckUp.Tests.Scenarios;
using Mingzhu.City;
using Mingzhu.Spatial;
using NetTopologySuite.Geometries;
using static Mingzhu.CheckUp.Tests.TinyCity;

namespace Mingzhu.CheckUp.Tests.Siting;

public class OneMoreTests
{
    private static OneMore Ask(string what, string? from = null, double? reach = null, int sites = 2, string? indicator = null, params string[] conditions) =>
        new(what, reach, from is null ? null : SiteTarget.Parse(from), [.. conditions.Select(SiteCondition.Parse)], sites, indicator);

    /// <summary>Homes of 10, 20 and 40 households along the street, three candidates, no kindergarten but one at the far end.</summary>
    private static SiteGround Street() => SiteTown.Ground(SiteTown.With(SiteTown.Parcel(0), SiteTown.Parcel(200), SiteTown.Parcel(650))
        .With("buildings",
            ("h100", Box(95, 5, 105, 15), [("use", "residential"), ("households", 10)]),
            ("h315", Box(310, 5, 320, 15), [("use", "residential"), ("households", 20)]),
            ("h900", Box(895, 5, 905, 15), [("use", "residential"), ("households", 40)]),
            ("off", Box(100, 400, 110, 410), [("use", "residential"), ("households", 7)]))
        .With("facilities", ("k", At(1900, 0), [("kind", "kindergarten")])));

    [Fact]
    public void The_site_that_most_people_come_to_is_first_and_what_each_adds_is_told()
    {
        // 300 m: p0 reaches h100 (90 m) but not h315 (305 m); p200 h100 (110 m) and h315 (105 m); p650 h900 (240 m).
        var answer = Street().WhereOneMore(Ask("kindergarten", "parcels"));

        answer.Ranked.Select(site => (answer.Sites.Describe(site.Row).Id, site.Gain)).ShouldBe([("p650", 40.0), ("p200", 30.0), ("p0", 10.0)]);
        answer.Together.Sites.Select(site => (answer.Sites.Describe(site.Row).Id, site.Adds, site.Alone)).ShouldBe([("p650", 40.0, 40.0), ("p200", 30.0, 30.0)]);
        (answer.Together.Adds, answer.Together.IsBest, answer.City.Before, answer.City.After, answer.City.Total, answer.Unreachable).ShouldBe((70.0, true, 0.0, 70.0, 77.0, 7.0));
        answer.Places.Select(place => (place.Place.Id, place.Before, place.After)).ShouldBe([("west", 0.0, 30.0), ("east", 0.0, 40.0)], ignoreOrder: true);
        answer.Basis.En.ShouldBe("within 300 m on foot");
        answer.Notes.Select(note => note.En).ShouldBe(["no population is known; households are counted", "7 households live too far from the network to be counted"]);
    }

    [Fact]
    public void A_longer_reach_and_a_condition_change_the_order()
    {
        var answer = Street().WhereOneMore(Ask("kindergarten", "parcels", reach: 400, conditions: "walk kindergarten >= 1400"));

        // p650 ends 1,230 m before the kindergarten. p0 now reaches h315 too.
        answer.Ranked.Select(site => (answer.Sites.Describe(site.Row).Id, site.Gain)).ShouldBe([("p0", 30.0), ("p200", 30.0)]);
        answer.Together.Sites.Length.ShouldBe(1); // the second would add nothing
        answer.Idle.ShouldBe(0);
    }

    [Fact]
    public void Need_is_a_condition_of_a_selection_too()
    {
        var answer = Street().Select(new SiteSelection(new SiteTarget("parcels"), [SiteCondition.Parse("need kindergarten >= 30")]));

        answer.Ids(answer.Fits).ShouldBe(["p650", "p200"]);
        answer.NearMisses.ShouldBeEmpty();
        var reason = answer.Describe(answer.Fits[1]).Reasons[0]!;
        (reason.Found.Zh, reason.By!.Value.En).ShouldBe(("30 户", "0 more than asked"));
        answer.Tallies[0].Asked.En.ShouldBe("at least 30 households within 300 m who lack Kindergarten");
    }

    [Theory]
    [InlineData("moon", "parcels", "siting.no-what")]
    [InlineData("kindergarten", "moon", "siting.no-layer")]
    [InlineData("kindergarten", "land-register[colour = 1]", "siting.no-field")]
    public void What_can_not_be_answered_is_refused(string what, string from, string code) =>
        Should.Throw<RefusedException>(() => Street().WhereOneMore(Ask(what, from))).Reasons[0].Code.ShouldBe(code);

    [Fact]
    public void So_many_sites_can_not_be_chosen_and_cancelled_it_ends()
    {
        Should.Throw<RefusedException>(() => Street().WhereOneMore(Ask("kindergarten", "parcels", sites: 0))).Reasons[0].Code.ShouldBe("siting.sites");
        Should.Throw<OperationCanceledException>(() => Street().WhereOneMore(Ask("kindergarten", "parcels"), cancel: new CancellationToken(true)));
    }

    [Theory]
    [InlineData(1, "kindergarten", "construction-land", null)]
    [InlineData(2, "kindergarten", "buildings[use = 'commercial']", 450.0)]
    [InlineData(3, "market", "construction-land", null)]
    [InlineData(4, "football-5", "buildings[use = 'commercial']", 300.0)]
    [InlineData(5, "nursery", "construction-land", 800.0)]
    public void A_gain_is_the_difference_of_two_full_measurements_and_no_pair_is_better_than_the_best(int seed, string kind, string from, double? reach)
    {
        var inputs = new BlockCity(seed).Inputs;
        var ground = SiteTown.Ground(inputs);

        var answer = ground.WhereOneMore(Ask(kind, from, reach));

        var (layer, rows) = SiteSearch.Candidates(ground, SiteTarget.Parse(from));
        var before = Served(inputs, kind, answer.Asked.ReachM!.Value, answer.What.OnFoot, out var residents);
        var gained = rows.ToDictionary(row => row, row =>
        {
            var after = Served(WithFacility(inputs, kind, layer, row), kind, answer.Asked.ReachM!.Value, answer.What.OnFoot, out _);
            return Enumerable.Range(0, after.Length).Where(home => after[home] && !before[home]).ToHashSet();
        });
        double Sum(IEnumerable<int> homes) => homes.Sum(home => residents[home]);
        rows.Length.ShouldBeGreaterThan(20);
        answer.Ranked.Select(site => site.Row).Order().ShouldBe(gained.Where(pair => pair.Value.Count > 0).Select(pair => pair.Key).Order());
        foreach (var site in answer.Ranked)
            site.Gain.ShouldBe(Sum(gained[site.Row].Order()), 1e-6);
        answer.Ranked.Select(site => site.Gain).ShouldBe(answer.Ranked.Select(site => site.Gain).OrderDescending());
        var best = rows.SelectMany(a => rows.Select(b => Sum(gained[a].Union(gained[b])))).Max();
        answer.Together.IsBest.ShouldBeTrue();
        answer.Together.Adds.ShouldBe(best, 0.2);
        (answer.City.After - answer.City.Before).ShouldBe(best, 0.2);
        answer.Places.Sum(place => place.Adds).ShouldBe(best, 0.2);
        answer.Together.Sites.Sum(site => site.Adds).ShouldBe(best, 0.2);
    }

    [Theory]
    [InlineData(11, "LC-PARK-500")]
    [InlineData(12, "C25-25")]
    public void What_a_pocket_park_adds_is_the_difference_of_two_full_readings_of_the_indicator(int seed, string code)
    {
        var inputs = new BlockCity(seed).Inputs;
        var ground = SiteTown.Ground(inputs);

        var answer = ground.WhereOneMore(Ask("pocket-park", "construction-land[area_m2 > 0]", indicator: code) with { Conditions = [] });

        var layer = ground.Find("construction-land")!;
        var before = Covered(inputs, code);
        before.ShouldBe(answer.City.Before, 0.01);
        foreach (var site in answer.Ranked)
            (Covered(WithPark(inputs, layer, site.Row), code) - before).ShouldBe(site.Gain, 0.5);
        var rows = answer.Ranked.Select(site => site.Row).ToArray();
        var alone = answer.Sites.Fits.Except(rows).ToArray();
        foreach (var row in alone)
            (Covered(WithPark(inputs, layer, row), code) - before).ShouldBe(0, 0.5);
        // The choice is made on pieces; what lies in pieces cut by an edge bounds how far it is off.
        var best = rows.Take(12).SelectMany(a => rows.Take(12).Where(b => b != a).Select(b => Covered(WithPark(WithPark(inputs, layer, a), layer, b), code) - before)).DefaultIfEmpty(0).Max();
        answer.Together.Adds.ShouldBeGreaterThanOrEqualTo(best - (2 * answer.Together.CutM2) - 1);
        (answer.City.After - answer.City.Before).ShouldBe(answer.Together.Adds, answer.Together.CutM2 + 1);
        answer.Places.Sum(place => place.Adds).ShouldBe(answer.City.Adds, 0.5);
        answer.Towards!.Most.ShouldBeGreaterThanOrEqualTo(answer.City.After / answer.City.Total);
    }

    private static bool[] Served(CheckUpInputs inputs, string kind, double reachM, bool onFoot, out double[] residents)
    {
        var world = new World(inputs, CancellationToken.None);
        var homes = new Homes(world);
        residents = [.. Enumerable.Range(0, homes.Count).Select(home => homes.Residents[home])];
        var facilities = world.Find("facilities")!;
        (Layer, int)[] sites = [.. Enumerable.Range(0, facilities.Count).Where(row => facilities.Table.Value(row, "kind") as string == kind).Select(row => (facilities, row))];
        return onFoot
            ? Array.ConvertAll(world.Walks!.DistancesMm(sites), mm => mm <= reachM * 1000)
            : Array.ConvertAll(world.StraightMm(sites, reachM), mm => mm == 0);
    }

    private static double Covered(CheckUpInputs inputs, string code)
    {
        var indicator = inputs.Catalog.Indicators.Single(each => each.Code == code);
        return indicator.Measure.Compute(new World(inputs, CancellationToken.None), indicator, CancellationToken.None).ByLevel[Level.City][0].Numerator;
    }

    /// <summary>A facility on the ground of a row, under the row's own id so that its doors are the row's.</summary>
    private static CheckUpInputs WithFacility(CheckUpInputs inputs, string kind, Layer layer, int row) =>
        With(inputs, "facilities", layer, row, field => field == "kind" ? kind : null);

    private static CheckUpInputs WithPark(CheckUpInputs inputs, Layer layer, int row) =>
        With(inputs, "parks", layer, row, field => field switch { "class" => "pocket", "enclosed" => false, _ => (object?)null });

    private static CheckUpInputs With(CheckUpInputs inputs, string into, Layer layer, int row, Func<string, object?> value) => inputs with
    {
        Layers =
        [
            .. inputs.Layers.Select(each => each.Version.Layer != into ? each : each with
            {
                Table = new FeatureTable(
                    each.Table.Fields, [.. each.Table.Ids, layer.Table.Ids[row]], [.. each.Table.Geometries, layer.Table.Geometries[row]],
                    [.. each.Table.Columns.Select((column, at) => column.Append(value(each.Table.Fields[at].Name)).ToArray())]),
            }),
        ],
    };
}
