namespace Mingzhu.Spatial.Tests.Formats.Archives;

public sealed class DatasetsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Shapefiles_are_put_together_and_everything_else_found_by_its_name()
    {
        Lay(
            "a/Roads.SHP", "a/roads.dbf", "a/ROADS.shx", "a/roads.prj", "a/roads.cpg", "a/roads.sbn", "a/roads.shp.xml", "table.DBF", "table.cpg", "lost.shx", "lost.prj", "index.sbn", "说明.docx",
            "b/c/x.geojson", "b/c/y.GPKG", "b/z.csv", "b/w.xlsx", "b/v.kml", "b/u.dxf", "t.osm.pbf", "b/.DS_Store", "__MACOSX/a/._Roads.shp");

        var datasets = Datasets.In(_folder.Path);

        datasets.Found.Select(found => (found.Kind, found.Relative)).ShouldBe(
        [
            (DatasetKind.Shapefile, "a/Roads.SHP"), (DatasetKind.GeoJson, "b/c/x.geojson"), (DatasetKind.GeoPackage, "b/c/y.GPKG"), (DatasetKind.Dxf, "b/u.dxf"), (DatasetKind.Kml, "b/v.kml"),
            (DatasetKind.Workbook, "b/w.xlsx"), (DatasetKind.Csv, "b/z.csv"), (DatasetKind.OsmPbf, "t.osm.pbf"), (DatasetKind.Dbf, "table.DBF"),
        ]);
        datasets.Found[0].Path.ShouldBe(_folder.Named("a/Roads.SHP"));
        datasets.Others.ShouldBe(["index.sbn", "说明.docx"]);
        datasets.Notes.Select(note => (note.Code, note.Found)).ShouldBe([("shp.left-over", "lost.prj"), ("shp.left-over", "lost.shx")]);
    }

    [Fact]
    public void Shapefiles_of_one_name_in_two_folders_are_two()
    {
        Lay("a/x.shp", "b/x.shp", "b/x.dbf", "x.dbf");

        Datasets.In(_folder.Path).Found.Select(found => (found.Kind, found.Relative)).ShouldBe([(DatasetKind.Shapefile, "a/x.shp"), (DatasetKind.Shapefile, "b/x.shp"), (DatasetKind.Dbf, "x.dbf")]);
    }

    [Fact]
    public void Folders_too_deep_are_named_and_links_not_followed()
    {
        var deep = string.Concat(Enumerable.Repeat("d/", 18));
        Lay(deep + "x.shp", "y.shp");
        Directory.CreateSymbolicLink(_folder.Named("round"), _folder.Path);

        var datasets = Datasets.In(_folder.Path);

        datasets.Found.Select(found => found.Relative).ShouldBe(["y.shp"]);
        datasets.Notes.Single().Code.ShouldBe("folder.too-deep");
    }

    private void Lay(params string[] files)
    {
        foreach (var file in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_folder.Named(file))!);
            _folder.File(file, "");
        }
    }
}
