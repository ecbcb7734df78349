using System.Collections.Immutable;
using Mingzhu.CheckUp;
using Mingzhu.City;

namespace Mingzhu.Web.Siting;

/// <summary>How far an answer is that takes some time.</summary>
public enum WorkStage : byte
{
    /// <summary>Waits until another has been answered.</summary>
    Waiting,

    /// <summary>Is being worked out.</summary>
    Running,

    /// <summary>Is there.</summary>
    Done,

    /// <summary>Can't be had; the reasons say why.</summary>
    Refused,

    /// <summary>Somebody stopped it.</summary>
    Cancelled,
}

/// <summary>What is known of an answer at one moment.</summary>
/// <param name="Stage">How far it is.</param>
/// <param name="Progress">What it does, and the share done.</param>
/// <param name="Answer">The answer; null before it is there.</param>
/// <param name="Reasons">Why it can't be had; empty otherwise.</param>
public sealed record WorkState<T>(WorkStage Stage, CheckUpProgress Progress, T? Answer, ImmutableArray<Refusal> Reasons)
    where T : class
{
    /// <summary>Whether it has ended, whichever way.</summary>
    public bool IsOver => Stage is WorkStage.Done or WorkStage.Refused or WorkStage.Cancelled;
}

/// <summary>A question that is being answered or was, about sites and whatever else takes seconds (选址作业). Whoever asks the same has the same; closing the page ends nothing.</summary>
public sealed class SitingWork<T>(DateTimeOffset begun) : IProgress<CheckUpProgress>, IDisposable
    where T : class
{
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private volatile WorkState<T> _state = new(WorkStage.Waiting, new(new("排队等候", "waiting its turn"), 0), null, []);

    /// <summary>When it was asked for.</summary>
    public DateTimeOffset Begun => begun;

    /// <summary>What is known of it now.</summary>
    public WorkState<T> State => _state;

    /// <summary>Ends when it has, whichever way; never fails.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Stops it.</summary>
    public CancellationToken Stopped => _stop.Token;

    /// <inheritdoc/>
    public void Report(CheckUpProgress value) => Set(new WorkState<T>(WorkStage.Running, value, null, []));

    /// <summary>Stops it; one that has ended stays as it is.</summary>
    public void Cancel()
    {
        Set(new WorkState<T>(WorkStage.Cancelled, _state.Progress, null, []));
        _stop.Cancel();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Cancel();
        _stop.Dispose();
    }

    /// <summary>Gives the answer.</summary>
    internal void Answer(T answer) => Set(new WorkState<T>(WorkStage.Done, new(_state.Progress.Says, 1), answer, []));

    /// <summary>Says why there is none.</summary>
    internal void Refuse(params IEnumerable<Refusal> reasons) => Set(new WorkState<T>(WorkStage.Refused, _state.Progress, null, [.. reasons]));

    /// <summary>Waits for the end, but not longer than this.</summary>
    public Task Wait(TimeSpan patience, CancellationToken cancel = default) => Task.WhenAny(Ended, Task.Delay(patience, cancel));

    private void Set(WorkState<T> state)
    {
        lock (_gate)
        {
            if (_state.IsOver)
                return;
            _state = state;
        }

        if (state.IsOver)
            _ended.TrySetResult();
    }
}
