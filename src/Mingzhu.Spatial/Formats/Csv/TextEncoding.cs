using System.Text;

namespace Mingzhu.Spatial;

/// <summary>Finds out how a text file spells its characters, with proof: a mark, or that every byte of it fits.</summary>
internal static class TextEncoding
{
    private const int ChunkBytes = 1 << 16;

    /// <summary>The encoding of a file: what the user says, else its mark, else UTF-8 if all of it is UTF-8, else GB18030 if all of it is that.</summary>
    /// <exception cref="BrokenFileException">Neither fits, or the name is unknown.</exception>
    public static (Encoding Encoding, string Name) Of(string path, string? said)
    {
        if (said is not null)
            return Named(path, said);
        if (Marked(path) is { } marked)
            return marked;
        if (Fits(path, Utf8, out var noUtf8))
            return (Utf8, "UTF-8");
        if (Fits(path, Gb18030, out var noGb18030))
            return (Gb18030, "GB18030");
        var file = Path.GetFileName(path);
        throw new BrokenFileException(new SourceProblem(
            "text.encoding",
            $"{file}：文字既不是 UTF-8（第 {noUtf8} 字节起不符）也不是 GB18030（第 {noGb18030} 字节起不符）；请另存为 UTF-8 或指明编码",
            $"{file}: its text is neither UTF-8 (fails at byte {noUtf8}) nor GB18030 (fails at byte {noGb18030}); save it as UTF-8 or say its encoding"));
    }

    private static Encoding Utf8 { get; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static Encoding Gb18030 { get; } =
        CodePagesEncodingProvider.Instance.GetEncoding("GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    private static (Encoding Encoding, string Name) Named(string path, string said)
    {
        // GB 2312 and GBK are parts of GB 18030, and files called so often use more.
        if (said.Replace("-", "", StringComparison.Ordinal).ToUpperInvariant() is "GBK" or "GB2312" or "GB18030" or "CP936" or "936")
            return (Gb18030, "GB18030");
        try
        {
            var encoding = CodePagesEncodingProvider.Instance.GetEncoding(said, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
                ?? Encoding.GetEncoding(said, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
            return (encoding, encoding.WebName.ToUpperInvariant());
        }
        catch (ArgumentException unknown)
        {
            var file = Path.GetFileName(path);
            throw new BrokenFileException(
                new SourceProblem("text.encoding", $"{file}：没有名为“{said}”的编码；可用 UTF-8、GB18030、UTF-16", $"{file}: there is no encoding '{said}'; use UTF-8, GB18030 or UTF-16"), unknown);
        }
    }

    private static (Encoding Encoding, string Name)? Marked(string path)
    {
        using var file = File.OpenRead(path);
        Span<byte> start = stackalloc byte[3];
        start = start[..file.ReadAtLeast(start, 3, throwOnEndOfStream: false)];
        return start switch
        {
            [0xFF, 0xFE, ..] => (new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true), "UTF-16"),
            [0xFE, 0xFF, ..] => (new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true), "UTF-16"),
            _ => null,
        };
    }

    private static bool Fits(string path, Encoding encoding, out long firstMisfit)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
        var decoder = encoding.GetDecoder();
        var (bytes, chars) = (new byte[ChunkBytes], new char[encoding.GetMaxCharCount(ChunkBytes)]);
        firstMisfit = 0;
        for (var read = -1; read != 0; firstMisfit += read)
        {
            read = file.Read(bytes);
            try
            {
                decoder.GetChars(bytes, 0, read, chars, 0, flush: read == 0);
            }
            catch (DecoderFallbackException misfit)
            {
                firstMisfit = Math.Max(0, firstMisfit + misfit.Index);
                return false;
            }
        }
        return true;
    }
}
