namespace Mingzhu.Spatial;

/// <summary>What a user may say about a table of any format; everything else is found out.</summary>
public abstract record TableOptions
{
    /// <summary>Heading of the column with x (easting, longitude); null: found by its name.</summary>
    public string? X { get; init; }

    /// <summary>Heading of the column with y (northing, latitude); null: found by its name.</summary>
    public string? Y { get; init; }

    /// <summary>Heading of the column with well-known text; null: found by its name.</summary>
    public string? Wkt { get; init; }

    /// <summary>EPSG code of the coordinates; null: the file does not say.</summary>
    public int? Epsg { get; init; }

    /// <summary>Whether geometry is looked for; false for tables that have none although a column may look so.</summary>
    public bool WithGeometry { get; init; } = true;
}
