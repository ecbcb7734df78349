using Mingzhu.City;

namespace Mingzhu.Store.Tests;

/// <summary>A city's database that counts its writes and can be told to fail.</summary>
internal sealed class Watched(ICityDatabase inner) : ICityDatabase
{
    private bool _failNextCommit;

    public int Commits { get; private set; }

    public int JobWrites { get; private set; }

    public bool FailJobWrites { get; set; }

    public bool FailNextCommit { set => _failNextCommit = value; }

    public (long Seq, byte[] Hash) Head() => inner.Head();

    public IReadOnlyList<Fact> Facts(long after, long upTo, int limit) => inner.Facts(after, upTo, limit);

    public IReadOnlyList<Fact> History(string stream, long after, int limit) => inner.History(stream, after, limit);

    public void Append(IReadOnlyList<Asked> asked, Func<Standing, IReadOnlyList<Fact>> decide) => inner.Append(asked, standing =>
    {
        var facts = decide(standing);
        Commits += facts.Count > 0 ? 1 : 0;
        if (!_failNextCommit)
            return facts;
        _failNextCommit = false;
        throw new RefusedException(new Refusal("ledger.disk-full", new("磁盘已满", "the disk is full")));
    });

    public string? Damage() => inner.Damage();

    public IReadOnlyList<string> Kinds(long upTo) => inner.Kinds(upTo);

    public bool IsShared => inner.IsShared;

    public IDisposable? Follow(Action woken) => inner.Follow(woken);

    public Job Submit(Job job) => inner.Submit(job);

    public Job? Job(Guid id) => inner.Job(id);

    public IReadOnlyList<Job> Jobs() => inner.Jobs();

    public Job? NextWaiting() => inner.NextWaiting();

    public void ResumeJobs() => inner.ResumeJobs();

    public bool Change(Job job, JobState from)
    {
        JobWrites++;
        if (FailJobWrites)
            throw new RefusedException(new Refusal("ledger.disk-full", new("磁盘已满", "the disk is full")));
        return inner.Change(job, from);
    }

    public void Dispose() => inner.Dispose();
}
