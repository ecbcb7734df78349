using System.Text;
using Mingzhu.Spatial;

namespace Mingzhu.Sample.Files;

/// <summary>One table as CSV, UTF-8 with a byte order mark as spreadsheets like it; an empty field says nothing.</summary>
internal sealed class TableFile : IDisposable
{
    private readonly StreamWriter _file;
    private readonly CsvWriter _rows;

    public TableFile(string path, params string[] headings)
    {
        _file = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), 1 << 16);
        _rows = new CsvWriter(_file);
        _rows.Row([.. headings]);
    }

    public void Add(params ReadOnlySpan<object?> values) => _rows.Row(values);

    public void Dispose() => _file.Dispose();
}
