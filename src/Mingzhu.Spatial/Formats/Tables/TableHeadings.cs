using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Mingzhu.Spatial;

/// <summary>The headings of a table (表头), found among titles, unit lines and merged cells.</summary>
/// <param name="FirstRow">Row of the headings.</param>
/// <param name="LastRow">Last row of the headings; the table's rows follow.</param>
/// <param name="Width">As <see cref="WidthOf"/> says.</param>
/// <param name="Names">Name by column; parent and child joined as 总投资/中央资金.</param>
/// <param name="Above">The texts above the headings, in order.</param>
internal sealed record TableHeadings(long FirstRow, long LastRow, int Width, SortedDictionary<int, string> Names, ImmutableArray<string> Above)
{
    /// <summary>How many cells the rows of the headings have, empty ones counted, where the format writes each (CSV); else null.</summary>
    public int? RowWidth { get; private init; }

    // In how many of the first rows headings are looked for.
    private const int LookedAt = 40;

    private const int MostHeadingRows = 4;
    private const int MostMergesLookedAt = 10_000;

    /// <summary>The most cells that any of the first rows holds. Where each row says how many it has (CSV), no more than most of them have: a row with more has a delimiter too many.</summary>
    public static int WidthOf(IEnumerable<TableRow> sample)
    {
        TableRow[] rows = [.. sample.Where(row => row.Cells.Count > 0).Take(LookedAt)];
        var usual = rows.Where(row => row.Width > 1).GroupBy(row => row.Width).MaxBy(same => same.Count())?.Key ?? int.MaxValue;
        return rows.Select(row => Math.Min(row.Cells.Count, usual)).DefaultIfEmpty(0).Max();
    }

    /// <summary>Finds them; null where no row of the first could be headings.</summary>
    /// <param name="sample">The first rows that hold something.</param>
    /// <param name="merges">Merged cells of the whole sheet.</param>
    public static TableHeadings? In(IReadOnlyList<TableRow> sample, IReadOnlyList<TableMerge> merges)
    {
        var rows = Filled([.. sample.Where(row => row.Cells.Count > 0).Take(LookedAt)], merges);
        if (rows.Count == 0)
            return null;
        var width = WidthOf(sample);
        var first = rows.FindIndex(row => row.IsHeading(width));
        if (first < 0)
            return null;
        var depth = Depth(rows, first, merges);
        var headings = rows.GetRange(first, depth);
        return new(headings[0].Number, headings[^1].Number, width, NamesOf(headings), [.. rows.Take(first).SelectMany(row => row.OwnTexts)])
        {
            RowWidth = sample.Where(row => row.Number >= headings[0].Number && row.Number <= headings[^1].Number).Max(row => row.Width),
        };
    }

    private static List<Row> Filled(List<TableRow> sample, IReadOnlyList<TableMerge> merges)
    {
        var rows = sample.ConvertAll(row => new Row(row));
        if (rows.Count == 0)
            return rows;
        var (lastRow, lastColumn) = (rows[^1].Number, rows.Max(row => row.LastColumn));
        foreach (var merge in merges.Where(merge => merge.FirstRow <= lastRow).Take(MostMergesLookedAt))
        {
            if (rows.Find(row => row.Number == merge.FirstRow) is not { } top || top.At(merge.FirstColumn) is not { } anchor)
                continue;
            foreach (var row in rows.Where(row => row.Number >= merge.FirstRow && row.Number <= merge.LastRow))
                row.Fill(merge.FirstColumn, Math.Min(merge.LastColumn, lastColumn), anchor);
        }
        return rows;
    }

    private static int Depth(List<Row> rows, int first, IReadOnlyList<TableMerge> merges)
    {
        var depth = 1;
        for (var grown = true; grown && depth < MostHeadingRows && first + depth < rows.Count;)
        {
            var (top, bottom) = (rows[first].Number, rows[first + depth - 1].Number);
            // A heading merged downwards names the rows it covers; one merged sideways, or with blanks beside it, may have children below.
            var reaches = merges.Where(merge => merge.FirstRow >= top && merge.FirstRow <= bottom && rows[first].Number <= merge.LastRow).Select(merge => merge.LastRow).DefaultIfEmpty(bottom).Max();
            var covered = rows.FindLastIndex(row => row.Number <= reaches) - first + 1;
            grown = true;
            if (covered > depth && covered <= MostHeadingRows)
                depth = covered;
            else if (HasChildren(rows[first + depth - 1], rows[first + depth], merges) || HasPlainChildren(rows[first + depth - 1], rows[first + depth]))
                depth++;
            else
                grown = false;
        }
        return depth;
    }

    private static bool HasChildren(Row parent, Row child, IReadOnlyList<TableMerge> merges)
    {
        var spans = merges.Where(merge => merge.FirstRow == parent.Number && merge.LastRow == parent.Number && merge.LastColumn > merge.FirstColumn).ToList();
        return spans.Count > 0
            && child.IsAllWords
            && child.OwnColumns.All(column => spans.Exists(span => column >= span.FirstColumn && column <= span.LastColumn))
            && spans.Exists(span => child.OwnColumns.Count(column => column >= span.FirstColumn && column <= span.LastColumn) > 1);
    }

    // Without merged cells, as in a CSV, only where nothing else can be meant: the second row fills exactly the blanks of the first, and perhaps stands below the headings before them.
    private static bool HasPlainChildren(Row parent, Row child)
    {
        // What stands left of the parent's first word stands below a heading that is complete: a record.
        if (!child.IsAllWords || child.OwnColumns.Count < 2 || child.OwnColumns.Min < parent.OwnColumns.Min)
            return false;
        var last = Math.Max(parent.LastColumn, child.LastColumn);
        var blanks = 0;
        for (var column = parent.OwnColumns.Min; column <= last; column++)
        {
            var (above, below, blankBeside) = (parent.At(column) is not null, child.At(column) is not null, column < last && parent.At(column + 1) is null);
            if (above ? below && !blankBeside : !below)
                return false;
            blanks += above ? 0 : 1;
        }
        if (blanks == 0)
            return false;
        // From now on a parent counts as standing over the blanks beside it.
        for (var column = parent.OwnColumns.Min; column <= last; column++)
        {
            if (parent.At(column) is null && parent.At(column - 1) is { } beside)
                parent.Fill(column, column, beside);
        }
        return true;
    }

    private static SortedDictionary<int, string> NamesOf(List<Row> headings)
    {
        var names = new SortedDictionary<int, string>();
        foreach (var column in headings.SelectMany(row => row.Columns).Distinct())
        {
            var parts = headings.Select(row => row.At(column)).OfType<Anchor>().DistinctBy(anchor => (anchor.Row, anchor.Column)).ToList();
            // What only reaches over from the left names nothing of its own.
            if (parts.Exists(part => part.Column == column))
                names[column] = string.Join('/', parts.Select(part => Tidy(part.Text)).Where(part => part.Length > 0));
        }
        return names;
    }

    // Headings are broken and spaced to fit their cells: 项 目 名 称.
    private static string Tidy(string heading)
    {
        var tidy = new StringBuilder();
        foreach (var word in heading.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (tidy.Length > 0 && tidy[^1] < '\u1100' && word[0] < '\u1100')
                tidy.Append(' ');
            tidy.Append(word);
        }
        return tidy.ToString();
    }

    private sealed record Anchor(long Row, int Column, object Value)
    {
        public string Text => Value is DateOnly day ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : Convert.ToString(Value, CultureInfo.InvariantCulture)!;
    }

    private sealed class Row
    {
        private readonly Dictionary<int, Anchor> _cells = [];

        public Row(TableRow row)
        {
            Number = row.Number;
            foreach (var cell in row.Cells.Where(cell => cell.Value is not null))
                _cells[cell.Column] = new(row.Number, cell.Column, cell.Value!);
            OwnColumns = [.. _cells.Keys];
            LastColumn = row.Cells[^1].Column;
        }

        public long Number { get; }

        public int LastColumn { get; }

        public SortedSet<int> OwnColumns { get; }

        public int Own => OwnColumns.Count;

        public IEnumerable<int> Columns => _cells.Keys;

        public IEnumerable<string> OwnTexts => OwnColumns.Select(column => _cells[column].Text);

        public bool IsAllWords => OwnColumns.All(column => TableSense.IsWords(_cells[column].Value));

        public Anchor? At(int column) => _cells.GetValueOrDefault(column);

        public void Fill(int first, int last, Anchor anchor)
        {
            for (var column = first; column <= last; column++)
                _cells[column] = anchor;
        }

        /// <summary>Words, at most a third of them something else, over half of the table or more, and no line of labels (填报单位：统计局, and the date beside it). A year or a day may head a column.</summary>
        public bool IsHeading(int width)
        {
            var values = OwnColumns.Select(column => _cells[column].Value).ToList();
            var words = values.Count(value => TableSense.IsWords(value) || TableSense.Whole(value) is >= 1900 and <= 2100);
            return values.Count >= Math.Min(2, width)
                && 2 * _cells.Count >= width
                && words * 3 >= values.Count * 2
                && values.Exists(TableSense.IsWords)
                && values.TrueForAll(value => TableSense.IsWords(value) || TableSense.Whole(value) is not null || TableSense.IsDay(value))
                && (width == 1 || OwnTexts.Count(TableSense.IsLabelled) * 2 < values.Count);
        }
    }
}
