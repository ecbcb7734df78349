using System.Text.Json;
using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.People;

/// <summary>An access token for the API, as far as it is kept (访问令牌).</summary>
/// <param name="Id">Hash of the token.</param>
/// <param name="Account">Whose; it can do what the account can, no more.</param>
/// <param name="Name">What it is for, as its owner calls it.</param>
/// <param name="Issued">When.</param>
/// <param name="Expires">When it ends.</param>
/// <param name="Acts">Whether it may also act at cases, as its owner could; else it only reads.</param>
public sealed record Token(string Id, string Account, string Name, DateTimeOffset Issued, DateTimeOffset Expires, bool Acts = false);

/// <summary>Personal access tokens (访问令牌): shown once, kept as a hash, with an end.</summary>
public sealed class Tokens
{
    internal const string Kind = "token";
    private const string Prefix = "mz_";
    private readonly Accounts _accounts;
    private readonly Registry _registry;
    private readonly AccessRecords _records;
    private readonly Func<AccountRules> _rules;
    private readonly TimeProvider _time;

    internal Tokens(Accounts accounts, Registry registry, AccessRecords records, Func<AccountRules> rules, TimeProvider time) =>
        (_accounts, _registry, _records, _rules, _time) = (accounts, registry, records, rules, time);

    /// <summary>Issues a token for one's own account.</summary>
    /// <returns>The token, shown once.</returns>
    /// <exception cref="RefusedException">Too long, too many, without a name; each with the rule.</exception>
    public string Issue(Visit by, string name, int days, bool acts = false)
    {
        var (rule, now) = (_rules().Tokens, _time.GetUtcNow());
        var reasons = new List<Refusal>();
        if (name.Trim() is not { Length: > 0 and <= 60 })
            reasons.Add(new Refusal("token.name", new("请给令牌起一个不超过 60 字的名称", "give the token a name of at most 60 characters")));
        if (days < 1 || days > rule.Days)
            reasons.Add(new Refusal("token.days", new($"令牌有效期应为 1 至 {rule.Days} 天", $"a token counts for 1 to {rule.Days} days"), rule.Source));
        if (Of(by.Session.Actor).Count >= rule.Most)
            reasons.Add(new Refusal("token.most", new($"每个账号至多 {rule.Most} 个令牌；请先撤销一个", $"an account has at most {rule.Most} tokens; revoke one first"), rule.Source));
        if (_accounts.Find(by.Session.Actor) is not { State: AccountState.Active })
            reasons.Add(new Refusal("account.none", new("没有这个账号，或它已停用", "there is no such account, or it is not active")));
        if (reasons.Count > 0)
            throw new RefusedException(reasons);
        var plain = Prefix + Secret.New();
        var token = new Token(Secret.Hash(plain), by.Session.Actor, name.Trim(), now, now.AddDays(days), acts);
        _records.Record(new AccessEntry(by.Session.Actor, by.Session.Post, acts ? "token.issued-to-act" : "token.issued", token.Id, AccessResult.Allowed, by.From));
        _registry.Write([new RegistryRow(Kind, token.Id, token.Account, 0, JsonSerializer.SerializeToUtf8Bytes(token, FactJson.Options))]);
        return plain;
    }

    /// <summary>The account of a token; null if it was never issued, has ended or was revoked, or the account is locked or left.</summary>
    public (Token Token, Account Account)? Find(string plain)
    {
        if (!plain.StartsWith(Prefix, StringComparison.Ordinal) || _registry.Find(Kind, Secret.Hash(plain)) is not { } row)
            return null;
        var token = Read(row);
        return token.Expires > _time.GetUtcNow() && _accounts.Find(token.Account) is { State: AccountState.Active } account && !account.IsLockedAt(_time.GetUtcNow()) ? (token, account) : null;
    }

    /// <summary>Revokes a token of one's own.</summary>
    public void Revoke(Visit by, string id)
    {
        if (Of(by.Session.Actor).All(token => token.Id != id))
            throw new RefusedException(new Refusal("token.none", new("没有这个令牌", "there is no such token")));
        _records.Record(new AccessEntry(by.Session.Actor, by.Session.Post, "token.revoked", id, AccessResult.Allowed, by.From));
        _registry.Write([], [(Kind, id)]);
    }

    /// <summary>The tokens of an account that still count, newest first.</summary>
    public IReadOnlyList<Token> Of(string account) =>
        [.. _registry.About(account).Where(row => row.Kind == Kind).Select(Read).Where(token => token.Expires > _time.GetUtcNow()).OrderByDescending(token => token.Issued)];

    internal IEnumerable<(string Kind, string Id)> RowsOf(string account) => [.. _registry.About(account).Where(row => row.Kind == Kind).Select(row => (Kind, row.Id))];

    private static Token Read(RegistryRow row) => JsonSerializer.Deserialize<Token>(row.Body.Span, FactJson.Options)!;
}
