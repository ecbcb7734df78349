namespace Mingzhu.Atlas.Tests.Imports;

public sealed class ReadingStepsTests
{
    [Fact]
    public void What_is_told_grows_and_stays_below_the_whole_whatever_was_foretold() =>
        Prop.ForAll<NonNegativeInt, NonNegativeInt, bool>(GrowsBelowTheWhole).Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    private static bool GrowsBelowTheWhole(NonNegativeInt foretold, NonNegativeInt rows, bool scans)
    {
        var told = new List<double>();
        var steps = new ReadingSteps(new Listener(told));

        if (scans)
        {
            steps.BeginScanning();
            for (var share = 0.25; share <= 1; share += 0.25)
                steps.Report(share);
        }

        steps.BeginReading(foretold.Get * 100L);
        Walk(steps, rows.Get * 300);
        steps.BeginLaying(rows.Get * 300);
        Walk(steps, rows.Get * 300);
        return told.Zip(told.Skip(1)).All(pair => pair.First < pair.Second) && told.All(share => share is > 0 and < 1);
    }

    private static void Walk(ReadingSteps steps, int rows)
    {
        for (var row = 0; row < rows; row++)
            steps.Step();
    }

    private sealed class Listener(List<double> told) : IProgress<double>
    {
        public void Report(double value) => told.Add(value);
    }
}
