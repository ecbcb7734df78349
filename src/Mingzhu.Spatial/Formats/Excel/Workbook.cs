using System.Collections.Immutable;

namespace Mingzhu.Spatial;

/// <summary>A workbook of either kind, as far as tables need it.</summary>
internal abstract class Workbook
{
    /// <summary>The sheets that hold cells, in the order of their tabs.</summary>
    public abstract ImmutableArray<WorkbookSheet> Sheets { get; }
}

/// <summary>One sheet of a workbook.</summary>
/// <param name="Name">As its tab says.</param>
/// <param name="IsHidden">Whether its tab is not shown.</param>
/// <param name="Rows">Its rows with any cells, streamed anew each time; fills the facts while it goes.</param>
internal sealed record WorkbookSheet(string Name, bool IsHidden, Func<TableFacts, IEnumerable<TableRow>> Rows);
