namespace Mingzhu.Spatial;

/// <summary>Joins ways to closed rings.</summary>
internal static class OsmRings
{
    /// <summary>
    /// Closed walks through all the ways, each way used once. Where more than two ends meet, any walk will do: the even-odd area of all
    /// ways together does not depend on it. A walk that meets a node again is parted there, so no ring passes an end node twice.
    /// </summary>
    /// <param name="ways">Places of nodes, way by way.</param>
    /// <param name="looseEnds">End nodes where an odd number of ways end, so that no ring can close; if there are any, no rings are returned.</param>
    public static List<List<int>> Join(List<int[]> ways, out List<int> looseEnds)
    {
        var rings = ways.Where(way => way.Length > 1 && way[0] == way[^1]).Select(way => way.ToList()).ToList();
        var open = ways.Where(way => way.Length > 1 && way[0] != way[^1]).ToArray();
        var at = WaysAt(open);
        looseEnds = [.. at.Where(end => end.Value.Count % 2 == 1).Select(end => end.Key)];
        if (looseEnds.Count > 0)
            return [];
        var used = new bool[open.Length];
        for (var start = 0; start < open.Length; start++)
        {
            if (!used[start])
                Walk(open, at, used, open[start][0], rings);
        }
        return rings;
    }

    private static Dictionary<int, List<int>> WaysAt(int[][] open)
    {
        var at = new Dictionary<int, List<int>>();
        for (var i = 0; i < open.Length; i++)
        {
            foreach (var end in (ReadOnlySpan<int>)[open[i][0], open[i][^1]])
            {
                if (!at.TryGetValue(end, out var here))
                    at[end] = here = [];
                here.Add(i);
            }
        }
        return at;
    }

    // All ends are even, so a walk can only get stuck where it began.
    private static void Walk(int[][] open, Dictionary<int, List<int>> at, bool[] used, int start, List<List<int>> rings)
    {
        var path = new List<(int Node, int Way)>();
        var positions = new Dictionary<int, int> { [start] = 0 };
        for (var node = start; NextWay(at[node], used) is >= 0 and var way;)
        {
            used[way] = true;
            path.Add((node, way));
            node = open[way][0] == node ? open[way][^1] : open[way][0];
            if (!positions.TryGetValue(node, out var since))
            {
                positions[node] = path.Count;
                continue;
            }
            rings.Add(Ring(open, path, since));
            foreach (var (passed, _) in path.Skip(since + 1))
                positions.Remove(passed);
            path.RemoveRange(since, path.Count - since);
        }
    }

    private static int NextWay(List<int> here, bool[] used)
    {
        while (here.Count > 0 && used[here[^1]])
            here.RemoveAt(here.Count - 1);
        return here.Count == 0 ? -1 : here[^1];
    }

    private static List<int> Ring(int[][] open, List<(int Node, int Way)> path, int since)
    {
        var ring = new List<int>();
        for (var i = since; i < path.Count; i++)
        {
            var (node, number) = path[i];
            var way = open[number];
            ring.AddRange(way[0] == node ? way : way.Reverse());
        }
        return ring;
    }
}
