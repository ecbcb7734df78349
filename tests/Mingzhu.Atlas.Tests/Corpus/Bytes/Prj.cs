namespace Mingzhu.Atlas.Tests.Corpus;

/// <summary>Texts of .prj files as they are met: by ArcGIS, by GDAL and QGIS, by hand.</summary>
internal static class Prj
{
    private const string China2000 = """GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]""";
    private const string Xian = """GEOGCS["GCS_Xian_1980",DATUM["D_Xian_1980",SPHEROID["Xian_1980",6378140.0,298.257]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]""";
    private const string Beijing = """GEOGCS["GCS_Beijing_1954",DATUM["D_Beijing_1954",SPHEROID["Krasovsky_1940",6378245.0,298.3]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]""";
    private const string World = """GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]""";

    public const string Cgcs2000 = China2000, Wgs84 = World, Xian1980 = Xian, Beijing1954 = Beijing;

    public const string QgisCgcs2000 = """GEOGCS["China Geodetic Coordinate System 2000",DATUM["China_2000",SPHEROID["CGCS2000",6378137,298.257222101,AUTHORITY["EPSG","1024"]],AUTHORITY["EPSG","1043"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4490"]]""";

    public const string Qgis4548 = """PROJCS["CGCS2000 / 3-degree Gauss-Kruger CM 117E",GEOGCS["China Geodetic Coordinate System 2000",DATUM["China_2000",SPHEROID["CGCS2000",6378137,298.257222101,AUTHORITY["EPSG","1024"]],AUTHORITY["EPSG","1043"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4490"]],PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",117],PARAMETER["scale_factor",1],PARAMETER["false_easting",500000],PARAMETER["false_northing",0],UNIT["metre",1,AUTHORITY["EPSG","9001"]],AXIS["Northing",NORTH],AXIS["Easting",EAST],AUTHORITY["EPSG","4548"]]""";

    public const string Wkt2Of4548 = """
        PROJCRS["CGCS2000 / 3-degree Gauss-Kruger CM 117E",
            BASEGEOGCRS["China Geodetic Coordinate System 2000",
                DATUM["China 2000",
                    ELLIPSOID["CGCS2000",6378137,298.257222101,LENGTHUNIT["metre",1]]],
                PRIMEM["Greenwich",0,ANGLEUNIT["degree",0.0174532925199433]],
                ID["EPSG",4490]],
            CONVERSION["Gauss-Kruger CM 117E",
                METHOD["Transverse Mercator",ID["EPSG",9807]],
                PARAMETER["Latitude of natural origin",0,ANGLEUNIT["degree",0.0174532925199433],ID["EPSG",8801]],
                PARAMETER["Longitude of natural origin",117,ANGLEUNIT["degree",0.0174532925199433],ID["EPSG",8802]],
                PARAMETER["Scale factor at natural origin",1,SCALEUNIT["unity",1],ID["EPSG",8805]],
                PARAMETER["False easting",500000,LENGTHUNIT["metre",1],ID["EPSG",8806]],
                PARAMETER["False northing",0,LENGTHUNIT["metre",1],ID["EPSG",8807]]],
            CS[Cartesian,2],
                AXIS["northing (X)",north,ORDER[1],LENGTHUNIT["metre",1]],
                AXIS["easting (Y)",east,ORDER[2],LENGTHUNIT["metre",1]],
            ID["EPSG",4548]]
        """;

    public const string WebMercator = $"""PROJCS["WGS_1984_Web_Mercator_Auxiliary_Sphere",{World},PROJECTION["Mercator_Auxiliary_Sphere"],PARAMETER["False_Easting",0.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",0.0],PARAMETER["Standard_Parallel_1",0.0],PARAMETER["Auxiliary_Sphere_Type",0.0],UNIT["Meter",1.0]]""";

    public const string Lambert = $"""PROJCS["Asia_Lambert_Conformal_Conic",{World},PROJECTION["Lambert_Conformal_Conic"],PARAMETER["False_Easting",0.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",105.0],PARAMETER["Standard_Parallel_1",30.0],PARAMETER["Standard_Parallel_2",62.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]""";

    public const string Engineering = """LOCAL_CS["聊城市城建坐标系",UNIT["Meter",1.0]]""";

    /// <summary>3° zone of 117°E without and with the zone's number before the easting, and that of 114°E; 6° zone of 117°E.</summary>
    public static string Gk117 => Plane("CGCS2000_3_Degree_GK_CM_117E", China2000, 117, 500_000);

    public static string GkZone39 => Plane("CGCS2000_3_Degree_GK_Zone_39", China2000, 117, 39_500_000);

    public static string Gk114 => Plane("CGCS2000_3_Degree_GK_CM_114E", China2000, 114, 500_000);

    public static string GkZone38 => Plane("CGCS2000_3_Degree_GK_Zone_38", China2000, 114, 38_500_000);

    public static string Gk6Of117 => Plane("CGCS2000_GK_CM_117E", China2000, 117, 500_000);

    public static string GkZone20 => Plane("CGCS2000_GK_Zone_20", China2000, 117, 20_500_000);

    public static string XianGk117 => Plane("Xian_1980_3_Degree_GK_CM_117E", Xian, 117, 500_000);

    public static string XianZone39 => Plane("Xian_1980_3_Degree_GK_Zone_39", Xian, 117, 39_500_000);

    public static string BeijingGk117 => Plane("Beijing_1954_3_Degree_GK_CM_117E", Beijing, 117, 500_000);

    public static string BeijingZone39 => Plane("Beijing_1954_3_Degree_GK_Zone_39", Beijing, 117, 39_500_000);

    public static string Utm50 => Plane("WGS_1984_UTM_Zone_50N", World, 117, 500_000, "Transverse_Mercator", 0.9996);

    /// <summary>A city's own grid: CGCS2000 about 116°E, the origin moved to keep numbers short.</summary>
    public static string CityGrid => Plane("LiaoCheng_Local", China2000, 116, 50_000, "Transverse_Mercator", 1, -4_000_000);

    private static string Plane(string name, string geographic, int meridian, int easting, string projection = "Gauss_Kruger", double scale = 1, int northing = 0) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"""PROJCS["{name}",{geographic},PROJECTION["{projection}"],PARAMETER["False_Easting",{easting}.0],PARAMETER["False_Northing",{northing}.0],PARAMETER["Central_Meridian",{meridian}.0],PARAMETER["Scale_Factor",{scale}],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]""");
}
