using System.Globalization;

namespace Mingzhu.Spatial;

/// <summary>One bracketed element of well-known text for coordinate systems, WKT 1 or 2: a keyword and what stands in its brackets.</summary>
internal sealed class WktNode(string keyword)
{
    // A definition nests about eight deep and has some fifty elements; QGIS's longest, a bound CRS with ensemble and usage, four times that.
    private const int MostNested = 32;
    private const int MostElements = 4096;

    private readonly List<WktNode> _children = [];
    private readonly List<string> _texts = [];

    /// <summary>In capitals.</summary>
    public string Keyword { get; } = keyword;

    /// <summary>The first text in the brackets: the name; empty if there is none.</summary>
    public string Name => _texts is [var first, ..] ? first : "";

    /// <summary>The elements in the brackets.</summary>
    public IReadOnlyList<WktNode> Children => _children;

    /// <summary>The first element with one of these keywords; null if there is none.</summary>
    public WktNode? Child(params ReadOnlySpan<string> keywords)
    {
        foreach (var child in _children)
        {
            if (keywords.Contains(child.Keyword))
                return child;
        }

        return null;
    }

    /// <summary>A number that stands at a place among texts and numbers, counted from 0; null if none does.</summary>
    public double? Number(int index) =>
        index < _texts.Count && double.TryParse(_texts[index], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    /// <summary>A text that stands at a place among texts and numbers, counted from 0.</summary>
    public string Text(int index) => index < _texts.Count ? _texts[index] : "";

    /// <summary>Reads the element a text begins with; null if it begins with none, is cut off, or is deeper or longer than any honest one.</summary>
    public static WktNode? Read(string text)
    {
        var at = 0;
        var elements = 0;
        return Element(text, ref at, 0, ref elements);
    }

    private static WktNode? Element(string text, ref int at, int depth, ref int elements)
    {
        SkipSpace(text, ref at);
        var start = at;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '_'))
            at++;
        var keyword = text[start..at].ToUpperInvariant();
        SkipSpace(text, ref at);
        if (keyword.Length == 0 || at == text.Length || text[at] is not ('[' or '(') || depth == MostNested || ++elements > MostElements)
            return null;
        at++;
        var node = new WktNode(keyword);
        return node.ReadContent(text, ref at, depth, ref elements) ? node : null;
    }

    private bool ReadContent(string text, ref int at, int depth, ref int elements)
    {
        while (true)
        {
            SkipSpace(text, ref at);
            if (at == text.Length)
                return false;
            switch (text[at])
            {
                case ']' or ')':
                    at++;
                    return true;
                case ',':
                    at++;
                    break;
                case '"' or '\'':
                    if (Quoted(text, ref at) is not { } quoted)
                        return false;
                    _texts.Add(quoted);
                    break;
                default:
                    if (!ReadBare(text, ref at, depth, ref elements))
                        return false;
                    break;
            }
        }
    }

    /// <summary>A number, a bare word, or an element in brackets.</summary>
    private bool ReadBare(string text, ref int at, int depth, ref int elements)
    {
        var start = at;
        while (at < text.Length && text[at] is not (',' or '[' or ']' or '(' or ')' or '"' or '\''))
            at++;
        if (at < text.Length && text[at] is ('[' or '('))
        {
            at = start;
            if (Element(text, ref at, depth + 1, ref elements) is not { } child)
                return false;
            _children.Add(child);
            return true;
        }

        if (at == start || ++elements > MostElements)
            return false;
        _texts.Add(text[start..at].Trim());
        return true;
    }

    // A quote within a text is written twice. Scripts that write WKT take the single quote.
    private static string? Quoted(string text, ref int at)
    {
        var quote = text[at];
        var start = ++at;
        while (true)
        {
            var end = text.IndexOf(quote, at);
            if (end < 0)
                return null;
            at = end + 1;
            if (at == text.Length || text[at] != quote)
                return text[start..end].Replace(new string(quote, 2), new string(quote, 1), StringComparison.Ordinal);
            at++;
        }
    }

    private static void SkipSpace(string text, ref int at)
    {
        while (at < text.Length && (char.IsWhiteSpace(text[at]) || text[at] is '\uFEFF' or '\0'))
            at++;
    }
}
