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

    /// <summary>Facts of one stream after a version of it, in order, at most <paramref name="limit"/> of them.</summary>
    IReadOnlyList<Fact> History(string stream, long after, int limit);

    /// <summary>The kinds of facts up to one, each once.</summary>
    IReadOnlyList<string> Kinds(long upTo);

    /// <summary>Holds the head row, asks for the facts to append to it, and commits them durably, all or none. None asked for: nothing is written.</summary>
    void Append(IReadOnlyList<Asked> asked, Func<Standing, IReadOnlyList<Fact>> decide);

    /// <summary>Whether the database file itself is whole; null if so, else what is wrong.</summary>
    string? Damage();

    /// <summary>Whether other nodes may write it too.</summary>
    bool IsShared { get; }

    /// <summary>Calls whenever another node has written something, until disposed; null where there are no other nodes.</summary>
    IDisposable? Follow(Action woken);

    /// <summary>Adds a job, or answers the one with the same key that waits, runs or is done.</summary>
    Job Submit(Job job);

    /// <summary>A job by id.</summary>
    Job? Job(Guid id);

    /// <summary>All jobs, newest first.</summary>
    IReadOnlyList<Job> Jobs();

    /// <summary>The job that has waited longest.</summary>
    Job? NextWaiting();

    /// <summary>What is called running waits again, unless another node that lives has it. To be asked only when nothing runs here: then these were left by a process that ended.</summary>
    void ResumeJobs();

    /// <summary>Writes a job's state, progress, result and times, if it is still in state <paramref name="from"/> and, once it runs, is this node's; whether so. Anybody may cancel.</summary>
    bool Change(Job job, JobState from);
}

/// <summary>A command about to be decided: what the database has to look up for it.</summary>
internal readonly record struct Asked(Guid Command, string Stream);

/// <summary>Where the ledger stands while its head is held.</summary>
/// <param name="Seq">The last fact.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="Recorded">What the commands asked about came to before, in order; nothing for one that was never taken.</param>
/// <param name="Versions">The last version of each stream asked about; 0 if nothing ever happened to it.</param>
internal sealed record Standing(long Seq, byte[] Hash, ILookup<Guid, Fact> Recorded, IReadOnlyDictionary<string, long> Versions);
