using Mingzhu.City;
using static Mingzhu.CheckUp.Tests.TinyCity;

namespace Mingzhu.CheckUp.Tests;

public class PlaceTests
{
    private const string Count = "measure: tally\nnumerator: {layer: facilities, take: count}";
    private const string Area = "measure: tally\nnumerator: {take: area}";

    [Fact]
    public void Without_boundaries_the_city_is_one_place_named_by_the_pack()
    {
        var results = CityCheckUp.Compute(new TinyCity().With("facilities", ("a", At(0, 0), []), ("b", At(50, 70), [])).Inputs(Entry("F", "count", "community", Count)));

        results.Places[Level.City].ShouldBe([new Place("1", "小城", Level.City, -1)]);
        results.Places[Level.Community].ShouldBeEmpty();
        results.City("F").Numerator.ShouldBe(2);
    }

    [Fact]
    public void Boundaries_without_a_level_are_the_city_if_there_is_one_and_districts_if_there_are_several()
    {
        var alone = new TinyCity().With("boundaries", ("9", Box(0, 0, 1000, 1000), [("name", "小城")]));
        var several = new TinyCity().With("boundaries", ("11", Box(0, 0, 1000, 1000), [("name", "东区")]), ("12", Box(1000, 0, 2000, 1000), [("name", "西区")]));

        CityCheckUp.Compute(alone.Inputs(Entry("A", "amount", "community", Area))).City("A").Numerator.ShouldBe(1_000_000, 1);
        CityCheckUp.Compute(several.Inputs(Entry("A", "amount", "community", Area))).Read("A", Level.District, "12").Numerator.ShouldBe(1_000_000, 1);
    }

    [Fact]
    public void Land_of_a_place_outside_its_children_counts_for_it_alone()
    {
        // The district is 2 km², its two communities 0.75 km² together.
        var city = new TinyCity().With("boundaries",
            ("1", Box(0, 0, 2000, 1000), [("level", "city")]), ("11", Box(0, 0, 2000, 1000), [("level", "district"), ("parent", "1")]),
            ("a", Box(0, 0, 500, 500), [("level", "community")]), ("b", Box(500, 0, 1000, 1000), [("level", "community")]));

        var results = CityCheckUp.Compute(city.Inputs(Entry("A", "amount", "community", Area)));

        results.Read("A", Level.Community, "a").Numerator.ShouldBe(250_000, 1);
        results.Read("A", Level.Community, "b").Numerator.ShouldBe(500_000, 1);
        results.Read("A", Level.District, "11").Numerator.ShouldBe(2_000_000, 2);
        results.Places[Level.Community].Select(place => place.Parent).ShouldBe([0, 0]);
        results.Notes.ShouldHaveSingleItem().En.ShouldBe("125.0 ha lie in no lower place and count for the place above");
    }

    [Fact]
    public void A_building_follows_its_compound_and_a_compound_its_code_before_its_shape()
    {
        var city = MeasureTests.TwoCommunities()
            .With("compounds", ("c", Box(100, 100, 200, 200), [("community", "east")]), ("d", Box(300, 300, 400, 400), []))
            .With("buildings",
                ("in-c", Box(110, 110, 120, 120), []), ("said-c", Box(350, 350, 360, 360), [("compound", "c")]), ("in-d", Box(310, 310, 320, 320), []), ("loose", Box(1500, 1, 1510, 9), []));

        var results = CityCheckUp.Compute(city.Inputs(Entry("B", "count", "building", "measure: tally\nnumerator: {layer: buildings, take: count}")));

        results.Read("B", Level.Compound, "c").Numerator.ShouldBe(2);
        results.Read("B", Level.Compound, "d").Numerator.ShouldBe(1);
        results.Read("B", Level.Community, "east").Numerator.ShouldBe(3);
        results.Read("B", Level.Community, "west").Numerator.ShouldBe(1);
        results.City("B").Numerator.ShouldBe(4);
        results.Places[Level.Building].Select(place => place.Parent).ShouldBe([0, 0, 1, -1]);
    }

    [Fact]
    public void A_zone_across_communities_gets_the_parts_inside_it()
    {
        var city = MeasureTests.TwoCommunities()
            .With("zones", ("Z", Box(800, 0, 1300, 1000), [("name", "高新区")]), ("Y", Box(1200, 0, 1400, 500), []))
            .With("facilities", ("a", At(900, 10), []), ("b", At(1250, 10), []), ("c", At(10, 10), []));

        var results = CityCheckUp.Compute(city.Inputs(Entry("A", "amount", "community", Area) + Entry("F", "count", "community", Count)));

        results.Read("A", Level.Zone, "Z").Numerator.ShouldBe(500_000, 1);
        results.Read("A", Level.Zone, "Y").Numerator.ShouldBe(100_000, 1);
        results.Read("F", Level.Zone, "Z").Numerator.ShouldBe(2);
        results.Read("F", Level.Zone, "Y").Numerator.ShouldBe(1);
        results.City("A").Numerator.ShouldBe(2_000_000, 2);
    }

    [Fact]
    public void Where_few_homes_lie_on_residential_land_blocks_between_roads_stand_in_and_both_values_are_kept()
    {
        // Roads enclose two blocks of 1 ha, crossing by a metre, since what only touches in the plane may miss by a rounding in degrees; homes in the first, an office in the second; the layer knows a plot elsewhere.
        var city = MeasureTests.TwoCommunities()
            .With("roads", [.. new[] { Line((99, 100), (301, 100)), Line((99, 200), (301, 200)), Line((100, 99), (100, 201)), Line((200, 99), (200, 201)), Line((300, 99), (300, 201)) }
                .Select((line, i) => ($"r{i}", (NetTopologySuite.Geometries.Geometry?)line, new (string, object?)[] { ("class", "branch") }))])
            .With("buildings", ("h", Box(120, 120, 130, 130), [("use", "residential")]), ("o", Box(220, 120, 240, 130), [("use", "office")]))
            .With("residential-land", ("x", Box(1500, 500, 1600, 600), []))
            .With("parks", ("p", Box(0, 100, 100, 200), []));

        var results = CityCheckUp.Compute(city.Inputs(Entry("P", "share", "community", "measure: coverage\nof: residential-land\nby: [{layer: parks, radius: 50}]")));

        results.City("P").Value(IndicatorKind.Share).ShouldBe(0);
        results.City("P").State.ShouldBe(ReadingState.Measured);
        results.City("P", Variant.Derived).Value(IndicatorKind.Share)!.Value.ShouldBe(50, 0.01);
        results.City("P", Variant.Derived).State.ShouldBe(ReadingState.Proxy);
        results.City("P", Variant.Derived).Denominator.ShouldBe(10_000, 0.1);
    }

    [Fact]
    public void What_rests_on_a_layer_that_lies_where_it_does_only_roughly_is_a_proxy_and_says_why()
    {
        var inputs = MeasureTests.TwoCommunities().With("residential-land", ("r", Box(0, 0, 100, 100), [])).With("parks", ("p", Box(0, 0, 100, 100), []))
            .Inputs(Entry("P", "share", "community", "measure: coverage\nof: residential-land\nby: [{layer: parks, radius: 50}]"));
        CityCheckUp.Compute(inputs).City("P").State.ShouldBe(ReadingState.Measured);

        var rough = inputs with { Layers = [.. inputs.Layers.Select(layer => layer with { AccuracyM = layer.Version.Layer == "parks" ? 200 : 0 })] };
        var reading = CityCheckUp.Compute(rough).City("P");

        reading.State.ShouldBe(ReadingState.Proxy);
        reading.Reason!.Value.Zh.ShouldContain("±200 米");
    }
}
