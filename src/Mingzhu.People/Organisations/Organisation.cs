using System.Collections.Immutable;
using Mingzhu.Store;

namespace Mingzhu.People;

/// <summary>The organisation of the city through time (机构沿革): everything that was, is and is to be, as the ledger knows it. Ask <see cref="On"/> for one day.</summary>
public sealed class Organisation : IView<Organisation>
{
    private volatile OrganisationDay? _last;

    private Organisation()
    {
    }

    /// <inheritdoc/>
    public static Organisation Empty { get; } = new();

    /// <summary>Whether it was begun.</summary>
    public bool Seeded { get; private init; }

    /// <summary>Every body by id.</summary>
    public ImmutableSortedDictionary<string, Body> Bodies { get; private init; } = ImmutableSortedDictionary.Create<string, Body>(StringComparer.Ordinal);

    /// <summary>Every part by id.</summary>
    public ImmutableSortedDictionary<string, Part> Parts { get; private init; } = ImmutableSortedDictionary.Create<string, Part>(StringComparer.Ordinal);

    /// <summary>Every post by id.</summary>
    public ImmutableSortedDictionary<string, Post> Posts { get; private init; } = ImmutableSortedDictionary.Create<string, Post>(StringComparer.Ordinal);

    /// <summary>Every holding by id.</summary>
    public ImmutableSortedDictionary<string, Holding> Holdings { get; private init; } = ImmutableSortedDictionary.Create<string, Holding>(StringComparer.Ordinal);

    /// <summary>Every delegation by id.</summary>
    public ImmutableSortedDictionary<string, Delegation> Delegations { get; private init; } = ImmutableSortedDictionary.Create<string, Delegation>(StringComparer.Ordinal);

    /// <summary>As it stands, stood or will stand on a day.</summary>
    public OrganisationDay On(DateOnly day) => _last is { } last && last.Day == day ? last : _last = new OrganisationDay(this, day);

    /// <inheritdoc/>
    public Organisation Apply(Fact fact) => fact.Kind switch
    {
        OrganisationSeeded.Name => With(fact.Read<OrganisationSeeded>().Chart, [], seeded: true),
        OrganisationImported.Name => fact.Read<OrganisationImported>() is var imported ? With(imported.Chart, imported.Holdings) : this,
        BodyFounded.Name => fact.Read<BodyFounded>().Body is var body ? Copy(bodies: Bodies.SetItem(body.Id, body)) : this,
        BodyEnded.Name => Apply(fact.Read<BodyEnded>()),
        PartTaken.Name => fact.Read<PartTaken>().Part is var part ? Copy(parts: Parts.SetItem(part.Id, part)) : this,
        PartEnded.Name => fact.Read<PartEnded>() is var (id, last) ? Copy(parts: Parts.SetItem(id, Parts[id] with { Term = Parts[id].Term.Until(last) })) : this,
        PostMade.Name => fact.Read<PostMade>().Post is var post ? Copy(posts: Posts.SetItem(post.Id, post)) : this,
        PostClosed.Name => fact.Read<PostClosed>() is var (id, last) ? Copy(posts: Posts.SetItem(id, Posts[id] with { Term = Posts[id].Term.Until(last) })) : this,
        PostGiven.Name => fact.Read<PostGiven>().Holding is var holding ? Copy(holdings: Holdings.SetItem(holding.Id, holding)) : this,
        PostLeft.Name => fact.Read<PostLeft>() is var (id, last) ? Copy(holdings: Holdings.SetItem(id, Holdings[id] with { Term = Holdings[id].Term.Until(last) })) : this,
        PostDelegated.Name => fact.Read<PostDelegated>().Delegation is var delegation ? Copy(delegations: Delegations.SetItem(delegation.Id, delegation)) : this,
        DelegationEnded.Name => fact.Read<DelegationEnded>() is var (id, last) ? Copy(delegations: Delegations.SetItem(id, Delegations[id] with { Term = Delegations[id].Term.Until(last) })) : this,
        _ => this,
    };

    private Organisation Apply(BodyEnded ended) => Copy(
        bodies: Bodies.SetItem(ended.Body, Bodies[ended.Body] with { Term = Bodies[ended.Body].Term.Until(ended.Last) }),
        parts: Parts.SetItems(Parts.Where(part => part.Value.Group == ended.Body || part.Value.Body == ended.Body).Select(part => KeyValuePair.Create(part.Key, part.Value with { Term = part.Value.Term.Until(ended.Last) }))),
        posts: Posts.SetItems(Posts.Where(post => post.Value.Body == ended.Body).Select(post => KeyValuePair.Create(post.Key, post.Value with { Term = post.Value.Term.Until(ended.Last) }))));

    internal Organisation With(Chart chart, ImmutableArray<Holding> holdings, bool? seeded = null) => Copy(
        Bodies.SetItems(chart.Bodies.Select(body => KeyValuePair.Create(body.Id, body))),
        Parts.SetItems(chart.Parts.Select(part => KeyValuePair.Create(part.Id, part))),
        Posts.SetItems(chart.Posts.Select(post => KeyValuePair.Create(post.Id, post))),
        Holdings.SetItems(holdings.Select(holding => KeyValuePair.Create(holding.Id, holding))), seeded: seeded);

    private Organisation Copy(
        ImmutableSortedDictionary<string, Body>? bodies = null, ImmutableSortedDictionary<string, Part>? parts = null, ImmutableSortedDictionary<string, Post>? posts = null,
        ImmutableSortedDictionary<string, Holding>? holdings = null, ImmutableSortedDictionary<string, Delegation>? delegations = null, bool? seeded = null) => new()
    {
        Seeded = seeded ?? Seeded, Bodies = bodies ?? Bodies, Parts = parts ?? Parts, Posts = posts ?? Posts, Holdings = holdings ?? Holdings, Delegations = delegations ?? Delegations,
    };
}
