using Mingzhu.CheckUp;
using Mingzhu.City;

namespace Mingzhu.Web.Planning;

/// <summary>What the address of a comparison says (方案比较请求).</summary>
/// <param name="A">Id of one scenario; empty if not said.</param>
/// <param name="B">Id of the other; empty if not said.</param>
/// <param name="Level">Level of the places that are listed.</param>
public sealed record ComparisonAsked(string A, string B, Level Level)
{
    /// <summary>As an address says it.</summary>
    public static ComparisonAsked From(IQueryCollection query) => new(
        query["a"].ToString(), query["b"].ToString(), Levels.Of(query["level"].ToString()) is { } level && TrialAsked.Levels.Contains(level) ? level : Level.Subdistrict);

    /// <summary>Both scenarios tried on a ground; null if either is not kept.</summary>
    /// <exception cref="RefusedException">The changes of one of them cannot be on the data of today.</exception>
    public (Scenario A, Scenario B, TrialPair Pair)? In(PlanningRoom room, ScenarioGround ground, CancellationToken cancel) =>
        room.Scenario(A) is { } a && room.Scenario(B) is { } b ? (a, b, ground.Compare(Tried(a, ground, cancel), Tried(b, ground, cancel))) : null;

    // Of two scenarios it must be said which of them cannot be.
    private static Trial Tried(Scenario scenario, ScenarioGround ground, CancellationToken cancel)
    {
        try
        {
            return ground.Try(scenario.Changes, cancel);
        }
        catch (RefusedException refused)
        {
            throw new RefusedException([.. refused.Reasons.Select(reason => reason with { Says = new($"方案“{scenario.Name}”：{reason.Says.Zh}", $"scenario '{scenario.Name}': {reason.Says.En}") })], refused);
        }
    }
}
