using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Mingzhu.City;

namespace Mingzhu.People;

/// <summary>What a password must be (口令策略).</summary>
/// <param name="Length">Least number of characters.</param>
/// <param name="Classes">Of how many kinds: capital letters, small letters, digits, others.</param>
/// <param name="History">How many former ones may not come back.</param>
/// <param name="Days">After how many days it must be changed; null for never.</param>
/// <param name="Source">Where the rule comes from.</param>
public sealed record PasswordRule(int Length, int Classes, int History, int? Days, Citation Source)
{
    /// <summary>What everybody tries first.</summary>
    public CommonPasswords Common { get; init; } = CommonPasswords.None;
}

/// <summary>When an account locks itself (登录失败锁定).</summary>
/// <param name="Failures">After how many failures in a row.</param>
/// <param name="Minutes">For how long.</param>
/// <param name="Source">Where the rule comes from.</param>
public sealed record LockOutRule(int Failures, int Minutes, Citation Source);

/// <summary>How often one may try to sign in (登录限速), within a minute.</summary>
/// <param name="PerAddress">From one network address.</param>
/// <param name="PerName">With one login name.</param>
/// <param name="Source">Where the rule comes from.</param>
public sealed record AttemptRule(int PerAddress, int PerName, Citation Source);

/// <summary>How long one stays signed in (会话限制).</summary>
/// <param name="Most">How many sessions at once; a further one ends the oldest.</param>
/// <param name="IdleMinutes">After how long without a request one is signed out.</param>
/// <param name="Hours">After how long in any case.</param>
/// <param name="Source">Where the rule comes from.</param>
public sealed record SessionRule(int Most, int IdleMinutes, int Hours, Citation Source);

/// <summary>Access tokens for the API (访问令牌).</summary>
/// <param name="Days">The longest a token counts.</param>
/// <param name="Most">How many one account may have.</param>
/// <param name="Source">Where the rule comes from.</param>
public sealed record TokenRule(int Days, int Most, Citation Source);

/// <summary>Who must sign in with a second factor (双因素).</summary>
/// <param name="Roles">Roles of which any one asks for it.</param>
/// <param name="Source">Where the rule comes from.</param>
public sealed record SecondFactorRule(ImmutableArray<string> Roles, Citation Source);

/// <summary>The rules of accounts, from the pack's rights.yaml (账号规则).</summary>
public sealed record AccountRules(PasswordRule Password, LockOutRule LockOut, SessionRule Sessions, TokenRule Tokens, SecondFactorRule SecondFactor, AttemptRule Attempts)
{
    /// <summary>Under a pack from before there was such a rule.</summary>
    private static readonly AttemptRule UsualAttempts = new(30, 10, Citation.None);

    private static readonly ConditionalWeakTable<Pack, AccountRules> Known = [];

    /// <summary>Under a pack that says nothing of accounts: four classes, one failure locks, one session, no tokens.</summary>
    private static readonly AccountRules Strictest = new(
        new(PasswordPolicy.OneTimeLength, 4, 0, null, Citation.None), new(1, 60, Citation.None), new(1, 10, 1, Citation.None), new(1, 0, Citation.None), new([], Citation.None), UsualAttempts);

    /// <summary>Reads <c>accounts:</c> of rights.yaml; faults go to <see cref="Pack.Problems"/>.</summary>
    public static AccountRules Of(Pack pack) => Known.GetValue(pack, Read);

    private static AccountRules Read(Pack pack)
    {
        var file = pack.File("rights.yaml");
        if (!file.Exists)
            return Strictest;
        var node = file["accounts"];
        node.OnlyKeys("password", "lock-out", "sessions", "tokens", "second-factor", "attempts");
        return new AccountRules(ReadPassword(node["password"]) with { Common = CommonPasswords.Of(pack) }, ReadLockOut(node["lock-out"]), ReadSessions(node["sessions"]), ReadTokens(node["tokens"]), ReadSecondFactor(node["second-factor"]), ReadAttempts(node["attempts"]));
    }

    private static PasswordRule ReadPassword(PackNode node)
    {
        node.OnlyKeys("length", "classes", "history", "days", "source");
        return new PasswordRule(AtLeast(node["length"], 8), AtLeast(node["classes"], 1), AtLeast(node["history"], 0), node["days"].Exists ? AtLeast(node["days"], 1) : null, node["source"].Citation());
    }

    private static LockOutRule ReadLockOut(PackNode node)
    {
        node.OnlyKeys("failures", "minutes", "source");
        return new LockOutRule(AtLeast(node["failures"], 1), AtLeast(node["minutes"], 1), node["source"].Citation());
    }

    private static SessionRule ReadSessions(PackNode node)
    {
        node.OnlyKeys("most", "idle-minutes", "hours", "source");
        return new SessionRule(AtLeast(node["most"], 1), AtLeast(node["idle-minutes"], 1), AtLeast(node["hours"], 1), node["source"].Citation());
    }

    private static TokenRule ReadTokens(PackNode node)
    {
        node.OnlyKeys("days", "most", "source");
        return new TokenRule(AtLeast(node["days"], 1), AtLeast(node["most"], 0), node["source"].Citation());
    }

    private static SecondFactorRule ReadSecondFactor(PackNode node)
    {
        node.OnlyKeys("roles", "source");
        return new SecondFactorRule([.. node["roles"].Texts()], node["source"].Citation());
    }

    private static AttemptRule ReadAttempts(PackNode node)
    {
        if (!node.Exists)
            return UsualAttempts;
        node.OnlyKeys("per-address", "per-name", "source");
        return new AttemptRule(AtLeast(node["per-address"], 1), AtLeast(node["per-name"], 1), node["source"].Citation());
    }

    private static int AtLeast(PackNode node, int least)
    {
        if (node.Integer() is var number && number >= least)
            return number;
        node.Report(new($"不得小于 {least}", $"must not be less than {least}"));
        return least;
    }
}
