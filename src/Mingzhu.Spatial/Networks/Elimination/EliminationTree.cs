namespace Mingzhu.Spatial;

/// <summary>The elimination tree (消元树) of a network: what a sweep runs over.</summary>
/// <remarks>
/// The parent of a node is the first of its upper neighbours to be eliminated after it. Nodes are numbered in post-order and called by that number, their <em>place</em>.<br/>
/// Always: an arc leads from a place to an ancestor of it; a subtree is the contiguous range <c>First[place]..place</c>, and all arcs out of it lead to the upper neighbours of its root, so whoever
/// walks from outside into a subtree passes one of those. <br/>
/// In consequence, with d at infinity but for sources: pushing d over every arc in ascending order, then pulling over every arc in descending order, leaves the exact distance to the nearest source
/// at every place, for a shortest way can be drawn as one that first only rises and then only falls.<br/>
/// A network in pieces gives a forest; the roots have parent −1. Immutable.<br/>
/// By: Liu 1990 (elimination trees); Dibbelt, Strasser and Wagner 2016 (customizable contraction hierarchies); Delling and others 2011 (sweeps, PHAST).
/// </remarks>
internal sealed class EliminationTree
{
    private EliminationTree(int count, int arcs)
    {
        (Node, Place, Parent, First, Depth) = (new int[count], new int[count], new int[count], new int[count], new int[count]);
        (FirstArc, ArcHead, ArcDepth) = (new int[count + 1], new int[arcs], new int[arcs]);
    }

    /// <summary>How many places.</summary>
    public int Count => Node.Length;

    /// <summary>How many nodes the longest way to a root has.</summary>
    public int Height { get; private set; }

    /// <summary>The node of the network at a place: <c>int[place]</c>.</summary>
    public int[] Node { get; }

    /// <summary>The place of a node of the network: <c>int[node]</c>.</summary>
    public int[] Place { get; }

    /// <summary>The parent's place, −1 for a root: <c>int[place]</c>.</summary>
    public int[] Parent { get; }

    /// <summary>The lowest place of the subtree: <c>int[place]</c>.</summary>
    public int[] First { get; }

    /// <summary>How many ancestors: <c>int[place]</c>. An ancestor of a place is told by its depth.</summary>
    public int[] Depth { get; }

    /// <summary>Where the upward arcs of a place begin, the parent's first, the highest last: <c>int[place + 1]</c>.</summary>
    public int[] FirstArc { get; }

    /// <summary>The place an arc leads up to: <c>int[arc]</c>.</summary>
    public int[] ArcHead { get; }

    /// <summary>The depth of that place: <c>int[arc]</c>.</summary>
    public int[] ArcDepth { get; }

    /// <summary>Builds the tree for an order of elimination.</summary>
    public static EliminationTree Of(MinimumDegreeOrder order)
    {
        var tree = new EliminationTree(order.Order.Length, order.JoinCount);
        tree.NumberPlaces(order.Order, ParentNodes(order));
        tree.LayArcs(order);
        return tree;
    }

    private static int[] ParentNodes(MinimumDegreeOrder order)
    {
        var turn = new int[order.Order.Length];
        for (var i = 0; i < turn.Length; i++)
        {
            turn[order.Order[i]] = i;
        }

        var parent = new int[turn.Length];
        for (var node = 0; node < parent.Length; node++)
        {
            parent[node] = -1;
            foreach (var above in order.Above(node))
            {
                parent[node] = parent[node] < 0 || turn[above] < turn[parent[node]] ? above : parent[node];
            }
        }

        return parent;
    }

    private void NumberPlaces(ReadOnlySpan<int> order, int[] parentNode)
    {
        // Subtree sizes from below, then every node's range from above: a parent's place is known before its children's.
        var size = new int[Count];
        foreach (var node in order)
        {
            size[node]++;
            if (parentNode[node] >= 0)
            {
                size[parentNode[node]] += size[node];
            }
        }

        var (end, free) = (new int[Count], Count);
        for (var turn = Count - 1; turn >= 0; turn--)
        {
            var (node, parent) = (order[turn], parentNode[order[turn]]);
            ref var top = ref free;
            if (parent >= 0)
            {
                top = ref end[parent];
            }

            var place = top - 1;
            top -= size[node];
            end[node] = place;
            (Node[place], Place[node], First[place]) = (node, place, place - size[node] + 1);
            (Parent[place], Depth[place]) = parent < 0 ? (-1, 0) : (Place[parent], Depth[Place[parent]] + 1);
            Height = Math.Max(Height, Depth[place] + 1);
        }
    }

    private void LayArcs(MinimumDegreeOrder order)
    {
        var arcs = 0;
        for (var place = 0; place < Count; place++)
        {
            FirstArc[place] = arcs;
            foreach (var above in order.Above(Node[place]))
            {
                ArcHead[arcs++] = Place[above];
            }

            var heads = ArcHead.AsSpan(FirstArc[place], arcs - FirstArc[place]);
            heads.Sort();
            for (var i = 0; i < heads.Length; i++)
            {
                ArcDepth[FirstArc[place] + i] = Depth[heads[i]];
            }
        }

        FirstArc[Count] = arcs;
    }
}
