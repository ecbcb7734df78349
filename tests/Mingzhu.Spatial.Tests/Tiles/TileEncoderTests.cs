using System.Diagnostics;
using Mingzhu.Spatial;
using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial.Tests;

public sealed class TileEncoderTests
{
    private static readonly GeometryFactory Factory = new();
    private static readonly TileAddress World = new(0, 0, 0);

    [Theory] // by the published formula, worked by hand for Liaocheng's Guangyue Tower
    [InlineData(115.9803, 36.4561, 0, 0, 0)]
    [InlineData(115.9803, 36.4561, 1, 1, 0)]
    [InlineData(115.9803, 36.4561, 14, 13470, 6408)]
    [InlineData(-180, 85.06, 5, 0, 0)]
    [InlineData(180, -89, 5, 31, 31)]
    public void A_place_lies_in_its_tile(double longitude, double latitude, int z, int x, int y) => TileAddress.At(longitude, latitude, z).ShouldBe(new TileAddress(z, x, y));

    [Fact]
    public void There_is_no_tile_off_the_world()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new TileAddress(2, 4, 0));
        Should.Throw<ArgumentOutOfRangeException>(() => new TileAddress(2, 0, -1));
        Should.Throw<ArgumentOutOfRangeException>(() => new TileAddress(29, 0, 0));
    }

    [Fact]
    public void One_point_has_these_bytes()
    {
        // Longitude 0, latitude 0 is the middle of the world: 2048, 2048, zigzag 4096 = varint 80 20.
        var tile = TileEncoder.Encode(World, [new("p", [new(7, Factory.CreatePoint(new Coordinate(0, 0)), [("k", "v")])])]);

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
        (string, object?)[] properties = [("text", "1"), ("whole", 1L), ("also", 1), ("minus", -5L), ("real", 1.0), ("yes", true), ("day", new DateOnly(2026, 3, 1)), ("none", null)];

        var feature = TinyDecoder.Decode(TileEncoder.Encode(World, [new("l", [new(1, point, properties), new(2, point, properties)])]))["l"][1];

        feature.Properties.ShouldBe(new Dictionary<string, object>
        {
            ["text"] = "1", ["whole"] = 1ul, ["also"] = 1ul, ["minus"] = -5L, ["real"] = 1.0, ["yes"] = true, ["day"] = "2026-03-01",
        });
        Should.Throw<ArgumentException>(() => TileEncoder.Encode(World, [new("l", [new(1, point, [("odd", new object())])])]));
    }

    [Fact]
    public void Shells_turn_clockwise_and_holes_the_other_way_whatever_they_did_before()
    {
        var park = Factory.CreatePolygon(Factory.CreateLinearRing([new(-90, -60), new(90, -60), new(90, 60), new(-90, 60), new(-90, -60)]),
            [Factory.CreateLinearRing([new(-30, -30), new(30, -30), new(30, 30), new(-30, 30), new(-30, -30)])]);
        foreach (var shape in new[] { park, (Polygon)park.Reverse() })
        {
            var feature = TinyDecoder.Decode(TileEncoder.Encode(World, [new("l", [new(1, shape, [])])]))["l"].ShouldHaveSingleItem();

            (feature.Type, feature.Closed, feature.Parts.Count).ShouldBe((3, true, 2));
            Area(feature.Parts[0]).ShouldBeGreaterThan(0);
            Area(feature.Parts[1]).ShouldBeLessThan(0);
        }
    }

    [Fact]
    public void A_layer_without_features_and_a_tile_without_layers_are_no_bytes() =>
        TileEncoder.Encode(new(5, 0, 0), [new("l", [new(1, Factory.CreatePoint(new Coordinate(100, -30)), [])])]).ShouldBeEmpty();

    [Fact]
    public void A_line_that_leaves_the_tile_and_comes_back_is_two_lines()
    {
        // In the north-west quarter of the world: out across the meridian 0 and back.
        var line = Factory.CreateLineString([new(-90, 10), new(40, 10), new(40, 40), new(-90, 40)]);

        var feature = TinyDecoder.Decode(TileEncoder.Encode(new(1, 0, 0), [new("l", [new(1, line, [])])]))["l"].ShouldHaveSingleItem();

        (feature.Type, feature.Parts.Count).ShouldBe((2, 2));
        feature.Parts[0][^1].X.ShouldBe(4096 + 80);
        feature.Parts[1][0].X.ShouldBe(4096 + 80);
    }

    [Fact]
    public void A_collection_is_drawn_by_kind_under_one_number()
    {
        var all = Factory.CreateGeometryCollection([Factory.CreatePoint(new Coordinate(0, 0)), Factory.CreateLineString([new(0, 0), new(50, 50)]), Factory.ToGeometry(new Envelope(0, 50, 0, 50))]);

        TinyDecoder.Decode(TileEncoder.Encode(World, [new("l", [new(9, all, [])])]))["l"].Select(f => (f.Id, f.Type)).ShouldBe([(9ul, 1), (9ul, 2), (9ul, 3)]);
    }

    [Fact]
    public void Four_tiles_show_the_area_their_parent_shows_in_units_of_theirs() =>
        Prop.ForAll(Gen.Choose(-170, 170).Zip(Gen.Choose(-75, 75)).ArrayOf(5).ToArbitrary(), corners =>
        {
            var hull = Factory.CreateMultiPointFromCoords([.. corners.Select(at => new Coordinate(at.Item1, at.Item2))]).ConvexHull();
            if (hull is not Polygon)
            {
                return true;
            }

            TileLayer[] layers = [new("l", [new(1, hull, [])])];
            double AreaIn(TileAddress tile) => TinyDecoder.Decode(TileEncoder.Encode(tile, layers)).GetValueOrDefault("l", [])
                .SelectMany(feature => feature.Parts).Select(ring => Clipped(ring, 0, 4096)).Sum();
            var parent = AreaIn(World);
            var children = new TileAddress[] { new(1, 0, 0), new(1, 1, 0), new(1, 0, 1), new(1, 1, 1) }.Sum(AreaIn) / 4;
            return Math.Abs(parent - children) < 4 * 4 * 4096;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_ring_drawn_is_a_ring_within_the_margin_and_bytes_repeat() =>
        Prop.ForAll(Gen.Choose(-1790, 1790).Zip(Gen.Choose(-850, 850)).ArrayOf(8).ToArbitrary(), Gen.Choose(0, 15).ToArbitrary(), (corners, at) =>
        {
            Coordinate[] ring = [.. corners.Select(c => new Coordinate(c.Item1 / 10.0, c.Item2 / 10.0))];
            TileLayer[] layers = [new("a", [new(1, Factory.CreatePolygon([.. ring, ring[0]]), [])]), new("l", [new(1, Factory.CreateLineString(ring), [])])];
            var tile = TileEncoder.Encode(new(2, at % 4, at / 4), layers);
            var decoded = TinyDecoder.Decode(tile);
            return tile.AsSpan().SequenceEqual(TileEncoder.Encode(new(2, at % 4, at / 4), layers))
                && decoded.Values.SelectMany(features => features).SelectMany(feature => feature.Parts).SelectMany(part => part).All(c => c is { X: >= -80 and <= 4176, Y: >= -80 and <= 4176 })
                && decoded.GetValueOrDefault("a", []).All(feature => feature.Parts.All(part => part.Count >= 3 && Area(part) != 0 && part[0] != part[^1]))
                && decoded.GetValueOrDefault("l", []).All(feature => feature.Parts.All(part => part.Count >= 2 && part.Zip(part.Skip(1)).All(pair => pair.First != pair.Second)));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void GDAL_reads_the_tile_as_it_was_meant()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory().FullName, "0.mvt");
        File.WriteAllBytes(file, TileEncoder.Encode(World, [
            new("parks", [new(3, Factory.ToGeometry(new Envelope(-90, 90, -60, 60)), [("name", "东昌湖"), ("area_m2", 4.2)])]),
            new("roads", [new(4, Factory.CreateLineString([new(-90, 0), new(90, 0)]), [("lanes", 2L)])])]));
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

    private static long Area(List<(int X, int Y)> ring) => Enumerable.Range(0, ring.Count).Sum(i =>
    {
        var (a, b) = (ring[i], ring[(i + 1) % ring.Count]);
        return ((long)a.X * b.Y) - ((long)b.X * a.Y);
    });

    private static double Clipped(List<(int X, int Y)> ring, int min, int max) =>
        Factory.CreatePolygon([.. ring.Append(ring[0]).Select(c => new Coordinate(c.X, c.Y))]).Buffer(0).Intersection(Factory.ToGeometry(new Envelope(min, max, min, max))).Area;
}
