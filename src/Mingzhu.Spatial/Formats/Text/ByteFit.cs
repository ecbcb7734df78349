using System.Buffers;
using System.Text;

namespace Mingzhu.Spatial;

/// <summary>How a text's bytes fit an encoding.</summary>
/// <param name="Fits">Bytes from the beginning that are whole characters.</param>
/// <param name="Cut">Whether what follows them, up to the end, is the beginning of a character.</param>
/// <param name="Characters">Whole characters beyond ASCII.</param>
/// <param name="Common">How many of these are in daily use, by the first level of their standard.</param>
internal readonly record struct ByteFit(int Fits, bool Cut, int Characters, int Common)
{
    /// <summary>Strict UTF-8: no overlong forms, no surrogates. Every character counts as common: nothing else looks like UTF-8 by chance.</summary>
    public static ByteFit Utf8(ReadOnlySpan<byte> text)
    {
        var (at, characters) = (0, 0);
        while (at < text.Length)
        {
            if (text[at] < 0x80)
            {
                at++;
                continue;
            }
            var status = Rune.DecodeFromUtf8(text[at..], out _, out var read);
            if (status != OperationStatus.Done)
                return new(at, status == OperationStatus.NeedMoreData, characters, characters);
            (at, characters) = (at + read, characters + 1);
        }
        return new(at, false, characters, characters);
    }

    /// <summary>GB 18030 by its structure, two and four bytes. Common: signs and level 1 of GB 2312 (rows 1–9 and 16–55), the 3 755 characters in daily use.</summary>
    public static ByteFit Gb18030(ReadOnlySpan<byte> text)
    {
        var (at, characters, common) = (0, 0, 0);
        while (at < text.Length)
        {
            if (text[at] < 0x80)
            {
                at++;
                continue;
            }
            var (length, cut) = GbCharacter(text[at..]);
            if (length == 0)
                return new(at, cut, characters, common);
            characters++;
            common += length == 2 && text[at + 1] >= 0xA1 && text[at] is (>= 0xA1 and <= 0xA3) or (>= 0xB0 and <= 0xD7) ? 1 : 0;
            at += length;
        }
        return new(at, false, characters, common);
    }

    /// <summary>Big5 by its structure. Common: signs and level 1 (A1–A3, A4–C6), the 5 401 characters in daily use.</summary>
    public static ByteFit Big5(ReadOnlySpan<byte> text)
    {
        var (at, characters, common) = (0, 0, 0);
        while (at < text.Length)
        {
            if (text[at] < 0x80)
            {
                at++;
                continue;
            }
            if (text[at] is < 0xA1 or > 0xF9)
                return new(at, false, characters, common);
            if (at + 1 == text.Length)
                return new(at, true, characters, common);
            if (text[at + 1] is not ((>= 0x40 and <= 0x7E) or (>= 0xA1 and <= 0xFE)))
                return new(at, false, characters, common);
            characters++;
            common += text[at] <= 0xC6 ? 1 : 0;
            at += 2;
        }
        return new(at, false, characters, common);
    }

    /// <summary>Any other encoding, by decoding. One byte a character fits everything and so proves nothing: none counts as common; of two bytes a character, all.</summary>
    public static ByteFit Other(ReadOnlySpan<byte> text, Encoding encoding)
    {
        if (encoding.IsSingleByte && !encoding.GetString(text).Contains('\uFFFD'))
            return new(text.Length, false, text.Length, 0);
        var decoder = encoding.GetDecoder();
        var chars = new char[encoding.GetMaxCharCount(text.Length)];
        decoder.Convert(text, chars, flush: false, out _, out var written, out _);
        if (chars.AsSpan(0, written).Contains('\uFFFD'))
            return new(0, false, 0, 0);
        decoder.Convert([], chars.AsSpan(written), flush: true, out _, out var rest, out _);
        return rest == 0 ? new(text.Length, false, written, written) : new(text.Length - 1, true, written, written);
    }

    private static (int Length, bool Cut) GbCharacter(ReadOnlySpan<byte> at)
    {
        if (at[0] is 0x80 or 0xFF)
            return (0, false);
        if (at.Length == 1)
            return (0, true);
        if (at[1] is (>= 0x40 and <= 0x7E) or (>= 0x80 and <= 0xFE))
            return (2, false);
        if (at[1] is not (>= 0x30 and <= 0x39) || (at.Length > 2 && at[2] is not (>= 0x81 and <= 0xFE)) || (at.Length > 3 && at[3] is not (>= 0x30 and <= 0x39)))
            return (0, false);
        return at.Length < 4 ? (0, true) : (4, false);
    }
}
