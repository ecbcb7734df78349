using Mingzhu.Spatial;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;

namespace Mingzhu.Spatial.Tests;

/// <summary>Polygons in tiles, whatever their size, against the same polygons in a slow library that knows no units.</summary>
public sealed class TilePolygonTests
{
    private static readonly GeometryFactory Factory = new();

    /// <summary>A polygon in units of a tile, and the tile: stars, heaps of boxes and rings of land, from a few units to several tiles wide, also across the edges.</summary>
    private static readonly Gen<(TileAddress Tile, Geometry Shape)> Shown =
        from seed in Gen.Choose(0, int.MaxValue)
        from zoom in Gen.Choose(5, 17)
        select Invent(seed, zoom);

    [Fact]
    public void Every_polygon_is_valid_and_keeps_within_the_reach_a_map_can_hold() =>
        Prop.ForAll(Shown.ToArbitrary(), shown =>
        {
            foreach (var polygon in Drawn(shown.Tile, shown.Shape))
            {
                polygon.IsValid.ShouldBeTrue($"{shown.Tile}: {polygon.AsText()} of {shown.Shape.AsText()}");
                polygon.EnvelopeInternal.MinX.ShouldBeGreaterThanOrEqualTo(-1024);
                polygon.EnvelopeInternal.MaxY.ShouldBeLessThanOrEqualTo(4096 + 1024);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1500));

    [Fact]
    public void What_shows_is_what_is_there_but_for_half_a_pixel_along_the_edges() =>
        Prop.ForAll(Shown.ToArbitrary(), shown =>
        {
            var sight = Factory.ToGeometry(new Envelope(-80, 4176, -80, 4176));
            var exact = Overlay(Clean(DecodedShapes.Exact(shown.Shape, shown.Tile)), sight, SpatialFunction.Intersection);
            var drawn = Overlay(Clean(Factory.CreateMultiPolygon(Drawn(shown.Tile, shown.Shape))), sight, SpatialFunction.Intersection);
            var missed = Overlay(exact, drawn, SpatialFunction.SymDifference).Area;
            // Half a pixel and the rounding of both ends along every edge; a pixel for each part that is too small to be drawn.
            var along = shown.Tile.Z < TileSource.FinestZoom ? 4 + 1.5 : 0.5 + 1.5;
            var allowed = (along * (exact.Length + drawn.Length)) + (64 * Parts(shown.Shape)) + 64;
            missed.ShouldBeLessThanOrEqualTo(allowed, $"{shown.Tile}: {shown.Shape.AsText()}");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(400));

    [Fact]
    public void A_long_line_shows_all_the_way_it_runs_through_a_tile_and_nowhere_else() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), Gen.Choose(6, 17).ToArbitrary(), (seed, zoom) =>
        {
            var random = new Random(seed);
            var tile = new TileAddress(zoom, random.Next(8, (1 << zoom) - 8), (1 << zoom) / 3);
            var coast = Coast(random, random.Next(-6000, 10_000), random.Next(-6000, 10_000), random.Next(2000, 20_000)).ExteriorRing;
            Geometry line = Factory.CreateLineString([.. coast.Coordinates.Select(at => DecodedShapes.LonLat(at.X, at.Y, tile))]);
            var sight = Factory.ToGeometry(new Envelope(0, 4096, 0, 4096));

            var parts = TinyDecoder.Decode(TileSource.Tile(tile, new TileSource("l", new TileShapes([line]), []))).GetValueOrDefault("l", []).SelectMany(feature => feature.Parts);
            var drawn = Factory.CreateMultiLineString([.. parts.Select(part => Factory.CreateLineString([.. part.Select(at => new Coordinate(at.X, at.Y))]))]);

            // Half a pixel and the rounding of both ends.
            Within(coast).Difference(drawn.Buffer(6)).Length.ShouldBe(0, 0.01);
            Within(drawn).Difference(coast.Buffer(6)).Length.ShouldBe(0, 0.01);

            // Where a line but touches the tile's side there is a point, which is no way.
            Geometry Within(Geometry way) => Factory.CreateMultiLineString([.. LineStringExtracter.GetLines(way.Intersection(sight)).Cast<LineString>()]);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Fact]
    public void Two_tiles_show_the_same_on_both_sides_of_their_edge() =>
        Prop.ForAll(Shown.ToArbitrary(), shown =>
        {
            var (left, right) = (shown.Tile, new TileAddress(shown.Tile.Z, shown.Tile.X + 1, shown.Tile.Y));
            var strip = Factory.ToGeometry(new Envelope(4096 - 64, 4096 + 64, 0, 4096));
            var inLeft = Overlay(Clean(Factory.CreateMultiPolygon(Drawn(left, shown.Shape))), strip, SpatialFunction.Intersection);
            var inRight = Overlay(Clean(AffineTransformation.TranslationInstance(4096, 0).Transform(Factory.CreateMultiPolygon(Drawn(right, shown.Shape)))), strip, SpatialFunction.Intersection);
            // Cuts are rounded 80 units beyond the edge, which turns what runs to it by less than a unit.
            Overlay(inLeft, inRight, SpatialFunction.SymDifference).Area.ShouldBeLessThanOrEqualTo((1.5 * (inLeft.Length + inRight.Length)) + 64, $"{shown.Tile}: {shown.Shape.AsText()}");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(400));

    [Fact]
    public void Neighbours_that_share_a_boundary_share_it_in_every_tile() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), Gen.Choose(5, 15).ToArbitrary(), (seed, zoom) =>
        {
            var random = new Random(seed);
            var tile = new TileAddress(zoom, 3, 5);
            // A field cut in two by a winding way; each half walks it in its own direction and from its own corner.
            Coordinate[] way = [new(200, 1000), .. Enumerable.Range(1, 60).Select(i => new Coordinate(200 + (i * 60), 1000 + (random.NextDouble() * 40 * (1 << random.Next(0, 5))))), new(3860, 1000)];
            Polygon Half(double far) => Factory.CreatePolygon([.. way.Concat([new Coordinate(3860, far), new Coordinate(200, far), way[0]]).Select(at => DecodedShapes.LonLat(at.X, at.Y, tile))]);

            var drawn = TinyDecoder.Decode(TileSource.Tile(tile, new TileSource("l", new TileShapes([Half(3900), Half(100)]), [])))["l"].SelectMany(DecodedShapes.Polygons).ToArray();

            drawn.Length.ShouldBe(2);
            var both = Overlay(drawn[0], drawn[1], SpatialFunction.Union);
            both.Area.ShouldBe(drawn[0].Area + drawn[1].Area, 0.001, "neither gap nor overlap");
            both.Geometries.ShouldHaveSingleItem().ShouldBeOfType<Polygon>().NumInteriorRings.ShouldBe(0);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    [Fact]
    public void A_polygon_as_wide_as_the_world_fills_every_tile()
    {
        var world = Factory.ToGeometry(new Envelope(-180, 180, -85, 85));

        foreach (var tile in new TileAddress[] { new(5, 20, 12), new(15, 20_000, 12_000), new(19, 400_000, 200_000) })
        {
            Drawn(tile, world).ShouldHaveSingleItem().Area.ShouldBe((4096 + 160) * (4096 + 160));
        }
    }

    private static Polygon[] Drawn(TileAddress tile, Geometry lonLat) =>
        [.. TinyDecoder.Decode(TileSource.Tile(tile, new TileSource("l", new TileShapes([lonLat]), []))).GetValueOrDefault("l", []).SelectMany(DecodedShapes.Polygons)];

    private static (TileAddress Tile, Geometry Shape) Invent(int seed, int zoom)
    {
        var random = new Random(seed);
        var tile = new TileAddress(zoom, random.Next(8, (1 << zoom) - 8), (1 << zoom) / 3);
        var size = Math.Pow(10, 0.5 + (random.NextDouble() * 3.7));
        var (x, y) = ((random.NextDouble() * 6000) - 1000, (random.NextDouble() * 6000) - 1000);
        Geometry shape = random.Next(5) switch
        {
            0 => Star(random, x, y, size),
            1 => Heap(random, x, y, size, snapped: false),
            2 => Heap(random, x, y, size, snapped: true),
            3 => Coast(random, x, y, size),
            _ => Overlay(Clean(Star(random, x, y, size)), Clean(Star(random, x, y, size * 0.7)), SpatialFunction.SymDifference),
        };
        shape.Apply(new ToLonLat(tile));
        shape.GeometryChanged();
        return (tile, Clean(shape));
    }

    private static Polygon Star(Random random, double x, double y, double size)
    {
        var corners = random.Next(3, 60);
        Coordinate[] ring = [.. Enumerable.Range(0, corners).Select(i => (Turn: 2 * Math.PI * i / corners, Far: size * (0.05 + random.NextDouble()))).Select(at => new Coordinate(x + (at.Far * Math.Cos(at.Turn)), y + (at.Far * Math.Sin(at.Turn))))];
        return Factory.CreatePolygon([.. ring, ring[0]]);
    }

    /// <summary>A ring of many corners, most of them far from the tile where it is large.</summary>
    private static Polygon Coast(Random random, double x, double y, double size)
    {
        var (corners, far) = (random.Next(200, 2000), 0.5);
        Coordinate[] ring = [.. Enumerable.Range(0, corners).Select(i => (Turn: 2 * Math.PI * i / corners, Far: size * (far = Math.Clamp(far + ((random.NextDouble() - 0.5) * 0.02), 0.1, 1)))).Select(at => new Coordinate(x + (at.Far * Math.Cos(at.Turn)), y + (at.Far * Math.Sin(at.Turn))))];
        return Factory.CreatePolygon([.. ring, ring[0]]);
    }

    /// <summary>Boxes beside, over and out of each other; snapped ones touch in corners and along edges.</summary>
    private static Geometry Heap(Random random, double x, double y, double size, bool snapped)
    {
        var step = size / 12;
        double At(double from) => from + (snapped ? step * random.Next(-6, 7) : (random.NextDouble() - 0.5) * size);
        Geometry heap = Factory.CreatePolygon();
        for (var i = random.Next(2, 14); i > 0; i--)
        {
            var (ax, ay) = (At(x), At(y));
            var box = Factory.ToGeometry(new Envelope(ax, ax + (step * (snapped ? random.Next(1, 6) : 0.05 + (random.NextDouble() * 5))), ay, ay + (step * (snapped ? random.Next(1, 6) : 0.05 + (random.NextDouble() * 5)))));
            heap = Overlay(heap, box, random.Next(3) == 0 ? SpatialFunction.Difference : SpatialFunction.Union);
        }

        return heap;
    }

    private static int Parts(Geometry shape) => Enumerable.Range(0, shape.NumGeometries).Sum(i => shape.GetGeometryN(i) is Polygon polygon ? 1 + polygon.NumInteriorRings : 0);

    private static Geometry Clean(Geometry shape) => GeometryFixer.Fix(shape);

    /// <summary>Areas only: where two but touch, there is nothing.</summary>
    private static MultiPolygon Overlay(Geometry a, Geometry b, SpatialFunction how) => Factory.CreateMultiPolygon([.. PolygonExtracter.GetPolygons(OverlayNGRobust.Overlay(a, b, how)).Cast<Polygon>()]);

    private sealed class ToLonLat(TileAddress tile) : ICoordinateSequenceFilter
    {
        public bool Done => false;

        public bool GeometryChanged => true;

        public void Filter(CoordinateSequence seq, int i)
        {
            var at = DecodedShapes.LonLat(seq.GetX(i), seq.GetY(i), tile);
            seq.SetX(i, at.X);
            seq.SetY(i, at.Y);
        }
    }
}
