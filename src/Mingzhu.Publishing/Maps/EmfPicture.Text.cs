using System.Buffers;
using System.Text;

namespace Mingzhu.Publishing.Maps;

/// <summary>Where a text begins relative to its point.</summary>
internal enum Anchor : byte
{
    /// <summary>At the point.</summary>
    Start,

    /// <summary>Centred on it.</summary>
    Middle,

    /// <summary>Ends there.</summary>
    End,
}

internal sealed partial class EmfPicture
{
    private const string Latin = "Arial", Chinese = "黑体";

    // Advance widths of Arial for U+0020–U+007E, thousandths of the type size.
    private static readonly short[] LatinWidths =
    [
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
        1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
        333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
    ];

    /// <summary>One line of text on a baseline; Latin and Chinese letters each in their own face, with advance widths written down, so every program sets them alike.</summary>
    public void Text(Spot at, string text, int size, string colour = "262626", Anchor anchor = Anchor.Start)
    {
        Record(24, Colour(colour));
        var x = at.X - (anchor switch { Anchor.Start => 0, Anchor.Middle => Width(text, size) / 2, _ => Width(text, size) });
        foreach (var run in Runs(text))
        {
            Select("font", Font(IsLatin(run[0]) ? Latin : Chinese, size));
            x += Run(x, at.Y, run, size);
        }
    }

    /// <summary>How wide a text is set.</summary>
    public static int Width(string text, int size) => text.Sum(c => Advance(c, size));

    private int Run(int x, int y, string run, int size)
    {
        var width = Width(run, size);
        var characters = Encoding.Unicode.GetBytes(run);
        var padded = (characters.Length + 3) / 4 * 4;
        Start(84, 76 + padded + 4 * run.Length); // EXTTEXTOUTW
        Write(x, y - size, x + width, y + size / 4);
        Write(1, BitConverter.SingleToInt32Bits(1), BitConverter.SingleToInt32Bits(1));
        Write(x, y, run.Length, 76, 0, 0, 0, -1, -1, 76 + padded);
        _records.Write(characters);
        _records.Write(new byte[padded - characters.Length]);
        foreach (var c in run)
            Write(Advance(c, size));
        return width;
    }

    private int Font(string face, int size) => Object("font", size, 0, face, handle =>
    {
        Start(82, 332); // EXTCREATEFONTINDIRECTW with a LOGFONT, a full name and a PANOSE of zeros
        Write(handle, -size, 0, 0, 0, 400, (face == Latin ? 0 : 134) << 24, 0);
        var name = new byte[332 - 8 - 32];
        Encoding.Unicode.GetBytes(face).CopyTo(name, 0);
        _records.Write(name);
    });

    private static IEnumerable<string> Runs(string text)
    {
        for (int from = 0, to; from < text.Length; from = to)
        {
            for (to = from + 1; to < text.Length && IsLatin(text[to]) == IsLatin(text[from]);)
                to++;
            yield return text[from..to];
        }
    }

    private static bool IsLatin(char c) => c < 0x2E80 && c is not ('–' or '—' or '“' or '”' or '…');

    private static int Advance(char c, int size) => size * (c switch
    {
        >= ' ' and <= '~' => LatinWidths[c - ' '],
        '–' => 500,
        < '\u2E80' and not ('—' or '“' or '”' or '…') => 556,
        _ when char.IsLowSurrogate(c) => 0,
        _ => 1000,
    }) / 1000;
}
