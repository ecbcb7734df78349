using System.Collections.Immutable;
using System.Globalization;
using Mingzhu.City;
using Mingzhu.Procedures;
using Mingzhu.Store;

namespace Mingzhu.Renewal;

/// <summary>
/// Cases of a sample city (示例办件): two years of them, waiting at every step, done, in correction, refused, withdrawn. The pack's sample-cases.yaml says what each is about and how far it came; every act is the real
/// command, in the posts of the sample's invented people, and what a gate would refuse is refused here too.
/// </summary>
/// <remarks>Cost: one commit an act, some hundreds of them, and overlays for those with ground.</remarks>
public sealed class SampleCases
{
    private const string File = "sample-cases.yaml";
    private readonly PriorityQueue<SampleStory, (DateTimeOffset When, int At)> _due = new();
    private readonly TimeZoneInfo _zone;

    private SampleCases(Pack pack, DateOnly demonstrated, TimeProvider? real)
    {
        (Demonstrated, _zone) = (demonstrated, PackSettings.Of(pack).TimeZone);
        var file = pack.File(File);
        var before = demonstrated.AddDays(-Ago(file, "before"));
        (Catalog, CheckUpDay) = (file["check-ups"]["catalog"].TextOrNull() ?? "", demonstrated.AddDays(-Ago(file, "now")));
        (Year, Clock) = real is not null ? (CheckUpDay.Year, new SampleClock(Moment(before), real)) : (demonstrated.Year, null);
        foreach (var (node, at) in file["cases"].Items().Select((node, at) => (node, at)))
        {
            var story = new SampleStory(node, file["contents"][node["subject"].Text()], Year, demonstrated.AddDays(-node["begins"].Integer()));
            _due.Enqueue(story, (Due(story), at));
        }
    }

    /// <summary>Id of the catalog that the city is checked up by; empty where the pack has no sample cases.</summary>
    public string Catalog { get; }

    /// <summary>The day they are shown on: everything lies before it.</summary>
    public DateOnly Demonstrated { get; }

    /// <summary>The year of the check-up that counts; the other is that of the year before.</summary>
    public int Year { get; }

    /// <summary>The day of the check-up of the year.</summary>
    public DateOnly CheckUpDay { get; }

    /// <summary>Shows the first day, when the city was made and checked for the year before, and is turned on from act to act; null where all of it happens on one day.</summary>
    public SampleClock? Clock { get; }

    /// <summary>The cases of a pack, none of them begun, each act on its day: to be played in a city that is open under <see cref="Clock"/>.</summary>
    /// <param name="pack">With its sample-cases.yaml.</param>
    /// <param name="real">What the time really is: that of the demonstration.</param>
    public static SampleCases InTime(Pack pack, TimeProvider real) =>
        new(pack, DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(real.GetUtcNow(), PackSettings.Of(pack).TimeZone).DateTime), real);

    /// <summary>Plays all of them today, if the city has no case yet.</summary>
    /// <returns>How many acts were played.</returns>
    /// <exception cref="RefusedException">A post is held by nobody, an act was refused, or the pack's file has a fault.</exception>
    public static int Play(Workspace city)
    {
        if (!city.View<Cases>().All.IsEmpty)
            return 0;
        var today = city.Read(Session.Operator(Language.Zh), new Today());
        return new SampleCases(city.Pack, today, real: null).Play(city, today);
    }

    /// <summary>Plays what happened up to a day, in the order of time.</summary>
    /// <returns>How many acts were played. What was played before a cancellation stays.</returns>
    /// <exception cref="RefusedException">A post is held by nobody, an act was refused, or the pack's file has a fault.</exception>
    public int Play(Workspace city, DateOnly until, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        var (played, days, from) = (0, WorkingDays.Of(city.Pack), _due.TryPeek(out _, out var first) ? first.When : Moment(until));
        while (_due.TryPeek(out var story, out var due) && (until == Demonstrated || due.When < Moment(until)))
        {
            cancel.ThrowIfCancellationRequested();
            progress?.Report(Math.Min(1, (due.When - from) / (Moment(until) - from)));
            _due.Dequeue();
            Clock?.TurnTo(due.When);
            if (!story.Act(city, days))
                continue;
            played++;
            _due.Enqueue(story, (Due(story), due.At));
        }

        return played;
    }

    /// <summary>Reads sample-cases.yaml; faults go to <see cref="Pack.Problems"/>.</summary>
    public static void CheckFile(Pack pack)
    {
        var book = ProcedureBook.Of(pack);
        foreach (var node in pack.File(File)["cases"].Items())
        {
            var ways = book.All.Where(procedure => procedure.Subject == node["subject"].Text()).ToArray();
            if (ways is [])
                node["subject"].Report(new($"没有办理事项“{node["subject"].TextOrNull()}”", $"there is no kind of case '{node["subject"].TextOrNull()}'"));
            foreach (var step in node["turns"].Items().Select(turn => turn["at"]).Append(node["until"]).Where(step => step.Exists && ways.All(way => way.Find(step.Text()) is null)))
                step.Report(new($"没有环节“{step.Text()}”", $"there is no step '{step.Text()}'"));
        }
    }

    private static int Ago(PackNode file, string which) => (int)(file["check-ups"][which].NumberOrNull() ?? 0);

    private DateTimeOffset Due(SampleStory story) => Moment(story.Next).AddMinutes(story.Minutes);

    /// <summary>The beginning of a day's work.</summary>
    public DateTimeOffset Moment(DateOnly day) => new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(new TimeOnly(9, 0)), _zone), TimeSpan.Zero);

    private sealed record Today : Query<DateOnly>
    {
        public override DateOnly Answer(Context context, Workspace workspace) => context.Today;
    }
}
