using System.IO.Compression;
using Mingzhu.Bench;

namespace Mingzhu.Spatial.Tests;

public sealed class NeutralGraphTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    /// <summary>A triangle.</summary>
    private static byte[] Graph => Bytes("WALKG1\0\0"u8.ToArray(), 3, 3, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0, 1, 2, 1, 2, 0, 5, 6, 7);

    private static byte[] Facilities => Bytes(2, 6, "school"u8.ToArray(), 2, 0, 2, 4, "park"u8.ToArray(), 0);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Graph_and_facilities_are_read_plain_and_gzipped(bool zipped)
    {
        var graph = NeutralGraph.Read(Written("a.wg", Graph, zipped));
        var kinds = NeutralGraph.ReadFacilities(Written("a.fac", Facilities, zipped), graph.NodeCount);

        graph.From.ToArray().ShouldBe([0, 1, 2]);
        graph.To.ToArray().ShouldBe([1, 2, 0]);
        graph.LengthMm.ToArray().ShouldBe([5, 6, 7]);
        kinds.Select(kind => kind.Kind).ShouldBe(["school", "park"]);
        kinds.SelectMany(kind => kind.Nodes).ShouldBe([0, 2]);
    }

    [Fact]
    public void However_much_is_cut_off_it_is_said()
    {
        for (var length = 0; length < Graph.Length; length++)
            Should.Throw<InvalidDataException>(() => NeutralGraph.Read(Written("a.wg", Graph[..length], false))).Message.ShouldContain("a.wg");
        for (var length = 0; length < Facilities.Length; length++)
            Should.Throw<InvalidDataException>(() => NeutralGraph.ReadFacilities(Written("a.fac", Facilities[..length], false), 3)).Message.ShouldContain("a.fac");
    }

    [Theory]
    [InlineData(8)] // nodes
    [InlineData(12)] // edges
    [InlineData(64)] // where an edge begins
    [InlineData(84)] // where one ends
    public void Lying_counts_and_nodes_are_refused(int at)
    {
        foreach (var lie in (int[])[-1, int.MinValue, 1_000, int.MaxValue])
        {
            var bytes = Graph;
            BitConverter.TryWriteBytes(bytes.AsSpan(at), lie);

            Should.Throw<InvalidDataException>(() => NeutralGraph.Read(Written("a.wg", bytes, false)));
        }
    }

    [Theory]
    [InlineData(0)] // categories
    [InlineData(4)] // bytes of a name
    [InlineData(14)] // facilities
    [InlineData(18)] // a node
    public void Lying_counts_and_nodes_of_facilities_are_refused(int at)
    {
        foreach (var lie in (int[])[-1, int.MinValue, 1_000, int.MaxValue])
        {
            var bytes = Facilities;
            BitConverter.TryWriteBytes(bytes.AsSpan(at), lie);

            Should.Throw<InvalidDataException>(() => NeutralGraph.ReadFacilities(Written("a.fac", bytes, false), 3));
        }
    }

    [Fact]
    public void What_is_called_gz_and_is_none_is_refused() =>
        Should.Throw<InvalidDataException>(() => NeutralGraph.Read(Written("a.wg.gz", Graph, false))).Message.ShouldContain("a.wg.gz");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Written(string name, byte[] bytes, bool zipped)
    {
        var path = Path.Combine(_folder, zipped ? name + ".gz" : name);
        using var to = File.Create(path);
        if (zipped)
        {
            using var zip = new GZipStream(to, CompressionMode.Compress);
            zip.Write(bytes);
        }
        else
        {
            to.Write(bytes);
        }

        return path;
    }

    private static byte[] Bytes(params object[] parts) => [.. parts.SelectMany(part => part switch
    {
        int number => BitConverter.GetBytes(number),
        double number => BitConverter.GetBytes(number),
        _ => (byte[])part,
    })];
}
