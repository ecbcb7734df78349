using System.Text;
using static Mingzhu.Atlas.Tests.Corpus.MustHappen;

namespace Mingzhu.Atlas.Tests.Corpus;

/// <summary>Shapefiles as strangers zip them: parts missing, doubled, misspelt, lying about one another.</summary>
internal static class ShapefileCases
{
    private static readonly (string Path, byte[] Bytes)[] Parks = [.. ParkFile.In(Prj.Cgcs2000)];

    public static IEnumerable<DirtyFile> All =>
    [
        One("a zip of one Shapefile", Right, () => [("公园.zip", Zip.Of(Parks).ToBytes())], "公园.zip"),
        One("a zip whose names are in GBK without a flag, as Windows writes them", Right, () => [("gbk.zip", Zip.Of(ParkFile.Gbk, Parks).ToBytes())], "gbk.zip"),
        One("a zip with a folder in it, its name in GBK too", Right, () => [("gbk.zip", Zip.Of(ParkFile.Gbk, Parks.Select(part => ("聊城市\\数据/" + part.Path, part.Bytes))).ToBytes())], "gbk.zip"),
        One("a zip with what a Mac leaves behind", Right, () => [("mac.zip", Zip.Of([.. Parks, .. Parks.Select(part => ("__MACOSX/._" + part.Path, new byte[] { 0, 5, 0x16, 7 })), (".DS_Store", new byte[] { 0, 0, 0, 1 })]).ToBytes())], "mac.zip"),
        One("a zip with the leftovers of ArcGIS beside it", Right,
            () => [("arc.zip", Zip.Of([.. Parks, (ParkFile.Stem + ".sbn", new byte[200]), (ParkFile.Stem + ".sbx", new byte[116]), (ParkFile.Stem + ".shp.xml", "<metadata/>"u8.ToArray()), ("说明.txt", "见附件"u8.ToArray()), ("Thumbs.db", new byte[9])]).ToBytes())], "arc.zip"),
        One("three Shapefiles in one zip", Accept("parks", 1).At("P1").Landed("water", 1).Landed("roads", 1).Cell("R1", "name", "东昌路"),
            () => [("三层.zip", Zip.Of([.. Parks, .. ParkFile.Of(ParkFile.Squares(), ParkFile.Names(ParkFile.Gbk, "东昌湖"), stem: "水体"),
                .. ParkFile.Of(new Shp(Shp.PolyLine).AddLine(Square.Degrees[..3]), new Dbf(ParkFile.Gbk).Text("道路编号", 10).Text("道路名称", 30).Row("R1", "东昌路"), stem: "道路")]).ToBytes())], "三层.zip"),
        One("two Shapefiles in one zip that are both parks", Refuse("layer.twice"),
            () => [("两层.zip", Zip.Of([.. Parks.Select(part => ("市区/" + part.Path, part.Bytes)), .. Parks.Select(part => ("茌平/" + part.Path, part.Bytes))]).ToBytes())], "两层.zip"),
        One("a zip in which one of two Shapefiles is no layer known here asks what it is", Ask("as"),
            () => [("两层.zip", Zip.Of([.. Parks, .. Parks.Select(part => (part.Path.Replace(ParkFile.Stem, "图斑", StringComparison.Ordinal), part.Bytes))]).ToBytes())], "两层.zip"),
        One("a zip without anything to read", new("refuse"), () => [("空.zip", Zip.Of([("说明.txt", "见附件"u8.ToArray())]).ToBytes())], "空.zip"),
        One("a zip without any entry", new("refuse"), () => [("空.zip", new Zip().ToBytes())], "空.zip"),
        One("parts in capitals", Right, () => Parks.Select(part => (part.Path.ToUpperInvariant(), part.Bytes)), ParkFile.Stem + ".SHP"),
        One("parts that differ in case from one another", Accept("parks", 1).At("P1").Cell("P1", "name", ParkFile.Park),
            () => Parks.Select(part => (part.Path.Replace(ParkFile.Stem, part.Path.EndsWith("shp", StringComparison.Ordinal) ? "Parks" : "PARKS", StringComparison.Ordinal), part.Bytes)), "Parks.shp"),
        One("the folder the parts lie in", Right, () => Parks.Select(part => ("绿地/" + part.Path, part.Bytes)), "绿地"),
        One("the user names the .dbf of a Shapefile", Right, () => Parks, ParkFile.Stem + ".dbf"),
        One("the user names the .shx of a Shapefile", Right, () => Parks, ParkFile.Stem + ".shx"),
        One("a missing .shx is not needed", Right, () => ParkFile.Of(ParkFile.Squares(), ParkFile.Names(ParkFile.Gbk, ParkFile.Park), withIndex: false)),
        One("a .shx that points nowhere is not believed", Right, () => [.. Parks.Where(part => !part.Path.EndsWith("shx", StringComparison.Ordinal)), (ParkFile.Stem + ".shx", [.. new Shp(Shp.Polygon).ToIndex(), 0x7F, 0xFF, 0xFF, 0xFF, 0, 0, 0, 99])]),
        One("a missing .dbf leaves shapes without attributes, and says so", Accept("parks", 1).Tells("shp.no-dbf"), () => ParkFile.Of(ParkFile.Squares(), null)),
        One("a .shx alone", new("refuse"), () => Parks.Where(part => part.Path.EndsWith("shx", StringComparison.Ordinal)), ParkFile.Stem + ".shx"),
        One("fewer rows in the .dbf than shapes", Refuse("shp.no-record"), () => ParkFile.Of(ParkFile.Squares(3), ParkFile.Names(ParkFile.Gbk, "甲", "乙"))),
        One("more rows in the .dbf than shapes", Refuse("shp.no-shape"), () => ParkFile.Of(ParkFile.Squares(1), ParkFile.Names(ParkFile.Gbk, "甲", "乙", "丙"))),
        One("a row marked deleted in the .dbf takes its shape along", Accept("parks", 2).At("P1").At("P3", 115.991),
            () => ParkFile.Of(ParkFile.Squares(3), new Dbf(ParkFile.Gbk).Text("编号", 10).Row("P1").Deleted("P2").Row("P3"))),
        One("a header that claims the .shp longer than it is", Right.Tells("shp.length"), () => ParkFile.Of(new Shp(Shp.Polygon) { SaysLength = 5_000 }.AddPolygon(Square.Degrees), ParkFile.Names(ParkFile.Gbk, ParkFile.Park))),
        One("a header that claims the .shp shorter than it is: its records are counted, not its word", Accept("parks", 2).At("P1"), () => ParkFile.Of(new Shp(Shp.Polygon) { SaysLength = 236 }.AddPolygon(Square.Degrees).AddPolygon(Square.Degrees.Moved(0.003)), ParkFile.Names(ParkFile.Gbk, "甲", "乙"))),
        One("a .shp cut in its second record", new("refuse"), () => Cut(".shp", 50)),
        One("a .shp cut in its header", new("refuse"), () => Cut(".shp", 210)),
        One("a .dbf cut in its last row", new("refuse"), () => Cut(".dbf", 10)),
        One("a .dbf cut in its header", new("refuse"), () => Cut(".dbf", 100)),
        One("a .dbf without the mark at its end is whole", Right, () => ParkFile.Of(ParkFile.Squares(), ParkFile.Names(new Dbf(ParkFile.Gbk) { WithEnd = false }, ParkFile.Park))),
        One("records numbered from 0", Right, () => ParkFile.Of(new Shp(Shp.Polygon).Add(Shp.Parts(Shp.Polygon, [Square.Degrees]), number: 0), ParkFile.Names(ParkFile.Gbk, ParkFile.Park))),
        One("no records at all", Refuse("file.empty"), () => ParkFile.Of(new Shp(Shp.Polygon), ParkFile.Names(ParkFile.Gbk))),
        One("polygons with heights, which no layer holds: told once with their range", Right.Tells("geometry.z-dropped"), () => ParkFile.Of(new Shp(Shp.PolygonZ).Add(Shp.Parts(Shp.PolygonZ, [Square.Degrees], z: [30, 30, 31, 31, 30])), ParkFile.Names(ParkFile.Gbk, ParkFile.Park))),
        One("polygons with heights that are all 0", Right.Silent("geometry.z-dropped"), () => ParkFile.Of(new Shp(Shp.PolygonZ).Add(Shp.Parts(Shp.PolygonZ, [Square.Degrees], z: [0, 0, 0, 0, 0])), ParkFile.Names(ParkFile.Gbk, ParkFile.Park))),
        One("points with measures, told once", Accept("observations", 1).At("O1").Tells("geometry.m-dropped"), () => ParkFile.Of(new Shp(Shp.PointM).Add(new Little().Int(Shp.PointM).Double(Square.West).Double(Square.South).Double(17.5).ToBytes()), Table("O1"), stem: "现场观察"), "现场观察.shp"),
        One("points with measures that are no data", Accept("observations", 1).At("O1").Silent("geometry.m-dropped"), () => ParkFile.Of(new Shp(Shp.PointM).Add(new Little().Int(Shp.PointM).Double(Square.West).Double(Square.South).Double(-1e39).ToBytes()), Table("O1"), stem: "现场观察"), "现场观察.shp"),
        One("points with heights", Accept("observations", 1).At("O1").Tells("geometry.z-dropped").Silent("geometry.m-dropped"), () => ParkFile.Of(new Shp(Shp.PointZ).Add(new Little().Int(Shp.PointZ).Double(Square.West).Double(Square.South).Double(33).Double(0).ToBytes()), Table("O1"), stem: "现场观察"), "现场观察.shp"),
        One("a record of another kind than the file's", new("refuse"), () => ParkFile.Of(ParkFile.Squares(1).AddPoint(Square.West, Square.South), ParkFile.Names(ParkFile.Gbk, "甲", "乙"))),
        One("multipatches, which nobody here reads", new("refuse"), () => ParkFile.Of(new Shp(Shp.MultiPatch).Add(new Little().Int(Shp.MultiPatch).Zeros(40).ToBytes()), ParkFile.Names(ParkFile.Gbk, ParkFile.Park))),
        One("numbers of the .dbf as stars where they did not fit", Warn("compounds", 1), () => ParkFile.Of(ParkFile.Squares(), new Dbf(ParkFile.Gbk).Text("小区编号", 10).Column("户数", 'N', 4).Row("C1", "****"), stem: "小区"), "小区.shp"),
        One("numbers with exponents, in columns of floats", Accept("buildings", 1).Cell("B1", "gross_floor_area_m2", 1234.5).Cell("B1", "height_m", 18d),
            () => ParkFile.Of(ParkFile.Squares(), new Dbf(ParkFile.Gbk).Text("建筑编号", 10).Column("建筑面积", 'F', 19, 11).Column("高度", 'N', 10, 2).Row("B1", "1.23450000000e+003", "18.00"), stem: "建筑"), "建筑.shp"),
        One("texts filled with zero bytes instead of blanks", Right, () => ParkFile.Of(ParkFile.Squares(), new Dbf(ParkFile.Gbk).Text("编号", 10).Text("名称", 30).Row(Padded("P1", 10), Padded(ParkFile.Park, 30)))),
        One("dates and truths of dBase, filled and not", Accept("heritage", 2).Cell("H1", "listed", new DateOnly(2011, 5, 6)).Cell("H1", "plaque", true).Cell("H2", "listed", null).Cell("H2", "plaque", null),
            () => ParkFile.Of(ParkFile.Squares(2), new Dbf(ParkFile.Gbk).Text("编号", 10).Column("公布日期", 'D', 8).Column("挂牌", 'L', 1).Row("H1", "20110506", "T").Row("H2", "        ", "?"), stem: "历史文化资源"), "历史文化资源.shp"),
        One("a date of dBase that is none", Warn("heritage", 1), () => ParkFile.Of(ParkFile.Squares(1), new Dbf(ParkFile.Gbk).Text("编号", 10).Column("公布日期", 'D', 8).Row("H1", "20110230"), stem: "历史文化资源"), "历史文化资源.shp"),
        One("two columns of one name", Accept("parks", 1).Cell("P1", "name", "甲"), () => ParkFile.Of(ParkFile.Squares(), new Dbf(ParkFile.Gbk).Text("编号", 10).Text("名称", 10).Text("名称", 10).Row("P1", "甲", "乙"))),
        One("a .dbf without columns", Refuse("dbf.broken"), () => ParkFile.Of(ParkFile.Squares(), new Dbf(ParkFile.Gbk).Row())),
    ];

    private static MustHappen Right => Accept("parks", 1).At("P1").Cell("P1", "name", ParkFile.Park);

    private static byte[] Padded(string text, int length) => [.. ParkFile.Gbk.GetBytes(text), .. new byte[length - ParkFile.Gbk.GetByteCount(text)]];

    private static Dbf Table(string id) => new Dbf(ParkFile.Gbk).Text("编号", 10).Row(id);

    private static IEnumerable<(string, byte[])> Cut(string part, int bytes) => ParkFile.Of(ParkFile.Squares(2), ParkFile.Names(ParkFile.Gbk, "甲", "乙"))
        .Select(file => file.Path.EndsWith(part, StringComparison.Ordinal) ? (file.Path, file.Bytes[..Math.Max(10, file.Bytes.Length - bytes)]) : file);

    private static DirtyFile One(string name, MustHappen must, Func<IEnumerable<(string, byte[])>> files, string open = ParkFile.Stem + ".shp") => new("Shapefiles", name, open, "", files, must);
}
