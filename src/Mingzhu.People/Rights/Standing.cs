using System.Collections.Immutable;
using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.People;

/// <summary>A post in which somebody acts, as far as rights ask for it (席位).</summary>
/// <param name="Post">Id of the post.</param>
/// <param name="Body">Id of its body.</param>
/// <param name="Place">Where the body answers: code of a district or zone, or <see cref="People.Body.WholeCity"/>.</param>
/// <param name="Roles">Ids of its roles.</param>
/// <param name="Behalf">On whose behalf, where it is delegated; null where it is held.</param>
public sealed record Seat(string Post, string Body, string Place, ImmutableArray<string> Roles, string? Behalf = null);

/// <summary>Who somebody is on a day (身份): account and the posts acted in. What one may do follows from it alone.</summary>
/// <param name="Account">Opaque id; empty for who has not signed in.</param>
/// <param name="Day">The day.</param>
/// <param name="Seats">Posts held and delegated on that day.</param>
public sealed record Standing(string Account, DateOnly Day, ImmutableArray<Seat> Seats)
{
    /// <summary>Who has not signed in.</summary>
    public static Standing Nobody(DateOnly day) => new("", day, []);

    /// <summary>Whether somebody has signed in.</summary>
    public bool IsSignedIn => Account.Length > 0;

    /// <summary>The roles of all seats.</summary>
    public IEnumerable<string> Roles => Seats.SelectMany(seat => seat.Roles).Distinct();

    /// <summary>The standing of an account on a day. Where two roles exclude each other, though nobody should have been given both, neither counts.</summary>
    public static Standing Of(OrganisationDay organisation, Rights rights, string account)
    {
        if (account.Length == 0)
            return Nobody(organisation.Day);
        var seats = organisation.PostsOf(account).Select(acting => new Seat(acting.Post.Id, acting.Body.Id, acting.Body.Place, acting.Post.Roles, acting.Behalf)).ToImmutableArray();
        var none = rights.Exclusions.Where(exclusion => exclusion.IsBroken(seats.SelectMany(seat => seat.Roles))).SelectMany(exclusion => exclusion.Roles).ToHashSet();
        return new Standing(account, organisation.Day, none.Count == 0 ? seats : [.. seats.Select(seat => seat with { Roles = [.. seat.Roles.Where(role => !none.Contains(role))] })]);
    }
}

/// <summary>Asks who the one at the door is today.</summary>
public sealed record WhoIsAsking : Query<Standing>
{
    /// <inheritdoc/>
    public override Standing Answer(Context context, Workspace workspace) => Standing.Of(context.View<Organisation>().On(context.Today), Rights.Of(context.Pack), context.Session.Actor);
}

/// <summary>Where a thing lies that somebody would do or see (所及之处).</summary>
/// <param name="Place">Code of the district or zone it lies in; null for a thing of the whole city.</param>
/// <param name="Department">Id of the body it belongs to; null if to none.</param>
/// <param name="Owner">Opaque id of the account whose own it is; null if nobody's.</param>
public sealed record Scope(string? Place = null, string? Department = null, string? Owner = null)
{
    /// <summary>A thing of the whole city.</summary>
    public static Scope City { get; } = new();

    /// <summary>A thing of somebody's own.</summary>
    public static Scope Of(string owner) => new(Owner: owner);

    /// <summary>A thing in a district or zone.</summary>
    public static Scope In(string place) => new(Place: place);
}

/// <summary>Whether somebody may (裁定).</summary>
public abstract record Verdict
{
    private Verdict()
    {
    }

    /// <summary>Yes, by this grant to this role.</summary>
    /// <param name="Role">The role.</param>
    /// <param name="Grant">Its grant.</param>
    /// <param name="Seat">The post it is acted in; null for what everybody or everybody signed in may.</param>
    public sealed record Allowed(Role Role, Grant Grant, Seat? Seat) : Verdict;

    /// <summary>No, and by which rule.</summary>
    public sealed record Refused(Refusal Reason) : Verdict;

    /// <summary>Whether it is yes.</summary>
    public bool IsAllowed => this is Allowed;

    /// <summary>One delegate a case.</summary>
    public T Match<T>(Func<Allowed, T> allowed, Func<Refused, T> refused) => this is Allowed a ? allowed(a) : refused((Refused)this);

    /// <summary>Goes on if allowed.</summary>
    /// <exception cref="RefusedException">It is not.</exception>
    public Allowed OrRefuse() => Match(allowed => allowed, refused => throw new RefusedException(refused.Reason));
}
