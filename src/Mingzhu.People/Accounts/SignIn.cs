using System.Globalization;
using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.People;

/// <summary>What became of an attempt to sign in (登录结果).</summary>
public abstract record SignIn
{
    private SignIn()
    {
    }

    /// <summary>The password was right, and no more is asked.</summary>
    /// <param name="Account">Who.</param>
    /// <param name="MustChangePassword">Nothing but changing the password is open.</param>
    /// <param name="MustEnrol">The pack asks this person for a second factor and none is enrolled: nothing but enrolling is open.</param>
    public sealed record Done(Account Account, bool MustChangePassword, bool MustEnrol) : SignIn;

    /// <summary>The password was right; a code of the second factor is asked for now.</summary>
    /// <param name="Account">Who.</param>
    public sealed record CodeAsked(Account Account) : SignIn;

    /// <summary>No. The reason says no more than a stranger may know.</summary>
    /// <param name="Reason">For the page.</param>
    public sealed record Refused(Refusal Reason) : SignIn;

    /// <summary>One delegate a case.</summary>
    public T Match<T>(Func<Done, T> done, Func<CodeAsked, T> code, Func<Refused, T> refused) => this switch
    {
        Done d => done(d),
        CodeAsked c => code(c),
        _ => refused((Refused)this),
    };
}

/// <content>Signing in. An unknown name, a wrong password and an account that may not sign in sound alike and take as long; attempts on one account wait for each other, so that every failure counts.</content>
public sealed partial class Accounts
{
    private readonly Lock[] _attempts = [.. Enumerable.Range(0, 64).Select(_ => new Lock())];

    /// <summary>Tries a password.</summary>
    /// <param name="loginName">As typed.</param>
    /// <param name="password">As typed.</param>
    /// <param name="from">The address it comes from.</param>
    /// <param name="rolesOf">The roles an account has today.</param>
    public SignIn SignIn(string loginName, string password, string from, Func<Account, IEnumerable<string>> rolesOf)
    {
        var known = loginName.Length <= 64 ? FindByLogin(loginName) : null;
        lock (AttemptsOn(known?.Id ?? loginName))
            return SignIn(known is null ? null : Find(known.Id), password, from, rolesOf);
    }

    private SignIn SignIn(Account? account, string password, string from, Func<Account, IEnumerable<string>> rolesOf)
    {
        var right = password.Length <= PasswordPolicy.Longest && _hashing.Matches(account?.Password?.Hash ?? _nobodysHash.Value, password) && account?.Password is not null;
        if (account is null)
            return Strange(from);
        if (account.State != AccountState.Active || account.LockedUntil > _time.GetUtcNow())
            return Turned(account, from, right);
        if (!right)
            return Failed(account, "sign-in", from);
        return account.SecondFactor is not null ? new SignIn.CodeAsked(account) : Enter(account, from, rolesOf);
    }

    /// <summary>Lets somebody in for whom an identity provider vouches. The account must be here already, and a second factor that is enrolled here is asked for all the same.</summary>
    /// <param name="loginName">The login name the provider gives.</param>
    /// <param name="provider">Who vouches, as the record names it.</param>
    /// <param name="from">The address it comes from.</param>
    /// <param name="rolesOf">The roles an account has today.</param>
    public SignIn Vouched(string loginName, string provider, string from, Func<Account, IEnumerable<string>> rolesOf)
    {
        if (loginName.Length > 64 || FindByLogin(loginName) is not { SignsIn: true } account)
            return Strange(from);
        if (account.IsLockedAt(_time.GetUtcNow()) || account.State != AccountState.Active)
            return Turned(account, from, right: true);
        return account.SecondFactor is not null ? new SignIn.CodeAsked(account) : Enter(account, from, rolesOf, $"vouched for by {provider}") with { MustChangePassword = false };
    }

    /// <summary>Tries a code of the second factor, after the password of the same account was right.</summary>
    public SignIn Confirm(string id, string code, string from, Func<Account, IEnumerable<string>> rolesOf)
    {
        lock (AttemptsOn(id))
            return Confirmed(id, code, from, rolesOf);
    }

    private Lock AttemptsOn(string id) => _attempts[(string.GetHashCode(id, StringComparison.Ordinal) & int.MaxValue) % _attempts.Length];

    private SignIn Confirmed(string id, string code, string from, Func<Account, IEnumerable<string>> rolesOf)
    {
        if (Find(id) is not { State: AccountState.Active, SecondFactor: { } factor } account)
            return Strange(from);
        if (account.LockedUntil > _time.GetUtcNow())
            return Turned(account, from, right: false);
        if (Totp.Accept(factor.Secret, code, _time.GetUtcNow(), factor.LastStep) is not { } step)
            return Failed(account, "sign-in.code", from);
        return Enter(account with { SecondFactor = factor with { LastStep = step } }, from, rolesOf);
    }

    private SignIn.Done Enter(Account account, string from, Func<Account, IEnumerable<string>> rolesOf, string? how = null)
    {
        var rules = _rules();
        _records.Record(new AccessEntry(account.Id, "", "sign-in", account.Id, AccessResult.Allowed, from, how));
        Save(account with { Failures = 0, LockedUntil = null });
        var entered = Existing(account.Id);
        return new SignIn.Done(
            entered, PasswordPolicy.MustChange(rules.Password, entered.Password!, _time.GetUtcNow()), entered.SecondFactor is null && rolesOf(entered).Intersect(rules.SecondFactor.Roles).Any());
    }

    private SignIn.Refused Failed(Account account, string what, string from)
    {
        var rule = _rules().LockOut;
        var failures = account.Failures + 1;
        var locked = failures >= rule.Failures;
        _records.Record(new AccessEntry("", "", what, account.Id, AccessResult.Refused, from, locked ? string.Create(CultureInfo.InvariantCulture, $"locked for {rule.Minutes} min") : null));
        Save(account with { Failures = locked ? 0 : failures, LockedUntil = locked ? _time.GetUtcNow().AddMinutes(rule.Minutes) : account.LockedUntil });
        return Wrong(rule);
    }

    // Who knows the password may know that the account is locked; nobody else.
    private SignIn.Refused Turned(Account account, string from, bool right)
    {
        _records.Record(new AccessEntry("", "", "sign-in", account.Id, AccessResult.Refused, from, account.State == AccountState.Active ? "locked after failures" : "not active"));
        return right ? new SignIn.Refused(new Refusal("sign-in.locked", new("账号已锁定或停用；请联系系统管理员，或稍后再试", "the account is locked; ask the system administrator, or try again later"), _rules().LockOut.Source)) : Wrong(_rules().LockOut);
    }

    private SignIn.Refused Strange(string from)
    {
        _records.Record(new AccessEntry("", "", "sign-in", "", AccessResult.Refused, from, "no such account"));
        return Wrong(_rules().LockOut);
    }

    private static SignIn.Refused Wrong(LockOutRule rule) => new(new Refusal("sign-in.wrong", new(
        $"登录名、口令或动态口令不正确；连续 {rule.Failures} 次错误将锁定 {rule.Minutes} 分钟", $"login name, password or code is wrong; {rule.Failures} failures in a row lock an account for {rule.Minutes} minutes"), rule.Source));
}
