using System.Diagnostics;
using Mingzhu.Spatial;
using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial.Tests;

/// <summary>The bytes of tiles, by the specification.</summary>
public sealed class TileFormatTests
{
    private static readonly GeometryFactory Factory = new();
    private static readonly TileAddress World = new(0, 0, 0);

    [Fact]
    public void One_point_has_these_bytes()
    {
        // Longitude 0, latitude 0 is the middle of the world: 2048, 2048, zigzag 4096 = varint 80 20. Row 7 of the table.
        Geometry?[] rows = [.. new Geometry?[7], Factory.CreatePoint(new Coordinate(0, 0))];
        var tile = TileSource.Tile(World, new TileSource("p", new TileShapes(rows), [new("k", [.. Enumerable.Repeat("v", 8)])]));

        Convert.ToHexString(tile).ShouldBe(
            "1A21" + "7802" + "0A0170"            // layer of 33 bytes, version 2, name "p"
            + "120F" + "0807" + "1202" + "0000"   // feature of 15 bytes, id 7, tags key 0 value 0
            + "1801" + "2205" + "0980208020"      // a point; MoveTo(1) 2048 2048
            + "1A016B" + "22030A0176"             // key "k", value "v"
            + "288020");                          // extent 4096
    }

    [Fact]
    public void Values_keep_their_type_and_are_written_once()
    {
        var point = Factory.CreatePoint(new Coordinate(1, 1));
        (string Key, object? Value)[] properties = [("text", "1"), ("whole", 1L), ("also", 1), ("minus", -5L), ("real", 1.0), ("yes", true), ("day", new DateOnly(2026, 3, 1)), ("none", null)];
        TileField[] fields = [.. properties.Select(property => new TileField(property.Key, [property.Value, property.Value]))];

        var feature = TinyDecoder.Decode(TileSource.Tile(new(14, 8237, 8146), new TileSource("l", new TileShapes([point, point]), fields)))["l"][1];

        feature.Properties.ShouldBe(new Dictionary<string, object>
        {
            ["text"] = "1", ["whole"] = 1ul, ["also"] = 1ul, ["minus"] = -5L, ["real"] = 1.0, ["yes"] = true, ["day"] = "2026-03-01",
        });
        Should.Throw<ArgumentException>(() => new TileSource("l", new TileShapes([point]), [new("odd", [new object()])]));
    }

    [Fact]
    public void Shells_turn_clockwise_and_holes_the_other_way_whatever_they_did_before()
    {
        var park = Factory.CreatePolygon(Factory.CreateLinearRing([new(-90, -60), new(90, -60), new(90, 60), new(-90, 60), new(-90, -60)]),
            [Factory.CreateLinearRing([new(-30, -30), new(30, -30), new(30, 30), new(-30, 30), new(-30, -30)])]);
        foreach (var shape in new[] { park, (Polygon)park.Reverse() })
        {
            var feature = Draw(World, shape)["l"].ShouldHaveSingleItem();

            (feature.Type, feature.Closed, feature.Parts.Count).ShouldBe((3, true, 2));
            DecodedShapes.DoubleArea(feature.Parts[0]).ShouldBeGreaterThan(0);
            DecodedShapes.DoubleArea(feature.Parts[1]).ShouldBeLessThan(0);
        }
    }

    [Fact]
    public void A_layer_without_features_and_a_tile_without_layers_are_no_bytes()
    {
        TileSource.Tile(new(5, 0, 0), new TileSource("l", new TileShapes([Factory.CreatePoint(new Coordinate(100, -30))]), [])).ShouldBeEmpty();
        TileSource.Tile(World, new TileSource("l", new TileShapes([null]), [])).ShouldBeEmpty();
        TileSource.Tile(World).ShouldBeEmpty();
    }

    [Fact]
    public void A_line_that_leaves_the_tile_and_comes_back_is_two_lines()
    {
        // In the north-west quarter of the world: far out across the meridian 0 and back.
        var line = Factory.CreateLineString([new(-90, 10), new(80, 10), new(80, 40), new(-90, 40)]);

        var feature = Draw(new(1, 0, 0), line)["l"].ShouldHaveSingleItem();

        (feature.Type, feature.Parts.Count).ShouldBe((2, 2));
        feature.Parts[0][^1].X.ShouldBe(4096 + 80);
        feature.Parts[1][0].X.ShouldBe(4096 + 80);
    }

    [Fact]
    public void A_collection_is_drawn_by_kind_under_one_number()
    {
        var all = Factory.CreateGeometryCollection([Factory.CreatePoint(new Coordinate(0, 0)), Factory.CreateLineString([new(0, 0), new(50, 50)]), Factory.ToGeometry(new Envelope(0, 50, 0, 50))]);

        Draw(World, null, all)["l"].Select(f => (f.Id, f.Type)).ShouldBe([(1ul, 1), (1ul, 2), (1ul, 3)], ignoreOrder: true);
    }

    [Fact]
    public void Rows_may_be_kept_back()
    {
        var shapes = new TileShapes([Factory.CreatePoint(new Coordinate(0, 0)), Factory.CreatePoint(new Coordinate(90, 0))]);

        TinyDecoder.Decode(TileSource.Tile(World, new TileSource("l", shapes, [], [false, true])))["l"].ShouldHaveSingleItem().Id.ShouldBe(1ul);
    }

    [Fact]
    public void GDAL_reads_the_tile_as_it_was_meant()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory().FullName, "0.mvt");
        File.WriteAllBytes(file, TileSource.Tile(World,
            new TileSource("parks", new TileShapes([Factory.ToGeometry(new Envelope(-90, 90, -60, 60))]), [new("name", ["东昌湖"]), new("area_m2", [4.2])]),
            new TileSource("roads", new TileShapes([Factory.CreateLineString([new(-90, 0), new(90, 0)])]), [new("lanes", [2L])])));
        string text;
        try
        {
            using var process = Process.Start(new ProcessStartInfo("ogrinfo", ["-al", "-oo", "CLIP=NO", "-oo", "X=0", "-oo", "Y=0", "-oo", "Z=0", "MVT:" + file]) { RedirectStandardOutput = true, UseShellExecute = false })!;
            text = process.StandardOutput.ReadToEnd();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("ogrinfo not installed");
            return;
        }

        text.ShouldContain("Layer name: parks");
        text.ShouldContain("name (String) = 东昌湖");
        text.ShouldContain("area_m2 (Real) = 4.2");
        text.ShouldContain("lanes (Integer) = 2");
        text.ShouldContain("LINESTRING (-10018754");
    }

    private static Dictionary<string, List<DecodedFeature>> Draw(TileAddress tile, params Geometry?[] rows) => TinyDecoder.Decode(TileSource.Tile(tile, new TileSource("l", new TileShapes(rows), [])));
}
