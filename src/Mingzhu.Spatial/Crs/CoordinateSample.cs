using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial;

/// <summary>The numbers of a layer, gathered while it streams by (坐标样本): its extent and positions taken evenly from first to last.</summary>
/// <remarks>
/// In: geometries as the file has them, any number; numbers that are not finite are passed over.<br/>
/// Always: the same geometries in the same order give the same sample.<br/>
/// Cost: O(positions) time, at most 4,096 positions in memory. Not thread-safe.
/// </remarks>
public sealed class CoordinateSample
{
    private const int Most = 4096;
    private readonly List<Coordinate> _positions = [];
    private readonly Taking _taking;
    private long _seen;
    private long _every = 1;

    /// <summary>A sample of nothing yet.</summary>
    public CoordinateSample() => _taking = new Taking(this);

    /// <summary>The rectangle about all positions, in the file's numbers; empty if there are none.</summary>
    public Box Extent { get; private set; } = Box.Empty;

    /// <summary>Positions in the file's numbers, in file order.</summary>
    public IReadOnlyList<Coordinate> Positions => _positions;

    /// <summary>Takes in one geometry.</summary>
    public void Add(Geometry? geometry) => geometry?.Apply(_taking);

    /// <summary>Takes in one position.</summary>
    public void Add(double x, double y)
    {
        if (!double.IsFinite(x) || !double.IsFinite(y))
            return;
        Extent = Extent.With(Box.At(x, y));
        if (_seen++ % _every != 0)
            return;
        if (_positions.Count == Most)
            Thin();
        if ((_seen - 1) % _every == 0)
            _positions.Add(new Coordinate(x, y));
    }

    /// <summary>Positions evenly chosen from the sample, at most so many.</summary>
    internal IReadOnlyList<Coordinate> Some(int most)
    {
        var step = Math.Max(1, (_positions.Count + most - 1) / most);
        return step == 1 ? _positions : [.. _positions.Where((_, index) => index % step == 0)];
    }

    /// <summary>Every second goes, and from now on only every second of those that would have come.</summary>
    private void Thin()
    {
        var kept = 0;
        for (var i = 0; i < _positions.Count; i += 2)
            _positions[kept++] = _positions[i];
        _positions.RemoveRange(kept, _positions.Count - kept);
        _every *= 2;
    }

    private sealed class Taking(CoordinateSample into) : IEntireCoordinateSequenceFilter
    {
        public bool Done => false;

        public bool GeometryChanged => false;

        public void Filter(CoordinateSequence points)
        {
            for (var i = 0; i < points.Count; i++)
                into.Add(points.GetX(i), points.GetY(i));
        }
    }
}
