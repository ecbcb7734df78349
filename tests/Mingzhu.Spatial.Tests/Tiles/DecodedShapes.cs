using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial.Tests;

/// <summary>What a tile shows, as geometries in its units, for a slow and obvious library to judge.</summary>
internal static class DecodedShapes
{
    private static readonly GeometryFactory Factory = new();

    /// <summary>The polygons of a feature as the format groups them: a ring that turns clockwise on the screen begins one, the others are its holes.</summary>
    public static Polygon[] Polygons(DecodedFeature feature)
    {
        feature.Type.ShouldBe(3);
        var polygons = new List<List<LinearRing>>();
        foreach (var part in feature.Parts)
        {
            part.Count.ShouldBeGreaterThanOrEqualTo(3);
            var area = DoubleArea(part);
            area.ShouldNotBe(0);
            if (area > 0)
            {
                polygons.Add([]);
            }

            polygons.Count.ShouldBeGreaterThan(0, "a hole before any shell");
            polygons[^1].Add(Factory.CreateLinearRing([.. part.Append(part[0]).Select(c => new Coordinate(c.X, c.Y))]));
        }

        return [.. polygons.Select(rings => Factory.CreatePolygon(rings[0], [.. rings.Skip(1)]))];
    }

    /// <summary>Twice the area, positive if the ring turns clockwise on the screen.</summary>
    public static long DoubleArea(List<(int X, int Y)> ring) => Enumerable.Range(0, ring.Count).Sum(i =>
    {
        var (a, b) = (ring[i], ring[(i + 1) % ring.Count]);
        return ((long)a.X * b.Y) - ((long)b.X * a.Y);
    });

    /// <summary>A geometry in degrees as the tile would show it, had it no units.</summary>
    public static Geometry Exact(Geometry lonLat, TileAddress tile)
    {
        var shape = lonLat.Copy();
        shape.Apply(new Projected(tile));
        shape.GeometryChanged();
        return shape;
    }

    /// <summary>Degrees of positions in units of a tile.</summary>
    public static Coordinate LonLat(double x, double y, TileAddress tile)
    {
        var side = 4096.0 * (1 << tile.Z);
        var north = Math.PI * (1 - (2 * ((tile.Y * 4096.0) + y) / side));
        return new(((((tile.X * 4096.0) + x) / side) * 360) - 180, Math.Atan(Math.Sinh(north)) * 180 / Math.PI);
    }

    private sealed class Projected(TileAddress tile) : ICoordinateSequenceFilter
    {
        public bool Done => false;

        public bool GeometryChanged => true;

        public void Filter(CoordinateSequence seq, int i)
        {
            var side = 4096.0 * (1 << tile.Z);
            var (lon, lat) = (seq.GetX(i), seq.GetY(i) * Math.PI / 180);
            seq.SetX(i, (((lon + 180) / 360) * side) - (tile.X * 4096.0));
            seq.SetY(i, ((0.5 - (Math.Log(Math.Tan((Math.PI / 4) + (lat / 2))) / (2 * Math.PI))) * side) - (tile.Y * 4096.0));
        }
    }
}
