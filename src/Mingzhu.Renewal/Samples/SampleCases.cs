using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Mingzhu.City;
using Mingzhu.People;
using Mingzhu.Procedures;
using Mingzhu.Store;

namespace Mingzhu.Renewal;

/// <summary>
/// Cases of a sample city (示例办件), in every state: done, to be filed, waiting, in correction, refused, withdrawn. The pack's sample-cases.yaml says who does what; every act is played by the real command, in the
/// posts of the sample's invented people, and what a gate would refuse is refused here too.
/// </summary>
public sealed class SampleCases
{
    private const string File = "sample-cases.yaml", Opinion = "示例意见";
    private static readonly ImmutableSortedDictionary<string, string> None = ImmutableSortedDictionary<string, string>.Empty;
    private static readonly byte[] Paper = Encoding.ASCII.GetBytes("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");
    private readonly Workspace _city;
    private readonly Attachment _paper;
    private readonly string _year, _lastYear;

    private SampleCases(Workspace city)
    {
        (_city, _paper) = (city, city.Attach(new MemoryStream(Paper), "示例材料.pdf", Paper.Length));
        var year = city.Read(Session.Operator(Language.Zh), new Today()).Year;
        (_year, _lastYear) = (year.ToString(CultureInfo.InvariantCulture), (year - 1).ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Plays them, if the city has no case yet.</summary>
    /// <returns>How many acts were played.</returns>
    /// <exception cref="RefusedException">A post is held by nobody, an act was refused, or the pack's file has a fault.</exception>
    public static int Play(Workspace city)
    {
        if (!city.View<Cases>().All.IsEmpty)
            return 0;
        var (sample, played) = (new SampleCases(city), 0);
        foreach (var act in Acts(city.Pack))
        {
            foreach (var command in sample.Commands(act))
                sample.Do(act["post"].Text(), command);
            played++;
        }

        return played;
    }

    /// <summary>Reads sample-cases.yaml; faults go to <see cref="Pack.Problems"/>.</summary>
    public static void CheckFile(Pack pack)
    {
        var posts = ChartFile.Of(pack).Posts.Select(post => post.Id).ToHashSet();
        foreach (var act in Acts(pack).Where(act => !posts.Contains(act["post"].Text())))
            act["post"].Report(new($"没有岗位“{act["post"].TextOrNull()}”", $"there is no post '{act["post"].TextOrNull()}'"));
    }

    private static IEnumerable<PackNode> Acts(Pack pack) => pack.File(File)["acts"].Items();

    // Ground is filled in first and then checked, as on the page.
    private IEnumerable<Command> Commands(PackNode act)
    {
        if (On(act, "ground") is not { } one)
        {
            yield return Command(act);
            yield break;
        }

        yield return new FillIn(Guid.CreateVersion7(), one, null, new SampleGround(_city, _city.View<Cases>().Find(one)!).Contents([.. act["compounds"].Texts()], act["demolish"].TextOrNull()));
        if (GroundSurvey.Of(_city, _city.View<Cases>().Find(one)!) is { } checks)
            yield return checks;
    }

    private Command Command(PackNode act)
    {
        var (id, step) = (Guid.CreateVersion7(), Said(act["step"]));
        return act switch
        {
            _ when On(act, "open") is { } one => new OpenCase(id, one, Said(act["subject"]), Said(act["place"]), Said(act["title"]), act["of"].Exists ? Said(act["of"]) : null, Contents(act)),
            _ when On(act, "fill") is { } one => new FillIn(id, one, null, Contents(act)),
            _ when On(act, "attach") is { } one => new AttachPaper(id, one, null, Said(act["paper"]), _paper),
            _ when On(act, "submit") is { } one => new SubmitCase(id, one, null, DraftingOf(one).Id, Why(DraftingOf(one)), RenewalChecks.All),
            _ when On(act, "pass") is { } one => new PassStep(id, one, null, step, Enum.Parse<Act>(Said(act["as"]), ignoreCase: true), Opinion, act["number"].Exists ? Said(act["number"]) : null, None, RenewalChecks.All),
            _ when On(act, "designate") is { } one => new DesignatePreparer(id, one, null, step, Said(act["body"])),
            _ when On(act, "correct") is { } one => new AskCorrection(id, one, null, step, [.. act["defects"].Texts()]),
            _ when On(act, "answer") is { } one => new AnswerJointly(id, one, null, step, Said(act["body"]), Enum.Parse<JointAnswer>(Said(act["says"]), ignoreCase: true), Said(act["reason"])),
            _ when On(act, "withdraw") is { } one => new WithdrawCase(id, one, null, Said(act["reason"])),
            _ when On(act, "refuse") is { } one => new RefuseCase(id, one, null, step, Said(act["reason"])),
            _ => throw new RefusedException(new Refusal("sample.act", new($"{act.File}:{act.Line}: 没有说明要做什么", $"{act.File}:{act.Line}: says nothing to do"))),
        };
    }

    private string? On(PackNode act, string does) => act[does].Exists ? Said(act[does]) : null;

    private string Said(PackNode node) => (node.TextOrNull() ?? "").Replace("{year}", _year, StringComparison.Ordinal).Replace("{last-year}", _lastYear, StringComparison.Ordinal);

    private ImmutableSortedDictionary<string, string> Contents(PackNode act) => act["contents"].Entries().ToImmutableSortedDictionary(entry => entry.Key, entry => Said(entry.Value), StringComparer.Ordinal);

    private Step DraftingOf(string id) => _city.View<Cases>().Find(id)!.Procedure.Steps.First(step => step.Kind == StepKind.Drafting);

    private static ImmutableSortedDictionary<string, string> Why(Step step) => step.Gates.Where(gate => gate.Weight == Weight.Warns).ToImmutableSortedDictionary(gate => gate.Id, _ => "示例：情况说明", StringComparer.Ordinal);

    // Whoever holds the post acts in it.
    private void Do(string post, Command command)
    {
        var holder = _city.View<Organisation>().Holdings.Values.FirstOrDefault(holding => holding.PostId == post)?.Person
            ?? throw new RefusedException(new Refusal("sample.post-vacant", new($"示例办件需要岗位“{post}”，但无人任职", $"the sample cases need the post '{post}', which nobody holds")));
        var outcome = _city.Execute(new Session(holder, Language.Zh, post), command);
        if (!outcome.Taken)
            throw new RefusedException(outcome.Reasons);
    }

    private sealed record Today : Query<DateOnly>
    {
        public override DateOnly Answer(Context context, Workspace workspace) => context.Today;
    }
}
