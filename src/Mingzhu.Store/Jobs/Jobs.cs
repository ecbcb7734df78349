using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Mingzhu.City;

namespace Mingzhu.Store;

/// <summary>
/// The jobs of a city, one at a time on each node. State and progress live in the database beside the ledger, never in it; a job that ran when its process was killed waits again at the next opening, or is taken over by another node within seconds.
/// </summary>
public sealed class Jobs
{
    private static readonly TimeSpan BetweenWrites = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromSeconds(5), BetweenLooks = TimeSpan.FromSeconds(5);
    private readonly ICityDatabase _database;
    private readonly Access _access;
    private readonly TimeProvider _time;
    private readonly Channel<Guid> _submitted = Channel.CreateBounded<Guid>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Lock _oneAtATime = new();
    private readonly ConcurrentDictionary<Guid, CancellationTokenSource> _running = new();

    internal Jobs(ICityDatabase database, Access access, TimeProvider time) => (_database, _access, _time) = (database, access, time);

    /// <summary>Asks for work. The same kind and inputs while it waits, runs or is done: the same job.</summary>
    /// <param name="kind">Names the handler.</param>
    /// <param name="inputs">Written as JSON; files by hash.</param>
    public Job Submit(string kind, object inputs)
    {
        RequireWriter();
        var json = JsonSerializer.Serialize(inputs, inputs.GetType(), FactJson.Options);
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}\n{json}")));
        var job = _database.Submit(new Job(Guid.NewGuid(), key, kind, json, _time.GetUtcNow()));
        _submitted.Writer.TryWrite(job.Id); // only wakes: the table says what waits
        return job;
    }

    /// <summary>A job, or null if there is none of that id.</summary>
    public Job? Get(Guid id) => _database.Job(id);

    /// <summary>All jobs, newest first.</summary>
    public IReadOnlyList<Job> List() => _database.Jobs();

    /// <summary>Stops a job: one that waits at once, one that runs as soon as its handler listens (on another node: when it next tells how far it is). Answers whether there was anything to stop.</summary>
    public bool Cancel(Guid id)
    {
        RequireWriter();
        if (Get(id) is { State: JobState.Waiting } waiting && _database.Change(waiting with { State = JobState.Cancelled, Ended = _time.GetUtcNow() }, JobState.Waiting))
            return true;
        if (!_running.TryGetValue(id, out var running))
            return _database.IsShared && Get(id) is { State: JobState.Running } elsewhere && _database.Change(elsewhere with { State = JobState.Cancelled, Ended = _time.GetUtcNow() }, JobState.Running);
        try
        {
            running.Cancel();
            return true;
        }
        catch (ObjectDisposedException)
        {
            return false; // it ended at this moment
        }
    }

    /// <summary>Works off jobs as they come, until stopped. A job that is running then waits again.</summary>
    public async Task Run(IReadOnlyDictionary<string, JobHandler> handlers, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                if (!await Task.Run(() => RunNext(handlers, stop), CancellationToken.None))
                    await Wait(stop);
            }
            catch (RefusedException)
            {
                // The disk is full or busy: how the job ended could not be written, so it will be done again when there is space.
                await Task.Delay(BetweenAttempts, _time, stop).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>Works off the job that has waited longest, on this thread; false if none waits. For a command that wants its own job done: call until the job is over.</summary>
    public bool RunNext(IReadOnlyDictionary<string, JobHandler> handlers, CancellationToken stop)
    {
        RequireWriter();
        lock (_oneAtATime)
        {
            _database.ResumeJobs(); // one whose end could not be written
            if (stop.IsCancellationRequested || _database.NextWaiting() is not { } next)
                return false;
            using var cancel = CancellationTokenSource.CreateLinkedTokenSource(stop);
            _running[next.Id] = cancel;
            try
            {
                var begun = next with { State = JobState.Running, Started = _time.GetUtcNow(), Progress = new(0, Wording.Same("")) };
                if (_database.Change(begun, JobState.Waiting)) // else cancelled at this moment
                    _database.Change(Work(begun, handlers, cancel.Token, stop), JobState.Running);
                return true;
            }
            finally
            {
                _running.TryRemove(next.Id, out _);
            }
        }
    }

    /// <summary>Another node may have left something to do.</summary>
    internal void Wake() => _submitted.Writer.TryWrite(Guid.Empty);

    /// <summary>At opening: what ran when the last process ended waits again.</summary>
    internal void Resume() => _database.ResumeJobs();

    // Nobody tells of a node that died: where there are others, look for what they left.
    private async Task Wait(CancellationToken stop)
    {
        using var look = CancellationTokenSource.CreateLinkedTokenSource(stop);
        if (_database.IsShared)
            look.CancelAfter(BetweenLooks);
        try
        {
            await _submitted.Reader.ReadAsync(look.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
        }
    }

    private Job Work(Job job, IReadOnlyDictionary<string, JobHandler> handlers, CancellationToken cancel, CancellationToken stop)
    {
        using var progress = new Throttled(job, _database, _time, cancel);
        try
        {
            if (!handlers.TryGetValue(job.Kind, out var handler))
                throw new RefusedException(new Refusal("job.unknown-kind", new($"本程序不会做作业“{job.Kind}”", $"this program has no handler for jobs '{job.Kind}'")));
            return handler(new JobContext(job, progress, progress.Cancel)).Match(
                done => Ended(progress.Last, JobState.Done) with { Progress = progress.Last.Progress with { Done = 1 }, Result = JsonSerializer.Serialize(done.Value, done.Value.GetType(), FactJson.Options) },
                failed => Ended(progress.Last, JobState.Failed) with { Refusals = failed.Reasons });
        }
        catch (OperationCanceledException) when (progress.Cancel.IsCancellationRequested)
        {
            return stop.IsCancellationRequested ? progress.Last with { State = JobState.Waiting, Started = null } : Ended(progress.Last, JobState.Cancelled);
        }
        catch (RefusedException refused)
        {
            return Ended(progress.Last, JobState.Failed) with { Refusals = refused.Reasons };
        }
#pragma warning disable CA1031 // a bug in one job must not end the worker; whoever waits for the job is told
        catch (Exception bug)
#pragma warning restore CA1031
        {
            return Ended(progress.Last, JobState.Failed) with
            {
                Refusals = [new Refusal("job.broke", new($"程序错误：{bug.GetType().Name}：{bug.Message}；请报告", $"an error in the program: {bug.GetType().Name}: {bug.Message}; please report it"))],
            };
        }
    }

    private Job Ended(Job job, JobState state) => job with { State = state, Ended = _time.GetUtcNow() };

    private void RequireWriter()
    {
        if (_access == Access.Read)
            throw new InvalidOperationException("the city is open to read");
    }

    /// <summary>Keeps the last progress, writes it five times a second at most. A job that is somebody else's or cancelled by then is given up.</summary>
    private sealed class Throttled(Job job, ICityDatabase database, TimeProvider time, CancellationToken cancel) : IProgress<JobProgress>, IDisposable
    {
        private readonly Lock _gate = new();
        private readonly CancellationTokenSource _given = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        private long? _written;

        public Job Last { get; private set; } = job;

        public CancellationToken Cancel => _given.Token;

        public void Dispose() => _given.Dispose();

        public void Report(JobProgress value)
        {
            lock (_gate)
            {
                Last = Last with { Progress = value with { Done = Math.Clamp(value.Done, 0, 1) } };
                if (_written is { } written && time.GetElapsedTime(written) < BetweenWrites)
                    return;
                _written = time.GetTimestamp();
                try
                {
                    if (!database.Change(Last, JobState.Running))
                        _given.Cancel();
                }
                catch (RefusedException)
                {
                    // A progress that cannot be written is not worth losing the job for.
                }
            }
        }
    }
}
