namespace Mingzhu.Spatial;

/// <summary>A part of a network from which no way leads to the rest (连通分量).</summary>
/// <param name="Nodes">How many nodes.</param>
/// <param name="Edges">How many edges.</param>
/// <param name="LengthMm">Length of its edges together, millimetres.</param>
public readonly record struct NetworkComponent(int Nodes, int Edges, long LengthMm);

/// <summary>Nodes and the edges between them, walked both ways (步行图).</summary>
/// <remarks>
/// In: edges as three arrays <c>int[edge]</c>; lengths in millimetres, at least 0, 0 counts as 1. Loops and parallel edges are allowed.<br/>
/// Always: component 0 is the longest; equally long ones come in the order of their lowest node.<br/>
/// Cost: O(V + E) to build. Immutable; thread-safe.
/// </remarks>
public sealed class WalkGraph
{
    private readonly int[] _from;
    private readonly int[] _to;
    private readonly int[] _lengthMm;
    private readonly int[] _componentOf;
    private readonly Lazy<(EliminationTree Tree, int[] ArcLengthMm)> _eliminated;

    /// <summary>Puts the edges together.</summary>
    /// <exception cref="ArgumentException">The arrays differ in length, a node does not exist or a length is negative.</exception>
    public WalkGraph(int nodeCount, int[] from, int[] to, int[] lengthMm)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(nodeCount);
        ArgumentOutOfRangeException.ThrowIfNotEqual(to.Length, from.Length);
        ArgumentOutOfRangeException.ThrowIfNotEqual(lengthMm.Length, from.Length);
        for (var edge = 0; edge < from.Length; edge++)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(Math.Min(from[edge], to[edge]), nameof(from));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(Math.Max(from[edge], to[edge]), nodeCount, nameof(from));
            ArgumentOutOfRangeException.ThrowIfNegative(lengthMm[edge], nameof(lengthMm));
        }

        (NodeCount, _from, _to, _lengthMm) = (nodeCount, [.. from], [.. to], Array.ConvertAll(lengthMm, mm => Math.Max(1, mm)));
        (FirstArc, ArcNode, ArcLengthMm) = Arcs();
        (_componentOf, Components) = FindComponents();
        _eliminated = new(Eliminate);
    }

    /// <summary>How many nodes.</summary>
    public int NodeCount { get; }

    /// <summary>How many edges.</summary>
    public int EdgeCount => _from.Length;

    /// <summary>The node each edge starts at: <c>int[edge]</c>.</summary>
    public ReadOnlySpan<int> From => _from;

    /// <summary>The node each edge ends at: <c>int[edge]</c>.</summary>
    public ReadOnlySpan<int> To => _to;

    /// <summary>Length of each edge: <c>int[edge]</c>, millimetres, ≥ 1.</summary>
    public ReadOnlySpan<int> LengthMm => _lengthMm;

    /// <summary>Component of each node: <c>int[node]</c>, index into <see cref="Components"/>.</summary>
    public ReadOnlySpan<int> ComponentOf => _componentOf;

    /// <summary>The components, the longest first.</summary>
    public IReadOnlyList<NetworkComponent> Components { get; }

    /// <summary>Where the arcs of each node begin; one more entry than nodes.</summary>
    internal int[] FirstArc { get; }

    /// <summary>The node each arc leads to. Loops have no arcs: nobody gets anywhere by them.</summary>
    internal int[] ArcNode { get; }

    /// <summary>Length of each arc, millimetres.</summary>
    internal int[] ArcLengthMm { get; }

    /// <summary>What sweeps run over; made once, when first asked for.</summary>
    internal (EliminationTree Tree, int[] ArcLengthMm) Eliminated => _eliminated.Value;

    private (EliminationTree Tree, int[] ArcLengthMm) Eliminate()
    {
        var tree = EliminationTree.Of(MinimumDegreeOrder.Of(this));
        return (tree, ArcLengths.Of(tree, this));
    }

    private (int[] First, int[] Node, int[] LengthMm) Arcs()
    {
        var first = new int[NodeCount + 1];
        for (var edge = 0; edge < _from.Length; edge++)
        {
            if (_from[edge] != _to[edge])
            {
                first[_from[edge] + 1]++;
                first[_to[edge] + 1]++;
            }
        }

        for (var node = 0; node < NodeCount; node++)
        {
            first[node + 1] += first[node];
        }

        var next = first.AsSpan(0, NodeCount).ToArray();
        var (nodes, lengths) = (new int[first[NodeCount]], new int[first[NodeCount]]);
        for (var edge = 0; edge < _from.Length; edge++)
        {
            if (_from[edge] != _to[edge])
            {
                (nodes[next[_from[edge]]], lengths[next[_from[edge]]++]) = (_to[edge], _lengthMm[edge]);
                (nodes[next[_to[edge]]], lengths[next[_to[edge]]++]) = (_from[edge], _lengthMm[edge]);
            }
        }

        return (first, nodes, lengths);
    }

    private (int[] ComponentOf, NetworkComponent[] Components) FindComponents()
    {
        var root = Enumerable.Range(0, NodeCount).ToArray();
        int RootOf(int node)
        {
            while (root[node] != node)
            {
                node = root[node] = root[root[node]];
            }

            return node;
        }

        for (var edge = 0; edge < _from.Length; edge++)
        {
            var (a, b) = (RootOf(_from[edge]), RootOf(_to[edge]));
            root[Math.Max(a, b)] = Math.Min(a, b);
        }

        // The root is a component's lowest node, so a stable sort by length settles ties by it.
        var sums = new Dictionary<int, NetworkComponent>();
        for (var node = 0; node < NodeCount; node++)
        {
            var sum = sums.GetValueOrDefault(RootOf(node));
            sums[RootOf(node)] = sum with { Nodes = sum.Nodes + 1 };
        }

        for (var edge = 0; edge < _from.Length; edge++)
        {
            var sum = sums[RootOf(_from[edge])];
            sums[RootOf(_from[edge])] = sum with { Edges = sum.Edges + 1, LengthMm = sum.LengthMm + _lengthMm[edge] };
        }

        KeyValuePair<int, NetworkComponent>[] sorted = [.. sums.OrderByDescending(each => each.Value.LengthMm).ThenBy(each => each.Key)];
        var rank = sorted.Select((each, index) => (each.Key, index)).ToDictionary(pair => pair.Key, pair => pair.index);
        return ([.. Enumerable.Range(0, NodeCount).Select(node => rank[RootOf(node)])], Array.ConvertAll(sorted, each => each.Value));
    }
}
