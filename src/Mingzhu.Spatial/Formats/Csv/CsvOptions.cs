namespace Mingzhu.Spatial;

/// <summary>What a user may say about a CSV file; everything else is found out.</summary>
public sealed record CsvOptions
{
    /// <summary>Heading of the column with x (easting, longitude); null: found by its name.</summary>
    public string? X { get; init; }

    /// <summary>Heading of the column with y (northing, latitude); null: found by its name.</summary>
    public string? Y { get; init; }

    /// <summary>Heading of the column with well-known text; null: found by its name.</summary>
    public string? Wkt { get; init; }

    /// <summary>Name of the text encoding; null: found out.</summary>
    public string? Encoding { get; init; }

    /// <summary>The sign between cells; null: found out from the first row.</summary>
    public char? Delimiter { get; init; }

    /// <summary>EPSG code of the coordinates; null: the file does not say.</summary>
    public int? Epsg { get; init; }

    /// <summary>Whether geometry is looked for; false for tables that have none although a column may look so.</summary>
    public bool WithGeometry { get; init; } = true;
}
