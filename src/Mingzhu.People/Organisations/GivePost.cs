using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.People;

/// <summary>Gives a person a post (任职). Refused where it would make one person two of what excludes each other, on any day.</summary>
public sealed record GivePost(Guid Id, Holding Holding) : OrganisationAct(Id)
{
    /// <inheritdoc/>
    protected override IEnumerable<Refusal> Reasons(Organisation organisation, Rights rights, Context context) =>
        organisation.Holdings.ContainsKey(Holding.Id)
            ? [new Refusal("organisation.holding-there", new($"已有编号“{Holding.Id}”", $"the id '{Holding.Id}' is taken"))]
            : Faults(Holding, organisation, rights);

    /// <inheritdoc/>
    protected override Event Event(Organisation organisation, Context context) => new PostGiven(Holding);

    /// <summary>What is wrong with a holding towards the posts there are and those the person acts in.</summary>
    internal static IEnumerable<Refusal> Faults(Holding holding, Organisation organisation, Rights rights)
    {
        if (holding.Person.Length == 0)
            yield return new Refusal("organisation.no-person", new("请指明人员", "name the person"));
        foreach (var reason in TermReasons(holding.Term))
            yield return reason;
        if (!organisation.Posts.TryGetValue(holding.PostId, out var post))
        {
            yield return None("post", "岗位", "post", holding.PostId);
            yield break;
        }

        if (!post.Term.Meets(holding.Term))
            yield return new Refusal("organisation.post-ended", new($"岗位“{post.Name.Zh}”在此期间不存在", $"the post '{post.Name.En}' does not exist in that time"));
        if (organisation.Holdings.Values.Any(other => other.Id != holding.Id && other.PostId == holding.PostId && other.Person == holding.Person && other.Term.Meets(holding.Term)))
            yield return new Refusal("organisation.held-already", new("此人在此期间已任该岗位", "this person holds this post in that time already"));
        foreach (var reason in ActingIn.Conflicts(organisation, rights, holding.Person, post, holding.Term, except: holding.Id))
            yield return reason;
    }
}

/// <summary>A person leaves a post (免职).</summary>
/// <param name="Id">The same id twice gets the first answer.</param>
/// <param name="Holding">Which holding.</param>
/// <param name="Last">Its last day.</param>
public sealed record LeavePost(Guid Id, string Holding, DateOnly Last) : OrganisationAct(Id)
{
    /// <inheritdoc/>
    protected override IEnumerable<Refusal> Reasons(Organisation organisation, Rights rights, Context context) =>
        organisation.Holdings.TryGetValue(Holding, out var holding) ? EndReasons(holding.Term, Last) : [None("holding", "任职", "holding", Holding)];

    /// <inheritdoc/>
    protected override Event Event(Organisation organisation, Context context) => new PostLeft(Holding, Last);
}

/// <summary>In which posts a person acts, and when: held and delegated.</summary>
internal static class ActingIn
{
    public static IEnumerable<(string Id, Post Post, Term Term)> Of(Organisation organisation, string person) =>
        organisation.Holdings.Values.Where(holding => holding.Person == person).Select(holding => (holding.Id, organisation.Posts[holding.PostId], holding.Term))
            .Concat(organisation.Delegations.Values.Where(delegation => delegation.To == person)
                .Select(delegation => (delegation.Id, organisation.Posts[organisation.Holdings[delegation.Holding].PostId], delegation.Term)));

    /// <summary>The exclusions that would be broken on some day.</summary>
    public static IEnumerable<Refusal> Conflicts(Organisation organisation, Rights rights, string person, Post post, Term term, string except) =>
        from exclusion in rights.Exclusions
        where post.Roles.Any(exclusion.Roles.Contains)
        where Of(organisation, person).Any(other => other.Id != except && other.Term.Meets(term) && exclusion.IsBroken(other.Post.Roles.Concat(post.Roles)))
        select MakePost.Excluded(exclusion, rights);
}
