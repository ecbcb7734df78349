using System.Text;
using CsvHelper;

namespace Mingzhu.Spatial;

/// <summary>Reads CSV files (CSV 表格), as Excel and databases write them.</summary>
public static class CsvFile
{
    // As many as a sheet of Excel has: what is wider was cut at the wrong sign.
    private const int MostColumns = 16_384;

    private const int MostRowBytes = 16 << 20;

    // What a spreadsheet shows, and saves, where a formula fails.
    private static readonly string[] Errors = ["#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!"];

    /// <summary>Reads the table, as Excel's would be read: see <see cref="ExcelFile.Read"/>.</summary>
    /// <remarks>
    /// The whole file is looked at once for its encoding: UTF-8 if all of it is UTF-8, else GB18030 or Big5; UTF-16 with a mark; and once for its headings and the rows that are no records, which are found by the
    /// same rules as in a sheet. Then rows are read as they are enumerated.<br/>
    /// Out: <see cref="SourceFeature.Row"/> is the row as Excel numbers it. Values are text without blanks around it; an empty cell is null, "/" stays "/", an error of a formula that was saved as its text is null, with a
    /// problem. A point where the headings show x and y, any geometry where one is called wkt, geometry or geom; that column is not among the fields. A row with more cells than the headings is refused.<br/>
    /// By: RFC 4180; also semicolon and tab.
    /// </remarks>
    /// <exception cref="BrokenFileException">No headings, a column the user named missing, no known encoding; a row without end.</exception>
    public static SourceLayer Read(string path, CsvOptions? options = null)
    {
        options ??= new CsvOptions();
        var file = Path.GetFileName(path);
        var text = TextEncoding.OfFile(path, options.Encoding);
        var encoding = text.Named.Strict;
        var delimiter = options.Delimiter ?? Guarded(file, () => CsvDelimiter.Of(path, encoding));
        var sheet = new Sheet(Path.GetFileNameWithoutExtension(path), (file, file), IsHidden: false, _ => Rows(path, file, encoding, delimiter));
        var table = SheetTable.In(sheet) ?? throw Broken(file, "没有表头；第一行（或标题之下）应为列名", "it has no headings; write the names of the columns in the first row, or below a title");
        return table.Layer(options) with { Encoding = text.Named.Name, EncodingEvidence = text.Evidence };
    }

    private static IEnumerable<TableRow> Rows(string path, string file, Encoding encoding, char delimiter)
    {
        var stray = new HashSet<long>();
        using var reader = Reader(path, encoding, delimiter, stray);
        for (long number = 1; Guarded(file, reader.Read); number++)
        {
            var cells = reader.Current.ToArray();
            if (cells.Length > MostColumns)
                throw Broken(file, $"第 {number} 行有 {cells.Length} 列，超过 Excel 能有的 {MostColumns} 列；请检查分隔符", $"row {number} has {cells.Length} columns, more than the {MostColumns} that Excel can have; check the delimiter");
            yield return Row(number, cells, stray.Remove(number) ? StrayQuote : null);
        }
    }

    private static TableRow Row(long number, string[] cells, SourceProblem? damage)
    {
        var held = new List<TableCell>(cells.Length);
        for (var column = 0; column < cells.Length; column++)
        {
            if (cells[column].Trim() is { Length: > 0 } text)
                held.Add(text[0] == '#' && Errors.Contains(text) ? new(column, null, text) : new(column, text));
        }

        return new(number, IsHidden: false, held) { Width = cells.Length, Damage = damage };
    }

    private static SourceProblem StrayQuote { get; } = new(
        "csv.quote",
        "单元格中的引号未成对；含引号的单元格应整体加引号，其中的引号写两个",
        "a quotation mark stands alone in a cell; put the cell in quotation marks and double those inside");

    private static CsvReader Reader(string path, Encoding encoding, char delimiter, HashSet<long> stray) => CsvReader.Create(
        new StreamReader(path, encoding, detectEncodingFromByteOrderMarks: true),
        new CsvReaderOptions
        {
            Separator = delimiter,
            HasHeader = false,
            SkipEmptyLines = false,
            DetectSeparatorHint = false,
            MaxRecordSize = MostRowBytes,
            MalformedData = CsvMalformedDataHandling.Recover,
            OnMalformedRecord = malformed => stray.Add(malformed.RecordNumber),
        });

    private static T Guarded<T>(string file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (DecoderFallbackException broken)
        {
            throw Broken(file, "文字与所选编码不符；请指明正确的编码", "its text does not fit the encoding; say the right one", broken);
        }
        catch (CsvFormatException broken)
        {
            throw Broken(file, $"有一行超过 {MostRowBytes} 字节，可能缺少引号", $"a row has more than {MostRowBytes} bytes; perhaps a quotation mark is missing", broken);
        }
    }

    private static BrokenFileException Broken(string file, string zh, string en, Exception? cause = null) =>
        new(new SourceProblem("csv.broken", $"{file}：{zh}", $"{file}: {en}"), cause);
}
