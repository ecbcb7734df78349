namespace Mingzhu.City;

/// <summary>The levels of place at which anything is said (层级), from the whole down.</summary>
public enum Level : byte
{
    /// <summary>市: the whole city, or the whole extract.</summary>
    City,

    /// <summary>县（市、区）.</summary>
    District,

    /// <summary>街道（镇）.</summary>
    Subdistrict,

    /// <summary>社区.</summary>
    Community,

    /// <summary>小区.</summary>
    Compound,

    /// <summary>栋.</summary>
    Building,

    /// <summary>功能区: a zone with an own code space, overlapping the districts; beside the tree, not in it.</summary>
    Zone,
}

/// <summary>A place something can be said about (地方).</summary>
/// <param name="Id">Its code (districts, subdistricts, communities) or feature id (compounds, buildings).</param>
/// <param name="Name">As in the data; empty where it has none.</param>
/// <param name="Level">Its level.</param>
/// <param name="Parent">Index of the place above it in the list of that level; −1 for the city and for zones.</param>
public readonly record struct Place(string Id, string Name, Level Level, int Parent);

/// <summary>Names of levels at the edges: command line, addresses, files.</summary>
public static class Levels
{
    /// <summary>All levels of the tree from the whole down, then zones.</summary>
    public static IReadOnlyList<Level> All { get; } = [Level.City, Level.District, Level.Subdistrict, Level.Community, Level.Compound, Level.Building, Level.Zone];

    /// <summary>The code of a level: city, district, …; never translated.</summary>
    public static string Code(this Level level) => level switch
    {
        Level.City => "city",
        Level.District => "district",
        Level.Subdistrict => "subdistrict",
        Level.Community => "community",
        Level.Compound => "compound",
        Level.Building => "building",
        _ => "zone",
    };

    /// <summary>The level of a code; null if there is none.</summary>
    public static Level? Of(string code) => All.Cast<Level?>().FirstOrDefault(level => level!.Value.Code() == code);

    /// <summary>The name of a level for people.</summary>
    public static Wording Name(this Level level) => level switch
    {
        Level.City => new("全市", "City"),
        Level.District => new("县（市、区）", "District"),
        Level.Subdistrict => new("街道（镇）", "Subdistrict"),
        Level.Community => new("社区", "Community"),
        Level.Compound => new("小区", "Compound"),
        Level.Building => new("楼栋", "Building"),
        _ => new("功能区", "Zone"),
    };
}
