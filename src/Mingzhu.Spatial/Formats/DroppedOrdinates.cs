using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial;

/// <summary>What positions have beside x and y (高程与测量值): heights (Z) and measures (M). Geometries here are flat; readers count what they drop.</summary>
public record struct DroppedOrdinates
{
    // What shapefiles write for "no measure" is below this.
    private const double NoMeasure = -1e38;

    private ValueRange _z;
    private ValueRange _m;

    /// <summary>Heights; null where there are none or all are 0, as programs write that have none.</summary>
    public readonly (double Least, double Most)? Z => _z.Said;

    /// <summary>Measures; null where there are none or all are 0.</summary>
    public readonly (double Least, double Most)? M => _m.Said;

    /// <summary>Takes note of a height.</summary>
    public void AddZ(double z) => _z.Add(z);

    /// <summary>Takes note of a measure.</summary>
    public void AddM(double m)
    {
        if (m > NoMeasure)
            _m.Add(m);
    }

    /// <summary>Takes note of all of a geometry that still has them.</summary>
    public void Add(Geometry geometry)
    {
        var filter = new Sequences();
        geometry.Apply(filter);
        foreach (var points in filter.Found)
        {
            for (var at = 0; at < points.Count; at++)
            {
                AddZ(points.GetZ(at));
                AddM(points.GetM(at));
            }
        }
    }

    private record struct ValueRange
    {
        private bool _any;
        private double _least;
        private double _most;

        public readonly (double Least, double Most)? Said => _any && (_least != 0 || _most != 0) ? (_least, _most) : null;

        public void Add(double value)
        {
            if (!double.IsFinite(value))
                return;
            (_least, _most) = _any ? (Math.Min(_least, value), Math.Max(_most, value)) : (value, value);
            _any = true;
        }
    }

    private sealed class Sequences : IEntireCoordinateSequenceFilter
    {
        public List<CoordinateSequence> Found { get; } = [];

        public bool Done => false;

        public bool GeometryChanged => false;

        public void Filter(CoordinateSequence points)
        {
            if (points.HasZ || points.HasM)
                Found.Add(points);
        }
    }
}
