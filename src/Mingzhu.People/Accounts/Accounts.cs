using System.Text.Json;
using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.People;

/// <summary>
/// The accounts of a city (账号), in its registry. Every act is recorded among the access records before it answers, and refuses with every reason. Whether who asks may is asked before, of <see cref="Rights"/>. Thread-safe.
/// </summary>
public sealed partial class Accounts
{
    internal const string Kind = "account";
    private const string ByLogin = "login-name", ByTelephone = "telephone";
    private readonly Registry _registry;
    private readonly AccessRecords _records;
    private readonly IPasswordHashing _hashing;
    private readonly TimeProvider _time;
    private readonly Func<AccountRules> _rules;
    private readonly Lazy<string> _nobodysHash;

    /// <summary>The accounts of a registry.</summary>
    /// <param name="registry">Where they stand.</param>
    /// <param name="records">Where acts are recorded.</param>
    /// <param name="hashing">How passwords are hashed.</param>
    /// <param name="rules">The rules that count now: those of the adopted pack.</param>
    /// <param name="time">The clock.</param>
    public Accounts(Registry registry, AccessRecords records, IPasswordHashing hashing, Func<AccountRules> rules, TimeProvider time)
    {
        (_registry, _records, _hashing, _rules, _time) = (registry, records, hashing, rules, time);
        _nobodysHash = new(() => hashing.Hash(PasswordPolicy.OneTime()));
        Sessions = new Sessions(this, registry, rules, time);
        Tokens = new Tokens(this, registry, records, rules, time);
    }

    /// <summary>Who is signed in.</summary>
    public Sessions Sessions { get; }

    /// <summary>Access tokens for the API.</summary>
    public Tokens Tokens { get; }

    /// <summary>An account; null if there is none, or its person was erased.</summary>
    public Account? Find(string id) => _registry.Find(Kind, id) is { } row ? Read(row) : null;

    /// <summary>The account of a login name, however its letters are cased; null if there is none.</summary>
    public Account? FindByLogin(string loginName) => _registry.FindBy(Kind, ByLogin, LoginName.Spelled(loginName)).Select(Read).FirstOrDefault();

    /// <summary>The accounts of a telephone number.</summary>
    public IReadOnlyList<Account> FindByTelephone(string telephone) => [.. _registry.FindBy(Kind, ByTelephone, Telephone.Spelled(telephone)).Select(Read)];

    /// <summary>All accounts, by login name.</summary>
    public IReadOnlyList<Account> All() => [.. _registry.All(Kind).Select(Read).OrderBy(account => account.LoginName, StringComparer.Ordinal)];

    internal void Save(Account account, params IEnumerable<(string Kind, string Id)> drop) => _registry.Write([Write(account)], drop);

    internal static RegistryRow Write(Account account) => new(Kind, account.Id, account.Id, account.Version, JsonSerializer.SerializeToUtf8Bytes(account, FactJson.Options))
    {
        LookUps = [new LookUp(ByLogin, account.LoginName, Unique: true), .. account.Telephone is { } telephone ? new[] { new LookUp(ByTelephone, telephone, Unique: false) } : []],
    };

    private static Account Read(RegistryRow row) => JsonSerializer.Deserialize<Account>(row.Body.Span, FactJson.Options)! with { Version = row.Version };

    private Account Existing(string id) => Find(id) ?? throw Refuse("account.none", "没有这个账号", "there is no such account");

    // Recorded first: an act that a power cut leaves undone may stand on record, one that was done without a record may not. Should it fail after all, that is recorded too.
    private void Recorded(Visit by, string what, string thing, string? reason, Action act)
    {
        var entry = new AccessEntry(by.Session.Actor, by.Session.Post, what, thing, AccessResult.Allowed, by.From, reason);
        _records.Record(entry);
        try
        {
            act();
        }
        catch (RefusedException refused)
        {
            _records.Note(entry with { Result = AccessResult.Failed, Reason = refused.Reasons[0].Code });
            throw;
        }
    }

    private static RefusedException Refuse(string code, string zh, string en, Citation? basis = null) => new(new Refusal(code, new(zh, en), basis));
}
