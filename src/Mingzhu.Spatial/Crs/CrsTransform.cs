using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial;

/// <summary>The way from a file's coordinates to EPSG:4490.</summary>
/// <remarks>
/// In: x = easting or longitude, y = northing or latitude, whatever order the EPSG register writes.<br/>
/// EPSG:4326 and every WGS 84 plane are taken as equal to EPSG:4490: the frames differ by less than 0.1 m, less than any layer we read is accurate.
/// </remarks>
public sealed class CrsTransform
{
    private const double SphereRadius = 6_378_137;
    private readonly Func<double, double, (double Longitude, double Latitude)> _apply;

    private CrsTransform(string name, Func<double, double, (double Longitude, double Latitude)> apply) => (Name, _apply) = (name, apply);

    /// <summary>What the file's coordinates are: "EPSG:4548", "GCJ-02".</summary>
    public string Name { get; }

    /// <summary>GCJ-02 degrees to EPSG:4490.</summary>
    public static CrsTransform Gcj02 { get; } = new("GCJ-02", ChinaOffset.FromGcj02);

    /// <summary>BD-09 degrees to EPSG:4490.</summary>
    public static CrsTransform Bd09 { get; } = new("BD-09", ChinaOffset.FromBd09);

    /// <summary>From the CRS with this EPSG code; null if it is neither 4490, 4326, 3857 nor a plane that <see cref="Plane.FindEpsg"/> knows.</summary>
    public static CrsTransform? To4490(int epsg) => epsg switch
    {
        4490 or 4326 => new($"EPSG:{epsg}", static (x, y) => (x, y)),
        3857 => new("EPSG:3857", FromWebMercator),
        _ => Plane.FindEpsg(epsg) is { } plane ? new(plane.Name, plane.Unproject) : null,
    };

    /// <summary>One position, to longitude and latitude in degrees.</summary>
    public (double Longitude, double Latitude) Apply(double x, double y) => _apply(x, y);

    /// <summary>A whole geometry, to x = longitude, y = latitude in degrees.</summary>
    public Geometry Apply(Geometry geometry) => Redraw.Move(geometry, _apply);

    private static (double Longitude, double Latitude) FromWebMercator(double x, double y) =>
        (x / SphereRadius * 180 / Math.PI, Math.Atan(Math.Sinh(y / SphereRadius)) * 180 / Math.PI);
}
