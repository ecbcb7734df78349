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
        Park("nested objects and lists as values are kept as text or told, never a fault", Accept("parks", 1), """{"编号":"P1","详情":{"a":[1,{"b":2}]},"标签":[1,2]}"""),
        Park("no properties at all", Accept("parks", 1), "null"),
        Park("a value of half a million characters", Accept("parks", 1), $$"""{"编号":"P1","名称":"{{new string('园', 500_000)}}"}"""),
        Park("a control character in a name", Accept("parks", 1), """{"编号":"P1","名称":"柳\u0000园"}"""),
        Park("half a surrogate in a name", Refuse("text.encoding"), """{"编号":"P1","名称":"柳\ud800园"}"""),
        Table("square metres in units of ten thousand, said in the heading", Facility("site_area_m2", 15_000d), "facilities.csv", "编号,类别,用地面积（万平方米）,wkt\nF1,hospital,1.5,{0}\n"),
        Table("hectares, said in the heading", Facility("site_area_m2", 12_000d), "facilities.csv", "编号,类别,用地面积(公顷),wkt\nF1,hospital,1.2,{0}\n"),
        Table("mu, said in the heading: 15 make a hectare", Facility("site_area_m2", 10_000d), "facilities.csv", "编号,类别,用地面积（亩）,wkt\nF1,hospital,15,{0}\n"),
        Table("square metres, said in the heading, stay what they are", Facility("site_area_m2", 800d), "facilities.csv", "编号,类别,用地面积（㎡）,wkt\nF1,hospital,800,{0}\n"),
        Table("a unit that is none of the field's is told, not swallowed", Refuse("unit.foreign"), "facilities.csv", "编号,类别,用地面积（公里）,wkt\nF1,hospital,8,{0}\n"),
        new("Attributes", "well-known text with heights, told once", "parks.csv", "--crs EPSG:4490", () => [("parks.csv", Encoding.UTF8.GetBytes("编号,wkt\nP1,\"POLYGON Z ((115.985 36.456 30, 115.987 36.456 30, 115.987 36.458 31, 115.985 36.456 30))\"\n"))], Accept("parks", 1).At("P1").Tells("geometry.z-dropped")),
        Table("a unit inside the cell", Accept("facilities", 1).Cell("F1", "site_area_m2", 800d), "facilities.csv", "编号,类别,用地面积,wkt\nF1,hospital,800平方米,{0}\n"),
        Table("thousands parted by commas, and a decimal comma told with the way to write it", Refuse("value.unreadable", "2", "用地面积"), "facilities.csv", "编号,类别,用地面积,wkt\nF1,hospital,\"12,5\",{0}\n"),
        Table("a negative area", Refuse("value.out-of-range"), "facilities.csv", "编号,类别,用地面积,wkt\nF1,hospital,-8,{0}\n"),
        Table("a year that can be none", Refuse("value.out-of-range"), "compounds.csv", "编号,建成年份,wkt\nC1,20260,{0}\n"),
        Table("a whole number larger than any", Refuse("value.unreadable", "2", "户数"), "compounds.csv", "编号,户数,wkt\nC1,99999999999999999999999,{0}\n"),
        Table("half a household", Refuse("value.unreadable", "2", "户数"), "compounds.csv", "编号,户数,wkt\nC1,12.5,{0}\n"),
        Table("not a number, spelt as computers do", Refuse("value.unreadable", "2", "户数"), "compounds.csv", "编号,户数,wkt\nC1,NaN,{0}\n"),
        Table("a name of a place spelt in its other way becomes its code", Accept("reported", 1).Cell("n0000001", "place", "371503"), "reported.csv", "指标,地方,指标值,时期\nC25-30,茬平区,81,2026\n"),
        Table("a name of a place becomes its code", Accept("reported", 1).Cell("n0000001", "place", "371502"), "reported.csv", "指标,地方,指标值,时期\nC25-30,东昌府,81,2026\n"),
        Table("a code a district had until 2019 becomes today's", Accept("reported", 1).Cell("n0000001", "place", "371503"), "reported.csv", "指标,地方,指标值,时期\nC25-30,371523,81,2026\n"),
        Table("a name of no place known", Refuse("place.unknown"), "reported.csv", "指标,地方,指标值,时期\nC25-30,某某镇,81,2026\n"),
        Table("a per cent sign in a number", Refuse("value.unit"), "reported.csv", "指标,地方,指标值,时期\nC25-30,371502,81.5%,2026\n"),
        House("a heading cut in its bracket: the unit is asked", Ask("unit", "gross_floor_area_m2=m²"), "建筑面积（万平方米）", 0.35),
        House("a heading cut in its bracket, the unit answered", Accept("buildings", 1).Cell("B1", "gross_floor_area_m2", 3500d), "建筑面积（万平方米）", 0.35, "--unit gross_floor_area_m2=万平方米"),
        House("a heading cut in its bracket, answered with a unit of money", Refuse("unit.unknown"), "建筑面积（万平方米）", 0.35, "--unit gross_floor_area_m2=万元"),
        House("a heading of UTF-8 cut before its bracket is no field's, and may be one's", Accept("buildings", 1).Cell("B1", "建筑面", 0.35).Tells("column.cut", null, "建筑面"), "建筑面积（万平方米）", 0.35, encoding: Encoding.UTF8),
        House("a heading of UTF-8 cut before its bracket, the column answered: the unit is asked", Ask("unit", "gross_floor_area_m2=m²"), "建筑面积（万平方米）", 0.35, "--column gross_floor_area_m2=建筑面", Encoding.UTF8),
        House("a heading cut within its unit, of which one only can be meant", Accept("buildings", 1).Cell("B1", "height_m", 0.18d).Tells("unit.cut"), "高度（厘米）", 18),
        House("a heading of a height that fits its ten bytes with its unit", Accept("buildings", 1).Cell("B1", "height_m", 0.18d), "高度(厘米)", 18),
        new("Attributes", "a count under a heading that fills its ten bytes is taken as it stands, with a note", "小区.shp", "",
            () => ParkFile.Of(ParkFile.Squares(), new Dbf(ParkFile.Gbk).Text("小区编号", 10).Column("停车泊位数", 'N', 9).Row("C1", 120), cpg: null, stem: "小区"), Accept("compounds", 1).Cell("C1", "parking_spaces", 120L).Tells("unit.may-be-cut")),
        new("Attributes", "a count in thousands under a heading that was cut is asked about", "小区.shp", "",
            () => ParkFile.Of(ParkFile.Squares(), new Dbf(ParkFile.Gbk).Text("小区编号", 10).Column("常住人口（万人）", 'N', 9, 2).Row("C1", 0.12), cpg: null, stem: "小区"), Ask("unit", "residents=人")),
        Table("a heading whose unit contradicts the answer", Refuse("unit.contradicts"), "facilities.csv", "编号,类别,用地面积（亩）,wkt\nF1,hospital,15,{0}\n", "--unit site_area_m2=公顷"),
        Compound("a social credit code whose check character is right", Accept("compounds", 1).Cell("C1", "property_company_code", "91350100M000100Y43"), "物业公司统一社会信用代码", "91350100M000100Y43"),
        Compound("a social credit code in small letters of full width with a blank", Accept("compounds", 1).Cell("C1", "property_company_code", "91350100M000100Y43").Tells("value.respelled", "2", "物业公司统一社会信用代码"), "统一社会信用代码", "９１３５０１００ m000100y43"),
        Compound("a social credit code with two digits changed over", Refuse("value.check", "2", "物业公司统一社会信用代码"), "社会信用代码", "91350010M000100Y43"),
        Compound("a social credit code of a digit too few", Refuse("value.check", "2", "物业公司统一社会信用代码"), "物业服务企业统一社会信用代码", "91350100M000100Y4"),
        Compound("a social credit code that Excel saved as 9.1E+17", Refuse("value.digits-lost", "2", "物业公司统一社会信用代码"), "统一社会信用代码", "9.1371502E+17"),
        Compound("a project code of a renovation with long dashes", Accept("compounds", 1).Cell("C1", "renovation_project", "2025-371502-48-01-123456"), "项目代码", "2025—371502—48—01—123456"),
        Compound("a project code that is a number of an office's own", Refuse("value.check", "2", "改造项目代码"), "投资项目代码", "聊发改〔2025〕12号"),
        Table("a project code of a plan", Accept("plans", 1).Cell("G1", "project_code", "2025-371502-48-01-123456"), "plans.csv", "编号,投资项目统一代码,wkt\nG1,2025-371502-48-01-123456,{0}\n"),
        Table("a project code of a plan without its last group", Refuse("value.check", "2", "项目代码"), "plans.csv", "编号,项目代码,wkt\nG1,2025-371502-48-01,{0}\n"),
        Table("a social credit code of a facility's operator", Accept("facilities", 1).Cell("F1", "operator_code", "91350100M000100Y43"), "facilities.csv", "编号,类别,举办单位统一社会信用代码,wkt\nF1,hospital,91350100M000100Y43,{0}\n"),
        Table("a social credit code of a parcel's holder that fails its check", Refuse("value.check", "2", "权利人统一社会信用代码"), "parcels.csv", "地块编号,使用权人统一社会信用代码,wkt\nL1,91350100M000100Y44,{0}\n"),
        Table("a key of twelve digits that Excel saved as 3.7E+11", Refuse("value.digits-lost", "2", "地方代码"), "population.csv", "代码,常住人口\n3.71502E+11,5\n"),
        Table("two fields by headings of one meaning: the first word of the pack wins, the other is kept", Accept("parks", 1), "parks.csv", "编号,名称,公园名称,wkt\nP1,甲,乙,{0}\n"),
    ];

    private static MustHappen Facility(string field, double value) => Accept("facilities", 1).Cell("F1", field, value);

    private static DirtyFile Park(string name, MustHappen must, string properties, string options = "") => new("Attributes", name, "parks.geojson", options,
        () => [("parks.geojson", GeometryCases.Collection(GeometryCases.Feature(properties, GeometryCases.Polygon(Square.Degrees.Reversed()))))], must);

    private static DirtyFile Compound(string name, MustHappen must, string heading, string value) => Table(name, must, "compounds.csv", $"小区编号,{heading},wkt\nC1,{value},{{0}}\n");

    /// <summary>A house in a Shapefile, with one more column of numbers.</summary>
    private static DirtyFile House(string name, MustHappen must, string heading, double value, string options = "", Encoding? encoding = null) => new("Attributes", name, "建筑.shp", options,
        () => ParkFile.Of(ParkFile.Squares(), new Dbf(encoding ?? ParkFile.Gbk).Text("编号", 10).Column(heading, 'N', 12, 2).Row("B1", value), cpg: null, stem: "建筑"), must);

    private static DirtyFile Table(string name, MustHappen must, string file, string text, string options = "") => new("Attributes", name, file, text.Contains("{0}", StringComparison.Ordinal) ? $"--crs EPSG:4490 {options}" : options,
        () => [(file, Encoding.UTF8.GetBytes(text.Replace("{0}", $"\"{Square.Degrees.Wkt()}\"", StringComparison.Ordinal)))], must);
}
