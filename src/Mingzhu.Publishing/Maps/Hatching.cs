namespace Mingzhu.Publishing.Maps;

/// <summary>Slanting lines that fill a shape (斜线填充), computed as lines: hatched brushes are drawn at screen resolution, each program in its own way.</summary>
internal static class Hatching
{
    /// <summary>Lines from bottom left to top right, <paramref name="gap"/> units apart along the x axis, inside the rings by the even-odd rule.</summary>
    public static List<Spot[]> Of(IReadOnlyList<Spot[]> rings, int gap)
    {
        var lines = new List<Spot[]>();
        if (rings.Count == 0)
            return lines;
        var sums = rings.SelectMany(ring => ring).Select(spot => spot.X + spot.Y).ToList();
        for (var sum = (int)Math.Floor((double)sums.Min() / gap) * gap + gap; sum < sums.Max(); sum += gap)
        {
            var crossings = rings.SelectMany(ring => Crossings(ring, sum)).Order().ToList();
            for (var at = 0; at + 1 < crossings.Count; at += 2)
            {
                var (from, to) = ((int)Math.Round(crossings[at]), (int)Math.Round(crossings[at + 1]));
                if (to > from)
                    lines.Add([new(from, sum - from), new(to, sum - to)]);
            }
        }

        return lines;
    }

    /// <summary>The x at which a ring meets the line x + y = sum. An edge counts its end where it rises above the line, so a corner on the line counts once or not at all.</summary>
    private static IEnumerable<double> Crossings(Spot[] ring, int sum)
    {
        for (var at = 0; at < ring.Length; at++)
        {
            var (a, b) = (ring[at == 0 ? ring.Length - 1 : at - 1], ring[at]);
            var (before, after) = (a.X + a.Y - sum, b.X + b.Y - sum);
            if (before < 0 != after < 0)
                yield return a.X + (b.X - a.X) * ((double)before / (before - after));
        }
    }
}
