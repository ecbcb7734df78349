using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial;

/// <summary>A handy part of a facility, and the curve about what it reaches once somebody needs it.</summary>
internal sealed class ReachPart
{
    // Inscribed arcs of 64 segments a quarter circle: a short arc may get one segment for up to one and a half steps, so nothing within r·cos(one step) is ever outside the curve.
    private static readonly double Inscribed = Math.Cos(Math.PI / 2 / OffsetCurve.SegmentsPerQuarter);

    private readonly Segment[] _sides;
    private readonly Lazy<Segment[]> _curve;

    public ReachPart(Geometry geometry, double radiusM)
    {
        (Shape, RadiusM, Box) = (geometry, radiusM, Box.Of(geometry).Grown(radiusM));
        _sides = geometry is Polygon polygon ? Outline.Of(polygon) : Line(geometry.Coordinates);
        _curve = new(() => OffsetCurve.About(geometry, radiusM));
    }

    /// <summary>A point, a line or a polygon.</summary>
    public Geometry Shape { get; }

    public double RadiusM { get; }

    /// <summary>Holds all that is reached.</summary>
    public Box Box { get; }

    /// <summary>The curve about all that is reached.</summary>
    public Segment[] Curve => _curve.Value;

    /// <summary>How deep a position lies inside the reach: ≥ half the size of a thing about it → the thing is wholly in; ≤ minus that → wholly out.</summary>
    public double Depth(double x, double y)
    {
        var nearest = double.PositiveInfinity;
        foreach (ref readonly var side in _sides.AsSpan())
        {
            nearest = Math.Min(nearest, side.Nearest(x, y).Squared);
        }

        var distance = Math.Sqrt(nearest);
        return Shape is Polygon && Outline.Winding(_sides, x, y) > 0 ? RadiusM + distance : RadiusM - distance;
    }

    /// <summary>Depth that is enough to be in the polygon drawn for the buffer too.</summary>
    public double SafeDepth(double depth) => depth - (RadiusM * (1 - Inscribed));

    private static Segment[] Line(Coordinate[] course) => course.Length == 1
        ? [new(course[0].X, course[0].Y, course[0].X, course[0].Y)]
        : [.. Enumerable.Range(1, course.Length - 1).Select(i => new Segment(course[i - 1].X, course[i - 1].Y, course[i].X, course[i].Y))];
}

/// <summary>All service areas together: which of them reach a place.</summary>
internal sealed class Reach
{
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

    public ReachPart this[int part] => _parts[part];

    /// <summary>The parts whose reach may meet a box, in their order.</summary>
    public List<int> Near(in Box box)
    {
        var near = new List<int>();
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

        return near;
    }

    /// <summary>Which of some parts reach into a box without covering it, in their order; null if one of them covers all of it.</summary>
    public List<int>? Cutting(in Box box, List<int> near)
    {
        var (x, y) = ((box.MinX + box.MaxX) / 2, (box.MinY + box.MaxY) / 2);
        var (width, height) = (box.MaxX - box.MinX, box.MaxY - box.MinY);
        var half = Math.Sqrt((width * width) + (height * height)) / 2;
        var cutting = new List<int>(near.Count);
        foreach (var part in near)
        {
            var depth = _parts[part].Depth(x, y);
            if (_parts[part].SafeDepth(depth) >= half)
            {
                return null;
            }

            if (depth > -half)
            {
                cutting.Add(part);
            }
        }

        return cutting;
    }

    /// <summary>The handy parts of service areas, and which area each is part of.</summary>
    internal static (ReachPart[] Parts, int[] AreaOf) PartsOf(IReadOnlyList<ServiceArea> areas)
    {
        (ReachPart Part, int Area)[] parts = [.. areas.SelectMany((area, index) => HandyParts(area.Geometry).Select(part => (new ReachPart(part, area.RadiusM), index)))];
        return (Array.ConvertAll(parts, each => each.Part), Array.ConvertAll(parts, each => each.Area));
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
