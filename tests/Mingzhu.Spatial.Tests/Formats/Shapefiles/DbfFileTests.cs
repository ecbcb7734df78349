using static Mingzhu.Spatial.Tests.Formats.Shapefiles.ShapefileBytes;

namespace Mingzhu.Spatial.Tests.Formats.Shapefiles;

public sealed class DbfFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("n:N:8", "     -12", -12L, null)]
    [InlineData("n:N:8", "+7", 7L, null)]
    [InlineData("n:N:20", "-9223372036854775808", long.MinValue, null)]
    [InlineData("n:N:20", "99999999999999999999", 1e20, null)]
    [InlineData("n:N:8", "1.5", 1.5, null)]
    [InlineData("n:N:8:2", "12", 12.0, null)]
    [InlineData("n:N:8:2", "12,5", 12.5, null)]
    [InlineData("n:F:12:4", "1.25E+003", 1250.0, null)]
    [InlineData("n:N:8:2", "", null, null)]
    [InlineData("n:N:8:2", "\0\0\0\0", null, null)]
    [InlineData("n:N:8:2", "********", null, "dbf.overflow")]
    [InlineData("n:N:8:2", "1,234.5", null, "dbf.number")]
    [InlineData("n:N:8:2", "abc", null, "dbf.number")]
    [InlineData("n:N:8:2", "NaN", null, "dbf.number")]
    [InlineData("n:N:8:2", "1e999", null, "dbf.number")]
    [InlineData("l:L:1", "T", true, null)]
    [InlineData("l:L:1", "y", true, null)]
    [InlineData("l:L:1", "n", false, null)]
    [InlineData("l:L:1", "?", null, null)]
    [InlineData("l:L:1", "", null, null)]
    [InlineData("l:L:1", "x", null, "dbf.truth")]
    [InlineData("d:D:8", "00000000", null, null)]
    [InlineData("d:D:8", "", null, null)]
    [InlineData("d:D:8", "20260230", null, "dbf.date")]
    [InlineData("d:D:8", "2026/1/1", null, "dbf.date")]
    [InlineData("c:C:8", "  a b ", "a b", null)]
    [InlineData("c:C:8", "ab\0xyz", "ab", null)]
    [InlineData("c:C:8", "", null, null)]
    [InlineData("t:T:8", "", null, null)]
    [InlineData("m:M:10", "         7", null, null)]
    public void A_value_is_read_or_null_with_a_reason(string field, string text, object? value, string? problem)
    {
        var row = Read([field], [[text]]).Features.Single();

        row.Values.Values.Single().ShouldBe(value);
        (row.Problems.SingleOrDefault()?.Code).ShouldBe(problem);
        (row.Problems.SingleOrDefault()?.Field).ShouldBe(problem is null ? null : field.Split(':')[0]);
    }

    [Fact]
    public void Days_are_days_and_memos_are_noticed_once()
    {
        var layer = Read(["d:D:8", "m:M:10"], [["20260131", "1"], ["19870701", "2"]]);

        layer.Features.Select(row => row.Values["d"]).ShouldBe([new DateOnly(2026, 1, 31), new DateOnly(1987, 7, 1)]);
        (layer.Problems.Single().Code, layer.Problems.Single().Field).ShouldBe(("dbf.memo", "m"));
    }

    [Fact]
    public void Numbers_in_bytes_are_read_as_FoxPro_writes_them()
    {
        // 2 451 545 is the Julian day of 2000-01-01; 43 200 000 ms is noon.
        byte[][] values = [Int(-5), Doubles(2.5), BitConverter.GetBytes(123_456_789L), [.. Int(2_451_545), .. Int(43_200_000)], [.. "abc"u8, 0, 0, 3]];
        // Flags: the fields b and v may be null, v has a length; bits in the order of the fields: b null, v length, v null.
        byte[] flags = [0, 2, 0, 0, 2, 5];
        string[] fields = ["i:I:4", "b:B:8", "y:Y:8", "t:T:8", "v:V:6", "_NullFlags:0:1"];
        byte[][][] records = [[.. values, [0b010]], [.. values, [0b111]]];

        var layer = DbfFile.Read(_folder.File("fox.dbf", DbfOfBytes(fields, records, version: 0x30, flags: flags)));
        var rows = layer.Features.ToList();

        layer.Fields.ShouldBe([new("i", FieldType.Integer), new("b", FieldType.Real), new("y", FieldType.Real), new("t", FieldType.Text), new("v", FieldType.Text)]);
        rows[0].Values.ShouldBe(new Dictionary<string, object?> { ["i"] = -5L, ["b"] = 2.5, ["y"] = 12345.6789, ["t"] = "2000-01-01T12:00:00", ["v"] = "abc" });
        rows[1].Values.ShouldBe(new Dictionary<string, object?> { ["i"] = -5L, ["b"] = null, ["y"] = 12345.6789, ["t"] = "2000-01-01T12:00:00", ["v"] = null });
    }

    [Fact]
    public void Level_7_of_dBase_is_read()
    {
        var column = new byte[48];
        "number"u8.CopyTo(column);
        (column[32], column[33]) = ((byte)'I', 4);
        byte[] header = [4, 126, 1, 1, .. Int(2), 68 + 48 + 1, 0, 5, 0, .. new byte[56], .. column, 0x0D];

        var layer = DbfFile.Read(_folder.File("seven.dbf", [.. header, (byte)' ', 0x80, 0, 0, 9, (byte)' ', 0x7F, 0xFF, 0xFF, 0xFE, 0x1A]));

        layer.Features.Select(row => row.Values["number"]).ShouldBe([9L, -2L]);
    }

    [Fact]
    public void Names_of_fields_are_Chinese_twice_the_same_or_missing()
    {
        var layer = DbfFile.Read(_folder.File("names.dbf", Dbf(["名称地址号:C:4", "N:C:1", "n:C:1", ":C:1"], [["a", "b", "c", "d"]], Gbk)));

        layer.Fields.Select(field => field.Name).ShouldBe(["名称地址号", "N", "n_2", "field_4"]);
        layer.Problems.Select(problem => (problem.Code, problem.Field)).ShouldBe([("dbf.field-name", "n_2"), ("dbf.field-name", "field_4")]);
        layer.Features.Single().Values.Values.ShouldBe(["a", "b", "c", "d"]);
    }

    [Fact]
    public void Deleted_rows_are_passed_over_but_counted() =>
        Read(["n:C:1"], [["a"], ["*", "b"], ["c"]]).Features.Select(row => (row.Row, row.Values["n"])).ShouldBe([(1, "a"), (3, "c")]);

    [Fact]
    public void A_header_that_lies_is_not_believed()
    {
        var whole = Dbf(["n:C:2", "k:N:3"], [["a", "1"], ["b", "2"], ["c", "3"]]);
        byte[] With(int at, params byte[] bytes) => [.. whole[..at], .. bytes, .. whole[(at + bytes.Length)..]];
        void Reads(byte[] bytes, params (string, bool Note)[] expected)
        {
            var layer = DbfFile.Read(_folder.File("lies.dbf", bytes));
            layer.Features.Select(row => row.Values["n"]).ShouldBe(["a", "b", "c"]);
            layer.Problems.Select(problem => problem.Code).ShouldBe(expected.Select(problem => problem.Item1));
        }

        Reads(whole);
        Reads(whole[..^1]);
        Reads([.. whole, 0, 0, 0]);
        Reads(With(4, 0, 0, 0, 0), ("dbf.header", true));
        Reads(With(4, 1, 0, 0, 0), ("dbf.header", true));
        Reads(With(8, 0, 0), ("dbf.header", true));
        Reads(With(8, 0xFF, 0xFF), ("dbf.header", true));
        Reads(With(10, 0, 0), ("dbf.header", true));
        Reads(With(10, 2, 0), ("dbf.header", true));
    }

    [Fact]
    public void A_file_that_breaks_off_says_so_at_the_first_missing_row()
    {
        var whole = Dbf(["n:C:2"], [["a"], ["b"], ["c"]]);

        var rows = DbfFile.Read(_folder.File("cut.dbf", whole[..^3])).Features.ToList();

        rows.Select(row => (row.Row, row.Problems.SingleOrDefault()?.Code)).ShouldBe([(1, null), (2, null), (3, "dbf.truncated")]);
        rows[2].Problems.Single().En.ShouldBe("the .dbf should have 3 rows and has 2; the file is cut off; copy or export it again");
    }

    [Fact]
    public void Texts_longer_than_255_bytes_are_read_as_Clipper_writes_them()
    {
        // 44 and 1 × 256 bytes.
        var text = new string('x', 299) + "y";
        var header = Dbf(["long:C:44:1"], []);
        (header[4], header[10], header[11]) = (1, 301 & 0xFF, 301 >> 8);

        var layer = DbfFile.Read(_folder.File("long.dbf", [.. header[..^1], (byte)' ', .. System.Text.Encoding.ASCII.GetBytes(text)]));

        layer.Features.Single().Values["long"].ShouldBe(text);
        layer.Problems.ShouldBeEmpty();
    }

    [Fact]
    public void Any_bytes_whatever_never_crash_it() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            string[] fields = ["i:I:4", "b:B:8", "y:Y:8", "t:T:8", "v:V:6", "名:C:10", "n:N:8:2", "_NullFlags:0:1"];
            byte[][] values = [Int(-5), Doubles(2.5), new byte[8], Doubles(1), [.. "abc"u8, 0, 0, 3], Gbk.GetBytes("阳光"), "12.50"u8.ToArray(), [3]];
            var bytes = DbfOfBytes(fields, [values, values, values], Gbk, version: random.Next(2) == 0 ? (byte)0x30 : (byte)4, flags: [0, 2, 0, 0, 2, 0, 0, 5]);
            for (var flips = random.Next(0, 8); flips > 0; flips--)
                bytes[random.Next(random.Next(2) == 0 ? bytes.Length : 32)] = (byte)(random.Next(3) switch { 0 => 0xFF, 1 => 0, _ => random.Next(256) });
            try
            {
                DbfFile.Read(_folder.File("any.dbf", random.Next(4) == 0 ? bytes[..random.Next(bytes.Length)] : bytes)).Features.Count().ShouldBeLessThan(1000);
            }
            catch (BrokenFileException)
            {
                // Said in words.
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Theory]
    [InlineData("")]
    [InlineData("this is no table at all, only a letter of some forty bytes")]
    public void What_is_no_table_is_told_so(string text) =>
        Should.Throw<BrokenFileException>(() => DbfFile.Read(_folder.File("no.dbf", text))).Problem.Code.ShouldBe("dbf.broken");

    private SourceLayer Read(string[] fields, string[][] records) => DbfFile.Read(_folder.File("table.dbf", Dbf(fields, records)));
}
