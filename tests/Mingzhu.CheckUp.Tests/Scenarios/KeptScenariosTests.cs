using Mingzhu.City;
using Mingzhu.Store;
using Outcome = Mingzhu.Store.Outcome;

namespace Mingzhu.CheckUp.Tests.Scenarios;

public sealed class KeptScenariosTests : IDisposable
{
    private static readonly Session Someone = Session.Operator(Language.Zh);
    private static readonly GroundState State = new("pack", "T", 2026, [new TriedLayer("facilities", 3, "rows")]);
    private static readonly Change[] Two = [new Change.Add("kindergarten", 116.1, 36.5, new NewSize(FloorM2: 2400)), new Change.Remove("parks", "P,1")];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mingzhu-scenarios-");

    [Fact]
    public void A_kept_scenario_is_there_after_a_restart_with_who_when_and_on_what_layers()
    {
        using (var workspace = New())
            Keep(workspace, "1", "东扩", Two).Taken.ShouldBeTrue();

        using var again = Workspace.Open(City, Access.Read, TimeProvider.System);
        var kept = again.View<KeptScenarios>().All.ShouldHaveSingleItem();

        (kept.Name, kept.By).ShouldBe(("东扩", "operator"));
        kept.Changes.ShouldBe(Two);
        kept.Layers.ShouldBe(State.Layers);
        kept.At.ShouldBe(TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(5));
        again.View<KeptScenarios>().Find("东扩").ShouldBe(kept);
    }

    [Fact]
    public void Kept_again_it_is_changed_and_dropped_it_is_gone_from_the_list_but_not_from_the_ledger()
    {
        using var workspace = New();
        Keep(workspace, "1", "甲", Two);
        Keep(workspace, "1", "甲改", Two[..1]);
        Keep(workspace, "2", "乙", Two);

        workspace.View<KeptScenarios>().All.Select(one => (one.Name, one.Changes.Length)).ShouldBe([("甲改", 1), ("乙", 2)]);
        workspace.Execute(Someone, new DropScenario(Guid.NewGuid(), "1")).Taken.ShouldBeTrue();
        workspace.View<KeptScenarios>().All.Select(one => one.Id).ShouldBe(["2"]);
        workspace.Facts(0, 100).Count(fact => fact.Stream == "scenario/1").ShouldBe(3);
        workspace.Execute(Someone, new DropScenario(Guid.NewGuid(), "1")).Reasons[0].Code.ShouldBe("scenario.none");
    }

    [Fact]
    public void Every_reason_against_keeping_is_told()
    {
        using var workspace = New();
        Keep(workspace, "1", "甲", Two);

        Keep(workspace, "2", " ", []).Reasons.Select(reason => reason.Code).ShouldBe(["scenario.name", "scenario.empty"]);
        Keep(workspace, "2", "甲 ", Two).Reasons.Select(reason => reason.Code).ShouldBe(["scenario.name-taken"]);
        Keep(workspace, "2", new string('长', KeepScenario.LongestName + 1), Two).Reasons.Select(reason => reason.Code).ShouldBe(["scenario.name"]);
    }

    [Fact]
    public void A_line_reads_as_the_change_it_was_written_from()
    {
        var ids = Gen.Elements("F1", "P,1", "a=b%2C", "幼儿园 1", "x&c=1");
        var place = Gen.Choose(-179_000_000, 179_000_000).Select(millionths => millionths / 1e6).Zip(Gen.Choose(-89_000_000, 89_000_000).Select(millionths => millionths / 1e6));
        var size = from area in Gen.Elements<double?>(null, 400, 2000.5) from floor in Gen.Elements<double?>(null, 1, 999_999) from word in Gen.Elements<string?>(null, "一级", "a,b=c") select new NewSize(floor, null, area, word);
        var change = Gen.OneOf(
            from id in ids from at in place from of in size select (Change)new Change.Add(id, at.Item1, at.Item2, of),
            from id in ids from at in place select (Change)new Change.Move("facilities", id, at.Item1, at.Item2),
            from id in ids select (Change)new Change.Remove("parks", id));

        Prop.ForAll(change.ToArbitrary(), one => ChangeText.TryRead(ChangeText.Write(one), out var read, out _) && read == one).QuickCheckThrowOnFailure();
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string City => Path.Combine(_folder.FullName, "city");

    private Workspace New() => Workspace.Create(City, new TinyCity().Inputs("  []").Pack, Someone, TimeProvider.System);

    private static Outcome Keep(Workspace workspace, string id, string name, Change[] changes) => workspace.Execute(Someone, new KeepScenario(Guid.NewGuid(), id, name, [.. changes], State));
}
