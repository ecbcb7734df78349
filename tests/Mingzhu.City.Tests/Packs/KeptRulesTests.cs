namespace Mingzhu.City.Tests.Packs;

/// <summary>Rules that files of Liaocheng's pack hold without naming them, one test each.</summary>
public sealed class KeptRulesTests
{
    private static readonly Pack Liaocheng = Repository.Load("liaocheng");

    [Fact]
    public void S4_6_4_b_What_a_complete_community_has_is_listed_each_with_how_far_one_walks_and_by_which_standard()
    {
        var kinds = FacilityKinds.Of(Liaocheng);
        string[] community = ["kindergarten", "nursery", "elderly-care", "health-station", "community-service", "convenience", "sports-ground-small", "fitness-ground", "public-toilet", "waste-station"];

        community.Select(kinds.Find).ShouldAllBe(kind => kind != null && kind.CircleMinutes == 5 && kind.WalkM > 0 && !kind.Source.IsDefault);
    }

    [Fact]
    public void S4_6_5_b_and_S2_4_d_The_register_of_heritage_tells_districts_buildings_townscape_relics_and_industrial_remains_apart()
    {
        var layers = Liaocheng.File("layers.yaml");

        layers["codes"]["heritage-kind"].Texts().ShouldBe(["historic-district", "historic-building", "traditional-building", "relic", "industrial", "tree"]);
        var heritage = layers["layers"].Items().Single(layer => layer["id"].Text() == "heritage");
        heritage["fields"].Items().Single(field => field["id"].Text() == "kind")["codes"].Text().ShouldBe("heritage-kind");
    }

    [Fact]
    public void S5_3_2_2_a_Life_circles_are_those_of_5_and_10_minutes_and_that_of_15() =>
        LifeCircle.Of(Liaocheng, FacilityKinds.Of(Liaocheng)).Select(circle => circle.Minutes).ShouldBe([5, 10, 15]);

    [Fact]
    public void S5_3_4_3_b_Parks_have_the_five_levels_of_the_city_and_their_sizes()
    {
        var classes = ParkStandard.Of(Liaocheng).Classes;

        classes.Where(one => one.Id != "pocket").Select(one => (one.Name.Zh, one.LeastHa)).ShouldBe([("郊野型公园", null), ("综合公园", 10d), ("专类公园", 2d), ("社区公园", 1d), ("游园", 0.2d)]);
        classes.ShouldAllBe(one => one.Source.Source!.Contains("十五五"));
    }
}
