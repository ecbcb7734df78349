using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial;

/// <content>How buildings and facilities come to stand on edges.</content>
public sealed partial class WalkNetwork
{
    /// <summary>Nearer than this is touching: half of the millimetre vertices are told apart by.</summary>
    private const double TouchM = 0.0005;

    /// <summary>The nearest place on the network, as the crow flies.</summary>
    /// <remarks>Out: <see cref="NetworkPosition.Nowhere"/> if it is farther than <paramref name="maxMm"/>; of equally near edges the lowest.</remarks>
    public NetworkPosition Snap(double x, double y, int maxMm) => NearestTo(Box.At(x, y), new PointDistance(this, x, y), maxMm);

    /// <summary>All ways into a facility.</summary>
    /// <remarks>
    /// In: a geometry of the plane. Given entrances are the only ways in, each snapped by itself.<br/>
    /// Out: for lines and polygons every stretch of the network that crosses, touches or lies inside, with no connector; if there is none, the nearest edge to the border; for points the
    /// nearest edge. Empty if that is farther than <paramref name="maxMm"/>.
    /// </remarks>
    public NetworkEntry[] EntriesOf(Geometry facility, int maxMm, IReadOnlyList<Point>? entrances = null)
    {
        if (entrances is { Count: > 0 })
        {
            return [.. entrances.SelectMany(entrance => EntriesOf(entrance, maxMm)).Distinct()];
        }

        if (facility is MultiPoint points)
        {
            return [.. points.Geometries.SelectMany(point => EntriesOf(point, maxMm)).Distinct()];
        }

        if (facility.IsEmpty)
        {
            return [];
        }

        var border = Border.Of(facility);
        var stretches = new List<NetworkEntry>();
        if (facility is not Point)
        {
            foreach (var edge in _edges.Meeting(border.Box.Grown(TouchM)))
            {
                AddStretches(edge, border, stretches);
            }
        }

        if (stretches.Count > 0)
        {
            stretches.Sort((a, b) => (a.Edge, a.FromMm).CompareTo((b.Edge, b.FromMm)));
            return [.. stretches];
        }

        var nearest = NearestTo(border.Box, new BorderDistance(this, border), maxMm);
        return nearest.IsNowhere ? [] : [new(nearest.Edge, nearest.OffsetMm, nearest.OffsetMm, nearest.ConnectorMm)];
    }

    private NetworkPosition NearestTo<TDistance>(Box box, TDistance distance, int maxMm)
        where TDistance : struct, IEdgeDistance
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxMm);
        var scale = _plane.ScaleAt((box.MinX + box.MaxX) / 2, (box.MinY + box.MaxY) / 2);

        // A millimetre more, because "within" is decided on the rounded connector.
        var (edge, squared) = _edges.Nearest(box, ((maxMm / 1000.0) + 0.001) * scale, ref distance);
        var connectorMm = edge < 0 ? long.MaxValue : (long)Math.Round(Math.Sqrt(squared) / scale * 1000);
        return connectorMm > maxMm ? NetworkPosition.Nowhere : new(edge, OffsetMm(edge, distance.Closest(edge).Along, PlaneLength(edge)), (int)connectorMm);
    }

    /// <summary>Least distance between an edge and a place, and how far along the edge it is; metres of the plane.</summary>
    private (double Squared, double Along) Closest(int edge, double x, double y)
    {
        var (best, bestAlong, along) = (double.PositiveInfinity, 0.0, 0.0);
        for (var i = _firstVertex[edge]; i < _firstVertex[edge + 1] - 1; i++)
        {
            var (squared, share) = new Segment(_x[i], _y[i], _x[i + 1], _y[i + 1]).Nearest(x, y);
            var step = Step(i);
            if (squared < best)
            {
                (best, bestAlong) = (squared, along + (share * step));
            }

            along += step;
        }

        return (best, bestAlong);
    }

    /// <summary>Least distance between an edge and a border, and how far along the edge it is; metres of the plane.</summary>
    private (double Squared, double Along) Closest(int edge, Border border)
    {
        var (best, bestAlong, along) = (double.PositiveInfinity, 0.0, 0.0);
        for (var i = _firstVertex[edge]; i < _firstVertex[edge + 1] - 1; i++)
        {
            var street = new Segment(_x[i], _y[i], _x[i + 1], _y[i + 1]);
            var step = Step(i);
            foreach (ref readonly var side in border.Sides)
            {
                var (squared, share) = street.Closest(side);
                if (squared < best)
                {
                    (best, bestAlong) = (squared, along + (share * step));
                }
            }

            along += step;
        }

        return (best, bestAlong);
    }

    /// <summary>Adds the stretches of an edge on which one is at or inside a facility.</summary>
    private void AddStretches(int edge, Border border, List<NetworkEntry> stretches)
    {
        var (length, along) = (PlaneLength(edge), 0.0);
        (double From, double To)? open = null;
        void Arrive(double from, double to)
        {
            if (open is { } stretch && from <= stretch.To + TouchM)
            {
                open = (stretch.From, Math.Max(stretch.To, to));
                return;
            }

            Close();
            open = (from, to);
        }

        void Close()
        {
            if (open is { } stretch)
            {
                stretches.Add(new(edge, OffsetMm(edge, stretch.From, length), OffsetMm(edge, stretch.To, length), 0));
            }
        }

        var shares = new List<double>();
        for (var i = _firstVertex[edge]; i < _firstVertex[edge + 1] - 1; i++)
        {
            var street = new Segment(_x[i], _y[i], _x[i + 1], _y[i + 1]);
            var step = Step(i);
            shares.Clear();
            foreach (ref readonly var side in border.Sides)
            {
                street.AddTouches(side, TouchM, shares);
            }

            shares.Sort();
            var before = 0.0;
            foreach (var share in shares.Append(1))
            {
                if (share > before && border.Holds(street.At((before + share) / 2), TouchM))
                {
                    Arrive(along + (before * step), along + (share * step));
                }

                if (shares.Count > 0 && (share < 1 || shares[^1] == 1))
                {
                    Arrive(along + (share * step), along + (share * step));
                }

                before = share;
            }

            along += step;
        }

        Close();
    }

    /// <summary>Where an edge comes closest to something.</summary>
    private interface IEdgeDistance : IItemDistance
    {
        (double Squared, double Along) Closest(int edge);
    }

    private readonly struct PointDistance(WalkNetwork network, double x, double y) : IEdgeDistance
    {
        public (double Squared, double Along) Closest(int edge) => network.Closest(edge, x, y);

        public double Squared(int item) => Closest(item).Squared;
    }

    private readonly struct BorderDistance(WalkNetwork network, Border border) : IEdgeDistance
    {
        public (double Squared, double Along) Closest(int edge) => network.Closest(edge, border);

        public double Squared(int item) => Closest(item).Squared;
    }

    /// <summary>The outline of a facility as straight sides; a point is one side of no length.</summary>
    private sealed class Border
    {
        private readonly Segment[] _sides;
        private readonly IPointOnGeometryLocator? _inside;

        private Border(Segment[] sides, Box box, IPointOnGeometryLocator? inside) => (_sides, Box, _inside) = (sides, box, inside);

        public ReadOnlySpan<Segment> Sides => _sides;

        public Box Box { get; }

        public static Border Of(Geometry geometry) =>
            new(OutlineSides.Of(geometry), Box.Of(geometry), geometry is Polygon or MultiPolygon ? new IndexedPointInAreaLocator(geometry) : null);

        public bool Holds((double X, double Y) place, double touch)
        {
            if (_inside is not null && _inside.Locate(new Coordinate(place.X, place.Y)) != Location.Exterior)
            {
                return true;
            }

            foreach (ref readonly var side in _sides.AsSpan())
            {
                if (side.Nearest(place.X, place.Y).Squared <= touch * touch)
                {
                    return true;
                }
            }

            return false;
        }
    }
}
