namespace Mingzhu.Spatial;

/// <summary>How long the way is that a line is a piece of (路划): a street cut at its crossings is drawn or left out as a whole.</summary>
/// <remarks>
/// By: Thomson and Richardson (1999), good continuation: where lines end at one place, the pair that goes straightest on belongs together, then the next, as long as the way bends by less than 45°.<br/>
/// Out: square grid steps are never measured across: lengths in steps, along the chords of the pieces.<br/>
/// Cost: O(n log n); k² pairs at a place where k lines end.
/// </remarks>
internal sealed class Strokes
{
    private static readonly double Straight = -Math.Cos(Math.PI / 4);

    private readonly ShapeArrays _shapes;
    private readonly int[] _lines;
    private readonly int[] _whole;

    private Strokes(ShapeArrays shapes)
    {
        _shapes = shapes;
        _lines = [.. Enumerable.Range(0, shapes.Shapes).Where(shape => shapes.Kind[shape] == ShapeKind.Lines).SelectMany(shape => Enumerable.Range(shapes.ShapeStart[shape], shapes.ShapeStart[shape + 1] - shapes.ShapeStart[shape]))];
        _whole = [.. Enumerable.Range(0, _lines.Length)];
    }

    /// <summary>For each part that is a line the length of its stroke, in steps; for others 0.</summary>
    public static double[] LengthsSteps(ShapeArrays shapes)
    {
        var strokes = new Strokes(shapes);
        strokes.Join();
        var sums = new double[strokes._lines.Length];
        for (var line = 0; line < sums.Length; line++)
        {
            sums[strokes.WholeOf(line)] += strokes.ChordsSteps(strokes._lines[line]);
        }

        var lengths = new double[shapes.Parts];
        for (var line = 0; line < sums.Length; line++)
        {
            lengths[strokes._lines[line]] = sums[strokes.WholeOf(line)];
        }

        return lengths;
    }

    private void Join()
    {
        // End 2i is the start of line i, end 2i + 1 its end.
        var ends = new int[4 * _lines.Length];
        for (var end = 0; end < 2 * _lines.Length; end++)
        {
            (ends[2 * end], ends[(2 * end) + 1]) = At(Corner(end, inward: 0));
        }

        var places = new PlaceNumbers(ends);
        var order = Enumerable.Range(0, 2 * _lines.Length).ToArray();
        Array.Sort([.. places.Of.Select((place, end) => ((long)place << 32) | (uint)end)], order);
        for (int start = 0, next; start < order.Length; start = next)
        {
            next = start + 1;
            while (next < order.Length && places.Of[order[next]] == places.Of[order[start]])
            {
                next++;
            }

            JoinAt(order.AsSpan(start, next - start));
        }
    }

    private void JoinAt(ReadOnlySpan<int> ends)
    {
        var pairs = new List<(double Cosine, int A, int B)>();
        for (var a = 0; a < ends.Length; a++)
        {
            for (var b = a + 1; b < ends.Length; b++)
            {
                var cosine = Cosine(ends[a], ends[b]);
                if (cosine < Straight)
                {
                    pairs.Add((cosine, ends[a], ends[b]));
                }
            }
        }

        pairs.Sort();
        var taken = new HashSet<int>();
        foreach (var (_, a, b) in pairs)
        {
            if (!taken.Contains(a) && !taken.Contains(b))
            {
                taken.Add(a);
                taken.Add(b);
                var (wholeA, wholeB) = (WholeOf(a / 2), WholeOf(b / 2));
                _whole[Math.Max(wholeA, wholeB)] = Math.Min(wholeA, wholeB);
            }
        }
    }

    private int WholeOf(int line)
    {
        while (_whole[line] != line)
        {
            line = _whole[line] = _whole[_whole[line]];
        }

        return line;
    }

    /// <summary>Of the angle between two ways that leave the same place: −1 if one goes straight on as the other.</summary>
    private double Cosine(int a, int b)
    {
        var (place, toA, toB) = (At(Corner(a, 0)), At(Corner(a, 1)), At(Corner(b, 1)));
        var (ax, ay, bx, by) = ((double)toA.X - place.X, (double)toA.Y - place.Y, (double)toB.X - place.X, (double)toB.Y - place.Y);
        return ((ax * bx) + (ay * by)) / Math.Sqrt(((ax * ax) + (ay * ay)) * ((bx * bx) + (by * by)));
    }

    /// <summary>The corner so many steps inward from an end.</summary>
    private int Corner(int end, int inward)
    {
        var (start, after) = _shapes.CornersOf(_lines[end / 2]);
        return end % 2 == 0 ? start + inward : after - 1 - inward;
    }

    private (int X, int Y) At(int corner) => (_shapes.Xy[2 * corner], _shapes.Xy[(2 * corner) + 1]);

    private double ChordsSteps(int part)
    {
        var xy = _shapes.PositionsOf(part);
        var sum = 0.0;
        for (var i = 2; i < xy.Length; i += 2)
        {
            var (dx, dy) = ((double)xy[i] - xy[i - 2], (double)xy[i + 1] - xy[i - 1]);
            sum += Math.Sqrt((dx * dx) + (dy * dy));
        }

        return sum;
    }
}
