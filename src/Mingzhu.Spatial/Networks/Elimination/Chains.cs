namespace Mingzhu.Spatial;

/// <summary>A network without its vertices along streets: junctions (路口), and chains (链) of edges between them.</summary>
/// <remarks>
/// Idea: a vertex that two edges meet at cannot be passed but along its street, so what is nearest to it is told by the two ends of the street. Four of five vertices of a map are such; only the others
/// need be eliminated.<br/>
/// Invariant: every edge lies on exactly one chain; the ends of a chain are junctions, all vertices between them are none. A circle without a junction, and a chain longer than a walk can be, get one.<br/>
/// A loop is a chain with one end, a dead end is a junction. Junctions keep the order of their nodes, chains come in the order of their first edges. Pure.<br/>
/// Cost: O(V + E), no search: the way on from a vertex is the exclusive or of its two edges and the one come by.
/// </remarks>
internal sealed class Chains
{
    private const int Junction = -1;
    private const int None = int.MaxValue;

    private readonly List<int> _from = [], _to = [], _lengthMm = [];
    private readonly int[] _links;
    private int _linkCount;

    private Chains(WalkGraph graph)
    {
        (ChainOfNode, AtMmOfNode) = (new int[graph.NodeCount], new int[graph.NodeCount]);
        (ChainOfEdge, StartMm, _links) = (new int[graph.EdgeCount], new int[graph.EdgeCount], new int[graph.NodeCount]);
        Array.Fill(ChainOfEdge, None);
    }

    /// <summary>The node of the network that is a junction: <c>int[junction]</c>.</summary>
    public int[] Node { get; private set; } = [];

    /// <summary>The junction each chain begins at: <c>int[chain]</c>.</summary>
    public int[] From { get; private set; } = [];

    /// <summary>The junction each chain ends at: <c>int[chain]</c>.</summary>
    public int[] To { get; private set; } = [];

    /// <summary>Length of each chain, millimetres, at most <see cref="NearestFacility.Unreached"/>.</summary>
    public int[] LengthMm { get; private set; } = [];

    /// <summary>The chain of each edge, as its complement if it runs against it: <c>int[edge]</c>.</summary>
    public int[] ChainOfEdge { get; }

    /// <summary>Where each edge starts on its chain, millimetres from the chain's beginning: <c>int[edge]</c>.</summary>
    public int[] StartMm { get; }

    /// <summary>The chain a node lies inside of, −1 for a junction: <c>int[node]</c>.</summary>
    public int[] ChainOfNode { get; }

    /// <summary>Where on it: <c>int[node]</c>; of a junction its number.</summary>
    public int[] AtMmOfNode { get; }

    /// <summary>The nodes inside chains, chain by chain from beginning to end.</summary>
    public ReadOnlySpan<int> Links => _links.AsSpan(0, _linkCount);

    /// <summary>Finds the chains of a network.</summary>
    public static Chains Of(WalkGraph graph)
    {
        var chains = new Chains(graph);
        var (degree, edges) = (new byte[graph.NodeCount], new int[graph.NodeCount]);
        ReadOnlySpan<int> from = graph.From, to = graph.To;
        for (var edge = 0; edge < from.Length; edge++)
        {
            // A loop makes a junction of any node.
            var ends = from[edge] == to[edge] ? 3 : 1;
            degree[from[edge]] = (byte)Math.Min(3, degree[from[edge]] + ends);
            degree[to[edge]] = (byte)Math.Min(3, degree[to[edge]] + ends);
            edges[from[edge]] ^= edge;
            edges[to[edge]] ^= edge;
        }

        for (var node = 0; node < degree.Length; node++)
        {
            chains.ChainOfNode[node] = degree[node] == 2 ? None : Junction;
        }

        for (var edge = 0; edge < from.Length; edge++)
        {
            var start = chains.ChainOfNode[from[edge]] == Junction ? from[edge] : to[edge];
            if (chains.ChainOfEdge[edge] == None && chains.ChainOfNode[start] == Junction)
            {
                chains.Follow(graph, edges, edge, start);
            }
        }

        for (var edge = 0; edge < from.Length; edge++)
        {
            if (chains.ChainOfEdge[edge] == None)
            {
                var start = chains.ChainOfNode[to[edge]] == Junction ? to[edge] : from[edge];
                chains.ChainOfNode[start] = Junction;
                chains.Follow(graph, edges, edge, start);
            }
        }

        chains.NumberJunctions();
        return chains;
    }

    private void Follow(WalkGraph graph, int[] edges, int edge, int node)
    {
        var (chain, at) = (_from.Count, 0L);
        _from.Add(node);
        while (true)
        {
            var (along, lengthMm) = (graph.From[edge] == node, graph.LengthMm[edge]);
            (ChainOfEdge[edge], StartMm[edge]) = along ? (chain, (int)at) : (~chain, (int)at + lengthMm);
            at += lengthMm;
            node = along ? graph.To[edge] : graph.From[edge];
            if (ChainOfNode[node] == Junction)
            {
                break;
            }

            edge ^= edges[node];
            if (at + graph.LengthMm[edge] > NearestFacility.Unreached)
            {
                ChainOfNode[node] = Junction;
                break;
            }

            (ChainOfNode[node], AtMmOfNode[node]) = (chain, (int)at);
            _links[_linkCount++] = node;
        }

        _to.Add(node);
        _lengthMm.Add((int)at);
    }

    private void NumberJunctions()
    {
        var count = 0;
        Node = new int[ChainOfNode.Length - _linkCount];
        for (var node = 0; node < ChainOfNode.Length; node++)
        {
            if (ChainOfNode[node] == Junction)
            {
                (Node[count], AtMmOfNode[node]) = (node, count);
                count++;
            }
        }

        (From, To, LengthMm) = ([.. _from.Select(node => AtMmOfNode[node])], [.. _to.Select(node => AtMmOfNode[node])], [.. _lengthMm]);
    }
}
