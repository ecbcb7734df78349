using System.Collections.Immutable;

namespace Mingzhu.Store;

/// <summary>A projection in memory, of whatever type.</summary>
/// <param name="View">It.</param>
/// <param name="Touched">The facts that changed it, by number: replaying these alone comes to the same. Null if they are too many to be worth remembering.</param>
internal abstract record Projected(object View, ImmutableList<long>? Touched)
{
    private const int MostTouched = 50_000;

    /// <summary>After these facts.</summary>
    public abstract Projected After(IEnumerable<Fact> facts);

    /// <summary>All of it as bytes; null if it is always replayed.</summary>
    public abstract byte[]? ToBytes();

    /// <summary>A projection of a known type.</summary>
    public sealed record Of<TView>(TView Typed, ImmutableList<long>? Touched) : Projected(Typed, Touched) where TView : class, IView<TView>
    {
        /// <summary>Before the first fact.</summary>
        public static Of<TView> Empty { get; } = new(TView.Empty, []);

        /// <inheritdoc/>
        public override Projected After(IEnumerable<Fact> facts)
        {
            var (view, touched) = (Typed, (ImmutableList<long>.Builder?)null);
            foreach (var fact in facts)
            {
                var next = view.Apply(fact);
                if (ReferenceEquals(next, view))
                    continue;
                view = next;
                touched ??= Touched?.ToBuilder();
                touched?.Add(fact.Seq);
            }

            return ReferenceEquals(view, Typed) ? this : new Of<TView>(view, touched?.Count <= MostTouched ? touched.ToImmutable() : null);
        }

        /// <inheritdoc/>
        public override byte[]? ToBytes() => TView.ToBytes(Typed);
    }
}

/// <summary>Where projections can be read at one sequence number.</summary>
internal interface IProjections
{
    /// <summary>The last fact they know.</summary>
    long Seq { get; }

    /// <summary>One of them.</summary>
    TView View<TView>() where TView : class, IView<TView>;
}

/// <summary>The committed city at one sequence number. Never changes; a projection is brought up when it is first asked for, and carried along from then on.</summary>
internal sealed class Snapshot(Ledger ledger, long seq, ImmutableDictionary<Type, Projected> views) : IProjections
{
    private volatile ImmutableDictionary<Type, Projected> _views = views;

    /// <inheritdoc/>
    public long Seq => seq;

    /// <summary>What is in memory.</summary>
    public ImmutableDictionary<Type, Projected> Views => _views;

    /// <inheritdoc/>
    public TView View<TView>() where TView : class, IView<TView> => (TView)Projected<TView>().View;

    /// <summary>The same with what is known about it.</summary>
    public Projected Projected<TView>() where TView : class, IView<TView> => _views.TryGetValue(typeof(TView), out var known) ? known : ledger.Load<TView>(this);

    /// <summary>Keeps a projection that stands at <see cref="Seq"/>. Only under the ledger's lock.</summary>
    public void Keep(Type type, Projected view) => _views = _views.SetItem(type, view);
}

/// <summary>What the city would be if the waiting commands decided so far were committed. Forgotten if they are not.</summary>
internal sealed class Scratch(Snapshot committed, Standing standing) : IProjections
{
    private readonly List<Fact> _facts = [];
    private readonly Dictionary<string, long> _versions = [];
    private readonly Dictionary<Guid, IReadOnlyList<Fact>> _commands = [];
    private ImmutableDictionary<Type, Projected> _views = committed.Views;
    private byte[] _hash = standing.Hash;

    /// <inheritdoc/>
    public long Seq => committed.Seq + _facts.Count;

    /// <summary>Everything decided, in order.</summary>
    public IReadOnlyList<Fact> Facts => _facts;

    /// <summary>Projections after them.</summary>
    public ImmutableDictionary<Type, Projected> Views => _views;

    /// <inheritdoc/>
    public TView View<TView>() where TView : class, IView<TView>
    {
        if (!_views.TryGetValue(typeof(TView), out var view))
        {
            view = committed.Projected<TView>().After(_facts);
            _views = _views.Add(typeof(TView), view);
        }

        return (TView)view.View;
    }

    /// <summary>The version of a stream.</summary>
    public long Version(string stream) => _versions.TryGetValue(stream, out var version) ? version : standing.Versions[stream];

    /// <summary>The facts a command came to, in this batch or long before, or null.</summary>
    public IReadOnlyList<Fact>? FactsOf(Guid command) => _commands.TryGetValue(command, out var facts) ? facts : standing.Recorded[command].ToList() is { Count: > 0 } recorded ? recorded : null;

    /// <summary>Chains the events of one command. If a projection cannot take them nothing has happened here.</summary>
    public IReadOnlyList<Fact> Add(Command command, Session session, long at, IEnumerable<(string Kind, byte[] Body)> events, string alg)
    {
        var facts = new List<Fact>();
        var last = _hash;
        foreach (var (kind, body) in events)
        {
            var fact = new Fact(Seq + facts.Count + 1, command.Stream, Version(command.Stream) + facts.Count + 1, at, session.Actor, session.Post, command.Id, kind, body, default) { Ordinal = facts.Count + 1, Alg = alg };
            last = Chain.Hash(fact, last)!;
            facts.Add(fact with { Hash = last });
        }

        var views = _views;
        foreach (var (type, view) in _views)
        {
            var after = view.After(facts);
            if (!ReferenceEquals(after, view))
                views = views.SetItem(type, after);
        }

        _views = views;
        _hash = last;
        _versions[command.Stream] = facts[^1].Version;
        _commands[command.Id] = facts;
        _facts.AddRange(facts);
        return facts;
    }
}
