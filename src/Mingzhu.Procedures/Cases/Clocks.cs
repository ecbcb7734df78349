using Mingzhu.City;

namespace Mingzhu.Procedures;

/// <summary>Where the clock of a step stands (办理时限).</summary>
/// <param name="Limit">Length in working days, and who says so.</param>
/// <param name="Used">Working days it ran, up to today; the day it started is not counted.</param>
/// <param name="Due">The last day; null while it stands still or has ended.</param>
/// <param name="Provisional">Whether the last day may still move: it lies in a year whose holidays are not published.</param>
public sealed record ClockState(Clock Limit, int Used, DateOnly? Due, bool Provisional)
{
    /// <summary>Working days left; negative when it is overdue.</summary>
    public int Left => Limit.WorkingDays - Used;
}

/// <summary>Counts the working days of steps (计时). A clock runs while its step is open, stands still while something is corrected, and begins anew when the step does.</summary>
public static class Clocks
{
    /// <summary>The clock of a step; null if nothing is counted or it has not begun.</summary>
    public static ClockState? Of(Case @case, string step, WorkingDays days, DateOnly today)
    {
        var progress = @case.Steps[step];
        if (@case.Procedure[step].Clock is not { } limit || progress.Spans.IsEmpty)
            return null;
        var used = progress.Spans.Sum(span => days.Between(span.From, span.To ?? today));
        if (progress.State != StepState.Open)
            return new ClockState(limit, used, null, false);
        var before = progress.Spans.SkipLast(1).Sum(span => days.Between(span.From, span.To!.Value));
        var end = days.LimitFrom(progress.Spans[^1].From, Math.Max(0, limit.WorkingDays - before));
        return new ClockState(limit, used, end.Due, end.Provisional);
    }
}
