namespace Mingzhu.Spatial.Tests.Formats.Excel;

public sealed class ExcelFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_project_list_as_departments_fill_it_in_is_read_right()
    {
        var layer = Read(new XlsxBuilder().Table(
            """
            聊城市2026年城市更新项目表
            填报单位：市住建局||||单位：万元
            序号|项 目 名 称|总投资|||备注
            |||中央|地方|
            1|阳光小区|1200|200|1000|/
            2|闸口片区|80.5|||'007

            3||60|60||
            |合计|1340.5||||
            注：地方资金含自筹。
            1.数据截至6月底
            """,
            ["A1:F1", "A3:A4", "B3:B4", "C3:E3", "F3:F4", "B6:B8"])).Single();

        layer.Fields.ShouldBe([
            new("序号", FieldType.Integer), new("项目名称", FieldType.Text), new("总投资", FieldType.Real), new("总投资/中央", FieldType.Integer), new("总投资/地方", FieldType.Integer), new("备注", FieldType.Text)]);
        layer.Features.Select(row => (row.Row, Values(row))).ShouldBe([
            (5, "1|阳光小区|1200|200|1000|/"),
            (6, "2|闸口片区|80.5|||007"),
            (8, "3|闸口片区|60|60||")]);
        layer.Problems.Select(problem => (problem.Code, problem.Found)).ShouldBe([
            ("table.title", "聊城市2026年城市更新项目表"),
            ("table.unit-line", "单位：万元"),
            ("table.totals-row", "合计"),
            ("table.remark-row", "注：地方资金含自筹。；1.数据截至6月底"),
            ("table.empty-rows", null),
            ("table.merged-cells", "B6:B8")]);
        layer.Problems[2].En.ShouldBe("1 rows are totals and no records: row 9");
        layer.Problems.ShouldAllBe(problem => problem.Severity == ProblemSeverity.Note);
    }

    [Fact]
    public void Three_rows_of_headings_are_joined()
    {
        var layer = Read(new XlsxBuilder().Table(
            """
            名称|资金来源|||
            |财政||自筹|
            |中央|省级|企业|居民
            甲|10|20|30|40
            """,
            ["A1:A3", "B1:E1", "B2:C2", "D2:E2"])).Single();

        layer.Fields.Select(field => field.Name).ShouldBe(["名称", "资金来源/财政/中央", "资金来源/财政/省级", "资金来源/自筹/企业", "资金来源/自筹/居民"]);
        Values(layer.Features.Single()).ShouldBe("甲|10|20|30|40");
    }

    [Theory]
    [InlineData("名称|总投资||备注\n|中央|地方|\n甲|1|2|x", "名称,总投资/中央,总投资/地方,备注", 3)]
    [InlineData("名称|类型||备注\n甲|乙|丙|丁", "名称,类型,column C,备注", 2)]
    [InlineData("名称|2024年|2025年\n甲|1|2", "名称,2024年,2025年", 2)]
    [InlineData("名称|2024|2025\n甲|1|2", "名称,2024,2025", 2)]
    [InlineData("名称|面积|备注|备注\n1|2|3|4\n甲|5|6|7", "名称,面积,备注,备注 (2)", 3)]
    [InlineData("名称\n甲", "名称", 2)]
    [InlineData("表1\n单位：亩\n名称|面积\n（亩）|3\n甲|1", "名称,面积", 4)]
    public void Headings_are_found_and_a_second_row_of_them_only_where_nothing_else_can_be_meant(string rows, string names, long first)
    {
        var layer = Read(new XlsxBuilder().Table(rows)).Single();

        string.Join(',', layer.Fields.Select(field => field.Name)).ShouldBe(names);
        layer.Features.First().Row.ShouldBe(first);
    }

    [Theory]
    [InlineData("单位：万元", "单位：万元")]
    [InlineData("填报单位：市住建局   单位: 亿元、公顷", "单位：亿元、公顷")]
    [InlineData("2026年项目表（金额单位：万元）", "金额单位：万元")]
    [InlineData("建设单位：市城投集团", null)]
    [InlineData("单位", null)]
    public void A_unit_line_says_a_unit_and_not_an_office(string text, string? unit)
    {
        var layer = Read(new XlsxBuilder().Table($"{text}\n名称|面积|备注\n甲|1|x")).Single();

        layer.Problems.Where(problem => problem.Code == "table.unit-line").Select(problem => problem.Found).SingleOrDefault().ShouldBe(unit);
    }

    [Theory]
    [InlineData("合计|1|2", "table.totals-row")]
    [InlineData("|总  计|3", "table.totals-row")]
    [InlineData("9|东昌府区小计|3", "table.totals-row")]
    [InlineData("合计（12个）|1|2", "table.totals-row")]
    [InlineData("Total||5", "table.totals-row")]
    [InlineData("填表人：张三|审核人：李四|", "table.remark-row")]
    [InlineData("合计公园|1|2", null)]
    [InlineData("注塑厂|1|2", null)]
    [InlineData("Totalitarian Street|1|2", null)]
    public void Totals_and_remarks_are_no_records_and_names_that_look_so_are(string row, string? code)
    {
        var layer = Read(new XlsxBuilder().Table($"名称|数|数2\n甲|1|2\n{row}")).Single();

        layer.Features.Count().ShouldBe(code is null ? 2 : 1);
        layer.Problems.Select(problem => problem.Code).ShouldBe(code is null ? [] : [code]);
    }

    [Fact]
    public void Headings_of_parts_and_numbers_of_columns_are_no_records()
    {
        var layer = Read(new XlsxBuilder().Table("名称|数|面积|备注\n甲|1|2|3\n一、老旧小区改造\n阳光|10|20|x\n（二）城中村\n闸口|5|6|y")).Single();

        layer.Features.Select(row => row.Row).ShouldBe([4, 6]);
        layer.Problems.Select(problem => (problem.Code, problem.Found)).ShouldBe([("table.section-row", "一、老旧小区改造；（二）城中村"), ("table.numbering-row", "甲")]);
    }

    [Fact]
    public void Every_kind_of_cell_gives_what_it_shows()
    {
        var layer = Read(new XlsxBuilder()
            .Styles("<numFmts><numFmt numFmtId=\"170\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@\"/><numFmt numFmtId=\"171\" formatCode=\"000000\"/><numFmt numFmtId=\"172\" formatCode=\"[Red]0.00&quot; days&quot;\"/></numFmts><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"170\"/><xf numFmtId=\"171\"/><xf numFmtId=\"172\"/><xf numFmtId=\"22\"/></cellXfs>")
            .Texts("<si><t>shared</t></si><si><r><t>rich </t></r><r><t>text</t></r><rPh><t>pronounced</t></rPh></si><si><t> _x0041_ _x005F_x0041_ </t></si>")
            .Sheet("<row r=\"1\"><c r=\"A1\" t=\"str\"><v>value</v></c><c r=\"B1\" t=\"str\"><v>name</v></c></row>" + string.Concat(Cells.Select((cell, at) => $"<row r=\"{at + 2}\">{cell.Xml}<c r=\"B{at + 2}\" t=\"str\"><v>x</v></c></row>"))))
            .Single();

        layer.Features.Select(row => row.Values["value"]).ShouldBe(Cells.Select(cell => cell.Value));
        layer.Features.SelectMany(row => row.Problems).Select(problem => (problem.Code, problem.Field, problem.Found, problem.Severity)).ShouldBe([
            ("table.error-cell", "value", "#N/A", ProblemSeverity.Note), ("table.formula-without-value", "value", "=", ProblemSeverity.Note), ("table.error-cell", "value", "1e999", ProblemSeverity.Note)]);
    }

    private static (string Xml, object? Value)[] Cells { get; } =
    [
        ("<c t=\"s\"><v>0</v></c>", "shared"),
        ("<c t=\"s\"><v>1</v></c>", "rich text"),
        ("<c t=\"s\"><v>2</v></c>", "A _x0041_"),
        ("<c t=\"inlineStr\"><is><t>  inline </t></is></c>", "inline"),
        ("<c t=\"str\"><f>A1&amp;\"x\"</f><v>cached</v></c>", "cached"),
        ("<c t=\"str\"><v></v></c>", null),
        ("<c t=\"inlineStr\"><is><t>/</t></is></c>", "/"),
        ("<c t=\"inlineStr\"><is><t>00123</t></is></c>", "00123"),
        ("<c><v>371502000000.0</v></c>", 371502000000L),
        ("<c><v>12.50</v></c>", 12.5),
        ("<c><f>1+1</f><v>2</v></c>", 2L),
        ("<c t=\"b\"><v>1</v></c>", true),
        ("<c t=\"e\"><v>#N/A</v></c>", null),
        ("<c><f>NOW()</f></c>", null),
        ("<c><v>1e999</v></c>", null),
        ("<c s=\"1\"><v>46204</v></c>", new DateOnly(2026, 7, 1)),
        ("<c s=\"2\"><v>61</v></c>", new DateOnly(1900, 3, 1)),
        ("<c s=\"2\"><v>59</v></c>", new DateOnly(1900, 2, 28)),
        ("<c s=\"5\"><v>46204.354166666664</v></c>", "2026-07-01 08:30:00"),
        ("<c s=\"5\"><v>0.5</v></c>", "12:00:00"),
        ("<c s=\"1\"><v>-5</v></c>", -5L),
        ("<c s=\"3\"><v>37</v></c>", "000037"),
        ("<c s=\"4\"><v>2.25</v></c>", 2.25),
        ("<c t=\"d\"><v>2026-07-01T00:00:00</v></c>", new DateOnly(2026, 7, 1)),
        ("<c s=\"99\"><v>5</v></c>", 5L),
    ];

    [Fact]
    public void Days_counted_from_1904_are_the_same_days()
    {
        var layer = Read(new XlsxBuilder().From1904().Styles("<cellXfs><xf numFmtId=\"14\"/></cellXfs>").Sheet("<row><c t=\"str\"><v>day</v></c></row><row><c s=\"0\"><v>44742</v></c></row>")).Single();

        layer.Features.Single().Values["day"].ShouldBe(new DateOnly(2026, 7, 1));
    }

    [Fact]
    public void Each_visible_sheet_with_a_table_is_a_layer_and_others_are_named()
    {
        var builder = new XlsxBuilder().Table("填报说明\n请按月填报", name: "说明").Table("名称|数\n甲|1", name: "项目").Table("a|b\nc|d", name: "old", state: "hidden").Table("编码|名称\n007|乙", name: "代码").Sheet("", name: "Sheet4");

        Read(builder).Select(layer => layer.Name).ShouldBe(["项目", "代码"]);
        Read(builder)[0].Problems.Single().Found.ShouldBe("说明、old、Sheet4");
        Read(builder, new ExcelOptions { Sheet = "OLD" }).Single().Features.Count().ShouldBe(1);
        ExcelFile.Sheets(_folder.Named("book.xlsx")).ShouldBe(["说明", "项目", "代码", "Sheet4"]);
        Broken(() => Read(builder, new ExcelOptions { Sheet = "x" })).ShouldBe(("excel.no-such-sheet", "book.xlsx: there is no sheet 'x', only 说明, 项目, old, 代码, Sheet4; correct the name"));
        Broken(() => Read(new XlsxBuilder().Sheet(""))).Code.ShouldBe("excel.no-table");
    }

    [Theory]
    [InlineData("经度|纬度", "115.985|36.455")]
    [InlineData("位置/经度（°）|位置/纬度（°）", "115.985|36.455")]
    [InlineData("lon|lat", "115°59′06″|36°27'18\"")]
    [InlineData("lon|lat", "115 59 6.0|36 27 18")]
    [InlineData("lon|lat", "E115.985|36.455N")]
    [InlineData("lon|lat", "东经115度59.1分|北纬36度27分18秒")]
    public void Points_come_from_columns_also_in_degrees_minutes_and_seconds(string headings, string cells)
    {
        var row = Read(new XlsxBuilder().Table($"名称|{headings}\n甲|{cells}")).Single().Features.Single();

        row.Problems.ShouldBeEmpty();
        row.Geometry!.Coordinate.X.ShouldBe(115.985, 1e-9);
        row.Geometry!.Coordinate.Y.ShouldBe(36.455, 1e-9);
    }

    [Theory]
    [InlineData("115,985")]
    [InlineData("115°61′")]
    [InlineData("115.5°30′")]
    [InlineData("1 2 3 4")]
    [InlineData("abc")]
    [InlineData("′115")]
    public void What_is_no_coordinate_is_refused_with_its_cell(string text)
    {
        var row = Read(new XlsxBuilder().Table($"名称|lon|lat\n甲|{text}|36")).Single().Features.Single();

        (row.Problems.Single().Code, row.Problems.Single().Field, row.Problems.Single().Found).ShouldBe(("table.coordinate", "lon", text));
    }

    [Fact]
    public void Columns_named_by_the_user_need_to_be_in_one_sheet()
    {
        var builder = new XlsxBuilder().Table("名称|东|北\n甲|409012.5|4036620", name: "点").Table("名称|数\n甲|1", name: "表");
        var layers = Read(builder, new ExcelOptions { X = "东", Y = "北", Epsg = 4548 });

        layers.Select(layer => layer.Epsg).ShouldBe([4548, null]);
        layers[0].Features.Single().Geometry!.AsText().ShouldBe("POINT (409012.5 4036620)");
        Broken(() => Read(builder, new ExcelOptions { X = "E", Y = "N" })).Code.ShouldBe("table.no-column");
    }

    [Fact]
    public void What_is_written_is_read() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var table = Tables.Any(seed);
            var random = new Random(seed);
            if (table.Fields.Length < 2)
                return true;
            // A first column that makes every row a record, since empty rows are none.
            var path = _folder.Named("any.xlsx");
            using (var to = File.Create(path))
            using (var writer = new ExcelWriter(to))
            {
                writer.Sheet("any", ["key", .. table.Fields.Select(field => field.Name)], note: random.Next(2) == 0 ? "单位：万元" : null);
                for (var row = 0; row < table.Count; row++)
                    writer.Row([$"k{row}", .. table.Columns.Select(column => column[row])]);
            }
            var read = ExcelFile.Read(path).Single().Features.ToList();
            return read.Count == table.Count && Enumerable.Range(0, table.Count).All(row => table.Fields.Select((field, at) => Same(table.Columns[at][row], read[row].Values[field.Name])).All(same => same));
        }).QuickCheckThrowOnFailure();

    // Blanks around a text are lost, long numbers and early days are texts.
    private static bool Same(object? written, object? read) => (written, read) switch
    {
        (string text, _) => text.Trim() == ((string?)read ?? ""),
        (long number, string text) => Math.Abs((double)number) >= 1e15 && text == $"{number}",
        (DateOnly day, string text) => day < new DateOnly(1900, 3, 1) && text == $"{day:yyyy-MM-dd}",
        (long or double, long or double) => Convert.ToDouble(written) == Convert.ToDouble(read),
        _ => Equals(written, read),
    };

    [Fact]
    public void Excel_2003_and_LibreOffice_files_say_the_same_as_ours()
    {
        using (var to = File.Create(_folder.Named("ours.xlsx")))
        using (var writer = new ExcelWriter(to))
            writer.Sheet("项目", ["名称", "面积", "开工", "编码"], note: "单位：亩").Row("阳光小区", 12.5, new DateOnly(2026, 7, 1), "007").Row("=1+1", 3L, null, "/").Row("合计", 15.5);
        var ours = Shown(ExcelFile.Read(_folder.Named("ours.xlsx")).Single());
        ours.ShouldBe("项目:名称,面积,开工,编码;3:阳光小区|12.5|7/1/2026|007;4:=1+1|3||/;table.unit-line,table.totals-row");

        foreach (var format in (string[])["xls", "ods", "xlsx"])
        {
            LibreOffice("ours.xlsx", format);
            if (format == "ods")
                LibreOffice("ours.ods", "xlsx");
            Shown(ExcelFile.Read(_folder.Named($"out/ours.{(format == "ods" ? "xlsx" : format)}")).Single()).ShouldBe(ours, format);
        }
    }

    [Fact]
    public void A_workbook_of_GDAL_is_read()
    {
        var csv = _folder.File("in.csv", "name,code,area\n阳光,007,1.5\n闸口,008,2\n");
        Reference.Gdal("ogr2ogr", "-f", "XLSX", _folder.Named("gdal.xlsx"), csv);

        Shown(ExcelFile.Read(_folder.Named("gdal.xlsx")).Single()).ShouldBe("in:name,code,area;2:阳光|007|1.5;3:闸口|008|2;");
    }

    private static string Shown(SourceLayer layer) =>
        $"{layer.Name}:{string.Join(',', layer.Fields.Select(field => field.Name))};{string.Concat(layer.Features.Select(row => $"{row.Row}:{Values(row)};"))}{string.Join(',', layer.Problems.Select(problem => problem.Code))}";

    private static string Values(SourceFeature row) => string.Join('|', row.Values.Values.Select(value => value is DateOnly day ? day.ToString("M/d/yyyy") : $"{value}"));

    private static (string Code, string En) Broken(Action read) => Should.Throw<BrokenFileException>(read).Problem is var problem ? (problem.Code, problem.En) : default;

    private System.Collections.Immutable.ImmutableArray<SourceLayer> Read(XlsxBuilder builder, ExcelOptions? options = null) => ExcelFile.Read(_folder.File("book.xlsx", builder.Bytes()), options);

    private void LibreOffice(string file, string format) => Office.Convert(_folder, File.Exists(_folder.Named($"out/{file}")) ? _folder.Named($"out/{file}") : _folder.Named(file), format);
}
