using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.People;

/// <summary>What is said of a person when an account is made.</summary>
/// <param name="LoginName">What will be typed at sign-in.</param>
/// <param name="DisplayName">姓名.</param>
/// <param name="Telephone">Null if not given.</param>
/// <param name="IdentityNumber">Null if not given.</param>
public sealed record NewAccount(string LoginName, string DisplayName, string? Telephone = null, string? IdentityNumber = null)
{
    /// <summary>Whether the person is made up: such an account is marked so everywhere, and has no password unless <see cref="Accounts.LetIn"/> gives it one.</summary>
    public bool Invented { get; init; }
}

/// <summary>An account and the password for its first sign-in, which is shown once and kept nowhere.</summary>
/// <param name="Account">The account.</param>
/// <param name="OneTimePassword">To be told to the person; must be changed at first sign-in. Null for who cannot sign in.</param>
public sealed record Admitted(Account Account, string? OneTimePassword);

/// <content>What administrators and people themselves do with accounts.</content>
public sealed partial class Accounts
{
    /// <summary>Makes an account.</summary>
    /// <exception cref="RefusedException">The login name is taken or ill-formed; name, telephone or identity number are.</exception>
    public Admitted Create(Visit by, NewAccount asked) => Create(by, asked, Guid.NewGuid().ToString("N"));

    internal Admitted Create(Visit by, NewAccount asked, string id)
    {
        var account = new Account
        {
            Id = id, LoginName = LoginName.Spelled(asked.LoginName), DisplayName = asked.DisplayName.Trim(), Invented = asked.Invented, Made = _time.GetUtcNow(),
            Telephone = asked.Telephone is null ? null : Telephone.Spelled(asked.Telephone), IdentityNumber = asked.IdentityNumber is null ? null : IdentityNumber.Spelled(asked.IdentityNumber),
        };
        RequireSound(account);
        var (given, password) = asked.Invented ? (account, null) : WithOneTimePassword(account);
        Recorded(by, "account.created", account.Id, null, () => Save(given));
        return new Admitted(Existing(account.Id), password);
    }

    /// <summary>Changes name, telephone and identity number.</summary>
    public Account Correct(Visit by, string id, string displayName, string? telephone, string? identityNumber)
    {
        var account = Existing(id) with
        {
            DisplayName = displayName.Trim(), Telephone = telephone is null ? null : Telephone.Spelled(telephone), IdentityNumber = identityNumber is null ? null : IdentityNumber.Spelled(identityNumber),
        };
        RequireSound(account);
        return Change(by, "account.corrected", account);
    }

    /// <summary>Locks an account and ends its sessions.</summary>
    public Account Lock(Visit by, string id, string reason)
    {
        RequireOther(by, id);
        var account = InState(id, AccountState.Active);
        RequireReason(reason);
        return Change(by, "account.locked", account with { State = AccountState.Locked }, reason, endSessions: true);
    }

    /// <summary>Unlocks an account, also one that locked itself after failures.</summary>
    public Account Unlock(Visit by, string id)
    {
        var account = Existing(id);
        if (account.State == AccountState.Left || !account.IsLockedAt(_time.GetUtcNow()))
            throw Refuse("account.not-locked", "账号未被锁定", "the account is not locked");
        return Change(by, "account.unlocked", account with { State = AccountState.Active, Failures = 0, LockedUntil = null });
    }

    /// <summary>Gives a new one-time password and ends the account's sessions; a lock after failures ends too.</summary>
    public Admitted ResetPassword(Visit by, string id)
    {
        var account = Existing(id);
        if (account.State == AccountState.Left)
            throw Left();
        if (!account.SignsIn)
            throw Refuse("account.invented", "虚构人员不能登录，没有口令可重置", "an invented person cannot sign in and has no password");
        var (given, password) = WithOneTimePassword(account with { Failures = 0, LockedUntil = null });
        return new Admitted(Change(by, "account.password-reset", given, endSessions: true), password);
    }

    /// <summary>Gives an invented person a random password, so that a sample city can be tried in every role. It need not be changed: nobody's secret is behind it.</summary>
    /// <exception cref="RefusedException">The person is not invented, or has a password.</exception>
    public Admitted LetIn(Visit by, string id)
    {
        var account = Existing(id);
        if (!account.Invented || account.Password is not null)
            throw Refuse("account.not-invented", "只有尚无口令的虚构人员才能这样放行", "only an invented person without a password is let in like this");
        var (given, password) = WithOneTimePassword(account);
        return new Admitted(Change(by, "account.let-in", given), password);
    }

    /// <summary>The person has left: the account is closed for ever, its sessions and tokens end. The posts held end by acts of their own.</summary>
    public Account Leave(Visit by, string id)
    {
        RequireOther(by, id);
        var account = Existing(id);
        if (account.State == AccountState.Left)
            throw Left();
        return Change(by, "account.left", account with { State = AccountState.Left, SecondFactor = null, OfferedSecret = null }, endSessions: true, endTokens: true);
    }

    /// <summary>Changes one's own password; other sessions of the account end.</summary>
    /// <param name="by">Who asks; the account is that of its session.</param>
    /// <param name="old">The password until now.</param>
    /// <param name="password">The new one.</param>
    /// <param name="session">The secret of the session that asks, which goes on.</param>
    /// <exception cref="RefusedException">The old password is wrong (counts as a failure); every rule the new one breaks.</exception>
    public Account ChangePassword(Visit by, string old, string password, string? session = null)
    {
        var (account, rule) = (Existing(by.Session.Actor), _rules().Password);
        RequireUsable(account);
        var kept = RequirePassword(account, old, "account.password-change", by.From);
        if (PasswordPolicy.Faults(rule, account, password, _hashing).ToList() is { Count: > 0 } faults)
            throw new RefusedException(faults);
        var changed = account with { Password = new Password(_hashing.Hash(password), _time.GetUtcNow(), MustChange: false, [.. kept.Former.Prepend(kept.Hash).Take(rule.History)]), Failures = 0 };
        Recorded(by, "account.password-changed", account.Id, null, () => Save(changed, Sessions.RowsOf(account.Id, except: session)));
        return Existing(account.Id);
    }

    /// <summary>Offers a secret for the second factor. It counts when a first code of it was confirmed.</summary>
    /// <param name="by">Who asks; the account is that of its session.</param>
    /// <param name="password">The password, asked for again: whoever finds a browser left open enrols no phone of their own.</param>
    /// <returns>The secret, Base32, shown once.</returns>
    /// <exception cref="RefusedException">The password is wrong (counts as a failure).</exception>
    public string OfferSecondFactor(Visit by, string password)
    {
        var account = Existing(by.Session.Actor);
        RequireUsable(account);
        RequirePassword(account, password, "account.second-factor-offered", by.From);
        var secret = Totp.NewSecret();
        Change(by, "account.second-factor-offered", account with { OfferedSecret = secret });
        return secret;
    }

    /// <summary>Enrols the second factor by its first code.</summary>
    /// <exception cref="RefusedException">None is offered; the code is wrong.</exception>
    public Account EnrolSecondFactor(Visit by, string code)
    {
        var account = Existing(by.Session.Actor);
        RequireUsable(account);
        if (account.OfferedSecret is not { } secret)
            throw Refuse("second-factor.not-offered", "请先开始绑定动态口令", "begin enrolling the second factor first");
        if (Totp.Accept(secret, code, _time.GetUtcNow(), 0) is not { } step)
            throw Refuse("second-factor.wrong", "动态口令不正确；请核对手机时间后重试", "the code is wrong; check the clock of the phone and try again");
        return Change(by, "account.second-factor-enrolled", account with { SecondFactor = new SecondFactor(secret, _time.GetUtcNow(), step), OfferedSecret = null });
    }

    /// <summary>Takes the second factor away: the phone was lost. Sessions end.</summary>
    public Account RemoveSecondFactor(Visit by, string id, string reason)
    {
        RequireReason(reason);
        return Change(by, "account.second-factor-removed", Existing(id) with { SecondFactor = null, OfferedSecret = null }, reason, endSessions: true);
    }

    private Account Change(Visit by, string what, Account changed, string? reason = null, bool endSessions = false, bool endTokens = false)
    {
        Recorded(by, what, changed.Id, reason, () => Save(changed, [.. endSessions ? Sessions.RowsOf(changed.Id) : [], .. endTokens ? Tokens.RowsOf(changed.Id) : []]));
        return Existing(changed.Id);
    }

    private (Account Account, string Password) WithOneTimePassword(Account account)
    {
        var password = PasswordPolicy.OneTime();
        var former = account.Password is { } kept ? kept.Former.Insert(0, kept.Hash) : [];
        return (account with { Password = new Password(_hashing.Hash(password), _time.GetUtcNow(), MustChange: !account.Invented, [.. former.Take(_rules().Password.History)]) }, password);
    }

    private void RequireSound(Account account)
    {
        var reasons = new List<Refusal>();
        if (!LoginName.IsValid(account.LoginName))
            reasons.Add(LoginName.Fault);
        if (FindByLogin(account.LoginName) is { } other && other.Id != account.Id)
            reasons.Add(new Refusal("account.login-taken", new($"登录名“{account.LoginName}”已被使用", $"the login name '{account.LoginName}' is taken")));
        if (account.DisplayName is not { Length: > 0 and <= 60 })
            reasons.Add(new Refusal("account.name", new("姓名应为 1 至 60 字", "a name has 1 to 60 characters")));
        if (account.Telephone is { } telephone && !Telephone.IsValid(telephone))
            reasons.Add(new Refusal("account.telephone", new($"“{telephone}”不是电话号码：应为 7 至 15 位数字", $"'{telephone}' is no telephone number: 7 to 15 digits are expected")));
        if (account.IdentityNumber is { } number && !IdentityNumber.IsValid(number, DateOnly.FromDateTime(_time.GetUtcNow().UtcDateTime)))
            reasons.Add(new Refusal("account.identity-number", new("身份证号校验不通过：应为 18 位，最后一位为校验码", "the identity number does not pass its check: 18 characters, the last a check")));
        if (reasons.Count > 0)
            throw new RefusedException(reasons);
    }

    private Password RequirePassword(Account account, string typed, string what, string from)
    {
        if (account.Password is { } kept && typed.Length <= PasswordPolicy.Longest && _hashing.Matches(kept.Hash, typed))
            return kept;
        Failed(account, what, from);
        throw Refuse("password.wrong", "现用口令不正确", "the present password is wrong");
    }

    private void RequireUsable(Account account)
    {
        if (account.State == AccountState.Left)
            throw Left();
        if (account.IsLockedAt(_time.GetUtcNow()))
            throw Refuse("account.locked", "账号已锁定", "the account is locked");
    }

    private static void RequireOther(Visit by, string id)
    {
        if (by.Session.Actor == id)
            throw Refuse("account.self", "不能停用或注销自己的账号；请由另一名管理员办理", "nobody locks or closes their own account; ask another administrator");
    }

    private static void RequireReason(string reason)
    {
        if (reason.Trim().Length == 0)
            throw Refuse("account.reason", "请说明理由", "give a reason");
    }

    private Account InState(string id, AccountState state) => Existing(id) is var account && account.State == state
        ? account
        : throw (account.State == AccountState.Left ? Left() : Refuse("account.locked-already", "账号已锁定", "the account is locked already"));

    private static RefusedException Left() => Refuse("account.left", "此人已离任，账号不能再用", "this person has left; the account can be used no more");
}
