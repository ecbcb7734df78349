namespace Mingzhu.Spatial;

/// <summary>What pieces that meet in their ends only wind about: the faces between them, how often each is wound about, and the rings around those that are.</summary>
/// <remarks>
/// By: a planar graph of half-edges, two for a piece (2i and 2i + 1, there and back); a face is walked with it on the left of its half-edges, left as in a plane whose y points up.
/// On the screen y points down, so there shells turn clockwise.<br/>
/// Cost: O(n log n), and pieces times parts that hang together.
/// </remarks>
internal sealed class Windings
{
    private readonly (int X, int Y)[] _places;
    private readonly int[] _origin;
    private readonly int[] _times;
    private readonly int[] _around;
    private readonly int[] _firstOut;
    private readonly int[] _rank;
    private readonly int[] _face;
    private readonly int[] _wound;

    /// <summary>In: pieces by the keys of their ends, each once, with how many times it is walked from low to high less the times back; never 0.</summary>
    public Windings(ReadOnlySpan<(long Low, long High, int Times)> pieces)
    {
        var keys = new SortedSet<long>();
        foreach (var (low, high, _) in pieces)
        {
            keys.Add(low);
            keys.Add(high);
        }

        long[] sorted = [.. keys];
        _places = Array.ConvertAll(sorted, RingRepair.Place);
        (_origin, _times) = (new int[2 * pieces.Length], new int[2 * pieces.Length]);
        for (var i = 0; i < pieces.Length; i++)
        {
            (_origin[2 * i], _origin[(2 * i) + 1]) = (Array.BinarySearch(sorted, pieces[i].Low), Array.BinarySearch(sorted, pieces[i].High));
            (_times[2 * i], _times[(2 * i) + 1]) = (pieces[i].Times, -pieces[i].Times);
        }

        (_firstOut, _around, _rank) = (new int[_places.Length + 1], new int[_origin.Length], new int[_origin.Length]);
        SortAround();
        (_face, var faces) = Faces();
        _wound = Wound(faces);
    }

    /// <summary>Appends the rings around what is wound about, shells before their holes; what is smaller is left out.</summary>
    public void Trace(CornerRun polygons, int leastDoubleArea)
    {
        var rings = new CornerRun();
        TraceRings(rings);
        var areas = Enumerable.Range(0, rings.Runs).Select(rings.DoubleArea).ToArray();
        var shells = Enumerable.Range(0, rings.Runs).Where(ring => areas[ring] > 0).ToArray();
        var shellOf = Enumerable.Range(0, rings.Runs).Select(ring => areas[ring] > 0 ? ring : ShellOf(rings, ring, shells, areas)).ToArray();
        foreach (var shell in shells.Where(shell => areas[shell] >= leastDoubleArea))
        {
            Append(rings, shell, polygons);
            foreach (var hole in Enumerable.Range(0, rings.Runs).Where(ring => shellOf[ring] == shell && areas[ring] <= -leastDoubleArea))
            {
                Append(rings, hole, polygons);
            }
        }
    }

    private static int Back(int half) => half ^ 1;

    private int End(int half) => _origin[Back(half)];

    /// <summary>The half-edges out of each place, counter-clockwise from due west (that excluded).</summary>
    private void SortAround()
    {
        foreach (var origin in _origin)
        {
            _firstOut[origin + 1]++;
        }

        for (var place = 0; place < _places.Length; place++)
        {
            _firstOut[place + 1] += _firstOut[place];
        }

        var filled = _firstOut.AsSpan(0, _places.Length).ToArray();
        for (var half = 0; half < _origin.Length; half++)
        {
            _around[filled[_origin[half]]++] = half;
        }

        for (var place = 0; place < _places.Length; place++)
        {
            _around.AsSpan(_firstOut[place], _firstOut[place + 1] - _firstOut[place]).Sort(ByAngle);
        }

        for (var i = 0; i < _around.Length; i++)
        {
            _rank[_around[i]] = i;
        }
    }

    private int ByAngle(int a, int b)
    {
        var ((ax, ay), (bx, by)) = (Way(a), Way(b));
        var (upperA, upperB) = (ay > 0 || (ay == 0 && ax < 0), by > 0 || (by == 0 && bx < 0));
        return upperA != upperB ? upperA.CompareTo(upperB) : Math.Sign(((long)bx * ay) - ((long)ax * by));
    }

    private (int X, int Y) Way(int half) => (_places[End(half)].X - _places[_origin[half]].X, _places[End(half)].Y - _places[_origin[half]].Y);

    /// <summary>The half-edge out of the same place that comes next clockwise.</summary>
    private int Clockwise(int half) => _around[_rank[half] > _firstOut[_origin[half]] ? _rank[half] - 1 : _firstOut[_origin[half] + 1] - 1];

    private (int[] Of, int Count) Faces()
    {
        var (of, count) = (new int[_origin.Length], 0);
        Array.Fill(of, -1);
        for (var start = 0; start < of.Length; start++)
        {
            if (of[start] < 0)
            {
                for (var half = start; of[half] < 0; half = Clockwise(Back(half)))
                {
                    of[half] = count;
                }

                count++;
            }
        }

        return (of, count);
    }

    /// <summary>How often each face is wound about: beyond a piece it is one time more or less; around each part that hangs together, as its westernmost place is.</summary>
    private int[] Wound(int faces)
    {
        var (wound, known) = (new int[faces], new bool[faces]);
        int[] first = [.. Enumerable.Range(0, faces).Select(_ => -1)];
        for (var half = _face.Length - 1; half >= 0; half--)
        {
            first[_face[half]] = half;
        }

        var open = new Stack<int>();
        for (var place = 0; place < _places.Length; place++)
        {
            // Places are in order of x, then y: the first of a part is its westernmost, and the way out of it that is farthest counter-clockwise from due south has the outside on its left.
            var outermost = Outermost(place);
            if (!known[_face[outermost]])
            {
                (wound[_face[outermost]], known[_face[outermost]]) = (WoundAt(place), true);
                open.Push(_face[outermost]);
                Spread(open, first, wound, known);
            }
        }

        return wound;
    }

    private void Spread(Stack<int> open, int[] first, int[] wound, bool[] known)
    {
        while (open.TryPop(out var face))
        {
            var half = first[face];
            do
            {
                var beyond = _face[Back(half)];
                if (!known[beyond])
                {
                    (wound[beyond], known[beyond]) = (wound[face] - _times[half], true);
                    open.Push(beyond);
                }

                half = Clockwise(Back(half));
            }
            while (half != first[face]);
        }
    }

    private int Outermost(int place)
    {
        var best = _around[_firstOut[place]];
        for (var i = _firstOut[place] + 1; i < _firstOut[place + 1]; i++)
        {
            var ((bestX, bestY), (x, y)) = (Way(best), Way(_around[i]));
            best = ((long)bestX * y) - ((long)bestY * x) > 0 ? _around[i] : best;
        }

        return best;
    }

    /// <summary>How often pieces to the west of a place wind about it.</summary>
    private int WoundAt(int place)
    {
        var ((x, y), wound) = (_places[place], 0);
        for (var half = 0; half < _origin.Length; half += 2)
        {
            var ((ax, ay), (bx, by)) = (_places[_origin[half]], _places[End(half)]);
            if (ay > y != by > y && Edges.Side(ax, ay, bx, by, x, y) is var side && (by > ay ? side < 0 : side > 0))
            {
                wound += by > ay ? -_times[half] : _times[half];
            }
        }

        return wound;
    }

    private bool Bounds(int half) => _wound[_face[half]] > 0 && _wound[_face[Back(half)]] <= 0;

    private void TraceRings(CornerRun rings)
    {
        var (walked, stoodAt, path) = (new bool[_origin.Length], new int[_places.Length], new List<int>());
        Array.Fill(stoodAt, -1);
        for (var start = 0; start < _origin.Length; start++)
        {
            for (var half = start; !walked[half] && Bounds(half); half = NextBound(half))
            {
                walked[half] = true;
                (stoodAt[_origin[half]], var end) = (path.Count, End(half));
                path.Add(_origin[half]);
                if (stoodAt[end] >= 0)
                {
                    TakeLoop(path, stoodAt, stoodAt[end], rings);
                }
            }
        }
    }

    /// <summary>Of the bounds that go on from the end of one, the one with the same corner of the face between them.</summary>
    private int NextBound(int half)
    {
        var next = Clockwise(Back(half));
        while (!Bounds(next))
        {
            next = Clockwise(next);
        }

        return next;
    }

    /// <summary>A way that comes back to a place it stood at is a ring of its own.</summary>
    private void TakeLoop(List<int> path, int[] stoodAt, int from, CornerRun rings)
    {
        for (var i = from; i < path.Count; i++)
        {
            stoodAt[path[i]] = -1;
            rings.Add(_places[path[i]].X, _places[path[i]].Y);
        }

        rings.End(3);
        path.RemoveRange(from, path.Count - from);
    }

    /// <summary>The smallest shell about a hole. The middle of an edge is on no other edge.</summary>
    private static int ShellOf(CornerRun rings, int hole, int[] shells, long[] areas)
    {
        var at = rings.Run(hole).Start;
        var (x, y) = (rings.X(at) + rings.X(at + 1), rings.Y(at) + rings.Y(at + 1));
        return shells.Where(shell => Edges.Holds(rings, shell, x, y, times: 2)).OrderBy(shell => areas[shell]).FirstOrDefault(-1);
    }

    /// <summary>Appends a ring without the corners that lie on its edges.</summary>
    private static void Append(CornerRun rings, int ring, CornerRun to)
    {
        var (start, end) = rings.Run(ring);
        for (var i = start; i < end; i++)
        {
            var (last, next) = (i > start ? i - 1 : end - 1, i + 1 < end ? i + 1 : start);
            if (Edges.Side(rings.X(last), rings.Y(last), rings.X(i), rings.Y(i), rings.X(next), rings.Y(next)) != 0)
            {
                to.Add(rings.X(i), rings.Y(i));
            }
        }

        to.End(3);
    }
}
