using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Mingzhu.Atlas;
using Mingzhu.CheckUp;
using Mingzhu.City;
using Mingzhu.Publishing.Reports;
using Mingzhu.Spatial;
using Mingzhu.Store;
using NetTopologySuite.Geometries;

namespace Mingzhu.Publishing.Tests.Reports;

/// <summary>The whole way: layers into a city folder, its check-up, the source of its report, the report.</summary>
public sealed class ReportFromRunTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mingzhu-report-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_run_becomes_a_report_with_its_layers_places_maps_and_attributions()
    {
        using var workspace = City();
        Import(workspace, "boundaries", Boundaries(), new Provenance(new("民政局", "Civil affairs bureau")));
        Import(workspace, "roads", Roads(), new Provenance(new("OpenStreetMap", "OpenStreetMap"), "ODbL 1.0", "© OpenStreetMap contributors"));
        Import(workspace, "rivers", Roads(), new Provenance(new("水利局", "Water bureau")));

        var source = ReportFromRun.Read(workspace, Run(workspace));

        source.Lines.Count(line => line.Variant == Variant.Ruled && line.Indicator.Code.StartsWith("C25-", StringComparison.Ordinal)).ShouldBe(60);
        source.Districts.Select(place => place.Name).ShouldBe(["东区", "西区"], ignoreOrder: true);
        source.Communities.Length.ShouldBe(4);
        source.Ground.Districts!.Count.ShouldBe(2);
        source.Ground.Roads!.Count.ShouldBe(5);
        // Rivers are no input of a check-up; they lie behind its maps and are named among the layers.
        source.Layers.Select(layer => layer.Name.Zh).ShouldContain(name => name.EndsWith("（仅作底图）", StringComparison.Ordinal));
        source.Invented.ShouldBeFalse();
        using var stream = new MemoryStream();
        CheckUpReport.Write(stream, source);
        using var package = WordprocessingDocument.Open(stream, isEditable: false);
        new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Office2013).Validate(package).ShouldBeEmpty();
        package.MainDocumentPart!.Document.Body!.InnerText.ShouldContain("© OpenStreetMap contributors（许可：ODbL 1.0）：道路。");
    }

    [Fact]
    public void A_later_import_of_an_older_day_does_not_slip_behind_the_maps_of_an_old_report()
    {
        using var workspace = City();
        Import(workspace, "boundaries", Boundaries(), new Provenance(new("民政局", "Civil affairs bureau")));
        Import(workspace, "rivers", Roads(), new Provenance(new("水利局", "Water bureau")));
        var run = Run(workspace);

        Import(workspace, "rivers", Boundaries(), new Provenance(new("水利局", "Water bureau")));
        Import(workspace, "water", Boundaries(), new Provenance(new("水利局", "Water bureau")));

        var source = ReportFromRun.Read(workspace, run);
        source.Ground.Rivers!.Count.ShouldBe(5, "the rivers that were there when the run was made");
        source.Ground.Water.ShouldBeNull("there was none");
        var renewed = Run(workspace);
        renewed.Manifest.Id.ShouldNotBe(run.Manifest.Id, "another map is another report");
        ReportFromRun.Read(workspace, renewed).Ground.Rivers!.Count.ShouldBe(9);
    }

    [Fact]
    public void The_readings_on_a_map_are_those_of_the_run()
    {
        using var workspace = City();
        Import(workspace, "boundaries", Boundaries(), new Provenance(new("民政局", "Civil affairs bureau")));
        Import(workspace, "roads", Roads(), new Provenance(new("交通局", "Transport bureau"), Invented: true));
        var run = Run(workspace);

        var source = ReportFromRun.Read(workspace, run);

        source.Invented.ShouldBeTrue();
        source.Maps.ShouldNotBeEmpty();
        foreach (var map in source.Maps.Values)
        {
            map.Readings.Length.ShouldBe(map.Places.Count);
            map.Readings[0].ShouldBe(run.Read(map.Line.Indicator.Code, map.Level, 0));
        }
    }

    private Workspace City() => Workspace.Create(
        Path.Combine(_folder, "city"), Pack.Load(Path.Combine(Approved.Root(), "packs", "generic")), Session.Operator(Language.Zh), TimeProvider.System);

    private static CheckUpRun Run(Workspace workspace) =>
        CheckUpRun.Open(workspace, CheckUpJob.Compute(workspace, CheckUpRequest.Of(workspace, "MOHURD-2025", 2026), null, default).Manifest.Hash);

    private static void Import(Workspace workspace, string layer, FeatureTable table, Provenance provenance)
    {
        using var work = workspace.Work();
        var path = Path.Combine(work.Path, layer + ".gpkg");
        using (var connection = SqliteFile.Create(path))
            GeoPackageWriter.Write(connection, LayerStore.TableName, table);
        var file = new VaultName(workspace.Vault.Take(path));
        var report = new VaultName(workspace.Vault.Put("{}"u8));
        workspace.Execute(Session.Operator(Language.Zh), new ImportLayers(Guid.NewGuid(), new DateOnly(2026, 6, 30), new LayersImported(
            layer + ".gpkg", file.Hash, new DateOnly(2026, 6, 30), provenance, report, [new ImportedLayer(layer, file, file.Hash, table.Count, [116, 36.4, 116.04, 36.42])]))).Taken.ShouldBeTrue();
    }

    // Two districts of two communities each, 0.01° wide, side by side.
    private static FeatureTable Boundaries()
    {
        var rows = new (string Id, string Name, string Level, string? Parent, double West, double East)[]
        {
            ("1", "某市", "city", null, 0, 0.04), ("11", "西区", "district", "1", 0, 0.02), ("12", "东区", "district", "1", 0.02, 0.04),
            ("111", "甲街道", "subdistrict", "11", 0, 0.02), ("121", "乙街道", "subdistrict", "12", 0.02, 0.04),
            ("1111", "一社区", "community", "111", 0, 0.01), ("1112", "二社区", "community", "111", 0.01, 0.02), ("1211", "三社区", "community", "121", 0.02, 0.03), ("1212", "四社区", "community", "121", 0.03, 0.04),
        };
        return new FeatureTable(
            [new Field("code", FieldType.Text), new Field("name", FieldType.Text), new Field("level", FieldType.Text), new Field("parent", FieldType.Text)],
            [.. rows.Select(row => row.Id)], [.. rows.Select(row => Box(116 + row.West, 116 + row.East))],
            [[.. rows.Select(row => row.Id)], [.. rows.Select(row => row.Name)], [.. rows.Select(row => row.Level)], [.. rows.Select(row => row.Parent)]]);
    }

    private static FeatureTable Roads() => new(
        [new Field("class", FieldType.Text)], ["r0", "r1", "r2", "r3", "r4"],
        [.. Enumerable.Range(0, 5).Select(index => new GeometryFactory().CreateLineString([new(116.002, 36.402 + index * 0.003), new(116.012 + index * 0.006, 36.402 + index * 0.003)]))],
        [["branch", "branch", "arterial", "branch", "secondary"]]);

    private static Polygon Box(double west, double east) => new GeometryFactory().CreatePolygon([new(west, 36.4), new(east, 36.4), new(east, 36.42), new(west, 36.42), new(west, 36.4)]);
}
