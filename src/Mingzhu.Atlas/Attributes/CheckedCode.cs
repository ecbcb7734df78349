namespace Mingzhu.Atlas;

/// <summary>Codes that can be told to be wrong by themselves (可校验的代码).</summary>
public enum ValueCheck : byte
{
    /// <summary>Nothing to check.</summary>
    None,

    /// <summary>统一社会信用代码: 18 characters, the last a check.</summary>
    Uscc,

    /// <summary>投资项目代码: five groups of digits, 24 characters with the hyphens.</summary>
    ProjectCode,
}

/// <summary>Whether a code is well formed. The formulas are those of the national standards for these codes, not rules of a city.</summary>
internal static class CheckedCode
{
    private const string UsccLetters = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static readonly int[] ProjectGroups = [4, 6, 2, 2, 6];

    /// <summary>The code as it is meant where width, case, blanks and the kind of hyphen differ.</summary>
    public static string Spelled(string code) => string.Concat(Spelling.HalfWidth(code).Where(letter => !char.IsWhiteSpace(letter)).Select(letter => letter is '—' or '–' or '‐' or '−' ? '-' : char.ToUpperInvariant(letter)));

    /// <summary>Whether the code passes its check.</summary>
    public static bool Passes(string code, ValueCheck check) => check switch
    {
        ValueCheck.Uscc => IsUscc(code),
        ValueCheck.ProjectCode => IsProjectCode(code),
        _ => true,
    };

    /// <summary>1 + 1 + 6 + 9 characters and a check character from the same 31, weights 3^i mod 31 (the check may be any of them, not only a digit or X).</summary>
    private static bool IsUscc(string code)
    {
        if (code.Length != 18)
            return false;
        var (sum, weight) = (0, 1);
        for (var at = 0; at < 17; at++)
        {
            var value = UsccLetters.IndexOf(code[at], StringComparison.Ordinal);
            if (value < 0)
                return false;
            sum += value * weight;
            weight = weight * 3 % UsccLetters.Length;
        }

        return code[17] == UsccLetters[(UsccLetters.Length - (sum % UsccLetters.Length)) % UsccLetters.Length];
    }

    /// <summary>Year 4 – area 6 – ministry 2 – type 2 – number 5 and check 1. How the check is formed is not published, so only the shape is looked at.</summary>
    private static bool IsProjectCode(string code)
    {
        var groups = code.Split('-');
        return groups.Length == ProjectGroups.Length && groups.Zip(ProjectGroups, (group, length) => group.Length == length && group.All(char.IsAsciiDigit)).All(good => good);
    }
}
