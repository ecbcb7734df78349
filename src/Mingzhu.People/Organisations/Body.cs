using System.Collections.Immutable;
using Mingzhu.City;

namespace Mingzhu.People;

/// <summary>What kind of body it is (机构类别).</summary>
public enum BodyKind
{
    /// <summary>人民政府 of the city.</summary>
    Government,

    /// <summary>部门.</summary>
    Department,

    /// <summary>属地政府: the government of a district or county.</summary>
    LocalGovernment,

    /// <summary>管委会: the committee of a zone.</summary>
    ZoneCommittee,

    /// <summary>工作专班.</summary>
    TaskForce,

    /// <summary>专班办公室.</summary>
    Office,

    /// <summary>综合工作组.</summary>
    CoordinationGroup,

    /// <summary>专项工作组.</summary>
    WorkingGroup,

    /// <summary>委员会: a planning committee, a committee of experts.</summary>
    Committee,

    /// <summary>系统管理: where the administrators of the system have their posts.</summary>
    Platform,

    /// <summary>其他单位: implementers, designers, others.</summary>
    Other,
}

/// <summary>A body (机构): a department, a local authority, a task force, a group. It may end, and another may follow; what it was called then stays true for then.</summary>
/// <param name="Id">Stable and never translated: "housing".</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Of">The body above it; null for one that stands alone.</param>
/// <param name="Place">Where it answers: the code of a district or zone, or <see cref="WholeCity"/>.</param>
/// <param name="Term">From when to when.</param>
/// <param name="Source">The document that founds or names it.</param>
public sealed record Body(string Id, Wording Name, BodyKind Kind, string? Of, string Place, Term Term, Citation Source)
{
    /// <summary>The <see cref="Place"/> of a body of the whole city.</summary>
    public const string WholeCity = "city";
}

/// <summary>How a body takes part in a group (参与方式).</summary>
public enum PartKind
{
    /// <summary>牵头: several may.</summary>
    Lead,

    /// <summary>配合.</summary>
    Support,

    /// <summary>成员: a seat without a task of its own.</summary>
    Member,
}

/// <summary>A body takes part in a group (牵头或配合).</summary>
/// <param name="Id">Its own id, to end it by.</param>
/// <param name="Group">The group.</param>
/// <param name="Body">Who takes part.</param>
/// <param name="As">How.</param>
/// <param name="Term">From when to when.</param>
/// <param name="Source">The document that says so.</param>
public sealed record Part(string Id, string Group, string Body, PartKind As, Term Term, Citation Source);

/// <summary>A post (岗位): what one may do follows from the posts one holds.</summary>
/// <param name="Id">Stable: "housing/reviewer".</param>
/// <param name="Body">The body it belongs to.</param>
/// <param name="Name">What it is called: 组长, 审核岗.</param>
/// <param name="Roles">Ids of roles of the pack.</param>
/// <param name="Term">From when to when.</param>
/// <param name="Source">The document that makes it.</param>
public sealed record Post(string Id, string Body, Wording Name, ImmutableArray<string> Roles, Term Term, Citation Source);

/// <summary>A person holds a post (任职). Several may hold the same one.</summary>
/// <param name="Id">Its own id, to end it by.</param>
/// <param name="PostId">The post.</param>
/// <param name="Person">Opaque id of the account.</param>
/// <param name="Term">From when to when.</param>
public sealed record Holding(string Id, string PostId, string Person, Term Term);

/// <summary>Who holds a post lets somebody else act in it for a time (委托代理).</summary>
/// <param name="Id">Its own id, to end it by.</param>
/// <param name="Holding">The holding that is delegated; when it ends, so does this.</param>
/// <param name="To">Opaque id of the account.</param>
/// <param name="Term">From when to when; it always has an end.</param>
public sealed record Delegation(string Id, string Holding, string To, Term Term);
