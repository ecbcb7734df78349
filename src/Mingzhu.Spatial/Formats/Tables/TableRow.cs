namespace Mingzhu.Spatial;

/// <summary>A cell that holds something.</summary>
/// <param name="Column">From 0.</param>
/// <param name="Value">string (trimmed, not empty), long, double, bool or DateOnly; null where <paramref name="Fault"/> says why there is none.</param>
/// <param name="Fault">What stands there instead of a value: "#N/A"; "=" for a formula that was never computed; else null.</param>
internal readonly record struct TableCell(int Column, object? Value, string? Fault = null);

/// <summary>A row of a table as its file has it; only cells that hold something, by column.</summary>
internal sealed record TableRow(long Number, bool IsHidden, List<TableCell> Cells)
{
    /// <summary>How many cells it has, empty ones counted, where the format writes each of them (CSV); else null.</summary>
    public int? Width { get; init; }

    /// <summary>Why it can't be told which cell is which; null if it can.</summary>
    public SourceProblem? Damage { get; init; }
}

/// <summary>Cells that are merged into one (合并单元格), ends included; rows from 1, columns from 0.</summary>
internal readonly record struct TableMerge(long FirstRow, int FirstColumn, long LastRow, int LastColumn);

/// <summary>What a sheet tells beside its rows; complete once the rows have been read to their end.</summary>
internal sealed class TableFacts
{
    public List<TableMerge> Merges { get; } = [];

    public SortedSet<int> HiddenColumns { get; } = [];
}
