using Mingzhu.Spatial;
using NetTopologySuite.Geometries;

namespace Mingzhu.Publishing.Maps;

/// <summary>
/// The part of the paper a map lies on, and the way from degrees to it: a plane about the map's own centre, north up on its middle meridian.
/// </summary>
internal sealed class MapFrame
{
    /// <summary>Coordinates are snapped to this step (0.1 mm): finer than print shows, and neighbours that share an edge in the data share it on paper.</summary>
    private const int Step = 10;

    private readonly Plane _plane;
    private readonly double _middleX, _middleY;

    public MapFrame(Envelope view, int left, int top, int width, int greatestHeight, int leastHeight)
    {
        var grown = Grown(view);
        _plane = Plane.Centred(grown.Centre.X, grown.Centre.Y);
        var (eastMost, north) = _plane.Project(grown.MaxX, grown.MaxY);
        var (east, southMost) = _plane.Project(grown.MaxX, grown.MinY);
        var (halfWidth, halfHeight) = (Math.Max(eastMost, east), Math.Max(north, -southMost));
        Height = (int)Math.Clamp(width * halfHeight / halfWidth, leastHeight, greatestHeight);
        UnitsPerMetre = Math.Min(width / halfWidth, Height / halfHeight) / 2;
        (Left, Top, Width) = (left, top, width);
        (_middleX, _middleY) = (left + width / 2.0, top + Height / 2.0);
    }

    public int Left { get; }

    public int Top { get; }

    public int Width { get; }

    public int Height { get; }

    public int Right => Left + Width;

    public int Bottom => Top + Height;

    /// <summary>Scale: hundredths of a millimetre on paper for a metre outside.</summary>
    public double UnitsPerMetre { get; }

    /// <summary>Where a point lies on paper.</summary>
    public Spot Of(double lon, double lat)
    {
        var (x, y) = _plane.Project(lon, lat);
        return new(Snap(_middleX + x * UnitsPerMetre), Snap(_middleY - y * UnitsPerMetre));
    }

    /// <summary>Whether any of a geometry may be seen.</summary>
    public bool Sees(Geometry geometry) => geometry.EnvelopeInternal is var box && Of(box.MinX, box.MaxY) is var a && Of(box.MaxX, box.MinY) is var b
        && a.X <= Right && b.X >= Left && a.Y <= Bottom && b.Y >= Top;

    /// <summary>The longer side of a geometry's box on paper.</summary>
    public int LongerSide(Geometry geometry) => geometry.EnvelopeInternal is var box && Of(box.MinX, box.MaxY) is var a && Of(box.MaxX, box.MinY) is var b
        ? Math.Max(b.X - a.X, b.Y - a.Y) : 0;

    /// <summary>Whether a point on paper lies in the frame.</summary>
    public bool Holds(Spot spot) => spot.X >= Left && spot.X <= Right && spot.Y >= Top && spot.Y <= Bottom;

    /// <summary>The rings of the polygons in a geometry, at print resolution, cut to the frame (and a margin that the clip hides). What is smaller than the step stays as a speck.</summary>
    public List<Spot[]> Rings(Geometry geometry)
    {
        var rings = new List<Spot[]>();
        for (var part = 0; part < geometry.NumGeometries; part++)
        {
            if (geometry.GetGeometryN(part) is not Polygon polygon || polygon.IsEmpty)
                continue;
            Add(rings, polygon.ExteriorRing, speck: true);
            foreach (var hole in polygon.InteriorRings)
                Add(rings, hole, speck: false);
        }

        return rings;
    }

    /// <summary>The lines in a geometry (of polygons: their rings), at print resolution, without the segments outside the frame.</summary>
    public List<Spot[]> Lines(Geometry geometry)
    {
        var lines = new List<Spot[]>();
        for (var part = 0; part < geometry.NumGeometries; part++)
        {
            var line = new List<Spot>();
            foreach (var spot in Thin(geometry.GetGeometryN(part).Coordinates))
            {
                if (line.Count > 0 && !Crosses(line[^1], spot))
                    Flush(lines, line);
                line.Add(spot);
            }

            Flush(lines, line);
        }

        return lines;
    }

    private static void Flush(List<Spot[]> lines, List<Spot> line)
    {
        if (line.Count > 1)
            lines.Add([.. line]);
        line.Clear();
    }

    private bool Crosses(Spot a, Spot b) =>
        Math.Max(a.X, b.X) >= Left && Math.Min(a.X, b.X) <= Right && Math.Max(a.Y, b.Y) >= Top && Math.Min(a.Y, b.Y) <= Bottom;

    private void Add(List<Spot[]> rings, LineString ring, bool speck)
    {
        var cut = Cut(Thin(ring.Coordinates));
        if (cut.Count > 2)
            rings.Add([.. cut]);
        else if (speck && cut.Count > 0)
            rings.Add([cut[0], new(cut[0].X + Step, cut[0].Y), new(cut[0].X + Step, cut[0].Y + Step), new(cut[0].X, cut[0].Y + Step)]);
    }

    /// <summary>Without repeated points and without points straight between their neighbours: the same for either neighbour of a shared edge.</summary>
    private List<Spot> Thin(Coordinate[] coordinates)
    {
        var thin = new List<Spot>(coordinates.Length);
        foreach (var coordinate in coordinates)
        {
            var spot = Of(coordinate.X, coordinate.Y);
            if (thin.Count > 0 && thin[^1] == spot)
                continue;
            if (thin.Count > 1 && Straight(thin[^2], thin[^1], spot))
                thin.RemoveAt(thin.Count - 1);
            thin.Add(spot);
        }

        return thin;
    }

    private static bool Straight(Spot a, Spot b, Spot c)
    {
        long abX = b.X - a.X, abY = b.Y - a.Y, bcX = c.X - b.X, bcY = c.Y - b.Y;
        return abX * bcY == abY * bcX && abX * bcX + abY * bcY > 0;
    }

    // Sutherland and Hodgman's clipping, edge by edge, 2 mm outside the frame so that no cut edge is seen.
    private List<Spot> Cut(List<Spot> ring)
    {
        const int Margin = 200;
        ring = Cut(ring, spot => spot.X - (Left - Margin));
        ring = Cut(ring, spot => Right + Margin - spot.X);
        ring = Cut(ring, spot => spot.Y - (Top - Margin));
        return Cut(ring, spot => Bottom + Margin - spot.Y);
    }

    private static List<Spot> Cut(List<Spot> ring, Func<Spot, int> inside)
    {
        if (ring.TrueForAll(spot => inside(spot) >= 0))
            return ring;
        var cut = new List<Spot>();
        for (var at = 0; at < ring.Count; at++)
        {
            var (from, to) = (ring[at == 0 ? ring.Count - 1 : at - 1], ring[at]);
            var (before, now) = (inside(from), inside(to));
            if (before >= 0 != now >= 0)
            {
                var share = (double)before / ((double)before - now);
                cut.Add(new((int)Math.Round(from.X + share * ((double)to.X - from.X)), (int)Math.Round(from.Y + share * ((double)to.Y - from.Y))));
            }

            if (now >= 0)
                cut.Add(to);
        }

        return cut;
    }

    private static int Snap(double units) => (int)Math.Clamp(Math.Round(units / Step), -50_000_000, 50_000_000) * Step;

    // A margin of 3 %, and never less than about 500 m across, so that a single point has a map too.
    private static Envelope Grown(Envelope view)
    {
        var grown = new Envelope(view);
        grown.ExpandBy(Math.Max(view.Width * 0.03, 0.0025), Math.Max(view.Height * 0.03, 0.0025));
        return grown;
    }
}
