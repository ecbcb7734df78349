using System.Diagnostics;
using Mingzhu.Bench;
using Mingzhu.Spatial;
using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial.Tests;

/// <summary>Walking graphs of real cities: <c>.wg</c> and <c>.fac</c>, little endian, described beside the files.</summary>
public sealed class RealGraphsTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("laspalmas.simp", 16_680)]
    [InlineData("laspalmas.full", 80_100)]
    public void Every_node_of_Las_Palmas_is_as_far_from_each_kind_as_an_obvious_search_says(string name, int nodes)
    {
        var graph = ReadGraph(name);
        graph.NodeCount.ShouldBe(nodes);
        graph.Components.Count.ShouldBe(1);
        var edgeAt = new NetworkPosition[nodes];
        for (var edge = 0; edge < graph.EdgeCount; edge++)
        {
            edgeAt[graph.From[edge]] = new(edge, 0, 0);
            edgeAt[graph.To[edge]] = new(edge, graph.LengthMm[edge], 0);
        }

        var search = new NearestFacility(graph);
        foreach (var (kind, at) in ReadFacilities(name))
        {
            FacilityEntry[] entries = [.. at.Select((node, facility) => new FacilityEntry(facility, new(edgeAt[node].Edge, edgeAt[node].OffsetMm, edgeAt[node].OffsetMm, 0)))];

            var watch = Stopwatch.StartNew();
            var found = search.Find(edgeAt, entries, int.MaxValue - 1).DistanceMm;
            output.WriteLine($"{name} {kind}: {at.Length} facilities, {nodes} nodes, {watch.Elapsed.TotalMilliseconds:F1} ms");

            found.ShouldBe(Obvious(graph, at), kind);
            var within = search.Find(edgeAt, entries, 1_000_000).DistanceMm;
            within.ShouldBe(found.Select(mm => mm <= 1_000_000 ? mm : NearestFacility.Unreached), kind);
        }
    }

    [Theory]
    [InlineData("laspalmas.simp", 700)]
    [InlineData("laspalmas.full", 120)]
    [InlineData("porto_r5.full", 40)]
    public void At_every_node_as_many_facilities_are_within_a_kilometre_as_searches_from_each_of_them_say(string name, int some)
    {
        var graph = ReadGraph(name);
        var all = ReadFacilities(name).Take(10).SelectMany(kind => kind.Nodes).ToArray();
        int[] sources = [.. all.Where((_, index) => index % (all.Length / some) == 0)];
        var expected = new long[graph.NodeCount];
        foreach (var source in sources)
        {
            foreach (var node in Within(graph, source, 1_000_000))
            {
                expected[node]++;
            }
        }

        SumWithin.OfNodes(graph, sources, 1_000_000, [], threads: 2).ShouldBe(expected);
    }

    [Theory] // pgRouting 3.4.2: pgr_drivingDistance from one extra node with free one-way arcs to the facilities, limit 1,000,000 mm
    [InlineData("school", 9_041, 3_472_309_874)]
    [InlineData("park", 11_263, 2_554_259_248)]
    [InlineData("health", 7_049, 3_335_365_263)]
    [InlineData("bus_stop", 14_521, 4_249_364_740)]
    public void Within_a_kilometre_the_same_nodes_are_reached_over_the_same_millimetres_as_by_pgRouting(string kind, int reached, long totalMm)
    {
        var graph = ReadGraph("laspalmas.simp");
        NetworkPosition[] nodes = [.. Enumerable.Range(0, graph.NodeCount).Select(node => NearestFacilityTests.OnNode(graph, node))];
        FacilityEntry[] entries = [.. ReadFacilities("laspalmas.simp").Single(each => each.Kind == kind).Nodes
            .Select((node, facility) => new FacilityEntry(facility, new(nodes[node].Edge, nodes[node].OffsetMm, nodes[node].OffsetMm, 0)))];

        int[] found = [.. new NearestFacility(graph).Find(nodes, entries, 1_000_000).DistanceMm.Where(mm => mm != NearestFacility.Unreached)];

        found.Length.ShouldBe(reached);
        found.Sum(mm => (long)mm).ShouldBe(totalMm);
    }

    [Fact]
    public void Buildings_of_Las_Palmas_walk_to_parks_over_the_streets_of_the_map()
    {
        var plane = Plane.OfEpsg(32628);
        Geometry[] streets = [.. LasPalmas.Lines("highway is not null and highway not in ('motorway','motorway_link','trunk','trunk_link','construction','proposed','cycleway')").Select(plane.Project)];
        Geometry[] buildings = [.. LasPalmas.Multipolygons("building is not null").Where(building => !building.IsEmpty).Select(plane.Project)];
        Geometry[] parks = [.. LasPalmas.Multipolygons("leisure='park'").Select(plane.Project)];

        var watch = Stopwatch.StartNew();
        var network = WalkNetwork.Build(plane, streets);
        output.WriteLine($"{network.Graph.NodeCount} nodes, {network.Graph.EdgeCount} edges, {network.Graph.Components.Sum(c => c.LengthMm) / 1e6:F1} km, aside: {network.Dropped}; {watch.ElapsedMilliseconds} ms");
        watch.Restart();
        NetworkPosition[] origins = [.. buildings.Select(building => network.Snap(building.Centroid.X, building.Centroid.Y, 300_000))];
        output.WriteLine($"{origins.Length} buildings snapped, {origins.Count(at => at.IsNowhere)} nowhere within 300 m; {watch.ElapsedMilliseconds} ms");
        watch.Restart();
        FacilityEntry[] entries = [.. parks.SelectMany((park, facility) => network.EntriesOf(park, 300_000).Select(entry => new FacilityEntry(facility, entry)))];
        output.WriteLine($"{parks.Length} parks, {entries.Length} entries; {watch.ElapsedMilliseconds} ms");
        watch.Restart();
        var result = new NearestFacility(network.Graph).Find(origins, entries, 2_000_000);
        output.WriteLine($"{result.DistanceMm.Count(mm => mm <= 500_000)} buildings within 500 m on foot; {watch.ElapsedMilliseconds} ms");

        // On foot is never nearer than as the crow flies from the middle of the house, save for rounding to millimetres.
        for (var i = 0; i < origins.Length; i += 50)
        {
            if (result.DistanceMm[i] != NearestFacility.Unreached)
            {
                var crow = buildings[i].Centroid.Distance(parks[result.Facility[i]]) / 0.9997;
                (result.DistanceMm[i] / 1000.0).ShouldBeGreaterThan(crow - 0.01 - (crow * 2e-4));
            }
        }

        result.DistanceMm.Count(mm => mm <= 500_000).ShouldBeGreaterThan(buildings.Length / 2);
        origins.Count(at => at.IsNowhere).ShouldBeLessThan(buildings.Length / 50);
    }

    private static ICollection<int> Within(WalkGraph graph, int source, int limitMm)
    {
        var (distance, queue) = (new Dictionary<int, int>(), new PriorityQueue<int, int>([(source, 0)]));
        while (queue.TryDequeue(out var node, out var mm))
        {
            if (distance.TryAdd(node, mm))
            {
                for (var arc = graph.FirstArc[node]; arc < graph.FirstArc[node + 1]; arc++)
                {
                    if (mm + graph.ArcLengthMm[arc] <= limitMm)
                    {
                        queue.Enqueue(graph.ArcNode[arc], mm + graph.ArcLengthMm[arc]);
                    }
                }
            }
        }

        return distance.Keys;
    }

    private static int[] Obvious(WalkGraph graph, int[] sources)
    {
        var neighbours = Enumerable.Range(0, graph.NodeCount).Select(_ => new List<(int, int)>()).ToArray();
        for (var edge = 0; edge < graph.EdgeCount; edge++)
        {
            neighbours[graph.From[edge]].Add((graph.To[edge], graph.LengthMm[edge]));
            neighbours[graph.To[edge]].Add((graph.From[edge], graph.LengthMm[edge]));
        }

        var distance = new int[graph.NodeCount];
        Array.Fill(distance, NearestFacility.Unreached);
        var queue = new PriorityQueue<int, int>(sources.Distinct().Select(source => (source, 0)));
        while (queue.TryDequeue(out var node, out var mm))
        {
            if (distance[node] == NearestFacility.Unreached)
            {
                distance[node] = mm;
                neighbours[node].ForEach(next => queue.Enqueue(next.Item1, mm + next.Item2));
            }
        }

        return distance;
    }

    private static WalkGraph ReadGraph(string name) => NeutralGraph.Read(FileOf(name, "wg"));

    private static List<(string Kind, int[] Nodes)> ReadFacilities(string name) => NeutralGraph.ReadFacilities(FileOf(name, "fac"), int.MaxValue);

    private static string FileOf(string name, string ending)
    {
        var path = Path.Combine(LasPalmas.ReferenceData, "osm", $"{name}.{ending}.gz");
        if (!File.Exists(path))
        {
            Assert.Skip("reference data not present");
        }

        return path;
    }
}
