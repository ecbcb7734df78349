using System.Globalization;
using System.Text;

namespace Mingzhu.City;

internal enum TokenKind : byte
{
    End,
    Word,
    Name,
    Text,
    Number,
    Sign,
}

/// <summary>One word of an expression: what kind, what it says, the column (from 1) where it stands.</summary>
internal readonly record struct Token(TokenKind Kind, string Text, int Column, double Number = 0);

/// <summary>Cuts a text into words. A bare word may be a keyword, a function or a field; in double quotes it is always a field.</summary>
internal static class Tokens
{
    private static readonly HashSet<string> Keywords = new(StringComparer.OrdinalIgnoreCase)
    {
        "AND", "OR", "NOT", "BETWEEN", "IN", "LIKE", "IS", "NULL", "TRUE", "FALSE", "DIV",
    };

    public static bool IsKeyword(string word) => Keywords.Contains(word);

    /// <summary>Whether a name is written without quotes. More would be read: addr:street is a bare word too, and is quoted as it always was.</summary>
    public static bool IsPlainName(string name) =>
        name.Length > 0 && !char.IsDigit(name[0]) && name.All(c => char.IsLetterOrDigit(c) || c == '_') && !IsKeyword(name);

    /// <exception cref="UnreadableException">A character that begins no word, or a quotation that does not end.</exception>
    public static List<Token> Cut(string text)
    {
        var tokens = new List<Token>();
        for (var at = 0; at < text.Length;)
        {
            if (char.IsWhiteSpace(text[at]))
                at++;
            else
                tokens.Add(Next(text, ref at));
        }

        tokens.Add(new Token(TokenKind.End, "", text.Length + 1));
        return tokens;
    }

    private static Token Next(string text, ref int at)
    {
        var (start, first) = (at, text[at]);
        if (first is '\'' or '"')
            return first == '"' ? new Token(TokenKind.Name, Quoted(text, ref at), start + 1) : new Token(TokenKind.Text, Text(text, ref at), start + 1);
        if (char.IsAsciiDigit(first) || (first == '.' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1])))
            return Number(text, ref at);
        if (StartsName(first))
        {
            while (at < text.Length && ContinuesName(text[at]))
                at++;
            return new Token(TokenKind.Word, text[start..at], start + 1);
        }

        var pair = at + 1 < text.Length ? text.Substring(at, 2) : "";
        if (pair is "<=" or ">=" or "<>")
        {
            at += 2;
            return new Token(TokenKind.Sign, pair, start + 1);
        }

        if ("=<>+-*/%^(),".Contains(first, StringComparison.Ordinal))
        {
            at++;
            return new Token(TokenKind.Sign, first.ToString(), start + 1);
        }

        throw new UnreadableException(start + 1, new($"此处不应有“{first}”", $"'{first}' has no meaning here"));
    }

    private static string Quoted(string text, ref int at)
    {
        var start = at++;
        for (; at < text.Length; at++)
        {
            if (text[at] != '"')
                continue;
            if (at + 1 < text.Length && text[at + 1] == '"')
            {
                at++;
                continue;
            }

            return text[(start + 1)..at++].Replace("\"\"", "\"", StringComparison.Ordinal);
        }

        throw Open('"', start);
    }

    /// <summary>A text: <c>''</c> and <c>\'</c> are one quote, <c>\\</c> one backslash, <c>\n</c> and its like a control character; before anything else a backslash is itself, so <c>'\%'</c> is a pattern.</summary>
    private static string Text(string text, ref int at)
    {
        var said = new StringBuilder();
        var start = at++;
        while (at < text.Length)
        {
            var (first, second) = (text[at++], at < text.Length ? text[at] : '\0');
            if (first == '\'' && second != '\'')
                return said.ToString();
            if (first == '\'')
            {
                said.Append('\'');
                at++;
            }
            else if (first == '\\' && "'\\abtnvfr".IndexOf(second, StringComparison.Ordinal) is >= 0 and var which && at < text.Length)
            {
                said.Append("'\\\a\b\t\n\v\f\r"[which]);
                at++;
            }
            else
            {
                said.Append(first);
            }
        }

        throw Open('\'', start);
    }

    private static UnreadableException Open(char quote, int start) => new(start + 1, new($"引号 {quote} 没有结束", $"this {quote} is never closed"));

    private static Token Number(string text, ref int at)
    {
        var start = at;
        Digits(text, ref at);
        if (at < text.Length && text[at] == '.')
        {
            at++;
            Digits(text, ref at);
        }

        if (at < text.Length && text[at] is 'e' or 'E')
        {
            at++;
            if (at < text.Length && text[at] is '+' or '-')
                at++;
            Digits(text, ref at);
        }

        return double.TryParse(text.AsSpan(start, at - start), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? new Token(TokenKind.Number, text[start..at], start + 1, number)
            : throw new UnreadableException(start + 1, new($"“{text[start..at]}”不是数字", $"'{text[start..at]}' is no number"));
    }

    private static void Digits(string text, ref int at)
    {
        while (at < text.Length && char.IsAsciiDigit(text[at]))
            at++;
    }

    // Rare characters (𨙸) are letters of two code units.
    private static bool StartsName(char c) => char.IsLetter(c) || c is '_' or ':' || char.IsSurrogate(c);

    private static bool ContinuesName(char c) => StartsName(c) || char.IsDigit(c) || c == '.' || char.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark;
}
