using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Mingzhu.City;

namespace Mingzhu.People;

/// <summary>
/// Who may do and see what (权限规则), from the pack's rights.yaml. There is one question, <see cref="May"/>, for page, API, tile and command line alike; what no grant allows is refused.
/// </summary>
public sealed record Rights
{
    /// <summary>The role everybody has, signed in or not.</summary>
    public const string Everyone = "everyone";

    /// <summary>The role of everybody who has signed in.</summary>
    public const string SignedIn = "signed-in";

    private static readonly ConditionalWeakTable<Pack, Rights> Known = [];

    /// <summary>What can be granted, in written order.</summary>
    public required ImmutableArray<Right> All { get; init; }

    /// <summary>The roles, in written order.</summary>
    public required ImmutableArray<Role> Roles { get; init; }

    /// <summary>Roles that exclude each other.</summary>
    public required ImmutableArray<Exclusion> Exclusions { get; init; }

    /// <summary>The rule that what is not granted is refused.</summary>
    public required Citation Default { get; init; }

    /// <summary>Reads rights.yaml; faults go to <see cref="Pack.Problems"/>.</summary>
    public static Rights Of(Pack pack) => Known.GetValue(pack, RightsFile.Read);

    /// <summary>The role of an id; null if there is none.</summary>
    public Role? Role(string id) => Roles.FirstOrDefault(role => role.Id == id);

    /// <summary>Whether somebody may do or see something.</summary>
    /// <param name="who">Account and posts today.</param>
    /// <param name="right">Id of the right.</param>
    /// <param name="where">Where the thing lies.</param>
    /// <param name="of">The class of the data, where the right is to see some: then the role that has the right must see the class too.</param>
    public Verdict May(Standing who, string right, Scope where, DataClass? of = null)
    {
        foreach (var (role, seat) in Held(who))
        {
            foreach (var grant in role.May)
            {
                if (grant.Right == right && (of is not { } seen || role.Sees.Contains(seen)) && Reaches(grant.Reach, who, seat, where))
                    return new Verdict.Allowed(role, grant, seat);
            }
        }

        return new Verdict.Refused(Refuse(right, of));
    }

    /// <summary>The classes of map data somebody sees.</summary>
    public ImmutableSortedSet<DataClass> Sees(Standing who) => [.. Held(who).SelectMany(held => held.Role.Sees)];

    /// <summary>Whether somebody may delegate a post they hold: by a role of that very post, not by another they have besides.</summary>
    public bool MayDelegate(Standing who, Post post) => post.Roles.Select(Role).OfType<Role>().SelectMany(role => role.May).Any(grant => grant.Right == RightIds.DelegatePosts) && who.IsSignedIn;

    private IEnumerable<(Role Role, Seat? Seat)> Held(Standing who)
    {
        if (Role(Everyone) is { } everyone)
            yield return (everyone, null);
        if (who.IsSignedIn && Role(SignedIn) is { } signedIn)
            yield return (signedIn, null);
        foreach (var seat in who.Seats)
        {
            foreach (var role in seat.Roles.Select(Role).OfType<Role>())
                yield return (role, seat);
        }
    }

    private static bool Reaches(Reach reach, Standing who, Seat? seat, Scope where) => reach switch
    {
        Reach.City => true,
        Reach.OwnDistrict => seat is not null && (seat.Place == Body.WholeCity || (where.Place is not null && seat.Place == where.Place)),
        Reach.OwnDepartment => seat is not null && where.Department is not null && seat.Body == where.Department,
        Reach.OwnThings => who.IsSignedIn && where.Owner == who.Account,
        _ => false,
    };

    private Refusal Refuse(string right, DataClass? of)
    {
        var name = All.FirstOrDefault(known => known.Id == right)?.Name ?? Wording.Same(right);
        var holders = Roles.Where(role => role.May.Any(grant => grant.Right == right) && (of is not { } seen || role.Sees.Contains(seen))).ToArray();
        return new Refusal("rights.not-granted", holders is []
            ? new($"无权“{name.Zh}”：没有角色被授予这一权限", $"not permitted to '{name.En}': no role is granted this right")
            : new(
                $"无权“{name.Zh}”：须在相应范围内担任{string.Join("、", holders.Select(role => role.Name.Zh))}岗位",
                $"not permitted to '{name.En}': a post as {string.Join(", ", holders.Select(role => role.Name.En))} that reaches this thing is needed"), Default);
    }
}
