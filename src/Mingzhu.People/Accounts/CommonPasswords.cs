using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Mingzhu.City;

namespace Mingzhu.People;

/// <summary>
/// Passwords that are guessed first (常见口令): those that consist of little else than common words, rows of the keyboard, numbers that count, repeats and years. From the pack's common-passwords.yaml; under a pack from before
/// there was one none is common.
/// </summary>
/// <param name="Words">As they are compared: <see cref="Folded"/>, the longest first.</param>
/// <param name="Least">How many different letters and digits must be left when all that is taken out.</param>
/// <param name="Places">Names of the city, folded: no password contains one.</param>
/// <param name="Source">Where the rule comes from.</param>
public sealed partial record CommonPasswords(ImmutableArray<string> Words, int Least, ImmutableArray<string> Places, Citation Source)
{
    private const string File = "common-passwords.yaml";
    private const int ShortestName = 4, ShortestChineseName = 2, Counts = 3;

    internal static CommonPasswords None { get; } = new([], 0, [], Citation.None);

    internal static CommonPasswords Of(Pack pack)
    {
        var node = pack.File(File);
        if (!node.Exists)
            return None;
        node.OnlyKeys("source", "least", "words");
        return new CommonPasswords(
            [.. node["words"].Texts().Select(Folded).Distinct().OrderByDescending(word => word.Length).ThenBy(word => word, StringComparer.Ordinal)], node["least"].Integer(), [.. NamesOf(pack).Distinct()], node["source"].Citation());
    }

    /// <summary>Whether too little is left of a password when what everybody tries is taken out of it.</summary>
    public bool Covers(string password)
    {
        var left = Folded(WithoutCounting(Year().Replace(password, " ")));
        foreach (var word in Words)
            left = left.Replace(word, " ", StringComparison.Ordinal);
        return left.Where(char.IsLetterOrDigit).Distinct().Count() < Least;
    }

    /// <summary>Whether a password contains a name of the city.</summary>
    public bool NamesThePlace(string password) => Folded(password) is var folded && Places.Any(name => folded.Contains(name, StringComparison.Ordinal));

    /// <summary>Small letters, and what stands for a letter read as that letter; i, l and 1 are one.</summary>
    internal static string Folded(string text) => string.Concat(text.ToLowerInvariant().Select(letter => letter switch
    {
        '0' => 'o',
        '1' or 'l' or '!' or '|' => 'i',
        '3' => 'e',
        '4' or '@' => 'a',
        '5' or '$' => 's',
        '7' => 't',
        _ => letter,
    }));

    // 聊城市 is 聊城 too.
    private static IEnumerable<string> NamesOf(Pack pack) =>
        from name in new[] { pack.Id, pack.Name.Zh, pack.Name.En, pack.Root["place"].WordingOrNull()?.Zh, pack.Root["place"].WordingOrNull()?.En }
        where name is not null
        let plain = Folded(name.TrimEnd('市').Replace(" ", "", StringComparison.Ordinal))
        where plain.Length >= (char.IsAsciiLetterOrDigit(plain.FirstOrDefault()) ? ShortestName : ShortestChineseName)
        select plain;

    // 123, 9876, abcd. Repeats need no look: one letter, however often, is one letter.
    private static string WithoutCounting(string text)
    {
        var left = text.ToCharArray();
        for (var (from, at) = (0, 1); at <= text.Length; at++)
        {
            if (at < text.Length && Math.Abs(text[at] - text[at - 1]) == 1 && (at - from < 2 || text[at] - text[at - 1] == text[at - 1] - text[at - 2]))
                continue;
            if (at - from >= Counts)
                left.AsSpan(from, at - from).Fill(' ');
            from = at;
        }

        return new string(left);
    }

    [GeneratedRegex("(?<![0-9])(19|20)[0-9]{2}(?![0-9])")]
    private static partial Regex Year();
}
