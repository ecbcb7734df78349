using System.Text;
using static Mingzhu.Spatial.Tests.Formats.Shapefiles.ShapefileBytes;

namespace Mingzhu.Spatial.Tests.Formats.Text;

public sealed class TextEncodingTests : IDisposable
{
    private static readonly Encoding Big5 = CodePagesEncodingProvider.Instance.GetEncoding(950)!;
    private static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("UTF-8")]
    [InlineData("UTF8")]
    [InlineData("utf-8\r\n")]
    [InlineData("\uFEFFUTF-8")]
    [InlineData("65001")]
    [InlineData("CP65001")]
    [InlineData(" utf_8 ")]
    [InlineData("\"UTF-8\"")]
    public void Every_spelling_of_UTF_8_is_understood(string cpg) =>
        Table("阳光小区", Encoding.UTF8, cpg).Encoding.ShouldBe("UTF-8");

    [Theory]
    [InlineData("936")]
    [InlineData("CP936")]
    [InlineData("cp-936")]
    [InlineData("GBK")]
    [InlineData("gb2312")]
    [InlineData("GB18030")]
    [InlineData("GB_2312-80")]
    [InlineData("x-gbk")]
    [InlineData("EUC-CN")]
    [InlineData("ANSI 936")]
    [InlineData("ANSI_936")]
    [InlineData("OEM 936")]
    [InlineData("windows-936")]
    [InlineData("54936")]
    [InlineData("LDID/77")]
    [InlineData("936\0")]
    public void Every_spelling_of_GBK_is_understood(string cpg)
    {
        var layer = Table("阳光小区", Gbk, cpg);

        layer.Encoding.ShouldBe("GB18030");
        layer.EncodingEvidence!.Value.En.ShouldEndWith(", and every text fits it");
        layer.Problems.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("950")]
    [InlineData("BIG5")]
    [InlineData("Big-5")]
    [InlineData("OEM 950")]
    [InlineData("big5-hkscs")]
    public void Every_spelling_of_Big5_is_understood(string cpg) =>
        Table("陽光小區", Big5, cpg).Features.Single().Values["name"].ShouldBe("陽光小區");

    [Theory]
    [InlineData("ISO-8859-1")]
    [InlineData("88591")]
    [InlineData("ISO 8859_1")]
    [InlineData("ISO 88591")]
    [InlineData("latin1")]
    [InlineData("ANSI 1252")]
    [InlineData("1252")]
    public void Latin_1_is_believed_of_Latin_texts(string cpg)
    {
        var layer = Table("Café à l’élan"[..6] + " élan", Encoding.Latin1, cpg);

        layer.Features.Single().Values["name"].ShouldBe("Café à élan");
        layer.Problems.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("system")]
    [InlineData("")]
    [InlineData("  \r\n")]
    [InlineData("OEM")]
    public void A_cpg_may_say_nothing(string cpg)
    {
        var layer = Table("阳光小区", Gbk, cpg);

        (layer.Encoding, layer.Problems.Length).ShouldBe(("GB18030", 0));
        layer.EncodingEvidence!.Value.En.ShouldStartWith("nothing states an encoding; ");
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("UTF-16")]
    [InlineData("37")]
    [InlineData("99999999999")]
    [InlineData("\u0001\u0002<html>")]
    public void A_cpg_that_names_nothing_that_can_be_is_passed_over_with_a_note(string cpg)
    {
        var layer = Table("阳光小区", Encoding.UTF8, cpg);

        layer.Encoding.ShouldBe("UTF-8");
        layer.Problems.Select(problem => (problem.Code, problem.Severity)).ShouldBe([("text.cpg-unknown", ProblemSeverity.Note)]);
    }

    [Theory]
    [InlineData("UTF-8", false)]
    [InlineData("ISO-8859-1", false)]
    [InlineData("88591", true)]
    [InlineData("GBK", true)]
    [InlineData("BIG5", false)]
    [InlineData("1252", true)]
    public void A_cpg_that_the_texts_contradict_is_noticed_and_the_encoding_that_fits_is_used(string cpg, bool utf8)
    {
        var layer = Table("聊城市东昌府区阳光小区", utf8 ? Encoding.UTF8 : Gbk, cpg);

        layer.Features.Single().Values["name"].ShouldBe("聊城市东昌府区阳光小区");
        layer.Problems.Select(problem => (problem.Code, problem.Severity)).ShouldBe([("text.cpg-lies", ProblemSeverity.Note)]);
        layer.EncodingEvidence!.Value.En.ShouldStartWith($"the .cpg says {cpg}, but ");
    }

    [Fact]
    public void A_language_id_is_heard_after_the_cpg_and_may_lie_too()
    {
        Table("阳光小区", Gbk, null, language: 0x4D).EncodingEvidence!.Value.ShouldBe(("DBF 的语言标识 0x4D 表示 GB18030，全部文字都符合", "the language id 0x4D of the DBF file says GB18030, and every text fits it"));
        Table("陽光小區", Big5, null, language: 0x4F).Encoding.ShouldBe("BIG5");
        Table("阳光小区", Encoding.UTF8, "UTF-8", language: 0x4D).Problems.ShouldBeEmpty();
        // 0x57 means whatever the writing machine had; GBK and UTF-8 files carry it.
        Table("阳光小区", Gbk, null, language: 0x57).Problems.ShouldBeEmpty();
        var lies = Table("聊城市东昌府区", Encoding.UTF8, null, language: 0x03);
        (lies.Encoding, lies.Problems.Single().Code).ShouldBe(("UTF-8", "text.ldid-lies"));
    }

    [Fact]
    public void Without_a_word_strict_UTF_8_goes_before_GB18030_and_that_before_Big5()
    {
        Table("阳光小区", Encoding.UTF8, null).EncodingEvidence!.Value.En.ShouldBe("nothing states an encoding; all 1 texts beyond ASCII are strict UTF-8");
        Table("东昌府区龘", Gbk, null).Encoding.ShouldBe("GB18030");
        Table("聊城𠮷", Gb18030, null).Features.Single().Values["name"].ShouldBe("聊城𠮷");
        Table("plain", Encoding.ASCII, null).EncodingEvidence!.Value.En.ShouldContain("every text is ASCII");
    }

    [Theory]
    [InlineData("臺北市中正區重慶南路一段", true)]
    [InlineData("國民小學", true)]
    [InlineData("聊城市东昌府区柳园街道", false)]
    [InlineData("莘县茌平镕堃", false)]
    public void What_fits_GB18030_and_Big5_is_decided_by_the_characters_in_daily_use(string text, bool big5)
    {
        var layer = Table(text, big5 ? Big5 : Gbk, null);

        layer.Features.Single().Values["name"].ShouldBe(text);
    }

    [Fact]
    public void What_can_not_be_told_apart_is_GB18030_and_the_evidence_says_so()
    {
        // A rare character in both; and one whose first byte Big5 does not have.
        Bytes([0xE0, 0xFE]).EncodingEvidence!.Value.En.ShouldEndWith("can't be told apart (0 characters in daily use by GB18030, 0 by Big5); GB18030 is taken");
        Bytes([0xFA, 0xA1]).EncodingEvidence!.Value.En.ShouldEndWith("fit GB18030, not UTF-8");
    }

    [Fact]
    public void What_the_user_says_is_believed_and_bytes_that_do_not_fit_are_told_by_row_and_field()
    {
        var path = _folder.File("said.dbf", Dbf(["name:C:12"], [["阳光小区"]], Gbk));

        var right = DbfFile.Read(path, "936");
        var wrong = DbfFile.Read(path, "utf8").Features.Single();

        right.EncodingEvidence.ShouldBe(("由用户指明为 GB18030", "said by the user: GB18030"));
        right.Features.Single().Values["name"].ShouldBe("阳光小区");
        (wrong.Problems.Single().Code, wrong.Problems.Single().Field, wrong.Problems.Single().Severity).ShouldBe(("text.undecodable", "name", ProblemSeverity.Repaired));
        Should.Throw<BrokenFileException>(() => DbfFile.Read(path, "聊城码")).Problem.Code.ShouldBe("text.encoding");
    }

    [Fact]
    public void A_character_cut_through_at_the_end_of_its_field_costs_that_character_alone()
    {
        // 5 characters of 3 bytes in a field of 10; 5 and a half of 2 in one of 11.
        byte[][][] records = [[Encoding.UTF8.GetBytes("聊城市东昌府")[..10], Encoding.UTF8.GetBytes("城市")], [Encoding.UTF8.GetBytes("阳光"), Encoding.UTF8.GetBytes("区")]];
        var utf8 = DbfFile.Read(_folder.File("utf8.dbf", DbfOfBytes(["name:C:10", "b:C:9"], records)));
        var gbk = DbfFile.Read(_folder.File("gbk.dbf", DbfOfBytes(["name:C:9"], [[Gbk.GetBytes("聊城市东昌府")[..9]], [Gbk.GetBytes("阳光小区")]])));

        var (first, second) = (utf8.Features.First(), utf8.Features.Last());

        (utf8.Encoding, gbk.Encoding).ShouldBe(("UTF-8", "GB18030"));
        (first.Values["name"], first.Values["b"]).ShouldBe(("聊城市", "城市"));
        (first.Problems.Single().Code, first.Problems.Single().Field, first.Problems.Single().Found).ShouldBe(("text.cut", "name", "聊城市"));
        second.Problems.ShouldBeEmpty();
        gbk.Features.Select(row => row.Values["name"]).ShouldBe(["聊城市东", "阳光小区"]);
    }

    [Fact]
    public void Of_texts_in_several_encodings_as_many_as_possible_are_read()
    {
        byte[][][] mixed = [[Gbk.GetBytes("聊城一二三")], [Gbk.GetBytes("阳光小区")], [[0xFF, 0xFF]]];

        var layer = DbfFile.Read(_folder.File("mixed.dbf", DbfOfBytes(["name:C:12"], mixed)));
        var rows = layer.Features.ToList();

        layer.EncodingEvidence!.Value.En.ShouldEndWith("no encoding fits all 3 texts beyond ASCII; GB18030 fails least, 1 times");
        rows.Select(row => row.Problems.SingleOrDefault()?.Code).ShouldBe([null, null, "text.undecodable"]);
        rows[1].Values["name"].ShouldBe("阳光小区");
    }

    [Fact]
    public void Text_files_are_Big5_too()
    {
        var layer = CsvFile.Read(_folder.File("tw.csv", Big5.GetBytes("名稱,地址\n國民小學,臺北市中正區重慶南路一段\n")));

        layer.Encoding.ShouldBe("BIG5");
        layer.Features.Single().Values["名稱"].ShouldBe("國民小學");
        layer.EncodingEvidence!.Value.En.ShouldEndWith("so they are Big5");
    }

    [Fact]
    public void Texts_of_any_length_are_proved_whole() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            const string Signs = "城区阳光小县a0 -";
            var text = "名称\n" + new string([.. Enumerable.Range(0, random.Next(60_000, 90_000)).Select(_ => Signs[random.Next(random.Next(2) == 0 ? Signs.Length : 6)])]);
            var utf8 = random.Next(2) == 0;
            return CsvFile.Read(_folder.File("long.csv", (utf8 ? Encoding.UTF8 : Gbk).GetBytes(text))).Encoding == (utf8 ? "UTF-8" : "GB18030");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(20));

    private SourceLayer Table(string text, Encoding encoding, string? cpg, byte language = 0)
    {
        var name = Guid.NewGuid().ToString("N");
        if (cpg is not null)
            _folder.File(name + ".cpg", cpg);
        return DbfFile.Read(_folder.File(name + ".dbf", Dbf(["name:C:60"], [[text]], encoding, language: language)));
    }

    private SourceLayer Bytes(byte[] text) => DbfFile.Read(_folder.File(Guid.NewGuid().ToString("N") + ".dbf", DbfOfBytes(["name:C:60"], [[text]])));
}
