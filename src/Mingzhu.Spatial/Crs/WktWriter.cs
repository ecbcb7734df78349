using System.Globalization;

namespace Mingzhu.Spatial;

/// <summary>Writes a coordinate system down as WKT 1, for the files of other programs (写出坐标系定义).</summary>
/// <remarks>
/// Known: degrees and planes of CGCS2000 and WGS 84 that have an EPSG code. Systems whose way to CGCS2000 is not public are not written: a file in them would claim what nobody can prove.<br/>
/// Always: <see cref="CrsDefinition.Read"/> gives the same system back.<br/>
/// By: OGC 01-009; the names are those of ESRI's and of the EPSG register.
/// </remarks>
public static class WktWriter
{
    /// <summary>Whether a system can be written.</summary>
    public static bool Knows(Crs crs) =>
        crs is { Epsg: not null, IsSwapped: false, IsWebMercator: false, AccuracyM: 0, Datum: Datum.Cgcs2000 or Datum.Wgs84 } && (crs.Plane is null ? crs.Epsg is 4490 or 4326 : Zone(crs) is not null);

    /// <summary>The way ESRI writes it into a .prj: no codes, no axes.</summary>
    /// <exception cref="ArgumentException">It is none of those known.</exception>
    public static string Esri(Crs crs)
    {
        var degrees = crs.Datum == Datum.Cgcs2000
            ? "GEOGCS[\"GCS_China_Geodetic_Coordinate_System_2000\",DATUM[\"D_China_2000\",SPHEROID[\"CGCS2000\",6378137.0,298.257222101]],PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]]"
            : "GEOGCS[\"GCS_WGS_1984\",DATUM[\"D_WGS_1984\",SPHEROID[\"WGS_1984\",6378137.0,298.257223563]],PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]]";
        if (Required(crs).Plane is not { } plane)
            return degrees;
        var method = crs.Datum == Datum.Cgcs2000 ? "Gauss_Kruger" : "Transverse_Mercator";
        return string.Create(CultureInfo.InvariantCulture, $"PROJCS[\"{Zone(crs)!.Value.Esri}\",{degrees},PROJECTION[\"{method}\"],PARAMETER[\"False_Easting\",{plane.FalseEasting:0.0}],PARAMETER[\"False_Northing\",{Zone(crs)!.Value.FalseNorthing:0.0}],")
            + string.Create(CultureInfo.InvariantCulture, $"PARAMETER[\"Central_Meridian\",{plane.CentralMeridian:0.0}],PARAMETER[\"Scale_Factor\",{plane.Scale:0.0###}],PARAMETER[\"Latitude_Of_Origin\",0.0],UNIT[\"Meter\",1.0]]");
    }

    /// <summary>The way the OGC writes it, with the codes and axes of the EPSG register.</summary>
    /// <exception cref="ArgumentException">It is none of those known.</exception>
    public static string Ogc(Crs crs)
    {
        var degrees = crs.Datum == Datum.Cgcs2000
            ? Geographic("China Geodetic Coordinate System 2000", "China_2000", "CGCS2000", "298.257222101", 1024, 1043, 4490)
            : Geographic("WGS 84", "WGS_1984", "WGS 84", "298.257223563", 7030, 6326, 4326);
        if (Required(crs).Plane is not { } plane)
            return degrees;
        var (north, east) = ("AXIS[\"Northing\",NORTH]", "AXIS[\"Easting\",EAST]");
        var axes = crs.Datum == Datum.Cgcs2000 ? $"{north},{east}" : $"{east},{north}";
        return string.Create(CultureInfo.InvariantCulture, $"PROJCS[\"{Zone(crs)!.Value.Register}\",{degrees},PROJECTION[\"Transverse_Mercator\"],PARAMETER[\"latitude_of_origin\",0],PARAMETER[\"central_meridian\",{plane.CentralMeridian}],")
            + string.Create(CultureInfo.InvariantCulture, $"PARAMETER[\"scale_factor\",{plane.Scale}],PARAMETER[\"false_easting\",{plane.FalseEasting}],PARAMETER[\"false_northing\",{Zone(crs)!.Value.FalseNorthing}],")
            + string.Create(CultureInfo.InvariantCulture, $"UNIT[\"metre\",1,AUTHORITY[\"EPSG\",\"9001\"]],{axes},AUTHORITY[\"EPSG\",\"{crs.Epsg}\"]]");
    }

    private static Crs Required(Crs crs) => Knows(crs) ? crs : throw new ArgumentException($"{crs.Name} is not written", nameof(crs));

    /// <summary>What ESRI and the EPSG register call a zone, and the northing of the equator in metres; null if it is none.</summary>
    private static (string Esri, string Register, int FalseNorthing)? Zone(Crs crs)
    {
        if (ZoneFamily.Find(crs.Epsg!.Value) is var (family, index) && family.Datum == Datum.Cgcs2000)
        {
            var width = family.Width == 3 ? "3_Degree_" : "";
            var (meridian, number) = (family.MeridianOf(index), family.NumberOf(index));
            return family.Prefixed
                ? ($"CGCS2000_{width}GK_Zone_{number}", $"CGCS2000 / {(family.Width == 3 ? "3-degree " : "")}Gauss-Kruger zone {number}", 0)
                : ($"CGCS2000_{width}GK_CM_{meridian}E", $"CGCS2000 / {(family.Width == 3 ? "3-degree " : "")}Gauss-Kruger CM {meridian}E", 0);
        }

        return crs.Epsg switch
        {
            > 32600 and <= 32660 and var north => ($"WGS_1984_UTM_Zone_{north - 32600}N", $"WGS 84 / UTM zone {north - 32600}N", 0),
            > 32700 and <= 32760 and var south => ($"WGS_1984_UTM_Zone_{south - 32700}S", $"WGS 84 / UTM zone {south - 32700}S", 10_000_000),
            _ => null,
        };
    }

    private static string Geographic(string name, string datum, string ellipsoid, string flattening, int ellipsoidCode, int datumCode, int code) =>
        $"GEOGCS[\"{name}\",DATUM[\"{datum}\",SPHEROID[\"{ellipsoid}\",6378137,{flattening},AUTHORITY[\"EPSG\",\"{ellipsoidCode}\"]],AUTHORITY[\"EPSG\",\"{datumCode}\"]],"
        + "PRIMEM[\"Greenwich\",0,AUTHORITY[\"EPSG\",\"8901\"]],UNIT[\"degree\",0.0174532925199433,AUTHORITY[\"EPSG\",\"9122\"]],AXIS[\"Latitude\",NORTH],AXIS[\"Longitude\",EAST],"
        + $"AUTHORITY[\"EPSG\",\"{code}\"]]";
}
