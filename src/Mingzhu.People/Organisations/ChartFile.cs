using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Mingzhu.City;

namespace Mingzhu.People;

/// <summary>A person made up for demonstration, and the posts held (虚构人员).</summary>
/// <param name="Login">Login name; null for a number.</param>
/// <param name="Name">An invented name.</param>
/// <param name="Posts">Ids of posts.</param>
/// <param name="Term">From when to when.</param>
public sealed record SamplePerson(string? Login, string Name, ImmutableArray<string> Posts, Term Term);

/// <summary>Reads organisations.yaml: the bodies, parts and posts a new city begins with, and the invented people of the demonstration.</summary>
public static class ChartFile
{
    private const string File = "organisations.yaml";
    private static readonly ConditionalWeakTable<Pack, Chart> Known = [];
    private static readonly (string Word, BodyKind Kind)[] Kinds =
    [
        ("government", BodyKind.Government), ("department", BodyKind.Department), ("local-government", BodyKind.LocalGovernment), ("zone-committee", BodyKind.ZoneCommittee), ("task-force", BodyKind.TaskForce),
        ("office", BodyKind.Office), ("coordination-group", BodyKind.CoordinationGroup), ("working-group", BodyKind.WorkingGroup), ("committee", BodyKind.Committee), ("platform", BodyKind.Platform), ("other", BodyKind.Other),
    ];

    private static readonly (string Word, PartKind Kind)[] Parts = [("leads", PartKind.Lead), ("supports", PartKind.Support), ("members", PartKind.Member)];

    /// <summary>The chart of a pack; faults go to <see cref="Pack.Problems"/>.</summary>
    public static Chart Of(Pack pack) => Known.GetValue(pack, Read);

    /// <summary>The invented people of a pack.</summary>
    public static ImmutableArray<SamplePerson> SamplePeople(Pack pack)
    {
        var posts = Of(pack).Posts.Select(post => post.Id).ToHashSet();
        return [.. pack.File(File)["sample-people"].Items().Select(node => ReadPerson(node, posts))];
    }

    private static Chart Read(Pack pack)
    {
        var file = pack.File(File);
        file.OnlyKeys("bodies", "posts-of-every", "sample-people");
        var (departments, places, rights) = (Departments.Of(pack), Jurisdictions.Of(pack), Rights.Of(pack));
        var nodes = file["bodies"].Items().ToArray();
        var bodies = nodes.Select(node => ReadBody(node, departments)).ToImmutableArray();
        var known = bodies.Select(body => body.Id).ToHashSet();
        foreach (var twice in nodes.Zip(bodies).GroupBy(pair => pair.Second.Id).SelectMany(same => same.Skip(1)))
            twice.First["id"].Report(new($"机构“{twice.Second.Id}”出现两次", $"the body '{twice.Second.Id}' stands twice"));
        foreach (var (node, body) in nodes.Zip(bodies))
            Report(node, FoundBody.Faults(body, known.Contains, places));
        var parts = nodes.Zip(bodies).SelectMany(pair => ReadParts(pair.First, pair.Second)).ToImmutableArray();
        foreach (var (node, part) in parts)
            Report(node, TakePart.Faults(part, known.Contains, parts.Select(other => other.Part)));
        var every = file["posts-of-every"].Items().ToArray();
        var posts = nodes.Zip(bodies).SelectMany(pair => PostsOf(pair.First, pair.Second, every)).ToImmutableArray();
        foreach (var (node, post) in posts)
            Report(node, MakePost.Faults(post, known.Contains, rights));
        foreach (var twice in posts.GroupBy(post => post.Post.Id).SelectMany(same => same.Skip(1)))
            twice.Node.Report(new($"岗位“{twice.Post.Id}”出现两次", $"the post '{twice.Post.Id}' stands twice"));
        return new Chart(bodies, [.. parts.Select(part => part.Part)], [.. posts.Select(post => post.Post)]);
    }

    // A department that departments.yaml names is not named again: id and source come from there.
    private static Body ReadBody(PackNode node, Departments departments)
    {
        node.OnlyKeys("id", "name", "kind", "of", "place", "from", "until", "source", "leads", "supports", "members", "posts", "department");
        var department = node["department"].TextOrNull() is { } id ? departments.Find(id) : null;
        if (node["department"].Exists && department is null)
            node["department"].Report(new($"departments.yaml 中没有部门“{node["department"].TextOrNull()}”", $"departments.yaml has no department '{node["department"].TextOrNull()}'"));
        return new Body(
            department?.Id ?? node["id"].Text(), department?.Name ?? node["name"].Wording(), department is null ? Word(node["kind"], Kinds) : BodyKind.Department,
            node["of"].TextOrNull(), node["place"].TextOrNull() ?? Body.WholeCity, ReadTerm(node), department?.Source ?? node["source"].Citation());
    }

    private static IEnumerable<(PackNode Node, Part Part)> ReadParts(PackNode node, Body joined) =>
        from word in Parts
        from body in node[word.Word].Items()
        let id = body.IsMap ? body["body"].Text() : body.Text()
        select (body, new Part($"{joined.Id}/{word.Kind.ToString().ToLowerInvariant()}/{id}", joined.Id, id, word.Kind, body.IsMap ? ReadTerm(body) : joined.Term, body.IsMap && body["source"].Exists ? body["source"].Citation() : joined.Source));

    private static IEnumerable<(PackNode Node, Post Post)> PostsOf(PackNode node, Body body, PackNode[] every) =>
        node["posts"].Items().Concat(every.Where(one => Word(one["kind"], Kinds) == body.Kind).SelectMany(one => one["posts"].Items())).Select(post => (post, ReadPost(post, body)));

    private static Post ReadPost(PackNode node, Body body)
    {
        node.OnlyKeys("id", "name", "roles", "from", "until", "source");
        var own = ReadTerm(node);
        return new Post(
            $"{body.Id}/{node["id"].Text()}", body.Id, node["name"].Wording(), [.. node["roles"].Texts()], own == Term.Always ? body.Term : own, node["source"].Exists ? node["source"].Citation() : body.Source);
    }

    private static SamplePerson ReadPerson(PackNode node, HashSet<string> posts)
    {
        node.OnlyKeys("login", "name", "posts", "from", "until");
        foreach (var post in node["posts"].Items().Where(post => !posts.Contains(post.Text())))
            post.Report(new($"没有岗位“{post.TextOrNull()}”", $"there is no post '{post.TextOrNull()}'"));
        return new SamplePerson(node["login"].TextOrNull(), node["name"].Text(), [.. node["posts"].Texts()], ReadTerm(node));
    }

    private static Term ReadTerm(PackNode node) => new(node["from"].DayOrNull(), node["until"].DayOrNull());

    private static T Word<T>(PackNode node, (string Word, T Value)[] words)
    {
        foreach (var (word, value) in words)
        {
            if (word == node.TextOrNull())
                return value;
        }

        node.Report(new($"“{node.TextOrNull()}”应为 {string.Join("、", words.Select(word => word.Word))} 之一", $"'{node.TextOrNull()}': one of {string.Join(", ", words.Select(word => word.Word))} is expected"));
        return words[^1].Value;
    }

    private static void Report(PackNode node, IEnumerable<Refusal> faults)
    {
        foreach (var fault in faults)
            node.Report(fault.Says);
    }
}
