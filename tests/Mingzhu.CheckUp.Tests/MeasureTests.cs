using Mingzhu.City;
using static Mingzhu.CheckUp.Tests.TinyCity;

namespace Mingzhu.CheckUp.Tests;

public class MeasureTests
{
    private const double Near = 1e-3;

    /// <summary>Two communities side by side, each 1 km × 1 km, of one subdistrict of one district.</summary>
    internal static TinyCity TwoCommunities() => new TinyCity().With("boundaries",
        ("1", Box(0, 0, 2000, 1000), [("level", "city"), ("name", "小城")]),
        ("11", Box(0, 0, 2000, 1000), [("level", "district"), ("parent", "1"), ("name", "东区")]),
        ("111", Box(0, 0, 2000, 1000), [("level", "subdistrict"), ("parent", "11"), ("name", "一街道")]),
        ("west", Box(0, 0, 1000, 1000), [("level", "community"), ("parent", "111"), ("name", "西社区")]),
        ("east", Box(1000, 0, 2000, 1000), [("level", "community"), ("parent", "111"), ("name", "东社区")]));

    [Fact]
    public void Road_density_is_length_within_the_extent_over_its_area()
    {
        var city = TwoCommunities().With("roads",
            ("a", Line((0, 500), (1500, 500)), [("class", "arterial")]),
            ("b", Line((500, 0), (500, 1000)), [("class", "branch")]),
            ("c", Line((0, 100), (2000, 100)), [("class", "service")]));
        const string Measure = "measure: tally\nnumerator: {layer: roads, where: \"class IN ('arterial', 'branch')\", take: length, within: built-up-area}\ndenominator: {take: area, within: built-up-area}";

        var whole = CityCheckUp.Compute(city.Inputs(Entry("D", "density", "community", Measure, factor: "1000")));
        var built = CityCheckUp.Compute(city.With("built-up-area", ("u", Box(0, 0, 1000, 1000), [])).Inputs(Entry("D", "density", "community", Measure, factor: "1000")));

        // 2.0 km in the west on 1 km², 0.5 km in the east on 1 km².
        whole.Read("D", Level.Community, "west").Value(IndicatorKind.Density, 1000)!.Value.ShouldBe(2.0, Near);
        whole.Read("D", Level.Community, "east").Value(IndicatorKind.Density, 1000)!.Value.ShouldBe(0.5, Near);
        whole.City("D").Value(IndicatorKind.Density, 1000)!.Value.ShouldBe(1.25, Near);
        whole.City("D").State.ShouldBe(ReadingState.Proxy);
        whole.City("D").Reason!.Value.En.ShouldContain("built-up-area");
        built.City("D").Value(IndicatorKind.Density, 1000)!.Value.ShouldBe(2.0, Near);
        built.City("D").State.ShouldBe(ReadingState.Measured);
        built.Read("D", Level.Community, "east").State.ShouldBe(ReadingState.NotApplicable);
    }

    [Fact]
    public void A_park_serves_by_the_step_of_its_size_and_land_beyond_is_uncovered()
    {
        // A strip 100 m deep; the park (1 ha: 500 m) ends at x = 100, so it reaches x = 600 along the strip.
        var city = TwoCommunities()
            .With("residential-land", ("r", Box(0, 0, 2000, 100), []))
            .With("parks", ("p", Box(0, 0, 100, 100), [("enclosed", false)]), ("q", Box(1900, 0, 1940, 40), [("enclosed", false)]), ("s", Box(1500, 0, 1700, 100), [("enclosed", true)]));
        const string Measure = "measure: coverage\nof: residential-land\nby: [{layer: parks, where: \"enclosed = FALSE\", radius: {by: area_m2, steps: [[2000, 300], [9999, 500]]}}]";

        var results = CityCheckUp.Compute(city.Inputs(Entry("P", "share", "community", Measure)));

        results.Read("P", Level.Community, "west").Value(IndicatorKind.Share)!.Value.ShouldBe(60.0, 0.01);
        results.Read("P", Level.Community, "east").Value(IndicatorKind.Share).ShouldBe(0);
        results.City("P").Value(IndicatorKind.Share)!.Value.ShouldBe(30.0, 0.01);
        results.City("P").State.ShouldBe(ReadingState.Measured);
        results.Findings.Select(finding => finding.Object).ShouldBe(["east", "west"]);
        results.Findings[0].Says.En.ShouldBe("Short: 10.0 ha uncovered, coverage 0.0%");
    }

    [Theory]
    [InlineData(1999.9, 0)]
    [InlineData(2000.0, 300)]
    [InlineData(9999.9, 300)]
    [InlineData(10000.0, 500)]
    [InlineData(1e9, 500)]
    public void A_step_begins_at_its_size(double areaM2, double radiusM) =>
        new Radius.BySize("area_m2", [(2000, 300), (10000, 500)]).Of(new OneField("area_m2", areaM2)).ShouldBe(radiusM);

    private sealed record OneField(string Name, object? Of) : IRow
    {
        public object? this[string field] => field == Name ? Of : null;
    }

    [Fact]
    public void Parks_that_do_not_say_whether_they_are_enclosed_count_and_make_the_value_partial()
    {
        var city = TwoCommunities()
            .With("residential-land", ("r", Box(0, 0, 1000, 100), []))
            .With("parks", ("p", Box(0, 0, 100, 100), [("enclosed", null)]), ("q", Box(3000, 0, 3100, 100), [("enclosed", false)]));
        string Measure(string unknown) => $"measure: coverage\nof: residential-land\nby: [{{layer: parks, where: \"enclosed = FALSE\", unknown: {unknown}, radius: 400}}]";

        var included = CityCheckUp.Compute(city.Inputs(Entry("P", "share", "community", Measure("include")))).City("P");
        var excluded = CityCheckUp.Compute(city.Inputs(Entry("P", "share", "community", Measure("exclude")))).City("P");

        included.Value(IndicatorKind.Share)!.Value.ShouldBe(50.0, 0.01);
        included.State.ShouldBe(ReadingState.Partial);
        included.Reason!.Value.En.ShouldBe("1 of the layer 'parks' do not say enclosed; they are counted in");
        excluded.Value(IndicatorKind.Share).ShouldBe(0);
        excluded.State.ShouldBe(ReadingState.Partial);
    }

    [Fact]
    public void A_station_of_unknown_class_serves_as_the_pack_says_otherwise_or_not_at_all()
    {
        var city = TwoCommunities()
            .With("residential-land", ("r", Box(0, 0, 1000, 100), []))
            .With("facilities", ("f", Box(0, 0, 100, 100), [("class", null)]));
        string Measure(string otherwise) => $"measure: coverage\nof: residential-land\nby: [{{layer: facilities, radius: {{by: class, values: {{small: 700}}{otherwise}}}}}]";

        var otherwise = CityCheckUp.Compute(city.Inputs(Entry("F", "share", "community", Measure(", otherwise: 200")))).City("F");
        var none = CityCheckUp.Compute(city.Inputs(Entry("F", "share", "community", Measure("")))).City("F");

        otherwise.Value(IndicatorKind.Share)!.Value.ShouldBe(30, 0.01);
        otherwise.State.ShouldBe(ReadingState.Partial);
        none.State.ShouldBe(ReadingState.Missing);
        none.Reason!.Value.En.ShouldBe("1 of the layer 'facilities' do not say class; they are left out");
    }

    [Fact]
    public void A_row_of_which_the_condition_is_unknown_is_expected_but_not_known()
    {
        var city = TwoCommunities().With("compounds",
            ("a", Box(0, 0, 10, 10), [("property_managed", false), ("name", "甲")]),
            ("b", Box(20, 0, 30, 10), [("property_managed", true)]),
            ("c", Box(40, 0, 50, 10), [("property_managed", null)]),
            ("d", Box(1500, 0, 1510, 10), [("property_managed", null)]));

        var results = CityCheckUp.Compute(city.Inputs(Entry("M", "count", "compound", "measure: tally\nnumerator: {layer: compounds, where: \"property_managed = FALSE\", take: count}", "lower")));

        results.City("M").ShouldBe(new Reading(ReadingState.Partial, 1, 2, 2, 4, results.City("M").Reason));
        results.Read("M", Level.Community, "west").ShouldBe(new Reading(ReadingState.Partial, 1, 2, 2, 3, results.City("M").Reason));
        results.Read("M", Level.Community, "east").State.ShouldBe(ReadingState.Missing);
        results.Read("M", Level.Compound, "a").ShouldBe(new Reading(ReadingState.Measured, 1, 1, 1, 1));
        results.Read("M", Level.Compound, "c").State.ShouldBe(ReadingState.Missing);
        results.Findings.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            finding => finding.Id.ShouldBe("M/compounds/a/short"), finding => finding.ObjectName.ShouldBe("甲"), finding => finding.Community.ShouldBe(1));
    }

    [Fact]
    public void A_gap_is_never_offset_by_a_surplus_elsewhere()
    {
        var city = TwoCommunities().With("compounds",
            ("a", Box(0, 0, 10, 10), [("households", 100), ("parking_spaces", 70)]),
            ("b", Box(20, 0, 30, 10), [("households", 100), ("parking_spaces", 500)]),
            ("c", Box(1500, 0, 1510, 10), [("households", 50), ("parking_spaces", 45)]));

        var results = CityCheckUp.Compute(city.Inputs(Entry("G", "amount", "compound", "measure: tally\nnumerator: {layer: compounds, take: {value: \"greatest(households - parking_spaces, 0)\"}}", "lower")));

        results.City("G").Numerator.ShouldBe(35);
        results.Read("G", Level.Community, "west").Numerator.ShouldBe(30);
        results.Findings.Select(finding => (finding.Object, finding.Weight)).ShouldBe([("a", 100.0), ("c", 50.0)]);
        results.Findings[0].Says.En.ShouldBe("Short: short by 30 units");
    }

    [Fact]
    public void A_share_by_length_knows_only_what_the_field_says()
    {
        var city = TwoCommunities().With("pipes",
            ("a", Line((0, 10), (300, 10)), [("monitored", true)]),
            ("b", Line((0, 20), (100, 20)), [("monitored", false)]),
            ("c", Line((0, 30), (600, 30)), [("monitored", null)]));

        var reading = CityCheckUp.Compute(city.Inputs(Entry("S", "share", "district", "measure: tally\nnumerator: {layer: pipes, where: \"monitored = TRUE\", take: length}\ndenominator: same"))).City("S");

        reading.State.ShouldBe(ReadingState.Partial);
        reading.Value(IndicatorKind.Share)!.Value.ShouldBe(75, Near);
        reading.KnownWeight.ShouldBe(400, Near);
        reading.ExpectedWeight.ShouldBe(1000, Near);
    }

    [Fact]
    public void Objects_that_nobody_inspected_are_missing_not_sound()
    {
        var city = TwoCommunities()
            .With("buildings",
                ("b1", Box(0, 0, 10, 10), [("use", "residential")]), ("b2", Box(20, 0, 30, 10), [("use", "residential")]), ("b3", Box(40, 0, 50, 10), [("use", "residential")]),
                ("b4", Box(60, 0, 70, 10), [("use", "office")]), ("b5", Box(1500, 0, 1510, 10), [("use", "residential")]))
            .With("inspections",
                ("1", null, [("object", "b1"), ("finding", "short"), ("seen", true), ("severity", "very-serious")]), ("2", null, [("object", "b1"), ("finding", "short"), ("seen", true)]),
                ("3", null, [("object", "b2"), ("finding", "short"), ("seen", false)]), ("4", null, [("object", "b3"), ("finding", "other"), ("seen", true)]),
                ("5", null, [("object", "b4"), ("finding", "short"), ("seen", true)]));

        var results = CityCheckUp.Compute(city.Inputs(Entry("I", "count", "building", "measure: inspected\nof: {layer: buildings, where: \"use = 'residential'\"}", "zero")));

        // b1 counts once, b2 is sound, b3 and b5 were not looked at for this, b4 is no home.
        results.City("I").ShouldBe(new Reading(ReadingState.Partial, 1, 2, 2, 4, Reasons.NotInspected));
        results.Read("I", Level.Community, "east").ShouldBe(Reading.Missing(Reasons.NotInspected, 1));
        results.Read("I", Level.Building, "b2").ShouldBe(new Reading(ReadingState.Measured, 0, 1, 1, 1));
        results.Read("I", Level.Building, "b4").State.ShouldBe(ReadingState.NotApplicable);
        results.Findings.ShouldHaveSingleItem().Severity.ShouldBe(Severity.VerySerious);
    }

    [Fact]
    public void Dwellings_seen_are_summed_and_lengths_taken_from_the_path()
    {
        var city = TwoCommunities()
            .With("buildings", ("b1", Box(0, 0, 10, 10), []), ("b2", Box(20, 0, 30, 10), []))
            .With("paths", ("w1", Line((0, 100), (250, 100)), []), ("w2", Line((0, 200), (50, 200)), []))
            .With("inspections",
                ("1", null, [("object", "b1"), ("finding", "short"), ("seen", true), ("count", 12.0)]), ("2", null, [("object", "b2"), ("finding", "short"), ("seen", true)]),
                ("3", null, [("object", "w1"), ("finding", "short"), ("seen", true)]), ("4", null, [("object", "w2"), ("finding", "short"), ("seen", false)]));

        var results = CityCheckUp.Compute(city.Inputs(
            Entry("F", "count", "building", "measure: inspected\nof: buildings\ntake: seen") + Entry("W", "amount", "community", "measure: inspected\nof: paths\ntake: length", factor: "0.001")));

        results.City("F").Numerator.ShouldBe(13);
        results.City("W").Value(IndicatorKind.Amount, 0.001)!.Value.ShouldBe(0.25, 1e-6);
        results.City("W").KnownWeight.ShouldBe(300, Near);
    }

    [Fact]
    public void A_reported_value_belongs_to_exactly_one_place_and_year()
    {
        var city = TwoCommunities().With("reported",
            ("1", null, [("indicator", "R"), ("place", "11"), ("value", 81.5), ("period", "2026")]),
            ("2", null, [("indicator", "R"), ("place", "1"), ("value", 77.0), ("period", "2025")]));

        var results = CityCheckUp.Compute(city.Inputs(Entry("R", "reported", "district", "measure: reported")));

        results.Read("R", Level.District, "11").Value(IndicatorKind.Reported).ShouldBe(81.5);
        results.City("R").ShouldBe(Reading.Missing(new Wording("2026 年尚未填报", "not reported for 2026")));
        results.Indicators[0].ByLevel.ContainsKey(Level.Community).ShouldBeFalse();
        CityCheckUp.Compute(city.Without("reported").Inputs(Entry("R", "reported", "district", "measure: reported"))).City("R").Reason!.Value.En.ShouldStartWith("no data source");
    }

    [Fact]
    public void Residents_are_taken_from_the_finest_rows_and_what_is_left_stays_with_the_place_above()
    {
        const string Define = "define:\n  people: {layer: population, at: place, take: {value: residents}}";
        var city = TwoCommunities()
            .With("facilities", ("f", At(500, 500), [("kind", "shelter"), ("effective_area_m2", 6000.0)]))
            .With("population", ("west", null, [("place", "west"), ("residents", 1000)]), ("111", null, [("place", "111"), ("residents", 3000)]));

        var results = CityCheckUp.Compute(city.Inputs(Entry("H", "density", "community", "measure: tally\nnumerator: {layer: facilities, of: \"kind = 'shelter'\", take: {value: effective_area_m2}}\ndenominator: people"), Define));

        results.City("H").Value(IndicatorKind.Density).ShouldBe(2.0);
        results.Read("H", Level.Subdistrict, "111").Value(IndicatorKind.Density).ShouldBe(2.0);
        results.Read("H", Level.Community, "west").Value(IndicatorKind.Density).ShouldBe(6.0);
        results.Read("H", Level.Community, "east").HasValue.ShouldBeFalse();
    }

    [Fact]
    public void A_missing_layer_is_missing_and_named()
    {
        var reading = CityCheckUp.Compute(TwoCommunities().Inputs(Entry("P", "share", "community", "measure: coverage\nof: residential-land\nby: [{layer: parks, radius: 1}]"))).City("P");

        reading.State.ShouldBe(ReadingState.Missing);
        reading.Reason!.Value.En.ShouldBe("the layer 'residential-land' has not been imported");
    }

    [Fact]
    public void What_does_not_arise_here_is_not_applicable_and_says_why()
    {
        var reading = CityCheckUp.Compute(TwoCommunities().Inputs(Entry("N", "reported", "city", "measure: not-applicable\nreason: {zh: 无轨道, en: no rail}"))).City("N");

        reading.ShouldBe(Reading.NotApplicable(new Wording("无轨道", "no rail")));
    }
}
