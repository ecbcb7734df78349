namespace Mingzhu.Web.Ogc;

/// <summary>An answer of the OGC API as a page shows it: a heading, facts, a table, links.</summary>
/// <param name="Title">What it is.</param>
/// <param name="Says">One sentence about it.</param>
/// <param name="Way">Where it stands.</param>
public sealed record OgcSheet(string Title, string Says, IReadOnlyList<(string Address, string Name)> Way)
{
    /// <summary>Facts: what, and how it is.</summary>
    public IReadOnlyList<(string Name, string Value)> Facts { get; init; } = [];

    /// <summary>Headings of the table; empty for none.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>Which columns are numbers, from 0.</summary>
    public IReadOnlyList<int> Numbers { get; init; } = [];

    /// <summary>Rows of the table: where the first cell leads, and the cells.</summary>
    public IReadOnlyList<(string? Address, IReadOnlyList<string> Cells)> Rows { get; init; } = [];

    /// <summary>Where else to go.</summary>
    public IReadOnlyList<(string Address, string Name)> Links { get; init; } = [];
}
