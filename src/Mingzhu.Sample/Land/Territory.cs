namespace Mingzhu.Sample.Land;

/// <summary>Shares cells out among seeds, each part in one piece (分区): every cell goes to the seed whose growing part reaches it first.</summary>
internal static class Territory
{
    /// <summary>Part of each cell, by position in <paramref name="seeds"/>; cells outside <paramref name="among"/> are not touched.</summary>
    public static Dictionary<int, int> Share(Lattice lattice, IReadOnlyCollection<int> among, IReadOnlyList<int> seeds, Func<int, int, double> cost)
    {
        var part = new Dictionary<int, int>();
        var free = among.ToHashSet();
        var waiting = new PriorityQueue<(int Cell, int Seed), (double, int, int)>();
        for (var seed = 0; seed < seeds.Count; seed++)
            waiting.Enqueue((seeds[seed], seed), (double.MinValue, seeds[seed], seed));
        while (waiting.TryDequeue(out var taken, out _))
        {
            if (!free.Remove(taken.Cell))
                continue;
            part[taken.Cell] = taken.Seed;
            foreach (var beside in lattice.Neighbours(taken.Cell))
            {
                if (free.Contains(beside))
                    waiting.Enqueue((beside, taken.Seed), (cost(beside, taken.Seed), beside, taken.Seed));
            }
        }

        return part;
    }

    /// <summary>As many seeds as asked for, spread so that each has about the same weight round it: cells in the order of a space-filling curve, cut into equal runs.</summary>
    public static List<int> Seeds(Lattice lattice, IReadOnlyCollection<int> among, Func<int, double> weight, int count)
    {
        var ordered = among.OrderBy(cell => Curve(lattice.At(cell))).ToArray();
        var total = ordered.Sum(weight);
        var seeds = new List<int>(count);
        var (passed, next) = (0.0, 0);
        for (var k = 0; k < ordered.Length && seeds.Count < count; k++)
        {
            passed += weight(ordered[k]);
            var left = ordered.Length - k;
            if (passed >= total * (next + 0.5) / count || left <= count - seeds.Count)
            {
                seeds.Add(ordered[k]);
                next++;
            }
        }

        return seeds;
    }

    /// <summary>Place on the Hilbert curve of order 12.</summary>
    private static long Curve((int I, int J) at)
    {
        var (x, y) = at;
        long place = 0;
        for (var s = 1 << 11; s > 0; s >>= 1)
        {
            var (rx, ry) = ((x & s) > 0 ? 1 : 0, (y & s) > 0 ? 1 : 0);
            place += (long)s * s * ((3 * rx) ^ ry);
            if (ry == 0)
            {
                if (rx == 1)
                    (x, y) = (s - 1 - (x & (s - 1)), s - 1 - (y & (s - 1)));
                (x, y) = (y, x);
            }
        }

        return place;
    }
}
