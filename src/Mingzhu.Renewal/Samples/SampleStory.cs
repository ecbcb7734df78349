using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Mingzhu.City;
using Mingzhu.People;
using Mingzhu.Procedures;
using Mingzhu.Store;

namespace Mingzhu.Renewal;

/// <summary>
/// How one sample case goes (示例办件的经过): at every step whoever holds the post does what comes next, unless a turn of the pack's file says otherwise, until the step at which the case waits.
/// </summary>
/// <param name="node">The case in the pack's file.</param>
/// <param name="usual">What is filled in for a thing of its kind.</param>
/// <param name="year">For "{year}", "{last-year}" and "{next-year}".</param>
/// <param name="begins">The day it is opened.</param>
internal sealed class SampleStory(PackNode node, PackNode usual, int year, DateOnly begins)
{
    private const string Opinion = "示例：同意";
    private const int MinutesOfWork = 8 * 60;
    private static readonly ImmutableSortedDictionary<string, string> None = ImmutableSortedDictionary<string, string>.Empty;
    private static readonly byte[] Paper = Encoding.ASCII.GetBytes("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");
    private readonly Queue<PackNode> _turns = new(node["turns"].Items());
    private readonly string _id = Said(node["case"], year);
    private readonly int _pace = node["pace"].NumberOrNull() is { } pace ? (int)pace : 3;
    private int _acts;

    /// <summary>The day of the next act.</summary>
    public DateOnly Next { get; private set; } = begins;

    /// <summary>How many minutes of that day's work have passed by then.</summary>
    public int Minutes => (_id.Sum(letter => letter) * 7 + _acts * 53) % MinutesOfWork;

    /// <summary>Plays the next act; false where there is none, for the case has ended or waits.</summary>
    /// <exception cref="RefusedException">Nobody holds the post, or the act was refused.</exception>
    public bool Act(Workspace city, WorkingDays days)
    {
        var people = new Posts(city);
        if (city.View<Cases>().Find(_id) is not { } @case)
            people.Do(Opening(city, people), Open(city));
        else if (@case.State != CaseState.Running || !Act(city, @case, people))
            return false;
        _acts++;
        // Never the same number of days twice running, and always the same ones.
        Next = days.LimitFrom(Next, 1 + (_id.Sum(letter => letter) + _acts * 7) % (2 * _pace - 1)).Due;
        return true;
    }

    private bool Act(Workspace city, Case @case, Posts people)
    {
        var open = @case.Open.ToArray();
        if (_turns.TryPeek(out var turn) && open.FirstOrDefault(step => step.Id == turn["at"].Text()) is { } at && (at.Kind != StepKind.Drafting || turn["withdraw"].Exists || @case.Lines.Any(line => line.Event is Submitted)))
        {
            _turns.Dequeue();
            people.Do(Turned(turn, at, @case, people));
            return true;
        }

        var waits = _turns.Count == 0 ? node["until"].TextOrNull() : null;
        foreach (var step in open)
        {
            if (step.Kind == StepKind.Drafting)
            {
                if (Prepare(city, @case, step, people, submit: step.Id != waits))
                    return true;
            }
            else if (step.Id != waits && Passing(@case, step, people) is { } act)
            {
                people.Do(act);
                return true;
            }
        }

        return false;
    }

    // Filled in, every paper attached, submitted.
    private bool Prepare(Workspace city, Case @case, Step step, Posts people, bool submit)
    {
        var seat = people.At(@case, step);
        if (!@case.Lines.Any(line => line.Event is Drafted))
        {
            people.Do(seat, new FillIn(Guid.CreateVersion7(), _id, null, Contents(city, @case)));
            if (GroundSurvey.Of(city, city.View<Cases>().Find(_id)!) is { } checks)
                people.Do(seat, checks);
        }
        else if (@case.Procedure.Papers.FirstOrDefault(paper => paper.When.Holds(@case) != false && @case.Papers.All(attached => attached.Paper != paper.Id)) is { } lacking)
        {
            people.Do(seat, new AttachPaper(Guid.CreateVersion7(), _id, null, lacking.Id, city.Attach(new MemoryStream(Paper), "示例材料.pdf", Paper.Length)));
        }
        else if (submit)
        {
            people.Do(seat, new SubmitCase(Guid.CreateVersion7(), _id, null, step.Id, Why(step), RenewalChecks.All));
        }
        else
        {
            return false;
        }

        return true;
    }

    private (Seat Seat, Command Does) Passing(Case @case, Step step, Posts people)
    {
        var id = Guid.CreateVersion7();
        if (@case.Steps[step.Id].Asked.FirstOrDefault(asked => asked.Value is null).Key is { } asked)
            return (people.Of(asked, step), new GiveOpinion(id, _id, null, step.Id, asked, Opinion));
        return step.Kind switch
        {
            StepKind.Designation => (people.At(@case, step), new DesignatePreparer(id, _id, null, step.Id, node["preparer"].Text())),
            StepKind.JointReview when people.Unanswered(@case, step) is { } body => (people.Of(body, step), new AnswerJointly(id, _id, null, step.Id, body, JointAnswer.Agree, Opinion)),
            StepKind.External => (people.At(@case, step), new RecordResult(id, _id, null, step.Id, Numbered("示例控规"), @case.Opened, true)),
            _ => (people.At(@case, step), new PassStep(id, _id, null, step.Id, Acts.Passing(step.Kind), Opinion, step.Kind switch
            {
                StepKind.Approval or StepKind.Recognition => Numbered("示例批"),
                StepKind.Filing => Numbered("示例备"),
                _ => null,
            }, Why(step), RenewalChecks.All)),
        };
    }

    private (Seat Seat, Command Does) Turned(PackNode turn, Step step, Case @case, Posts people)
    {
        var (id, seat) = (Guid.CreateVersion7(), people.At(@case, step));
        return turn switch
        {
            _ when turn["correct"].Exists => (seat, new AskCorrection(id, _id, null, step.Id, [.. turn["correct"].Texts()])),
            _ when turn["refuse"].Exists => (seat, new RefuseCase(id, _id, null, step.Id, turn["refuse"].Text())),
            _ when turn["return"].Exists => (seat, new SendBack(id, _id, null, step.Id, turn["to"].Text(), turn["return"].Text())),
            _ when turn["withdraw"].Exists => (seat, new WithdrawCase(id, _id, null, turn["withdraw"].Text())),
            _ when turn["ask"].Exists => (seat, new AddReviewer(id, _id, null, step.Id, turn["ask"].Text(), turn["question"].Text())),
            _ when turn["fill"].Exists => (seat, new FillIn(id, _id, null, Texts(turn["fill"]))),
            _ => (people.Of(turn["body"].Text(), step), new AnswerJointly(id, _id, null, step.Id, turn["body"].Text(), Enum.Parse<JointAnswer>(turn["answer"].Text(), ignoreCase: true), turn["reason"].TextOrNull() ?? Opinion)),
        };
    }

    private OpenCase Open(Workspace city) => new(
        Guid.CreateVersion7(), _id, node["subject"].Text(), node["place"].Text(), Said(node["title"], year), node["of"].Exists ? Said(node["of"], year) : null,
        // What decides the way is known from the start.
        Contents(city, null).Where(content => Ways(city).SelectMany(way => way.When.Fields).Contains(content.Key)).ToImmutableSortedDictionary(StringComparer.Ordinal));

    private Seat Opening(Workspace city, Posts people) => people.At(Ways(city).First().Steps[0], node["place"].Text(), null);

    private IEnumerable<Procedure> Ways(Workspace city)
    {
        var (book, place) = (ProcedureBook.Of(city.Pack), node["place"].Text());
        return book.All.Where(way => way.Subject == node["subject"].Text() && way.Places.Any(named => way.Shared ? named == place : book.Covers(named, place)));
    }

    private ImmutableSortedDictionary<string, string> Contents(Workspace city, Case? @case)
    {
        var contents = Texts(usual).SetItems(Texts(node["contents"]));
        if (@case is not null && node["compounds"].Exists)
            contents = contents.SetItems(new SampleGround(city, @case).Contents([.. node["compounds"].Texts()], node["demolish"].TextOrNull()));
        // The check-up that is adopted is the one that was computed.
        return contents.ContainsValue("{run}") && city.View<CheckUp.Runs>().Newest is { } newest ? contents.SetItems(contents.Where(content => content.Value == "{run}").Select(content => KeyValuePair.Create(content.Key, newest.Id))) : contents;
    }

    // A list is a table.
    private ImmutableSortedDictionary<string, string> Texts(PackNode texts) => texts.Entries().ToImmutableSortedDictionary(
        entry => entry.Key, entry => entry.Value.IsList ? TableText.Of(entry.Value.Items().Select(Texts)) : Said(entry.Value, year), StringComparer.Ordinal);

    private string Numbered(string kind) => string.Create(CultureInfo.InvariantCulture, $"{kind}〔{Next.Year}〕{(_id.Sum(letter => letter) + _acts) % 97 + 1}号");

    private static ImmutableSortedDictionary<string, string> Why(Step step) => step.Gates.Where(gate => gate.Weight == Weight.Warns).ToImmutableSortedDictionary(gate => gate.Id, _ => "示例：情况说明", StringComparer.Ordinal);

    private static string Said(PackNode node, int year) => new StringBuilder(node.TextOrNull() ?? "")
        .Replace("{year}", year.ToString(CultureInfo.InvariantCulture)).Replace("{last-year}", (year - 1).ToString(CultureInfo.InvariantCulture)).Replace("{next-year}", (year + 1).ToString(CultureInfo.InvariantCulture)).ToString();

    /// <summary>Who acts, in which post.</summary>
    private sealed record Seat(string Person, string Post);

    /// <summary>The sample's people in their posts, on the day.</summary>
    private sealed class Posts
    {
        private readonly Workspace _city;
        private readonly OrganisationDay _day;

        public Posts(Workspace city) => (_city, _day) = (city, city.View<Organisation>().On(city.Read(Session.Operator(Language.Zh), new WhoIsAsking()).Day));

        public Seat At(Case @case, Step step) => At(step, @case.Place, @case.Preparer);

        public Seat At(Step step, string place, string? preparer) => Held(Signer.BodiesOf(step.By, place, preparer, _day).Select(body => body.Id), step.Role, $"{step.Name.Zh}（{step.By.Name.Zh}，{place}）");

        public Seat Of(string body, Step step) => Held([body], step.Role, body);

        public string? Unanswered(Case @case, Step step) => step.Units.SelectMany(unit => Signer.BodiesOf(unit, @case.Place, @case.Preparer, _day)).Select(body => body.Id).FirstOrDefault(body => !@case.Steps[step.Id].Answers.ContainsKey(body));

        public void Do((Seat Seat, Command Does) act) => Do(act.Seat, act.Does);

        public void Do(Seat seat, Command command)
        {
            var outcome = _city.Execute(new Session(seat.Person, Language.Zh, seat.Post), command);
            if (!outcome.Taken)
                throw new RefusedException(outcome.Reasons);
        }

        private Seat Held(IEnumerable<string> bodies, string role, string asked) => bodies.SelectMany(body => _day.Posts.Values.Where(post => post.Body == body && post.Roles.Contains(role)))
            .SelectMany(post => _day.ActingIn(post.Id).Select(acting => new Seat(acting.Person, post.Id))).FirstOrDefault()
            ?? throw new RefusedException(new Refusal("sample.post-vacant", new($"示例办件需要有人任职：{asked}", $"the sample cases need somebody in a post: {asked}")));
    }
}
