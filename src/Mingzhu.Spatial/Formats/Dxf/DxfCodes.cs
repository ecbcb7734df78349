using System.Globalization;
using System.Text;

namespace Mingzhu.Spatial;

/// <summary>One pair of a DXF: a code and what belongs to it.</summary>
internal readonly record struct DxfPair(int Code, string Value, long Line)
{
    /// <summary>The value as number; 0 where it is none or not finite.</summary>
    public double Number => double.TryParse(Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN;

    /// <summary>The value as whole number; 0 where it is none.</summary>
    public int Whole => int.TryParse(Value, NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number) ? number : 0;
}

/// <summary>Reads the pairs of lines of an ASCII DXF.</summary>
internal sealed class DxfCodes(Stream from, Encoding encoding, string file) : IDisposable
{
    private const int MostLineBytes = 1 << 16;
    private readonly byte[] _buffer = new byte[1 << 16];
    private readonly byte[] _text = new byte[MostLineBytes];
    private (int At, int End) _window;
    private long _line;

    /// <summary>The next pair; null at the end of the file.</summary>
    /// <exception cref="BrokenFileException">A code that is no number, a line without end.</exception>
    public DxfPair? Next()
    {
        if (Line() is not { } code)
            return null;
        if (!int.TryParse(code.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            throw Broken($"第 {_line} 行的“{Short(code)}”不是组码", $"'{Short(code)}' in line {_line} is no group code");
        return Line() is { } value ? new(number, value, _line) : throw Broken($"在第 {_line} 行之后中断", $"it ends after line {_line}");
    }

    public void Dispose() => from.Dispose();

    private string? Line()
    {
        var length = 0;
        for (var any = false; ; any = true)
        {
            if (_window.At == _window.End)
            {
                _window = (0, from.Read(_buffer));
                if (_window.End == 0)
                {
                    if (!any)
                        return null;
                    break;
                }
            }
            var next = _buffer[_window.At++];
            if (next == '\n')
                break;
            if (length == MostLineBytes)
                throw Broken($"第 {_line + 1} 行超过 {MostLineBytes} 字节", $"line {_line + 1} has more than {MostLineBytes} bytes");
            _text[length++] = next;
        }
        _line++;
        while (length > 0 && _text[length - 1] == '\r')
            length--;
        return encoding.GetString(_text, 0, length);
    }

    private static string Short(string text) => text.Length <= 20 ? text : text[..20] + "…";

    private BrokenFileException Broken(string zh, string en) => new(new SourceProblem("dxf.broken", $"{file}：{zh}；请重新导出 DXF", $"{file}: {en}; export the DXF again"));
}
