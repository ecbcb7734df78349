using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.People;

/// <summary>Makes a post (设岗).</summary>
public sealed record MakePost(Guid Id, Post Post) : OrganisationAct(Id)
{
    /// <inheritdoc/>
    protected override IEnumerable<Refusal> Reasons(Organisation organisation, Rights rights, Context context) =>
        [
            .. organisation.Posts.ContainsKey(Post.Id) ? new[] { new Refusal("organisation.post-there", new($"已有岗位“{Post.Id}”", $"there is a post '{Post.Id}' already")) } : [],
            .. Faults(Post, organisation.Bodies.ContainsKey, rights),
        ];

    /// <inheritdoc/>
    protected override Event Event(Organisation organisation, Context context) => new PostMade(Post);

    /// <summary>What is wrong with a post by itself and towards body and roles.</summary>
    internal static IEnumerable<Refusal> Faults(Post post, Func<string, bool> isBody, Rights rights)
    {
        if (post.Id.Length == 0 || post.Name.Zh.Length == 0)
            yield return new Refusal("organisation.post-name", new("岗位须有编号和名称", "a post has an id and a name"));
        if (!isBody(post.Body))
            yield return None("body", "机构", "body", post.Body);
        // The roles of everybody are nobody's to give.
        foreach (var role in post.Roles.Where(role => rights.Role(role) is null || role is Rights.Everyone or Rights.SignedIn))
            yield return None("role", "可授予的角色", "role to give", role);
        foreach (var broken in rights.Exclusions.Where(exclusion => exclusion.IsBroken(post.Roles)))
            yield return Excluded(broken, rights);
        foreach (var reason in TermReasons(post.Term))
            yield return reason;
    }

    /// <summary>The reason that two roles exclude each other.</summary>
    internal static Refusal Excluded(Exclusion broken, Rights rights) => new("organisation.exclusive-roles", new(
        $"{string.Join("、", broken.Roles.Select(role => rights.Role(role)?.Name.Zh))}互斥，不能由一人兼任", $"{string.Join(", ", broken.Roles.Select(role => rights.Role(role)?.Name.En))} exclude each other: nobody can be two of them"), broken.Source);
}

/// <summary>Ends a post (撤岗).</summary>
/// <param name="Id">The same id twice gets the first answer.</param>
/// <param name="Post">Which.</param>
/// <param name="Last">Its last day.</param>
public sealed record ClosePost(Guid Id, string Post, DateOnly Last) : OrganisationAct(Id)
{
    /// <inheritdoc/>
    protected override IEnumerable<Refusal> Reasons(Organisation organisation, Rights rights, Context context) =>
        organisation.Posts.TryGetValue(Post, out var post) ? EndReasons(post.Term, Last) : [None("post", "岗位", "post", Post)];

    /// <inheritdoc/>
    protected override Event Event(Organisation organisation, Context context) => new PostClosed(Post, Last);
}
