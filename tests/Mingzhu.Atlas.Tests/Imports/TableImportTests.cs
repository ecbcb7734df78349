using Mingzhu.City;
using Mingzhu.Spatial;

namespace Mingzhu.Atlas.Tests.Imports;

public sealed class TableImportTests : IDisposable
{
    private readonly TestCity _city = new();

    [Fact]
    public void A_GeoJSON_named_after_a_layer_becomes_that_layer_with_its_fields_typed()
    {
        var file = _city.Lay("parks.geojson", Parks("""{"id":"P1","名称":"湖心公园","class":"community","enclosed":false}""", """{"id":"P2","名称":"柳园","enclosed":"是"}"""));

        var read = _city.Import(new ImportRequest(file, AsOf: new DateOnly(2026, 6, 30)));

        read.Report.Outcome.ShouldBe("accept");
        var table = LayerStore.OpenCurrent(_city.Workspace, "parks");
        table.Ids.ShouldBe(["P1", "P2"]);
        table.Value(0, "name").ShouldBe("湖心公园");
        table.Value(1, "name").ShouldBe("柳园");
        table.Value(0, "enclosed").ShouldBe(false);
        table.Value(1, "enclosed").ShouldBe(true);
        _city.Workspace.View<Layers>().Current("parks")!.AsOf.ShouldBe(new DateOnly(2026, 6, 30));
    }

    [Fact]
    public void One_bad_row_and_nothing_of_the_file_lands()
    {
        var file = _city.Lay("parks.geojson", Parks("""{"id":"P1","class":"community"}""", """{"id":"P2","class":"huge"}"""));

        var read = _city.Import(new ImportRequest(file));

        read.Report.Outcome.ShouldBe("refuse");
        read.Report.Problems.Single().Says.Zh.ShouldBe("parks.geojson 第 2 行 类别：'huge' 不在代码表中，应为：country, comprehensive, specialised, community, garden, pocket");
        _city.Workspace.View<Layers>().Current("parks").ShouldBeNull();
    }

    [Fact]
    public void A_bad_row_may_be_left_out_when_the_user_says_so()
    {
        var file = _city.Lay("parks.geojson", Parks("""{"id":"P1"}""", """{"id":"P1"}"""));

        var read = _city.Import(new ImportRequest(file, SkipBadRows: true));

        read.Report.Problems.Single().Code.ShouldBe("row.key-twice");
        LayerStore.OpenCurrent(_city.Workspace, "parks").Ids.ShouldBe(["P1"]);
    }

    [Theory]
    [InlineData("12,5", "buildings.csv 第 2 行 建筑面积：'12,5' 不是数字，请改为 12.5", "buildings.csv, row 2, 建筑面积: '12,5' is no number; write 12.5")]
    [InlineData("十二", "buildings.csv 第 2 行 建筑面积：'十二' 不是数字", "buildings.csv, row 2, 建筑面积: '十二' is no number")]
    public void What_is_no_number_is_told_with_its_row_and_how_to_write_it(string found, string zh, string en)
    {
        var file = _city.Lay("buildings.csv", $"编号,建筑面积,wkt\nB1,\"{found}\",\"POLYGON((0 0,0 1,1 1,0 0))\"\n");

        var read = _city.Import(new ImportRequest(file, Crs: "EPSG:4490"));

        read.Report.Problems.Single().Says.ShouldBe(new Wording(zh, en));
    }

    [Fact]
    public void Thousands_parted_by_commas_are_numbers_and_a_slash_is_not_applicable()
    {
        var file = _city.Lay("buildings.csv", "编号,建筑面积,层数,wkt\nB1,\"1,234.5\",/,\"POLYGON((0 0,0 1,1 1,0 0))\"\n");

        _city.Import(new ImportRequest(file, Crs: "EPSG:4490"));

        var table = LayerStore.OpenCurrent(_city.Workspace, "buildings");
        table.Value(0, "gross_floor_area_m2").ShouldBe(1234.5);
        table.Value(0, "floors").ShouldBeNull();
    }

    [Fact]
    public void A_CSV_with_coordinates_does_not_prove_its_system_so_it_is_asked()
    {
        var file = _city.Lay("observations.csv", "编号,经度,纬度\nO1,115.98,36.45\n");

        var read = _city.Import(new ImportRequest(file));

        read.Report.Outcome.ShouldBe("ask");
        read.Report.Questions.Single().Id.ShouldBe("crs");
        _city.Workspace.View<Layers>().Current("observations").ShouldBeNull();
    }

    [Fact]
    public void GCJ_02_is_converted_when_declared()
    {
        var file = _city.Lay("observations.csv", "编号,经度,纬度\nO1,115.985,36.456\n");

        _city.Import(new ImportRequest(file, Crs: "GCJ-02"));

        var point = LayerStore.OpenCurrent(_city.Workspace, "observations").Geometries[0]!.Coordinate;
        // The shift at the city's centre is about 508 m east and 10 m north.
        (115.985 - point.X).ShouldBeInRange(0.0055, 0.0058);
    }

    [Fact]
    public void A_table_without_geometry_needs_no_coordinate_system()
    {
        var file = _city.Lay("reported.csv", "指标,地方,指标值,时期\nC25-30,371500,81.06,2026\n");

        _city.Import(new ImportRequest(file)).Report.Outcome.ShouldBe("accept");

        LayerStore.OpenCurrent(_city.Workspace, "reported").Value(0, "value").ShouldBe(81.06);
    }

    [Fact]
    public void Columns_the_layer_does_not_know_are_kept_under_their_own_names()
    {
        var file = _city.Lay("parks.geojson", Parks("""{"id":"P1","管养单位":"园林处"}"""));

        var read = _city.Import(new ImportRequest(file));

        read.Report.Layers.Single().Unmapped.ShouldBe(["管养单位"]);
        LayerStore.OpenCurrent(_city.Workspace, "parks").Value(0, "管养单位").ShouldBe("园林处");
    }

    [Fact]
    public void An_unknown_layer_name_is_refused_with_the_names_there_are()
    {
        var file = _city.Lay("parks.geojson", Parks("""{"id":"P1"}"""));

        var refused = Should.Throw<RefusedException>(() => _city.Import(new ImportRequest(file, As: "lakes")));

        refused.Reasons.Single().Code.ShouldBe("atlas.unknown-layer");
        refused.Reasons.Single().Says.En.ShouldContain("residential-land");
    }

    [Fact]
    public void A_point_is_no_park()
    {
        var file = _city.Lay("parks.geojson", """{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"id":"P1"},"geometry":{"type":"Point","coordinates":[115,36]}}]}""");

        _city.Import(new ImportRequest(file)).Report.Problems.Single().Code.ShouldBe("geometry.wrong-kind");
    }

    [Fact]
    public void A_layer_that_lies_nowhere_near_the_city_is_refused_as_swapped_or_foreign()
    {
        _city.Import(new ImportRequest(_city.Lay("parks.geojson", Parks("""{"id":"P1"}"""))));
        var swapped = _city.Lay("observations.csv", "编号,经度,纬度\nO1,36.45,85.98\n");

        var refused = Should.Throw<RefusedException>(() => _city.Import(new ImportRequest(swapped, Crs: "EPSG:4490")));

        refused.Reasons.Single().Code.ShouldBe("atlas.elsewhere");
        _city.Workspace.View<Layers>().Current("observations").ShouldBeNull();
    }

    [Fact]
    public void A_truncated_GeoJSON_is_told_with_its_line()
    {
        var file = _city.Lay("parks.geojson", Parks("""{"id":"P1"}""")[..60]);

        Should.Throw<BrokenFileException>(() => _city.Import(new ImportRequest(file))).Problem.Zh.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("nothing.geojson", "import.no-file")]
    [InlineData("empty", "import.empty-folder")]
    public void A_wrong_path_is_told(string name, string code)
    {
        var folder = Path.GetDirectoryName(_city.Lay("x", "x"))!;
        Directory.CreateDirectory(Path.Combine(folder, "empty"));

        Should.Throw<RefusedException>(() => _city.Import(new ImportRequest(Path.Combine(folder, name)))).Reasons.Single().Code.ShouldBe(code);
    }

    [Fact]
    public void An_empty_file_and_an_unknown_kind_are_told_apart()
    {
        Should.Throw<RefusedException>(() => _city.Import(new ImportRequest(_city.Lay("a.geojson", "")))).Reasons.Single().Code.ShouldBe("import.empty-file");
        Should.Throw<RefusedException>(() => _city.Import(new ImportRequest(_city.Lay("a.bin", "hello")))).Reasons.Single().Code.ShouldBe("import.unknown-format");
        Should.Throw<RefusedException>(() => _city.Import(new ImportRequest(_city.Lay("a.doc", "hello")))).Reasons.Single().Says.Zh.ShouldContain("另存为 Excel");
    }

    [Fact]
    public void The_same_rows_in_another_order_are_the_same_version()
    {
        var first = _city.Import(new ImportRequest(_city.Lay("parks.geojson", Parks("""{"id":"P1"}""", """{"id":"P2"}"""))));
        var second = _city.Import(new ImportRequest(_city.Lay("again.geojson", Parks("""{"id":"P2"}""", """{"id":"P1"}""")), As: "parks"));

        second.Layers.Single().Rows.ShouldBe(first.Layers.Single().Rows);
        _city.Workspace.View<Layers>().History("parks").Select(version => version.Number).ShouldBe([1]);
    }

    [Fact]
    public void A_source_note_beside_the_file_says_that_the_data_are_invented_and_of_which_day()
    {
        _city.Lay("source.yaml", "source: {zh: 虚构, en: Invented}\nlicence: CC0-1.0\ndate: 2026-06-30\ninvented: true\n");

        _city.Import(new ImportRequest(_city.Lay("parks.geojson", Parks("""{"id":"P1"}"""))));

        var version = _city.Workspace.View<Layers>().Current("parks")!;
        version.Provenance.Invented.ShouldBeTrue();
        version.AsOf.ShouldBe(new DateOnly(2026, 6, 30));
    }

    [Fact]
    public void A_column_under_a_foreign_heading_is_taken_where_the_user_names_it()
    {
        var file = _city.Lay("census.csv", "CODE,POPU\n370102,819139\n");

        var read = _city.Import(new ImportRequest(file, As: "population", Columns: new Dictionary<string, string> { ["place"] = "CODE", ["residents"] = "POPU" }));

        read.Report.Outcome.ShouldBe("accept");
        var table = LayerStore.OpenCurrent(_city.Workspace, "population");
        (table.Ids[0], table.Column("residents")![0]).ShouldBe(("370102", (object)819139L));
    }

    [Theory]
    [InlineData("moon", "CODE", "column.no-field")]
    [InlineData("place", "MOON", "column.not-found")]
    public void A_column_that_is_not_there_is_told(string field, string heading, string code)
    {
        var file = _city.Lay("census.csv", "CODE,POPU\n370102,819139\n");

        var read = _city.Import(new ImportRequest(file, As: "population", Columns: new Dictionary<string, string> { [field] = heading }));

        read.Layers.ShouldBeEmpty();
        read.Report.Counts.ShouldContainKey(code);
    }

    [Fact]
    public void Two_columns_that_differ_by_case_only_are_both_kept()
    {
        var file = _city.Lay("parks.geojson", """{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"id": "a", "ID": "b", "geom": "c"}, "geometry": {"type": "Polygon", "coordinates": [[[116, 36], [116.01, 36], [116.01, 36.01], [116, 36]]]}}]}""");

        _city.Import(new ImportRequest(file)).Report.Outcome.ShouldBe("accept");

        var table = LayerStore.OpenCurrent(_city.Workspace, "parks");
        (table.Ids[0], table.Column("ID_")![0], table.Column("geom")![0]).ShouldBe(("a", (object)"b", (object)"c"));
    }

    [Fact]
    public void A_shape_across_the_180th_meridian_is_refused_and_not_taken_around_the_world()
    {
        var file = _city.Lay("parks.geojson", """{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"id": "a"}, "geometry": {"type": "Polygon", "coordinates": [[[179.9, 10], [-179.9, 10], [-179.9, 10.1], [179.9, 10]]]}}]}""");

        _city.Import(new ImportRequest(file)).Report.Counts.ShouldContainKey("geometry.too-wide");
    }

    [Fact]
    public void Leaving_bad_rows_out_does_not_overlook_what_is_wrong_with_the_whole_file()
    {
        var file = _city.Lay("parks.geojson", """{"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": "EPSG:4490"}}, "features": [{"type": "Feature", "properties": {"id": "a"}, "geometry": {"type": "Polygon", "coordinates": [[[116, 36], [116.01, 36], [116.01, 36.01], [116, 36]]]}}]}""");

        var read = _city.Import(new ImportRequest(file, Crs: "EPSG:4548", SkipBadRows: true));

        read.Layers.ShouldBeEmpty();
        read.Report.Outcome.ShouldBe("refuse");
        read.Report.Counts.ShouldContainKey("crs.contradicts");
    }

    public void Dispose() => _city.Dispose();

    private static string Parks(params string[] properties)
    {
        const string Triangle = """{"type":"Polygon","coordinates":[[[115,36],[115.01,36],[115.01,36.01],[115,36]]]}""";
        var features = properties.Select(one => $$"""{"type":"Feature","properties":{{one}},"geometry":{{Triangle}} }""" );
        return """{"type":"FeatureCollection","features":[""" + string.Join(',', features) + "]}";
    }
}
