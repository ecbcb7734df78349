using Mingzhu.Sample.Files;
using Mingzhu.Sample.Land;
using Mingzhu.Sample.Services;

namespace Mingzhu.Sample.Field;

/// <summary>What someone saw walking through the streets (现场观察): one for every 150 buildings.</summary>
internal static class Observations
{
    public static void Write(City city, Roads roads, LayerFile file)
    {
        var dice = new Dice(city.Seed, "observations");
        var walked = roads.All.Where(road => road.Street.Urban && !road.Bridge).ToList();
        for (var k = 1; k <= city.Scale.Buildings / 150; k++)
        {
            var (what, road) = (dice.Pick(city.Recipe.Observations), dice.Pick(walked));
            file.Add(
                Shape.Point(road.Line[0].Toward(road.Line[^1], dice.Between(0.1, 0.9)) + new Pt(dice.Between(-6, 6), dice.Between(-6, 6))),
                ("id", $"O{k:D5}"), ("kind", what.Kind), ("note", what.Note), ("date", $"{city.Recipe.LastYear + 1}-{dice.Between(3, 6):D2}-{dice.Between(1, 28):D2}"));
        }
    }
}
