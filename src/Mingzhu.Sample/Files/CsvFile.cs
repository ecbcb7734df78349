using System.Globalization;
using System.Text;

namespace Mingzhu.Sample.Files;

/// <summary>One table as CSV, UTF-8 with BOM as spreadsheets like it; an empty field says nothing.</summary>
internal sealed class CsvFile : IDisposable
{
    private readonly StreamWriter _file;

    public CsvFile(string path, params string[] headings)
    {
        _file = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), 1 << 16) { NewLine = "\r\n" };
        _file.WriteLine(string.Join(',', headings));
    }

    public void Add(params ReadOnlySpan<object?> values)
    {
        for (var k = 0; k < values.Length; k++)
        {
            if (k > 0)
                _file.Write(',');
            _file.Write(Field(values[k]));
        }

        _file.WriteLine();
    }

    public void Dispose() => _file.Dispose();

    private static string Field(object? value) => value switch
    {
        null => "",
        bool flag => flag ? "true" : "false",
        string text when text.AsSpan().IndexOfAny(",\"\r\n") >= 0 => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"",
        string text => text,
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => "",
    };
}
