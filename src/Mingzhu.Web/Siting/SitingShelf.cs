using System.Collections.Immutable;
using Mingzhu.CheckUp;
using Mingzhu.City;
using Mingzhu.Web.Book;

namespace Mingzhu.Web.Siting;

/// <summary>The questions about sites that were asked lately, and their answers (选址答案架). The same question on the same state of the city is answered once. Thread-safe.</summary>
public sealed class SitingShelf(ISitingDesk? desk, TimeProvider time) : IDisposable
{
    // An answer holds a verdict for every candidate and condition: some megabytes for a whole land register.
    private const int MostSelections = 8, MostOneMore = 24;

    private readonly Kept<SiteAnswer> _selections = new(MostSelections);
    private readonly Kept<OneMoreAnswer> _oneMore = new(MostOneMore);

    // Each takes all processors there are: one after the other is as fast, and the first is there sooner.
    private readonly SemaphoreSlim _selecting = new(1), _searching = new(1);

    /// <summary>Whether sites can be chosen here at all.</summary>
    public bool Open => desk is not null;

    /// <summary>What can be asked for.</summary>
    /// <exception cref="InvalidOperationException">Sites can't be chosen here.</exception>
    public SitingWords Words => desk?.Words ?? throw new InvalidOperationException("sites can't be chosen here");

    /// <summary>The sites of a selection.</summary>
    public SitingWork<SiteAnswer> Select(SiteSelection asked) =>
        Ask(_selections, _selecting, Key(asked.From.ToString(), asked.Conditions, asked.RankBy), (ground, work) => ground.Select(asked, work, work.Stopped));

    /// <summary>Where one more would help most.</summary>
    public SitingWork<OneMoreAnswer> OneMore(OneMore asked) =>
        Ask(_oneMore, _searching, KeyOf(asked), (ground, work) => ground.WhereOneMore(asked, work, work.Stopped));

    /// <summary>What there is already of what an answer adds; nothing for what serves land.</summary>
    public async Task<ImmutableArray<ExistingSite>> Existing(OneMoreAnswer answer) =>
        desk is not null && (await desk.Ground()).Existing.TryGetValue(answer.What.Id, out var there) ? there : [];

    /// <summary>Stops the work on a question; one that is answered already stays.</summary>
    public void Cancel(OneMore asked) => _oneMore.Find(KeyOf(asked))?.Cancel();

    /// <summary>Forgets what became of a question, so that it is asked anew.</summary>
    public void Forget(OneMore asked) => _oneMore.Forget(KeyOf(asked));

    /// <inheritdoc/>
    public void Dispose()
    {
        _selections.Clear();
        _oneMore.Clear();
        _selecting.Dispose();
        _searching.Dispose();
    }

    private static string KeyOf(OneMore asked) => Key($"{asked.What} {asked.ReachM} {asked.From} {asked.Sites} {asked.Indicator}", asked.Conditions, null);

    private static string Key(string first, IEnumerable<SiteCondition> conditions, int? rank) => FormattableString.Invariant($"{first}\n{string.Join('\n', conditions)}\n{rank}");

    private SitingWork<T> Ask<T>(Kept<T> kept, SemaphoreSlim turn, string key, Func<SiteGround, SitingWork<T>, T> ask)
        where T : class
    {
        var work = new SitingWork<T>(time.GetUtcNow());
        try
        {
            var ground = (desk ?? throw new RefusedException(Closed)).Ground();
            if (kept.FindOrAdd(key, ground, work) is { } known)
                return known;
            _ = Work(work, ground, turn, ask);
        }
        catch (RefusedException refused)
        {
            work.Refuse(refused.Reasons);
        }

        return work;
    }

    private static async Task Work<T>(SitingWork<T> work, Task<SiteGround> ground, SemaphoreSlim turn, Func<SiteGround, SitingWork<T>, T> ask)
        where T : class
    {
        try
        {
            if (!ground.IsCompleted)
                work.Report(new CheckUpProgress(new("正在读入图层、步行网络和住宅，只需一次", "reading layers, walking network and homes, once"), 0));
            var ready = await ground.WaitAsync(work.Stopped);
            await turn.WaitAsync(work.Stopped);
            try
            {
                work.Answer(await Task.Run(() => ask(ready, work), work.Stopped));
            }
            finally
            {
                turn.Release();
            }
        }
        catch (OperationCanceledException)
        {
            work.Cancel();
        }
        catch (ObjectDisposedException)
        {
            work.Cancel(); // the server has ended
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

    private static Refusal Closed { get; } = new("choosing.closed", new("这里没有可供选址的城市数据", "there is no city here to choose sites in"));

    /// <summary>Answers by their questions, the latest asked first; those on another state of the city go.</summary>
    private sealed class Kept<T>(int most)
        where T : class
    {
        private readonly Lock _gate = new();
        private readonly List<(string Key, Task<SiteGround> On, SitingWork<T> Work)> _all = [];

        public SitingWork<T>? FindOrAdd(string key, Task<SiteGround> on, SitingWork<T> fresh)
        {
            lock (_gate)
            {
                foreach (var other in _all.Where(each => each.On != on))
                    other.Work.Cancel();
                _all.RemoveAll(each => each.On != on);
                if (_all.FindIndex(each => each.Key == key) is >= 0 and var at)
                {
                    var known = _all[at];
                    _all.RemoveAt(at);
                    _all.Insert(0, known);
                    return known.Work;
                }

                _all.Insert(0, (key, on, fresh));
                if (_all.Count > most)
                {
                    _all[^1].Work.Cancel();
                    _all.RemoveAt(most);
                }

                return null;
            }
        }

        public SitingWork<T>? Find(string key)
        {
            lock (_gate)
                return _all.FirstOrDefault(each => each.Key == key).Work;
        }

        public void Forget(string key)
        {
            lock (_gate)
                _all.RemoveAll(each => each.Key == key);
        }

        public void Clear()
        {
            lock (_gate)
            {
                _all.ForEach(each => each.Work.Dispose());
                _all.Clear();
            }
        }
    }
}
