using System.Diagnostics;
using System.IO.Compression;
using System.Text;
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

    private static WalkGraph ReadGraph(string name)
    {
        using var reader = Open($"{name}.wg.gz");
        reader.ReadBytes(8).ShouldBe("WALKG1\0\0"u8.ToArray());
        var (nodes, edges) = (reader.ReadInt32(), reader.ReadInt32());
        reader.ReadBytes(16 * nodes);
        int[] Column() => [.. Enumerable.Range(0, edges).Select(_ => reader.ReadInt32())];
        return new(nodes, Column(), Column(), Column());
    }

    private static List<(string Kind, int[] Nodes)> ReadFacilities(string name)
    {
        using var reader = Open($"{name}.fac.gz");
        return [.. Enumerable.Range(0, reader.ReadInt32()).Select(_ =>
        {
            var kind = Encoding.UTF8.GetString(reader.ReadBytes(reader.ReadInt32()));
            return (kind, Enumerable.Range(0, reader.ReadInt32()).Select(_ => reader.ReadInt32()).ToArray());
        })];
    }

    private static BinaryReader Open(string file)
    {
        var path = Path.Combine(LasPalmas.ReferenceData, "osm", file);
        if (!File.Exists(path))
        {
            Assert.Skip("reference data not present");
        }

        var bytes = new MemoryStream();
        using (var zip = new GZipStream(File.OpenRead(path), CompressionMode.Decompress))
        {
            zip.CopyTo(bytes);
        }

        bytes.Position = 0;
        return new BinaryReader(bytes);
    }
}
