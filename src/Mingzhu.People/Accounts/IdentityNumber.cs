using System.Globalization;

namespace Mingzhu.People;

/// <summary>Resident identity numbers (公民身份号码).</summary>
/// <remarks>By GB 11643-1999: area 6, birthday 8, order 3, check 1 (ISO 7064, MOD 11-2). That the area exists is not looked at: people keep numbers of areas long renamed.</remarks>
public static class IdentityNumber
{
    private const string Checks = "10X98765432";
    private const int Length = 18;
    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    /// <summary>As it is written: blanks away, the X capital.</summary>
    public static string Spelled(string text) => string.Concat(text.Where(letter => !char.IsWhiteSpace(letter))).ToUpperInvariant();

    /// <summary>Whether a number, as <see cref="Spelled"/>, passes its check and has a birthday that is one and has been.</summary>
    public static bool IsValid(string number, DateOnly today) =>
        number.Length == Length && number.AsSpan(0, Length - 1).IndexOfAnyExceptInRange('0', '9') < 0 && number[0] != '0'
        && DateOnly.TryParseExact(number.AsSpan(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var born) && born <= today && born.Year >= 1800
        && number[^1] == Checks[Weights.Select((weight, at) => weight * (number[at] - '0')).Sum() % Checks.Length];
}
