using System.Text;
using static Mingzhu.Atlas.Tests.Corpus.MustHappen;

namespace Mingzhu.Atlas.Tests.Corpus;

/// <summary>Texts in every encoding that is met, declared rightly, wrongly and not at all.</summary>
internal static class EncodingCases
{
    private static readonly Encoding Utf8 = new UTF8Encoding(false);

    public static IEnumerable<DirtyFile> All =>
    [
        Dbf("a .dbf in GBK that says nothing of its encoding", Parks.Written("GB18030"), new(ParkFile.Gbk), cpg: null),
        Dbf("a .dbf in GBK whose language id is that of Chinese", Parks.Written("GB18030"), new(ParkFile.Gbk) { LanguageId = 0x4D }, cpg: null),
        Dbf("a .dbf in GBK whose language id is that of western Windows, as ArcGIS leaves it", Parks.Written("GB18030"), new(ParkFile.Gbk) { LanguageId = 0x57 }, cpg: null),
        Dbf("a .cpg that says GBK", Parks.Written("GB18030"), new(ParkFile.Gbk), "GBK"),
        Dbf("a .cpg that says 936", Parks.Written("GB18030"), new(ParkFile.Gbk), "936"),
        Dbf("a .cpg that says CP936 and ends in a line feed", Parks.Written("GB18030"), new(ParkFile.Gbk), "CP936\r\n"),
        Dbf("a .cpg that says ANSI 936", Parks.Written("GB18030"), new(ParkFile.Gbk), "ANSI 936"),
        Dbf("a .cpg that says gb2312", Parks.Written("GB18030"), new(ParkFile.Gbk), "gb2312"),
        Dbf("a .cpg that says x-gbk", Parks.Written("GB18030"), new(ParkFile.Gbk), "x-gbk"),
        Dbf("a .cpg that says UTF-8", Parks.Written("UTF-8"), new(Utf8), "UTF-8"),
        Dbf("a .cpg that says utf8 after a byte order mark", Parks.Written("UTF-8"), new(Utf8), "\uFEFFutf8"),
        Dbf("a .cpg that says 65001", Parks.Written("UTF-8"), new(Utf8), "65001"),
        Dbf("a .dbf in UTF-8 that says nothing", Parks.Written("UTF-8"), new(Utf8), cpg: null),
        Dbf("a .cpg that says UTF-8 over a .dbf in GBK", Parks.Written("GB18030").Tells("text.cpg-lies"), new(ParkFile.Gbk), "UTF-8"),
        Dbf("a .cpg that says GBK over a .dbf in UTF-8", Parks.Written("UTF-8").Tells("text.cpg-lies"), new(Utf8), "GBK"),
        Dbf("a .cpg that says nothing known", Accept("parks", 1).Cell("P1", "name", ParkFile.Park), new(ParkFile.Gbk), "OEM-JUNK"),
        Dbf("a .cpg that is empty", Parks.Written("GB18030"), new(ParkFile.Gbk), ""),
        Dbf("a .dbf in Big5 with its .cpg", Accept("parks", 1).Cell("P1", "name", "湖心公園").Written("BIG5"), new(ParkFile.Big5), "950", "湖心公園", "id", "名稱", "--column name=名稱"),
        Dbf("a .dbf in Big5 with its language id", Accept("parks", 1).Cell("P1", "name", "湖心公園").Written("BIG5"), new(ParkFile.Big5) { LanguageId = 0x4F }, null, "湖心公園", "id", "名稱", "--column name=名稱"),
        Dbf("a character of GB18030 with four bytes, beyond GBK", Accept("parks", 1).Cell("P1", "name", "㐂园𠀀"), new(ParkFile.Gbk), "GB18030", "㐂园𠀀"),
        One("a name cut at the field's edge in the middle of a character of UTF-8 loses that character only",
            Warn("parks", 1).Cell("P1", "name", "湖心公").Tells("text.cut", "1"),
            () => ParkFile.Of(ParkFile.Squares(), new Dbf(Utf8).Text("编号", 10).Text("名称", 10).Row("P1", "湖心公园"), cpg: "UTF-8")),
        One("a name cut at the field's edge in the middle of a character of GBK loses that character only",
            Warn("parks", 1).Cell("P1", "name", "湖心公").Tells("text.cut", "1"),
            () => ParkFile.Of(ParkFile.Squares(), new Dbf(ParkFile.Gbk).Text("编号", 10).Text("名称", 7).Row("P1", "湖心公园"), cpg: null)),
        One("headings of five characters of GBK fill their ten bytes", Accept("compounds", 1).Cell("C1", "parking_spaces", 120L),
            () => ParkFile.Of(ParkFile.Squares(), new Dbf(ParkFile.Gbk).Text("小区编号", 10).Column("停车泊位数", 'N', 9).Row("C1", 120), cpg: null, stem: "小区"), "小区.shp"),
        One("a .dbf of plain ASCII needs no encoding", Accept("parks", 1).Cell("P1", "name", "Lake Park"),
            () => ParkFile.Of(ParkFile.Squares(), new Dbf(Encoding.ASCII).Text("id", 10).Text("NAME", 20).Row("P1", "Lake Park"), cpg: null)),
        One("the user says the encoding of a .dbf that says nothing", Parks.Written("GB18030"), () => ParkFile.Of(ParkFile.Squares(), ParkFile.Names(ParkFile.Gbk, ParkFile.Park), cpg: null), options: "--encoding GBK"),
        One("bytes that are text in no encoding are told by row and field", Warn("parks", 1).Tells("text.undecodable", "1", "名称"),
            () => ParkFile.Of(ParkFile.Squares(), new Dbf(ParkFile.Gbk).Text("编号", 10).Text("名称", 10).Row("P1", new byte[] { 0xFF, 0xFE, 0x80, 0x81, 0xFF, 0xFF, 0x80, 0x20, 0x20, 0x20 }), cpg: null)),
        One("a CSV in GBK", Accept("population", 1).Cell("371502", "residents", 1_234L), () => [("人口.csv", ParkFile.Gbk.GetBytes("代码,常住人口\r\n371502,1234\r\n"))], "人口.csv"),
        One("a CSV in UTF-8 with a byte order mark", Accept("population", 1).Cell("371502", "residents", 1_234L), () => [("人口.csv", Utf8.GetBytes("\uFEFF代码,常住人口\n371502,1234\n"))], "人口.csv"),
        One("a text in UTF-16 with tabs, as Excel saves Unicode text", Accept("population", 1).Cell("371502", "residents", 1_234L),
            () => [("人口.txt", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("代码\t常住人口\r\n371502\t1234\r\n")])], "人口.txt"),
        One("a GeoJSON in GBK is told as such, not read as rubbish", new MustHappen("refuse"),
            () => [("parks.geojson", ParkFile.Gbk.GetBytes($$$"""{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"id":"P1","名称":"湖心公园"},"geometry":{"type":"Polygon","coordinates":[{{{Square.Degrees.Json()}}}]}}]}"""))], "parks.geojson"),
    ];

    private static MustHappen Parks => Accept("parks", 1).Cell("P1", "name", ParkFile.Park);

    private static DirtyFile Dbf(string name, MustHappen must, Dbf dbf, string? cpg, string park = ParkFile.Park, string id = "编号", string heading = "名称", string options = "")
    {
        var table = dbf.Text(id, 10).Text(heading, 30).Row("P1", park);
        return One(name, must, () => ParkFile.Of(ParkFile.Squares(), table, cpg: cpg), options: options);
    }

    private static DirtyFile One(string name, MustHappen must, Func<IEnumerable<(string, byte[])>> files, string open = ParkFile.Stem + ".shp", string options = "") => new("Encodings", name, open, options, files, must);
}
