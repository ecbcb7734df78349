using System.Text;
using Mingzhu.Atlas.Tests.Corpus;
using Mingzhu.City;
using Mingzhu.Spatial;
using Mingzhu.Spatial.Tests.Formats;
using Mingzhu.Store;
using NetTopologySuite.Geometries;

namespace Mingzhu.Atlas.Tests.Fuzz;

/// <summary>The readers of foreign bytes. Seeds come from the corpus: what is dirty already is nearest to what breaks.</summary>
internal static class FuzzTargets
{
    private const int LargestSeed = 4096;
    private static readonly GeometryFactory Factory = new(new PrecisionModel(), 4490);

    private static readonly string[] Conditions =
    [
        "name LIKE '%公园%' AND area_m2 >= 400", "NOT (kind IN ('a', 'b') OR year BETWEEN 1980 AND 2000)", "a IS NOT NULL AND b = TRUE", "-1.5e3 * (x + 2) / 3 > y",
        "S_INTERSECTS(geom, POLYGON((115.9 36.4, 116 36.4, 116 36.5, 115.9 36.4)))", "T_BEFORE(day, DATE('2026-05-06'))", "CASEI(name) = CASEI('Park')",
        """{"op":"and","args":[{"op":">=","args":[{"property":"area_m2"},400]},{"op":"like","args":[{"property":"name"},"%公园%"]}]}""",
        """{"op":"s_intersects","args":[{"property":"geom"},{"type":"Polygon","coordinates":[[[115,36],[116,36],[116,37],[115,36]]]}]}""",
    ];

    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("shp", Parts(".shp"), [], (input, folder) => Shape(input, ".shp", folder)),
        new("dbf", Parts(".dbf"), Words("湖心公园", "****", "20260506", "T", "?"), (input, folder) => Shape(input, ".dbf", folder)),
        new("prj", Parts(".prj"), Words("PROJCS[", "GEOGCS[", "]", ",", "PARAMETER[\"Central_Meridian\",", "UNIT[\"Degree\",0.0174532925199433]", "AUTHORITY[\"EPSG\",\"4548\"]", "+proj=tmerc +lon_0=117", "EPSG:4548", "{\"type\":\"ProjectedCRS\"", "\"\""), (input, _) => Crs(input)),
        new("zip", Parts(".zip"), Tokens("PK\x03\x04"u8.ToArray(), "PK\x01\x02"u8.ToArray(), "PK\x05\x06"u8.ToArray(), "PK\x06\x06"u8.ToArray(), "../"u8.ToArray(), [0x01, 0x00, 0x10, 0x00]), Unzip),
        new("xlsx", [.. Parts(".xlsx"), .. Sheets()], Words("<c r=\"A1\" t=\"s\"><v>", "</v></c>", "<row r=\"", "</row>", "<mergeCell ref=\"A1:XFD1048576\"/>", "&lt;", "&#0;", "<!DOCTYPE", "<is><t>", "t=\"e\"", "A1:", "XFD1048576", " s=\"1\""), Workbook),
        new("csv", [.. Parts(".csv"), .. Parts(".txt")], Words("\"", "\"\"", ",", ";", "\t", "\r", "\n", "POINT(115.985 36.456)", "POLYGON((", "MULTIPOLYGON(((", "GEOMETRYCOLLECTION(", " EMPTY", "Z ", "经度", "纬度", "wkt", "115°59′06″"), (input, folder) => Drain(CsvFile.Read(Laid(input, folder, "x.csv")))),
        new("geojson", [.. Parts(".geojson"), .. Parts(".json")], Words("{", "}", "[", "]", ",", ":", "\"type\":\"Feature\"", "\"coordinates\":[", "\"geometry\":null", "\"GeometryCollection\"", "\"geometries\":[", "null", "1e999", "\\ud800", "\\u0000", "\"features\":["), (input, folder) => Drain(GeoJsonFile.Read(Laid(input, folder, "x.geojson")))),
        new("kml", [.. Parts(".kml")], Words("<Placemark>", "</Placemark>", "<Polygon><outerBoundaryIs><LinearRing><coordinates>", "</coordinates>", "<innerBoundaryIs>", "<MultiGeometry>", "<Folder>", "<![CDATA[", "]]>", "&amp;", "&#0;", "<!DOCTYPE", "<!--", "115.985,36.456,0 "), (input, folder) => Each(KmlFile.Read(Laid(input, folder, "x.kml")))),
        new("dxf", [.. Parts(".dxf")], Words("0\nSECTION\n", "0\nENDSEC\n", "2\nBLOCKS\n", "0\nBLOCK\n2\nA\n", "0\nENDBLK\n", "0\nINSERT\n2\nA\n", "0\nARC\n", "0\nCIRCLE\n40\n5\n", "0\nELLIPSE\n", "0\nSPLINE\n", "0\nPOLYLINE\n", "0\nVERTEX\n", "0\nSEQEND\n", "42\n1\n", "\\U+4E00", "0\nHATCH\n", "0\nEOF\n"), (input, folder) => Each(DxfFile.Read(Laid(input, folder, "x.dxf")))),
        new("gpkg", [Small()], Words("SELECT", "CREATE TABLE", "geom", "gpkg_contents", "GP\0\u0001"), Database),
        new("pbf", [.. Extracts()], [], Osm),
        new("cql2", [.. Conditions.Select(Encoding.UTF8.GetBytes)], Words(" AND ", " OR ", "NOT ", "(", ")", "'", "\"", "LIKE '%园%'", "BETWEEN 1 AND 2", "IN ('a','b')", "IS NULL", "CASEI(", "S_INTERSECTS(", "POLYGON((115 36,116 36,116 37,115 36))", "T_BEFORE(", "INTERVAL(", "DATE('2026-05-06')", "TIMESTAMP(", "BBOX(", "{\"op\":\"and\",\"args\":[", "{\"property\":\"a\"}", "]}"), (input, _) => Condition(input)),
    ];

    /// <summary>Every part of that ending in the corpus that is small enough.</summary>
    private static byte[][] Parts(string ending) =>
    [
        .. DirtyFiles.Honest.SelectMany(file => file.Files()).Where(part => part.Path.EndsWith(ending, StringComparison.OrdinalIgnoreCase) && part.Bytes.Length is > 0 and < LargestSeed)
            .Select(part => part.Bytes).DistinctBy(Convert.ToHexString),
    ];

    private static byte[][] Words(params string[] words) => [.. words.Select(Encoding.UTF8.GetBytes)];

    private static byte[][] Tokens(params byte[][] tokens) => tokens;

    private static string Laid(byte[] input, string folder, string name)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllBytes(path, input);
        return path;
    }

    /// <summary>Reads to the end; what is handed on must be fit to be stored.</summary>
    private static void Drain(SourceLayer layer)
    {
        foreach (var feature in layer.Features)
        {
            var refused = feature.Problems.Any(problem => problem.Severity == ProblemSeverity.Refused);
            if (!refused && feature.Geometry is { IsValid: false })
                throw new InvalidOperationException($"row {feature.Row} holds a geometry that is not valid and is not refused");
        }
    }

    private static void Each(IEnumerable<SourceLayer> layers)
    {
        foreach (var layer in layers)
            Drain(layer);
    }

    private static void Shape(byte[] input, string part, string folder)
    {
        var stem = Path.Combine(folder, "x");
        if (!File.Exists(stem + ".dbf"))
        {
            File.WriteAllBytes(stem + ".shp", ParkFile.Squares(3).ToBytes());
            File.WriteAllBytes(stem + ".dbf", ParkFile.Names(ParkFile.Gbk, "甲", "乙", "丙").ToBytes());
        }

        File.WriteAllBytes(stem + part, input);
        Drain(Shapefile.Read(stem + ".shp"));
    }

    private static void Crs(byte[] input)
    {
        var definition = CrsDefinition.Read(Encoding.UTF8.GetString(input));
        var known = definition.Crs ?? throw new BrokenFileException(definition.Problem!);
        known.Apply(Factory.CreatePolygon([new(409_012, 4_036_620), new(409_100, 4_036_620), new(409_100, 4_036_700), new(409_012, 4_036_620)]));
    }

    private static void Unzip(byte[] input, string folder)
    {
        var into = Path.Combine(folder, "into");
        try
        {
            ZipUnpacking.Unpack(Laid(input, folder, "x.zip"), into, new UnpackLimits(MostBytes: 1 << 20, FreeBytes: 1 << 20));
        }
        finally
        {
            if (Directory.Exists(into))
                Directory.Delete(into, recursive: true);
        }
    }

    /// <summary>A workbook as bytes, or the XML of one sheet put into a good workbook: spoiling the packed bytes alone would seldom get past the checksum.</summary>
    private static void Workbook(byte[] input, string folder)
    {
        var bytes = input.AsSpan().StartsWith("PK"u8) ? input : new Xlsx().Whole("人口", input).ToBytes();
        Each(ExcelFile.Read(Laid(bytes, folder, "x.xlsx")));
    }

    private static IEnumerable<byte[]> Sheets() => TableCases.All.Where(file => file.Open.EndsWith("xlsx", StringComparison.Ordinal)).SelectMany(file => file.Files())
        .Select(part => Xlsx.FirstSheetOf(part.Bytes)).Where(sheet => sheet.Length < LargestSeed);

    private static byte[] Small() => new Gpkg().Features("parks", 4326, "id TEXT, name TEXT, area REAL", $"{Gpkg.Polygon(4326, Square.Degrees)}, 'P1', '湖心公园', 1.5").ToBytes();

    private static void Database(byte[] input, string folder)
    {
        using var connection = SqliteFile.OpenForeign(Laid(input, folder, "x.gpkg"));
        Each(GeoPackage.Layers(connection));
    }

    private static IEnumerable<byte[]> Extracts()
    {
        void Fill(PbfBuilder into) => into.Node(1, 115.985, 36.456, ("amenity", "school")).Node(2, 115.987, 36.456).Node(3, 115.987, 36.458).Way(10, [1, 2, 3, 1], ("building", "yes")).Multipolygon(20, [10], ("leisure", "park"));
        return [PbfBuilder.File(Fill, compressed: false), PbfBuilder.File(Fill, dense: false, compressed: false), PbfBuilder.File(Fill)];
    }

    private static void Osm(byte[] input, string folder)
    {
        foreach (var element in OsmPbf.Read(Laid(input, folder, "x.osm.pbf"), (_, _) => true).Elements)
        {
            if (element.AsPolygon() is { Geometry: { } geometry } && !geometry.IsValid)
                throw new InvalidOperationException($"{element.Id} holds an area that is not valid");
        }
    }

    /// <summary>What can be read can be written and read again, to the same.</summary>
    private static void Condition(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input);
        var isJson = text.StartsWith('{');
        if (!(isJson ? Expression.TryParseJson(text, out var read, out _) : Expression.TryParse(text, out read, out _)))
            throw new RefusedException(new Refusal("expression", Wording.Same("unreadable")));
        if (!Expression.TryParse(read.ToString(), out var again, out var problem) || !again.Equals(read))
            throw new InvalidOperationException($"'{read}' reads otherwise: {problem?.Says.En}");
        if (!Expression.TryParseJson(read.ToJson(), out var fromJson, out problem) || !fromJson.Equals(read))
            throw new InvalidOperationException($"'{read.ToJson()}' reads otherwise: {problem?.Says.En}");
    }
}
