using System.Text;

namespace Mingzhu.Spatial.Tests.Formats.Csv;

public sealed class CsvFileTests : IDisposable
{
    private static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Values_are_text_blank_cells_null_and_rows_numbered_as_in_Excel()
    {
        var layer = Read("name,floors,note\r\n阳光小区, 6 ,/\r\n\r\n\"two\nlines\",,\"say \"\"hi\"\"\"\r\n,,\r\nlast,1\r\n");

        var rows = layer.Features.ToList();

        layer.Fields.ShouldBe([new("name", FieldType.Text), new("floors", FieldType.Text), new("note", FieldType.Text)]);
        rows.Select(row => row.Row).ShouldBe([2, 4, 6]);
        rows[0].Values.ShouldBe(new Dictionary<string, object?> { ["name"] = "阳光小区", ["floors"] = "6", ["note"] = "/" });
        rows[1].Values.ShouldBe(new Dictionary<string, object?> { ["name"] = "two\nlines", ["floors"] = null, ["note"] = "say \"hi\"" });
        rows[2].Values["note"].ShouldBeNull();
        rows.ShouldAllBe(row => row.Geometry == null && row.Problems.Count == 0);
    }

    [Theory]
    [InlineData("lon,lat")]
    [InlineData("经度,纬度")]
    [InlineData("LNG;LAT")]
    [InlineData("x\ty")]
    public void Points_are_found_by_the_names_of_their_columns_whatever_the_delimiter(string headings)
    {
        var sign = headings.First(sign => sign is ',' or ';' or '\t');

        var row = Read($"{headings}{sign}name\n115.98{sign}36.45{sign}a\n").Features.Single();

        row.Geometry!.AsText().ShouldBe("POINT (115.98 36.45)");
        row.Values["name"].ShouldBe("a");
    }

    [Fact]
    public void Columns_can_be_named_or_geometry_left_alone()
    {
        const string Text = "东坐标,北坐标,lon,lat\n409012.199,4036620.821,1,2\n";

        Read(Text, new CsvOptions { X = "东坐标", Y = "北坐标", Epsg = 4548 }).Epsg.ShouldBe(4548);
        Read(Text, new CsvOptions { X = "东坐标", Y = "北坐标" }).Features.Single().Geometry!.AsText().ShouldBe("POINT (409012.199 4036620.821)");
        Read(Text, new CsvOptions { WithGeometry = false }).Features.Single().Geometry.ShouldBeNull();
        Should.Throw<BrokenFileException>(() => Read(Text, new CsvOptions { X = "E", Y = "N" })).Problem.En.ShouldBe("layer.csv, row 1: there is no column 'E', only 东坐标, 北坐标, lon, lat; correct the name");
    }

    [Fact]
    public void Well_known_text_is_read_and_its_Z_dropped()
    {
        var layer = Read("name;wkt\na;POLYGON Z ((0 0 5, 2 0 5, 2 2 5, 0 0 5))\nb;POINT (1\nc;POLYGON ((0 0, 2 0, 2 2))\nd;" + string.Concat(Enumerable.Repeat("GEOMETRYCOLLECTION (", 9999)) + "\n");

        var rows = layer.Features.ToList();

        layer.Fields.ShouldBe([new("name", FieldType.Text)]);
        rows[0].Geometry!.AsText().ShouldBe("POLYGON ((0 0, 2 0, 2 2, 0 0))");
        double.IsNaN(rows[0].Geometry!.Coordinate.Z).ShouldBeTrue();
        rows.Skip(1).ShouldAllBe(row => row.Geometry == null && row.Problems.Single().Code == "geometry.wkt");
    }

    [Theory]
    [InlineData("UTF-8")]
    [InlineData("UTF-8 with mark")]
    [InlineData("GB18030")]
    [InlineData("UTF-16")]
    public void The_encoding_is_proved_from_the_bytes(string written)
    {
        const string Text = "名称\t数\n聊城龘𠮷\t1\n";
        byte[] bytes = written switch
        {
            "UTF-8 with mark" => [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(Text)],
            "GB18030" => Gb18030.GetBytes(Text),
            "UTF-16" => [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Text)],
            _ => Encoding.UTF8.GetBytes(Text),
        };

        var layer = CsvFile.Read(_folder.File("layer.csv", bytes));

        layer.Encoding.ShouldBe(written.Replace(" with mark", ""));
        layer.Features.Single().Values["名称"].ShouldBe("聊城龘𠮷");
    }

    [Fact]
    public void An_encoding_that_is_said_is_used_and_one_that_does_not_fit_is_refused()
    {
        var gbk = _folder.File("gbk.csv", Gb18030.GetBytes("名称\n聊城\n"));

        CsvFile.Read(gbk, new CsvOptions { Encoding = "GBK" }).Features.Single().Values["名称"].ShouldBe("聊城");
        Should.Throw<BrokenFileException>(() => CsvFile.Read(gbk, new CsvOptions { Encoding = "UTF-8" }).Features.Count());
        Should.Throw<BrokenFileException>(() => CsvFile.Read(gbk, new CsvOptions { Encoding = "聊城码" })).Problem.En.ShouldContain("there is no encoding '聊城码'");
        Should.Throw<BrokenFileException>(() => CsvFile.Read(_folder.File("neither.csv", [(byte)'a', (byte)'\n', 0xFF, 0xFF, 0xFF])))
            .Problem.En.ShouldContain("neither UTF-8 (fails at byte 2) nor GB18030 (fails at byte 2)");
    }

    [Theory]
    [InlineData("lon,lat\n115.9,x\n", "table.coordinate")]
    [InlineData("lon,lat\n115.9,\n", "table.coordinate")]
    [InlineData("lon,lat\nNaN,36\n", "geometry.not-finite")]
    [InlineData("lon,lat,n\n,,a\n", "geometry.missing")]
    [InlineData("lon,lat\n1e12,36\n", "geometry.absurd")]
    [InlineData("lon,lat\n115,9,36,4\n", "table.surplus-cell")]
    [InlineData("name,lon,lat\na\"b,115,36\n", "csv.quote")]
    public void A_bad_row_is_refused_with_its_reason(string text, string code)
    {
        var row = Read(text).Features.Single();

        (row.Row, row.Geometry, row.Problems.Single().Code).ShouldBe((2, null, code));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("1,2,3\n4,5,6\n")]
    public void A_table_without_headings_is_refused(string text) =>
        Should.Throw<BrokenFileException>(() => Read(text)).Problem.En.ShouldContain("it has no headings");

    [Fact]
    public void A_heading_that_is_there_twice_gets_a_number_and_a_note()
    {
        var layer = Read("name,Name\na,b\n");

        layer.Fields.Select(field => field.Name).ShouldBe(["name", "Name (2)"]);
        layer.Problems.Single().Code.ShouldBe("table.heading-twice");
    }

    [Fact]
    public void A_row_of_many_delimiters_is_refused_and_takes_no_part_in_finding_the_headings()
    {
        var rows = Read("名称,备注\n甲,乙,丙,丁,戊,己,庚\n辛,壬\n").Features.ToList();

        rows.Select(row => (row.Row, row.Problems.SingleOrDefault()?.Code)).ShouldBe([(2, "table.surplus-cell"), (3, null)]);
        rows[1].Values.ShouldBe(new Dictionary<string, object?> { ["名称"] = "辛", ["备注"] = "壬" });
    }

    [Theory]
    [InlineData("人口统计表\n代码;人口\n1;2,5\n2;3,5\n", ';')]
    [InlineData("代码,备注\n1,甲;乙;丙;丁\n2,戊;己\n", ',')]
    [InlineData("人口统计表，含城乡\n\n代码\t人口\n1\t2\n", '\t')]
    public void The_delimiter_is_the_sign_that_stands_equally_often_in_most_lines(string text, char sign) =>
        Read(text).Fields.Length.ShouldBe(2, $"'{sign}' parts two columns");

    [Fact]
    public void A_quotation_mark_that_never_ends_is_refused()
    {
        var rows = Read("name\na\n\"b\nc\n").Features.ToList();
        rows[^1].Problems.Single().Code.ShouldBe("csv.quote");

        var endless = "name\n\"" + string.Concat(Enumerable.Repeat(new string('a', 1000) + "\n", 20_000));
        Should.Throw<BrokenFileException>(() => Read(endless).Features.Count()).Problem.En.ShouldContain("perhaps a quotation mark is missing");
    }

    [Fact]
    public void Any_cells_come_back_trimmed() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            string Cell() => new([.. Enumerable.Range(0, random.Next(5)).Select(_ => "a城\"',; \n\r"[random.Next(9)])]);
            string[][] cells = [.. Enumerable.Range(0, random.Next(6)).Select(_ => new[] { "key", Cell(), Cell() })];
            var text = new StringBuilder("k,a,b\n");
            foreach (var row in cells)
                text.AppendJoin(',', row.Select(cell => $"\"{cell.Replace("\"", "\"\"")}\"")).Append('\n');
            var rows = Read(text.ToString()).Features.ToList();
            return rows.Count == cells.Length && rows.Zip(cells).All(pair =>
                ((string?)pair.First.Values["a"] ?? "") == pair.Second[1].Trim() && ((string?)pair.First.Values["b"] ?? "") == pair.Second[2].Trim());
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_real_grid_is_read_whole()
    {
        var layer = CsvFile.Read(Reference.Data("osm/porto_alegre_hexgrid_population.csv"));

        layer.Features.Count().ShouldBe(1227);
        layer.Features.ShouldAllBe(row => row.Geometry != null && row.Problems.Count == 0);
    }

    private SourceLayer Read(string text, CsvOptions? options = null) => CsvFile.Read(_folder.File("layer.csv", text), options);
}
