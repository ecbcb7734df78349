namespace Mingzhu.Spatial;

/// <summary>The length of every upward arc (定权): of the shortest way between its ends over lower places only, the edge between them included.</summary>
/// <remarks>
/// Invariant: when a place's turn comes, ascending, its arcs are final; every lower place from which arcs lead to it and, later, to another upper neighbour, then offers the way over itself.<br/>
/// Lengths are clamped to <see cref="NearestFacility.Unreached"/>, which no walk can reach, so sums of two stay below 2³².<br/>
/// Depends on lengths; the tree does not: other lengths need no new order.<br/>
/// Cost: O(triangles), that is pairs of arcs of one place.<br/>
/// By: Dibbelt, Strasser and Wagner 2016 (basic customization); the lists of waiting places as in left-looking Cholesky factorization.
/// </remarks>
internal static class ArcLengths
{
    private const int None = -1;

    /// <summary>Millimetres: <c>int[arc]</c>.</summary>
    public static int[] Of(EliminationTree tree, Arcs graph)
    {
        var lengthMm = Edges(tree, graph);
        var (firstArc, arcHead, arcDepth) = (tree.FirstArc, tree.ArcHead, tree.ArcDepth);
        var (waitingAt, nextWaiting, nextArc) = (new int[tree.Count], new int[tree.Count], firstArc.AsSpan(0, tree.Count).ToArray());
        var arcTo = new int[tree.Height]; // by depth: an ancestor of the place whose turn it is
        Array.Fill(waitingAt, None);

        for (var place = 0; place < tree.Count; place++)
        {
            for (var arc = firstArc[place]; arc < firstArc[place + 1]; arc++)
            {
                arcTo[arcDepth[arc]] = arc;
            }

            for (var lower = waitingAt[place]; lower != None;)
            {
                var (following, arc, end) = (nextWaiting[lower], nextArc[lower], firstArc[lower + 1]);
                var toHere = (uint)lengthMm[arc];
                for (var other = arc + 1; other < end; other++)
                {
                    ref var best = ref lengthMm[arcTo[arcDepth[other]]];
                    best = (int)Math.Min((uint)best, toHere + (uint)lengthMm[other]);
                }

                Wait(lower, arc + 1);
                lower = following;
            }

            Wait(place, firstArc[place]);
        }

        return lengthMm;

        void Wait(int place, int arc)
        {
            if (arc + 1 < firstArc[place + 1])
            {
                nextArc[place] = arc;
                (nextWaiting[place], waitingAt[arcHead[arc]]) = (waitingAt[arcHead[arc]], place);
            }
        }
    }

    /// <summary>What the edges alone say: the shortest of parallel ones, unreached where there is only a join.</summary>
    private static int[] Edges(EliminationTree tree, Arcs graph)
    {
        var lengthMm = new int[tree.ArcHead.Length];
        Array.Fill(lengthMm, NearestFacility.Unreached);
        for (var place = 0; place < tree.Count; place++)
        {
            var (first, node) = (tree.FirstArc[place], tree.Node[place]);
            var heads = tree.ArcHead.AsSpan(first, tree.FirstArc[place + 1] - first);
            for (var arc = graph.First[node]; arc < graph.First[node + 1]; arc++)
            {
                var other = tree.Place[graph.Node[arc]];
                if (other > place)
                {
                    ref var best = ref lengthMm[first + heads.IndexOf(other)];
                    best = Math.Min(best, graph.LengthMm[arc]);
                }
            }
        }

        return lengthMm;
    }
}
