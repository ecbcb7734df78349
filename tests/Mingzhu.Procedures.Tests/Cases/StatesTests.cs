using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Mingzhu.City;
using Mingzhu.People;
using Mingzhu.Store;

namespace Mingzhu.Procedures.Tests;

/// <summary>
/// Every state × post × act of every procedure of the pack, tried one by one: what is possible is printed as a table and compared with the approved one; from every state there is a way to the end, and no way past a signature.
/// </summary>
public sealed class StatesTests
{
    private const string Id = "C-1";
    private static readonly Pack Pack = Packs.Load("liaocheng");
    private static readonly ConcurrentDictionary<string, Lazy<Table>> Explored = new();
    private static readonly DateOnly Today = new(2026, 3, 2);
    private static readonly Townhall Hall = new(Pack, Today);
    private static readonly Gates EverythingPasses = new(ProcedureBook.Of(Pack).All.SelectMany(procedure => procedure.Steps).SelectMany(step => step.Gates).Select(gate => gate.Check).OfType<string>().Distinct()
        .ToImmutableDictionary(name => name, _ => (Check)((_, _) => GateFound.Pass(new("符合", "holds")))));

    public static TheoryData<string> All => [.. ProcedureBook.Of(Pack).All.Select(procedure => procedure.Id)];

    [Fact]
    public void The_packs_procedures_have_no_fault() => Pack.Problems.Where(problem => problem.File.StartsWith("procedures/", StringComparison.Ordinal)).Select(problem => problem.In(Language.En)).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(All))]
    public void Every_state_post_and_act_is_as_approved(string id)
    {
        var table = Explore(ProcedureBook.Of(Pack).Find(id)!);

        Approved.Check(id, table.Print());
    }

    [Theory]
    [MemberData(nameof(All))]
    public void From_every_state_there_is_a_way_to_the_end(string id)
    {
        var table = Explore(ProcedureBook.Of(Pack).Find(id)!);

        var good = table.States.Where(state => state.Value.State != CaseState.Running).Select(state => state.Key).ToHashSet();
        while (table.Moves.Where(move => good.Contains(move.To) && !good.Contains(move.From)).Select(move => move.From).ToArray() is { Length: > 0 } more)
            good.UnionWith(more);

        table.States.Keys.Except(good).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Nothing_takes_effect_before_every_step_that_comes_first_is_signed(string id)
    {
        var table = Explore(ProcedureBook.Of(Pack).Find(id)!);

        foreach (var (_, @case) in table.States.Where(state => state.Value.Effective is not null))
        {
            var first = @case.Procedure.Preceding(@case.Procedure.Effect).Append(@case.Procedure[@case.Procedure.Effect]);
            first.ShouldAllBe(step => @case.Steps[step.Id].State == StepState.Done || (@case.Steps[step.Id].State == StepState.Skipped && step.When.Holds(@case) == false));
        }

        table.States.Values.ShouldContain(@case => @case.Effective != null);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Nobody_signs_for_a_body_that_the_step_does_not_name(string id)
    {
        var procedure = ProcedureBook.Of(Pack).Find(id)!;
        var table = Explore(procedure);

        foreach (var move in table.Moves.Where(move => move.Step is not null && move.Act is not (Act.Answer or Act.Opine)))
        {
            var signer = new Signer(table.States[move.From], Hall.View<Organisation>().On(Today), Rights.Of(Pack), new Session(Townhall.PersonIn(move.Post), Language.Zh));
            signer.BodiesOf(procedure[move.Step!].By).Select(body => body.Id).ShouldContain(Hall.View<Organisation>().Posts[move.Post].Body);
        }
    }

    // Each is explored once for all the tests.
    private static Table Explore(Procedure procedure) => Explored.GetOrAdd(procedure.Id, _ => new Lazy<Table>(() => Whole(procedure))).Value;

    private static Table Whole(Procedure procedure)
    {
        var table = new Table();
        var queue = new Queue<string>();
        foreach (var answer in (string[])["no", "yes"])
        {
            var begun = Case.Begin(new CaseOpened(new Signature("", ""), Id, procedure, PlaceOf(procedure), "试验", null, Filled(procedure, answer), Today));
            Add(table, queue, begun with { Papers = [.. procedure.Papers.Select(paper => new PaperAttached(new Signature("", ""), paper.Id, new Attachment(new VaultName(new string('a', 64)), "a.pdf", "application/pdf", 1), Today))] });
            if (procedure.Steps.All(step => step.When.Equals(Expression.True)))
                break;
        }

        while (queue.TryDequeue(out var key))
        {
            var @case = table.States[key];
            if (@case.State != CaseState.Running)
                continue;
            var held = Hall.Holding(@case);
            foreach (var (post, act, step, command) in Tries(@case))
            {
                if (held.As(Townhall.PersonIn(post)).Decided(command) is not Decision<Event>.Taken taken)
                    continue;
                var next = taken.Events.Cast<CaseEvent>().Aggregate(@case, (before, happened) => before.Apply(happened));
                table.Moves.Add(new Move(key, post, act, step, Add(table, queue, next)));
            }
        }

        return table;
    }

    private static string Add(Table table, Queue<string> queue, Case @case)
    {
        var key = KeyOf(@case);
        if (table.States.TryAdd(key, @case))
            queue.Enqueue(key);
        return key;
    }

    // Which bodies answered does not matter for what is possible, only how many, and how; nor in which round.
    private static string KeyOf(Case @case)
    {
        var key = new StringBuilder(@case.State == CaseState.Running ? "" : @case.State.ToString().ToLowerInvariant() + " ");
        foreach (var (step, progress) in @case.InOrder)
        {
            key.Append(progress.State switch { StepState.Waiting => "· ", StepState.Open => "▶ ", StepState.Stopped => "‖ ", StepState.Done => "✓ ", _ => "∅ " }).Append(step.Id);
            if (progress.Corrected)
                key.Append("+corrected");
            if (progress.Answers.Count > 0)
                key.Append(CultureInfo.InvariantCulture, $"({progress.Answers.Count} answered, {progress.Answers.Values.Count(answer => answer == JointAnswer.Amend)} to amend)");
            if (progress.Asked.Count > 0)
                key.Append(progress.Asked.Values.Any(said => said is null) ? "+asked" : "+opined");
            key.Append("  ");
        }

        return key.Append(@case.Effective is null ? "" : "in effect").ToString().TrimEnd();
    }

    private static IEnumerable<(string Post, Act Act, string? Step, Command Command)> Tries(Case @case)
    {
        const string Why = "试验";
        var none = ImmutableSortedDictionary<string, string>.Empty;
        foreach (var post in PostsOf(@case))
        {
            foreach (var step in @case.Procedure.Steps)
            {
                yield return (post, Act.Designate, step.Id, new DesignatePreparer(Guid.Empty, Id, null, step.Id, Designated(@case.Procedure)));
                yield return (post, Act.Submit, step.Id, new SubmitCase(Guid.Empty, Id, null, step.Id, Reasons(step), EverythingPasses));
                yield return (post, Act.AskCorrection, step.Id, new AskCorrection(Guid.Empty, Id, null, step.Id, [Why]));
                yield return (post, Act.RecordResult, step.Id, new RecordResult(Guid.Empty, Id, null, step.Id, Why, Today, true));
                yield return (post, Act.Refuse, step.Id, new RefuseCase(Guid.Empty, Id, null, step.Id, Why));
                yield return (post, Act.AddReviewer, step.Id, new AddReviewer(Guid.Empty, Id, null, step.Id, "culture", Why));
                yield return (post, Act.Opine, step.Id, new GiveOpinion(Guid.Empty, Id, null, step.Id, "culture", Why));
                foreach (var act in (Act[])[Act.Accept, Act.Deliberate, Act.Review, Act.Approve, Act.Determine, Act.File, Act.Confirm, Act.Recognise])
                    yield return (post, act, step.Id, new PassStep(Guid.Empty, Id, null, step.Id, act, Why, null, none, EverythingPasses));
                foreach (var to in @case.Procedure.Steps)
                    yield return (post, Act.Return, step.Id, new SendBack(Guid.Empty, Id, null, step.Id, to.Id, Why));
                if (step.Units.IsEmpty)
                    continue;
                foreach (var answer in Enum.GetValues<JointAnswer>())
                    yield return (post, Act.Answer, step.Id, new AnswerJointly(Guid.Empty, Id, null, step.Id, Hall.View<Organisation>().Posts[post].Body, answer, Why));
            }

            yield return (post, Act.Withdraw, null, new WithdrawCase(Guid.Empty, Id, null, Why));
        }
    }

    // Every post of a body that has anything to do with the case, and one that has nothing.
    private static IEnumerable<string> PostsOf(Case @case)
    {
        var organisation = Hall.View<Organisation>().On(Today);
        var bodies = @case.Procedure.Steps.SelectMany(step => step.Units.Add(step.By)).SelectMany(actor => Signer.BodiesOf(actor, @case.Place, Designated(@case.Procedure), organisation)).Select(body => body.Id).Append("culture").ToHashSet();
        return organisation.Posts.Values.Where(post => bodies.Contains(post.Body) && !post.Id.Contains("seat-", StringComparison.Ordinal)).Select(post => post.Id).Append("water/approver");
    }

    private static string PlaceOf(Procedure procedure) => ProcedureBook.Of(Pack).PlacesOf(procedure).Last();

    private static string Designated(Procedure procedure) => PlaceOf(procedure) == "371581" ? "planning-371581" : "planning";

    private static ImmutableSortedDictionary<string, string> Filled(Procedure procedure, string yesNo) =>
        procedure.Contents.Where(content => content.Sum is null).ToImmutableSortedDictionary(content => content.Id, content => Written(content, procedure, yesNo), StringComparer.Ordinal);

    private static string Written(Content content, Procedure procedure, string yesNo) => content.Kind switch
    {
        ContentKind.Number or ContentKind.Money => "0",
        ContentKind.Day => "2026-03-01",
        ContentKind.YesNo => content.Id is "consistent" or "existing" or "conforms" or "no_fake" or "carried" ? "yes" : content.Id == "changes_regulatory_plan" ? yesNo : "no",
        ContentKind.Choice => content.Choices.First(choice => content.Id != "class" || procedure.Subject != "scheme" || procedure.When.Holds(new OneField("class", choice.Id)) == true).Id,
        ContentKind.Table => TableText.Of(content.Least is null ? [] : [content.Columns.ToImmutableSortedDictionary(column => column.Id, column => Written(column, procedure, yesNo), StringComparer.Ordinal)]),
        ContentKind.Area => """{"type":"Polygon","coordinates":[[[116,36],[116.01,36],[116.01,36.01],[116,36]]]}""",
        _ => "有",
    };

    private static ImmutableSortedDictionary<string, string> Reasons(Step step) => step.Gates.ToImmutableSortedDictionary(gate => gate.Id, _ => "理由", StringComparer.Ordinal);

    private sealed record OneField(string Name, string Value) : IRow
    {
        public object? this[string field] => field == Name ? Value : null;
    }

    private sealed record Move(string From, string Post, Act Act, string? Step, string To);

    private sealed class Table
    {
        public Dictionary<string, Case> States { get; } = [];

        public List<Move> Moves { get; } = [];

        // Only what is other than before.
        private static string Changed(string from, string to) => string.Join("  ", to.Split("  ").Except(from.Split("  ")));

        public string Print()
        {
            var text = new StringBuilder("▶ open  · waiting  ‖ stopped for correction  ✓ done  ∅ left out\n\n");
            foreach (var from in Moves.GroupBy(move => move.From))
            {
                text.Append(from.Key).Append('\n');
                foreach (var line in from.Select(move => $"  {move.Post}: {move.Act.ToString().ToLowerInvariant()}{(move.Step is { } step ? " at " + step : "")} → {Changed(move.From, move.To)}").Distinct())
                    text.Append(line).Append('\n');
            }

            foreach (var end in States.Where(state => state.Value.State != CaseState.Running).Select(state => state.Key).Order(StringComparer.Ordinal))
                text.Append(CultureInfo.InvariantCulture, $"ends: {end}\n");
            return text.ToString();
        }
    }
}

/// <summary>Tables that were read by eye and approved.</summary>
internal static class Approved
{
    public static void Check(string name, string text)
    {
        var path = Path.Combine(Packs.Root, "tests", "Mingzhu.Procedures.Tests", "Approved", name + ".txt");
        if (File.Exists(path) && File.ReadAllText(path) == text)
            return;
        File.WriteAllText(path + ".received", text);
        File.Exists(path).ShouldBeTrue($"{path} is missing: read {path}.received and move it there");
        text.ShouldBe(File.ReadAllText(path));
    }
}
