using Mingzhu.Store;

namespace Mingzhu.CheckUp;

/// <summary>Keeps the ground of the city's present state (底板缓存): made once when first asked for, forgotten when a layer or the pack changes. Thread-safe.</summary>
public sealed class ScenarioGrounds(Workspace workspace)
{
    private readonly Lock _choosing = new();
    private (GroundState State, Task<ScenarioGround> Ground)? _held;

    /// <summary>The present state; nothing is made for it.</summary>
    /// <exception cref="City.RefusedException">The pack has no catalog of indicators.</exception>
    public GroundState State(Session session) => workspace.Read(session, new CurrentGround());

    /// <summary>The present state and its ground, which may still be in the making.</summary>
    /// <param name="session">Who asks.</param>
    /// <param name="again">Whether a ground that broke off is begun again: a file that was missing may be there by now. Who only waits for it wants to know that it did.</param>
    /// <exception cref="City.RefusedException">The pack has no catalog of indicators.</exception>
    public (GroundState State, Task<ScenarioGround> Ground) Current(Session session, bool again = true)
    {
        var state = State(session);
        lock (_choosing)
        {
            if (_held is not { } held || held.State != state || (again && (held.Ground.IsFaulted || held.Ground.IsCanceled)))
                _held = held = (state, Task.Run(() => state.Prepare(workspace)));
            return held;
        }
    }
}
