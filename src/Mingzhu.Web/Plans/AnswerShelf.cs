using Mingzhu.City;
using Mingzhu.Web.Siting;

namespace Mingzhu.Web.Plans;

/// <summary>Questions that take some seconds, and their answers (答案架): the same question is answered once, and one after the other. Thread-safe.</summary>
/// <param name="time">The clock.</param>
public sealed class AnswerShelf<T>(TimeProvider time) : IDisposable
    where T : class
{
    private const int Most = 16;
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _turn = new(1);
    private readonly List<(string Key, SitingWork<T> Work)> _all = [];

    /// <summary>The work on a question; begun if nobody has asked it lately.</summary>
    /// <param name="key">Everything the answer depends on.</param>
    /// <param name="answer">Makes the answer; reports, and ends when it is stopped.</param>
    public SitingWork<T> Ask(string key, Func<SitingWork<T>, T> answer)
    {
        var work = new SitingWork<T>(time.GetUtcNow());
        lock (_gate)
        {
            if (_all.FindIndex(each => each.Key == key) is >= 0 and var at)
            {
                var known = _all[at];
                _all.RemoveAt(at);
                _all.Insert(0, known);
                return known.Work;
            }

            _all.Insert(0, (key, work));
            foreach (var (_, old) in _all.Skip(Most))
                old.Cancel();
            if (_all.Count > Most)
                _all.RemoveRange(Most, _all.Count - Most);
        }

        _ = Answer(work, answer);
        return work;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _all.ForEach(each => each.Work.Dispose());
            _all.Clear();
        }

        _turn.Dispose();
    }

    private async Task Answer(SitingWork<T> work, Func<SitingWork<T>, T> answer)
    {
        try
        {
            await _turn.WaitAsync(work.Stopped);
            try
            {
                work.Answer(await Task.Run(() => answer(work), work.Stopped));
            }
            finally
            {
                _turn.Release();
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or ObjectDisposedException)
        {
            work.Cancel(); // somebody stopped it, or the server has ended
        }
        catch (RefusedException refused)
        {
            work.Refuse(refused.Reasons);
        }
#pragma warning disable CA1031 // The last catch of a background task: a fault of ours is told on the page, not lost with the task.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            work.Refuse(new Refusal("choosing.fault", new($"程序内部错误，什么都没有改变：{fault.GetType().Name}", $"a fault of the program; nothing was changed: {fault.GetType().Name}")));
        }
    }
}
