using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial.Tests.Formats.Osm;

/// <summary>A whole real city, compared with what GDAL makes of the same file.</summary>
public sealed class LasPalmasTests
{
    // GDAL leaves nodes that are not in the file out and closes the rest (way/522279533: 331 of its nodes lie beyond the edge of the extract).
    // Such a ring is a guess, so here it is a line that ends at the edge, with a problem that says so; those ways are left out of the comparison.
    [Theory]
    [InlineData("landuse", "residential", 45)]
    [InlineData("leisure", "park", 282)]
    public void Polygons_of_a_tag_are_the_same_and_as_large_as_GDAL_finds(string key, string value, int count)
    {
        var file = Reference.LasPalmas;
        var ours = OsmPbf.Read(file, (kind, tags) => kind != OsmKind.Node && tags[key] == value).Elements.ToList();

        var areas = ours.Select(element => element.AsPolygon().Geometry).OfType<Geometry>().ToList();
        areas.Count.ShouldBe(count);

        var cut = string.Join(", ", ours.Where(element => element.Problems.SingleOrDefault()?.Code == "osm.way-cut").Select(element => $"'{element.Id.Number}'").DefaultIfEmpty("'-'"));
        var theirs = Reference.Gdal(
            "ogrinfo", "-q", file, "-dialect", "SQLITE", "-sql", $"SELECT COUNT(*) AS n, SUM(ST_Area(geometry)) AS a FROM multipolygons WHERE {key} = '{value}' AND COALESCE(osm_way_id, '') NOT IN ({cut})");
        count.ShouldBe((int)Reference.Number(theirs, "n"));
        areas.Sum(area => area.Area).ShouldBe(Reference.Number(theirs, "a"), 1e-13);
    }

    [Fact]
    public void Every_relation_that_GDAL_assembles_is_assembled_and_the_others_are_reported()
    {
        var file = Reference.LasPalmas;
        var theirs = Reference.Gdal("ogr2ogr", "-f", "CSV", "/vsistdout/", file, "-dialect", "SQLITE", "-sql", "SELECT osm_id, ST_Area(geometry) AS a FROM multipolygons WHERE osm_id IS NOT NULL")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(','))
            .ToDictionary(cells => long.Parse(cells[0].Trim('"')), cells => double.Parse(cells[1], System.Globalization.CultureInfo.InvariantCulture));

        var relations = OsmPbf.Read(file, (kind, _) => kind == OsmKind.Relation).Elements.ToList();

        relations.Count.ShouldBe(2040);
        relations.Count(relation => relation.Geometry is null).ShouldBe(10);
        relations.ShouldAllBe(relation => relation.Geometry == null ? relation.Problems.Single().Severity == ProblemSeverity.Refused : relation.Geometry.IsValid);
        relations.Where(relation => relation.Geometry is not null).Select(relation => relation.Id.Number).ShouldBe(theirs.Keys, ignoreOrder: true);
        foreach (var relation in relations.Where(relation => relation.Geometry is not null && relation.Problems.Count == 0))
            relation.Geometry!.Area.ShouldBe(theirs[relation.Id.Number], 1e-13, relation.Id.ToString());
    }
}
