using System.Globalization;

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
        "AND", "OR", "NOT", "BETWEEN", "IN", "LIKE", "IS", "NULL", "TRUE", "FALSE",
    };

    public static bool IsKeyword(string word) => Keywords.Contains(word);

    public static bool IsPlainName(string name) =>
        name.Length > 0 && StartsName(name[0]) && name.All(ContinuesName) && !IsKeyword(name);

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
            return new Token(first == '"' ? TokenKind.Name : TokenKind.Text, Quoted(text, ref at, first), start + 1);
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

        if ("=<>+-*/(),".Contains(first, StringComparison.Ordinal))
        {
            at++;
            return new Token(TokenKind.Sign, first.ToString(), start + 1);
        }

        throw new UnreadableException(start + 1, new($"此处不应有“{first}”", $"'{first}' has no meaning here"));
    }

    private static string Quoted(string text, ref int at, char quote)
    {
        var start = at++;
        for (; at < text.Length; at++)
        {
            if (text[at] != quote)
                continue;
            if (at + 1 < text.Length && text[at + 1] == quote)
            {
                at++;
                continue;
            }

            return text[(start + 1)..at++].Replace(new string(quote, 2), quote.ToString(), StringComparison.Ordinal);
        }

        throw new UnreadableException(start + 1, new($"引号 {quote} 没有结束", $"this {quote} is never closed"));
    }

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

    private static bool StartsName(char c) => char.IsLetter(c) || c == '_';

    private static bool ContinuesName(char c) => char.IsLetterOrDigit(c) || c == '_';
}
