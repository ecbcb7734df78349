namespace Mingzhu.Spatial;

/// <summary>What sweeps run over: the elimination tree of the junctions of a network, and the chains of streets that hang in it.</summary>
/// <remarks>
/// A chain joins its two ends, so one of them is an ancestor of the other: the chain hangs at the lower. Chains are numbered by their lower ends, so those of a subtree are a contiguous range, as its
/// places are; and who walks from outside onto a chain passes the upper neighbours of whatever subtree its lower end is in.<br/>
/// A position on the network is millimetres along a chain, counted from the lower end. The row of a junction is its place in the tree; the rows of vertices inside chains follow, chain by chain.<br/>
/// Immutable; thread-safe.
/// </remarks>
internal sealed class EliminatedNetwork
{
    private readonly int[] _chainOfEdge;
    private readonly int[] _startMm;

    private EliminatedNetwork(WalkGraph graph, Chains chains, EliminationTree tree, int[] arcLengthMm)
    {
        (Tree, ArcLengthMm) = (tree, arcLengthMm);
        var count = chains.LengthMm.Length;
        var lower = new int[count];
        FirstChain = new int[tree.Count + 1];
        for (var chain = 0; chain < count; chain++)
        {
            lower[chain] = Math.Min(tree.Place[chains.From[chain]], tree.Place[chains.To[chain]]);
            FirstChain[lower[chain] + 1]++;
        }

        for (var place = 0; place < tree.Count; place++)
        {
            FirstChain[place + 1] += FirstChain[place];
        }

        var (next, number) = (FirstChain.AsSpan(0, tree.Count).ToArray(), new int[count]);
        (Lower, Upper, LengthMm) = (new int[count], new int[count], new int[count]);
        for (var chain = 0; chain < count; chain++)
        {
            var (at, from, to) = (next[lower[chain]]++, tree.Place[chains.From[chain]], tree.Place[chains.To[chain]]);
            (number[chain], Lower[at], Upper[at], LengthMm[at]) = (at, lower[chain], Math.Max(from, to), chains.LengthMm[chain]);
        }

        (_chainOfEdge, _startMm) = (new int[graph.EdgeCount], chains.StartMm);
        for (var edge = 0; edge < _chainOfEdge.Length; edge++)
        {
            var (chain, isAgainst) = chains.ChainOfEdge[edge] is >= 0 and var same ? (same, false) : (~chains.ChainOfEdge[edge], true);
            if (tree.Place[chains.From[chain]] != lower[chain])
            {
                (isAgainst, _startMm[edge]) = (!isAgainst, chains.LengthMm[chain] - _startMm[edge]);
            }

            _chainOfEdge[edge] = isAgainst ? ~number[chain] : number[chain];
        }

        var (links, at2) = (new StretchOnChain[chains.Links.Length], 0);
        foreach (var node in chains.Links)
        {
            var chain = chains.ChainOfNode[node];
            var mm = tree.Place[chains.From[chain]] != lower[chain] ? chains.LengthMm[chain] - chains.AtMmOfNode[node] : chains.AtMmOfNode[node];
            links[at2++] = new(number[chain], mm, mm, 0);
        }

        Links = Stations.Of(this, links);
        Row = new int[graph.NodeCount];
        for (var junction = 0; junction < tree.Count; junction++)
        {
            Row[chains.Node[junction]] = tree.Place[junction];
        }

        for (var station = 0; station < links.Length; station++)
        {
            Row[chains.Links[Links.Origin[station]]] = tree.Count + station;
        }
    }

    /// <summary>The tree over the junctions.</summary>
    public EliminationTree Tree { get; }

    /// <summary>Millimetres: <c>int[arc]</c> of the tree.</summary>
    public int[] ArcLengthMm { get; }

    /// <summary>The place each chain hangs at: <c>int[chain]</c>, ascending.</summary>
    public int[] Lower { get; }

    /// <summary>The place of its other end, an ancestor or, of a loop, the same: <c>int[chain]</c>.</summary>
    public int[] Upper { get; }

    /// <summary>Millimetres: <c>int[chain]</c>.</summary>
    public int[] LengthMm { get; }

    /// <summary>Where the chains of a place begin: <c>int[place + 1]</c>.</summary>
    public int[] FirstChain { get; }

    /// <summary>The vertices inside chains, along each chain.</summary>
    public Stations Links { get; }

    /// <summary>The row of every node: <c>int[node]</c>.</summary>
    public int[] Row { get; }

    /// <summary>Puts a network into the order of sweeps.</summary>
    public static EliminatedNetwork Of(WalkGraph graph)
    {
        var chains = Chains.Of(graph);
        var arcs = Arcs.Of(chains.Node.Length, chains.From, chains.To, chains.LengthMm);
        var tree = EliminationTree.Of(MinimumDegreeOrder.Of(arcs));
        return new(graph, chains, tree, ArcLengths.Of(tree, arcs));
    }

    /// <summary>A stretch of an edge, millimetres from the edge's start, as a stretch of its chain.</summary>
    public StretchOnChain On(int edge, int fromMm, int toMm, int connectorMm)
    {
        var (chain, startMm) = (_chainOfEdge[edge], _startMm[edge]);
        return chain >= 0 ? new(chain, startMm + fromMm, startMm + toMm, connectorMm) : new(~chain, startMm - toMm, startMm - fromMm, connectorMm);
    }

    /// <summary>A node inside a chain, told by its row.</summary>
    public StretchOnChain At(int row)
    {
        var (chain, mm) = (Links.Chain[row - Tree.Count], Links.AtMm[row - Tree.Count]);
        return new(chain, mm, mm, 0);
    }

    /// <summary>How far it is from a stretch to both ends of its chain.</summary>
    public ChainEnds EndsOf(in StretchOnChain stretch)
    {
        static int Clamped(long mm) => (int)Math.Min(mm, NearestFacility.Unreached);
        var chain = stretch.Chain;
        return new(Lower[chain], Clamped((long)stretch.ConnectorMm + stretch.FromMm), Upper[chain], Clamped((long)stretch.ConnectorMm + LengthMm[chain] - stretch.ToMm));
    }
}

/// <summary>Where one is on, or arrives at, a chain.</summary>
/// <param name="Chain">Which one.</param>
/// <param name="FromMm">Nearest to the lower end, millimetres from it.</param>
/// <param name="ToMm">Farthest from it; the same for a point.</param>
/// <param name="ConnectorMm">From the chain to the thing itself; counted in every distance.</param>
internal readonly record struct StretchOnChain(int Chain, int FromMm, int ToMm, int ConnectorMm)
{
    /// <summary>The way between a point of the same chain and this, without the point's own connector.</summary>
    public long AlongMm(int atMm) => (long)ConnectorMm + Math.Max(0, Math.Max(FromMm - atMm, atMm - ToMm));
}
