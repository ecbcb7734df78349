using System.Collections.Immutable;
using System.Text.Json;
using Mingzhu.City;
using Mingzhu.People;
using Mingzhu.Store;

namespace Mingzhu.Procedures.Tests;

/// <summary>A city hall in memory: the organisation of the pack with one invented person in every post, and the cases so far. Acts are decided and applied as the ledger does, without a disk.</summary>
internal sealed class Townhall : Context
{
    private readonly Dictionary<Type, object> _views = [];
    private readonly Session _session;
    private readonly DateOnly _today;
    private long _seq;

    public Townhall(Pack pack, DateOnly today)
    {
        (Pack, _today, _session) = (pack, today, new Session("nobody", Language.Zh));
        var chart = ChartFile.Of(pack);
        var organisation = Organisation.Empty.Apply(Fact("organisation", new OrganisationSeeded(chart, "", today), "operator"));
        foreach (var post in chart.Posts)
            organisation = organisation.Apply(Fact("organisation", new PostGiven(new Holding("h-" + post.Id, post.Id, PersonIn(post.Id), Term.Always)), "operator"));
        (_views[typeof(Organisation)], _views[typeof(Cases)]) = (organisation, Cases.Empty);
    }

    private Townhall(Townhall from, Session session, DateOnly today) => (Pack, _today, _session, _views, _seq) = (from.Pack, today, session, new(from._views), from._seq);

    public override DateOnly Today => _today;

    public override Session Session => _session;

    public override Pack Pack { get; }

    public override long Seq => _seq;

    public Cases Cases => View<Cases>();

    public override TView View<TView>() => _views.TryGetValue(typeof(TView), out var view) ? (TView)view : TView.Empty;

    /// <summary>The one person in a post.</summary>
    public static string PersonIn(string post) => "person:" + post;

    /// <summary>The same hall, asked by somebody, on a day.</summary>
    public Townhall As(string person, DateOnly? day = null) => new(this, new Session(person, Language.Zh), day ?? _today);

    public Townhall On(DateOnly day) => new(this, _session, day);

    /// <summary>The hall after an act of who holds a post; fails the test if it was refused.</summary>
    /// <param name="post">The post.</param>
    /// <param name="command">The act.</param>
    /// <param name="force">Puts a case there for it to belong to, if there is none.</param>
    public Townhall After(string post, Command command, bool force) => force && command is OpenCase { Of: { } parent } open && Cases.Find(parent) is null
        ? Under(parent, ProcedureBook.Of(Pack).Subjects.First(subject => subject.Id == open.Subject).Parent!, open.Place).After(post, command)
        : After(post, command);

    // A case for others to belong to, whatever became of it.
    private Townhall Under(string id, string subject, string place)
    {
        var next = new Townhall(this, _session, _today);
        var procedure = ProcedureBook.Of(Pack).All.First(one => one.Subject == subject);
        next._views[typeof(Cases)] = Cases.Put(Case.Begin(new CaseOpened(new Signature("", ""), id, procedure, place, id, null, ImmutableSortedDictionary<string, string>.Empty, _today)));
        return next;
    }

    public Townhall After(string post, Command command) => As(PersonIn(post)).Decided(command) is Decision<Event>.Taken taken
        ? With(command.Stream, PersonIn(post), taken.Events)
        : throw new InvalidOperationException(string.Join("; ", Reasons(post, command).Select(reason => reason.Says.Zh)));

    /// <summary>Why an act of who holds a post is refused; empty if it is not.</summary>
    public ImmutableArray<Refusal> Reasons(string post, Command command) => As(PersonIn(post)).Decided(command) is Decision<Event>.Refused refused ? refused.Reasons : [];

    public Decision<Event> Decided(Command command) => command.Decide(this);

    public Townhall With(string stream, string actor, IEnumerable<Event> events)
    {
        var next = new Townhall(this, _session, _today);
        foreach (var happened in events)
        {
            var fact = next.Fact(stream, happened, actor);
            next._views[typeof(Cases)] = next.Cases.Apply(fact);
        }

        return next;
    }

    /// <summary>The same hall, with a case as it stands put into it.</summary>
    public Townhall Holding(Case @case)
    {
        var next = new Townhall(this, _session, _today);
        next._views[typeof(Cases)] = Cases.Empty.Put(@case);
        return next;
    }

    private Fact Fact(string stream, Event happened, string actor) =>
        new(++_seq, stream, _seq, _seq, actor, "", Guid.NewGuid(), happened.Kind, JsonSerializer.SerializeToUtf8Bytes(happened, happened.GetType(), FactJson.Options), default);
}

/// <summary>The packs of the repository.</summary>
internal static class Packs
{
    public static string Root { get; } = Find();

    public static Pack Load(string name) => Pack.Load(Path.Combine(Root, "packs", name));

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Mingzhu.slnx")))
                return folder.FullName;
        }

        throw new InvalidOperationException("The tests are not run from inside the repository.");
    }
}
