using Mingzhu.Store;

namespace Mingzhu.CheckUp;

/// <summary>Keeps the ground of the city's present state (底板缓存): made once when first asked for, forgotten when a layer or the pack changes. Thread-safe.</summary>
public sealed class ScenarioGrounds(Workspace workspace)
{
    private readonly Lock _choosing = new();
    private (GroundState State, Task<ScenarioGround> Ground)? _held;

    /// <summary>The present state and its ground, which may still be in the making.</summary>
    public (GroundState State, Task<ScenarioGround> Ground) Current(Session session)
    {
        var state = workspace.Read(session, new CurrentGround());
        lock (_choosing)
        {
            // What broke off is begun again: a file that was missing may be there by now.
            if (_held is not { } held || held.State != state || held.Ground.IsFaulted || held.Ground.IsCanceled)
                _held = held = (state, Task.Run(() => state.Prepare(workspace)));
            return held;
        }
    }
}
