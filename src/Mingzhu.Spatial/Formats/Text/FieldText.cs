using System.Text;

namespace Mingzhu.Spatial;

/// <summary>Reads the text of a field of fixed width (定长字段文字), where the last character may be cut through.</summary>
internal static class FieldText
{
    /// <summary>Without what fills the field up: everything from the first zero byte, and blanks at both ends.</summary>
    public static ReadOnlySpan<byte> Trimmed(ReadOnlySpan<byte> field)
    {
        var end = field.IndexOf((byte)0);
        return (end < 0 ? field : field[..end]).Trim((byte)' ');
    }

    /// <summary>The text of a field; null if it is blank.</summary>
    /// <param name="field">All its bytes.</param>
    /// <param name="encoding">How they are spelled.</param>
    /// <param name="name">The field's name, for the problem.</param>
    /// <param name="problem">What was lost: the last character, or bytes that are no text; else null.</param>
    public static string? Read(ReadOnlySpan<byte> field, NamedEncoding encoding, string name, out SourceProblem? problem)
    {
        problem = null;
        var bytes = Trimmed(field);
        if (bytes.IsEmpty)
            return null;
        if (Ascii.IsValid(bytes))
            return Encoding.ASCII.GetString(bytes);
        var fit = Fit(bytes, encoding);
        if (fit.Fits < bytes.Length && fit.Cut)
        {
            var whole = encoding.Encoding.GetString(bytes[..fit.Fits]).TrimEnd();
            problem = Cut(name, whole);
            return whole.Length == 0 ? null : whole;
        }
        var text = encoding.Encoding.GetString(bytes);
        if (fit.Fits < bytes.Length)
            problem = Undecodable(name, text, encoding.Name);
        return text;
    }

    private static ByteFit Fit(ReadOnlySpan<byte> bytes, NamedEncoding encoding) =>
        encoding == NamedEncoding.Utf8 ? ByteFit.Utf8(bytes)
        : encoding == NamedEncoding.Gb18030 ? ByteFit.Gb18030(bytes)
        : encoding == NamedEncoding.Big5 ? ByteFit.Big5(bytes)
        : ByteFit.Other(bytes, encoding.Encoding);

    private static SourceProblem Cut(string field, string left) => new(
        "text.cut",
        $"字段“{field}”的文字在字段末尾被截断，最后一个字不完整，已舍去，余“{left}”；请核对",
        $"the text of field '{field}' was cut off at the field's end; its last character is incomplete and was dropped, leaving '{left}'; please check",
        ProblemSeverity.Repaired)
    {
        Field = field,
        Found = left,
    };

    private static SourceProblem Undecodable(string field, string text, string encoding) => new(
        "text.undecodable",
        $"字段“{field}”的文字有不符合 {encoding} 的字节，读作“{text}”；请核对或指明编码",
        $"the text of field '{field}' has bytes that are no {encoding}; it was read as '{text}'; check it or say the encoding",
        ProblemSeverity.Repaired)
    {
        Field = field,
        Found = text,
        Expected = encoding,
    };
}
