using System.Text;
using static Mingzhu.Atlas.Tests.Corpus.MustHappen;

namespace Mingzhu.Atlas.Tests.Corpus;

/// <summary>What stands in the cells: headings by other words, units, codes, names of places, values out of range.</summary>
internal static class AttributeCases
{
    public static IEnumerable<DirtyFile> All =>
    [
        Park("headings by the fields' own ids", Accept("parks", 1).Cell("P1", "name", "柳园"), """{"id":"P1","name":"柳园"}"""),
        Park("headings by other words the pack knows", Accept("parks", 1).Cell("P1", "name", "柳园"), """{"公园编号":"P1","公园名称":"柳园"}"""),
        Park("headings in capitals", Accept("parks", 1).Cell("P1", "name", "柳园"), """{"ID":"P1","NAME":"柳园"}"""),
        Park("a field the layer does not know is kept under its own name", Accept("parks", 1).Cell("P1", "管养单位", "园林处"), """{"编号":"P1","管养单位":"园林处"}"""),
        Park("a heading the pack does not know, which the user maps", Accept("parks", 1).Cell("P1", "name", "柳园"), """{"编号":"P1","MC":"柳园"}""", "--column name=MC"),
        Park("a code that is in no list", Refuse("value.unreadable", "1", "类别"), """{"编号":"P1","类别":"巨型公园"}"""),
        Park("a key that is a number", Accept("parks", 1).Cell("12", "name", "柳园"), """{"编号":12,"名称":"柳园"}"""),
        Park("blanks about a value are not part of it", Accept("parks", 1).Cell("P1", "name", "柳园"), """{"编号":" P1 ","名称":"　柳园 "}"""),
        Park("truths in words", Accept("parks", 1).Cell("P1", "enclosed", true).Cell("P1", "historic", false), """{"编号":"P1","封闭小区内部":"是","历史文化街区内":"否"}"""),
        Park("a truth that is neither", Refuse("value.unreadable", "1", "封闭小区内部"), """{"编号":"P1","封闭小区内部":"可能"}"""),
        Park("nested objects and lists as values are kept as text or told, never a fault", new MustHappen("accept|warn|refuse").Landed("parks", 1), """{"编号":"P1","详情":{"a":[1,{"b":2}]},"标签":[1,2]}"""),
        Park("no properties at all", new MustHappen("accept|warn|refuse").Landed("parks", 1), "null"),
        Park("a value of half a million characters", new MustHappen("accept|warn|refuse").Landed("parks", 1), $$"""{"编号":"P1","名称":"{{new string('园', 500_000)}}"}"""),
        Park("a control character in a name", new MustHappen("accept|warn|refuse").Landed("parks", 1), """{"编号":"P1","名称":"柳\u0000园"}"""),
        Park("half a surrogate in a name", new MustHappen("accept|warn|refuse").Landed("parks", 1), """{"编号":"P1","名称":"柳\ud800园"}"""),
        Table("square metres in units of ten thousand, said in the heading", Facility("site_area_m2", 15_000d), "facilities.csv", "编号,类别,用地面积（万平方米）,wkt\nF1,hospital,1.5,{0}\n"),
        Table("hectares, said in the heading", Facility("site_area_m2", 12_000d), "facilities.csv", "编号,类别,用地面积(公顷),wkt\nF1,hospital,1.2,{0}\n"),
        Table("mu, said in the heading: 15 make a hectare", Facility("site_area_m2", 10_000d), "facilities.csv", "编号,类别,用地面积（亩）,wkt\nF1,hospital,15,{0}\n"),
        Table("square metres, said in the heading, stay what they are", Facility("site_area_m2", 800d), "facilities.csv", "编号,类别,用地面积（㎡）,wkt\nF1,hospital,800,{0}\n"),
        Table("a unit that is none of the field's is told, not swallowed", new MustHappen("warn|refuse|ask|accept") { Layers = [("facilities", 1)], Cells = [("facilities", "F1", "site_area_m2", null)] }, "facilities.csv", "编号,类别,用地面积（公里）,wkt\nF1,hospital,8,{0}\n"),
        new("Attributes", "well-known text with heights, told once", "parks.csv", "--crs EPSG:4490", () => [("parks.csv", Encoding.UTF8.GetBytes("编号,wkt\nP1,\"POLYGON Z ((115.985 36.456 30, 115.987 36.456 30, 115.987 36.458 31, 115.985 36.456 30))\"\n"))], Accept("parks", 1).At("P1").Tells("geometry.z-dropped")),
        Table("a unit inside the cell", new MustHappen("refuse|warn|accept").Landed("facilities", 1).Cell("F1", "site_area_m2", 800d), "facilities.csv", "编号,类别,用地面积,wkt\nF1,hospital,800平方米,{0}\n"),
        Table("thousands parted by commas, and a decimal comma told with the way to write it", Refuse("value.unreadable", "2", "用地面积"), "facilities.csv", "编号,类别,用地面积,wkt\nF1,hospital,\"12,5\",{0}\n"),
        Table("a negative area", new MustHappen("refuse|warn").Landed("facilities", 1), "facilities.csv", "编号,类别,用地面积,wkt\nF1,hospital,-8,{0}\n"),
        Table("a year that can be none", new MustHappen("refuse|warn").Landed("compounds", 1), "compounds.csv", "编号,建成年份,wkt\nC1,20260,{0}\n"),
        Table("a whole number larger than any", Refuse("value.unreadable", "2", "户数"), "compounds.csv", "编号,户数,wkt\nC1,99999999999999999999999,{0}\n"),
        Table("half a household", Refuse("value.unreadable", "2", "户数"), "compounds.csv", "编号,户数,wkt\nC1,12.5,{0}\n"),
        Table("not a number, spelt as computers do", Refuse("value.unreadable", "2", "户数"), "compounds.csv", "编号,户数,wkt\nC1,NaN,{0}\n"),
        Table("a name of a place spelt in its other way becomes its code", new MustHappen("accept|warn").Landed("reported", 1).Cell("n0000001", "place", "371503"), "reported.csv", "指标,地方,指标值,时期\nC25-30,茬平区,81,2026\n"),
        Table("a name of a place becomes its code", new MustHappen("accept|warn").Landed("reported", 1).Cell("n0000001", "place", "371502"), "reported.csv", "指标,地方,指标值,时期\nC25-30,东昌府,81,2026\n"),
        Table("a code a district had until 2019 becomes today's", new MustHappen("accept|warn").Landed("reported", 1).Cell("n0000001", "place", "371503"), "reported.csv", "指标,地方,指标值,时期\nC25-30,371523,81,2026\n"),
        Table("a name of no place known", new MustHappen("refuse|warn|accept").Landed("reported", 1), "reported.csv", "指标,地方,指标值,时期\nC25-30,某某镇,81,2026\n"),
        Table("a per cent sign in a number", new MustHappen("refuse|warn|accept").Landed("reported", 1).Cell("n0000001", "value", 81.5), "reported.csv", "指标,地方,指标值,时期\nC25-30,371502,81.5%,2026\n"),
        Table("two fields by headings of one meaning: the first word of the pack wins, the other is kept", new MustHappen("accept|warn|refuse|ask").Landed("parks", 1), "parks.csv", "编号,名称,公园名称,wkt\nP1,甲,乙,{0}\n"),
    ];

    private static MustHappen Facility(string field, double value) => new MustHappen("accept|warn").Landed("facilities", 1).Cell("F1", field, value);

    private static DirtyFile Park(string name, MustHappen must, string properties, string options = "") => new("Attributes", name, "parks.geojson", options,
        () => [("parks.geojson", GeometryCases.Collection(GeometryCases.Feature(properties, GeometryCases.Polygon(Square.Degrees.Reversed()))))], must);

    private static DirtyFile Table(string name, MustHappen must, string file, string text) => new("Attributes", name, file, text.Contains("{0}", StringComparison.Ordinal) ? "--crs EPSG:4490" : "",
        () => [(file, Encoding.UTF8.GetBytes(text.Replace("{0}", $"\"{Square.Degrees.Wkt()}\"", StringComparison.Ordinal)))], must);
}
