using System.Collections.Immutable;
using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.CheckUp;

/// <summary>Keeps a scenario under a name (保存方案). That its changes can be was seen before, on a ground of the layers named.</summary>
/// <param name="Id">The same id twice gets the first answer.</param>
/// <param name="Scenario">Id of the scenario; one that is kept already is changed.</param>
/// <param name="Name">Its name.</param>
/// <param name="Changes">Its changes, in order.</param>
/// <param name="State">What it was tried on.</param>
public sealed record KeepScenario(Guid Id, string Scenario, string Name, ImmutableArray<Change> Changes, GroundState State) : Command(Id, $"scenario/{Scenario}")
{
    /// <summary>The longest name.</summary>
    public const int LongestName = 60;

    /// <inheritdoc/>
    public override Decision<Event> Decide(Context context)
    {
        var reasons = Reasons(context.View<KeptScenarios>()).ToImmutableArray();
        return reasons.IsEmpty
            ? new Decision<Event>.Taken([new ScenarioKept(Scenario, Name.Trim(), [.. Changes.Select(ChangeText.Write)], State.Layers, context.Today)])
            : new Decision<Event>.Refused(reasons);
    }

    private IEnumerable<Refusal> Reasons(KeptScenarios kept)
    {
        if (Name.Trim() is not { Length: > 0 and <= LongestName })
            yield return new Refusal("scenario.name", new($"请给方案起一个不超过 {LongestName} 字的名称", $"give the scenario a name of at most {LongestName} characters"));
        if (Changes.IsEmpty)
            yield return new Refusal("scenario.empty", new("方案中还没有任何改动", "the scenario holds no change yet"));
        if (kept.All.Exists(other => other.Name == Name.Trim() && other.Id != Scenario))
            yield return new Refusal("scenario.name-taken", new($"已有名为“{Name.Trim()}”的方案，请换一个名称", $"there is a scenario named '{Name.Trim()}' already; choose another name"));
    }
}

/// <summary>Keeps a scenario no longer (删除方案); the ledger still says what it was.</summary>
/// <param name="Id">The same id twice gets the first answer.</param>
/// <param name="Scenario">Id of the scenario.</param>
public sealed record DropScenario(Guid Id, string Scenario) : Command(Id, $"scenario/{Scenario}")
{
    /// <inheritdoc/>
    public override Decision<Event> Decide(Context context) => context.View<KeptScenarios>().All.Exists(scenario => scenario.Id == Scenario)
        ? new Decision<Event>.Taken([new ScenarioDropped(Scenario, context.Today)])
        : new Decision<Event>.Refused([new Refusal("scenario.none", new($"没有编号为“{Scenario}”的方案", $"there is no scenario '{Scenario}'"))]);
}
