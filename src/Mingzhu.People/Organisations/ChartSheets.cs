using System.Collections.Immutable;
using Mingzhu.City;

namespace Mingzhu.People;

/// <summary>One sheet of the organisation's workbook (机构表的一页): its name, headings and rows, each cell text or a day.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Headings">Its headings.</param>
/// <param name="Rows">Its rows.</param>
public sealed record ChartSheet(Wording Name, ImmutableArray<Wording> Headings, ImmutableArray<ImmutableArray<object?>> Rows);

/// <summary>The organisation as sheets: what is written into a workbook, to be changed there and brought back (<see cref="ChartReading"/>).</summary>
public static class ChartSheets
{
    internal static readonly Wording Bodies = new("机构", "Bodies"), Parts = new("牵头配合", "Parts"), Posts = new("岗位", "Posts"), Holdings = new("任职", "Holders"), Delegations = new("委托", "Delegations");
    internal static readonly Wording
        Id = new("编号", "id"), Name = new("名称", "name"), English = new("英文名称", "English name"), Kind = new("类别", "kind"), Above = new("上级", "above"), Place = new("辖区", "place"), First = new("起始", "first day"),
        Last = new("截止", "last day"), Source = new("依据", "source"), Clause = new("条款", "clause"), Group = new("工作组", "group"), TheBody = new("机构", "body"), As = new("方式", "as"), Roles = new("角色", "roles"),
        ThePost = new("岗位", "post"), Login = new("登录名", "login name"), Person = new("姓名", "person"), Deputy = new("受托人登录名", "deputy's login name");

    internal static readonly (BodyKind Kind, Wording Word)[] Kinds =
    [
        (BodyKind.Government, new("人民政府", "government")), (BodyKind.Department, new("部门", "department")), (BodyKind.LocalGovernment, new("属地政府", "local government")),
        (BodyKind.ZoneCommittee, new("管委会", "zone committee")), (BodyKind.TaskForce, new("专班", "task force")), (BodyKind.Office, new("办公室", "office")), (BodyKind.CoordinationGroup, new("综合工作组", "coordination group")),
        (BodyKind.WorkingGroup, new("专项工作组", "working group")), (BodyKind.Committee, new("委员会", "committee")), (BodyKind.Platform, new("系统管理", "platform")), (BodyKind.Other, new("其他", "other")),
    ];

    internal static readonly (PartKind Kind, Wording Word)[] Ways = [(PartKind.Lead, new("牵头", "lead")), (PartKind.Support, new("配合", "support")), (PartKind.Member, new("成员", "member"))];

    /// <summary>What a kind of body is called.</summary>
    public static Wording Of(BodyKind kind) => Kinds.Single(known => known.Kind == kind).Word;

    /// <summary>What a way of taking part is called.</summary>
    public static Wording Of(PartKind kind) => Ways.Single(known => known.Kind == kind).Word;

    /// <summary>Everything that was, is and is to be.</summary>
    /// <param name="organisation">The organisation.</param>
    /// <param name="rights">For the names of roles.</param>
    /// <param name="person">Login name and name of an account; null for one that was erased.</param>
    /// <param name="language">In which language.</param>
    public static ImmutableArray<ChartSheet> All(Organisation organisation, Rights rights, Func<string, (string Login, string Name)?> person, Language language) => Sheets(
        organisation.Bodies.Values, organisation.Parts.Values, organisation.Posts.Values, organisation.Holdings.Values, organisation.Delegations.Values, organisation.Holdings, rights, person, language);

    /// <summary>Only what counts on a day.</summary>
    public static ImmutableArray<ChartSheet> On(OrganisationDay day, Rights rights, Func<string, (string Login, string Name)?> person, Language language) => Sheets(
        day.Bodies.Values, day.Parts, day.Posts.Values, day.Holdings, day.Delegations, day.Holdings.ToDictionary(holding => holding.Id), rights, person, language);

    private static ImmutableArray<ChartSheet> Sheets(
        IEnumerable<Body> bodies, IEnumerable<Part> parts, IEnumerable<Post> posts, IEnumerable<Holding> holdings, IEnumerable<Delegation> delegations, IReadOnlyDictionary<string, Holding> held, Rights rights,
        Func<string, (string Login, string Name)?> person, Language language) =>
    [
        new(Bodies, [Id, Name, English, Kind, Above, Place, First, Last, Source, Clause], [.. bodies.Select(body => (ImmutableArray<object?>)
            [body.Id, body.Name.Zh, body.Name.En, Of(body.Kind).In(language), body.Of, body.Place, body.Term.First, body.Term.Last, body.Source.Source, body.Source.Clause])]),
        new(Parts, [Id, Group, TheBody, As, First, Last, Source, Clause], [.. parts.Select(part => (ImmutableArray<object?>)
            [part.Id, part.Group, part.Body, Of(part.As).In(language), part.Term.First, part.Term.Last, part.Source.Source, part.Source.Clause])]),
        new(Posts, [Id, TheBody, Name, English, Roles, First, Last, Source, Clause], [.. posts.Select(post => (ImmutableArray<object?>)
            [post.Id, post.Body, post.Name.Zh, post.Name.En, string.Join('、', post.Roles.Select(role => rights.Role(role)?.Name.In(language) ?? role)), post.Term.First, post.Term.Last, post.Source.Source, post.Source.Clause])]),
        new(Holdings, [Id, ThePost, Login, Person, First, Last], [.. holdings.Select(holding => (ImmutableArray<object?>)
            [holding.Id, holding.PostId, person(holding.Person)?.Login, person(holding.Person)?.Name, holding.Term.First, holding.Term.Last])]),
        new(Delegations, [Id, ThePost, Login, Deputy, First, Last], [.. delegations.Select(delegation => (ImmutableArray<object?>)
            [delegation.Id, held[delegation.Holding].PostId, person(held[delegation.Holding].Person)?.Login, person(delegation.To)?.Login, delegation.Term.First, delegation.Term.Last])]),
    ];
}
