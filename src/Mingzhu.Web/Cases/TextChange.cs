using System.Collections.Immutable;

namespace Mingzhu.Web.Cases;

/// <summary>A piece of a text beside its former self (修改对照): what stayed, what went, what came.</summary>
/// <param name="Text">The piece.</param>
/// <param name="Was">Whether the former text has it.</param>
/// <param name="Is">Whether the text now has it.</param>
public readonly record struct TextPiece(string Text, bool Was, bool Is);

/// <summary>Finds what changed in a text: line by line where there are lines, else from the first character that differs to the last.</summary>
/// <remarks>Always: the pieces that were, joined, are the former text; the pieces that are, joined, are the text now.</remarks>
public static class TextChange
{
    private const long MostSteps = 1_000_000;

    /// <summary>The pieces, in order.</summary>
    public static ImmutableArray<TextPiece> Between(string before, string after)
    {
        var lines = before.Contains('\n') || after.Contains('\n');
        string[] was = lines ? Lines(before) : Characters(before), now = lines ? Lines(after) : Characters(after);
        var head = 0;
        while (head < was.Length && head < now.Length && was[head] == now[head])
            head++;
        var tail = 0;
        while (tail < was.Length - head && tail < now.Length - head && was[^(tail + 1)] == now[^(tail + 1)])
            tail++;
        var (went, came) = (was[head..^tail], now[head..^tail]);
        return Joined([
            .. was[..head].Select(piece => new TextPiece(piece, true, true)),
            .. lines && (long)went.Length * came.Length is > 0 and <= MostSteps ? Common(went, came) : [.. went.Select(piece => new TextPiece(piece, true, false)), .. came.Select(piece => new TextPiece(piece, false, true))],
            .. was[(was.Length - tail)..].Select(piece => new TextPiece(piece, true, true)),
        ]);
    }

    // The longest sequence of lines that both have.
    private static List<TextPiece> Common(string[] went, string[] came)
    {
        var longest = new int[went.Length + 1, came.Length + 1];
        for (var i = went.Length - 1; i >= 0; i--)
        {
            for (var j = came.Length - 1; j >= 0; j--)
                longest[i, j] = went[i] == came[j] ? longest[i + 1, j + 1] + 1 : Math.Max(longest[i + 1, j], longest[i, j + 1]);
        }

        var (pieces, at, to) = (new List<TextPiece>(), 0, 0);
        while (at < went.Length || to < came.Length)
        {
            if (at < went.Length && to < came.Length && went[at] == came[to])
            {
                pieces.Add(new TextPiece(went[at++], true, true));
                to++;
            }
            else if (to == came.Length || (at < went.Length && longest[at + 1, to] >= longest[at, to + 1]))
            {
                pieces.Add(new TextPiece(went[at++], true, false));
            }
            else
            {
                pieces.Add(new TextPiece(came[to++], false, true));
            }
        }

        return pieces;
    }

    private static ImmutableArray<TextPiece> Joined(List<TextPiece> pieces)
    {
        var joined = ImmutableArray.CreateBuilder<TextPiece>();
        foreach (var piece in pieces)
        {
            if (joined.Count > 0 && joined[^1] is var last && last.Was == piece.Was && last.Is == piece.Is)
                joined[^1] = last with { Text = last.Text + piece.Text };
            else
                joined.Add(piece);
        }

        return joined.ToImmutable();
    }

    // Each with its end, so that joined they are the text again.
    private static string[] Lines(string text)
    {
        var lines = text.Split('\n');
        return [.. lines.SkipLast(1).Select(line => line + "\n"), .. lines[^1].Length > 0 ? [lines[^1]] : Array.Empty<string>()];
    }

    private static string[] Characters(string text)
    {
        var each = System.Globalization.StringInfo.GetTextElementEnumerator(text);
        var all = new List<string>();
        while (each.MoveNext())
            all.Add(each.GetTextElement());
        return [.. all];
    }
}
