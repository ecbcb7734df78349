using System.Text;
using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial.Tests.Formats.Osm;

public sealed class OsmPbfTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void Nodes_ways_and_relations_arrive_in_file_order_with_geometry_and_tags(bool dense, bool compressed)
    {
        var file = PbfBuilder.File(
            pbf => pbf
                .Node(1, 115.9, 36.4).Node(2, 116.0, 36.4).Node(3, 116.0, 36.5, ("amenity", "school"), ("name", "实验小学")).Node(4, 115.9, 36.5).Node(-7, -0.0000001, -12.3456789, ("shop", "yes"))
                .Way(10, [1, 2, 3], ("highway", "footway")).Way(11, [1, 2, 3, 4, 1], ("leisure", "park")).Way(12, [1, 2])
                .Multipolygon(20, [11], ("landuse", "residential")),
            dense,
            compressed,
            elementsPerBlock: 2);

        var elements = Read(file);

        elements.Select(element => element.Id.ToString()).ShouldBe(["node/3", "node/-7", "way/10", "way/11", "relation/20"]);
        elements[0].Tags["name"].ShouldBe("实验小学");
        elements[0].Tags["nothing"].ShouldBeNull();
        elements[0].Tags.Count.ShouldBe(2);
        elements[1].Geometry!.Coordinate.ShouldBe(new Coordinate(-0.0000001, -12.3456789));
        elements[2].Geometry!.AsText().ShouldBe("LINESTRING (115.9 36.4, 116 36.4, 116 36.5)");
        elements[2].IsClosedWay.ShouldBeFalse();
        elements[3].IsClosedWay.ShouldBeTrue();
        elements[3].AsPolygon().Geometry!.AsText().ShouldBe("POLYGON ((115.9 36.4, 116 36.4, 116 36.5, 115.9 36.5, 115.9 36.4))");
        elements[4].Geometry!.Area.ShouldBe(0.01, 1e-12);
        elements.ShouldAllBe(element => element.Problems.Count == 0);
    }

    [Fact]
    public void The_extent_is_the_declared_one_else_that_of_the_nodes()
    {
        var declared = new MemoryStream();
        using (var pbf = new PbfBuilder(declared, extent: (115, 117, 37, 36)))
            pbf.Node(1, 1, 1);
        var silent = PbfBuilder.File(pbf => pbf.Node(1, 115.5, 36.5).Node(2, 116.5, 36.25));

        OsmPbf.Read(_folder.File("declared.pbf", declared.ToArray()), (_, _) => true).Extent.ShouldBe(new Envelope(115, 117, 36, 37));
        OsmPbf.Read(_folder.File("silent.pbf", silent), (_, _) => true).Extent.ShouldBe(new Envelope(115.5, 116.5, 36.25, 36.5));
    }

    [Fact]
    public void A_way_is_cut_where_its_nodes_are_missing()
    {
        var file = PbfBuilder.File(pbf => pbf.Node(1, 0, 0).Node(2, 1, 0).Node(4, 3, 0).Node(5, 4, 0)
            .Way(10, [1, 2, 3, 4, 5], ("highway", "path")).Way(11, [1, 2, 3], ("highway", "path")).Way(12, [3, 1, 3], ("highway", "path")));

        var ways = Read(file);

        ways[0].Geometry!.AsText().ShouldBe("MULTILINESTRING ((0 0, 1 0), (3 0, 4 0))");
        ways[1].Geometry!.AsText().ShouldBe("LINESTRING (0 0, 1 0)");
        ways[1].Problems.Single().En.ShouldContain("node/3");
        ways[1].Problems.Single().Severity.ShouldBe(ProblemSeverity.Repaired);
        ways[2].Geometry.ShouldBeNull();
        ways[2].Problems.Single().Severity.ShouldBe(ProblemSeverity.Refused);
    }

    [Fact]
    public void A_file_cut_off_at_any_byte_is_refused_or_was_cut_between_two_blocks()
    {
        var whole = SmallCity();
        var edges = BlockEdges(whole);

        for (var length = 0; length < whole.Length; length++)
        {
            var path = _folder.File("cut.pbf", whole[..length]);
            if (edges.Contains(length))
                Should.NotThrow(() => OsmPbf.Read(path, (_, _) => true).Elements.Count());
            else
                Should.Throw<BrokenFileException>(() => OsmPbf.Read(path, (_, _) => true)).Problem.En.ShouldStartWith("cut.pbf, byte ");
        }
    }

    [Fact]
    public void Any_changed_byte_gives_a_file_or_a_refusal_and_nothing_else()
    {
        var whole = SmallCity();

        Prop.ForAll(Gen.Choose(0, whole.Length - 1).Zip(Gen.Choose(1, 255)).ToArbitrary(), change =>
        {
            var (at, by) = change;
            var bytes = whole.ToArray();
            bytes[at] ^= (byte)by;
            var path = _folder.File("changed.pbf", bytes);
            try
            {
                return OsmPbf.Read(path, (_, _) => true).Elements.Count() >= 0;
            }
            catch (BrokenFileException broken)
            {
                return broken.Problem.Zh.Contains("changed.pbf", StringComparison.Ordinal);
            }
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("<?xml version='1.0'?><osm>", "XML")]
    [InlineData("PK\u0003\u0004zip zip zip", "zip")]
    [InlineData("abcdefgh", "6162636465666768")]
    [InlineData("", "an empty file")]
    public void A_file_that_is_no_PBF_says_what_it_is(string contents, string found)
    {
        var broken = Should.Throw<BrokenFileException>(() => OsmPbf.Read(_folder.File("other.pbf", contents), (_, _) => true));

        broken.Problem.En.ShouldStartWith("other.pbf, byte 0: found " + found);
    }

    [Fact]
    public void Sizes_beyond_the_limits_and_unknown_features_are_refused_with_their_place()
    {
        var bomb = new MemoryStream();
        new PbfBuilder(bomb).Dispose();
        var place = bomb.Length;
        var blob = new PbfBuilder.Message();
        blob.Number(2, 40_000_000);
        blob.Bytes(3, [0x78, 0x9C, 3, 0, 0, 0, 0, 1]);
        PbfBuilder.WriteFrame(bomb, "OSMData", blob.ToArray());
        var history = new MemoryStream();
        new PbfBuilder(history, requiredFeatures: ["OsmSchema-V0.6", "HistoricalInformation"]).Dispose();

        var tooLarge = Should.Throw<BrokenFileException>(() => OsmPbf.Read(_folder.File("bomb.pbf", bomb.ToArray()), (_, _) => true));
        var unknown = Should.Throw<BrokenFileException>(() => OsmPbf.Read(_folder.File("history.pbf", history.ToArray()), (_, _) => true));

        tooLarge.Problem.En.ShouldBe($"bomb.pbf, byte {place + 15}: found a blob that says it unpacks to 40000000 bytes, expected 1 to 33554432; download or export the file again");
        unknown.Problem.En.ShouldContain("'HistoricalInformation'");
    }

    [Fact]
    public void Reading_can_be_cancelled_and_tells_how_far_it_is()
    {
        var path = _folder.File("small.pbf", SmallCity());
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        var told = new Shares();

        OsmPbf.Read(path, (_, _) => true, told);

        Should.Throw<OperationCanceledException>(() => OsmPbf.Read(path, (_, _) => true, cancellation: cancelled.Token));
        told.Seen.ShouldBe(told.Seen.Order());
        told.Seen[^1].ShouldBe(1);
    }

    private List<OsmElement> Read(byte[] file) => [.. OsmPbf.Read(_folder.File("city.osm.pbf", file), (_, _) => true).Elements];

    private static byte[] SmallCity() => PbfBuilder.File(
        pbf => pbf.Node(1, 0, 0).Node(2, 1, 0).Node(3, 1, 1).Node(4, 0, 1, ("shop", "bakery"))
            .Way(10, [1, 2, 3]).Way(11, [3, 4, 1], ("highway", "path"))
            .Multipolygon(20, [10, 11], ("leisure", "park")),
        elementsPerBlock: 3);

    private static HashSet<int> BlockEdges(byte[] whole)
    {
        var edges = new HashSet<int>();
        for (var at = 0; at < whole.Length;)
        {
            var header = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(whole.AsSpan(at));
            var text = Encoding.Latin1.GetString(whole, at + 4, header);
            var length = whole[at + 4 + text.IndexOf('\u0018') + 1];
            (length & 0x80).ShouldBe(0, "blocks of this file are shorter than 128 bytes");
            at += 4 + header + length;
            edges.Add(at);
        }
        return edges;
    }

    private sealed class Shares : IProgress<double>
    {
        public List<double> Seen { get; } = [];

        public void Report(double value) => Seen.Add(value);
    }
}
