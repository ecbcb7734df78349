using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial;

/// <summary>What a city already has, to hold the positions of a new layer against (比对基准): points and outlines in pieces of a few dozen positions.</summary>
/// <remarks>
/// In: points, lines and areas in EPSG:4490 degrees, taken one by one, none of them kept: what lies in memory is 16 bytes a position and 80 a piece, so that a city of a million buildings fits into the reading process.<br/>
/// Distances are in metres about their middle, true to a thousandth over a city. Thread-safe once built.
/// </remarks>
public sealed class OffsetReference
{
    private const int PieceLength = 32;
    private const double MetresPerDegree = 111_320;

    // x and y of one position after the other; a piece reaches to where the next begins.
    private readonly ChunkedList<double> _degrees = new(0);
    private readonly ChunkedList<int> _begins = new(0);
    private readonly PackedTree _tree;
    private readonly Box _reach;
    private readonly double _metresEast;

    /// <summary>Takes everything once.</summary>
    /// <param name="shapes">What there is; areas inside do not count.</param>
    public OffsetReference(IEnumerable<Geometry> shapes)
    {
        var cut = new Cutting(this);
        foreach (var shape in shapes)
            shape.Apply(cut);
        var boxes = new Box[_begins.Count];
        var extent = Box.Empty;
        for (var piece = 0; piece < boxes.Length; piece++)
            extent = extent.With(boxes[piece] = BoxOf(piece));
        _metresEast = extent.IsEmpty ? MetresPerDegree : MetresPerDegree * Math.Cos((extent.MinY + extent.MaxY) / 360 * Math.PI);
        foreach (ref var box in boxes.AsSpan())
            box = new Box(box.MinX * _metresEast, box.MinY * MetresPerDegree, box.MaxX * _metresEast, box.MaxY * MetresPerDegree);
        _tree = new PackedTree(boxes);
        _reach = _tree.Extent.Grown(FarM);
    }

    /// <summary>Distances beyond this, metres, count as this: twice the farther of the two offsets.</summary>
    internal const double FarM = 2_500;

    /// <summary>How many pieces.</summary>
    public int Count => _tree.Count;

    /// <summary>Whether a position, degrees, may be near anything.</summary>
    internal bool Reaches(Coordinate at) => _reach.Meets(Box.At(at.X * _metresEast, at.Y * MetresPerDegree));

    /// <summary>How far the nearest is, metres, at most <see cref="FarM"/>.</summary>
    internal double DistanceM(double longitude, double latitude)
    {
        var from = new ToPiece(this, longitude * _metresEast, latitude * MetresPerDegree);
        var (item, squared) = _tree.Nearest(Box.At(from.X, from.Y), FarM, ref from);
        return item < 0 ? FarM : Math.Sqrt(squared);
    }

    private (int From, int To) Piece(int piece) => (_begins[piece], piece + 1 < _begins.Count ? _begins[piece + 1] : _degrees.Count);

    private Box BoxOf(int piece)
    {
        var (box, (from, to)) = (Box.Empty, Piece(piece));
        for (var at = from; at < to; at += 2)
            box = box.With(Box.At(_degrees[at], _degrees[at + 1]));
        return box;
    }

    private void Add(CoordinateSequence points, int from, int to)
    {
        _begins.Add(_degrees.Count);
        for (var at = from; at <= to; at++)
        {
            _degrees.Add(points.GetX(at));
            _degrees.Add(points.GetY(at));
        }
    }

    /// <summary>Neighbouring pieces share a position, so that no segment is lost between them.</summary>
    private sealed class Cutting(OffsetReference into) : IEntireCoordinateSequenceFilter
    {
        public bool Done => false;

        public bool GeometryChanged => false;

        public void Filter(CoordinateSequence points)
        {
            if (points.Count == 1)
                into.Add(points, 0, 0);
            for (var from = 0; from < points.Count - 1; from += PieceLength)
                into.Add(points, from, Math.Min(from + PieceLength, points.Count - 1));
        }
    }

    private readonly struct ToPiece(OffsetReference reference, double x, double y) : IItemDistance
    {
        public double X { get; } = x;

        public double Y { get; } = y;

        public double Squared(int item)
        {
            var (degrees, (from, to)) = (reference._degrees, reference.Piece(item));
            var (ax, ay) = (degrees[from] * reference._metresEast, degrees[from + 1] * MetresPerDegree);
            var best = new Segment(ax, ay, ax, ay).Nearest(X, Y).Squared;
            for (var at = from + 2; at < to; at += 2)
            {
                var (bx, by) = (degrees[at] * reference._metresEast, degrees[at + 1] * MetresPerDegree);
                best = Math.Min(best, new Segment(ax, ay, bx, by).Nearest(X, Y).Squared);
                (ax, ay) = (bx, by);
            }

            return best;
        }
    }
}
