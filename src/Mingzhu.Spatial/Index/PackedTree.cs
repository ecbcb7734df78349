namespace Mingzhu.Spatial;

/// <summary>How far an item is from what <see cref="PackedTree.Nearest"/> looks from; a struct, so that no call allocates.</summary>
public interface IItemDistance
{
    /// <summary>Square of the distance to an item; never less than the square of the distance to its box.</summary>
    double Squared(int item);
}

/// <summary>A static R-tree (R 树) over boxes, packed along the Hilbert curve into flat arrays.</summary>
/// <remarks>
/// In: boxes in any unit; an empty box is never found.<br/>
/// Always: answers equal those of a scan over all boxes; the order of answers depends on the boxes only.<br/>
/// Cost: O(n log n) to build, about 44 bytes a box; no query allocates. Thread-safe once built.<br/>
/// By: the Hilbert-packed R-tree of Kamel and Faloutsos (1993). Nodes lie in pre-order and each knows where its subtree ends, so a query needs no stack.
/// </remarks>
public sealed class PackedTree
{
    private const int Fanout = 8;

    private readonly Box[] _boxes;
    private readonly int[] _end;
    private readonly int[] _item;

    /// <summary>Packs the boxes; item numbers are their positions in the span.</summary>
    public PackedTree(ReadOnlySpan<Box> boxes)
    {
        var (order, count) = HilbertOrder(boxes);
        var nodes = CountNodes(count);
        (_boxes, _end, _item) = (new Box[nodes], new int[nodes], new int[nodes]);
        Count = count;
        if (count > 0)
        {
            Pack(boxes, order.AsSpan(0, count), 0);
        }
    }

    /// <summary>How many boxes it holds; empty ones are left out.</summary>
    public int Count { get; }

    /// <summary>The rectangle about everything.</summary>
    public Box Extent => _boxes.Length == 0 ? Box.Empty : _boxes[0];

    /// <summary>All items whose box meets a box: <c>foreach (var item in tree.Meeting(box))</c>.</summary>
    public Meetings Meeting(in Box box) => new(this, box);

    /// <summary>The item nearest to a box within a distance; of several equally near ones the lowest number.</summary>
    /// <remarks>Out: the item and the square of its distance, or (−1, +∞) if none is within.</remarks>
    public (int Item, double DistanceSquared) Nearest<TDistance>(in Box from, double within, ref TDistance distance)
        where TDistance : struct, IItemDistance
    {
        var (best, bestSquared) = (-1, within * within);
        if (Count == 0)
        {
            return (-1, double.PositiveInfinity);
        }

        // A greedy walk down first, so that the sweep over the whole tree has something to beat.
        Offer(GreedyLeaf(from), ref distance, ref best, ref bestSquared);
        for (var node = 0; node < _end.Length;)
        {
            if (_boxes[node].DistanceSquared(from) > bestSquared)
            {
                node = _end[node];
                continue;
            }

            Offer(_item[node], ref distance, ref best, ref bestSquared);
            node++;
        }

        return best < 0 ? (-1, double.PositiveInfinity) : (best, bestSquared);
    }

    private static void Offer<TDistance>(int item, ref TDistance distance, ref int best, ref double bestSquared)
        where TDistance : struct, IItemDistance
    {
        if (item < 0)
        {
            return;
        }

        var squared = distance.Squared(item);
        if (squared < bestSquared || (squared == bestSquared && (best < 0 || item < best)))
        {
            (best, bestSquared) = (item, squared);
        }
    }

    private int GreedyLeaf(in Box from)
    {
        var node = 0;
        while (_item[node] < 0)
        {
            var (nearest, nearestSquared) = (node + 1, double.PositiveInfinity);
            for (var child = node + 1; child < _end[node]; child = _end[child])
            {
                var squared = _boxes[child].DistanceSquared(from);
                if (squared < nearestSquared)
                {
                    (nearest, nearestSquared) = (child, squared);
                }
            }

            node = nearest;
        }

        return _item[node];
    }

    private static (int[] Order, int Count) HilbertOrder(ReadOnlySpan<Box> boxes)
    {
        var extent = Box.Empty;
        foreach (ref readonly var box in boxes)
        {
            extent = box.IsEmpty ? extent : extent.With(box);
        }

        var (order, keys) = (new int[boxes.Length], new ulong[boxes.Length]);
        var count = 0;
        for (var i = 0; i < boxes.Length; i++)
        {
            if (!boxes[i].IsEmpty)
            {
                order[count] = i;
                keys[count++] = ((ulong)HilbertKey(boxes[i], extent) << 32) | (uint)i;
            }
        }

        Array.Sort(keys, order, 0, count);
        return (order, count);
    }

    private static uint HilbertKey(in Box box, in Box extent)
    {
        var x = Cell((box.MinX + box.MaxX) / 2, extent.MinX, extent.MaxX);
        var y = Cell((box.MinY + box.MaxY) / 2, extent.MinY, extent.MaxY);
        var key = 0u;
        for (var side = 1u << 15; side > 0; side >>= 1)
        {
            var (right, upper) = ((x & side) == 0 ? 0u : 1u, (y & side) == 0 ? 0u : 1u);
            key = (key << 2) | ((3 * right) ^ upper);
            if (upper == 0)
            {
                (x, y) = right == 1 ? (0xFFFF - y, 0xFFFF - x) : (y, x);
            }
        }

        return key;
    }

    private static uint Cell(double value, double min, double max) =>
        max > min ? (uint)Math.Clamp((value - min) / (max - min) * 0xFFFF, 0, 0xFFFF) : 0;

    private static int CountNodes(int count)
    {
        if (count <= 1)
        {
            return count;
        }

        var nodes = 1;
        var parts = Math.Min(Fanout, count);
        for (var part = 0; part < parts; part++)
        {
            nodes += CountNodes(Share(count, part, parts));
        }

        return nodes;
    }

    private static int Share(int count, int part, int parts) => (int)(((long)count * (part + 1) / parts) - ((long)count * part / parts));

    private int Pack(ReadOnlySpan<Box> boxes, ReadOnlySpan<int> order, int node)
    {
        if (order.Length == 1)
        {
            (_boxes[node], _end[node], _item[node]) = (boxes[order[0]], node + 1, order[0]);
            return node + 1;
        }

        var (next, box, parts) = (node + 1, Box.Empty, Math.Min(Fanout, order.Length));
        for (int part = 0, start = 0; part < parts; part++)
        {
            var share = Share(order.Length, part, parts);
            var child = next;
            next = Pack(boxes, order.Slice(start, share), child);
            box = box.With(_boxes[child]);
            start += share;
        }

        (_boxes[node], _end[node], _item[node]) = (box, next, -1);
        return next;
    }

    /// <summary>The items whose box meets a box; enumerates without allocating.</summary>
    public struct Meetings
    {
        private readonly PackedTree _tree;
        private readonly Box _box;
        private int _next;

        internal Meetings(PackedTree tree, in Box box) => (_tree, _box, _next, Current) = (tree, box, 0, -1);

        /// <summary>The item just found.</summary>
        public int Current { get; private set; }

        /// <summary>Itself, for <c>foreach</c>.</summary>
        public readonly Meetings GetEnumerator() => this;

        /// <summary>Goes to the next item; false when there is none.</summary>
        public bool MoveNext()
        {
            while (_next < _tree._end.Length)
            {
                var node = _next;
                if (!_tree._boxes[node].Meets(_box))
                {
                    _next = _tree._end[node];
                    continue;
                }

                _next = node + 1;
                if (_tree._item[node] >= 0)
                {
                    Current = _tree._item[node];
                    return true;
                }
            }

            return false;
        }
    }
}
