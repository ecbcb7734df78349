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
    private readonly Arcs _arcs;
    private readonly Lazy<EliminatedNetwork> _eliminated;

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
        _arcs = Arcs.Of(nodeCount, _from, _to, _lengthMm);
        (_componentOf, Components) = FindComponents();
        _eliminated = new(() => EliminatedNetwork.Of(this));
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
    internal int[] FirstArc => _arcs.First;

    /// <summary>The node each arc leads to. Loops have no arcs: nobody gets anywhere by them.</summary>
    internal int[] ArcNode => _arcs.Node;

    /// <summary>Length of each arc, millimetres.</summary>
    internal int[] ArcLengthMm => _arcs.LengthMm;

    /// <summary>What sweeps run over; made once, when first asked for.</summary>
    internal EliminatedNetwork Eliminated => _eliminated.Value;

    /// <summary>Makes now what the first search would make.</summary>
    public void Prepare() => _ = Eliminated;

    private (int[] ComponentOf, NetworkComponent[] Components) FindComponents()
    {
        // The root is a component's lowest node: every join keeps the lower of two.
        var root = new int[NodeCount];
        for (var node = 0; node < root.Length; node++)
        {
            root[node] = node;
        }

        for (var edge = 0; edge < _from.Length; edge++)
        {
            var (a, b) = (RootOf(root, _from[edge]), RootOf(root, _to[edge]));
            root[Math.Max(a, b)] = Math.Min(a, b);
        }

        var (numberOf, roots) = (new int[NodeCount], new List<int>());
        for (var node = 0; node < root.Length; node++)
        {
            root[node] = root[root[node]]; // lower nodes come first, so the root of a root is final
            if (root[node] == node)
            {
                numberOf[node] = roots.Count;
                roots.Add(node);
            }
        }

        var found = new NetworkComponent[roots.Count];
        foreach (var lowest in root)
        {
            ref var component = ref found[numberOf[lowest]];
            component = component with { Nodes = component.Nodes + 1 };
        }

        for (var edge = 0; edge < _from.Length; edge++)
        {
            ref var component = ref found[numberOf[root[_from[edge]]]];
            component = component with { Edges = component.Edges + 1, LengthMm = component.LengthMm + _lengthMm[edge] };
        }

        // A stable sort by length, so equally long ones stay in the order of their lowest nodes.
        int[] sorted = [.. Enumerable.Range(0, found.Length).OrderByDescending(number => found[number].LengthMm)];
        for (var rank = 0; rank < sorted.Length; rank++)
        {
            numberOf[roots[sorted[rank]]] = rank;
        }

        return (Array.ConvertAll(root, lowest => numberOf[lowest]), Array.ConvertAll(sorted, number => found[number]));
    }

    private static int RootOf(int[] root, int node)
    {
        while (root[node] != node)
        {
            node = root[node] = root[root[node]];
        }

        return node;
    }
}
