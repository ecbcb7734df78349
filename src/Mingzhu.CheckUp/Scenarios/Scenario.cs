using System.Collections.Immutable;
using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.CheckUp;

/// <summary>A scenario was kept (保存方案), new or changed.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Changes">Its changes, each as <see cref="ChangeText"/> writes it.</param>
/// <param name="Layers">The layers it was tried on.</param>
/// <param name="Day">The legal day.</param>
public sealed record ScenarioKept(string Id, string Name, ImmutableArray<string> Changes, ImmutableArray<TriedLayer> Layers, DateOnly Day) : Event
{
    internal const string KindName = "checkup.scenario-kept";

    /// <inheritdoc/>
    public override string Kind => KindName;
}

/// <summary>A scenario is no longer kept (删除方案).</summary>
/// <param name="Id">Its id.</param>
/// <param name="Day">The legal day.</param>
public sealed record ScenarioDropped(string Id, DateOnly Day) : Event
{
    internal const string KindName = "checkup.scenario-dropped";

    /// <inheritdoc/>
    public override string Kind => KindName;
}

/// <summary>A kept scenario (方案).</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Changes">Its changes, in order.</param>
/// <param name="Layers">The layers it was tried on.</param>
/// <param name="By">Who kept it: an opaque id.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Seq">The fact that kept it as it is.</param>
public sealed record Scenario(string Id, string Name, ImmutableArray<Change> Changes, ImmutableArray<TriedLayer> Layers, string By, DateTimeOffset At, long Seq);

/// <summary>All kept scenarios of the city (方案台账), in the order in which they were first kept.</summary>
public sealed record KeptScenarios : IView<KeptScenarios>
{
    /// <inheritdoc/>
    public static KeptScenarios Empty { get; } = new();

    /// <summary>The scenarios.</summary>
    public ImmutableList<Scenario> All { get; private init; } = [];

    /// <summary>A scenario by its id or its name; null if there is none.</summary>
    public Scenario? Find(string text) => All.Find(scenario => scenario.Id == text) ?? All.Find(scenario => scenario.Name == text);

    /// <inheritdoc/>
    public KeptScenarios Apply(Fact fact)
    {
        switch (fact.Kind)
        {
            case ScenarioKept.KindName:
                var kept = fact.Read<ScenarioKept>();
                var scenario = new Scenario(kept.Id, kept.Name, [.. ChangeText.Read(kept.Changes)], kept.Layers, fact.Actor, fact.When, fact.Seq);
                var at = All.FindIndex(known => known.Id == kept.Id);
                return this with { All = at < 0 ? All.Add(scenario) : All.SetItem(at, scenario) };
            case ScenarioDropped.KindName:
                var dropped = fact.Read<ScenarioDropped>();
                return this with { All = All.RemoveAll(known => known.Id == dropped.Id) };
            default:
                return this;
        }
    }
}
