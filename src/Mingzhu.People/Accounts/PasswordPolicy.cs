using System.Security.Cryptography;
using Mingzhu.City;

namespace Mingzhu.People;

/// <summary>Holds passwords against the pack's rule, and makes the ones that are shown once.</summary>
public static class PasswordPolicy
{
    private const string Letters = "abcdefghjkmnpqrstuvwxyz", Capitals = "ABCDEFGHJKMNPQRSTUVWXYZ", Digits = "23456789", Signs = "-+=%@";

    /// <summary>How long one-time passwords are.</summary>
    internal const int OneTimeLength = 16;

    /// <summary>Longer ones are refused: hashing them would be a way to keep the server busy.</summary>
    public const int Longest = 128;

    /// <summary>Every reason against a new password.</summary>
    public static IEnumerable<Refusal> Faults(PasswordRule rule, Account account, string password, IPasswordHashing hashing)
    {
        if (password.Length < rule.Length)
            yield return new Refusal("password.short", new($"口令至少 {rule.Length} 位，现为 {password.Length} 位", $"a password has at least {rule.Length} characters, this one {password.Length}"), rule.Source);
        if (password.Length > Longest)
        {
            yield return new Refusal("password.long", new($"口令至多 {Longest} 位", $"a password has at most {Longest} characters"));
            yield break;
        }

        if (ClassesOf(password) < rule.Classes)
        {
            yield return new Refusal(
                "password.simple", new($"口令须含大写字母、小写字母、数字、其他符号中的至少 {rule.Classes} 类", $"a password has at least {rule.Classes} of capital letters, small letters, digits and other signs"), rule.Source);
        }

        if (password.Contains(account.LoginName, StringComparison.OrdinalIgnoreCase) || Reversed(password).Contains(account.LoginName, StringComparison.OrdinalIgnoreCase))
            yield return new Refusal("password.login-name", new("口令中不得含登录名", "a password does not contain the login name"), rule.Source);
        if (rule.Common.NamesThePlace(password))
            yield return new Refusal("password.city-name", new("口令中不得含城市名：这是最先被试的", "a password does not contain the name of the city: that is tried first"), rule.Common.Source);
        if (rule.Common.Covers(password))
        {
            yield return new Refusal(
                "password.common", new("口令几乎只由常见词、键盘顺序、连续数字或年份组成（如 password、qwerty、123456、2026），会最先被猜到；请换一个，例如用几个互不相干的词",
                "this password consists of little else than common words, rows of the keyboard, numbers that count or years (password, qwerty, 123456, 2026), which are guessed first; choose another, for example a few words that have nothing to do with each other"),
                rule.Common.Source);
        }

        if (account.Password is { } kept && kept.Former.Take(rule.History).Prepend(kept.Hash).Any(hash => hashing.Matches(hash, password)))
            yield return new Refusal("password.used-before", new($"口令不得与现用的或最近 {rule.History} 个相同", $"a password is none of the present and the last {rule.History}"), rule.Source);
    }

    /// <summary>Whether a password has to be changed before anything else: it was given for one time, or is too old.</summary>
    public static bool MustChange(PasswordRule rule, Password password, DateTimeOffset now) =>
        password.MustChange || (rule.Days is { } days && now - password.Since > TimeSpan.FromDays(days));

    /// <summary>A password that meets any rule, without letters that look alike; for one sign-in.</summary>
    public static string OneTime()
    {
        var letters = new char[OneTimeLength];
        foreach (var (kind, at) in new[] { Letters, Capitals, Digits, Signs }.Select((kind, at) => (kind, at)))
            letters[at] = kind[RandomNumberGenerator.GetInt32(kind.Length)];
        for (var at = 4; at < OneTimeLength; at++)
            letters[at] = RandomNumberGenerator.GetItems<char>(Letters + Capitals + Digits, 1)[0];
        RandomNumberGenerator.Shuffle(letters.AsSpan());
        return new string(letters);
    }

    private static int ClassesOf(string password) => new[]
    {
        password.Any(char.IsAsciiLetterUpper), password.Any(char.IsAsciiLetterLower), password.Any(char.IsAsciiDigit), password.Any(letter => !char.IsAsciiLetterOrDigit(letter)),
    }.Count(there => there);

    private static string Reversed(string text) => string.Concat(text.Reverse());
}
