using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Mingzhu.CheckUp;
using Mingzhu.City;
using Mingzhu.Web.Book;

namespace Mingzhu.Web.Planning;

/// <summary>What stands under a page of planning: a ground, or the reasons why there is none, or neither yet.</summary>
/// <param name="State">Of what the ground is made; null if nothing can be tried.</param>
/// <param name="Ground">The ground; null while it is in the making, or if there is none.</param>
/// <param name="Reasons">Why nothing can be tried; empty if something can.</param>
public sealed record Footing(GroundState? State, ScenarioGround? Ground, ImmutableArray<Refusal> Reasons)
{
    /// <summary>Whether one has to wait.</summary>
    public bool InTheMaking => Ground is null && Reasons.IsEmpty;
}

/// <summary>Where the pages and the interface ask for a ground. Thread-safe.</summary>
public sealed class PlanningRoom(IPlanningDesk? desk)
{
    // Grounds take seconds, trials milliseconds: a page that would wait longer says so.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(400);

    private readonly ConditionalWeakTable<ScenarioGround, ConcurrentDictionary<string, Task<Trial>>> _present = [];
    private long _begun;

    /// <summary>Whether anything can be tried here at all.</summary>
    public bool Open => desk is not null;

    /// <summary>The scenarios kept.</summary>
    public ImmutableList<Scenario> Scenarios => desk?.Scenarios ?? [];

    /// <summary>A kept scenario by its id; null if there is none.</summary>
    public Scenario? Scenario(string id) => Scenarios.Find(scenario => scenario.Id == id);

    /// <summary>How long the ground has been in the making.</summary>
    public TimeSpan SoFar => _begun == 0 ? TimeSpan.Zero : System.Diagnostics.Stopwatch.GetElapsedTime(_begun);

    /// <summary>The desk that keeps scenarios.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public IPlanningDesk Desk => desk ?? throw new InvalidOperationException("nothing can be tried here");

    /// <summary>The ground if it is there soon; pages wait no longer.</summary>
    /// <param name="again">Whether one that broke off is begun again.</param>
    public Task<Footing> Soon(bool again = true) => Footing(Patience, again, default);

    /// <summary>The ground, whatever it takes: programs wait.</summary>
    public Task<Footing> Await(CancellationToken cancel) => Footing(Timeout.InfiniteTimeSpan, true, cancel);

    /// <summary>Whom a kind serves as the data are; null if that takes longer than a page should. Afterwards trials of the kind are quick.</summary>
    public async Task<Trial?> PresentSoon(ScenarioGround ground, TriedKind kind)
    {
        var asked = Present(ground, kind);
        await Task.WhenAny(asked, Task.Delay(Patience));
        return asked.IsCompleted ? await asked : null;
    }

    /// <summary>The same, whatever it takes; one that failed is tried again by the next who asks.</summary>
    public Task<Trial> Present(ScenarioGround ground, TriedKind kind)
    {
        var held = _present.GetOrCreateValue(ground);
        if (held.TryGetValue(kind.Id, out var known) && known.IsFaulted)
            held.TryRemove(new(kind.Id, known));
        return held.GetOrAdd(kind.Id, _ => Task.Run(() => ground.Present(kind)));
    }

    private async Task<Footing> Footing(TimeSpan patience, bool again, CancellationToken cancel)
    {
        if (desk is null)
            return new Footing(null, null, [new Refusal("planning.closed", new("这里没有可供推演的城市数据", "there is no city here to try anything on"))]);
        try
        {
            var (state, ground) = desk.Ground(again);
            if (!ground.IsCompleted && _begun == 0)
                _begun = System.Diagnostics.Stopwatch.GetTimestamp();
            await Task.WhenAny(ground, Task.Delay(patience, cancel));
            cancel.ThrowIfCancellationRequested();
            if (!ground.IsCompleted)
                return new Footing(state, null, []);
            _begun = 0;
            return new Footing(state, await ground, []);
        }
        catch (RefusedException refused)
        {
            return new Footing(null, null, [.. refused.Reasons]);
        }
    }
}
