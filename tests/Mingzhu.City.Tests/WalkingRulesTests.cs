using Mingzhu.City.Tests.Expressions;
using Mingzhu.City.Tests.Packs;

namespace Mingzhu.City.Tests;

public sealed class WalkingRulesTests
{
    private static readonly WalkingRules Rules = WalkingRules.Of(Repository.Load("generic"));

    [Theory]
    [InlineData("roads", "residential", null, true)]
    [InlineData("roads", null, null, true)]
    [InlineData("roads", "motorway", "yes", false)]
    [InlineData("roads", "service", "no", false)]
    [InlineData("paths", "steps", null, true)]
    [InlineData("paths", "cycleway", "yes", false)]
    public void A_way_is_walked_unless_it_is_closed_to_people(string layer, string? @class, string? foot, bool walked) =>
        Rules.Layers.Single(rule => rule.Layer == layer).Where.Holds(Row.Of(("class", @class), ("foot", foot))).ShouldBe(walked);

    [Fact]
    public void Only_roads_and_paths_are_walked() => Rules.Layers.Select(rule => rule.Layer).ShouldBe(["roads", "paths"]);
}
