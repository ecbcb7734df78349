using Mingzhu.City;
using Mingzhu.Procedures;
using Mingzhu.Store;

namespace Mingzhu.Renewal.Tests;

public sealed class SampleCasesTests
{
    [Fact]
    public void The_sample_holds_cases_in_every_state_and_is_played_once()
    {
        using var hall = new CityHall();

        SampleCases.Play(hall.City).ShouldBeGreaterThan(400);

        var cases = hall.City.View<Cases>().All.Values.ToArray();
        cases.Select(one => one.State).Distinct().ShouldBe(Enum.GetValues<CaseState>(), ignoreOrder: true);
        cases.ShouldContain(one => one.State == CaseState.Running && one.Effective != null, "one waits for its filing");
        cases.ShouldContain(one => one.Steps.Values.Any(step => step.State == StepState.Stopped), "one waits for a correction");
        cases.ShouldContain(one => one.Round > 1, "one was sent back");
        cases.ShouldContain(one => one.Steps.Values.Any(step => step.State == StepState.Open && step.Asked.Any(asked => asked.Value == null)), "one waits for an opinion");
        var ways = ProcedureBook.Of(hall.City.Pack).All;
        ways.SelectMany(way => way.Steps.Select(step => $"{way.Id} {step.Id}")).Except(cases.SelectMany(one => one.Open.Select(step => $"{one.Procedure.Id} {step.Id}"))).ShouldBeEmpty("no case waits there");
        ways.Select(way => way.Id).Except(cases.Where(one => one.State == CaseState.Done).Select(one => one.Procedure.Id)).ShouldBeEmpty("none went to its end");
        SampleCases.Play(hall.City).ShouldBe(0);
    }

    [Fact]
    public void Two_years_are_played_in_the_order_of_time_each_act_on_its_day()
    {
        var now = new SetTime(new DateTimeOffset(2026, 11, 28, 17, 0, 0, TimeSpan.Zero));
        var sample = SampleCases.InTime(CityHall.Liaocheng, now);
        var today = sample.Demonstrated;
        today.ShouldBe(new DateOnly(2026, 11, 29), "in Liaocheng it is tomorrow already");
        using var hall = new CityHall(clock: sample.Clock);

        sample.Play(hall.City, sample.CheckUpDay);
        hall.City.View<Cases>().All.Values.Max(one => one.Opened).ShouldBeLessThan(sample.CheckUpDay);
        sample.Play(hall.City, today);

        var cases = hall.City.View<Cases>().All.Values.ToArray();
        var lines = cases.SelectMany(one => one.Lines).OrderBy(line => line.Seq).ToArray();
        lines.Select(line => line.At).ShouldBe(lines.Select(line => line.At).Order());
        (today.DayNumber - cases.Min(one => one.Opened).DayNumber).ShouldBeInRange(600, 620);
        lines[^1].At.ShouldBeLessThanOrEqualTo(now.GetUtcNow());
        lines.Select(line => line.At.Date).Distinct().Count().ShouldBeGreaterThan(100, "on many days");
        // What waits is of the last weeks; a few are late, as in life.
        var days = WorkingDays.Of(hall.City.Pack);
        var waiting = cases.Where(one => one.State == CaseState.Running).SelectMany(one => one.Open.Select(step => (one.Id, step, Clock: Clocks.Of(one, step.Id, days, today)))).ToArray();
        var late = waiting.Where(one => one.Clock is { Left: < 0 }).ToArray();
        late.Length.ShouldBeInRange(1, waiting.Length / 8, string.Join("; ", late.Select(one => $"{one.Id} {one.step.Id} {one.Clock!.Left}")));
    }
}
