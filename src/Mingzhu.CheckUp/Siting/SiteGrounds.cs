using Mingzhu.Atlas;
using Mingzhu.Store;

namespace Mingzhu.CheckUp;

/// <summary>Keeps what sites are chosen on for the city's present state (选址底数缓存), on the ground that trials stand on. Thread-safe.</summary>
public sealed class SiteGrounds(Workspace workspace, ScenarioGrounds grounds)
{
    private readonly Lock _choosing = new();
    private (Task<ScenarioGround> Of, Task<SiteGround> Ground)? _held;

    /// <summary>The present state and its ground, which may still be in the making.</summary>
    public (GroundState State, Task<SiteGround> Ground) Current(Session session)
    {
        var (state, ground) = grounds.Current(session);
        lock (_choosing)
        {
            if (_held is not { } held || held.Of != ground)
                _held = held = (ground, On(workspace, state, ground));
            return (state, held.Ground);
        }
    }

    /// <summary>The ground of a state, made here and now.</summary>
    /// <exception cref="City.RefusedException">The pack has no catalog, or no layer has been imported.</exception>
    public static SiteGround Prepare(Workspace workspace, Session session, CancellationToken cancel)
    {
        var state = workspace.Read(session, new CurrentGround());
        return SiteGround.On(state.Prepare(workspace, cancel), id => Open(workspace, state, id));
    }

    private static async Task<SiteGround> On(Workspace workspace, GroundState state, Task<ScenarioGround> ground) => SiteGround.On(await ground, id => Open(workspace, state, id));

    /// <summary>A layer as it was in the state; null if the state has none.</summary>
    private static LayerInput? Open(Workspace workspace, GroundState state, string id)
    {
        if (state.Layers.FirstOrDefault(layer => layer.Layer == id) is not { } tried)
            return null;
        var version = workspace.View<Layers>().History(id).First(each => each.Number == tried.Number);
        return new LayerInput(new RunInput(version.Layer, version.Rows, version.File, version.AsOf, version.Provenance.Invented), LayerStore.Open(workspace, version), version.Derived, version.AccuracyM);
    }
}
