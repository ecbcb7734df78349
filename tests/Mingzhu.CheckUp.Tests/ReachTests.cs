using Mingzhu.City;
using Mingzhu.Spatial;
using static Mingzhu.CheckUp.Tests.TinyCity;

namespace Mingzhu.CheckUp.Tests;

/// <summary>One street of 2 km along which homes and facilities stand; distances can be read off the x axis.</summary>
public class ReachTests
{
    private static readonly (string Id, NetTopologySuite.Geometries.Geometry? Shape, (string, object?)[] Values)[] Homes =
    [
        ("h100", Box(95, 5, 105, 15), [("use", "residential"), ("households", 10), ("compound", "c1")]),
        ("h300", Box(295, 5, 305, 15), [("use", "residential"), ("households", 20), ("compound", "c1")]),
        ("h900", Box(895, 5, 905, 15), [("use", "residential"), ("households", 40), ("compound", "c2")]),
        ("shop", Box(795, 5, 805, 15), [("use", "commercial")]),
    ];

    private static TinyCity Street() => new TinyCity()
        .With("boundaries", ("1", Box(0, -500, 2000, 500), [("level", "city")]), ("west", Box(0, -500, 600, 500), [("level", "community")]), ("east", Box(600, -500, 2000, 500), [("level", "community")]))
        .With("paths", ("p", Line((0, 0), (1000, 0), (2000, 0)), []))
        .With("compounds", ("c1", Box(50, 0, 400, 50), []), ("c2", Box(850, 0, 950, 50), []))
        .With("buildings", Homes);

    private const string Circle = "measure: life-circle\ncircle: \"5\"";

    [Fact]
    public void A_household_counts_if_it_walks_to_every_kind_of_the_circle()
    {
        // Homes stand 10 m off the street. Kindergarten at x = 200, nursery at x = 390: h100 is 110 and 300 m away, h300 110 and 100 m, h900 far from both.
        var city = Street().With("facilities", ("k", At(200, 0), [("kind", "kindergarten")]), ("n", At(390, 0), [("kind", "nursery")]));

        var results = CityCheckUp.Compute(city.Inputs(Entry("L", "share", "building", Circle)));

        results.City("L").ShouldBe(new Reading(ReadingState.Measured, 30, 70, 70, 70));
        results.Read("L", Level.Community, "west").Value(IndicatorKind.Share).ShouldBe(100);
        results.Read("L", Level.Compound, "c2").Value(IndicatorKind.Share).ShouldBe(0);
        results.Read("L", Level.Building, "h100").Numerator.ShouldBe(10);
        results.Read("L", Level.Building, "shop").State.ShouldBe(ReadingState.NotApplicable);
        var finding = results.Findings.ShouldHaveSingleItem();
        (finding.Layer, finding.Object, finding.Weight).ShouldBe(("compounds", "c2", 40.0));
        finding.Says.Zh.ShouldBe("1 栋住宅步行可达范围内缺 2 类设施：幼儿园（限 300 米，最远 710 米）、托育机构（限 300 米，最远 520 米）");
        results.WalkMm["nursery"].ShouldBe([300_000, 100_000, 520_000, -1]);
    }

    [Fact]
    public void A_network_serves_the_next_check_up_until_a_way_or_the_rule_of_what_is_walked_changes()
    {
        var city = Street().With("paths", ("p", Line((0, 0), (1000, 0), (2000, 0)), [("foot", "yes")]), ("q", Line((1000, 0), (1000, 900)), [("foot", "private")]));
        WalkNetwork Network(CheckUpInputs inputs) => new World(inputs, TestContext.Current.CancellationToken).Ground!.Network;
        var inputs = city.Inputs(Entry("L", "share", "building", Circle));

        var first = Network(inputs);

        Network(inputs).ShouldBeSameAs(first);
        city.PackFiles["walking.yaml"] = city.PackFiles["walking.yaml"].Replace("<> 'no'", "= 'yes'", StringComparison.Ordinal);
        var stricter = city.Inputs(Entry("L", "share", "building", Circle));
        Network(stricter with { Layers = inputs.Layers }).Graph.EdgeCount.ShouldBeLessThan(first.Graph.EdgeCount);
        Network(city.With("paths", ("p", Line((0, 0), (2000, 0)), [("foot", "yes")])).Inputs(Entry("L", "share", "building", Circle))).ShouldNotBeSameAs(first);
    }

    [Fact]
    public void By_each_kind_a_household_counts_for_the_share_it_reaches()
    {
        // h100 misses the nursery by a metre: half of its 10 households count; h300 reaches both, h900 none.
        var city = Street().With("facilities", ("k", At(200, 0), [("kind", "kindergarten")]), ("n", At(391, 0), [("kind", "nursery")]));

        CityCheckUp.Compute(city.Inputs(Entry("L", "share", "building", Circle + "\ncounts: each-kind"))).City("L").ShouldBe(new Reading(ReadingState.Measured, 25, 70, 70, 70));
    }

    [Fact]
    public void Buildings_of_one_compound_are_one_finding_and_a_loose_one_its_own()
    {
        var city = Street().With("facilities", ("k", At(1900, 0), [("kind", "kindergarten")]), ("n", At(1900, 0), [("kind", "nursery")]))
            .With("compounds", ("c1", Box(50, 0, 400, 50), []));

        var findings = CityCheckUp.Compute(city.Inputs(Entry("L", "share", "building", Circle))).Findings;

        findings.Select(finding => (finding.Object, finding.Weight)).ShouldBe([("h900", 40.0), ("c1", 30.0)]);
        findings[1].Says.En.ShouldStartWith("2 residential buildings lack 2 kinds of facility within reach: kindergarten (limit 300 m, farthest 1810 m)");
    }

    [Fact]
    public void A_metre_beyond_the_limit_is_out_of_reach()
    {
        var city = Street().With("facilities", ("k", At(200, 0), [("kind", "kindergarten")]), ("n", At(391, 0), [("kind", "nursery")]));

        CityCheckUp.Compute(city.Inputs(Entry("L", "share", "building", Circle))).City("L").Numerator.ShouldBe(20);
    }

    [Fact]
    public void A_kind_nobody_imported_is_not_judged_and_named()
    {
        var city = Street().With("facilities", ("k", At(200, 0), [("kind", "kindergarten")]));

        var reading = CityCheckUp.Compute(city.Inputs(Entry("L", "share", "building", Circle))).City("L");

        reading.State.ShouldBe(ReadingState.Partial);
        (reading.KnownWeight, reading.ExpectedWeight).ShouldBe((35, 70));
        reading.Reason!.Value.Zh.ShouldContain("托育机构");
    }

    [Fact]
    public void Without_streets_reach_is_missing()
    {
        var city = Street().With("facilities", ("k", At(200, 0), [("kind", "kindergarten")])).Without("paths");

        CityCheckUp.Compute(city.Inputs(Entry("L", "share", "building", Circle))).City("L").Reason.ShouldBe(Reasons.NoNetwork);
    }

    [Fact]
    public void Every_place_tells_how_many_homes_have_no_path_near()
    {
        // Connectors go as far as 200 m; two homes stand farther off, one of them in a compound.
        var city = Street().With("facilities", ("k", At(200, 0), [("kind", "kindergarten")]), ("n", At(390, 0), [("kind", "nursery")]))
            .With("buildings", [.. Homes, ("off1", Box(860, 300, 870, 310), [("use", "residential"), ("households", 5), ("compound", "c2")]), ("off2", Box(960, 300, 970, 310), [("use", "residential"), ("households", 6)])]);

        var results = CityCheckUp.Compute(city.Inputs(Entry("L", "share", "building", Circle)));

        results.City("L").ShouldBe(new Reading(ReadingState.Partial, 30, 70, 70, 81, Reasons.ManyOffNetwork(2, 200)));
        results.Read("L", Level.Community, "east").Reason!.Value.Zh.ShouldBe("2 栋住宅 200 米内没有可步行的道路，未计入");
        results.Read("L", Level.Community, "west").Reason.ShouldBeNull();
        results.Read("L", Level.Compound, "c2").Reason!.Value.En.ShouldBe("1 residential building has no path within 200 m and is left out");
        results.Read("L", Level.Building, "off2").ShouldBe(Reading.Missing(Reasons.OffNetwork, 6));
    }

    [Fact]
    public void Homes_without_a_path_are_told_beside_any_other_reason()
    {
        var city = Street().With("facilities", ("k", At(200, 0), [("kind", "kindergarten")]))
            .With("buildings", [.. Homes, ("off", Box(960, 300, 970, 310), [("use", "residential"), ("households", 6)])]);

        var reason = CityCheckUp.Compute(city.Inputs(Entry("L", "share", "building", Circle))).City("L").Reason!.Value;

        reason.Zh.ShouldBe("设施图层中没有：托育机构，未计入判断；1 栋住宅 200 米内没有可步行的道路，未计入");
    }

    private static string Lacking(string size = "", string by = "walk", string metres = "300") =>
        $"measure: lacking\nof: community\npopulation: {{tally: people, atLeast: 5000}}\nneeds:\n  - name: {{zh: 幼儿园, en: kindergarten}}\n    from: [{{layer: facilities, where: \"kind = 'kindergarten'\"{size}}}]\n    reach: {{metres: {metres}, by: {by}, share: 0.5}}";

    private const string People = "define:\n  people: {layer: population, at: place, take: {value: residents}}";

    private static CheckUpResults Judge(TinyCity city, string measure) => CityCheckUp.Compute(city.Inputs(Entry("N", "count", "community", measure, "lower"), People));

    [Fact]
    public void A_unit_lacks_what_is_neither_inside_nor_within_a_walk_of_half_its_households()
    {
        var city = Street()
            .With("population", ("west", null, [("place", "west"), ("residents", 6000)]), ("east", null, [("place", "east"), ("residents", 8000)]))
            .With("facilities", ("k", At(580, 0), [("kind", "kindergarten")]));

        var results = Judge(city, Lacking());

        // East: its one home is 330 m away; a limit of 330 reaches it.
        results.City("N").ShouldBe(new Reading(ReadingState.Measured, 1, 2, 2, 2));
        results.Read("N", Level.Community, "west").Numerator.ShouldBe(0);
        results.Findings.ShouldHaveSingleItem().ShouldSatisfyAllConditions(finding => finding.Object.ShouldBe("east"), finding => finding.Weight.ShouldBe(40));
        Judge(city, Lacking(metres: "330")).City("N").Numerator.ShouldBe(0);
        Judge(city, Lacking(metres: "329")).City("N").Numerator.ShouldBe(1);
        Judge(city, Lacking(by: "straight", metres: "321")).City("N").Numerator.ShouldBe(0);
    }

    [Fact]
    public void A_small_unit_is_not_judged_and_one_of_unknown_population_is_missing()
    {
        var city = Street()
            .With("population", ("west", null, [("place", "west"), ("residents", 4999)]))
            .With("facilities", ("k", At(1900, 0), [("kind", "kindergarten")]));

        var results = Judge(city, Lacking());

        results.Read("N", Level.Community, "west").State.ShouldBe(ReadingState.NotApplicable);
        results.Read("N", Level.Community, "east").Reason.ShouldBe(Reasons.PopulationUnknown);
        results.City("N").State.ShouldBe(ReadingState.Missing);
    }

    [Fact]
    public void Without_units_there_is_nothing_to_judge_which_is_missing_not_zero()
    {
        var city = Street().Without("boundaries").With("population", ("x", null, [("place", "x"), ("residents", 6000)])).With("facilities", ("k", At(580, 0), [("kind", "kindergarten")]));

        Judge(city, Lacking()).City("N").ShouldBe(Reading.Missing(Reasons.NoUnits(Level.Community)));
    }

    [Fact]
    public void A_facility_too_small_does_not_count_and_one_of_unknown_size_leaves_it_open()
    {
        TinyCity City(object? area) => Street()
            .With("population", ("west", null, [("place", "west"), ("residents", 6000)]), ("east", null, [("place", "east"), ("residents", 100)]))
            .With("facilities", ("k", At(200, 0), [("kind", "kindergarten"), ("floor_area_m2", area)]));
        var measure = Lacking(", size: {field: floor_area_m2, existing: 2200, new: 2200}");

        Judge(City(2200.0), measure).City("N").Numerator.ShouldBe(0);
        Judge(City(2199.0), measure).City("N").Numerator.ShouldBe(1);
        Judge(City(null), measure).City("N").Reason!.Value.En.ShouldBe("the size of the kindergarten is unknown");
    }
}
