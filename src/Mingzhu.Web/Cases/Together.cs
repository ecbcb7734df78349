using System.Globalization;
using Mingzhu.City;
using Mingzhu.Procedures;
using Mingzhu.Renewal;
using Mingzhu.Store;

namespace Mingzhu.Web.Cases;

/// <summary>
/// Doing the same act at many cases (批量办理): only acts that need nothing typed case by case. Each is a command of its own with its own outcome; what a check asks a reason for is not done here.
/// </summary>
internal static class Together
{
    /// <summary>The most at once.</summary>
    public const int Most = 200;

    /// <summary>The acts, in the order of a procedure.</summary>
    public static Act[] Possible { get; } = [Act.Accept, Act.Deliberate, Act.Review, Act.Approve, Act.Determine, Act.File, Act.Confirm, Act.Recognise];

    /// <summary>The act of a name; null if there is none, or it needs something of each case.</summary>
    public static Act? Named(string? code) => Possible.Where(act => CaseCodes.Of(act) == code).Select(act => (Act?)act).FirstOrDefault();

    /// <summary>What waits for who asks to do an act.</summary>
    public static IEnumerable<CaseTask> Waiting(CaseRoom room, Act act) => room.Tasks.Where(task => Acts.Passing(task.Step.Kind) == act && room.ActsAt(task.Case, task.Step).Contains(act));

    /// <summary>A task as a form names it: case, step, the version that was seen.</summary>
    public static string Name(CaseTask task) => string.Create(CultureInfo.InvariantCulture, $"{task.Case.Id}|{task.Step.Id}|{task.Case.Version}");

    /// <summary>Does it at each, in the order asked; what goes wrong with one stops no other.</summary>
    /// <param name="room">The cases.</param>
    /// <param name="language">In which language refusals are told.</param>
    /// <param name="act">What is to be done.</param>
    /// <param name="asked">Tasks by <see cref="Name"/>.</param>
    /// <param name="opinion">What is said at each.</param>
    /// <param name="number">Number of the document or filing; empty for none.</param>
    /// <param name="idOf">The id of the command for a task: the same form sent twice is the same commands.</param>
    public static IReadOnlyList<DoneTogether> Do(CaseRoom room, Language language, Act act, IEnumerable<string> asked, string opinion, string number, Func<string, Guid> idOf) =>
        [.. asked.Distinct().Select(task => DoOne(room, language, act, task, opinion, number, idOf(task)))];

    private static DoneTogether DoOne(CaseRoom room, Language language, Act act, string task, string opinion, string number, Guid id)
    {
        if (task.Split('|') is not [var @case, var step, var version] || room.Find(@case) is not { } one)
            return new DoneTogether(task, null, null, [new Refusal("together.none", new("没有这个办件，或您不能查看", "there is no such case, or you may not see it"))]);
        var at = one.Procedure.Find(step);
        if (!room.ActsOn(one))
            return new DoneTogether(task, one, at, [new Refusal("together.not-yours", new("您没有办理此办件的岗位", "you have no post to act at this case in"))]);
        try
        {
            var command = new PassStep(id, @case, long.TryParse(version, CultureInfo.InvariantCulture, out var seen) ? seen : -1, step, act, opinion, number, System.Collections.Immutable.ImmutableSortedDictionary<string, string>.Empty, RenewalChecks.All);
            return new DoneTogether(task, one, at, room.Execute(language, command, at).Reasons);
        }
        catch (RefusedException refused)
        {
            return new DoneTogether(task, one, at, refused.Reasons);
        }
    }
}

/// <summary>What became of one of many.</summary>
/// <param name="Task">The task, as the form named it.</param>
/// <param name="Case">The case; null if there is none to be seen.</param>
/// <param name="Step">The step; null if there is none.</param>
/// <param name="Reasons">Why it was not done; empty if it was.</param>
public sealed record DoneTogether(string Task, Case? Case, Step? Step, IReadOnlyList<Refusal> Reasons);

/// <summary>The desk when many are done at once: which act, what is ticked and typed, what came of it.</summary>
/// <param name="Act">Which act; null while none is chosen.</param>
/// <param name="Ticked">Tasks that are ticked; null for all.</param>
/// <param name="Opinion">What was typed.</param>
/// <param name="Number">What was typed.</param>
/// <param name="Done">What became of each.</param>
/// <param name="Reasons">Why nothing was done at all.</param>
public sealed record DeskForm(Act? Act = null, IReadOnlySet<string>? Ticked = null, string Opinion = "", string Number = "", IReadOnlyList<DoneTogether>? Done = null, IReadOnlyList<Refusal>? Reasons = null);
