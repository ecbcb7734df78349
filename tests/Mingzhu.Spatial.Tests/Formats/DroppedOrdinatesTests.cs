using static Mingzhu.Spatial.Tests.Formats.Shapefiles.ShapefileBytes;

namespace Mingzhu.Spatial.Tests.Formats;

public sealed class DroppedOrdinatesTests : IDisposable
{
    private const double NoMeasure = -1.7976931348623157e308;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Z_and_M_of_every_shape_type_are_told_with_their_range()
    {
        var flat = Of(Shp(5, Parts(5, [[0, 0, 0, 9, 9, 9, 0, 0]])));
        var heights = Of(Shp(15, Parts(15, [[0, 0, 0, 9, 9, 9, 0, 0]], Doubles(0, 0, 12.5, 13, 14, 12.5))));
        var both = Of(Shp(13, Parts(13, [[0, 0, 0, 9]], Doubles(0, 0, 1, 2, 0, 0, 30, NoMeasure))));
        var measures = Of(Shp(23, Parts(23, [[0, 0, 0, 9]], Doubles(0, 0, 5, 7))));
        var pointZ = Of(Shp(11, [.. Int(11), .. Doubles(1, 2, 33.25, NoMeasure)]));
        var pointM = Of(Shp(21, [.. Int(21), .. Doubles(1, 2, 4)]));
        var many = Of(Shp(18, [.. MultiPoint(18, 0, 0, 1, 1), .. Doubles(0, 0, -3, 8)]));

        (flat.Z, flat.M).ShouldBe((null, null));
        (heights.Z, heights.M).ShouldBe(((12.5, 14), null));
        (both.Z, both.M).ShouldBe(((1, 2), (30, 30)));
        (measures.Z, measures.M).ShouldBe((null, (5, 7)));
        (pointZ.Z, pointZ.M).ShouldBe(((33.25, 33.25), null));
        (pointM.Z, pointM.M).ShouldBe((null, (4, 4)));
        many.Z.ShouldBe((-3, 8));
    }

    [Fact]
    public void Heights_of_nothing_but_0_and_blocks_that_are_not_there_are_no_heights()
    {
        Of(Shp(15, Parts(15, [[0, 0, 0, 9, 9, 9, 0, 0]], Doubles(0, 0, 0, 0, 0, 0)))).Z.ShouldBeNull();
        Of(Shp(15, Parts(15, [[0, 0, 0, 9, 9, 9, 0, 0]], Doubles(0, 0, 5)))).Z.ShouldBeNull();
        Of(Shp(11, [.. Int(11), .. Doubles(1, 2)])).Z.ShouldBeNull();
    }

    [Theory]
    [InlineData("""{"type":"Point","coordinates":[1,2,30.5]}""", 30.5, 30.5)]
    [InlineData("""{"type":"MultiPolygon","coordinates":[[[[0,0,1],[0,9,2],[9,9,3],[0,0,1]]],[[[20,0],[20,9],[29,9],[20,0]]]]}""", 1.0, 3.0)]
    [InlineData("""{"type":"GeometryCollection","geometries":[{"type":"LineString","coordinates":[[0,0,-4],[1,1,6]]}]}""", -4.0, 6.0)]
    [InlineData("""{"type":"Point","coordinates":[1,2,0]}""", null, null)]
    public void A_third_number_of_GeoJSON_is_told(string geometry, double? least, double? most) =>
        GeoJsonFile.Read(_folder.File("a.geojson", geometry)).Features.Single().Dropped.Z.ShouldBe(least is null ? null : (least.Value, most!.Value));

    [Fact]
    public void An_altitude_of_KML_and_of_a_track_is_told()
    {
        DroppedOrdinates OfKml(string shape) => KmlFile.Read(_folder.File("a.kml", $"<kml xmlns:gx=\"g\"><Document><Placemark>{shape}</Placemark></Document></kml>")).Single().Features.Single().Dropped;

        OfKml("<LineString><coordinates>1,2,30 3,4,31.5</coordinates></LineString>").Z.ShouldBe((30, 31.5));
        OfKml("<LineString><coordinates>1,2,0 3,4,0</coordinates></LineString>").Z.ShouldBeNull();
        OfKml("<gx:Track><gx:coord>1 2 7</gx:coord><gx:coord>2 2 9</gx:coord></gx:Track>").Z.ShouldBe((7, 9));
    }

    [Fact]
    public void Heights_that_differ_within_an_entity_of_a_drawing_are_told_and_one_height_for_all_is_a_field()
    {
        SourceLayer OfDxf(string entity) => DxfFile.Read(_folder.File("a.dxf", $"0\nSECTION\n2\nENTITIES\n{entity.Replace(' ', '\n')}\n0\nENDSEC\n0\nEOF\n")).Single();

        var sloping = OfDxf("0 LINE 8 A 10 0 20 0 30 5 11 9 21 9 31 7").Features.Single();
        var level = OfDxf("0 LINE 8 A 10 0 20 0 30 5 11 9 21 9 31 5").Features.Single();
        var poly = OfDxf("0 POLYLINE 8 A 66 1 70 8 10 0 20 0 30 0 0 VERTEX 8 A 10 0 20 0 30 11 0 VERTEX 8 A 10 9 20 9 30 12 0 SEQEND").Features.Single();

        sloping.Dropped.Z.ShouldBe((5, 7));
        (level.Dropped.Z, level.Values["elevation"]).ShouldBe((null, 5.0));
        poly.Dropped.Z.ShouldBe((11, 12));
    }

    [Fact]
    public void Z_and_M_of_well_known_text_in_a_table_are_told()
    {
        var row = CsvFile.Read(_folder.File("a.csv", "id,wkt\n1,POINT ZM (1 2 3 4)\n")).Features.Single();

        (row.Dropped.Z, row.Dropped.M).ShouldBe(((3, 3), (4, 4)));
        row.Geometry!.AsText().ShouldBe("POINT (1 2)");
    }

    private DroppedOrdinates Of(byte[] shp) => Shapefile.Read(_folder.File("a.shp", shp)).Features.Single().Dropped;
}
