using System.Collections.Immutable;
using Mingzhu.City;

namespace Mingzhu.People;

/// <summary>Whether a right is to do or to see something.</summary>
public enum RightKind
{
    /// <summary>操作.</summary>
    Act,

    /// <summary>查看.</summary>
    View,
}

/// <summary>Something one may or may not do or see (权限).</summary>
/// <param name="Id">One of <see cref="RightIds"/>, or one of a room downstream.</param>
/// <param name="Kind">Act or view.</param>
/// <param name="Name">What it is called.</param>
public sealed record Right(string Id, RightKind Kind, Wording Name);

/// <summary>How far a grant reaches (范围), from near to far.</summary>
public enum Reach
{
    /// <summary>本人: things of one's own.</summary>
    OwnThings,

    /// <summary>本部门: things of the body of the post.</summary>
    OwnDepartment,

    /// <summary>本辖区: things in the place of the body of the post; for a body of the city that is the city.</summary>
    OwnDistrict,

    /// <summary>全市.</summary>
    City,
}

/// <summary>A role may use a right (授权).</summary>
/// <param name="Right">Id of the right.</param>
/// <param name="Reach">How far.</param>
/// <param name="Source">Where it comes from: that of the role, if it says none of its own.</param>
public sealed record Grant(string Right, Reach Reach, Citation Source);

/// <summary>What posts of a kind may do and see (角色).</summary>
/// <param name="Id">"reviewer".</param>
/// <param name="Name">What it is called.</param>
/// <param name="Sees">The classes of map data it sees.</param>
/// <param name="May">What it may do.</param>
/// <param name="Source">Where it comes from.</param>
public sealed record Role(string Id, Wording Name, ImmutableArray<DataClass> Sees, ImmutableArray<Grant> May, Citation Source);

/// <summary>Roles of which nobody may hold two (互斥).</summary>
/// <param name="Roles">Their ids.</param>
/// <param name="Source">The rule.</param>
public sealed record Exclusion(ImmutableArray<string> Roles, Citation Source)
{
    /// <summary>Whether two of them are among these.</summary>
    public bool IsBroken(IEnumerable<string> roles) => roles.Distinct().Count(Roles.Contains) > 1;
}
