namespace Mingzhu.Store;

/// <summary>
/// The seam under the ledger and the jobs: what any database of a city must do. One implementation a dialect; SQL stands only there. Thread-safe. A broken or full database is told by a
/// <see cref="Mingzhu.City.RefusedException"/>.
/// </summary>
internal interface ICityDatabase : IDisposable
{
    /// <summary>The head row.</summary>
    (long Seq, byte[] Hash) Head();

    /// <summary>Facts in (after, upTo], in order, at most <paramref name="limit"/> of them.</summary>
    IReadOnlyList<Fact> Facts(long after, long upTo, int limit);

    /// <summary>The facts of a command, in order; none if it was never taken.</summary>
    IReadOnlyList<Fact> FactsOf(Guid command);

    /// <summary>The last version of a stream; 0 if nothing ever happened to it.</summary>
    long Version(string stream);

    /// <summary>Holds the head row, asks for the facts to append to it, and commits them durably, all or none. None asked for: nothing is written.</summary>
    void Append(Func<long, byte[], IReadOnlyList<Fact>> decide);

    /// <summary>Whether the database file itself is whole; null if so, else what is wrong.</summary>
    string? Damage();

    /// <summary>Adds a job, or answers the one with the same key that waits, runs or is done.</summary>
    Job Submit(Job job);

    /// <summary>A job by id.</summary>
    Job? Job(Guid id);

    /// <summary>All jobs, newest first.</summary>
    IReadOnlyList<Job> Jobs();

    /// <summary>The job that has waited longest.</summary>
    Job? NextWaiting();

    /// <summary>What is called running waits again. To be asked only when nothing runs: then these were left by a process that ended.</summary>
    void ResumeJobs();

    /// <summary>Writes a job's state, progress, result and times, if it is still in state <paramref name="from"/>; whether it was.</summary>
    bool Change(Job job, JobState from);
}
