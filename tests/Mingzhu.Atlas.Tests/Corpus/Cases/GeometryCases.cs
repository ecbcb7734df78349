using System.Globalization;
using System.Text;
using static Mingzhu.Atlas.Tests.Corpus.MustHappen;

namespace Mingzhu.Atlas.Tests.Corpus;

/// <summary>Shapes that are none, or not what their layer needs: repaired with a note or refused by row, never stored broken.</summary>
internal static class GeometryCases
{
    private static readonly (double X, double Y)[] BowTie = [(115.985, 36.456), (115.987, 36.458), (115.987, 36.456), (115.985, 36.458), (115.985, 36.456)];
    private static readonly (double X, double Y)[] Spike = [(115.985, 36.456), (115.987, 36.456), (115.990, 36.456), (115.987, 36.456), (115.987, 36.458), (115.985, 36.458), (115.985, 36.456)];
    private static readonly (double X, double Y)[] FigureEight = [(115.985, 36.456), (115.986, 36.457), (115.987, 36.456), (115.987, 36.458), (115.986, 36.457), (115.985, 36.458), (115.985, 36.456)];

    private static readonly string Good = Polygon(Square.Degrees.Reversed());

    public static IEnumerable<DirtyFile> All =>
    [
        Two("a null geometry", Refuse("geometry.missing", "2"), "null"),
        Two("an empty polygon", new MustHappen("refuse") { Problems = [("geometry.empty", "2", null)] }, """{"type":"Polygon","coordinates":[]}"""),
        Two("a ring that is not closed", Refuse("geometry.unclosed", "2"), Polygon(Square.At(115.99, 36.456)[..4])),
        Two("a ring of two points", Refuse("geometry.too-few-points", "2"), Polygon([(115.99, 36.456), (115.991, 36.456), (115.99, 36.456)])),
        Two("a polygon without area", Refuse("geometry.zero-area", "2"), Polygon([(115.99, 36.456), (115.991, 36.456), (115.992, 36.456), (115.99, 36.456)])),
        Two("a shell that turns the wrong way is turned without a word", Accept("parks", 2).At("P2", 115.99), Polygon(Square.At(115.99, 36.456))),
        Two("a bow-tie becomes two triangles, with a note", Warn("parks", 2).At("P2").Tells("geometry.self-intersecting", "2"), Polygon(BowTie)),
        Two("a figure of eight that touches itself", Warn("parks", 2).Tells("geometry.self-intersecting", "2"), Polygon(FigureEight)),
        Two("a spike is cut off, with a note", Warn("parks", 2).At("P2"), Polygon(Spike)),
        Two("a point drawn twice in a row costs nothing", Accept("parks", 2).At("P2", 115.99), Polygon([Square.At(115.99, 36.456)[0], .. Square.At(115.99, 36.456)])),
        Two("a hole outside its shell", Warn("parks", 2).Tells("geometry.hole-outside", "2"), Polygon(Square.At(115.99, 36.456), Square.At(115.995, 36.456))),
        Two("a hole as large as its shell leaves nothing", new MustHappen("refuse") { Problems = [("geometry.zero-area", "2", null)] }, Polygon(Square.At(115.99, 36.456), Square.At(115.99, 36.456))),
        Two("two holes one upon the other", new MustHappen("warn").Landed("parks", 2), Polygon(Square.At(115.99, 36.456), Square.At(115.9905, 36.4565, 0.0005), Square.At(115.9905, 36.4565, 0.0005))),
        Two("a multipolygon of twice the same part", new MustHappen("warn").Landed("parks", 2).At("P2", 115.99), $$"""{"type":"MultiPolygon","coordinates":[[{{Square.At(115.99, 36.456).Json()}}],[{{Square.At(115.99, 36.456).Json()}}]]}"""),
        Two("a multipolygon of overlapping parts", new MustHappen("warn").Landed("parks", 2).At("P2", 115.99), $$"""{"type":"MultiPolygon","coordinates":[[{{Square.At(115.99, 36.456).Json()}}],[{{Square.At(115.991, 36.456).Json()}}]]}"""),
        Two("a point among polygons", Refuse("geometry.wrong-kind", "2"), """{"type":"Point","coordinates":[115.99,36.456]}"""),
        Two("a line among polygons", Refuse("geometry.wrong-kind", "2"), """{"type":"LineString","coordinates":[[115.99,36.456],[115.991,36.456]]}"""),
        Two("a collection of a polygon and a point keeps the polygon, with a note", Warn("parks", 2).At("P2", 115.99).Tells("geometry.mixed", "2"), $$"""{"type":"GeometryCollection","geometries":[{{Polygon(Square.At(115.99, 36.456))}},{"type":"Point","coordinates":[115.98,36.45]}]}"""),
        Two("a third ordinate is dropped, and told once", Accept("parks", 2).At("P2", 115.99).Tells("geometry.z-dropped"), """{"type":"Polygon","coordinates":[[[115.99,36.456,30],[115.992,36.456,30],[115.992,36.458,30],[115.99,36.458,30],[115.99,36.456,30]]]}"""),
        Two("coordinates of a thousand million", Refuse("geometry.absurd", "2"), """{"type":"Polygon","coordinates":[[[1e9,1e9],[1.1e9,1e9],[1.1e9,1.1e9],[1e9,1e9]]]}"""),
        Two("a number too large for any computer", new MustHappen("refuse"), """{"type":"Polygon","coordinates":[[[1e999,36],[116,36],[116,37],[1e999,36]]]}"""),
        Two("a coordinate that is a text", new MustHappen("refuse"), """{"type":"Polygon","coordinates":[[["115.99","36.456"],[115.992,36.456],[115.992,36.458],[115.99,36.456]]]}"""),
        Two("a shape over the 180° meridian", new MustHappen("refuse"), Polygon([(-179.9, 36), (179.9, 36), (179.9, 36.5), (-179.9, 36.5), (-179.9, 36)])),
        Two("latitude 97", Ask("crs"), Polygon(Square.At(36.456, 115.985))),
        Layer("a park at nought degrees by nought among others in the city", "parks.geojson", Refuse("geometry.far", "5"),
            [.. Enumerable.Range(1, 4).Select(at => Feature($$"""{"id":"P{{at}}"}""", Polygon(Square.At(115.985 + (at * 0.003), 36.456)))), Feature("""{"id":"P5"}""", Polygon(Square.At(0, 0)))]),
        Two("the same shape twice under two ids is told", Accept("parks", 2).Tells("geometry.duplicate", "2"), Good),
        Two("a sliver beside a park stays, where shapes may overlap", Accept("parks", 2), Polygon([(115.987, 36.456), (115.9870001, 36.456), (115.9870001, 36.458), (115.987, 36.458), (115.987, 36.456)])),
        Layer("boundaries that overlap one another are told with both rows", "boundaries.geojson", Accept("boundaries", 2).Tells("geometry.overlap", "2"),
            Feature("""{"code":"371502"}""", Polygon(Square.At(115.985, 36.456))), Feature("""{"code":"371503"}""", Polygon(Square.At(115.986, 36.456)))),
        Layer("boundaries that touch along a side are right", "boundaries.geojson", Accept("boundaries", 2),
            Feature("""{"code":"371502"}""", Polygon(Square.At(115.985, 36.456))), Feature("""{"code":"371503"}""", Polygon(Square.At(115.987, 36.456)))),
        Layer("a strip between two boundaries of one level that belongs to neither is told with its place and both rows", "boundaries.geojson", Accept("boundaries", 3).Tells("geometry.gap", "1"),
            Feature("""{"code":"371502","level":"district"}""", Polygon(Rectangle(115.98, 36.45, 115.99, 36.47))), Feature("""{"code":"371503","level":"district"}""", Polygon([(115.99, 36.45), (115.99, 36.455), (115.9901, 36.46), (115.99, 36.465), (115.99, 36.47), (116, 36.47), (116, 36.45), (115.99, 36.45)])),
            Feature("""{"code":"3715","level":"city"}""", Polygon(Rectangle(115.98, 36.45, 116, 36.47)))),
        Layer("a hole as wide as a district is another city's land", "boundaries.geojson", Accept("boundaries", 1).Silent("geometry.gap"),
            Feature("""{"code":"371502","level":"district"}""", Polygon(Rectangle(115.9, 36.4, 116, 36.5), Rectangle(115.94, 36.44, 115.96, 36.46)))),
        Layer("zones need not lie wall to wall", "zones.geojson", Accept("zones", 1).Silent("geometry.gap"),
            Feature("""{"code":"Z1"}""", Polygon(Rectangle(115.98, 36.45, 115.99, 36.46), Rectangle(115.985, 36.4555, 115.98501, 36.4556)))),
        Layer("a line of one point", "roads.geojson", Refuse("geometry.too-few-points", "1"), Feature("""{"id":"R1"}""", """{"type":"LineString","coordinates":[[115.99,36.456]]}""")),
        Layer("a line of one point twice", "roads.geojson", Refuse("geometry.too-few-points", "1"), Feature("""{"id":"R1"}""", """{"type":"LineString","coordinates":[[115.99,36.456],[115.99,36.456]]}""")),
        Layer("several points where one is meant", "observations.geojson", Accept("observations", 1), Feature("""{"id":"O1"}""", """{"type":"MultiPoint","coordinates":[[115.985,36.456],[115.99,36.456]]}""")),
        Layer("coordinates with twenty digits", "observations.geojson", Accept("observations", 1).At("O1"), Feature("""{"id":"O1"}""", """{"type":"Point","coordinates":[115.98500000000000000001,36.45600000000000000009]}""")),
        Two("every repair of a row is told under its own code", Warn("parks", 2).Tells("geometry.mixed", "2").Tells("geometry.spike", "2"),
            $$"""{"type":"GeometryCollection","geometries":[{{Polygon(Spike.Moved(0.01))}},{"type":"Point","coordinates":[115.98,36.45]}]}"""),
        Layer("what is wrong with the values of a row is told although its shape is refused", "parks.geojson", Refuse("geometry.unclosed", "1").Tells("value.unreadable", "1", "类别").Tells("value.unreadable", "1", "封闭小区内部"),
            Feature("""{"id":"P1","类别":"巨型公园","封闭小区内部":"可能"}""", Polygon(Square.At(115.99, 36.456)[..4]))),
        new("Geometry", "a Shapefile whose shell turns the wrong way is a shell all the same", ParkFile.Stem + ".shp", "", () => ParkFile.In(Prj.Cgcs2000, Square.Degrees.Reversed()), Accept("parks", 1).At("P1")),
        new("Geometry", "a Shapefile with shell and hole that turn the same way", ParkFile.Stem + ".shp", "", () => ParkFile.Of(new Shp(Shp.Polygon).AddPolygon(Square.Degrees, Square.At(115.9855, 36.4565, 0.001)), ParkFile.Names(ParkFile.Gbk, "甲")), Accept("parks", 1).At("P1")),
        new("Geometry", "a Shapefile with a ring that is not closed", ParkFile.Stem + ".shp", "", () => ParkFile.Of(new Shp(Shp.Polygon).AddPolygon(Square.Degrees[..4]), ParkFile.Names(ParkFile.Gbk, "甲")), Warn("parks", 1).At("P1").Tells("shp.unclosed", "1")),
        new("Geometry", "a Shapefile with a null shape among good ones", ParkFile.Stem + ".shp", "", () => ParkFile.Of(ParkFile.Squares(1).AddNull(), ParkFile.Names(ParkFile.Gbk, "甲", "乙")), Refuse("geometry.missing", "2")),
        new("Geometry", "a Shapefile with coordinates that are no numbers", ParkFile.Stem + ".shp", "", () => ParkFile.Of(new Shp(Shp.Polygon).AddPolygon(Square.Degrees).AddPolygon([(double.NaN, 36), (116, 36), (116, 37), (double.NaN, 36)]), ParkFile.Names(ParkFile.Gbk, "甲", "乙")), Refuse("geometry.not-finite", "2")),
        new("Geometry", "a bad shape left out as the user says", "parks.geojson", "--skip-bad-rows", () => [("parks.geojson", Collection(Feature("""{"id":"P1"}""", Good), Feature("""{"id":"P2"}""", "null")))], Warn("parks", 1).At("P1")),
    ];

    private static (double X, double Y)[] Rectangle(double west, double south, double east, double north) => [(west, south), (west, north), (east, north), (east, south), (west, south)];

    public static byte[] Collection(params string[] features) => Encoding.UTF8.GetBytes($$"""{"type":"FeatureCollection","features":[{{string.Join(",\n", features)}}]}""");

    public static string Feature(string properties, string geometry) => $$"""{"type":"Feature","properties":{{properties}},"geometry":{{geometry}}}""";

    public static string Polygon(params (double X, double Y)[][] rings) => string.Create(CultureInfo.InvariantCulture, $$"""{"type":"Polygon","coordinates":[{{string.Join(',', rings.Select(ring => ring.Json()))}}]}""");

    /// <summary>A good park P1 and a bad one P2, row 2.</summary>
    private static DirtyFile Two(string name, MustHappen must, string bad) => Layer(name, "parks.geojson", must, Feature("""{"id":"P1"}""", Good), Feature("""{"id":"P2"}""", bad));

    private static DirtyFile Layer(string name, string file, MustHappen must, params string[] features) => new("Geometry", name, file, "", () => [(file, Collection(features))], must);
}
