using System.Runtime.InteropServices;

namespace Mingzhu.Spatial;

/// <summary>The shortest walk from a place to somewhere.</summary>
/// <param name="LengthMm">Connectors included, millimetres.</param>
/// <param name="Way">Its course in the plane, from the place where the first connector meets the network to where one arrives.</param>
public sealed record WalkingRoute(int LengthMm, IReadOnlyList<(double X, double Y)> Way);

/// <summary>Everything within a walk of one place (可达范围): how far each position is, and the way there.</summary>
/// <remarks>By: Dijkstra 1959 on the edges about the place; of equally short ways the one over the lower node. Immutable; thread-safe.</remarks>
public sealed class WalkingRange
{
    private const int NoNode = -1;

    private readonly Dictionary<int, (long Mm, int Over, int Edge)> _nodes = [];
    private readonly int _limitMm;

    internal WalkingRange(WalkNetwork network, NetworkPosition start, int limitMm)
    {
        (Network, Start, _limitMm) = (network, start, limitMm);
        if (start.IsNowhere || start.ConnectorMm > limitMm)
        {
            return;
        }

        var (x, y) = network.Place(start);
        // A hundredth more, for a metre of the plane is not quite a true metre everywhere about.
        (Edges, Scale) = network.EdgesAbout(x, y, limitMm / 1000.0 * 1.01);
        Spread(NeighboursOf(network.Graph, Edges));
    }

    /// <summary>Where it starts.</summary>
    public NetworkPosition Start { get; }

    internal WalkNetwork Network { get; }

    /// <summary>All edges about the place, reached or not.</summary>
    internal int[] Edges { get; } = [];

    /// <summary>Metres of the plane to a true metre.</summary>
    internal double Scale { get; } = 1;

    /// <summary>The walk to a position, both connectors included; <see cref="NearestFacility.Unreached"/> beyond the limit.</summary>
    public int DistanceMm(NetworkPosition to) => to.IsNowhere ? NearestFacility.Unreached : Within(DistanceMm(to.Edge, to.OffsetMm, to.OffsetMm) + to.ConnectorMm);

    /// <summary>The walk to the nearest of some ways in; <see cref="NearestFacility.Unreached"/> beyond the limit.</summary>
    public int DistanceMm(ReadOnlySpan<NetworkEntry> ways)
    {
        var best = long.MaxValue;
        foreach (ref readonly var way in ways)
        {
            best = Math.Min(best, DistanceMm(way.Edge, way.FromMm, way.ToMm) + way.ConnectorMm);
        }

        return Within(best);
    }

    /// <summary>The way to the nearest of some ways in; null beyond the limit.</summary>
    public WalkingRoute? RouteTo(ReadOnlySpan<NetworkEntry> ways)
    {
        var (best, nearest) = (long.MaxValue, default(NetworkEntry));
        foreach (ref readonly var way in ways)
        {
            var mm = DistanceMm(way.Edge, way.FromMm, way.ToMm) + way.ConnectorMm;
            (best, nearest) = mm < best ? (mm, way) : (best, nearest);
        }

        return Within(best) is var length && length == NearestFacility.Unreached ? null : new(length, [.. WayTo(nearest)]);
    }

    /// <summary>From the start along the network to a place on an edge, without the connector there; a large number if it is not reached.</summary>
    internal long DistanceMm(int edge, int fromMm, int toMm)
    {
        var best = FarAway;
        if (_nodes.TryGetValue(Network.Graph.From[edge], out var first))
        {
            best = first.Mm + fromMm;
        }

        if (_nodes.TryGetValue(Network.Graph.To[edge], out var last))
        {
            best = Math.Min(best, last.Mm + Network.Graph.LengthMm[edge] - toMm);
        }

        return edge == Start.Edge ? Math.Min(best, Start.ConnectorMm + Along(fromMm, toMm)) : best;
    }

    /// <summary>From the start to a node; null if it is not reached.</summary>
    internal long? LabelMm(int node) => _nodes.TryGetValue(node, out var label) ? label.Mm : null;

    /// <summary>Farther than anything that is reached, and far from overflowing.</summary>
    internal const long FarAway = long.MaxValue / 4;

    private long Along(int fromMm, int toMm) => Math.Max(0, Math.Max(fromMm - Start.OffsetMm, Start.OffsetMm - toMm));

    private int Within(long mm) => mm <= _limitMm ? (int)mm : NearestFacility.Unreached;

    private static Dictionary<int, List<(int Node, int Edge)>> NeighboursOf(WalkGraph graph, int[] edges)
    {
        var neighbours = new Dictionary<int, List<(int, int)>>();
        void Add(int from, int to, int edge)
        {
            ref var list = ref CollectionsMarshal.GetValueRefOrAddDefault(neighbours, from, out _);
            (list ??= []).Add((to, edge));
        }

        foreach (var edge in edges)
        {
            Add(graph.From[edge], graph.To[edge], edge);
            Add(graph.To[edge], graph.From[edge], edge);
        }

        return neighbours;
    }

    private void Spread(Dictionary<int, List<(int Node, int Edge)>> neighbours)
    {
        var (graph, queue) = (Network.Graph, new PriorityQueue<int, (long Mm, int Over)>());
        void Offer(int node, long mm, int over, int edge)
        {
            if (mm > _limitMm)
            {
                return;
            }

            ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(_nodes, node, out var seen);
            if (!seen || (mm, over).CompareTo((known.Mm, known.Over)) < 0)
            {
                known = (mm, over, edge);
                queue.Enqueue(node, (mm, over));
            }
        }

        Offer(graph.From[Start.Edge], Start.ConnectorMm + (long)Start.OffsetMm, NoNode, Start.Edge);
        Offer(graph.To[Start.Edge], Start.ConnectorMm + (long)graph.LengthMm[Start.Edge] - Start.OffsetMm, NoNode, Start.Edge);
        while (queue.TryDequeue(out var node, out var label))
        {
            if (label != (_nodes[node].Mm, _nodes[node].Over) || !neighbours.TryGetValue(node, out var next))
            {
                continue;
            }

            foreach (var (to, edge) in next)
            {
                Offer(to, label.Mm + graph.LengthMm[edge], node, edge);
            }
        }
    }

    private IEnumerable<(double X, double Y)> WayTo(NetworkEntry way)
    {
        var graph = Network.Graph;
        var first = _nodes.TryGetValue(graph.From[way.Edge], out var from) ? from.Mm + way.FromMm : FarAway;
        var last = _nodes.TryGetValue(graph.To[way.Edge], out var to) ? to.Mm + graph.LengthMm[way.Edge] - way.ToMm : FarAway;
        if (way.Edge == Start.Edge && Start.ConnectorMm + Along(way.FromMm, way.ToMm) <= Math.Min(first, last))
        {
            return Network.CourseBetween(way.Edge, Start.OffsetMm, Math.Clamp(Start.OffsetMm, way.FromMm, way.ToMm));
        }

        var byFirst = first <= last;
        return WayToNode(byFirst ? graph.From[way.Edge] : graph.To[way.Edge])
            .Concat(Network.CourseBetween(way.Edge, byFirst ? 0 : graph.LengthMm[way.Edge], byFirst ? way.FromMm : way.ToMm));
    }

    private IEnumerable<(double X, double Y)> WayToNode(int node)
    {
        var graph = Network.Graph;
        var steps = new Stack<IEnumerable<(double, double)>>();
        for (var (at, edge) = (node, _nodes[node].Edge); at != NoNode;)
        {
            var over = _nodes[at].Over;
            // The first step leaves from the middle of the start's edge.
            var leaves = over == NoNode ? Start.OffsetMm : EndOf(edge, over, at);
            steps.Push(Network.CourseBetween(edge, leaves, ArrivesAt(edge, over, at)));
            (at, edge) = (over, over == NoNode ? edge : _nodes[over].Edge);
        }

        return steps.SelectMany(step => step);

        int EndOf(int edge, int over, int at) => graph.LengthMm[edge] - ArrivesAt(edge, over, at);

        // A loop leads nowhere and is never walked, so the two ends of an edge differ here, except for the start's own.
        int ArrivesAt(int edge, int over, int at) => graph.To[edge] == at && (graph.From[edge] != at || IsNearer(edge)) ? graph.LengthMm[edge] : 0;

        bool IsNearer(int edge) => graph.LengthMm[edge] - Start.OffsetMm < Start.OffsetMm;
    }
}
