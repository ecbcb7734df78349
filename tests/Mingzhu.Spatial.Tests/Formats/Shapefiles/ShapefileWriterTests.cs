using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial.Tests.Formats.Shapefiles;

public sealed class ShapefileWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false, "UTF-8")]
    [InlineData(true, "GB18030")]
    public void What_is_written_is_read_back(bool gbk, string encoding)
    {
        var table = Tables.Compounds();

        var written = ShapefileWriter.Write(_folder.Named("小区"), table, new ShapefileOptions { Gbk = gbk });
        var layer = Shapefile.Read(_folder.Named("小区.shp"));
        var rows = layer.Features.ToList();

        written.Files.Select(Path.GetFileName).ShouldBe(["小区.dbf", "小区.cpg", "小区.prj", "小区.shp", "小区.shx"]);
        (layer.Encoding, layer.Problems.Length).ShouldBe((encoding, 0));
        layer.Fields.ShouldBe([new("feature_id", FieldType.Text), new("名称", FieldType.Text), new("id", FieldType.Integer), new("area \"m2\"", FieldType.Real), new("old", FieldType.Boolean), new("Geom", FieldType.Date)]);
        layer.CrsText!.ShouldStartWith("GEOGCS[\"GCS_China_Geodetic_Coordinate_System_2000\"");
        rows.Select(row => row.Values["feature_id"]).ShouldBe(table.Ids);
        for (var column = 0; column < table.Fields.Length; column++)
            rows.Select(row => row.Values[table.Fields[column].Name]).ShouldBe(table.Columns[column]);
        rows[0].Geometry!.EqualsTopologically(table.Geometries[0]).ShouldBeTrue();
        rows[1].Problems.Single().Code.ShouldBe("geometry.missing");
        rows[2].Geometry!.EqualsTopologically(table.Geometries[2]).ShouldBeTrue();
        written.Notes.ShouldBeEmpty();
    }

    [Fact]
    public void Any_rows_come_back_in_both_encodings() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var gbk = random.Next(2) == 0;
            var (fields, rows) = AnyRows(random);
            var written = ShapefileWriter.Write(_folder.Named("any"), fields, () => rows, new ShapefileOptions { Gbk = gbk });

            var back = Shapefile.Read(_folder.Named("any.shp"));
            var read = back.Features.ToList();
            back.Fields.Select(field => field.Type).ShouldBe(fields.Select(field => field.Type));
            read.Count.ShouldBe(rows.Length);
            for (var row = 0; row < rows.Length; row++)
            {
                read[row].Values.Values.ShouldBe(rows[row].Values.Select(value => value is string text ? text.Trim(' ') is { Length: > 0 } trimmed ? trimmed : null : value));
                read[row].Geometry!.Normalized().EqualsExact(Single(rows[row].Geometry!).Normalized()).ShouldBeTrue();
            }
            ShapefileWriter.Write(_folder.Named("again"), fields, () => rows, new ShapefileOptions { Gbk = gbk });
            foreach (var extension in new[] { "shp", "shx", "dbf", "prj", "cpg" })
                File.ReadAllBytes(_folder.Named("again." + extension)).ShouldBe(File.ReadAllBytes(_folder.Named("any." + extension)));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Names_are_cut_within_10_bytes_never_within_a_character_and_stay_apart()
    {
        string[] names = ["建筑面积平方米", "建筑面积平方千米", "建筑面积平方厘米", "abcdefghijk", "abcdefghijl", "a"];
        Field[] fields = [.. names.Select(name => new Field(name, FieldType.Integer))];
        ShapefileRow[] rows = [new(GeometryFactory.Default.CreatePoint(new Coordinate(1, 1)), [1L, 2L, 3L, 4L, 5L, 6L])];
        string[] Written(bool gbk)
        {
            var notes = ShapefileWriter.Write(_folder.Named("names"), [.. fields], () => rows, new ShapefileOptions { Gbk = gbk }).Notes;
            notes.Select(note => (note.Code, note.Field!)).ShouldBe(names[..5].Select(name => ("dbf.name-cut", name)));
            var layer = Shapefile.Read(_folder.Named("names.shp"));
            layer.Features.Single().Values.Values.ShouldBe([1L, 2L, 3L, 4L, 5L, 6L]);
            return [.. layer.Fields.Select(field => field.Name)];
        }

        Written(gbk: true).ShouldBe(["建筑面积平", "建筑面积_1", "建筑面积_2", "abcdefghij", "abcdefgh_1", "a"]);
        Written(gbk: false).ShouldBe(["建筑面", "建筑_1", "建筑_2", "abcdefghij", "abcdefgh_1", "a"]);
    }

    [Fact]
    public void What_a_field_can_not_hold_is_told()
    {
        ShapefileRow[] rows = [new(null, [new string('城', 200)]), new(null, ["𠮷"]), new(null, ["短"])];

        var utf8 = ShapefileWriter.Write(_folder.Named("utf8"), [new("名称", FieldType.Text)], () => rows);
        var gbk = ShapefileWriter.Write(_folder.Named("gbk"), [new("名称", FieldType.Text)], () => rows, new ShapefileOptions { Gbk = true });

        utf8.Files.Select(Path.GetFileName).ShouldBe(["utf8.dbf", "utf8.cpg"]);
        utf8.Notes.Select(note => (note.Code, note.Field)).ShouldBe([("dbf.text-cut", "名称")]);
        gbk.Notes.Select(note => (note.Code, note.Field)).ShouldBe([("dbf.text-cut", "名称"), ("dbf.text-lost", "名称")]);
        DbfFile.Read(_folder.Named("utf8.dbf")).Features.Select(row => row.Values["名称"]).ShouldBe([new string('城', 84), "𠮷", "短"]);
        DbfFile.Read(_folder.Named("gbk.dbf")).Features.Select(row => row.Values["名称"]).ShouldBe([new string('城', 127), "?", "短"]);
    }

    [Fact]
    public void Each_kind_of_geometry_gets_a_file_of_its_own()
    {
        string[] shapes = ["POINT (1 1)", "LINESTRING (0 0, 1 1)", "MULTIPOINT ((2 2), (3 3))", "POLYGON ((0 0, 1 0, 1 1, 0 0))", "GEOMETRYCOLLECTION (POINT (1 1), LINESTRING (5 5, 6 6))"];
        ShapefileRow[] rows = [.. shapes.Select((wkt, index) => new ShapefileRow(Tables.Wkt(wkt), [(long)index])), new(null, [9L])];

        var written = ShapefileWriter.Write(_folder.Named("mixed"), [new("n", FieldType.Integer)], () => rows);

        written.Files.Length.ShouldBe(15);
        written.Notes.Select(note => note.Code).ShouldBe(["shp.mixed", "shp.kinds"]);
        Shapefile.Read(_folder.Named("mixed_points.shp")).Features.Select(row => (row.Values["n"], row.Geometry?.AsText())).ShouldBe([(0L, "MULTIPOINT ((1 1))"), (2L, "MULTIPOINT ((2 2), (3 3))"), (9L, null)]);
        Shapefile.Read(_folder.Named("mixed_lines.shp")).Features.Select(row => (row.Values["n"], row.Geometry?.AsText())).ShouldBe([(1L, "LINESTRING (0 0, 1 1)"), (4L, "LINESTRING (5 5, 6 6)")]);
        Shapefile.Read(_folder.Named("mixed_polygons.shp")).Features.Select(row => row.Values["n"]).ShouldBe([3L]);
    }

    [Fact]
    public void A_value_of_another_type_is_refused_and_nothing_is_left_behind()
    {
        Should.Throw<ArgumentException>(() => ShapefileWriter.Write(_folder.Named("bad"), [new("n", FieldType.Integer)], () => [new(null, ["a"])]));
        Should.Throw<ArgumentException>(() => ShapefileWriter.Write(_folder.Named("bad"), [], () => [new(null, [])]));

        Directory.EnumerateFiles(_folder.Path).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void GDAL_reads_what_is_written(bool gbk)
    {
        ShapefileWriter.Write(_folder.Named("小区"), Tables.Compounds(), new ShapefileOptions { Gbk = gbk });

        var printed = Reference.Gdal("ogrinfo", "-al", _folder.Named("小区.shp"));

        printed.ShouldContain("Feature Count: 3");
        printed.ShouldContain("名称 (String) = 阳光小区");
        printed.ShouldContain("id (Integer) = -9");
        printed.ShouldContain("Geom (Date) = 1987/01/31");
        printed.ShouldContain("CGCS2000");
        printed.ShouldContain("POLYGON ((115.9 36.4,116.0 36.5,116.0 36.4,115.9 36.4),(115.95 36.41,115.96 36.41,115.96 36.42,115.95 36.41))");
        printed.ShouldContain("area \"m2\" (Real) = 0.1000");
    }

    [Theory]
    [InlineData("UTF-8")]
    [InlineData("GBK")]
    [InlineData("BIG5")]
    public void What_GDAL_writes_is_read(string encoding)
    {
        var json = """
            {"type":"FeatureCollection","features":[
             {"type":"Feature","properties":{"名字":"東昌府","n":-7,"x":0.1,"d":"2026/01/31"},"geometry":{"type":"MultiPolygon","coordinates":[[[[0,0],[10,0],[10,10],[0,10],[0,0]],[[2,2],[2,4],[4,4],[4,2],[2,2]]],[[[20,0],[21,0],[21,1],[20,0]]]]}},
             {"type":"Feature","properties":{"名字":null,"n":null,"x":null,"d":null},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}}]}
            """;
        _folder.File("in.geojson", json);
        Reference.Gdal("ogr2ogr", "-f", "ESRI Shapefile", "-lco", "ENCODING=" + encoding, _folder.Named("out.shp"), _folder.Named("in.geojson"));

        var layer = Shapefile.Read(_folder.Named("out.shp"));
        var rows = layer.Features.ToList();

        layer.Problems.ShouldBeEmpty();
        rows[0].Values.ShouldBe(new Dictionary<string, object?> { ["名字"] = "東昌府", ["n"] = -7L, ["x"] = 0.1, ["d"] = new DateOnly(2026, 1, 31) });
        rows[1].Values.Values.ShouldAllBe(value => value == null);
        rows[0].Geometry.ShouldBeOfType<MultiPolygon>().Area.ShouldBe(96.5);
        layer.CrsText!.ShouldContain("WGS_1984");
    }

    // Rows of one kind of geometry, valid, and any values but those a DBF file can't tell from others.
    private static (System.Collections.Immutable.ImmutableArray<Field> Fields, ShapefileRow[] Rows) AnyRows(Random random)
    {
        FieldType[] types = [FieldType.Text, FieldType.Integer, FieldType.Real, FieldType.Boolean, FieldType.Date];
        Field[] fields = [.. Enumerable.Range(0, random.Next(1, 6)).Select(i => new Field($"字段{i}", types[random.Next(types.Length)]))];
        var kind = random.Next(3);
        ShapefileRow[] rows = [.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => new ShapefileRow(AnyGeometry(kind, random), [.. fields.Select(field => AnyValue(field.Type, random))]))];
        return ([.. fields], rows);
    }

    private static Geometry AnyGeometry(int kind, Random random)
    {
        var (x, y) = ((random.NextDouble() * 300) - 180, (random.NextDouble() * 150) - 80);
        var factory = GeometryFactory.Default;
        LinearRing Square(double at, double size) => factory.CreateLinearRing([new(x + at, y), new(x + at + size, y), new(x + at + size, y + size), new(x + at, y + size), new(x + at, y)]);
        LinearRing Inner(double at) => factory.CreateLinearRing([new(x + at + 0.1, y + 0.1), new(x + at + 0.2, y + 0.1), new(x + at + 0.2, y + 0.2), new(x + at + 0.1, y + 0.1)]);
        Polygon Any(double at) => factory.CreatePolygon(Square(at, 1), random.Next(2) == 0 ? [] : [Inner(at)]);
        return kind switch
        {
            0 => factory.CreatePoint(new Coordinate(x, y)),
            1 => random.Next(2) == 0 ? factory.CreateLineString([new(x, y), new(x + 1, y)]) : factory.CreateMultiLineString([factory.CreateLineString([new(x, y), new(x + 1, y)]), factory.CreateLineString([new(x, y + 1), new(x + 2, y + 2)])]),
            _ => random.Next(2) == 0 ? Any(0) : factory.CreateMultiPolygon([.. Enumerable.Range(0, random.Next(1, 4)).Select(at => Any(3 * at))]),
        };
    }

    private static Geometry Single(Geometry geometry) => geometry is GeometryCollection { Count: 1 } one ? one.GetGeometryN(0) : geometry;

    private static object? AnyValue(FieldType type, Random random) => random.Next(4) == 0 ? null : type switch
    {
        FieldType.Text => new string([.. Enumerable.Range(0, random.Next(8)).Select(_ => "a 城区聊'\"\n龘,"[random.Next(10)])]),
        FieldType.Integer => random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(64),
        FieldType.Real => random.Next(3) switch
        {
            0 => Math.Round((random.NextDouble() - 0.5) * 1e6, random.Next(6)),
            1 => (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-300, 300)),
            _ => (double)random.Next(-1000, 1000),
        },
        FieldType.Boolean => random.Next(2) == 0,
        _ => DateOnly.FromDayNumber(random.Next(0, 3_000_000)),
    };
}
