using System.Collections.Immutable;

namespace Mingzhu.Spatial;

/// <summary>A workbook of either kind, as far as tables need it.</summary>
internal abstract class Workbook
{
    /// <summary>The sheets that hold cells, in the order of their tabs.</summary>
    public abstract ImmutableArray<Sheet> Sheets { get; }
}
