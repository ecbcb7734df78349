using System.Text.Json;
using Mingzhu.City;

namespace Mingzhu.Store;

/// <summary>How far a job is.</summary>
public enum JobState
{
    /// <summary>Not begun, or broken off and to be begun again.</summary>
    Waiting,

    /// <summary>At work.</summary>
    Running,

    /// <summary>Finished with a result.</summary>
    Done,

    /// <summary>Ended without a result; <see cref="Job.Refusals"/> says why.</summary>
    Failed,

    /// <summary>A person stopped it.</summary>
    Cancelled,
}

/// <summary>How much of a job is done.</summary>
/// <param name="Done">0–1.</param>
/// <param name="Says">What it does now.</param>
public readonly record struct JobProgress(double Done, Wording Says);

/// <summary>Long work (作业): a kind and inputs by hash lead to outputs by hash, so doing it twice is harmless and asking for it twice gets the same job.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Key">Hash of kind and inputs.</param>
/// <param name="Kind">Which handler does it: "check-up".</param>
/// <param name="Inputs">JSON.</param>
/// <param name="Submitted">When it was asked for.</param>
public sealed record Job(Guid Id, string Key, string Kind, string Inputs, DateTimeOffset Submitted)
{
    /// <summary>Where it stands.</summary>
    public JobState State { get; init; }

    /// <summary>How far it is.</summary>
    public JobProgress Progress { get; init; } = new(0, Wording.Same(""));

    /// <summary>JSON; null until it is done.</summary>
    public string? Result { get; init; }

    /// <summary>Why it failed; empty otherwise.</summary>
    public IReadOnlyList<Refusal> Refusals { get; init; } = [];

    /// <summary>When it was begun (last).</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>Whether it has ended, whichever way.</summary>
    public bool IsOver => State is JobState.Done or JobState.Failed or JobState.Cancelled;

    /// <summary>The result as a known shape.</summary>
    /// <exception cref="InvalidOperationException">It is not done.</exception>
    public T ReadResult<T>() => JsonSerializer.Deserialize<T>(Result ?? throw new InvalidOperationException($"job {Id} has no result: {State}"), FactJson.Options)!;
}

/// <summary>What a handler works with.</summary>
/// <param name="Job">The job.</param>
/// <param name="Progress">Where to tell how far it is; as often as one likes, five times a second are kept.</param>
/// <param name="Cancel">Stops it: a person cancelled, or the program ends (then it is begun again at the next start).</param>
public sealed record JobContext(Job Job, IProgress<JobProgress> Progress, CancellationToken Cancel)
{
    /// <summary>The inputs as a known shape.</summary>
    public T Inputs<T>() => JsonSerializer.Deserialize<T>(Job.Inputs, FactJson.Options)!;
}

/// <summary>What a job came to.</summary>
public abstract record JobResult
{
    private JobResult()
    {
    }

    /// <summary>It is done; the value is written as JSON.</summary>
    public sealed record Done(object Value) : JobResult;

    /// <summary>It cannot be done, for all of these reasons.</summary>
    public sealed record Failed(IReadOnlyList<Refusal> Reasons) : JobResult;

    /// <summary>One delegate a case.</summary>
    public T Match<T>(Func<Done, T> done, Func<Failed, T> failed) => this is Done d ? done(d) : failed((Failed)this);
}

/// <summary>Does jobs of one kind. A <see cref="RefusedException"/> fails the job with its reasons.</summary>
public delegate JobResult JobHandler(JobContext context);
