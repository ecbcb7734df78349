using System.Collections.Immutable;

namespace Mingzhu.People;

/// <summary>A post as somebody acts in it on a day.</summary>
/// <param name="Post">The post.</param>
/// <param name="Body">Its body.</param>
/// <param name="Person">Opaque id of who acts.</param>
/// <param name="Behalf">On whose behalf, where it is delegated; null where it is held.</param>
public sealed record ActingPost(Post Post, Body Body, string Person, string? Behalf);

/// <summary>The organisation on one day (某日的机构): only what counts on it.</summary>
public sealed class OrganisationDay
{
    private readonly ILookup<string, ActingPost> _acting;

    internal OrganisationDay(Organisation all, DateOnly day)
    {
        Day = day;
        Bodies = all.Bodies.Where(body => body.Value.Term.Holds(day)).ToImmutableSortedDictionary(StringComparer.Ordinal);
        Parts = [.. all.Parts.Values.Where(part => part.Term.Holds(day) && Bodies.ContainsKey(part.Group) && Bodies.ContainsKey(part.Body))];
        Posts = all.Posts.Where(post => post.Value.Term.Holds(day) && Bodies.ContainsKey(post.Value.Body)).ToImmutableSortedDictionary(StringComparer.Ordinal);
        Holdings = [.. all.Holdings.Values.Where(holding => holding.Term.Holds(day) && Posts.ContainsKey(holding.PostId))];
        var held = Holdings.ToDictionary(holding => holding.Id);
        Delegations = [.. all.Delegations.Values.Where(delegation => delegation.Term.Holds(day) && held.ContainsKey(delegation.Holding))];
        _acting = Holdings.Select(holding => Acting(holding.PostId, holding.Person, null))
            .Concat(Delegations.Select(delegation => Acting(held[delegation.Holding].PostId, delegation.To, held[delegation.Holding].Person)))
            .OrderBy(acting => acting.Post.Id, StringComparer.Ordinal).ThenBy(acting => acting.Behalf, StringComparer.Ordinal).ToLookup(acting => acting.Person);
    }

    /// <summary>The day.</summary>
    public DateOnly Day { get; }

    /// <summary>The bodies there are.</summary>
    public ImmutableSortedDictionary<string, Body> Bodies { get; }

    /// <summary>Who takes part in which group.</summary>
    public ImmutableArray<Part> Parts { get; }

    /// <summary>The posts there are.</summary>
    public ImmutableSortedDictionary<string, Post> Posts { get; }

    /// <summary>Who holds which post.</summary>
    public ImmutableArray<Holding> Holdings { get; }

    /// <summary>Which holdings are delegated.</summary>
    public ImmutableArray<Delegation> Delegations { get; }

    /// <summary>The posts somebody acts in, held and delegated, by id.</summary>
    public IEnumerable<ActingPost> PostsOf(string person) => _acting[person];

    /// <summary>Everybody who acts in some post.</summary>
    public IEnumerable<string> People => _acting.Select(acting => acting.Key).Order(StringComparer.Ordinal);

    /// <summary>Who acts in a post.</summary>
    public IEnumerable<ActingPost> ActingIn(string post) => _acting.SelectMany(acting => acting).Where(acting => acting.Post.Id == post).OrderBy(acting => acting.Person, StringComparer.Ordinal);

    /// <summary>The bodies that lead a group, by id; several may.</summary>
    public IEnumerable<Body> LeadsOf(string group) => BodiesIn(group, PartKind.Lead);

    /// <summary>The bodies that support a group, by id.</summary>
    public IEnumerable<Body> SupportsOf(string group) => BodiesIn(group, PartKind.Support);

    /// <summary>The bodies of a kind, by id.</summary>
    public IEnumerable<Body> OfKind(BodyKind kind) => Bodies.Values.Where(body => body.Kind == kind);

    private IEnumerable<Body> BodiesIn(string group, PartKind kind) => Parts.Where(part => part.Group == group && part.As == kind).Select(part => Bodies[part.Body]).OrderBy(body => body.Id, StringComparer.Ordinal);

    private ActingPost Acting(string post, string person, string? behalf) => new(Posts[post], Bodies[Posts[post].Body], person, behalf);
}
