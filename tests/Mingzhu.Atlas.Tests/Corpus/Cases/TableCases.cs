using System.Text;
using static Mingzhu.Atlas.Tests.Corpus.MustHappen;

namespace Mingzhu.Atlas.Tests.Corpus;

/// <summary>Tables as offices fill them: titles, merged headings, totals, texts for numbers, notes at the end.</summary>
internal static class TableCases
{
    private static readonly object?[] Heads = ["社区代码", "常住人口", "户数"];

    public static IEnumerable<DirtyFile> All =>
    [
        Book("a plain workbook", Plain, new Xlsx().Sheet("人口", [Heads, ["371502001", 1_234, 400], ["371502002", 5_678, 1_900]])),
        Book("a title merged over all columns", Plain, new Xlsx().Sheet("人口", [["聊城市社区人口统计表"], Heads, ["371502001", 1_234, 400], ["371502002", 5_678, 1_900]], "A1:C1")),
        Book("a title, a line of unit and date, blank rows, then the headings", Plain, new Xlsx().Sheet("人口", [["聊城市社区人口统计表"], ["填报单位：统计局", null, "2026年6月30日"], [], Heads, ["371502001", 1_234, 400], ["371502002", 5_678, 1_900]], "A1:C1")),
        Book("headings in two rows, merged across and down", Accept("population", 2).Cell("371502001", "residents", 1_234L),
            new Xlsx().Sheet("人口", [["社区代码", "人口情况", null], [null, "常住人口", "户数"], ["371502001", 1_234, 400], ["371502002", 5_678, 1_900]], "A1:A2 B1:C1")),
        Book("a row of totals at the end is no row", Accept("population", 2).Cell("371502001", "residents", 1_234L), new Xlsx().Sheet("人口", [Heads, ["371502001", 1_234, 400], ["371502002", 5_678, 1_900], ["合计", 6_912, 2_300]])),
        Book("totals spelt with blanks, and a note below", Accept("population", 2).Cell("371502001", "residents", 1_234L), new Xlsx().Sheet("人口", [Heads, ["371502001", 1_234, 400], ["371502002", 5_678, 1_900], ["合  计", 6_912, 2_300], ["注：数据截至2026年6月30日"], ["填表人：张三"]])),
        Book("blank rows between rows and after them", Plain, new Xlsx().Sheet("人口", [Heads, [], ["371502001", 1_234, 400], [null, null, null], ["371502002", 5_678, 1_900], [], [null, "  "], []])),
        Book("a column of running numbers before all others", Plain, new Xlsx().Sheet("人口", [["序号", .. Heads], [1, "371502001", 1_234, 400], [2, "371502002", 5_678, 1_900]])),
        Book("numbers as texts, with commas and blanks", Plain, new Xlsx().Sheet("人口", [Heads, ["371502001", "1,234", " 400 "], ["371502002", "5,678", "1900"]])),
        Book("codes that Excel took for numbers", Plain, new Xlsx().Sheet("人口", [Heads, [371502001, 1_234, 400], [371502002, 5_678, 1_900]])),
        Book("codes of twelve digits that Excel wrote with an exponent", Accept("population", 1).Cell("371502001001", "residents", 5L), new Xlsx().Sheet("人口", [Heads, [new RawCell("><v>3.71502001001E11</v>"), 5, 1]])),
        Book("codes with a leading zero and a text mark", Accept("population", 1).Cell("0371502", "residents", 5L), new Xlsx().Sheet("人口", [Heads, ["0371502", 5, 1]])),
        Book("full-width digits", Accept("population", 1).Cell("371502001", "residents", 1_234L), new Xlsx().Sheet("人口", [Heads, ["371502001", "１２３４", 400]])),
        Book("a slash is not applicable, blank is not filled", Accept("population", 2).Cell("371502001", "residents", null).Cell("371502002", "residents", null), new Xlsx().Sheet("人口", [Heads, ["371502001", "/", 400], ["371502002", null, 1_900]])),
        Book("a required cell that is blank, told by the sheet's own row", Refuse("value.missing", "3"), new Xlsx().Sheet("人口", [Heads, ["371502001", 1_234, 400], [null, 5_678, 1_900]])),
        Book("a text where a number belongs, told by row and heading", Refuse("value.unreadable", "4", "常住人口"), new Xlsx().Sheet("人口", [["社区人口"], Heads, ["371502001", 1_234, 400], ["371502002", "不详", 1_900]], "A1:C1")),
        Book("an error of a formula counts as blank and is told by row and heading", Accept("population", 1).Cell("371502001", "residents", null).Tells("table.error-cell", "2", "常住人口"), new Xlsx().Sheet("人口", [Heads, ["371502001", new RawCell(" t=\"e\"><f>1/0</f><v>#DIV/0!</v>"), 400]])),
        Book("a formula counts as the value Excel left", Plain, new Xlsx().Sheet("人口", [Heads, ["371502001", new RawCell("><f>1000+234</f><v>1234</v>"), 400], ["371502002", 5_678, 1_900]])),
        Book("texts in the shared table, one of them in runs of two fonts", Plain, Runs()),
        Book("dates as numbers counted from 1904", Accept("inspections", 1).Cell("I1", "date", new DateOnly(2026, 5, 6)), new Xlsx { Counts1904 = true }.Sheet("检查", [["编号", "对象编号", "检查项", "结果", "日期"], ["I1", "B1", "08-energy", "是", new DateOnly(2026, 5, 6)]]), "现场检查.xlsx"),
        Book("dates in five spellings", Accept("inspections", 5).Cell("I1", "date", new DateOnly(2026, 5, 6)).Cell("I2", "date", new DateOnly(2026, 5, 6)).Cell("I3", "date", new DateOnly(2026, 5, 6)).Cell("I4", "date", new DateOnly(2026, 5, 6)).Cell("I5", "date", new DateOnly(2026, 5, 6)),
            new Xlsx().Sheet("检查", [["编号", "对象编号", "检查项", "结果", "日期"], ["I1", "B1", "08-energy", "是", new DateOnly(2026, 5, 6)], ["I2", "B1", "08-energy", "否", "2026-05-06"], ["I3", "B1", "08-energy", "有", "2026年5月6日"], ["I4", "B1", "08-energy", "无", "2026/5/6"], ["I5", "B1", "08-energy", true, "20260506"]]), "现场检查.xlsx"),
        Book("several sheets with tables: which one is asked", Ask("as"), new Xlsx().Sheet("一季度", [Heads, ["371502001", 1, 1]]).Sheet("二季度", [Heads, ["371502001", 2, 1]])),
        Book("several sheets, and the user names one", Accept("population", 1).Cell("371502001", "residents", 2L), new Xlsx().Sheet("一季度", [Heads, ["371502001", 1, 1]]).Sheet("二季度", [Heads, ["371502001", 2, 1]]), options: "--sheet 二季度"),
        Book("a sheet the user names and that is not there", new MustHappen("refuse"), new Xlsx().Sheet("一季度", [Heads, ["371502001", 1, 1]]), options: "--sheet 三季度"),
        Book("empty sheets beside the one with the table", Plain, new Xlsx().Sheet("Sheet1", [Heads, ["371502001", 1_234, 400], ["371502002", 5_678, 1_900]]).Sheet("Sheet2", []).Sheet("Sheet3", [])),
        Book("a hidden sheet is not read unasked", Plain, new Xlsx().Sheet("人口", [Heads, ["371502001", 1_234, 400], ["371502002", 5_678, 1_900]]).Sheet("旧", [Heads, ["371502009", 9, 9]], state: "hidden")),
        Book("a workbook without a table", new MustHappen("refuse"), new Xlsx().Sheet("Sheet1", [])),
        Book("two rows of one code, told by both rows", Refuse("row.key-twice", "3"), new Xlsx().Sheet("人口", [Heads, ["371502001", 1, 1], ["371502001", 2, 1]])),
        Book("cells merged down mean the same for every row", Accept("reported", 2), new Xlsx().Sheet("部门填报", [["指标", "地方", "指标值", "时期"], ["C25-30", "371502", 1, "2026"], [null, "371503", 2, "2026"]], "A2:A3"), "部门填报.xlsx"),
        Book("points in a workbook by longitude and latitude, datum asked", Ask("crs"), new Xlsx().Sheet("点", [["编号", "经度", "纬度"], ["O1", 115.985, 36.456]]), "现场观察.xlsx"),
        Book("points in a workbook, datum answered", Accept("observations", 1).At("O1"), new Xlsx().Sheet("点", [["编号", "经度", "纬度"], ["O1", 115.985, 36.456]]), "现场观察.xlsx", "--crs EPSG:4490"),
        Book("points written in degrees, minutes and seconds", Accept("observations", 1).At("O1", withinDegrees: 1e-6), new Xlsx().Sheet("点", [["编号", "经度", "纬度"], ["O1", "115°59′06″", "36°27′21.6″"]]), "现场观察.xlsx", "--crs EPSG:4490"),
        Csv("a CSV saved of a sheet with title, unit line and totals", Plain.Tells("table.title").Tells("table.totals-row").Tells("table.remark-row"),
            "聊城市社区人口统计表,,\n填报单位：统计局,,2026年6月30日\n,,\n社区代码,常住人口,户数\n371502001,\"1,234\",400\n371502002,\"5,678\",\"1,900\"\n合  计,\"6,912\",\"2,300\"\n注：数据截至6月30日,,\n"),
        Csv("a CSV saved of a sheet with merged headings in two rows", Plain, "社区代码,人口情况,\n,常住人口,户数\n371502001,1234,400\n371502002,5678,1900\n"),
        Csv("a CSV saved of a sheet with a line of column numbers and an error of a formula", Accept("population", 1).Cell("371502001", "residents", null).Tells("table.numbering-row").Tells("table.error-cell", "3", "常住人口"), "社区代码,常住人口,户数\n1,2,3\n371502001,#N/A,400\n"),
        Csv("a CSV with a unit line for all amounts above its headings", Accept("facilities", 1).Cell("F1", "site_area_m2", 12_000d).Tells("unit.converted"), $"公共服务设施表,,\n,,单位：公顷\n编号,类别,用地面积,wkt\nF1,hospital,1.2,\"{Square.Degrees.Wkt()}\"\n", "facilities.csv", "--crs EPSG:4490"),
        Csv("quotes, commas and line breaks inside a cell", Accept("inspections", 1).Cell("I1", "备注", "甲,乙\n\"丙\""), "编号,对象编号,检查项,结果,备注\r\nI1,B1,08-energy,是,\"甲,乙\n\"\"丙\"\"\"\r\n", "现场检查.csv"),
        Csv("semicolons for commas", Accept("population", 1).Cell("371502", "residents", 5L), "代码;常住人口\n371502;5\n"),
        Csv("a row with a cell too many, told by its line", new MustHappen("refuse"), "代码,常住人口\n371502,5,多\n"),
        Csv("a row with a cell too few", Accept("population", 1), "代码,常住人口,户数\n371502,5\n"),
        Csv("headings and nothing else", new MustHappen("refuse"), "代码,常住人口\n"),
        Csv("one heading twice", Accept("population", 1).Cell("371502", "residents", 5L), "代码,常住人口,常住人口\n371502,5,6\n"),
        Csv("headings with blanks about them and a unit in brackets", Accept("population", 1).Cell("371502", "residents", 5L), "代码 ,常住人口（人）\n371502,5\n"),
        Csv("blank lines and a line of commas at the end", Accept("population", 1).Cell("371502", "residents", 5L), "代码,常住人口\n\n371502,5\n,\n\n"),
        Csv("a formula is a text and stays one", Accept("inspections", 1).Cell("I1", "备注", "=cmd|' /C calc'!A0"), "编号,对象编号,检查项,结果,备注\nI1,B1,08-energy,是,=cmd|' /C calc'!A0\n", "现场检查.csv"),
    ];

    private static MustHappen Plain => Accept("population", 2).Cell("371502001", "residents", 1_234L).Cell("371502001", "households", 400L).Cell("371502002", "residents", 5_678L).Cell("371502002", "households", 1_900L);

    private static Xlsx Runs()
    {
        var book = new Xlsx { Shares = true };
        var residents = book.Shared("<r><t>常住</t></r><r><rPr><b/></rPr><t>人口</t></r><rPh sb=\"0\" eb=\"1\"><t>ignored</t></rPh>");
        return book.Sheet("人口", [["社区代码", residents, "户数"], ["371502001", 1_234, 400], ["371502002", 5_678, 1_900]]);
    }

    private static DirtyFile Book(string name, MustHappen must, Xlsx book, string file = "人口.xlsx", string options = "") => new("Tables", name, file, options, () => [(file, book.ToBytes())], must);

    private static DirtyFile Csv(string name, MustHappen must, string text, string file = "人口.csv", string options = "") => new("Tables", name, file, options, () => [(file, Encoding.UTF8.GetBytes(text))], must);
}
