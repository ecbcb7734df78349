using System.Globalization;

namespace Mingzhu.Spatial;

/// <summary>What the rows of a table hold, found by looking at each once: types of columns, rows that are no records, faults.</summary>
/// <param name="width">How many columns the table has.</param>
internal sealed class TableSurvey(int width)
{
    private const int MostTold = 20;
    private readonly TableSense _sense = new(width);
    private readonly SortedDictionary<int, FieldType?> _types = [];
    private readonly Dictionary<RowKind, List<(long Row, string Text)>> _left = [];
    private readonly Dictionary<RowKind, int> _counts = [];
    private int _hidden;

    /// <summary>Columns that hold something in any record.</summary>
    public IEnumerable<int> Columns => _types.Keys;

    /// <summary>How many records.</summary>
    public int Records => _counts.GetValueOrDefault(RowKind.Record);

    /// <summary>What the values of a column are; null where it has none.</summary>
    public FieldType? TypeOf(int column) => _types.GetValueOrDefault(column);

    public void See(TableRow row)
    {
        var kind = _sense.Kind(row);
        _counts[kind] = _counts.GetValueOrDefault(kind) + 1;
        if (kind is not (RowKind.Record or RowKind.Empty))
        {
            if (!_left.TryGetValue(kind, out var told))
                _left[kind] = told = [];
            if (told.Count < MostTold)
                told.Add((row.Number, Convert.ToString(row.Cells[0].Value, CultureInfo.InvariantCulture) ?? ""));
        }
        if (kind != RowKind.Record)
            return;
        _hidden += row.IsHidden ? 1 : 0;
        foreach (var cell in row.Cells)
            _types[cell.Column] = SeenFields.Joined(_types.GetValueOrDefault(cell.Column), cell.Value);
    }

    /// <summary>What this and a survey of the rows after these found together.</summary>
    public TableSurvey With(TableSurvey after)
    {
        foreach (var (column, type) in after._types)
            _types[column] = SeenFields.Joined(_types.GetValueOrDefault(column), type);
        foreach (var (kind, told) in after._left)
            _left[kind] = [.. (_left.GetValueOrDefault(kind) ?? []).Concat(told).Take(MostTold)];
        foreach (var (kind, count) in after._counts)
            _counts[kind] = _counts.GetValueOrDefault(kind) + count;
        _hidden += after._hidden;
        return this;
    }

    /// <summary>What a reader should know of the rows that are no records.</summary>
    public IEnumerable<SourceProblem> Problems()
    {
        foreach (var (kind, code, zh, en) in LeftOut)
        {
            if (!_left.TryGetValue(kind, out var told))
                continue;
            var (rows, count) = (string.Join('、', told.Select(row => row.Row.ToString(CultureInfo.InvariantCulture))), _counts[kind]);
            var more = count > told.Count ? ("等", " and more") : ("", "");
            yield return new(code, $"第 {rows} 行{more.Item1}共 {count} 行是{zh}，未作为数据读入", $"{count} rows are {en} and no records: row {rows.Replace("、", ", ", StringComparison.Ordinal)}{more.Item2}", ProblemSeverity.Note)
            {
                Found = string.Join("；", told.Select(row => row.Text)),
            };
        }
        if (_counts.GetValueOrDefault(RowKind.Empty) is > 0 and var empty)
            yield return new("table.empty-rows", $"跳过 {empty} 个空行", $"{empty} empty rows were passed over", ProblemSeverity.Note);
        if (_hidden > 0)
            yield return new("table.hidden-rows", $"有 {_hidden} 行在表中被隐藏（例如筛选），也已读入；请核对", $"{_hidden} rows are hidden in the sheet (by a filter, perhaps) and were read all the same; check them", ProblemSeverity.Note);
    }

    private static (RowKind Kind, string Code, string Zh, string En)[] LeftOut { get; } =
    [
        (RowKind.Total, "table.totals-row", "合计行", "totals"),
        (RowKind.Section, "table.section-row", "分类标题行", "headings of parts"),
        (RowKind.Numbering, "table.numbering-row", "栏次行", "numbers of columns"),
        (RowKind.Remark, "table.remark-row", "表外说明", "remarks"),
    ];
}
