using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Mingzhu.Spatial;

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
