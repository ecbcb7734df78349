using System.Collections.Immutable;

namespace Mingzhu.Spatial;

/// <summary>A workbook of Office Open XML (.xlsx, .xlsm). Macros, links and pictures are never looked at.</summary>
/// <remarks>By: ECMA-376, transitional and strict (told apart by nothing here: elements are known by their local names).</remarks>
internal sealed class XlsxWorkbook : Workbook
{
    private const int MostSheets = 1000;
    private const int MostTexts = 1 << 23;
    private const long MostTextUnits = 1L << 26;

    private readonly string _path;
    private readonly Lazy<XlsxFormats> _formats;
    private readonly Lazy<List<string>> _texts;
    private readonly bool _from1904;

    /// <exception cref="BrokenFileException">No workbook, or a broken one.</exception>
    public XlsxWorkbook(string path)
    {
        _path = path;
        using var zip = new LimitedZip(path);
        var root = Relations(zip, "").FirstOrDefault(relation => relation.Type == "officeDocument").Target ?? "xl/workbook.xml";
        var relations = Relations(zip, root);
        var byId = relations.GroupBy(relation => relation.Id).ToDictionary(same => same.Key, same => same.First());
        string? Part(string type) => relations.FirstOrDefault(relation => relation.Type == type).Target;
        (Sheets, _from1904) = ReadWorkbook(zip, root, byId);
        _formats = new(() => Read(Part("styles"), XlsxFormats.Read) ?? new XlsxFormats());
        _texts = new(() => Read(Part("sharedStrings"), ReadTexts) ?? []);
    }

    public override ImmutableArray<Sheet> Sheets { get; }

    private string File => Path.GetFileName(_path);

    private (ImmutableArray<Sheet> Sheets, bool From1904) ReadWorkbook(LimitedZip zip, string part, Dictionary<string, Relation> relations)
    {
        using var xml = new ForeignXml(zip.Open(part) ?? throw NoWorkbook(), File);
        var sheets = ImmutableArray.CreateBuilder<Sheet>();
        var from1904 = false;
        while (xml.Next())
        {
            if (xml.IsStart && xml.Name == "workbookPr")
                from1904 = xml["date1904"] is "1" or "true";
            if (xml.IsStart && xml.Name == "sheet" && xml["id"] is { } id && relations.TryGetValue(id, out var relation) && relation.Type == "worksheet" && sheets.Count < MostSheets)
                sheets.Add(Sheet.OfWorkbook(File, xml["name"] is { } name ? ExcelText.Read(name) : "", xml["state"] is "hidden" or "veryHidden", facts => Rows(relation.Target, facts)));
        }
        return (sheets.ToImmutable(), from1904);
    }

    private IEnumerable<TableRow> Rows(string part, TableFacts facts)
    {
        using var zip = new LimitedZip(_path);
        if (zip.Open(part) is not { } sheet)
            throw Broken("excel.no-sheet", $"缺少工作表部件 {part}；请用 Excel 重新保存", $"the part {part} of a sheet is missing; save it again in Excel");
        using var xml = new ForeignXml(sheet, File);
        foreach (var row in new XlsxSheet(xml, File, _formats.Value, _texts.Value, _from1904).Rows(facts))
            yield return row;
    }

    private T? Read<T>(string? part, Func<ForeignXml, T> read)
        where T : class
    {
        using var zip = new LimitedZip(_path);
        if (part is null || zip.Open(part) is not { } stream)
            return null;
        using var xml = new ForeignXml(stream, File);
        return read(xml);
    }

    private List<string> ReadTexts(ForeignXml xml)
    {
        var (texts, units) = (new List<string>(), 0L);
        while (xml.Next())
        {
            if (!xml.IsStart || xml.Name != "si")
                continue;
            // rPh says how a text is pronounced.
            var text = ExcelText.Read(xml.Text(without: "rPh")).Trim();
            units += text.Length;
            if (texts.Count >= MostTexts || units > MostTextUnits)
                throw Broken("excel.too-large", "文本过多，无法载入；请拆分工作簿", "it holds too many texts; split the workbook");
            texts.Add(text);
        }
        return texts;
    }

    private List<Relation> Relations(LimitedZip zip, string part)
    {
        var folder = part[..(part.LastIndexOf('/') + 1)];
        var found = new List<Relation>();
        if (zip.Open($"{folder}_rels/{part[folder.Length..]}.rels") is not { } stream)
            return found;
        using var xml = new ForeignXml(stream, File);
        while (xml.Next() && found.Count < 10 * MostSheets)
        {
            if (xml.IsStart && xml.Name == "Relationship" && xml["TargetMode"] != "External" && xml["Target"] is { } target && xml["Type"] is { } type)
                found.Add(new(xml["Id"] ?? "", type[(type.LastIndexOf('/') + 1)..], target is ['/', .. var absolute] ? absolute : folder + target));
        }
        return found;
    }

    private BrokenFileException NoWorkbook() => Broken(
        "excel.no-workbook",
        "压缩包中没有工作簿（xl/workbook.xml）；请用 Excel 或 WPS 另存为 .xlsx",
        "the zip holds no workbook (xl/workbook.xml); save it as .xlsx in Excel or WPS");

    private BrokenFileException Broken(string code, string zh, string en) => new(new SourceProblem(code, $"{File}：{zh}", $"{File}: {en}"));

    private readonly record struct Relation(string Id, string Type, string Target);
}
