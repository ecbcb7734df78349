using System.Collections.Immutable;
using System.Text;
using ExcelDataReader;

namespace Mingzhu.Spatial;

/// <summary>A workbook of Excel 97–2003 (.xls), through a library.</summary>
/// <remarks>The library trusts what it reads: whatever it throws is told as a broken file, and only files of a size that Excel 2003 could write are handed to it. It gives a cell with an error as blank, so such cells are not told here.</remarks>
internal sealed class XlsWorkbook : Workbook
{
    private const long MostBytes = 256L << 20;
    private const int Gbk = 936;
    private readonly string _path;

    static XlsWorkbook() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <exception cref="BrokenFileException">Broken, or larger than any honest one.</exception>
    public XlsWorkbook(string path)
    {
        _path = path;
        if (new FileInfo(path).Length > MostBytes)
            throw Broken("文件过大；请另存为 .xlsx", "it is too large; save it as .xlsx");
        using var reader = Guarded(Open);
        var sheets = ImmutableArray.CreateBuilder<Sheet>();
        do
        {
            var at = sheets.Count;
            sheets.Add(Sheet.OfWorkbook(Path.GetFileName(path), reader.Name ?? "", reader.VisibleState != "visible", facts => Rows(at, facts)));
        }
        while (Guarded(reader.NextResult));
        Sheets = sheets.ToImmutable();
    }

    public override ImmutableArray<Sheet> Sheets { get; }

    private IEnumerable<TableRow> Rows(int sheet, TableFacts facts)
    {
        using var reader = Guarded(Open);
        for (var at = 0; at < sheet; at++)
            Guarded(reader.NextResult);
        foreach (var range in Guarded(() => reader.MergeCells) ?? [])
        {
            if (range.FromRow >= 0 && range.FromColumn >= 0 && range.FromRow <= range.ToRow && range.FromColumn <= range.ToColumn && range.ToColumn < ExcelSheetWriter.MostColumns)
                facts.Merges.Add(new(range.FromRow + 1L, range.FromColumn, range.ToRow + 1L, range.ToColumn));
        }
        for (var number = 1L; Guarded(reader.Read); number++)
            yield return Guarded(() => Row(reader, number));
    }

    private static TableRow Row(IExcelDataReader reader, long number)
    {
        var row = new TableRow(number, reader.RowHeight == 0, []);
        for (var column = 0; column < reader.FieldCount; column++)
        {
            if (Value(reader, column) is { } value)
                row.Cells.Add(new(column, value));
        }
        return row;
    }

    private static object? Value(IExcelDataReader reader, int column) => reader.GetValue(column) switch
    {
        string text => text.Trim() is { Length: > 0 } some ? some : null,
        bool truth => truth,
        DateTime moment => XlsxFormats.Moment(moment),
        TimeSpan time => time.ToString("hh\\:mm\\:ss", System.Globalization.CultureInfo.InvariantCulture),
        int whole => XlsxFormats.Value(whole, reader.GetNumberFormatString(column), from1904: false),
        double number when double.IsFinite(number) => XlsxFormats.Value(number, reader.GetNumberFormatString(column), from1904: false),
        _ => null,
    };

    private IExcelDataReader Open()
    {
        var stream = new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.Read);
        try
        {
            return ExcelReaderFactory.CreateBinaryReader(stream, new ExcelReaderConfiguration { FallbackEncoding = Encoding.GetEncoding(Gbk), LeaveOpen = false });
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

#pragma warning disable CA1031 // the library throws anything on a broken file
    private T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (ExcelDataReader.Exceptions.InvalidPasswordException locked)
        {
            throw ExcelFile.Locked(_path, locked);
        }
        catch (Exception broken) when (broken is not (OutOfMemoryException or BrokenFileException))
        {
            throw Broken("内容已损坏；请用 Excel 或 WPS 另存为 .xlsx", "its contents are damaged; save it as .xlsx in Excel or WPS", broken);
        }
    }
#pragma warning restore CA1031

    private BrokenFileException Broken(string zh, string en, Exception? cause = null)
    {
        var file = Path.GetFileName(_path);
        return new(new SourceProblem("excel.broken", $"{file}：{zh}", $"{file}: {en}"), cause);
    }
}
