using Mingzhu.City;

namespace Mingzhu.People;

/// <summary>How login names are spelt (登录名).</summary>
public static class LoginName
{
    private const int Shortest = 3, Longest = 32;

    /// <summary>What is wrong with a login name that <see cref="IsValid"/> turns down.</summary>
    public static Refusal Fault { get; } = new("account.login-name", new(
        $"登录名应为 {Shortest} 至 {Longest} 位小写字母、数字或 . - _，以字母开头", $"a login name has {Shortest} to {Longest} small letters, digits, '.', '-' or '_' and begins with a letter"));

    /// <summary>As it is kept and looked up.</summary>
    public static string Spelled(string typed) => typed.Trim().ToLowerInvariant();

    /// <summary>Whether it can be one.</summary>
    public static bool IsValid(string name) =>
        name.Length is >= Shortest and <= Longest && char.IsAsciiLetterLower(name[0]) && name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '.' or '-' or '_');
}

/// <summary>How telephone numbers are spelt (电话号码).</summary>
public static class Telephone
{
    /// <summary>As it is kept and looked up: without blanks, hyphens, brackets and the country's prefix.</summary>
    public static string Spelled(string typed)
    {
        var bare = string.Concat(typed.Where(letter => !char.IsWhiteSpace(letter) && letter is not ('-' or '(' or ')' or '（' or '）' or '—')));
        return bare.StartsWith("+86", StringComparison.Ordinal) ? bare[3..] : bare;
    }

    /// <summary>Whether it can be one.</summary>
    public static bool IsValid(string number) => number.Length is >= 7 and <= 15 && number.All(char.IsAsciiDigit);
}
