using Mingzhu.Procedures;

namespace Mingzhu.Renewal.Tests;

public sealed class SampleCasesTests
{
    [Fact]
    public void The_sample_holds_cases_in_every_state_and_is_played_once()
    {
        using var hall = new CityHall();

        SampleCases.Play(hall.City).ShouldBeGreaterThan(90);

        var cases = hall.City.View<Cases>().All.Values.ToArray();
        cases.Select(one => one.State).Distinct().ShouldBe(Enum.GetValues<CaseState>(), ignoreOrder: true);
        cases.ShouldContain(one => one.State == CaseState.Running && one.Effective != null, "one waits for its filing");
        cases.ShouldContain(one => one.Steps.Values.Any(step => step.State == StepState.Stopped), "one waits for a correction");
        cases.SelectMany(one => one.Open).Select(step => step.Kind).Distinct().ShouldBe([StepKind.Filing, StepKind.Drafting, StepKind.External, StepKind.Determination, StepKind.Review, StepKind.JointReview, StepKind.Designation], ignoreOrder: true);
        SampleCases.Play(hall.City).ShouldBe(0);
    }
}
