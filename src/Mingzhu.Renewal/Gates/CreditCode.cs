namespace Mingzhu.Renewal;

/// <summary>统一社会信用代码: eighteen characters, the last a check.</summary>
/// <remarks>By: GB 32100-2015: weights 3^i mod 31 over the alphabet 0–9A–Z without I O S V Z.</remarks>
public static class CreditCode
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private const int Length = 18;

    /// <summary>Whether a text is one: length, alphabet, check character.</summary>
    public static bool IsValid(string text)
    {
        if (text.Length != Length)
            return false;
        var (sum, weight) = (0, 1);
        foreach (var letter in text.AsSpan(0, Length - 1))
        {
            var value = Alphabet.IndexOf(letter, StringComparison.Ordinal);
            if (value < 0)
                return false;
            sum += value * weight;
            weight = weight * 3 % Alphabet.Length;
        }

        return text[^1] == Alphabet[(Alphabet.Length - sum % Alphabet.Length) % Alphabet.Length];
    }
}
