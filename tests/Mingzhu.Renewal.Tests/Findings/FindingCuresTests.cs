using Mingzhu.Procedures;

namespace Mingzhu.Renewal.Tests;

/// <summary>The thread from a finding to what cures it (S1-1.1-a: problems are found, then solved).</summary>
public sealed class FindingCuresTests
{
    [Fact]
    public void S1_1_1_a_A_finding_tells_its_projects_and_how_far_they_are_a_withdrawn_one_cures_nothing()
    {
        using var hall = new CityHall();
        SampleCases.Play(hall.City);
        hall.Open("government-371502/clerk", "P-1", "project", "371502", "北街改造", "unit-plan-dongguan");
        hall.Fill("government-371502/clerk", "P-1", ("findings", "C25-12/compounds/X1, C25-12/compounds/X2"));

        var cures = FindingCures.Of(hall.City.View<Cases>());
        cures.Projects("C25-12/compounds/X2").ShouldHaveSingleItem().Id.ShouldBe("P-1");
        cures.Stage("C25-12/compounds/X1").ShouldBe(CureStage.Proposed);
        cures.Stage("C25-12/compounds/X3").ShouldBe(CureStage.None);
        cures.Stage(hall["project-dongguan-street"]).ShouldBe(CureStage.Determined, "its scheme waits for the filing");
        cures.Count(["C25-12/compounds/X1", "C25-12/compounds/X3"]).ShouldBe((0, 0));

        hall.Do("task-force-office/filer", hall.Pass("scheme-dongguan-street", "file", Act.File));
        hall.Do("government-371502/clerk", new WithdrawCase(Guid.NewGuid(), "P-1", null, "并入他案"));

        cures = FindingCures.Of(hall.City.View<Cases>());
        cures.Stage(hall["project-dongguan-street"]).ShouldBe(CureStage.Scheme);
        cures.Projects("C25-12/compounds/X2").ShouldBeEmpty();
    }
}
