namespace Mingzhu.City;

/// <summary>LIKE: <c>%</c> is any run of characters, <c>_</c> is one character, <c>\</c> makes the next one plain. Case counts.</summary>
internal static class Wildcards
{
    /// <summary>Cost: at most text × pattern steps, whatever the pattern.</summary>
    public static bool Match(string text, string pattern)
    {
        int t = 0, p = 0, runPattern = -1, runText = 0;
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '%')
            {
                runPattern = ++p;
                runText = t;
            }
            else if (p < pattern.Length && One(text, ref t, pattern, ref p))
            {
            }
            else if (runPattern >= 0)
            {
                p = runPattern;
                t = ++runText;
            }
            else
            {
                return false;
            }
        }

        while (p < pattern.Length && pattern[p] == '%')
            p++;
        return p == pattern.Length;
    }

    private static bool One(string text, ref int t, string pattern, ref int p)
    {
        if (pattern[p] == '_')
        {
            p++;
            t += Width(text, t);
            return true;
        }

        var plain = pattern[p] == '\\' && p + 1 < pattern.Length ? p + 1 : p;
        if (pattern[plain] != text[t])
            return false;
        p = plain + 1;
        t++;
        return true;
    }

    /// <summary>A rare character (𨙸) is two code units and still one character.</summary>
    private static int Width(string text, int at) => char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]) ? 2 : 1;
}
