namespace Mingzhu.Spatial;

/// <summary>Edges as seen from their ends (邻接表): one arc out of either end. Loops have none: nobody gets anywhere by them.</summary>
/// <param name="First">Where the arcs of each node begin: <c>int[node + 1]</c>.</param>
/// <param name="Node">The node each arc leads to: <c>int[arc]</c>.</param>
/// <param name="LengthMm">Millimetres: <c>int[arc]</c>.</param>
internal sealed record Arcs(int[] First, int[] Node, int[] LengthMm)
{
    public int NodeCount => First.Length - 1;

    /// <summary>Sorts the ends of edges by node, in the order of the edges.</summary>
    public static Arcs Of(int nodeCount, ReadOnlySpan<int> from, ReadOnlySpan<int> to, ReadOnlySpan<int> lengthMm)
    {
        // Counted two places ahead, so that filling in moves every start to where it belongs.
        var first = new int[nodeCount + 2];
        for (var edge = 0; edge < from.Length; edge++)
        {
            if (from[edge] != to[edge])
            {
                first[from[edge] + 2]++;
                first[to[edge] + 2]++;
            }
        }

        for (var node = 1; node <= nodeCount; node++)
        {
            first[node + 1] += first[node];
        }

        var (nodes, lengths) = (new int[first[nodeCount + 1]], new int[first[nodeCount + 1]]);
        for (var edge = 0; edge < from.Length; edge++)
        {
            if (from[edge] != to[edge])
            {
                var (here, there) = (first[from[edge] + 1]++, first[to[edge] + 1]++);
                (nodes[here], lengths[here]) = (to[edge], lengthMm[edge]);
                (nodes[there], lengths[there]) = (from[edge], lengthMm[edge]);
            }
        }

        return new(first.AsSpan(0, nodeCount + 1).ToArray(), nodes, lengths);
    }
}
