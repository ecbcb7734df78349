using Mingzhu.Sample.Files;
using Mingzhu.Sample.Services;

namespace Mingzhu.Sample.Field;

/// <summary>
/// What departments report (部门填报): for the city, for some indicators by district, for three years. What the layers of the folder can be counted for is reported as counted. Some districts
/// have not handed in, some indicators nobody reports: they show as missing.
/// </summary>
internal sealed class ReportedValues(City city, Pipes pipes, Heritage heritage, Facilities facilities)
{
    public void Write(TableFile file)
    {
        var recipe = city.Recipe;
        foreach (var value in recipe.Reported)
        {
            var dice = new Dice(city.Seed, "reported " + value.Indicator);
            for (var p = 0; p < recipe.Periods.Length; p++)
            {
                var before = recipe.Periods.Length - 1 - p;
                var shown = Limited(value.Value - before * value.Yearly + (before == 0 ? 0 : dice.Between(-0.15, 0.15) * Math.Abs(value.Yearly)), value);
                file.Add(value.Indicator, recipe.City.Code, shown, null, null, recipe.Periods[p], value.Source);
                if (value.Spread is not { } spread)
                    continue;
                for (var d = 0; d < recipe.Districts.Length; d++)
                {
                    var lean = new Dice(city.Seed, "lean " + value.Indicator, d).Between(-spread, spread);
                    // The last district of the list has not reported this year.
                    if (before > 0 || d < recipe.Districts.Length - 1)
                        file.Add(value.Indicator, recipe.Districts[d].Code, Limited(shown + lean, value), null, null, recipe.Periods[p], value.Source);
                }
            }
        }

        foreach (var (indicator, numerator, denominator, share) in Counted())
            file.Add(indicator, recipe.City.Code, share ? denominator == 0 ? 0 : Math.Round(100 * numerator / denominator, 2) : numerator, share ? numerator : null, share ? denominator : null, recipe.Periods[^1], recipe.ReportedFromLayers.Source);
    }

    private IEnumerable<(string Indicator, double Numerator, double Denominator, bool Share)> Counted()
    {
        var codes = city.Recipe.ReportedFromLayers;
        var listed = heritage.All.Where(thing => thing.Kind is "historic-district" or "historic-building").ToList();
        var high = city.Buildings.Where(building => building.FireAlarm is not null).ToList();
        var mains = pipes.All.ToList();
        yield return (codes.BlackWater, 1, 0, false);
        yield return (codes.Plaques, listed.Count(thing => thing.Plaque && thing.Archive), listed.Count, true);
        yield return (codes.Vacant, heritage.Buildings.Count(thing => thing.Vacant == true), heritage.Buildings.Count(), true);
        yield return (codes.FloodSpots, facilities.Of("flood-spot").Count(), 0, false);
        yield return (codes.BadBridges, facilities.Of("bridge").Count(bridge => bridge.Class is "D" or "E"), 0, false);
        yield return (codes.MonitoredPipes, Kilometres(mains.Where(pipe => pipe.Monitored)), Kilometres(mains), true);
        yield return (codes.FireAlarm, high.Count(building => building.FireAlarm == true), high.Count, true);
    }

    private static double Kilometres(IEnumerable<Pipe> pipes) => Math.Round(pipes.Sum(pipe => pipe.LengthM) / 1000, 3);

    private static double Limited(double value, Recipe.ReportedValue rule)
    {
        var limited = Math.Clamp(value, 0, rule.Max ?? double.MaxValue);
        return rule.Count ? Math.Round(limited) : Math.Round(limited, 3);
    }
}
