namespace Mingzhu.Spatial;

/// <summary>What a user may say about a workbook; everything else is found out.</summary>
public sealed record ExcelOptions : TableOptions
{
    /// <summary>Name of the only sheet to read, also a hidden one; null: every visible sheet that holds a table.</summary>
    public string? Sheet { get; init; }
}
