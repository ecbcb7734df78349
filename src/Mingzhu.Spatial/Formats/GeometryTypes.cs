using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial;

/// <summary>Names of geometry types as GeoPackage has them (几何类型名).</summary>
internal static class GeometryTypes
{
    /// <summary>Of one geometry; the default, which is no type, of none.</summary>
    public static OgcGeometryType Of(Geometry? geometry) => geometry?.OgcGeometryType ?? default;

    /// <summary>The one type of all, GEOMETRY where there are several; null where there is none.</summary>
    public static string? Together(IEnumerable<OgcGeometryType> types)
    {
        OgcGeometryType[] found = [.. types.Where(type => type != default).Distinct().Take(2)];
        return found switch { [] => null, [var one] => one.ToString().ToUpperInvariant(), _ => "GEOMETRY" };
    }
}
