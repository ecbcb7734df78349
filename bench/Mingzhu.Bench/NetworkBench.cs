using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Mingzhu.Spatial;

namespace Mingzhu.Bench;

/// <summary>The sweeps over a neutral walking graph, against the search of a textbook and one with a queue of buckets in the same run; one line of JSON.</summary>
/// <remarks>T1: from every node the distance to the nearest facility of each of ten categories. T2: at every node the facilities within the limit. All must agree millimetre by millimetre.</remarks>
internal static class NetworkBench
{
    private const int Categories = 10;
    private const int Rounds = 15;

    public static int Run(string[] options, TextWriter to)
    {
        string? Of(string name) => Array.IndexOf(options, name) is >= 0 and var at && at + 1 < options.Length ? options[at + 1] : null;
        if (Of("--graph") is not { } graphFile || Of("--facilities") is not { } facilityFile)
        {
            Console.Error.WriteLine("usage: network --graph G.wg[.gz] --facilities F.fac[.gz] [--limit METRES] [--out T.tsv]");
            return 2;
        }

        var limitMm = (int)(double.Parse(Of("--limit") ?? "1000", System.Globalization.CultureInfo.InvariantCulture) * 1000);
        var graph = NeutralGraph.Read(graphFile);
        var facilities = NeutralGraph.ReadFacilities(facilityFile, graph.NodeCount)[..Categories];
        var before = Memory();
        var prepare = Milliseconds(() => _ = graph.Eliminated, rounds: 1);
        var (tree, lengthMm) = graph.Eliminated;
        Seed[] seeds = [.. facilities.SelectMany((nodes, lane) => nodes.Select((node, facility) => new Seed(tree.Place[node], lane, 0, facility)))];
        Seed[] first = [.. seeds.Where(seed => seed.Lane == 0)];
        int[] all = [.. facilities.SelectMany(nodes => nodes)];

        var (distances, labels, one) = (new Distances16[graph.NodeCount], new Pair<Labels8>[graph.NodeCount], new Distances1[graph.NodeCount]);
        var (sweep, labelSweep, oneSweep) = (new NearestSweep<Distances16>(tree, lengthMm), new NearestSweep<Pair<Labels8>>(tree, lengthMm), new NearestSweep<Distances1>(tree, lengthMm));
        var t1 = Milliseconds(() => sweep.Run(seeds, int.MaxValue - 1, distances));
        var t1Facility = Milliseconds(() => labelSweep.Run(seeds, int.MaxValue - 1, labels));
        var oneCategory = Milliseconds(() => oneSweep.Run(first, int.MaxValue - 1, one));
        long[] within = [];
        var t2 = Milliseconds(() => within = SumWithin.OfNodes(graph, all, limitMm, [], threads: 2));
        var memory = Memory() - before;

        var cells = MemoryMarshal.Cast<Distances16, uint>(distances.AsSpan()).ToArray();
        var bucket = new BucketDijkstra(graph);
        var peer = new int[Categories][];
        var bucketMs = Milliseconds(() => peer = Array.ConvertAll(facilities, bucket.Distances), rounds: 3);
        var textbookMs = Milliseconds(() => _ = Array.ConvertAll(facilities, nodes => Textbook(graph, nodes)), rounds: 1);
        for (var node = 0; node < graph.NodeCount; node++)
        {
            for (var category = 0; category < Categories; category++)
            {
                if (cells[(16 * node) + category] != (uint)peer[category][node])
                    throw new InvalidOperationException($"node {node}, category {category}: {cells[(16 * node) + category]} mm by the sweep, {peer[category][node]} mm by Dijkstra's search");
            }
        }

        if (Of("--out") is { } file)
            Write(file, graph.NodeCount, cells, within);
        to.WriteLine(JsonSerializer.Serialize(new
        {
            graph = Path.GetFileName(graphFile), nodes = graph.NodeCount, edges = graph.EdgeCount, arcs = tree.ArcHead.Length, height = tree.Height, limitMm, prepareMs = prepare, t1Ms = t1, t1FacilityMs = t1Facility,
            oneCategoryMs = oneCategory, t2Ms = t2, memoryMb = Math.Round(memory / 1e6, 1), bucketDijkstraT1Ms = bucketMs, textbookDijkstraT1Ms = textbookMs, t1ToBucket = Math.Round(t1 / bucketMs, 4), lanes = System.Runtime.Intrinsics.Vector512.IsHardwareAccelerated ? 512 : 256,
        }));
        return 0;
    }

    private static void Write(string file, int nodes, uint[] cells, long[] within)
    {
        using var text = new StreamWriter(file);
        for (var node = 0; node < nodes; node++)
            text.Write($"{string.Join('\t', cells.AsSpan(16 * node, Categories).ToArray())}\t{within[node]}\n");
    }

    /// <summary>The fastest of some rounds after three that warm up.</summary>
    private static double Milliseconds(Action act, int rounds = Rounds)
    {
        for (var warm = 0; warm < 3 && rounds > 1; warm++)
            act();
        var best = double.MaxValue;
        for (var round = 0; round < rounds; round++)
        {
            var began = Stopwatch.GetTimestamp();
            act();
            best = Math.Min(best, Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        return Math.Round(best, 3);
    }

    private static long Memory()
    {
        GC.Collect();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static int[] Textbook(WalkGraph graph, int[] sources)
    {
        var distance = new int[graph.NodeCount];
        Array.Fill(distance, int.MaxValue);
        var queue = new PriorityQueue<int, int>();
        foreach (var source in sources)
            queue.Enqueue(source, distance[source] = 0);
        while (queue.TryDequeue(out var node, out var mm))
        {
            for (var arc = graph.FirstArc[node]; arc < graph.FirstArc[node + 1] && mm == distance[node]; arc++)
            {
                if (mm + graph.ArcLengthMm[arc] < distance[graph.ArcNode[arc]])
                    queue.Enqueue(graph.ArcNode[arc], distance[graph.ArcNode[arc]] = mm + graph.ArcLengthMm[arc]);
            }
        }

        return distance;
    }
}

/// <summary>Dijkstra's search with a ring of buckets of a metre each (Dial 1969): as fast as a queue gets on short edges.</summary>
internal sealed class BucketDijkstra
{
    private const int BucketMm = 1024;
    private readonly WalkGraph _graph;
    private readonly List<int>[] _ring;

    public BucketDijkstra(WalkGraph graph)
    {
        (_graph, var longest) = (graph, graph.ArcLengthMm.DefaultIfEmpty(1).Max());
        _ring = [.. Enumerable.Range(0, (longest / BucketMm) + 2).Select(_ => new List<int>())];
    }

    public int[] Distances(int[] sources)
    {
        var distance = new int[_graph.NodeCount];
        Array.Fill(distance, int.MaxValue);
        foreach (var source in sources)
            distance[source] = 0;
        _ring[0].AddRange(sources);
        var waiting = sources.Length;
        for (var bucket = 0; waiting > 0; bucket++)
        {
            var here = _ring[bucket % _ring.Length];
            for (var i = 0; i < here.Count; i++)
            {
                var node = here[i];
                waiting--;
                var mm = distance[node];
                if (mm / BucketMm != bucket)
                    continue; // settled in an earlier bucket
                for (var arc = _graph.FirstArc[node]; arc < _graph.FirstArc[node + 1]; arc++)
                {
                    var (other, farther) = (_graph.ArcNode[arc], mm + _graph.ArcLengthMm[arc]);
                    if (farther < distance[other])
                    {
                        distance[other] = farther;
                        _ring[farther / BucketMm % _ring.Length].Add(other);
                        waiting++;
                    }
                }
            }

            here.Clear();
        }

        return distance;
    }
}

/// <summary>Neutral walking graphs and facilities (.wg, .fac), plain or gzipped, little endian: counts are believed only as far as the file goes.</summary>
internal static class NeutralGraph
{
    public static WalkGraph Read(string path)
    {
        var bytes = Bytes(path);
        if (!bytes.AsSpan().StartsWith("WALKG1\0\0"u8))
            throw new InvalidDataException($"{path} is no walking graph: it does not begin with WALKG1");
        var (nodes, edges) = (Ints(path, bytes, 8, 1)[0], Ints(path, bytes, 12, 1)[0]);
        var at = 16 + (16L * nodes);
        return new WalkGraph(nodes, Ints(path, bytes, at, edges), Ints(path, bytes, at + (4L * edges), edges), Ints(path, bytes, at + (8L * edges), edges));
    }

    /// <summary>The nodes of every category, in the file's order.</summary>
    public static int[][] ReadFacilities(string path, int nodes)
    {
        var bytes = Bytes(path);
        var categories = new int[Math.Clamp(Ints(path, bytes, 0, 1)[0], 0, 1000)][];
        var at = 4L;
        for (var category = 0; category < categories.Length; category++)
        {
            at += 4 + Ints(path, bytes, at, 1)[0];
            categories[category] = Ints(path, bytes, at + 4, Ints(path, bytes, at, 1)[0]);
            if (Array.Exists(categories[category], node => node < 0 || node >= nodes))
                throw new InvalidDataException($"{path}: category {category} names a node that the graph does not have");
            at += 4 + (4L * categories[category].Length);
        }

        return categories;
    }

    private static int[] Ints(string path, byte[] bytes, long at, int count) => at >= 0 && count >= 0 && at + (4L * count) <= bytes.Length
        ? MemoryMarshal.Cast<byte, int>(bytes.AsSpan((int)at, 4 * count)).ToArray()
        : throw new InvalidDataException($"{path} is cut off: {count} numbers are said to stand at byte {at}, the file has {bytes.Length}");

    private static byte[] Bytes(string path)
    {
        if (!path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
            return File.ReadAllBytes(path);
        using var zip = new System.IO.Compression.GZipStream(File.OpenRead(path), System.IO.Compression.CompressionMode.Decompress);
        var plain = new MemoryStream();
        zip.CopyTo(plain);
        return plain.ToArray();
    }
}
