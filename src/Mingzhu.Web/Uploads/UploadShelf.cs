using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using Mingzhu.City;
using Mingzhu.Store;
using Mingzhu.Web.Book;

namespace Mingzhu.Web.Uploads;

/// <summary>All files that were brought and are not imported yet (待处理的文件). They are forgotten a day after they were last touched, and when the server ends.</summary>
public sealed class UploadShelf : IDisposable
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1), SweptEvery = TimeSpan.FromHours(1);
    private readonly ConcurrentDictionary<string, (Upload Upload, DateTimeOffset Touched)> _uploads = new();
    private readonly IImportDesk? _desk;
    private readonly TimeProvider _time;
    private readonly ITimer _sweeping;
    // Each reading is a process with a heap of its own; more than two at a time would only slow each other down.
    private readonly SemaphoreSlim _places = new(2);

    /// <summary>A shelf over a desk; without one nothing can be brought.</summary>
    public UploadShelf(IImportDesk? desk, TimeProvider time)
    {
        (_desk, _time) = (desk, time);
        _sweeping = time.CreateTimer(_ => Sweep(), null, SweptEvery, SweptEvery);
    }

    /// <summary>Whether files can be brought at all.</summary>
    public bool Open => _desk is not null;

    /// <summary>What waits, newest first.</summary>
    public ImmutableArray<Upload> Waiting => [.. _uploads.Values.Select(each => each.Upload).Where(upload => upload.State.Stage != UploadStage.Imported).OrderByDescending(upload => upload.Since)];

    /// <summary>An upload; null if there is none of that id (any more).</summary>
    public Upload? Find(string id)
    {
        if (!_uploads.TryGetValue(id, out var found))
            return null;
        _uploads[id] = (found.Upload, _time.GetUtcNow());
        return found.Upload;
    }

    /// <summary>A new empty folder for a file to come.</summary>
    internal WorkFolder NewFolder() => _desk!.NewFolder();

    /// <summary>Takes a file and begins to read it.</summary>
    internal Upload Take(WorkFolder folder, string file)
    {
        Sweep();
        var upload = new Upload(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), folder, file, _time.GetUtcNow());
        upload.Begun = upload.Since;
        _uploads[upload.Id] = (upload, upload.Since);
        _ = upload.Begin(UploadState.New, Inspect);
        return upload;
    }

    /// <summary>Takes answers and reads the file again by them.</summary>
    internal Task Answer(Upload upload, Answers answers)
    {
        if (upload.State.Stage is UploadStage.Importing or UploadStage.Imported)
            return Task.CompletedTask;
        upload.Say(answers);
        return upload.Begin(UploadState.New with { Report = upload.State.Report }, Inspect);
    }

    /// <summary>Imports a file that may land; does nothing with another.</summary>
    internal Task Import(Upload upload, Session session) => upload.State is { MayLand: true } ready
        ? upload.Begin(ready with { Stage = UploadStage.Importing, Share = 0 }, (of, cancel) => Work(of, UploadStage.Importing, (request, progress) =>
            new UploadState(UploadStage.Imported, 1, ready.Report, [], _desk!.Import(request, session, progress, cancel)), cancel))
        : Task.CompletedTask;

    /// <summary>Ends what is under way and forgets the file.</summary>
    internal void Remove(Upload upload)
    {
        if (_uploads.TryRemove(upload.Id, out _))
            upload.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _sweeping.Dispose();
        foreach (var (upload, _) in _uploads.Values)
            upload.Dispose();
    }

    private Task Inspect(Upload upload, CancellationToken cancel) => Work(upload, UploadStage.Reading, (request, progress) =>
        new UploadState(UploadStage.Read, 1, _desk!.Inspect(request, progress, cancel), []), cancel);

    private async Task Work(Upload upload, UploadStage stage, Func<Atlas.ImportRequest, IProgress<double>, UploadState> work, CancellationToken cancel)
    {
        var before = upload.State;
        try
        {
            await _places.WaitAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        try
        {
            upload.Begun = _time.GetUtcNow();
            upload.Set(before with { Stage = stage }, cancel);
            upload.Set(await Task.Run(() => work(upload.Request, new Steps(share => upload.Set(before with { Stage = stage, Share = share }, cancel))), cancel), cancel);
            if (upload.State.Stage == UploadStage.Imported)
                upload.Clear();
        }
        catch (OperationCanceledException)
        {
            // Answered anew or removed: nobody waits for this one.
        }
        catch (RefusedException refused)
        {
            upload.Set(new UploadState(UploadStage.Read, 1, stage == UploadStage.Importing ? before.Report : null, [.. refused.Reasons]), cancel);
        }
#pragma warning disable CA1031 // The last catch of a background task: a fault of ours is told on the page, not lost with the task.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            upload.Set(new UploadState(UploadStage.Read, 1, null, [Fault(fault)]), cancel);
        }
        finally
        {
            _places.Release();
        }
    }

    private void Sweep()
    {
        var oldest = _time.GetUtcNow() - Kept;
        foreach (var (upload, touched) in _uploads.Values)
        {
            if (touched < oldest && !upload.State.Busy)
                Remove(upload);
        }
    }

    private static Refusal Fault(Exception fault) => new("received.fault", new(
        $"程序内部错误，什么都没有改变：{fault.GetType().Name}", $"a fault of the program; nothing was changed: {fault.GetType().Name}"));

    // Told at once and in order, where Progress<T> would post each to the pool.
    private sealed class Steps(Action<double> tell) : IProgress<double>
    {
        public void Report(double value) => tell(value);
    }
}
