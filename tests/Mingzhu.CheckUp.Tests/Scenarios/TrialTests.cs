using Mingzhu.City;

namespace Mingzhu.CheckUp.Tests.Scenarios;

/// <summary>A trial gives what a full check-up of the changed layers gives: every indicator, every place, whatever changes.</summary>
public class TrialTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void What_is_tried_out_is_what_a_check_up_of_the_changed_layers_finds(int seed)
    {
        var city = new BlockCity(seed);
        var ground = ScenarioGround.Prepare(city.Inputs, TestContext.Current.CancellationToken);
        var now = CityCheckUp.Compute(city.Inputs, cancellation: TestContext.Current.CancellationToken);

        for (var round = 0; round < 12; round++)
        {
            var changes = city.AnyChanges();
            var trial = ground.Try(changes, TestContext.Current.CancellationToken);
            var then = CityCheckUp.Compute(city.After(changes), cancellation: TestContext.Current.CancellationToken);

            Compare(trial, now, then, string.Join(' ', changes.Select(ChangeText.Write)));
        }
    }

    /// <summary>Indicators that were tried agree with both check-ups; those that were not are the same in both.</summary>
    private static void Compare(Trial trial, CheckUpResults now, CheckUpResults then, string changes)
    {
        foreach (var (before, after) in now.Indicators.Zip(then.Indicators))
        {
            var tried = trial.Indicators.SingleOrDefault(each => each.Indicator.Code == before.Indicator && each.Variant == before.Variant);
            foreach (var level in before.ByLevel.Keys.Where(level => level is not (Level.Compound or Level.Building)))
            {
                for (var place = 0; place < now.Places[level].Length; place++)
                {
                    var areas = tried?.Indicator.Measure is CoverageMeasure;
                    var where = $"{before.Indicator} {level} {place} after {changes}";
                    Same(tried?.Before[level][place] ?? before.ByLevel[level][place], before.ByLevel[level][place], areas, $"before: {where}");
                    Same(tried?.After[level][place] ?? before.ByLevel[level][place], after.ByLevel[level][place], areas, $"after: {where}");
                }
            }
        }
    }

    private static void Same(Reading tried, Reading measured, bool areas, string where)
    {
        tried.State.ShouldBe(measured.State, where);
        tried.Reason.ShouldBe(measured.Reason, where);
        foreach (var (one, other) in new[] { (tried.Numerator, measured.Numerator), (tried.Denominator, measured.Denominator), (tried.KnownWeight, measured.KnownWeight), (tried.ExpectedWeight, measured.ExpectedWeight) })
            one.ShouldBe(other, areas ? SquareMetres : 1e-9 * (1 + Math.Abs(other)), where);
    }

    // What was tried lies in the plane where the tables hold degrees: a tenth of a millimetre on the way there and back, along the three kilometres of border of what a park serves.
    private const double SquareMetres = 0.3;
}
