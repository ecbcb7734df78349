namespace Mingzhu.Spatial;

/// <summary>What a user may say about a CSV file; everything else is found out.</summary>
public sealed record CsvOptions : TableOptions
{
    /// <summary>Name of the text encoding; null: found out.</summary>
    public string? Encoding { get; init; }

    /// <summary>The sign between cells; null: found out from the first row.</summary>
    public char? Delimiter { get; init; }
}
