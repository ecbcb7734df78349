using System.Collections.Immutable;
using System.Globalization;
using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial;

/// <summary>The table in one sheet, of a workbook or a CSV alike, after it was gone through once.</summary>
internal sealed class SheetTable
{
    private const int MostColumns = 4096;
    private const int MostSampleCells = 1 << 17;
    private const int MostSampleRows = 2000;

    private readonly Sheet _sheet;
    private readonly TableFacts _facts;
    private readonly TableSurvey _survey;
    private readonly int[] _columns;

    private SheetTable(Sheet sheet, TableFacts facts, TableHeadings headings, TableSurvey survey)
    {
        (_sheet, _facts, Headings, _survey) = (sheet, facts, headings, survey);
        _facts.Merges.Sort((a, b) => a.FirstRow.CompareTo(b.FirstRow));
        _columns = [.. headings.Names.Keys.Union(survey.Columns).Where(column => !(column >= headings.RowWidth)).Order()];
        if (_columns.Length > MostColumns)
        {
            throw new BrokenFileException(new SourceProblem(
                "table.too-wide",
                $"{sheet.Where.Zh}：有 {_columns.Length} 列，最多读 {MostColumns} 列；请删除多余的列",
                $"{sheet.Where.En}: has {_columns.Length} columns, at most {MostColumns} are read; delete those not needed"));
        }

        Names = UniqueNames.Of(_columns.Select(column => headings.Names.GetValueOrDefault(column) is { Length: > 0 } name ? name : $"column {ExcelCells.Letters(column)}"));
    }

    public TableHeadings Headings { get; }

    /// <summary>Name of the sheet.</summary>
    public string Name => _sheet.Name;

    /// <summary>Names of the columns.</summary>
    public string[] Names { get; }

    /// <summary>Goes through a sheet; null if it holds no table.</summary>
    public static SheetTable? In(Sheet sheet)
    {
        var (facts, sample, cells) = (new TableFacts(), new List<TableRow>(), 0);
        TableSurvey? tail = null;
        foreach (var row in sheet.Rows(facts))
        {
            if (sample.Count < MostSampleRows && cells < MostSampleCells)
            {
                sample.Add(row);
                cells += row.Cells.Count;
            }
            else
            {
                (tail ??= new TableSurvey(TableHeadings.WidthOf(sample))).See(row);
            }
        }
        // Only now are merged cells known: they stand behind the rows in the file.
        if (TableHeadings.In(sample, facts.Merges) is not { } headings)
            return null;
        var survey = new TableSurvey(headings.Width);
        foreach (var row in sample.Where(row => row.Number > headings.LastRow))
            survey.See(row);
        return new(sheet, facts, headings, tail is null ? survey : survey.With(tail));
    }

    public SourceLayer Layer(TableOptions options)
    {
        var factory = new GeometryFactory(new PrecisionModel(), options.Epsg ?? 0);
        var shape = TableShape.In(_sheet.Where, Headings.LastRow, Names, options, factory);
        int[] carried = [.. Enumerable.Range(0, _columns.Length).Where(at => at != shape?.GeometryColumn)];
        return new SourceLayer(
            Name,
            shape is null ? null : options.Epsg,
            shape is null ? ("表中没有几何图形", "the table has no geometry") : options.Epsg is null ? ("文件中没有说明", "nothing in the file says") : ("由用户指明", "said by the user"),
            [.. carried.Select(at => new Field(Names[at], _survey.TypeOf(_columns[at]) ?? FieldType.Text))],
            Features(carried, shape))
        {
            Rows = _survey.Records,
            Problems = [.. Problems()],
        };
    }

    private IEnumerable<SourceFeature> Features(int[] carried, TableShape? shape)
    {
        var indexOf = _columns.Select((column, at) => (column, at)).ToDictionary(pair => pair.column, pair => pair.at);
        var sense = new TableSense(Headings.Width);
        var merged = new MergedDown(_facts.Merges, indexOf);
        foreach (var row in _sheet.Rows(new TableFacts()))
        {
            if (row.Number <= Headings.LastRow)
                continue;
            if (sense.Kind(row) == RowKind.Record)
                yield return Feature(row, indexOf, merged, carried, shape);
            else
                merged.Pass(row);
        }
    }

    private SourceFeature Feature(TableRow row, Dictionary<int, int> indexOf, MergedDown merged, int[] carried, TableShape? shape)
    {
        if (Damage(row) is { Count: > 0 } damage)
            return new(row.Number, null, ImmutableDictionary<string, object?>.Empty, damage);
        var cells = new object?[_columns.Length];
        List<SourceProblem>? faults = null;
        foreach (var cell in row.Cells)
        {
            if (!indexOf.TryGetValue(cell.Column, out var at))
                continue;
            cells[at] = cell.Value is long whole && _survey.TypeOf(cell.Column) == FieldType.Real ? (double)whole : cell.Value;
            if (cell.Fault is { } fault)
                (faults ??= []).Add(Fault(fault, Names[at], $"{ExcelCells.Letters(cell.Column)}{row.Number.ToString(CultureInfo.InvariantCulture)}"));
        }
        merged.Fill(row, cells);
        var values = new Dictionary<string, object?>(carried.Length);
        foreach (var at in carried)
            values[Names[at]] = cells[at];
        var dropped = default(DroppedOrdinates);
        var repaired = shape?.Of(cells, out dropped) ?? default;
        return new(row.Number, repaired.Geometry, values, SourceProblem.All(repaired.Problems, faults)) { Dropped = dropped };
    }

    /// <summary>What makes it impossible to tell which cell of a row belongs to which column.</summary>
    private List<SourceProblem> Damage(TableRow row)
    {
        var damage = new List<SourceProblem>();
        if (row.Damage is { } problem)
            damage.Add(problem);
        if (row.Cells.Find(cell => cell.Column >= Headings.RowWidth) is { Column: > 0 } surplus)
            damage.Add(Surplus(surplus.Column + 1, Headings.RowWidth!.Value));
        return damage;
    }

    private static SourceProblem Surplus(int column, int headings) => new(
        "table.surplus-cell",
        $"第 {column} 列有内容，但表头只有 {headings} 列；请检查分隔符和引号",
        $"column {column} holds something, but there are only {headings} headings; check delimiters and quotation marks");

    private static SourceProblem Fault(string fault, string field, string cell) => (fault == "="
        ? new SourceProblem("table.formula-without-value", $"单元格 {cell} 的公式没有保存计算结果，按空白处理；请用 Excel 打开后保存", $"the formula in cell {cell} has no saved value and was read as blank; open and save the file in Excel", ProblemSeverity.Note)
        : new SourceProblem("table.error-cell", $"单元格 {cell} 是错误值 {fault}，按空白处理；请改正", $"cell {cell} holds the error {fault} and was read as blank; correct it", ProblemSeverity.Note))
        with
        {
            Field = field,
            Found = fault,
        };

    private IEnumerable<SourceProblem> Problems()
    {
        foreach (var above in Headings.Above)
        {
            if (TableSense.UnitLine(above) is { } unit)
                yield return Note("table.unit-line", $"表头上方写有“{unit}”", $"above the headings it says '{unit}'", unit);
            else if (!TableSense.IsLabelled(above))
                yield return Note("table.title", $"表的标题为“{above}”", $"the title of the table is '{above}'", above);
        }
        foreach (var (column, name) in _columns.Zip(Names).Where(pair => Headings.Names.GetValueOrDefault(pair.First) is { Length: > 0 } heading && heading != pair.Second))
            yield return Note("table.heading-twice", $"表头“{Headings.Names[column]}”出现两次，第 {ExcelCells.Letters(column)} 列称为“{name}”", $"the heading '{Headings.Names[column]}' is there twice; column {ExcelCells.Letters(column)} is called '{name}'", name);
        foreach (var problem in _survey.Problems())
            yield return problem;
        var merges = _facts.Merges.FindAll(merge => merge.FirstRow > Headings.LastRow && merge.LastRow > merge.FirstRow);
        if (merges is [var first, ..])
        {
            var example = $"{ExcelCells.Letters(first.FirstColumn)}{first.FirstRow}:{ExcelCells.Letters(first.LastColumn)}{first.LastRow}";
            yield return Note("table.merged-cells", $"有 {merges.Count} 处纵向合并的单元格（如 {example}），其值已填入每一行", $"{merges.Count} cells are merged over several rows (such as {example}); each of the rows got their value", example);
        }
        var hidden = _columns.Where(_facts.HiddenColumns.Contains).Select(ExcelCells.Letters).ToArray();
        if (hidden.Length > 0)
            yield return Note("table.hidden-columns", $"隐藏的列 {string.Join('、', hidden)} 也已读入", $"the hidden columns {string.Join(", ", hidden)} were read all the same", string.Join('、', hidden));
    }

    private static SourceProblem Note(string code, string zh, string en, string found) => new(code, zh, en, ProblemSeverity.Note) { Found = found };

    /// <summary>Carries the value of a cell that is merged downwards to the rows it covers.</summary>
    private sealed class MergedDown(List<TableMerge> merges, Dictionary<int, int> indexOf)
    {
        private readonly Dictionary<int, (object? Value, long Until)> _open = [];
        private int _next;

        public void Fill(TableRow row, object?[] cells)
        {
            Pass(row);
            foreach (var (at, (value, until)) in _open)
            {
                if (row.Number <= until)
                    cells[at] ??= value;
            }
        }

        /// <summary>Takes note of the merged cells that begin up to a row.</summary>
        public void Pass(TableRow row)
        {
            for (; _next < merges.Count && merges[_next].FirstRow <= row.Number; _next++)
            {
                var merge = merges[_next];
                if (merge.LastRow > merge.FirstRow && merge.FirstRow == row.Number && indexOf.TryGetValue(merge.FirstColumn, out var at))
                    _open[at] = (row.Cells.Find(cell => cell.Column == merge.FirstColumn).Value, merge.LastRow);
            }
        }
    }
}
