using System.Text;

namespace Mingzhu.Atlas;

/// <summary>How a heading or a unit reads when full and half width, blanks, line breaks and capitals make no difference (规范写法). Nothing is guessed beyond that.</summary>
internal static class Spelling
{
    // The signs of the "CJK compatibility" block and the raised digits that stand in headings and units. The runtime runs without the tables of Unicode's own compatibility form.
    private static readonly Dictionary<char, string> Signs = new()
    {
        ['²'] = "2", ['³'] = "3", ['㎡'] = "m2", ['㎥'] = "m3", ['㎞'] = "km", ['㎝'] = "cm", ['㎜'] = "mm", ['㏊'] = "ha", ['㎏'] = "kg", ['㎢'] = "km2", ['㎟'] = "mm2", ['㎠'] = "cm2", ['∕'] = "/", ['⁄'] = "/",
    };

    /// <summary>"建筑面积（㎡）\n" → "建筑面积(m2)".</summary>
    public static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (Signs.TryGetValue(letter, out var sign))
                plain.Append(sign);
            else if (!char.IsWhiteSpace(letter) && !char.IsControl(letter) && letter is not ('\u200B' or '\uFEFF'))
                plain.Append(char.ToLowerInvariant(Half(letter)));
        }

        return plain.ToString();
    }

    /// <summary>Full-width digits, letters, signs and blanks as half-width ones; the rest as it is.</summary>
    public static string HalfWidth(string text) => string.Create(text.Length, text, static (into, from) =>
    {
        for (var at = 0; at < from.Length; at++)
            into[at] = Half(from[at]);
    });

    private static char Half(char letter) => letter switch
    {
        >= '\uFF01' and <= '\uFF5E' => (char)(letter - 0xFEE0),
        '\u3000' => ' ',
        _ => letter,
    };
}
