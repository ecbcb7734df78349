using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial;

/// <summary>What snapping leaves aside because it hangs together with too little else.</summary>
/// <param name="Components">How many components.</param>
/// <param name="Edges">How many edges.</param>
/// <param name="LengthKm">Their length, kilometres.</param>
public readonly record struct DroppedNetwork(int Components, int Edges, double LengthKm);

/// <summary>The walking network (步行网络): roads and paths as a graph whose edges know their course.</summary>
/// <remarks>
/// A junction is a vertex that two lines, or one line twice, have in common; lines that cross without a common vertex do not meet, so bridges and underpasses stay apart.
/// Vertices are common when they are equal to the millimetre: vertices of OpenStreetMap, stored to 10⁻⁷ degree, are at least 5 mm apart up to 60° of latitude, and the same vertex is
/// always projected to the same bits.<br/>
/// Immutable; thread-safe.
/// </remarks>
public sealed partial class WalkNetwork
{
    private readonly Plane _plane;
    private readonly int[] _firstVertex;
    private readonly double[] _x;
    private readonly double[] _y;
    private readonly int[] _lineOf;
    private readonly bool[] _snappable;
    private readonly PackedTree _edges;

    private WalkNetwork(Plane plane, WalkGraph graph, int[] firstVertex, double[] x, double[] y, int[] lineOf, double minShare)
    {
        (_plane, Graph, _firstVertex, _x, _y, _lineOf) = (plane, graph, firstVertex, x, y, lineOf);
        (_snappable, Dropped) = Choose(minShare);
        var boxes = new Box[graph.EdgeCount];
        Parallel.For(0, boxes.Length, edge => boxes[edge] = _snappable[edge] ? BoxOf(edge) : Box.Empty);
        _edges = new PackedTree(boxes);
    }

    /// <summary>Nodes, edges and lengths; also the components.</summary>
    public WalkGraph Graph { get; }

    /// <summary>What snapping does not use.</summary>
    public DroppedNetwork Dropped { get; }

    /// <summary>Builds the network from lines of a plane.</summary>
    /// <param name="plane">The plane the lines are drawn in.</param>
    /// <param name="lines">Lines and collections of lines; anything else is passed over.</param>
    /// <param name="minComponentShare">
    /// Snapping uses components with at least this share of the whole length, 0–1, and always the longest one: from a garden path that leads nowhere nothing can be reached.
    /// </param>
    /// <exception cref="ArgumentException">A coordinate is not a finite number, or the share not between 0 and 1.</exception>
    public static WalkNetwork Build(Plane plane, IReadOnlyList<Geometry> lines, double minComponentShare = 0.01)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Math.Abs(minComponentShare - 0.5), 0.5, nameof(minComponentShare));
        var courses = new Courses(lines.Sum(line => line.NumPoints));
        for (var line = 0; line < lines.Count; line++)
        {
            courses.Add(lines[line], line);
        }

        return courses.Build(plane, minComponentShare);
    }

    /// <summary>Which of the lines an edge is part of: index into the list the network was built from.</summary>
    public int LineOf(int edge) => _lineOf[edge];

    /// <summary>The course of an edge in the plane.</summary>
    public LineString Course(int edge)
    {
        var course = new Coordinate[_firstVertex[edge + 1] - _firstVertex[edge]];
        for (var i = 0; i < course.Length; i++)
        {
            course[i] = new Coordinate(_x[_firstVertex[edge] + i], _y[_firstVertex[edge] + i]);
        }

        return Redraw.Factory.CreateLineString(course);
    }

    /// <summary>Where a position stands in the plane, the connector left aside.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is nowhere.</exception>
    public (double X, double Y) Place(NetworkPosition position)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position.Edge, nameof(position));
        var left = (double)position.OffsetMm / Graph.LengthMm[position.Edge] * PlaneLength(position.Edge);
        for (var i = _firstVertex[position.Edge]; i < _firstVertex[position.Edge + 1] - 1; i++)
        {
            var step = Step(i);
            if (left <= step || i == _firstVertex[position.Edge + 1] - 2)
            {
                var share = step > 0 ? Math.Min(1, left / step) : 0;
                return (_x[i] + (share * (_x[i + 1] - _x[i])), _y[i] + (share * (_y[i + 1] - _y[i])));
            }

            left -= step;
        }

        throw new InvalidOperationException("An edge has at least two vertices.");
    }

    private (bool[] Snappable, DroppedNetwork Dropped) Choose(double minShare)
    {
        var total = Graph.Components.Sum(component => component.LengthMm);
        var keep = Graph.Components.Select((component, rank) => rank == 0 || component.LengthMm >= minShare * total).ToArray();
        var left = Graph.Components.Where((component, rank) => !keep[rank] && component.Edges > 0).ToArray();
        var snappable = new bool[Graph.EdgeCount];
        for (var edge = 0; edge < snappable.Length; edge++)
        {
            snappable[edge] = keep[Graph.ComponentOf[Graph.From[edge]]];
        }

        return (snappable, new(left.Length, left.Sum(component => component.Edges), left.Sum(component => component.LengthMm) / 1e6));
    }

    private Box BoxOf(int edge)
    {
        var box = Box.Empty;
        for (var i = _firstVertex[edge]; i < _firstVertex[edge + 1]; i++)
        {
            box = box.With(Box.At(_x[i], _y[i]));
        }

        return box;
    }

    private double Step(int vertex) => Step(_x, _y, vertex);

    private static double Step(double[] x, double[] y, int vertex)
    {
        var (dx, dy) = (x[vertex + 1] - x[vertex], y[vertex + 1] - y[vertex]);
        return Math.Sqrt((dx * dx) + (dy * dy));
    }

    private double PlaneLength(int edge)
    {
        var length = 0.0;
        for (var i = _firstVertex[edge]; i < _firstVertex[edge + 1] - 1; i++)
        {
            length += Step(i);
        }

        return length;
    }

    private int OffsetMm(int edge, double planeAlong, double planeLength) =>
        planeLength > 0 ? (int)Math.Clamp(Math.Round(planeAlong / planeLength * Graph.LengthMm[edge]), 0, Graph.LengthMm[edge]) : 0;
}
