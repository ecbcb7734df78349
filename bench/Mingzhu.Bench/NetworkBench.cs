using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Encodings.Web;
using System.Text.Json;
using Mingzhu.Spatial;

namespace Mingzhu.Bench;

/// <summary>The sweeps over a neutral walking graph, against the search of a textbook, one with a queue of buckets, and where they are installed scipy and pgRouting, all in the same run; one line of JSON.</summary>
/// <remarks>
/// T1: from every node the distance to the nearest facility of each of ten categories. T2: at every node the facilities within the limit. Everything is in memory and warm; results are in memory too.<br/>
/// Dijkstra's search and scipy must agree node by node and millimetre by millimetre, pgRouting in the nodes and the sum of millimetres within the limit; counts agree at a sample of nodes. Else it ends.
/// </remarks>
internal static class NetworkBench
{
    private const int Categories = 10;
    private const int Rounds = 300;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);
    private const int SampledNodes = 50;

    /// <summary>scipy 1.10 takes minutes, and pgRouting too, on more.</summary>
    private const int MostNodesOfPeers = 500_000;

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static int Run(string[] options, TextWriter to)
    {
        string? Of(string name) => Array.IndexOf(options, name) is >= 0 and var at && at + 1 < options.Length ? options[at + 1] : null;
        var side = int.TryParse(Of("--fold") ?? "1", CultureInfo.InvariantCulture, out var folded) ? folded : 0;
        if (Of("--graph") is not { } graphFile || Of("--facilities") is not { } facilityFile || side is < 1 or > 9 || !double.TryParse(Of("--limit") ?? "1000", CultureInfo.InvariantCulture, out var limitM) || limitM is < 0 or > 1e6)
        {
            Console.Error.WriteLine("usage: network --graph G.wg[.gz] --facilities F.fac[.gz] [--limit METRES] [--out T.tsv] [--fold SIDE]");
            return 2;
        }

        var limitMm = (int)(limitM * 1000);
        var graph = NeutralGraph.Read(graphFile);
        var facilities = NeutralGraph.ReadFacilities(facilityFile, graph.NodeCount).Take(Categories).Select(kind => kind.Nodes).ToArray();
        if (side > 1)
            (graph, facilities) = (Folded(graph, side), [.. facilities.Select(nodes => Folded(nodes, graph.NodeCount, side))]);
        var (from, to_, lengthMm) = (graph.From.ToArray(), graph.To.ToArray(), graph.LengthMm.ToArray());

        var before = Memory();
        WalkGraph built = null!;
        var began = GC.GetTotalAllocatedBytes(precise: true);
        var first = Milliseconds(Prepare, rounds: 1);
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - began;
        void Prepare() => _ = (built = new WalkGraph(graph.NodeCount, from, to_, lengthMm)).Eliminated;
        var prepare = Milliseconds(Prepare, rounds: 30);
        var network = built.Eliminated;

        Seed[] seeds = [.. facilities.SelectMany((nodes, lane) => nodes.Select((node, facility) => new Seed(network.Row[node], lane, 0, facility)))];
        Seed[] seedsOfOne = [.. seeds.Where(seed => seed.Lane == 0)];
        int[] all = [.. facilities.SelectMany(nodes => nodes)];
        var (distances, t1) = Sweep<Distances16>(network, seeds);
        var prepared = Memory() - before;
        var (labels, t1Facility) = Sweep<Pair<Labels8>>(network, seeds);
        var (_, oneCategory) = Sweep<Distances1>(network, seedsOfOne);
        long[] within = [];
        var t2 = Milliseconds(() => within = SumWithin.OfNodes(built, all, limitMm, [], threads: 2));
        var t2OneThread = Milliseconds(() => within = SumWithin.OfNodes(built, all, limitMm, [], threads: 1), rounds: 100);

        var cells = MemoryMarshal.Cast<Distances16, uint>(distances.Rows).ToArray();
        var facilityCells = MemoryMarshal.Cast<Pair<Labels8>, ulong>(labels.Rows);
        var bucket = new BucketDijkstra(graph);
        var peer = new int[Categories][];
        var bucketMs = Milliseconds(() => peer = Array.ConvertAll(facilities, bucket.Distances), rounds: 30);
        var textbookMs = Milliseconds(() => _ = Array.ConvertAll(facilities, nodes => Textbook(graph, nodes)), rounds: 3);
        for (var node = 0; node < graph.NodeCount; node++)
        {
            for (var category = 0; category < Categories; category++)
            {
                var at = (16 * network.Row[node]) + category;
                if (cells[at] != (uint)peer[category][node] || Cells.DistanceMm(facilityCells[at]) != peer[category][node])
                    throw new InvalidOperationException($"node {node}, category {category}: {cells[at]} mm by the sweep, {peer[category][node]} mm by Dijkstra's search");
            }
        }

        for (var sample = 0; sample < SampledNodes; sample++)
        {
            var node = (int)((long)sample * graph.NodeCount / SampledNodes);
            var here = Textbook(graph, [node], limitMm);
            if (all.Count(source => here[source] <= limitMm) is var expected && within[node] != expected)
                throw new InvalidOperationException($"node {node}: {within[node]} facilities within the limit by the sweep, {expected} by Dijkstra's search");
        }

        if (Of("--out") is { } file)
            Write(file, network.Row, cells, within);
        to.WriteLine(JsonSerializer.Serialize(
            new
            {
                graph = Path.GetFileName(graphFile), side, nodes = graph.NodeCount, edges = graph.EdgeCount, junctions = network.Tree.Count, arcs = network.ArcLengthMm.Length, height = network.Tree.Height, facilities = all.Length, limitMm,
                prepareMs = prepare, prepareColdMs = first, t1Ms = t1, t1FacilityMs = t1Facility, oneCategoryMs = oneCategory, t2Ms = t2, t2OneThreadMs = t2OneThread,
                memoryMb = Math.Round(Math.Max(prepared, allocated) / 1e6, 1), bucketDijkstraT1Ms = bucketMs, textbookDijkstraT1Ms = textbookMs, scipyT1Ms = Shown(Scipy(graph, facilities, peer)),
                pgRoutingWithinLimitMs = Shown(PgRouting(graph, facilities, peer, limitMm)), t1ToBucket = Math.Round(t1 / bucketMs, 4),
                lanes = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128, load = File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "",
            },
            Json));
        return 0;

        static object Shown(double? peerMs) => peerMs is { } ms ? ms : "not installed, or the graph is too large for it";
    }

    /// <summary>The rows of all nodes and the milliseconds of a sweep.</summary>
    private static (RowBuffer<TRow> Rows, double Milliseconds) Sweep<TRow>(EliminatedNetwork network, Seed[] seeds)
        where TRow : unmanaged, ILanes<TRow>
    {
        var (rows, sweep) = (new RowBuffer<TRow>(), new NearestSweep<TRow>(network));
        rows.Require(network.Row.Length);
        return (rows, Milliseconds(() => sweep.Run(seeds, int.MaxValue - 1, rows.Rows)));
    }

    /// <summary>Copies of a city side by side in a square, each joined to the next by a street of a kilometre from every thousandth node.</summary>
    private static WalkGraph Folded(WalkGraph city, int side)
    {
        const int Apart = 1000, StreetMm = 1_000_000;
        var (from, to, lengthMm) = (new List<int>(), new List<int>(), new List<int>());
        for (var copy = 0; copy < side * side; copy++)
        {
            var (first, inRow) = (copy * city.NodeCount, copy % side);
            for (var edge = 0; edge < city.EdgeCount; edge++)
                Add(first + city.From[edge], first + city.To[edge], city.LengthMm[edge]);
            // The order of nodes is that of the map file, so streets between near numbers stay in one part of the city.
            for (var node = 0; node < Math.Min(20 * Apart, city.NodeCount); node += Apart)
            {
                if (inRow + 1 < side)
                    Add(first + city.NodeCount - 1 - node, first + city.NodeCount + node, StreetMm);
                if (copy + side < side * side)
                    Add(first + city.NodeCount - 1 - node, first + (side * city.NodeCount) + node, StreetMm);
            }
        }

        return new WalkGraph(side * side * city.NodeCount, [.. from], [.. to], [.. lengthMm]);

        void Add(int a, int b, int mm)
        {
            from.Add(a);
            to.Add(b);
            lengthMm.Add(mm);
        }
    }

    private static int[] Folded(int[] nodes, int nodeCount, int side) => [.. Enumerable.Range(0, side * side).SelectMany(copy => nodes.Select(node => (copy * nodeCount) + node))];

    /// <summary>scipy's search over all categories, by the Python of the system; null where it is not installed.</summary>
    private static double? Scipy(WalkGraph graph, int[][] facilities, int[][] expected)
    {
        const string Python = "/usr/bin/python3";
        const string Program = """
            import sys, time, numpy
            from scipy.sparse import coo_matrix
            from scipy.sparse.csgraph import dijkstra
            folder, nodes, categories = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
            read = lambda name: numpy.fromfile(folder + '/' + name, dtype=numpy.int32)
            a, b, mm = read('from'), read('to'), read('mm')
            order = numpy.lexsort((mm, numpy.maximum(a, b), numpy.minimum(a, b)))
            a, b, mm = numpy.minimum(a, b)[order], numpy.maximum(a, b)[order], mm[order]
            keep = (a != b) & numpy.append(True, (a[1:] != a[:-1]) | (b[1:] != b[:-1]))
            graph = coo_matrix((mm[keep].astype(float), (a[keep], b[keep])), shape=(nodes, nodes)).tocsr()
            sources = [numpy.unique(read('facilities%d' % c)) for c in range(categories)]
            search = lambda: [dijkstra(graph, directed=False, indices=s, min_only=True) for s in sources]
            times = []
            for _ in range(2):
                began = time.perf_counter()
                found = search()
                times.append(time.perf_counter() - began)
            for c in range(categories):
                numpy.where(numpy.isfinite(found[c]), found[c], 2**31 - 1).astype(numpy.int32).tofile(folder + '/found%d' % c)
            open(folder + '/milliseconds', 'w').write(repr(min(times) * 1000))
            """;
        if (graph.NodeCount > MostNodesOfPeers || !File.Exists(Python) || !IsInstalled())
            return null;
        var folder = Directory.CreateTempSubdirectory("mingzhu-bench-").FullName;
        try
        {
            void Put(string name, ReadOnlySpan<int> numbers) => File.WriteAllBytes(Path.Combine(folder, name), MemoryMarshal.AsBytes(numbers).ToArray());
            Put("from", graph.From);
            Put("to", graph.To);
            Put("mm", graph.LengthMm);
            for (var category = 0; category < facilities.Length; category++)
                Put($"facilities{category}", facilities[category]);
            WholeProcess.Run(Python, "-c", Program, folder, $"{graph.NodeCount}", $"{facilities.Length}");
            for (var category = 0; category < facilities.Length; category++)
            {
                if (!MemoryMarshal.Cast<byte, int>(File.ReadAllBytes(Path.Combine(folder, $"found{category}"))).SequenceEqual(expected[category]))
                    throw new InvalidOperationException($"category {category}: scipy's search finds other distances");
            }

            return Math.Round(double.Parse(File.ReadAllText(Path.Combine(folder, "milliseconds")), CultureInfo.InvariantCulture), 1);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        static bool IsInstalled()
        {
            using var process = WholeProcess.Start(Python, ["-c", "import scipy"]);
            process.WaitForExit();
            return process.ExitCode == 0;
        }
    }

    /// <summary>pgRouting's search over all categories, which ends at the limit; null where it is not installed.</summary>
    private static double? PgRouting(WalkGraph graph, int[][] facilities, int[][] expected, int limitMm)
    {
        using var server = graph.NodeCount > MostNodesOfPeers ? null : PostGis.Start();
        if (server is null || !server.LoadNetwork(graph, facilities))
            return null;
        var sum = 0.0;
        for (var category = 0; category < facilities.Length; category++)
        {
            _ = server.WalkTo(category, limitMm);
            var (nodes, sumMm, milliseconds) = server.WalkTo(category, limitMm);
            int[] near = [.. expected[category].Where(mm => mm <= limitMm)];
            if (nodes != near.Length || sumMm != near.Sum(mm => (long)mm))
                throw new InvalidOperationException($"category {category}: pgRouting finds {nodes} nodes and {sumMm} mm within the limit, Dijkstra's search {near.Length} and {near.Sum(mm => (long)mm)}");
            sum += milliseconds;
        }

        return Math.Round(sum, 1);
    }

    private static void Write(string file, int[] row, uint[] cells, long[] within)
    {
        using var text = new StreamWriter(file);
        for (var node = 0; node < row.Length; node++)
            text.Write($"{string.Join('\t', cells.AsSpan(16 * row[node], Categories).ToArray())}\t{within[node]}\n");
    }

    /// <summary>The fastest of so many rounds as there is patience for, after three that warm up: of a machine that does other things too, the moment when it did not.</summary>
    private static double Milliseconds(Action act, int rounds = Rounds)
    {
        for (var warm = 0; warm < 3 && rounds > 1; warm++)
            act();
        var (best, start) = (double.MaxValue, Stopwatch.GetTimestamp());
        for (var round = 0; round < rounds && (round == 0 || Stopwatch.GetElapsedTime(start) < Patience); round++)
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

    private static int[] Textbook(WalkGraph graph, int[] sources, int limitMm = int.MaxValue - 1)
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
                var farther = mm + graph.ArcLengthMm[arc];
                if (farther <= limitMm && farther < distance[graph.ArcNode[arc]])
                    queue.Enqueue(graph.ArcNode[arc], distance[graph.ArcNode[arc]] = farther);
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
