using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Mingzhu.City;

namespace Mingzhu.Atlas.Tests.Imports;

public sealed class LayerChoiceTests : IDisposable
{
    private readonly TestCity _city = new();

    [Theory]
    [InlineData("公园绿地.geojson")]
    [InlineData("公园.geojson")]
    [InlineData("Parks.geojson")]
    [InlineData("parks.GeoJSON")]
    public void A_file_is_the_layer_it_is_called_after_by_id_name_or_synonym(string name) =>
        _city.Import(new ImportRequest(_city.Lay(name, Squares("""{"id":"P1"}""")))).Layers.Single().Layer.ShouldBe("parks");

    [Fact]
    public void A_layer_called_after_a_kind_of_facility_says_the_kind_of_all_its_rows()
    {
        var read = _city.Import(new ImportRequest(_city.Lay("公厕.csv", "名称,经度,纬度\n东昌路,115.98,36.45\n柳园路,115.99,36.46\n"), Crs: "EPSG:4490"));

        (read.Report.Outcome, read.Layers.Single().Layer).ShouldBe(("accept", "facilities"));
        read.Report.Problems.Single(problem => problem.Code == "value.from-name").Says.Zh.ShouldBe("公厕.csv 类别：文件中没有该列，按图层名称“公厕”全部记为 public-toilet");
    }

    [Fact]
    public void A_column_no_row_can_be_without_is_asked_once_and_not_missed_in_every_row()
    {
        var path = _city.Lay("设施.csv", "名称,性质,经度,纬度\n东昌路,公厕,115.98,36.45\n柳园路,菜市场,115.99,36.46\n");

        var asked = _city.Import(new ImportRequest(path, As: "facilities", Crs: "EPSG:4490")).Report;
        (asked.Outcome, asked.Problems.Length).ShouldBe(("ask", 0));
        var question = asked.Questions.Single();
        (question.Id, question.Text.Zh).ShouldBe(("column", "“设施”中哪一列是“类别”？没有一个表头是标准名称，而这一列必填"));
        question.Choices.Select(choice => choice.Value).ShouldBe(["kind=性质", "kind=经度", "kind=纬度"]);

        var read = _city.Import(new ImportRequest(path, As: "facilities", Crs: "EPSG:4490", Columns: new Dictionary<string, string> { ["kind"] = "性质" }));
        (read.Report.Outcome, read.Layers.Single().Count).ShouldBe(("accept", 2));
    }

    [Fact]
    public void Compounds_without_numbers_of_their_own_are_given_ids() =>
        _city.Import(new ImportRequest(_city.Lay("小区.geojson", Squares("""{"小区名称":"阳光花园"}""")))).Layers.Single().Count.ShouldBe(1);

    [Fact]
    public void A_file_called_nothing_known_is_asked_about_the_likeliest_layer_first()
    {
        var read = _city.Import(new ImportRequest(_city.Lay("2025年公园普查成果.geojson", Squares("""{"公园编号":"P1","公园类别":"游园"}"""))));

        read.Report.Outcome.ShouldBe("ask");
        var question = read.Report.Questions.Single();
        (question.Id, question.Choices[0].Value).ShouldBe(("as", "parks"));
        question.Choices.ShouldNotContain(choice => choice.Value == ImportRequest.None);
    }

    [Theory]
    [InlineData(115.985, 36.456, "")]
    [InlineData(121.475, 31.246, "crs.far")]
    public void The_first_file_of_a_city_is_held_against_where_the_pack_says_it_lies(double longitude, double latitude, string told)
    {
        var pack = Pack.Load(Path.Combine(TestCity.Root(), "packs", "liaocheng"));
        var path = _city.Lay("parks.geojson", FormattableString.Invariant($$"""{"type":"Feature","properties":{"id":"P1"},"geometry":{"type":"Point","coordinates":[{{longitude}},{{latitude}}]} }"""));
        using var work = _city.Workspace.Work();

        var read = Intake.Read(pack, new ImportRequest(path), CityGround.None, work.Path, null, TestContext.Current.CancellationToken, land: false);

        read.Report.Counts.Keys.Where(code => code.StartsWith("crs.", StringComparison.Ordinal)).ShouldBe(told.Length == 0 ? [] : [told]);
    }

    [Fact]
    public void Several_layers_of_a_folder_are_answered_one_by_one_and_one_of_them_may_be_left_out()
    {
        var folder = Path.GetDirectoryName(_city.Lay("data-a.geojson", Squares("""{"id":"P1"}""")))!;
        var data = Directory.CreateDirectory(Path.Combine(folder, "delivery")).FullName;
        File.WriteAllText(Path.Combine(data, "a.geojson"), Squares("""{"id":"P1"}"""));
        File.WriteAllText(Path.Combine(data, "b.geojson"), Squares("""{"id":"W1"}"""));
        File.WriteAllText(Path.Combine(data, "readme.md"), "hello");

        var asked = _city.Import(new ImportRequest(data)).Report;
        asked.Format.ShouldBe("folder");
        asked.Questions.Select(question => question.Choices[^1].Value).ShouldBe(["a=none", "b=none"]);

        var read = _city.Import(new ImportRequest(data, LayersAs: new Dictionary<string, string> { ["a"] = "parks", ["b"] = "none" }));
        read.Layers.Select(layer => layer.Layer).ShouldBe(["parks"]);
        read.FileHash.ShouldBe(Sha256($"{Sha256(Squares("""{"id":"P1"}"""))}  a.geojson\n{Sha256(Squares("""{"id":"W1"}"""))}  b.geojson\n"));
    }

    [Fact]
    public void A_zip_is_one_act_with_all_its_layers_and_what_is_no_data_in_it_is_told()
    {
        var path = _city.Lay("delivery.zip", "");
        using (var stream = File.Create(path))
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create))
        {
            foreach (var (name, text) in new[] { ("数据/parks.geojson", Squares("""{"id":"P1"}""")), ("数据/water.geojson", Squares("""{"id":"W1"}""")), ("数据/说明.docx", "x"), ("__MACOSX/._parks.geojson", "x") })
            {
                using var entry = new StreamWriter(zip.CreateEntry(name).Open());
                entry.Write(text);
            }
        }

        var read = _city.Import(new ImportRequest(path));

        read.Report.Format.ShouldBe("zip");
        read.Layers.Select(layer => layer.Layer).ShouldBe(["parks", "water"]);
        read.Report.Problems.Single().Says.Zh.ShouldBe("delivery.zip：未读取 数据/说明.docx：不是数据，或格式读不了");
        _city.Workspace.Facts(0, 100).Count(fact => fact.Kind == LayersImported.KindName).ShouldBe(1);
        read.FileHash.ShouldBe(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path))));
    }

    [Fact]
    public void A_layer_left_out_is_shown_but_does_not_land()
    {
        var report = _city.Import(new ImportRequest(_city.Lay("parks.geojson", Squares("""{"id":"P1"}""")), LayersAs: new Dictionary<string, string> { ["parks"] = ImportRequest.None })).Report;

        (report.Layers.Single().Target, report.Layers.Single().Features, report.Questions.Length).ShouldBe((null, 1, 0));
        _city.Workspace.View<Layers>().Ids.ShouldBeEmpty();
    }

    [Fact]
    public void An_answer_for_a_layer_the_file_does_not_have_is_refused_with_those_it_has()
    {
        var read = _city.Import(new ImportRequest(_city.Lay("a.geojson", Squares("""{"id":"P1"}""")), LayersAs: new Dictionary<string, string> { ["c"] = "parks" }));

        read.Report.Problems.Single(problem => problem.Code == "file.no-layer").Says.En.ShouldEndWith("holds no layer 'c'; there are: a");
    }

    [Theory]
    [InlineData("a.dwg", "AC1032", "DXF")]
    [InlineData("a.bin", "Rar!....", "zip")]
    [InlineData("a.bin", "%PDF-1.7", "Excel")]
    [InlineData("a.TAB", "!table\n!version 300", "Shapefile")]
    [InlineData("a.wps", "anything", ".xlsx")]
    [InlineData("a.et", "anything", ".xlsx")]
    [InlineData("a.e00", "EXP  0 A.E00", "GeoPackage")]
    public void What_nothing_reads_is_told_with_what_to_convert_it_to(string name, string text, string into)
    {
        var refused = Should.Throw<RefusedException>(() => _city.Import(new ImportRequest(_city.Lay(name, text)))).Reasons.Single();

        refused.Code.ShouldBe("import.foreign-format");
        refused.Says.Zh.ShouldContain(into);
    }

    [Fact]
    public void A_folder_of_a_geodatabase_is_told_as_one()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(_city.Lay("x", "x"))!, "land.gdb")).FullName;
        File.WriteAllText(Path.Combine(folder, "a00000001.gdbtable"), "x");

        Should.Throw<RefusedException>(() => _city.Import(new ImportRequest(folder))).Reasons.Single().Says.Zh.ShouldContain("File Geodatabase");
    }

    [Theory]
    [InlineData("x", "only", null, "--y")]
    [InlineData(null, null, "Sheet1", "--layer Sheet1")]
    public void An_option_of_another_format_is_refused_with_the_right_one(string? x, string? y, string? sheet, string told)
    {
        var request = new ImportRequest(_city.Lay("parks.geojson", Squares("""{"id":"P1"}""")), X: x, Y: y is "only" ? null : y, Sheet: sheet);

        Should.Throw<RefusedException>(() => _city.Import(request)).Reasons[0].Says.En.ShouldContain(told);
    }

    [Fact]
    public void The_report_shows_headings_first_rows_and_a_picture()
    {
        var understood = _city.Import(new ImportRequest(_city.Lay("parks.geojson", Squares("""{"id":"P1","公园名称":"柳园"}""", """{"id":"P2","公园名称":null}""")))).Report.Layers.Single();

        understood.Mapped.ShouldBe(new Dictionary<string, string> { ["id"] = "id", ["name"] = "公园名称" }, ignoreOrder: true);
        understood.Rows.Select(row => string.Join('|', row.Select(cell => cell ?? "-"))).ShouldBe(["1|P1|柳园", "2|P2|-"]);
        var features = JsonDocument.Parse(understood.Preview!).RootElement.GetProperty("features");
        features.GetArrayLength().ShouldBe(2);
        features[0].GetProperty("geometry").GetProperty("type").GetString().ShouldBe("Polygon");
    }

    [Fact]
    public void Where_it_is_not_known_where_data_lie_every_possibility_has_a_picture()
    {
        var question = _city.Import(new ImportRequest(_city.Lay("observations.csv", "编号,经度,纬度\nO1,115.98,36.45\nO2,115.99,36.46\n"))).Report.Questions.Single();

        question.Choices.ShouldContain(choice => choice.Value == "GCJ-02");
        foreach (var choice in question.Choices)
            JsonDocument.Parse(choice.Preview!).RootElement.GetProperty("features").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public void One_row_absurdly_far_from_its_layer_is_refused_with_the_distance_and_can_be_left_out()
    {
        var rows = string.Concat(Enumerable.Range(1, 6).Select(n => FormattableString.Invariant($"O{n},{116 + (0.01 * n)},36.45\n")));
        var file = _city.Lay("observations.csv", "编号,经度,纬度\n" + rows + "O7,116.0,53.45\n");

        var refused = _city.Import(new ImportRequest(file, Crs: "EPSG:4490"));
        // 17° of latitude at 111.2 km.
        refused.Report.Problems.Single().Says.Zh.ShouldBe("observations.csv 第 8 行：离本图层其他要素 1,890 km；请改正坐标或删除该行");
        refused.Layers.ShouldBeEmpty();

        _city.Import(new ImportRequest(file, Crs: "EPSG:4490", SkipBadRows: true)).Layers.Single().Count.ShouldBe(6);
    }

    [Fact]
    public void Parcels_that_overlap_are_refused_by_row_and_the_same_shape_twice_is_noted()
    {
        // Two squares of 0.01° at 36°N share half of their width: 0.005° × 0.01° = 450.7 m × 1109.6 m on CGCS2000.
        const string Half = """{"type":"Polygon","coordinates":[[[115.005,36],[115.015,36],[115.015,36.01],[115.005,36.01],[115.005,36]]]}""";
        var file = _city.Lay("parcels.geojson", Squares("""{"id":"A"}""", """{"id":"B"}""")[..^2] + """,{"type":"Feature","properties":{"id":"C"},"geometry":""" + Half + "}]}");

        var report = _city.Import(new ImportRequest(file)).Report;

        report.Outcome.ShouldBe("refuse");
        report.Problems.Where(problem => problem.Code == "geometry.duplicate").Select(problem => (problem.Row, problem.Found, problem.Severity)).ShouldBe([("2", "1", RowSeverity.Note)]);
        report.Problems.Where(problem => problem.Code == "geometry.overlap").Select(problem => (problem.Row, problem.Found)).ShouldBe([("2", "1"), ("3", "1"), ("3", "2")], ignoreOrder: true);
        var area = double.Parse(report.Problems.First(problem => problem.Row == "3").Says.En.Split(" by ")[1].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
        area.ShouldBe(450.7 * 1109.6, 1500);
    }

    [Fact]
    public void A_table_in_other_units_is_converted_and_says_so()
    {
        _city.Import(new ImportRequest(_city.Lay("facilities.csv", "编号,类别,建筑面积（亩）,wkt\nF1,幼儿园,3,POINT(116 36)\nF2,小学,/,POINT(116.1 36)\n"), Crs: "EPSG:4490"))
            .Report.Counts.ShouldBe(new Dictionary<string, int> { ["unit.converted"] = 1, ["value.not-applicable"] = 1 }, ignoreOrder: true);

        var table = LayerStore.OpenCurrent(_city.Workspace, "facilities");
        (table.Value(0, "floor_area_m2"), table.Value(0, "kind"), table.Value(1, "kind")).ShouldBe(((object)2000.0, "kindergarten", "primary-school"));
    }

    [Fact]
    public void A_layer_that_says_WGS_84_but_follows_the_streets_only_when_moved_back_from_GCJ_02_is_asked_about()
    {
        // North-south streets every 0.01° (about 900 m) in pieces of 0.02°, and shops on them as a web map draws them: 500 m to the east.
        var streets = Enumerable.Range(0, 200).Select(n => $"[[{F(116 + (n % 20 * 0.01))},{F(36.4 + (n / 20 * 0.02))}],[{F(116 + (n % 20 * 0.01))},{F(36.42 + (n / 20 * 0.02))}]]")
            .Select((line, n) => $$"""{"type":"Feature","properties":{"id":"R{{n}}"},"geometry":{"type":"LineString","coordinates":{{line}} } }""");
        _city.Import(new ImportRequest(_city.Lay("roads.geojson", Collection(streets))));
        var shops = Enumerable.Range(0, 200).Select(n => Spatial.ChinaOffset.ToGcj02(116 + (n % 20 * 0.01), 36.405 + (n / 20 * 0.019)))
            .Select((at, n) => $$"""{"type":"Feature","properties":{"id":"O{{n}}"},"geometry":{"type":"Point","coordinates":[{{F(at.Longitude)}},{{F(at.Latitude)}}]} }""");
        var file = _city.Lay("observations.geojson", Collection(shops));

        var asked = _city.Import(new ImportRequest(file)).Report;
        asked.Outcome.ShouldBe("ask");
        asked.Questions.Single().Choices.Select(choice => choice.Value).ShouldBe(["GCJ-02", "EPSG:4326"]);

        _city.Import(new ImportRequest(file, Crs: "GCJ-02")).Report.Outcome.ShouldBe("accept");
        LayerStore.OpenCurrent(_city.Workspace, "observations").Geometries[0]!.Coordinate.X.ShouldBe(116, 1e-6);
        _city.Import(new ImportRequest(file, Crs: "EPSG:4326")).Report.Outcome.ShouldBe("accept");
    }

    private static string F(double degrees) => degrees.ToString("0.#########", System.Globalization.CultureInfo.InvariantCulture);

    private static string Collection(IEnumerable<string> features) => """{"type":"FeatureCollection","features":[""" + string.Join(',', features) + "]}";

    public void Dispose() => _city.Dispose();

    private static string Sha256(string text) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Squares(params string[] properties)
    {
        const string Square = """{"type":"Polygon","coordinates":[[[115,36],[115.01,36],[115.01,36.01],[115,36.01],[115,36]]]}""";
        var features = properties.Select(one => $$"""{"type":"Feature","properties":{{one}},"geometry":{{Square}} }""");
        return """{"type":"FeatureCollection","features":[""" + string.Join(',', features) + "]}";
    }
}
