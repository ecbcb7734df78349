using BenchmarkDotNet.Attributes;
using Mingzhu.Atlas;
using Mingzhu.City;
using Mingzhu.Spatial;
using NetTopologySuite.Geometries;

namespace Mingzhu.Bench;

/// <summary>From every building to the nearest facility of every kind, against the search as a textbook has it, on the same snapped network. Both must find the same, millimetre by millimetre.</summary>
public class NearestBench
{
    private const int LimitMm = 2_000_000;
    private WalkGraph _graph = null!;
    private NetworkPosition[] _homes = [];
    private FacilityEntry[][] _entriesByKind = [];

    public static IEnumerable<string> Cities => Ground.Cities;

    [ParamsSource(nameof(Cities))]
    public string City { get; set; } = "";

    internal static void Run(Results results) => InProcess.Run<NearestBench>(results);

    [GlobalSetup]
    public void Prepare()
    {
        using var city = Ground.Open(City);
        var rules = WalkingRules.Of(city.Pack);
        var connectorMm = (int)(rules.ConnectorM * 1000);
        var ways = rules.Layers.SelectMany(walkable => Ground.Shapes(city, walkable.Layer)).ToArray();
        var network = WalkNetwork.Build(CityPlane.Of(city), ways, rules.SmallestComponentShare);
        var (facilities, shapes) = (LayerStore.OpenCurrent(city, "facilities"), Ground.Shapes(city, "facilities"));
        _graph = network.Graph;
        _homes = [.. Ground.Shapes(city, "buildings").Select(home => home.InteriorPoint.Coordinate).Select(at => network.Snap(at.X, at.Y, connectorMm))];
        _entriesByKind = [.. Enumerable.Range(0, facilities.Count).GroupBy(row => facilities.Value(row, "kind") as string).OrderBy(kind => kind.Key, StringComparer.Ordinal)
            .Select(rows => rows.SelectMany((row, index) => network.EntriesOf(shapes[row], connectorMm).Select(entry => new FacilityEntry(index, entry))).ToArray())];
        var (ours, peer) = (Sweep(), Textbook());
        if (!ours.Zip(peer).All(pair => pair.First.DistanceMm.SequenceEqual(pair.Second.DistanceMm) && pair.First.Facility.SequenceEqual(pair.Second.Facility)))
            throw new InvalidOperationException($"{City}: the two searches disagree");
    }

    [Benchmark(Baseline = true, Description = "textbook Dijkstra")]
    public List<NearestResult> Textbook()
    {
        var dijkstra = new TextbookDijkstra(_graph);
        return [.. _entriesByKind.Select(entries => dijkstra.Find(_homes, entries, LimitMm))];
    }

    [Benchmark(Description = "nearest")]
    public List<NearestResult> Sweep()
    {
        var nearest = new NearestFacility(_graph);
        return [.. _entriesByKind.Select(entries => nearest.Find(_homes, entries, LimitMm))];
    }
}

/// <summary>Dijkstra's search with the queue of the standard library and a list of neighbours per node.</summary>
internal sealed class TextbookDijkstra
{
    private readonly WalkGraph _graph;
    private readonly List<(int Node, int Mm)>[] _neighbours;

    public TextbookDijkstra(WalkGraph graph)
    {
        (_graph, _neighbours) = (graph, [.. Enumerable.Range(0, graph.NodeCount).Select(_ => new List<(int, int)>())]);
        for (var edge = 0; edge < graph.EdgeCount; edge++)
        {
            _neighbours[graph.From[edge]].Add((graph.To[edge], graph.LengthMm[edge]));
            _neighbours[graph.To[edge]].Add((graph.From[edge], graph.LengthMm[edge]));
        }
    }

    public NearestResult Find(NetworkPosition[] homes, FacilityEntry[] entries, int limitMm)
    {
        var best = new Dictionary<int, (long Mm, int Facility)>();
        var queue = new PriorityQueue<int, (long Mm, int Facility)>();
        void Offer(int node, long mm, int facility)
        {
            if (mm <= limitMm && (!best.TryGetValue(node, out var known) || (mm, facility).CompareTo(known) < 0))
            {
                best[node] = (mm, facility);
                queue.Enqueue(node, (mm, facility));
            }
        }

        foreach (var (facility, entry) in entries)
        {
            Offer(_graph.From[entry.Edge], (long)entry.ConnectorMm + entry.FromMm, facility);
            Offer(_graph.To[entry.Edge], (long)entry.ConnectorMm + _graph.LengthMm[entry.Edge] - entry.ToMm, facility);
        }

        while (queue.TryDequeue(out var node, out var label))
        {
            if (label != best[node])
                continue;
            foreach (var (next, mm) in _neighbours[node])
                Offer(next, label.Mm + mm, label.Facility);
        }

        var onEdge = entries.ToLookup(entry => entry.Entry.Edge);
        var found = Array.ConvertAll(homes, home => home.IsNowhere ? null : Reached(home, best, onEdge[home.Edge]).Where(label => label.Mm <= limitMm).Min(label => ((long, int)?)label));
        return new NearestResult(
            Array.ConvertAll(found, label => label is var (mm, _) ? (int)mm : NearestFacility.Unreached), Array.ConvertAll(found, label => label is var (_, facility) ? facility : -1));
    }

    /// <summary>By either end of the home's edge, or along the edge itself.</summary>
    private IEnumerable<(long Mm, int Facility)> Reached(NetworkPosition home, Dictionary<int, (long Mm, int Facility)> best, IEnumerable<FacilityEntry> here)
    {
        if (best.TryGetValue(_graph.From[home.Edge], out var from))
            yield return (from.Mm + home.OffsetMm + home.ConnectorMm, from.Facility);
        if (best.TryGetValue(_graph.To[home.Edge], out var to))
            yield return (to.Mm + _graph.LengthMm[home.Edge] - home.OffsetMm + home.ConnectorMm, to.Facility);
        foreach (var (facility, entry) in here)
            yield return ((long)entry.ConnectorMm + Math.Max(0, Math.Max(entry.FromMm - home.OffsetMm, home.OffsetMm - entry.ToMm)) + home.ConnectorMm, facility);
    }
}
