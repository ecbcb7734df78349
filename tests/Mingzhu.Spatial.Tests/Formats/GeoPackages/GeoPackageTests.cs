using System.Buffers.Binary;
using System.Data.Common;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace Mingzhu.Spatial.Tests.Formats.GeoPackages;

public sealed class GeoPackageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_GeoPackage_that_GDAL_wrote_is_read_with_its_types_and_system()
    {
        var source = _folder.File("in.geojson", """
            {"type":"FeatureCollection","features":[
            {"type":"Feature","properties":{"name":"学校","floors":6,"area":12.5,"built":"1999-05-01"},"geometry":{"type":"Point","coordinates":[115.98,36.45]}},
            {"type":"Feature","properties":{"name":null,"floors":null,"area":3,"built":null},"geometry":{"type":"Point","coordinates":[116,36.5]}}]}
            """);
        var path = _folder.Named("out.gpkg");
        Reference.Gdal("ogr2ogr", "-f", "GPKG", path, source, "-nln", "schools", "-t_srs", "EPSG:4548");
        using var connection = Sqlite.Open(path);

        var layer = GeoPackage.Layers(connection).Single();
        var features = layer.Features.ToList();

        layer.Name.ShouldBe("schools");
        layer.Epsg.ShouldBe(4548);
        layer.CrsEvidence.En.ShouldBe("srs_id 4548 is EPSG:4548 in gpkg_spatial_ref_sys");
        layer.CrsText.ShouldNotBeNull().ShouldStartWith("PROJCS[\"CGCS2000 / 3-degree Gauss-Kruger CM 117E\"");
        layer.Fields.ShouldBe([new("fid", FieldType.Integer), new("name", FieldType.Text), new("floors", FieldType.Integer), new("area", FieldType.Real), new("built", FieldType.Date)]);
        features.Count.ShouldBe(2);
        features[0].Row.ShouldBe(1);
        features[0].Values["name"].ShouldBe("学校");
        features[0].Values["floors"].ShouldBe(6L);
        features[0].Values["area"].ShouldBe(12.5);
        features[0].Values["built"].ShouldBe(new DateOnly(1999, 5, 1));
        features[0].Geometry!.Coordinate.X.ShouldBe(408_542, 1000); // easting comes first
        features[1].Values["name"].ShouldBeNull();
    }

    [Fact]
    public void Real_GeoPackages_of_others_are_read_whole()
    {
        using var grid = Sqlite.Open($"file:{Reference.Data("osm/helsinki_population_grid_2020.gpkg")}?immutable=1");

        var layer = GeoPackage.Layers(grid).Single();

        layer.Epsg.ShouldBe(4326);
        layer.Features.Count().ShouldBe(92);
        layer.Features.ShouldAllBe(feature => feature.Geometry != null && feature.Problems.Count == 0);
    }

    [Fact]
    public void Views_and_attribute_tables_are_layers_too()
    {
        using var connection = Sqlite.Open(":memory:");
        GeoPackageWriter.Write(connection, "compounds", Tables.Compounds());
        GeoPackageWriter.Write(connection, "notes", new FeatureTable([new("text", FieldType.Text)], ["n"], [null], [["好"]]));
        connection.Run("CREATE VIEW old_ones AS SELECT geom2 AS g, 名称 AS name FROM (SELECT feature_geom AS geom2, * FROM compounds WHERE old = 1)");
        connection.Run("INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) VALUES ('old_ones', 'features', 'old_ones', 4490)");
        connection.Run("INSERT INTO gpkg_geometry_columns VALUES ('old_ones', 'g', 'GEOMETRY', 4490, 0, 0)");

        var layers = GeoPackage.Layers(connection);

        layers.Select(layer => layer.Name).ShouldBe(["compounds", "notes", "old_ones"]);
        layers[1].Epsg.ShouldBeNull();
        layers[1].Features.Single().Values["text"].ShouldBe("好");
        layers[2].Features.Single().Values["name"].ShouldBe("阳光小区");
        layers[2].Features.Single().Geometry.ShouldBeOfType<Polygon>();
    }

    [Theory]
    [InlineData(Ordinates.XYZ, true)]
    [InlineData(Ordinates.XYM, true)]
    [InlineData(Ordinates.XYZM, true)]
    [InlineData(Ordinates.XYZM, false)]
    public void Z_and_M_are_told_and_dropped_in_every_spelling_and_byte_order(Ordinates ordinates, bool littleEndian)
    {
        var line = new WKTReader { IsOldNtsCoordinateSyntaxAllowed = false }.Read(ordinates switch
        {
            Ordinates.XYZ => "LINESTRING Z (1 2 8, 3 4 9)",
            Ordinates.XYM => "LINESTRING M (1 2 8, 3 4 9)",
            _ => "LINESTRING ZM (1 2 8 9, 3 4 8 9)",
        });
        var order = littleEndian ? NetTopologySuite.IO.ByteOrder.LittleEndian : NetTopologySuite.IO.ByteOrder.BigEndian;

        foreach (var strict in new[] { true, false }) // ISO and EWKB
        {
            var wkb = new WKBWriter(order, handleSRID: false) { HandleOrdinates = ordinates, Strict = strict }.Write(line);
            var row = RowWith(Blob(wkb));
            row.Geometry!.AsText().ShouldBe("LINESTRING (1 2, 3 4)");
            (row.Dropped.Z, row.Dropped.M).ShouldBe(ordinates switch { Ordinates.XYZ => ((8, 9), null), Ordinates.XYM => (null, (8, 9)), _ => ((8, 8), (9, 9)) });
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Every_kind_of_envelope_is_passed_over(int envelope) =>
        RowWith(Blob(Point, envelope: envelope)).Geometry!.AsText().ShouldBe("POINT (115.9 36.4)");

    [Fact]
    public void A_broken_geometry_is_a_problem_of_its_row_and_says_which()
    {
        RowWith([]).Problems.Single().Code.ShouldBe("geometry.encoding");
        RowWith("no geometry at all"u8.ToArray()).Problems.Single().Code.ShouldBe("geometry.encoding");
        RowWith(Blob(Point, envelope: 5)).Problems.Single().Code.ShouldBe("geometry.encoding");
        RowWith(Blob(Point[..^1])).Problems.Single().Code.ShouldBe("geometry.encoding");
        RowWith(Blob(Point, empty: true)).Problems.Single().Code.ShouldBe("geometry.empty");
        RowWith(Blob(Point, srs: 4326)).Problems.Single().Code.ShouldBe("geometry.other-srs");
        RowWith(Blob([1, 2, 0, 0, 0, 255, 255, 255, 255])).Problems.Single().Code.ShouldBe("geometry.encoding");
        RowWith(Blob([1, 8, 0, 0, 0, 0, 0, 0, 0])).Problems.Single().Code.ShouldBe("geometry.curve");
        RowWith(Blob([.. Enumerable.Repeat<byte[]>([1, 7, 0, 0, 0, 1, 0, 0, 0], 1000).SelectMany(bytes => bytes)])).Problems.Single().En.ShouldContain("nested");
    }

    [Fact]
    public void Any_bytes_are_a_geometry_or_a_problem_and_nothing_else() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var table = Tables.Any(seed);
            var blob = Blob(table.Geometries.OfType<Geometry>().Select(geometry => new WKBWriter().Write(geometry)).FirstOrDefault() ?? Point);
            blob[random.Next(blob.Length)] ^= (byte)random.Next(1, 256);
            var row = RowWith(blob[..random.Next(blob.Length + 1)]);
            return row.Geometry is not null || row.Problems is [{ Severity: ProblemSeverity.Refused }];
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Without_its_lists_a_database_is_no_GeoPackage()
    {
        using var connection = Sqlite.Open(":memory:");
        Should.Throw<BrokenFileException>(() => GeoPackage.Layers(connection)).Problem.Code.ShouldBe("gpkg.no-geopackage");

        GeoPackageWriter.Write(connection, "compounds", Tables.Compounds());
        connection.Run("DROP TABLE compounds");

        Should.Throw<BrokenFileException>(() => GeoPackage.Layers(connection)).Problem.Code.ShouldBe("gpkg.no-table");
        Should.Throw<BrokenFileException>(() => GeoPackage.ReadTable(connection, "roads")).Problem.Code.ShouldBe("gpkg.no-table");
    }

    [Fact]
    public void A_system_that_is_no_EPSG_code_proves_nothing()
    {
        using var connection = Sqlite.Open(":memory:");
        GeoPackageWriter.Write(connection, "compounds", Tables.Compounds());
        connection.Run("UPDATE gpkg_geometry_columns SET srs_id = -1");

        var layer = GeoPackage.Layers(connection).Single();

        layer.Epsg.ShouldBeNull();
        layer.CrsEvidence.En.ShouldContain("srs_id -1");
    }

    private static readonly byte[] Point = new WKBWriter().Write(Tables.Wkt("POINT (115.9 36.4)"));

    private static byte[] Blob(byte[] wkb, int envelope = 0, bool empty = false, int srs = 4490)
    {
        int[] lengths = [0, 32, 48, 48, 64, 64];
        var head = new byte[8 + lengths[envelope]];
        (head[0], head[1], head[3]) = ((byte)'G', (byte)'P', (byte)((envelope << 1) | (empty ? 0x10 : 0)));
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), srs);
        return [.. head, .. wkb];
    }

    private static SourceFeature RowWith(byte[] blob)
    {
        using var connection = Sqlite.Open(":memory:");
        GeoPackageWriter.Write(connection, "t", new FeatureTable([], ["a"], [Tables.Wkt("POINT (0 0)")], []));
        connection.Run("UPDATE t SET geom = @blob", ("@blob", blob));
        return GeoPackage.Layers(connection).Single().Features.Single();
    }
}
