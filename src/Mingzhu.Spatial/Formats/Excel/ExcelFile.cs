using System.Collections.Immutable;

namespace Mingzhu.Spatial;

/// <summary>Reads workbooks (Excel 工作簿: .xlsx, .xlsm, .xls), as departments fill them in.</summary>
public static class ExcelFile
{
    private const int CompoundSniffed = 64 << 20;

    /// <summary>Names of the visible sheets, in the order of their tabs.</summary>
    /// <exception cref="BrokenFileException">No workbook, a broken one or one with a password.</exception>
    public static ImmutableArray<string> Sheets(string path) => [.. Open(path).Sheets.Where(sheet => !sheet.IsHidden).Select(sheet => sheet.Name)];

    /// <summary>Reads each visible sheet that holds a table as a layer, or the one sheet that is named.</summary>
    /// <remarks>
    /// Each sheet is gone through once now – for its headings, the types of its columns and the rows that are no records – and again whenever features are enumerated; one row is in memory at a time, and the
    /// texts that cells share.<br/>
    /// Out: headings are found below titles and lines of units and may take up to four rows; merged ones are joined as 总投资/中央资金. <see cref="SourceFeature.Row"/> is Excel's row number. Values are text without
    /// blanks around it, long, double, bool, <see cref="DateOnly"/> or null; moments are text "2026-07-01 08:30:00"; a number shown with leading zeros is that text; formulas give their last values; "/" stays "/". A
    /// field of mixed values is declared as text and its values come as they are. Cells merged downwards give their value to each of their rows. Totals, remarks, headings of parts and empty rows are left out, each
    /// kind told in <see cref="SourceLayer.Problems"/>; a unit line above the headings is told there as "table.unit-line" with "单位：万元" as <see cref="SourceProblem.Found"/>. Geometry as in <see cref="CsvFile"/>.
    /// </remarks>
    /// <exception cref="BrokenFileException">No workbook, a broken one or one with a password, no sheet with a table, or no such sheet or column as named; while enumerating: a damaged row.</exception>
    public static ImmutableArray<SourceLayer> Read(string path, ExcelOptions? options = null)
    {
        options ??= new ExcelOptions();
        var file = Path.GetFileName(path);
        var sheets = Open(path).Sheets;
        var wanted = options.Sheet is { } name ? [Named(file, sheets, name)] : sheets.Where(sheet => !sheet.IsHidden).ToArray();
        var tables = wanted.Select(sheet => SheetTable.In(sheet)).OfType<SheetTable>().ToArray();
        // A sheet with a single column is an explanation, unless there is nothing else.
        if (Array.Exists(tables, table => table.Headings.Width > 1))
            tables = Array.FindAll(tables, table => table.Headings.Width > 1);
        if (tables.Length == 0)
            throw NoTable(file);
        // Columns named by the user need not be in every sheet, but in one.
        var fitting = Array.FindAll(tables, table => TableShape.HasNamed(table.Names, options));
        if (fitting.Length == 0)
            return [tables[0].Layer(options)];
        return [.. tables.Select(table => table.Layer(fitting.Contains(table) ? options : options with { X = null, Y = null, Wkt = null }) with { }).Select((layer, at) => at == 0 ? WithUnread(layer, sheets, tables, options) : layer)];
    }

    /// <summary>What is said of a workbook that only opens with a password.</summary>
    internal static BrokenFileException Locked(string path, Exception? cause = null)
    {
        var file = Path.GetFileName(path);
        return new(new SourceProblem("excel.password", $"{file}：工作簿有打开密码；请取消密码后另存", $"{file}: the workbook opens with a password only; remove it and save again"), cause);
    }

    private static Workbook Open(string path)
    {
        Span<byte> start = stackalloc byte[8];
        using (var stream = File.OpenRead(path))
            start = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        if (start.StartsWith("PK"u8))
            return new XlsxWorkbook(path);
        if (!start.SequenceEqual<byte>([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]))
            throw NoWorkbook(path, start);
        return IsEncrypted(path) ? throw Locked(path) : new XlsWorkbook(path);
    }

    // A locked .xlsx is an old compound file with a stream of this name in its directory.
    private static bool IsEncrypted(string path)
    {
        using var stream = File.OpenRead(path);
        var name = System.Text.Encoding.Unicode.GetBytes("EncryptedPackage");
        var bytes = new byte[1 << 16];
        var kept = 0;
        for (long seen = 0; seen < CompoundSniffed; seen += bytes.Length - name.Length)
        {
            var read = stream.ReadAtLeast(bytes.AsSpan(kept), bytes.Length - kept, throwOnEndOfStream: false);
            if (bytes.AsSpan(0, kept + read).IndexOf(name) >= 0)
                return true;
            if (kept + read < bytes.Length)
                return false;
            kept = name.Length;
            bytes.AsSpan(bytes.Length - kept).CopyTo(bytes);
        }
        return false;
    }

    private static BrokenFileException NoWorkbook(string path, ReadOnlySpan<byte> start)
    {
        var file = Path.GetFileName(path);
        var isText = start.Length > 0 && (start[0] == '<' || start.IndexOfAnyExceptInRange((byte)9, (byte)126) < 0);
        return new(new SourceProblem(
            "excel.no-workbook",
            $"{file}：不是 Excel 工作簿{(isText ? "，而是改了扩展名的网页或文本" : "")}；请用 Excel 或 WPS 打开后另存为 .xlsx",
            $"{file}: it is no Excel workbook{(isText ? " but a web page or text under a changed name" : "")}; open it in Excel or WPS and save it as .xlsx"));
    }

    private static BrokenFileException NoTable(string file) => new(new SourceProblem(
        "excel.no-table",
        $"{file}：没有含表格的工作表；第一行（或标题之下）应为列名，其下为数据",
        $"{file}: no sheet holds a table; write the names of the columns in the first row, or below a title, and the records under them"));

    private static Sheet Named(string file, ImmutableArray<Sheet> sheets, string name) =>
        sheets.FirstOrDefault(sheet => sheet.Name.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase)) ?? throw new BrokenFileException(new SourceProblem(
            "excel.no-such-sheet",
            $"{file}：没有工作表“{name}”，现有 {string.Join('、', sheets.Select(sheet => sheet.Name))}；请改正",
            $"{file}: there is no sheet '{name}', only {string.Join(", ", sheets.Select(sheet => sheet.Name))}; correct the name"));

    private static SourceLayer WithUnread(SourceLayer first, ImmutableArray<Sheet> sheets, SheetTable[] read, ExcelOptions options)
    {
        var unread = sheets.Where(sheet => !Array.Exists(read, table => table.Name == sheet.Name)).Select(sheet => sheet.Name).ToArray();
        return unread.Length == 0 || options.Sheet is not null ? first : first with
        {
            Problems = first.Problems.Add(new(
                "excel.sheets-not-read",
                $"未读入隐藏的或没有表格的工作表：{string.Join('、', unread)}",
                $"sheets that are hidden or hold no table were not read: {string.Join(", ", unread)}",
                ProblemSeverity.Note)
            {
                Found = string.Join('、', unread),
            }),
        };
    }
}
