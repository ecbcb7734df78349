using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Mingzhu.Store;

namespace Mingzhu.People;

/// <summary>A session as the registry keeps it (会话).</summary>
/// <param name="Id">Hash of the secret; the secret itself is kept nowhere.</param>
/// <param name="Account">Whose.</param>
/// <param name="Opened">When it began.</param>
/// <param name="Seen">When its last request came, to the minute.</param>
/// <param name="From">From which address it was opened.</param>
public sealed record OpenSession(string Id, string Account, DateTimeOffset Opened, DateTimeOffset Seen, string From)
{
    /// <summary>What is open to it; a session that has yet to change the password or enrol opens nothing else.</summary>
    public SessionStage Stage { get; init; }

    /// <summary>Whether an identity provider vouched for the person: then no password of ours is to be changed.</summary>
    public bool Vouched { get; init; }
}

/// <summary>What a session has still to do.</summary>
public enum SessionStage
{
    /// <summary>Nothing: all that rights allow is open.</summary>
    Open,

    /// <summary>A code of the second factor is to be given.</summary>
    CodeAsked,

    /// <summary>The password is to be changed.</summary>
    PasswordChange,

    /// <summary>A second factor is to be enrolled.</summary>
    Enrolment,
}

/// <summary>Who is signed in (会话), with the limits of the pack. A session is known by a secret that only the browser has.</summary>
public sealed class Sessions
{
    internal const string Kind = "session";
    private static readonly TimeSpan Coarse = TimeSpan.FromMinutes(1);
    private readonly Accounts _accounts;
    private readonly Registry _registry;
    private readonly Func<AccountRules> _rules;
    private readonly TimeProvider _time;

    internal Sessions(Accounts accounts, Registry registry, Func<AccountRules> rules, TimeProvider time) => (_accounts, _registry, _rules, _time) = (accounts, registry, rules, time);

    /// <summary>Opens a session; beyond the most at once the oldest ends.</summary>
    /// <returns>The secret, for the cookie.</returns>
    public string Open(string account, string from, SessionStage stage = SessionStage.Open, bool vouched = false)
    {
        var secret = Secret.New();
        var now = _time.GetUtcNow();
        var open = Of(account);
        var most = _rules().Sessions.Most;
        _registry.Write(
            [Row(new OpenSession(Secret.Hash(secret), account, now, now, from) { Stage = stage, Vouched = vouched }, 0)],
            open.OrderByDescending(session => session.Opened).Skip(most - 1).Select(session => (Kind, session.Id)));
        return secret;
    }

    /// <summary>The session of a secret and its account; null if it has ended, idled too long, or the account may no longer sign in.</summary>
    public (OpenSession Session, Account Account)? Find(string secret)
    {
        if (_registry.Find(Kind, Secret.Hash(secret)) is not { } row)
            return null;
        var session = Read(row);
        if (!Counts(session) || _accounts.Find(session.Account) is not { State: AccountState.Active } account)
            return null;
        if (_time.GetUtcNow() - session.Seen >= Coarse)
            Touch(row, session);
        return (session, account);
    }

    /// <summary>Goes on to another stage under a new secret: the old one, which may have been planted, is worth nothing.</summary>
    /// <returns>The new secret; null if the session has ended.</returns>
    public string? GoOn(string secret, SessionStage stage)
    {
        if (Find(secret) is not { Session: var session })
            return null;
        var next = Secret.New();
        _registry.Write([Row(session with { Id = Secret.Hash(next), Stage = stage, Seen = _time.GetUtcNow() }, 0)], [(Kind, session.Id)]);
        return next;
    }

    /// <summary>Ends a session.</summary>
    public void End(string secret) => _registry.Write([], [(Kind, Secret.Hash(secret))]);

    /// <summary>Ends a session of an account by its id, as the list of them shows it.</summary>
    public void End(string account, string id)
    {
        if (Of(account).Any(session => session.Id == id))
            _registry.Write([], [(Kind, id)]);
    }

    /// <summary>The open sessions of an account, newest first.</summary>
    public IReadOnlyList<OpenSession> Of(string account) =>
        [.. _registry.About(account).Where(row => row.Kind == Kind).Select(Read).Where(Counts).OrderByDescending(session => session.Opened)];

    /// <summary>Clears away the sessions that no longer count.</summary>
    public void Tidy() => _registry.Write([], [.. _registry.All(Kind).Select(Read).Where(session => !Counts(session)).Select(session => (Kind, session.Id))]);

    internal IEnumerable<(string Kind, string Id)> RowsOf(string account, string? except = null) =>
        [.. _registry.About(account).Where(row => row.Kind == Kind && (except is null || row.Id != Secret.Hash(except))).Select(row => (Kind, row.Id))];

    private bool Counts(OpenSession session)
    {
        var (rule, now) = (_rules().Sessions, _time.GetUtcNow());
        // A clock that was set back gives no session a longer life: one opened in the future has ended.
        return session.Opened <= now + Coarse && now - session.Seen < TimeSpan.FromMinutes(rule.IdleMinutes) && now - session.Opened < TimeSpan.FromHours(rule.Hours);
    }

    private void Touch(RegistryRow row, OpenSession session)
    {
        try
        {
            _registry.Write([Row(session with { Seen = _time.GetUtcNow() }, row.Version)]);
        }
        catch (City.RefusedException)
        {
            // another request of the same session wrote at this moment, or the session ended: either is as good
        }
    }

    private static RegistryRow Row(OpenSession session, long version) => new(Kind, session.Id, session.Account, version, JsonSerializer.SerializeToUtf8Bytes(session, FactJson.Options));

    private static OpenSession Read(RegistryRow row) => JsonSerializer.Deserialize<OpenSession>(row.Body.Span, FactJson.Options)!;
}

/// <summary>Secrets that are told once and kept as a hash. They are random and long, so a plain hash is enough.</summary>
internal static class Secret
{
    public static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
