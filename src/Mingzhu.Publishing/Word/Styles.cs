using Mingzhu.City;

namespace Mingzhu.Publishing.Word;

/// <summary>How the report looks: styles and heading numbers, as WordprocessingML. Faces are the usual Chinese ones with a Latin companion; a machine without them substitutes its own.</summary>
internal static class Styles
{
    private const string Namespace = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

    /// <summary>word/styles.xml.</summary>
    public static string Xml(Language language)
    {
        var chinese = language == Language.Zh;
        var text = Faces("Times New Roman", "仿宋");
        var table = Faces("Times New Roman", "宋体");
        var head = Faces("Arial", "黑体");
        var indent = chinese ? "<w:ind w:firstLineChars=\"200\" w:firstLine=\"480\"/>" : "";
        return $"""
            <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
            <w:styles {Namespace}>
            <w:docDefaults><w:rPrDefault><w:rPr>{text}<w:sz w:val="{(chinese ? 24 : 22)}"/><w:szCs w:val="24"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>
            <w:pPrDefault/></w:docDefaults>
            <w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>
            <w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>
            <w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>
            <w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>
            {Paragraph("BodyText", "Body Text", $"<w:spacing w:after=\"80\" w:line=\"{(chinese ? 400 : 320)}\" w:lineRule=\"{(chinese ? "exact" : "auto")}\"/>{indent}<w:jc w:val=\"both\"/>", "")}
            {Paragraph("Heading1", "heading 1", Heading(0, 480, 240, "<w:pageBreakBefore/>"), head + "<w:b/><w:sz w:val=\"32\"/>", next: "BodyText")}
            {Paragraph("Heading2", "heading 2", Heading(1, 300, 140), head + "<w:sz w:val=\"28\"/>", next: "BodyText")}
            {Paragraph("Heading3", "heading 3", Heading(2, 200, 100), head + "<w:sz w:val=\"24\"/>", next: "BodyText")}
            {Paragraph("AppendixHeading1", "Appendix Heading 1", "<w:keepNext/><w:keepLines/><w:pageBreakBefore/><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"2\"/></w:numPr><w:spacing w:before=\"240\" w:after=\"240\"/><w:outlineLvl w:val=\"0\"/>", head + "<w:b/><w:sz w:val=\"32\"/>", next: "BodyText")}
            {Paragraph("AppendixHeading2", "Appendix Heading 2", Heading(1, 300, 140, list: 2), head + "<w:sz w:val=\"28\"/>", next: "BodyText")}
            {Paragraph("Title", "Title", "<w:spacing w:before=\"240\" w:after=\"240\"/><w:jc w:val=\"center\"/>", head + "<w:b/><w:sz w:val=\"52\"/>")}
            {Paragraph("Subtitle", "Subtitle", "<w:spacing w:before=\"120\" w:after=\"120\"/><w:jc w:val=\"center\"/>", head + "<w:sz w:val=\"32\"/>")}
            {Paragraph("TitleLine", "Title Line", "<w:spacing w:before=\"100\" w:after=\"100\"/><w:jc w:val=\"center\"/>", "<w:sz w:val=\"28\"/>")}
            {Paragraph("Notice", "Notice", "<w:pBdr><w:top w:val=\"single\" w:sz=\"8\" w:space=\"6\" w:color=\"B03A2E\"/><w:left w:val=\"single\" w:sz=\"8\" w:space=\"6\" w:color=\"B03A2E\"/><w:bottom w:val=\"single\" w:sz=\"8\" w:space=\"6\" w:color=\"B03A2E\"/><w:right w:val=\"single\" w:sz=\"8\" w:space=\"6\" w:color=\"B03A2E\"/></w:pBdr><w:spacing w:before=\"360\" w:after=\"360\"/><w:jc w:val=\"center\"/>", head + "<w:color w:val=\"B03A2E\"/><w:sz w:val=\"24\"/>")}
            {Paragraph("ContentsTitle", "Contents Title", "<w:spacing w:before=\"240\" w:after=\"240\"/><w:jc w:val=\"center\"/>", head + "<w:sz w:val=\"32\"/>")}
            {Paragraph("TOC1", "toc 1", "<w:tabs><w:tab w:val=\"right\" w:leader=\"dot\" w:pos=\"8840\"/></w:tabs><w:spacing w:before=\"80\" w:after=\"20\"/>", head + "<w:sz w:val=\"22\"/>")}
            {Paragraph("TOC2", "toc 2", "<w:tabs><w:tab w:val=\"right\" w:leader=\"dot\" w:pos=\"8840\"/></w:tabs><w:spacing w:before=\"10\" w:after=\"10\"/><w:ind w:left=\"360\"/>", "<w:sz w:val=\"21\"/>")}
            {Paragraph("Caption", "caption", "<w:spacing w:before=\"120\" w:after=\"100\"/><w:jc w:val=\"center\"/>", head + "<w:sz w:val=\"20\"/>")}
            {Paragraph("Figure", "Figure", "<w:keepNext/><w:spacing w:before=\"160\" w:after=\"0\"/><w:jc w:val=\"center\"/>", "")}
            {Paragraph("SourceLine", "Source Line", "<w:spacing w:before=\"60\" w:after=\"160\"/>", table + "<w:color w:val=\"595959\"/><w:sz w:val=\"17\"/>")}
            {Paragraph("TableText", "Table Text", "<w:spacing w:before=\"16\" w:after=\"16\"/>", table + $"<w:sz w:val=\"{(chinese ? 18 : 17)}\"/>")}
            {Paragraph("TableHead", "Table Head", "<w:keepNext/><w:spacing w:before=\"30\" w:after=\"30\"/><w:jc w:val=\"center\"/>", head + $"<w:sz w:val=\"{(chinese ? 18 : 16)}\"/>")}
            {Paragraph("Header", "header", "<w:pBdr><w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"2\" w:color=\"7F7F7F\"/></w:pBdr><w:tabs><w:tab w:val=\"right\" w:pos=\"8840\"/></w:tabs>", table + "<w:color w:val=\"595959\"/><w:sz w:val=\"17\"/>")}
            {Paragraph("HeaderNotice", "Header Notice", "<w:jc w:val=\"center\"/>", head + "<w:color w:val=\"B03A2E\"/><w:sz w:val=\"18\"/>")}
            {Paragraph("Footer", "footer", "<w:jc w:val=\"center\"/>", "<w:sz w:val=\"20\"/>")}
            </w:styles>
            """;
    }

    /// <summary>word/numbering.xml: 1, 1.1, 1.1.1 for headings; 附录A for appendices; a dot for lists.</summary>
    public static string NumberingXml(Language language)
    {
        var appendix = language == Language.Zh ? "附录%1" : "Appendix %1";
        return $"""
            <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
            <w:numbering {Namespace}>
            <w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="multilevel"/>
            {Numbers(0, "decimal", "%1", "Heading1")}{Numbers(1, "decimal", "%1.%2", "Heading2")}{Numbers(2, "decimal", "%1.%2.%3", "Heading3")}
            </w:abstractNum>
            <w:abstractNum w:abstractNumId="2"><w:multiLevelType w:val="multilevel"/>{Numbers(0, "upperLetter", appendix, "AppendixHeading1")}{Numbers(1, "decimal", "%1.%2", "AppendixHeading2")}</w:abstractNum>
            <w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>
            </w:numbering>
            """;
    }

    private static string Faces(string latin, string chinese) => $"<w:rFonts w:ascii=\"{latin}\" w:hAnsi=\"{latin}\" w:eastAsia=\"{chinese}\" w:cs=\"{latin}\"/>";

    private static string Heading(int level, int before, int after, string extra = "", int list = 1) =>
        $"<w:keepNext/><w:keepLines/>{extra}<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr><w:spacing w:before=\"{before}\" w:after=\"{after}\"/><w:outlineLvl w:val=\"{level}\"/>";

    private static string Numbers(int level, string format, string text, string style) =>
        $"<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:pStyle w:val=\"{style}\"/><w:suff w:val=\"space\"/><w:lvlText w:val=\"{text}\"/><w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"0\" w:firstLine=\"0\"/></w:pPr></w:lvl>";

    private static string Paragraph(string id, string name, string paragraph, string run, string? next = null) =>
        $"<w:style w:type=\"paragraph\" {(name.StartsWith("Ti", StringComparison.Ordinal) || char.IsLower(name[0]) || name is "Body Text" or "Subtitle" ? "" : "w:customStyle=\"1\" ")}w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"Normal\"/>"
        + (next is null ? "" : $"<w:next w:val=\"{next}\"/>") + $"<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>";
}
