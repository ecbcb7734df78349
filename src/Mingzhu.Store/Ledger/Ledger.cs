using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using Mingzhu.City;

namespace Mingzhu.Store;

/// <summary>
/// The ledger (账本) as this process sees it: decides commands one after the other, records what they come to, keeps projections up to date. Commands that arrive while a commit is on its
/// way to the disk wait together and are committed together.
/// </summary>
internal sealed class Ledger
{
    private const int PageOfFacts = 2_000;
    private static readonly TimeSpan Pause = TimeSpan.FromMicroseconds(100);
    private readonly ICityDatabase _database;
    private readonly Vault _vault;
    private readonly TimeProvider _time;
    private readonly KeptViews? _kept;
    private readonly Dictionary<Type, long> _standing = [];
    private readonly Lock _gate = new();
    private readonly List<Waiting> _queue = [];
    private long _known;
    private bool _led;
    private int _active;
    private long _answered;
    private volatile Snapshot _now;
    private volatile Adopted? _pack;

    public Ledger(ICityDatabase database, Vault vault, TimeProvider time, KeptViews? kept = null)
    {
        (_database, _vault, _time, _kept) = (database, vault, time, kept);
        _now = new Snapshot(this, database.Head().Seq, ImmutableDictionary<Type, Projected>.Empty);
    }

    /// <summary>The committed city as this process knows it; with <see cref="CatchUp"/> before, as any process wrote it.</summary>
    public Snapshot Now => _now;

    /// <summary>Decides a command and records what it comes to. Answers when it is on the disk.</summary>
    public Outcome Execute(Session session, Command command)
    {
        var waiting = Enter(session, command);
        waiting.Turn.Wait();
        return Answer(waiting);
    }

    /// <summary>The same without holding a thread while others' commits are on their way: with many callers, waking their threads takes as long as their commit.</summary>
    public async Task<Outcome> ExecuteAsync(Session session, Command command)
    {
        var waiting = Enter(session, command);
        await waiting.Turn;
        return Answer(waiting);
    }

    // Whoever comes while nobody leads, leads: commits everything that waits, his own too, and then calls the next in line to lead. So nobody serves the others for ever,
    // and all who came while a commit was on its way to the disk share the next one.
    private Waiting Enter(Session session, Command command)
    {
        if (command.Id == Guid.Empty || command.Stream.Length == 0)
            throw new ArgumentException("a command has an id and a stream", nameof(command));
        if (_gate.IsHeldByCurrentThread)
            throw new InvalidOperationException("a decision executes no commands: it answers events");
        var waiting = new Waiting(session, command);
        lock (_queue)
        {
            _queue.Add(waiting);
            if (!_led)
            {
                _led = true;
                waiting.Wake();
            }
        }

        return waiting;
    }

    private Outcome Answer(Waiting waiting)
    {
        if (!waiting.Answered)
            Lead();
        return waiting.Answer();
    }

    /// <summary>Takes in what other processes wrote.</summary>
    public Snapshot CatchUp()
    {
        var seq = _database.Head().Seq;
        if (seq > _now.Seq)
        {
            lock (_gate)
                MoveTo(seq);
        }

        return _now;
    }

    /// <summary>Brings a projection up to a snapshot, and keeps it there and for every later one.</summary>
    public Projected Load<TView>(Snapshot snapshot) where TView : class, IView<TView>
    {
        lock (_gate)
        {
            if (snapshot.Views.TryGetValue(typeof(TView), out var known))
                return known;
            var (kept, standing) = _kept?.Recall<TView>(snapshot.Seq) ?? (Projected.Of<TView>.Empty, 0);
            var view = TView.Stream is { } thing && KnowsKinds(snapshot.Seq) ? kept.After(HistoryOf(thing, standing, snapshot.Seq)) : Replay(kept, standing, snapshot.Seq);
            _standing[typeof(TView)] = standing;
            KeepView(typeof(TView), view, snapshot.Seq);
            snapshot.Keep(typeof(TView), view);
            if (!_now.Views.ContainsKey(typeof(TView)))
                _now.Keep(typeof(TView), Replay(view, snapshot.Seq, _now.Seq));
            return view;
        }
    }

    /// <summary>Keeps the projections that have come far since they were last kept. To be asked for when the city is closed.</summary>
    public void KeepViews()
    {
        lock (_gate)
        {
            foreach (var (type, view) in _now.Views)
                KeepView(type, view, _now.Seq);
        }
    }

    /// <summary>The pack adopted at that moment.</summary>
    public Pack PackAt(IProjections projections) => AdoptedAt(projections)?.Pack ?? throw new InvalidOperationException("the city has no pack yet");

    /// <summary>The moment a question is answered or a command decided in.</summary>
    public Context Moment(IProjections projections, Session session) => new MomentOf(this, projections, session);

    private void Lead()
    {
        var batch = Gathered();
        lock (_gate)
            Commit(batch);
        lock (_queue)
            (_active, _answered) = (batch.Count + _queue.Count, Stopwatch.GetTimestamp());
        foreach (var answered in batch)
            answered.Wake();
        lock (_queue)
        {
            _led = _queue.Count > 0;
            if (_led)
                _queue[0].Wake();
        }
    }

    // Who was answered just now often asks again at once. That moment is short beside a commit, and a commit that waits for it carries twice as many; who comes alone, or later, never waits.
    private List<Waiting> Gathered()
    {
        while (true)
        {
            lock (_queue)
            {
                if (_queue.Count >= _active || Stopwatch.GetElapsedTime(_answered) > Pause)
                {
                    List<Waiting> batch = [.. _queue];
                    _queue.Clear();
                    return batch;
                }
            }

            Thread.Yield();
        }
    }

    private void Commit(List<Waiting> batch)
    {
        try
        {
            Scratch? scratch = null;
            _database.Append([.. batch.Select(waiting => new Asked(waiting.Command.Id, waiting.Command.Stream))], standing =>
            {
                MoveTo(standing.Seq);
                scratch = new Scratch(_now, standing);
                foreach (var waiting in batch)
                    waiting.Take(() => Decide(scratch, waiting.Session, waiting.Command));
                return scratch.Facts;
            });
            _now = new Snapshot(this, scratch!.Seq, scratch.Views);
        }
#pragma warning disable CA1031 // whatever went wrong, everybody who waits must hear it: what was decided on the forgotten scratch state counts for nothing
        catch (Exception failed)
#pragma warning restore CA1031
        {
            foreach (var waiting in batch)
                waiting.Fail(failed, _now.Seq);
        }
    }

    private Outcome Decide(Scratch scratch, Session session, Command command)
    {
        if (scratch.FactsOf(command.Id) is { } firstAnswer)
            return new Outcome(firstAnswer, []);
        if (command.ExpectedVersion is { } expected && scratch.Version(command.Stream) is var version && version != expected)
            return new Outcome([], [MovedOn(command.Stream, expected, version)]);
        return command.Decide(Moment(scratch, session)).Match(
            taken => new Outcome(scratch.Add(command, session, _time.GetUtcNow().ToUnixTimeMilliseconds(), Written(command, taken.Events), WayToHash(scratch, command)), []),
            refused => refused.Reasons is [] ? throw new ArgumentException($"{command.GetType().Name} is refused without a reason") : new Outcome([], refused.Reasons));
    }

    // Every act is hashed as the pack says under which it is decided; the founding, as its own pack does.
    private string WayToHash(Scratch scratch, Command command) =>
        command is FoundCity founding ? AdoptPack.WayToHash(founding.Pack) : AdoptedAt(scratch)?.WayToHash ?? Chain.Sha256;

    private Adopted? AdoptedAt(IProjections projections)
    {
        if (projections.View<AdoptedPack>().Name is not { } name)
            return null;
        var kept = _pack;
        if (kept?.Hash != name.Hash)
            _pack = kept = new Adopted(name.Hash, Pack.FromBytes(_vault.Read(name)));
        return kept;
    }

    private List<(string Kind, byte[] Body)> Written(Command command, ImmutableArray<Event> events)
    {
        if (events is [])
            throw new ArgumentException($"{command.GetType().Name} came to no event: an act leaves at least one, or is refused");
        var written = events.Select(e => (e.Kind, JsonSerializer.SerializeToUtf8Bytes(e, e.GetType(), FactJson.Options))).ToList();
        foreach (var (kind, body) in written)
        {
            foreach (var name in VaultNameFinder.In(body).Where(name => !_vault.Has(name)))
                throw new ArgumentException($"{kind} names vault file {name}, which is not there: a file is put before an event names it");
        }

        return written;
    }

    private void KeepView(Type type, Projected view, long seq)
    {
        if (_kept?.Keep(view, seq, seq - _standing.GetValueOrDefault(type)) == true)
            _standing[type] = seq;
    }

    // Whoever does not read every fact asks for the kinds there are; that is a tenth of the work. Reading them one by one tells which fact it is that is not known.
    private bool KnowsKinds(long upTo)
    {
        if (upTo > _known && _database.Kinds(upTo).All(EventKinds.Known.ContainsKey))
            _known = upTo;
        return upTo <= _known;
    }

    private IEnumerable<Fact> HistoryOf(string thing, long after, long upTo) => _database.History(thing, 0, int.MaxValue).Where(fact => fact.Seq > after && fact.Seq <= upTo);

    private void MoveTo(long seq)
    {
        if (seq <= _now.Seq)
            return;
        var views = _now.Views.ToImmutableDictionary(view => view.Key, view => Replay(view.Value, _now.Seq, seq));
        _now = new Snapshot(this, seq, views);
    }

    private Projected Replay(Projected view, long after, long upTo)
    {
        while (after < upTo)
        {
            var facts = _database.Facts(after, upTo, PageOfFacts);
            if (facts.Count == 0)
                throw new RefusedException(new Refusal("ledger.gap", new(
                    $"账本在第 {after} 条之后缺少事实（应到第 {upTo} 条）；请运行 mingzhu verify 并从备份恢复", $"the ledger has no facts after {after}, up to {upTo} are expected; run 'mingzhu verify' and restore it from a backup")));
            EventKinds.Require(facts);
            view = view.After(facts);
            after = facts[^1].Seq;
        }

        return view;
    }

    private static Refusal MovedOn(string stream, long expected, long version) => new(Command.Stale, new(
        $"“{stream}”已从第 {expected} 版变为第 {version} 版；请重新载入后再试", $"'{stream}' has moved on from version {expected} to {version}; load it again and repeat"));

    private sealed record Adopted(string Hash, Pack Pack)
    {
        public string WayToHash { get; } = AdoptPack.WayToHash(Pack);
    }

    private sealed class MomentOf(Ledger ledger, IProjections projections, Session session) : Context
    {
        public override DateOnly Today => Calendar.Today(Pack, ledger._time);

        public override Session Session => session;

        public override Pack Pack => ledger.PackAt(projections);

        public override long Seq => projections.Seq;

        public override TView View<TView>() => projections.View<TView>();
    }
}
