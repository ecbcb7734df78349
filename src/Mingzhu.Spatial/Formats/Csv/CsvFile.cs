using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using CsvHelper;
using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial;

/// <summary>Reads CSV files (CSV 表格), as Excel and databases write them.</summary>
public static class CsvFile
{
    // As many as a sheet of Excel has: what is wider was cut at the wrong sign.
    private const int MostColumns = 16_384;

    private const int MostRowBytes = 16 << 20;
    private const int MostHeaderCharacters = 1 << 20;

    /// <summary>Reads a table with headings in its first row.</summary>
    /// <remarks>
    /// The whole file is looked at once for its encoding: UTF-8 if all of it is UTF-8, else GB18030 or Big5; UTF-16 with a mark. Then rows are read as they are enumerated.<br/>
    /// Out: <see cref="SourceFeature.Row"/> is the row as Excel numbers it, the headings being row 1; rows without any content are passed over but counted. Values are text
    /// without blanks around it; an empty cell is null, "/" stays "/". A point where the headings show x and y, any geometry where one is called wkt, geometry or geom; that
    /// column is not among the fields. A column without heading that holds something is called "column 3".<br/>
    /// By: RFC 4180; also semicolon and tab.
    /// </remarks>
    /// <exception cref="BrokenFileException">No headings, two equal ones, a column the user named missing, no known encoding; while enumerating: a cell without end.</exception>
    public static SourceLayer Read(string path, CsvOptions? options = null)
    {
        options ??= new CsvOptions();
        var file = Path.GetFileName(path);
        var text = TextEncoding.OfFile(path, options.Encoding);
        var encoding = text.Named.Strict;
        var delimiter = options.Delimiter ?? Guarded(file, () => DelimiterOf(path, encoding));
        var headings = Guarded(file, () => Headings(path, file, encoding, delimiter));
        var factory = new GeometryFactory(new PrecisionModel(), options.Epsg ?? 0);
        var shape = TableShape.In(file, 1, headings, options, factory);
        int[] columns = [.. Enumerable.Range(0, headings.Length).Where(column => column != shape?.GeometryColumn)];
        return new SourceLayer(
            Path.GetFileNameWithoutExtension(path),
            shape is null ? null : options.Epsg,
            shape is null ? ("表中没有几何图形", "the table has no geometry") : options.Epsg is null ? ("文件中没有说明", "nothing in the file says") : ("由用户指明", "said by the user"),
            [.. columns.Select(column => new Field(headings[column], FieldType.Text))],
            Features(path, file, encoding, delimiter, headings, columns, shape))
        {
            Encoding = text.Named.Name,
            EncodingEvidence = text.Evidence,
        };
    }

    private static IEnumerable<SourceFeature> Features(string path, string file, Encoding encoding, char delimiter, string[] headings, int[] columns, TableShape? shape)
    {
        var stray = new HashSet<long>();
        using var reader = Reader(path, encoding, delimiter, stray);
        for (long row = 1; Guarded(file, reader.Read); row++)
        {
            var cells = reader.Current.ToArray();
            if (row > 1 && !Array.TrueForAll(cells, string.IsNullOrWhiteSpace))
                yield return Feature(row, cells, headings, columns, shape, stray.Remove(row));
        }
    }

    private static SourceFeature Feature(long row, string[] cells, string[] headings, int[] columns, TableShape? shape, bool stray)
    {
        var surplus = Array.FindIndex(cells, Math.Min(headings.Length, cells.Length), cell => !string.IsNullOrWhiteSpace(cell));
        if (stray || surplus >= 0)
            return new(row, null, ImmutableDictionary<string, object?>.Empty, [.. stray ? new[] { StrayQuote } : [], .. surplus < 0 ? [] : new[] { Surplus(surplus + 1, headings.Length) }]);
        var values = new Dictionary<string, object?>(columns.Length);
        foreach (var column in columns)
            values[headings[column]] = column < cells.Length && cells[column].Trim() is { Length: > 0 } text ? text : null;
        if (shape is null)
            return new(row, null, values);
        var repaired = shape.Of(cells, out var dropped);
        return new(row, repaired.Geometry, values, repaired.Problems) { Dropped = dropped };
    }

    private static SourceProblem StrayQuote { get; } = new(
        "csv.quote",
        "单元格中的引号未成对；含引号的单元格应整体加引号，其中的引号写两个",
        "a quotation mark stands alone in a cell; put the cell in quotation marks and double those inside");

    private static SourceProblem Surplus(int column, int headings) => new(
        "csv.surplus-cell",
        $"第 {column} 列有内容，但表头只有 {headings} 列；请检查分隔符和引号",
        $"column {column} holds something, but there are only {headings} headings; check delimiters and quotation marks");

    private static string[] Headings(string path, string file, Encoding encoding, char delimiter)
    {
        using var reader = Reader(path, encoding, delimiter, []);
        var cells = reader.Read() ? reader.Current.ToArray() : [];
        if (cells.Length > MostColumns)
            throw Broken(file, $"第 1 行有 {cells.Length} 列，超过 Excel 能有的 {MostColumns} 列；请检查分隔符", $"row 1 has {cells.Length} columns, more than the {MostColumns} that Excel can have; check the delimiter");
        if (Array.TrueForAll(cells, string.IsNullOrWhiteSpace))
            throw Broken(file, "第 1 行没有表头；请在第一行写列名", "row 1 has no headings; write the names of the columns there");
        var headings = cells.Select((heading, column) => heading.Trim() is { Length: > 0 } name ? name : $"column {column + 1}").ToArray();
        // Excel leaves empty columns behind the last used one.
        var used = Array.FindLastIndex(cells, heading => !string.IsNullOrWhiteSpace(heading)) + 1;
        headings = headings[..used];
        if (headings.GroupBy(heading => heading, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw Broken(file, $"第 1 行有两列都叫“{twice.Key}”；请改名", $"row 1 has two columns called '{twice.Key}'; rename one");
        return headings;
    }

    // The most frequent of the three outside quotation marks in the first row; the comma where none is.
    private static char DelimiterOf(string path, Encoding encoding)
    {
        using var text = new StreamReader(path, encoding, detectEncodingFromByteOrderMarks: true);
        var (commas, semicolons, tabs, quoted) = (0, 0, 0, false);
        for (var i = 0; i < MostHeaderCharacters && text.Read() is >= 0 and var sign && (quoted || sign is not ('\n' or '\r')); i++)
        {
            quoted ^= sign == '"';
            commas += !quoted && sign == ',' ? 1 : 0;
            semicolons += !quoted && sign == ';' ? 1 : 0;
            tabs += !quoted && sign == '\t' ? 1 : 0;
        }
        return tabs > commas && tabs >= semicolons ? '\t' : semicolons > commas ? ';' : ',';
    }

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
