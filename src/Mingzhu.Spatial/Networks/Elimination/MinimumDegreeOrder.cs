namespace Mingzhu.Spatial;

/// <summary>In which order nodes are taken out of a network (最小度消元), and what neighbours each has when its turn comes.</summary>
/// <remarks>
/// Idea: a node may be taken out without changing any distance between the others if its neighbours are joined to one another. Taking the node with fewest neighbours first keeps the joins few:
/// in a street network 2 to 4 a node.<br/>
/// The joins are never drawn. A node taken out becomes an <em>element</em>, the set of its neighbours then; two nodes are neighbours if an edge joins them or an element holds both. An element is
/// swallowed when one of its members is taken out, for then all its other members are in the new element.<br/>
/// Invariant: the list of a waiting node names the elements that hold it and, as neighbours, only nodes that share no element with it; it never grows longer than its edges were, for each new
/// element in it takes the place of a neighbour or of a swallowed element. So the members of all elements are the joins, once each, and nothing else is stored.<br/>
/// Cost: about O(joins); 40 bytes a node, 8 an edge. Pure: the same network gives the same order.<br/>
/// By: Tinney and Walker 1967 (minimum degree); George and Liu 1989 (elements); Amestoy, Davis and Duff 1996 (the bound on degrees used here: neighbours that two elements have in common count twice).
/// </remarks>
internal sealed class MinimumDegreeOrder
{
    private const int Nothing = -1;

    private readonly int[] _firstEntry;
    private readonly int[] _entryCount;

    /// <summary>The lists of the waiting nodes: a neighbour as it is, an element as its complement.</summary>
    private readonly int[] _entry;

    /// <summary>By node: how many members the element has that it became; 0 while it waits and once it is swallowed.</summary>
    private readonly int[] _elementSize;
    private readonly int[] _firstMember;
    private readonly int[] _degree;

    /// <summary>By node: the last element that it was found in; a node taken out is in its own.</summary>
    private readonly int[] _seenIn;

    /// <summary>By element: how many of its members are outside the newest element, if <see cref="_countedFor"/> names that.</summary>
    private readonly int[] _outside;
    private readonly int[] _countedFor;
    private readonly DegreeQueue _queue;
    private readonly int[] _order;
    private int[] _member;
    private int _memberCount;

    private MinimumDegreeOrder(Arcs graph)
    {
        var nodes = graph.NodeCount;
        (_firstEntry, _entryCount, _entry) = (graph.First, new int[nodes], new int[graph.Node.Length]);
        (_elementSize, _firstMember, _degree, _order) = (new int[nodes], new int[nodes], new int[nodes], new int[nodes]);
        (_seenIn, _outside, _countedFor) = (new int[nodes], new int[nodes], new int[nodes]);
        (_queue, _member) = (new DegreeQueue(nodes), new int[graph.Node.Length + 16]);
        Array.Fill(_seenIn, Nothing);
        Array.Fill(_countedFor, Nothing);
        Enter(graph);
    }

    /// <summary>The nodes in their order: <c>int[node]</c>.</summary>
    public ReadOnlySpan<int> Order => _order;

    /// <summary>How many joins there are in all.</summary>
    public int JoinCount => _memberCount;

    /// <summary>The neighbours a node had when it was taken out, in no order; all of them come later.</summary>
    public ReadOnlySpan<int> Above(int node) => _member.AsSpan(_firstMember[node], _degree[node]);

    /// <summary>Orders the nodes of a network.</summary>
    public static MinimumDegreeOrder Of(Arcs graph)
    {
        var order = new MinimumDegreeOrder(graph);
        for (var turn = 0; turn < graph.NodeCount; turn++)
        {
            order.Take(turn);
        }

        return order;
    }

    /// <summary>Lists every neighbour once; loops are no arcs.</summary>
    private void Enter(Arcs graph)
    {
        for (var node = 0; node < graph.NodeCount; node++)
        {
            var count = 0;
            for (var arc = graph.First[node]; arc < graph.First[node + 1]; arc++)
            {
                var other = graph.Node[arc];
                if (_seenIn[other] != node)
                {
                    _seenIn[other] = node;
                    _entry[_firstEntry[node] + count++] = other;
                }
            }

            (_entryCount[node], _degree[node]) = (count, count);
            _queue.Add(node, count);
        }

        Array.Fill(_seenIn, Nothing);
    }

    private void Take(int turn)
    {
        var node = _queue.TakeLeast();
        _order[turn] = node;
        MakeElement(node);
        var members = _member.AsSpan(_firstMember[node], _elementSize[node]);
        CountOutside(node, members);
        var waiting = _order.Length - turn - 1;
        foreach (var member in members)
        {
            Requeue(member, node, waiting);
        }
    }

    private void MakeElement(int node)
    {
        var bound = 0;
        var entries = _entry.AsSpan(_firstEntry[node], _entryCount[node]);
        foreach (var entry in entries)
        {
            bound += entry >= 0 ? 1 : _elementSize[~entry];
        }

        if (_memberCount + bound > _member.Length)
        {
            Array.Resize(ref _member, Math.Max(_memberCount + bound, _member.Length + (_member.Length / 2)));
        }

        var first = _memberCount;
        _seenIn[node] = node;
        foreach (var entry in entries)
        {
            if (entry >= 0)
            {
                Join(entry, node);
                continue;
            }

            var element = ~entry;
            foreach (var member in _member.AsSpan(_firstMember[element], _elementSize[element]))
            {
                Join(member, node);
            }

            _elementSize[element] = 0;
        }

        (_firstMember[node], _elementSize[node], _degree[node]) = (first, _memberCount - first, _memberCount - first);
    }

    private void Join(int member, int element)
    {
        if (_seenIn[member] != element)
        {
            _seenIn[member] = element;
            _member[_memberCount++] = member;
        }
    }

    /// <summary>For every element that meets the new one: how many of its members are outside it.</summary>
    private void CountOutside(int node, ReadOnlySpan<int> members)
    {
        foreach (var member in members)
        {
            foreach (var entry in _entry.AsSpan(_firstEntry[member], _entryCount[member]))
            {
                if (entry >= 0)
                {
                    break; // elements stand first
                }

                var element = ~entry;
                if (_countedFor[element] != node)
                {
                    (_countedFor[element], _outside[element]) = (node, _elementSize[element]);
                }

                _outside[element]--;
            }
        }
    }

    /// <summary>Names the new element in a member's list instead of what it covers, and queues the member by its new number of neighbours.</summary>
    private void Requeue(int member, int node, int waiting)
    {
        var entries = _entry.AsSpan(_firstEntry[member], _entryCount[member]);
        var (kept, outside, carried) = (0, 0, ~node);
        foreach (var entry in entries)
        {
            if (entry < 0 && (_elementSize[~entry] == 0 || _outside[~entry] == 0))
            {
                _elementSize[~entry] = 0; // swallowed, or wholly inside the new one
            }
            else if (entry < 0)
            {
                outside += _outside[~entry];
                entries[kept++] = entry;
            }
            else if (_seenIn[entry] != node)
            {
                // The new element goes between the old ones and the neighbours, which move up by one.
                outside++;
                (entries[kept++], carried) = (carried, entry);
            }
        }

        entries[kept++] = carried;
        _entryCount[member] = kept;
        _queue.Remove(member, _degree[member]);
        _degree[member] = Math.Min(Math.Min(outside, _degree[member]) + _elementSize[node] - 1, waiting - 1);
        _queue.Add(member, _degree[member]);
    }
}
