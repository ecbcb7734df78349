namespace Mingzhu.Sample.Land;

/// <summary>The outline of a set of cells (轮廓): rings along the lattice's edges, so that two sets that meet share their points exactly.</summary>
internal static class Outline
{
    public static Shape Of(Lattice lattice, IEnumerable<int> cells) => Shape.Polygons(Pieces(lattice, cells).Select(piece => OfPiece(lattice, piece)));

    /// <summary>One piece has one shell; walks the other way round are its holes.</summary>
    private static Shape OfPiece(Lattice lattice, HashSet<int> piece)
    {
        var next = new Dictionary<(int I, int J), List<(int I, int J)>>();
        foreach (var cell in piece.Order())
        {
            var (i, j) = lattice.At(cell);
            Border((i, j - 1), (i, j), (i + 1, j));
            Border((i + 1, j), (i + 1, j), (i + 1, j + 1));
            Border((i, j + 1), (i + 1, j + 1), (i, j + 1));
            Border((i - 1, j), (i, j + 1), (i, j));
        }

        var rings = Rings(next).ToLookup(ring => Twice(ring) > 0, ring => ring.Select(node => lattice.Node(node.I, node.J)).ToArray());
        return Shape.Polygon(rings[true].Single(), [.. rings[false]]);

        void Border((int I, int J) beyond, (int I, int J) from, (int I, int J) to)
        {
            if (beyond.I >= 0 && beyond.J >= 0 && beyond.I < lattice.Size && beyond.J < lattice.Size && piece.Contains(lattice.Cell(beyond.I, beyond.J)))
                return;
            if (!next.TryGetValue(from, out var ways))
                next[from] = ways = [];
            ways.Add(to);
        }
    }

    /// <summary>Cells that hang together by their sides; those that only meet at a corner would give an outline that cuts itself in two.</summary>
    private static IEnumerable<HashSet<int>> Pieces(Lattice lattice, IEnumerable<int> cells)
    {
        var left = new SortedSet<int>(cells);
        while (left.Count > 0)
        {
            var piece = new HashSet<int> { left.Min };
            var waiting = new Queue<int>(piece);
            left.Remove(left.Min);
            while (waiting.TryDequeue(out var cell))
            {
                foreach (var beside in lattice.Neighbours(cell).Where(left.Remove))
                {
                    piece.Add(beside);
                    waiting.Enqueue(beside);
                }
            }

            yield return piece;
        }
    }

    /// <summary>Closed walks; one that comes back to a node it has passed gives off a ring there, so no ring touches itself.</summary>
    private static IEnumerable<List<(int I, int J)>> Rings(Dictionary<(int I, int J), List<(int I, int J)>> next)
    {
        foreach (var start in next.Keys.Order().ToList())
        {
            while (next[start].Count > 0)
            {
                var walk = new List<(int I, int J)> { start };
                var passed = new Dictionary<(int I, int J), int> { [start] = 0 };
                do
                {
                    var ways = next[walk[^1]];
                    var to = ways[^1];
                    ways.RemoveAt(ways.Count - 1);
                    if (passed.TryGetValue(to, out var since))
                    {
                        yield return walk.GetRange(since, walk.Count - since);
                        foreach (var gone in walk.Skip(since + 1))
                            passed.Remove(gone);
                        walk.RemoveRange(since + 1, walk.Count - since - 1);
                    }
                    else
                    {
                        passed[to] = walk.Count;
                        walk.Add(to);
                    }
                }
                while (walk.Count > 1);
            }
        }
    }

    private static int Twice(List<(int I, int J)> ring) =>
        Enumerable.Range(0, ring.Count).Sum(k => ring[k].I * ring[(k + 1) % ring.Count].J - ring[(k + 1) % ring.Count].I * ring[k].J);
}
