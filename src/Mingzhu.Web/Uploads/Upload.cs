using System.Collections.Immutable;
using Mingzhu.Atlas;
using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.Web.Uploads;

/// <summary>How far an upload is.</summary>
public enum UploadStage : byte
{
    /// <summary>Waits until another file has been read.</summary>
    Waiting,

    /// <summary>Is being read, to see how it would be understood.</summary>
    Reading,

    /// <summary>Has been read; the next move is the user's.</summary>
    Read,

    /// <summary>Is being imported.</summary>
    Importing,

    /// <summary>Is in the city.</summary>
    Imported,
}

/// <summary>What is known of an upload at one moment.</summary>
/// <param name="Stage">How far it is.</param>
/// <param name="Share">Done of the work at hand, 0–1.</param>
/// <param name="Report">How the file was understood; null before it was read, and where it can't be read at all.</param>
/// <param name="Reasons">Why it could not be read or imported.</param>
/// <param name="Landed">What the import came to; null before it.</param>
public sealed record UploadState(UploadStage Stage, double Share, ImportReport? Report, ImmutableArray<Refusal> Reasons, Imported? Landed = null)
{
    /// <summary>Before anything was read.</summary>
    public static UploadState New { get; } = new(UploadStage.Waiting, 0, null, []);

    /// <summary>Whether something is under way.</summary>
    public bool Busy => Stage is UploadStage.Waiting or UploadStage.Reading or UploadStage.Importing;

    /// <summary>The fact that records the import, if there is nothing more to say than what stands there.</summary>
    public long? Recorded => Landed is { Unchanged: [] } landed ? landed.Seq : null;

    /// <summary>Whether it may be imported as it stands.</summary>
    public bool MayLand => Stage == UploadStage.Read && Reasons is [] && Report is { Outcome: "accept" or "warn", Layers.Length: > 0 };
}

/// <summary>A file somebody brought that is not part of the city yet (待处理): it lies in the work room, and nothing of it is stored until they say so.</summary>
public sealed class Upload(string id, WorkFolder folder, string file, DateTimeOffset since) : IDisposable
{
    private readonly Lock _gate = new();
    private CancellationTokenSource _work = new();
    private Task _last = Task.CompletedTask;
    private volatile UploadState _state = UploadState.New;

    /// <summary>Unguessable.</summary>
    public string Id => id;

    /// <summary>Name of the file; of several that belong together, of the one that is read.</summary>
    public string FileName => file;

    /// <summary>Its folder.</summary>
    public string Folder => folder.Path;

    /// <summary>When it came.</summary>
    public DateTimeOffset Since => since;

    /// <summary>Size of everything in its folder.</summary>
    public long Bytes { get; } = new DirectoryInfo(folder.Path).EnumerateFiles().Sum(each => each.Length);

    /// <summary>When the work at hand began.</summary>
    public DateTimeOffset Begun { get; internal set; }

    /// <summary>What the user said of it, as typed.</summary>
    public Answers Answers { get; private set; } = Answers.None;

    /// <summary>What is known of it now.</summary>
    public UploadState State => _state;

    /// <summary>What the importer is asked.</summary>
    public ImportRequest Request => Answers.ToRequest(Path.Combine(Folder, FileName));

    /// <summary>Takes new answers; what is under way ends.</summary>
    internal void Say(Answers answers)
    {
        Answers = answers;
        answers.LaySourceNote(Folder, FileName);
    }

    /// <summary>Begins a piece of work after ending the one before; answers the task that ends with it.</summary>
    internal Task Begin(UploadState from, Func<Upload, CancellationToken, Task> work)
    {
        lock (_gate)
        {
            _work.Cancel();
            _work = new CancellationTokenSource();
            _state = from;
            return _last = After(_last, () => work(this, _work.Token));
        }
    }

    /// <summary>Sets the state, unless the work that says so has been overtaken by another.</summary>
    internal void Set(UploadState state, CancellationToken of)
    {
        lock (_gate)
        {
            if (!of.IsCancellationRequested)
                _state = state;
        }
    }

    /// <summary>Removes the file; what is known of it stays.</summary>
    internal void Clear()
    {
        if (Directory.Exists(folder.Path))
            folder.Dispose();
    }

    /// <summary>Ends what is under way and removes the file.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _work.Cancel();
            _last = After(_last, () =>
            {
                Clear();
                return Task.CompletedTask;
            });
        }
    }

    private static async Task After(Task before, Func<Task> next)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await next();
    }
}
