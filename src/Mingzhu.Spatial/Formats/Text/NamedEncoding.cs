using System.Globalization;
using System.Text;

namespace Mingzhu.Spatial;

/// <summary>A text encoding (字符编码) as files name it: in a .cpg, by the language id of a DBF file, or as its user says.</summary>
/// <param name="Name">Stable: "UTF-8", "GB18030", "BIG5", else the name of IANA in capitals.</param>
/// <param name="Encoding">Decodes what does not fit as U+FFFD.</param>
internal sealed record NamedEncoding(string Name, Encoding Encoding)
{
    private const int Latin1CodePage = 28591;

    public static NamedEncoding Utf8 { get; } = new("UTF-8", new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: false));

    // GB 2312 and GBK are parts of GB 18030, and files called so often use more.
    public static NamedEncoding Gb18030 { get; } = new("GB18030", CodePagesEncodingProvider.Instance.GetEncoding("GB18030", EncoderFallback.ReplacementFallback, new DecoderReplacementFallback("\uFFFD"))!);

    public static NamedEncoding Big5 { get; } = new("BIG5", CodePagesEncodingProvider.Instance.GetEncoding(950, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback("\uFFFD"))!);

    /// <summary>The same encoding, throwing at what does not fit.</summary>
    public Encoding Strict
    {
        get
        {
            var strict = (Encoding)Encoding.Clone();
            (strict.EncoderFallback, strict.DecoderFallback) = (EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
            return strict;
        }
    }

    /// <summary>Whether a byte below 0x80 is that ASCII character wherever a character begins, as DBF demands; not so in UTF-16 and EBCDIC.</summary>
    public bool HoldsAscii => Encoding.GetBytes("A 0") is [(byte)'A', (byte)' ', (byte)'0'];

    /// <summary>Whether a spelling names no encoding on purpose: the one of the machine that wrote it, whichever that was.</summary>
    public static bool SaysNothing(string spelled) => Key(spelled) is "" or "SYSTEM" or "DEFAULT" or "OEM" or "ANSI" or "LOCAL" or "NONE" or "0";

    /// <summary>The encoding of a spelling; null if there is none such.</summary>
    public static NamedEncoding? Of(string spelled)
    {
        var key = Key(spelled);
        if (key.StartsWith("LDID/", StringComparison.Ordinal) && byte.TryParse(key.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var language))
            return OfLanguage(language);
        return key switch
        {
            "UTF8" or "UTF8SIG" or "UTF8BOM" or "UNICODE8" => Utf8,
            "GBK" or "XGBK" or "GB2312" or "GB231280" or "GB18030" or "EUCCN" or "CHINESE" or "CNGB" => Gb18030,
            "BIG5" or "BIG5ETEN" or "BIG5HKSCS" or "CNBIG5" => Big5,
            "LATIN1" or "L1" => OfCodePage(Latin1CodePage),
            _ when Number(key) is { } number => OfNumber(number),
            _ => ByName(spelled),
        };
    }

    /// <summary>The encoding that the language id (LDID, byte 29) of a DBF file names; null where it says nothing.</summary>
    /// <remarks>0x57 means "the ANSI code page of the machine that wrote this", which is no name: GDAL and ArcGIS write it over GBK and UTF-8 alike.</remarks>
    public static NamedEncoding? OfLanguage(byte id) => id switch
    {
        0x4D or 0x7A => Gb18030,
        0x4F or 0x78 => Big5,
        0x01 or 0x09 or 0x0B or 0x0D or 0x0F or 0x11 or 0x15 or 0x18 or 0x19 or 0x1B => OfCodePage(437),
        0x02 or 0x0A or 0x0E or 0x10 or 0x12 or 0x14 or 0x16 or 0x1A or 0x1D or 0x25 or 0x37 => OfCodePage(850),
        0x03 or 0x58 or 0x59 => OfCodePage(1252),
        0x13 or 0x7B => OfCodePage(932),
        0x4E or 0x79 => OfCodePage(949),
        0x50 or 0x7C => OfCodePage(874),
        0x08 or 0x17 or 0x66 => OfCodePage(865),
        0x64 or 0x22 or 0x23 or 0x40 or 0x1F or 0x87 => OfCodePage(852),
        0x26 or 0x65 => OfCodePage(866),
        0xC8 => OfCodePage(1250),
        0xC9 => OfCodePage(1251),
        0xCA => OfCodePage(1254),
        0xCB => OfCodePage(1253),
        0xCC => OfCodePage(1257),
        0x7D => OfCodePage(1255),
        0x7E => OfCodePage(1256),
        _ => null,
    };

    // "ISO-8859-1" is also written 88591 and 8859_1; then the part after 8859 counts.
    private static NamedEncoding? OfNumber(int number) => number switch
    {
        65001 => Utf8,
        936 or 54936 or 20936 or 52936 or 51936 => Gb18030,
        950 or 20950 => Big5,
        >= 88591 and <= 88599 => OfCodePage(28590 + (number - 88590)),
        >= 885910 and <= 885916 => OfCodePage(28590 + (number - 885900)),
        _ => OfCodePage(number),
    };

    private static NamedEncoding? OfCodePage(int page)
    {
        if (page == Latin1CodePage)
            return new("ISO-8859-1", Encoding.Latin1);
        try
        {
            return Replacing(CodePagesEncodingProvider.Instance.GetEncoding(page) ?? Encoding.GetEncoding(page));
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static NamedEncoding? ByName(string spelled)
    {
        var name = spelled.Trim();
        try
        {
            return Replacing(CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name));
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static NamedEncoding Replacing(Encoding found)
    {
        var encoding = (Encoding)found.Clone();
        encoding.DecoderFallback = new DecoderReplacementFallback("\uFFFD");
        return new(encoding.WebName.ToUpperInvariant(), encoding);
    }

    // The number in "936", "CP936", "ANSI 936", "OEM_936", "windows-1252", "ISO 8859-1"; null in anything else.
    private static int? Number(string key)
    {
        foreach (var prefix in (ReadOnlySpan<string>)["CODEPAGE", "WINDOWS", "WIN", "ANSI", "OEM", "IBM", "ISO", "XCP", "CP", "MS"])
        {
            if (key.StartsWith(prefix, StringComparison.Ordinal))
            {
                key = key[prefix.Length..];
                break;
            }
        }
        return int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static string Key(string spelled) =>
        new([.. spelled.Where(sign => sign > ' ' && sign is not ('-' or '_' or '"' or '\'' or '\uFEFF' or ':' or '.')).Select(char.ToUpperInvariant)]);
}
