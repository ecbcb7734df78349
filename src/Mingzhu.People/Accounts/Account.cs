using System.Collections.Immutable;

namespace Mingzhu.People;

/// <summary>Whether an account can be used (账号状态).</summary>
public enum AccountState
{
    /// <summary>启用.</summary>
    Active,

    /// <summary>停用 by an administrator; can be unlocked.</summary>
    Locked,

    /// <summary>离任: for ever; the record stays, the person's posts end.</summary>
    Left,
}

/// <summary>A person who may sign in (账号). Stands in the registry, encrypted; facts and access records know only <see cref="Id"/>.</summary>
public sealed record Account
{
    /// <summary>Opaque, never reused.</summary>
    public required string Id { get; init; }

    /// <summary>What is typed at sign-in, lower case.</summary>
    public required string LoginName { get; init; }

    /// <summary>姓名.</summary>
    public required string DisplayName { get; init; }

    /// <summary>联系电话, digits only; null if not given.</summary>
    public string? Telephone { get; init; }

    /// <summary>身份证号; null if not given.</summary>
    public string? IdentityNumber { get; init; }

    /// <summary>Whether it can be used.</summary>
    public AccountState State { get; init; }

    /// <summary>Whether this person is made up, for demonstration.</summary>
    public bool Invented { get; init; }

    /// <summary>Null for who cannot sign in: an invented person who was not given one.</summary>
    public Password? Password { get; init; }

    /// <summary>The second factor; null if none is enrolled.</summary>
    public SecondFactor? SecondFactor { get; init; }

    /// <summary>The secret offered for enrolment and not yet confirmed.</summary>
    public string? OfferedSecret { get; init; }

    /// <summary>Wrong passwords or codes in a row.</summary>
    public int Failures { get; init; }

    /// <summary>Until when nobody can sign in with it; null if one can.</summary>
    public DateTimeOffset? LockedUntil { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset Made { get; init; }

    /// <summary>Whether it is locked at a moment, by an administrator or by too many failures.</summary>
    public bool IsLockedAt(DateTimeOffset now) => State == AccountState.Locked || LockedUntil > now;

    /// <summary>Whether somebody signs in with it. With the first such account the city closes.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool SignsIn => !Invented || Password is not null;

    /// <summary>The registry's version it was read with; 0 for a new one.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    internal long Version { get; init; }
}

/// <summary>A password, as far as it is kept (口令).</summary>
/// <param name="Hash">The hash as the hasher writes it.</param>
/// <param name="Since">When it was set.</param>
/// <param name="MustChange">Whether nothing else can be done before it is changed: a one-time password.</param>
/// <param name="Former">Hashes before it, newest first, as many as the policy remembers.</param>
public sealed record Password(string Hash, DateTimeOffset Since, bool MustChange, ImmutableArray<string> Former);

/// <summary>A time-based code as second factor (动态口令).</summary>
/// <param name="Secret">Base32.</param>
/// <param name="Since">When it was confirmed.</param>
/// <param name="LastStep">The step of the last code taken: the same code is not taken twice.</param>
public sealed record SecondFactor(string Secret, DateTimeOffset Since, long LastStep);

/// <summary>How passwords are hashed; the hosts bring ASP.NET Identity's.</summary>
public interface IPasswordHashing
{
    /// <summary>A salted, slow hash.</summary>
    string Hash(string password);

    /// <summary>Whether a password is the one hashed.</summary>
    bool Matches(string hash, string password);
}

/// <summary>Who is asking, and from where (来访).</summary>
/// <param name="Session">The session at the door.</param>
/// <param name="From">The network address, or "console".</param>
public sealed record Visit(Store.Session Session, string From)
{
    /// <summary>Who sits at the machine.</summary>
    public static Visit Console(City.Language language) => new(Store.Session.Operator(language), "console");
}
