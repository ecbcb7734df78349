using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Buffer;

namespace Mingzhu.Spatial;

/// <summary>A handy part of a facility, and the buffer about it once somebody needs it.</summary>
internal sealed class ReachPart
{
    // Inscribed arcs of 64 segments a quarter circle: a short arc may get one segment for up to one and a half steps, so nothing within r·cos(one step) is ever outside the buffer.
    private static readonly double Inscribed = Math.Cos(Math.PI / 2 / 64);

    private readonly Geometry _geometry;
    private readonly Coordinate[] _border;
    private readonly Lazy<Geometry[]> _buffer;

    public ReachPart(Geometry geometry, double radiusM)
    {
        (_geometry, RadiusM, _border) = (geometry, radiusM, geometry.Coordinates);
        _buffer = new(() => MakeBuffer(geometry, radiusM));
        Box = Box.Of(geometry).Grown(radiusM);
    }

    public double RadiusM { get; }

    /// <summary>Holds all that is reached.</summary>
    public Box Box { get; }

    /// <summary>Polygons whose union is reached.</summary>
    public Geometry[] Buffer => _buffer.Value;

    /// <summary>How deep a position lies inside the reach: ≥ half the size of a thing about it → the thing is wholly in; ≤ minus that → wholly out.</summary>
    public double Depth(double x, double y) => RadiusM - SignedDistance(x, y);

    /// <summary>Depth that is enough to be in the polygon drawn for the buffer too.</summary>
    public double SafeDepth(double depth) => depth - (RadiusM * (1 - Inscribed));

    private double SignedDistance(double x, double y)
    {
        var position = new Coordinate(x, y);
        var distance = _border.Length == 1 ? position.Distance(_border[0]) : double.PositiveInfinity;
        if (_geometry is Polygon polygon)
        {
            distance = Math.Min(Nearest(polygon.ExteriorRing.Coordinates, position), polygon.Holes.Length == 0 ? double.PositiveInfinity : polygon.Holes.Min(hole => Nearest(hole.Coordinates, position)));
            return SimplePointInAreaLocator.Locate(position, polygon) == Location.Exterior ? distance : -distance;
        }

        return Math.Min(distance, Nearest(_border, position));
    }

    private static double Nearest(Coordinate[] line, Coordinate position)
    {
        var nearest = double.PositiveInfinity;
        for (var i = 1; i < line.Length; i++)
        {
            var (dx, dy) = (line[i].X - line[i - 1].X, line[i].Y - line[i - 1].Y);
            var (px, py) = (position.X - line[i - 1].X, position.Y - line[i - 1].Y);
            var squared = (dx * dx) + (dy * dy);
            var along = squared > 0 ? Math.Clamp(((px * dx) + (py * dy)) / squared, 0, 1) : 0;
            var (missX, missY) = (px - (along * dx), py - (along * dy));
            nearest = Math.Min(nearest, (missX * missX) + (missY * missY));
        }

        return Math.Sqrt(nearest);
    }

    private static Geometry[] MakeBuffer(Geometry geometry, double radiusM)
    {
        if (radiusM == 0)
        {
            return [geometry];
        }

        try
        {
            return [Drawn(geometry, radiusM)];
        }
        catch (TopologyException)
        {
            // The union of the capsules about every edge, and the inside: each of them is convex or was sound before.
            var edges = Enumerable.Range(1, Math.Max(0, geometry.NumPoints - 1)).Select(i => Redraw.Factory.CreateLineString([geometry.Coordinates[i - 1], geometry.Coordinates[i]]));
            return [.. edges.Select(edge => Drawn(edge, radiusM)), .. Overlay.Polygons(geometry)];
        }
    }

    /// <summary>The simplifier drops hollows of the input shallower than factor × radius; its default of 0.01 would fill hollows of 5 m at 500 m.</summary>
    private static Geometry Drawn(Geometry geometry, double radiusM) =>
        BufferOp.Buffer(geometry, radiusM, new BufferParameters(64, EndCapStyle.Round) { SimplifyFactor = 1e-6 });
}

/// <summary>All service areas together: what of a polygon none of them reaches.</summary>
internal sealed class Reach
{
    private const int FewCuts = 4;
    private const double SmallM = 60;

    private readonly ReachPart[] _parts;
    private readonly int[] _areaOf;
    private readonly PackedTree _tree;
    private readonly HashSet<int> _gone = [];
    private readonly int _treeParts;

    public Reach(IReadOnlyList<ServiceArea> areas)
    {
        (_parts, _areaOf) = PartsOf(areas);
        _tree = new PackedTree(Array.ConvertAll(_parts, part => part.Box));
        _treeParts = _parts.Length;
    }

    private Reach(Reach before, HashSet<int> gone, ReachPart[] more)
    {
        (_parts, _areaOf, _tree, _treeParts, _gone) = ([.. before._parts, .. more], before._areaOf, before._tree, before._treeParts, gone);
    }

    /// <summary>The same with some areas gone and others new; what was drawn for the rest stays drawn.</summary>
    public Reach With(IReadOnlyCollection<int> without, IReadOnlyList<ServiceArea> added)
    {
        var gone = without.Count == 0 ? [] : Enumerable.Range(0, _treeParts).Where(part => without.Contains(_areaOf[part])).ToHashSet();
        return new Reach(this, gone, PartsOf(added).Parts);
    }

    /// <summary>The boxes of what <see cref="With"/> took away and brought.</summary>
    public IEnumerable<Box> Changed => _gone.Order().Concat(Enumerable.Range(_treeParts, _parts.Length - _treeParts)).Select(part => _parts[part].Box);

    /// <summary>Adds to a list the parts of a polygon that are not reached.</summary>
    public void AddUnreached(Polygon polygon, List<Polygon> unreached)
    {
        var (near, box) = (new List<int>(), Box.Of(polygon));
        foreach (var part in _tree.Meeting(box))
        {
            if (!_gone.Contains(part))
            {
                near.Add(part);
            }
        }

        near.Sort();
        for (var part = _treeParts; part < _parts.Length; part++)
        {
            if (_parts[part].Box.Meets(box))
            {
                near.Add(part);
            }
        }

        Subtract(polygon, near, unreached);
    }

    private static (ReachPart[] Parts, int[] AreaOf) PartsOf(IReadOnlyList<ServiceArea> areas)
    {
        (ReachPart Part, int Area)[] parts = [.. areas.SelectMany((area, index) => HandyParts(area.Geometry).Select(part => (new ReachPart(part, area.RadiusM), index)))];
        return (Array.ConvertAll(parts, each => each.Part), Array.ConvertAll(parts, each => each.Area));
    }

    private void Subtract(Polygon polygon, List<int> near, List<Polygon> unreached)
    {
        var envelope = polygon.EnvelopeInternal;
        var (centre, half) = (envelope.Centre, envelope.Diameter / 2);
        var cutting = new List<(double Depth, int Part)>();
        foreach (var part in near)
        {
            var depth = _parts[part].Depth(centre.X, centre.Y);
            if (_parts[part].SafeDepth(depth) >= half)
            {
                return;
            }

            if (depth > -half)
            {
                cutting.Add((-depth, part));
            }
        }

        if (cutting.Count == 0)
        {
            unreached.Add(polygon);
        }
        else if (cutting.Count > FewCuts && Math.Max(envelope.Width, envelope.Height) > SmallM)
        {
            var still = cutting.ConvertAll(cut => cut.Part);
            still.Sort();
            foreach (var part in Cut.Halves(polygon))
            {
                Subtract(part, still, unreached);
            }
        }
        else
        {
            // The deepest first: often nothing is left after one or two.
            cutting.Sort();
            unreached.AddRange(Left(polygon, cutting));
        }
    }

    private IEnumerable<Polygon> Left(Polygon polygon, List<(double Depth, int Part)> cutting)
    {
        Geometry left = polygon;
        foreach (var buffer in cutting.SelectMany(cut => _parts[cut.Part].Buffer))
        {
            left = Overlay.Difference(left, buffer);
            if (left.IsEmpty)
            {
                return [];
            }
        }

        return Overlay.Polygons(left);
    }

    /// <summary>The buffer of a union is the union of the buffers, so a winding river bank may be cut into parts that are quick to measure from.</summary>
    private static IEnumerable<Geometry> HandyParts(Geometry geometry) => geometry switch
    {
        { IsEmpty: true } => [],
        Point => [geometry],
        LineString line => Chunks(line.Coordinates),
        Polygon or MultiPolygon => Overlay.SoundPolygons(geometry).SelectMany(polygon => Cut.IntoHandyParts(polygon, maxVertices: 128, minSideM: 20)),
        GeometryCollection parts => parts.Geometries.SelectMany(HandyParts),
        _ => throw new ArgumentException($"A {geometry.GeometryType} can't serve.", nameof(geometry)),
    };

    private static IEnumerable<Geometry> Chunks(Coordinate[] line)
    {
        const int Edges = 64;
        for (var first = 0; first < line.Length - 1; first += Edges)
        {
            yield return Redraw.Factory.CreateLineString(line[first..Math.Min(line.Length, first + Edges + 1)]);
        }
    }
}
