using System.Text;

namespace Mingzhu.Spatial;

/// <summary>How a drawing spells its texts: its version and code page say, and the bytes are asked.</summary>
internal static class DxfEncoding
{
    private const int FirstUtf8Version = 1021;
    private const int MostHeaderPairs = 20_000;

    public static (Encoding Encoding, string Name, (string Zh, string En) Evidence) Of(string path, string file)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var (version, page) = Header(path, file);
        // From AutoCAD 2007 on (AC1021) DXF is UTF-8, whatever the code page says; other programs keep writing their own.
        if (version >= FirstUtf8Version && IsUtf8(path))
            return (Encoding.UTF8, "UTF-8", ($"AC{version} 及文本内容均为 UTF-8", $"AC{version}, and every byte fits UTF-8"));
        var evidence = ($"$DWGCODEPAGE 为 {page ?? "（无）"}", $"$DWGCODEPAGE is {page ?? "(absent)"}");
        return page?.ToUpperInvariant() switch
        {
            "ANSI_936" or "GB2312" or "GBK" => (Gb18030, "GB18030", evidence),
            "ANSI_950" or "BIG5" => (Encoding.GetEncoding(950), "BIG5", evidence),
            "UTF-8" => (Encoding.UTF8, "UTF-8", evidence),
            _ => IsUtf8(path) ? (Encoding.UTF8, "UTF-8", (evidence.Item1 + "，文本符合 UTF-8", evidence.Item2 + ", and every byte fits UTF-8"))
                : (Gb18030, "GB18030", (evidence.Item1 + "，文本不是 UTF-8，按 GB18030 读", evidence.Item2 + "; it is no UTF-8 and was read as GB18030")),
        };
    }

    private static Encoding Gb18030 => Encoding.GetEncoding("GB18030");

    private static (int Version, string? Page) Header(string path, string file)
    {
        using var codes = new DxfCodes(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read), Encoding.Latin1, file);
        var (version, page, variable) = (0, (string?)null, "");
        for (var read = 0; read < MostHeaderPairs && codes.Next() is { } pair && !(pair.Code == 0 && pair.Value.Trim() is "ENDSEC" or "EOF"); read++)
        {
            if (pair.Code == 9)
                variable = pair.Value.Trim();
            else if (variable == "$ACADVER" && pair.Code == 1 && pair.Value.Trim() is ['A', 'C', .. var number])
                _ = int.TryParse(number, out version);
            else if (variable == "$DWGCODEPAGE" && pair.Code == 3)
                page = pair.Value.Trim() is { Length: > 0 and <= 40 } said ? said : null;
        }
        return (version, page);
    }

    private static bool IsUtf8(string path)
    {
        var decoder = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetDecoder();
        using var stream = File.OpenRead(path);
        var (bytes, chars) = (new byte[1 << 16], new char[(1 << 16) + 4]);
        try
        {
            for (var read = stream.Read(bytes); ; read = stream.Read(bytes))
            {
                decoder.GetChars(bytes, 0, read, chars, 0, flush: read == 0);
                if (read == 0)
                    return true;
            }
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
