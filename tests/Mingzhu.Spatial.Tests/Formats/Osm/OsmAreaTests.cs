using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial.Tests.Formats.Osm;

/// <summary>Relations become areas by their geometry, whatever the roles say.</summary>
public sealed class OsmAreaTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Outer_and_inner_rings_are_told_apart_by_geometry_not_by_role()
    {
        var area = Area([[(0, 0), (9, 0), (9, 9)], [(0, 0), (0, 9), (9, 9)], [(2, 2), (4, 2), (4, 4), (2, 4), (2, 2)]]);

        area.Geometry.ShouldBeOfType<Polygon>().NumInteriorRings.ShouldBe(1);
        area.Geometry!.Area.ShouldBe(81 - 4);
        area.Problems.ShouldBeEmpty();
    }

    [Fact]
    public void An_island_in_a_lake_in_a_park_belongs_to_the_park()
    {
        var area = Area([Square(0, 9), Square(2, 7), Square(4, 5), Square(20, 21)]);

        area.Geometry.ShouldBeOfType<MultiPolygon>().Count.ShouldBe(3);
        area.Geometry!.Area.ShouldBe(81 - 25 + 1 + 1);
    }

    [Fact]
    public void Rings_may_touch_at_an_end_node()
    {
        var area = Area([[(0, 0), (2, 0), (2, 2)], [(2, 2), (0, 2), (0, 0)], [(2, 2), (4, 2), (4, 4)], [(4, 4), (2, 4), (2, 2)]]);

        area.Geometry.ShouldBeOfType<MultiPolygon>().Count.ShouldBe(2);
        area.Geometry!.Area.ShouldBe(8);
        area.Problems.ShouldBeEmpty();
    }

    [Fact]
    public void Inner_rings_that_share_an_edge_are_one_hole()
    {
        var area = Area([Square(0, 9), [(2, 2), (4, 2), (4, 4), (2, 4), (2, 2)], [(4, 2), (6, 2), (6, 4), (4, 4), (4, 2)]]);

        area.Geometry.ShouldBeOfType<Polygon>().NumInteriorRings.ShouldBe(1);
        area.Geometry!.Area.ShouldBe(81 - 8);
        area.Geometry.IsValid.ShouldBeTrue();
        area.Problems.Single().Severity.ShouldBe(ProblemSeverity.Repaired);
    }

    [Fact]
    public void Inner_rings_that_share_a_point_stay_two_holes()
    {
        var area = Area([Square(0, 9), Square(2, 4), Square(4, 6)]);

        area.Geometry.ShouldBeOfType<Polygon>().NumInteriorRings.ShouldBe(2);
        area.Geometry!.Area.ShouldBe(81 - 8);
        area.Problems.ShouldBeEmpty();
    }

    [Fact]
    public void A_hole_that_touches_its_outer_ring_twice_parts_it()
    {
        // The lens from (0, 4) to (8, 4) cuts the square into an upper and a lower piece.
        var area = Area([[(0, 0), (8, 0), (8, 4), (8, 8), (0, 8), (0, 4), (0, 0)], [(0, 4), (4, 3), (8, 4), (4, 5), (0, 4)]]);

        area.Geometry.ShouldBeOfType<MultiPolygon>().Count.ShouldBe(2);
        area.Geometry!.Area.ShouldBe(64 - 8);
        area.Geometry.IsValid.ShouldBeTrue();
    }

    [Fact]
    public void A_ring_that_does_not_close_is_reported_with_relation_and_node()
    {
        var area = Area([[(0, 0), (9, 0), (9, 9)], [(0, 0), (0, 9)]]);

        area.Geometry.ShouldBeNull();
        area.Problems.Single().Code.ShouldBe("osm.relation-unclosed");
        area.Problems.Single().En.ShouldBe("relation/5: a ring does not close at node/3 (2 loose ends in all); correct it in OpenStreetMap");
    }

    [Fact]
    public void A_relation_whose_ways_or_nodes_are_beyond_the_edge_is_reported_not_dropped()
    {
        var file = PbfBuilder.File(pbf => pbf.Node(1, 0, 0).Node(2, 1, 0).Node(3, 1, 1)
            .Way(10, [1, 2, 3, 1]).Way(11, [1, 2, 99, 1])
            .Multipolygon(5, [10, 77], ("a", "b")).Multipolygon(6, [11], ("a", "b")).Multipolygon(7, [], ("a", "b"))
            .Relation(8, [("node", 1, "admin_centre"), ("way", 10, "inner")], ("type", "boundary")).Relation(9, [("way", 10, "")], ("type", "route")));

        var relations = OsmPbf.Read(_folder.File("edge.pbf", file), (_, _) => true).Elements.ToList();

        relations.Select(relation => relation.Id.ToString()).ShouldBe(["relation/5", "relation/6", "relation/7", "relation/8"]);
        relations[0].Problems.Single().En.ShouldContain("way/77");
        relations[1].Problems.Single().En.ShouldContain("node/99 of its way/11");
        relations[2].Problems.Single().Code.ShouldBe("osm.relation-empty");
        relations[3].Geometry!.Area.ShouldBe(0.5);
    }

    [Fact]
    public void The_area_does_not_depend_on_how_ways_are_cut_turned_and_ordered() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var squares = new[] { Square(0, 20), Square(1, 6), Square(6, 9), Square(2, 4), Square(30, 33), Square(10, 15) };
            var ways = squares.SelectMany(square => Pieces(square, random)).Select(way => random.Next(2) == 0 ? way : [.. way.Reverse()]).ToArray();
            random.Shuffle(ways);
            var area = Area(ways);
            return area.Problems.Count == 0 && area.Geometry!.IsValid && area.Geometry.Area == 400 - 25 - 9 + 4 + 9 - 25;
        }).QuickCheckThrowOnFailure();

    private static (int X, int Y)[] Square(int from, int to) => [(from, from), (to, from), (to, to), (from, to), (from, from)];

    // A ring cut at some of its corners.
    private static IEnumerable<(int X, int Y)[]> Pieces((int X, int Y)[] ring, Random random)
    {
        var from = 0;
        for (var i = 1; i < ring.Length; i++)
        {
            if (i < ring.Length - 1 && random.Next(2) == 0)
                continue;
            yield return ring[from..(i + 1)];
            from = i;
        }
    }

    // Nodes are numbered 1, 2, 3 … as their points first appear.
    private OsmElement Area((int X, int Y)[][] ways)
    {
        var numbers = ways.SelectMany(way => way).Distinct().Select((point, index) => (point, id: index + 1L)).ToDictionary(pair => pair.point, pair => pair.id);
        var file = PbfBuilder.File(pbf =>
        {
            foreach (var (point, id) in numbers)
                pbf.Node(id, point.X, point.Y);
            for (var i = 0; i < ways.Length; i++)
                pbf.Way(100 + i, ways[i].Select(point => numbers[point]));
            pbf.Multipolygon(5, ways.Select((_, i) => 100L + i), ("landuse", "forest"));
        });
        return OsmPbf.Read(_folder.File("area.pbf", file), (_, _) => true).Elements.Single();
    }
}
