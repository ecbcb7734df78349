using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Mingzhu.City;
using Mingzhu.People;
using Mingzhu.Publishing.Organisations;
using Mingzhu.Store;

namespace Mingzhu.Publishing.Tests.Organisations;

public sealed class OrganisationWorkbookTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mingzhu-workbook-").FullName;

    [Theory]
    [InlineData(Language.Zh)]
    [InlineData(Language.En)]
    public void A_workbook_of_the_whole_organisation_reads_back_as_what_there_is(Language language)
    {
        var pack = Pack.Load(Path.Combine(Approved.Root(), "packs", "liaocheng"));
        using var workspace = Workspace.Create(Path.Combine(_folder, "city"), pack, Session.Operator(language), TimeProvider.System);
        workspace.Execute(Session.Operator(language), new SeedOrganisation(Guid.NewGuid()));
        workspace.Execute(Session.Operator(language), new GivePost(Guid.NewGuid(), new Holding("h", "housing/clerk", "p", new Term(new(2026, 1, 1), new(2026, 12, 31))))).Reasons.ShouldBeEmpty();
        var organisation = workspace.View<Organisation>();
        var path = Path.Combine(_folder, "organisation.xlsx");
        using (var into = File.Create(path))
            OrganisationWorkbook.Write(into, ChartSheets.All(organisation, Rights.Of(pack), _ => ("zhang", "张三"), language), language);

        var reading = ChartReading.Of(OrganisationWorkbook.Read(path), organisation, pack, login => login == "zhang" ? "p" : null);

        reading.Faults.ShouldBeEmpty();
        (reading.Chart.Bodies.Length, reading.Chart.Parts.Length, reading.Chart.Posts.Length, reading.Holdings.Length).ShouldBe((0, 0, 0, 0));
    }

    [Fact]
    public void Names_that_look_like_formulas_or_markup_are_text_in_the_workbook_and_read_back_as_they_were()
    {
        const string Formula = "=HYPERLINK(\"http://evil.example\",\"x\")", Markup = "</t></si><script>x</script>";
        var pack = Pack.Load(Path.Combine(Approved.Root(), "packs", "liaocheng"));
        using var workspace = Workspace.Create(Path.Combine(_folder, "city"), pack, Session.Operator(Language.Zh), TimeProvider.System);
        workspace.Execute(Session.Operator(Language.Zh), new FoundBody(Guid.NewGuid(), new Body("planted", new(Formula, Markup), BodyKind.LocalGovernment, null, "371502", Term.Always, Citation.None))).Reasons.ShouldBeEmpty();
        var organisation = workspace.View<Organisation>();
        var path = Path.Combine(_folder, "organisation.xlsx");
        using (var into = File.Create(path))
            OrganisationWorkbook.Write(into, ChartSheets.All(organisation, Rights.Of(pack), _ => (Formula, Markup), Language.Zh), Language.Zh);

        using (var workbook = SpreadsheetDocument.Open(path, isEditable: false))
        {
            workbook.WorkbookPart!.WorksheetParts.SelectMany(part => part.Worksheet.Descendants<CellFormula>()).ShouldBeEmpty();
            workbook.WorkbookPart.WorksheetParts.SelectMany(part => part.Worksheet.Descendants<Cell>()).Select(cell => cell.InnerText).ShouldContain(Formula);
        }

        ChartReading.Of(OrganisationWorkbook.Read(path), organisation, pack, _ => null).Faults.ShouldBeEmpty();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
