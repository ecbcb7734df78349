using System.Collections.Immutable;
using FsCheck.Fluent;
using Mingzhu.Atlas.Tests.Imports;
using Mingzhu.City;
using Mingzhu.Spatial;
using Mingzhu.Store;
using NetTopologySuite.Geometries;
using static Mingzhu.Atlas.Tests.Versions.Drawn;

namespace Mingzhu.Atlas.Tests.Versions;

public sealed class LayerComparisonTests : IDisposable
{
    private readonly TestCity _city = new();

    [Fact]
    public void Added_removed_moved_and_edited_are_told_apart_and_sorted_by_id()
    {
        var before = Keys(("A", Box(0, 0, 10, 10), "甲"), ("B", Box(50, 0, 10, 10), "乙"), ("C", Box(90, 0, 10, 10), "丙"), ("E", null, null));
        var after = Keys(("A", Box(3, 4, 10, 10), "甲"), ("B", Box(50, 0, 10, 10), "新乙"), ("D", Box(200, 0, 10, 10), null), ("E", null, null));

        var compared = LayerComparison.Of(before, after, Ground, []);

        compared.Counts.ShouldBe(new ChangeCounts(Added: 1, Removed: 1, Moved: 1, Edited: 1, Rekeyed: 0, Unchanged: 1));
        compared.Changes.Select(change => $"{change.Kind} {change.Id}").ShouldBe(["Moved A", "Edited B", "Removed C", "Added D"]);
        var moved = compared.Changes[0].Shape!;
        moved.ShiftM.ShouldBe(5, 1e-6, "3 m east and 4 m north");
        (moved.SizeBefore, moved.SizeAfter, moved.CommonM2!.Value).ShouldSatisfyAllConditions(
            sizes => sizes.SizeBefore.ShouldBe(100, 1e-6), sizes => sizes.SizeAfter.ShouldBe(100, 1e-6), sizes => sizes.Value.ShouldBe(42, 1e-6, "7 × 6"));
        compared.Changes[1].Fields.ShouldBe([new FieldChange("name", "乙", "新乙")]);
    }

    [Fact]
    public void A_ring_drawn_from_another_corner_the_other_way_round_is_the_same_shape()
    {
        var turned = Ground.Unproject(new GeometryFactory().CreatePolygon([new(10, 10), new(10, 0), new(0, 0), new(0, 10), new(10, 10)]));

        LayerComparison.Of(Keys(("A", Box(0, 0, 10, 10), "甲")), Keys(("A", turned, "甲")), Ground, []).Counts.ShouldBe(new ChangeCounts(0, 0, 0, 0, 0, 1));
    }

    [Fact]
    public void A_column_more_is_a_change_only_where_it_is_filled()
    {
        var before = Keys(("A", null, "甲"), ("B", null, "乙"));
        var after = new FeatureTable([.. before.Fields, new Field("height", FieldType.Real)], before.Ids, before.Geometries, [.. before.Columns, [3.5, null]]);

        LayerComparison.Of(before, after, null, []).Changes.Single().Fields.ShouldBe([new FieldChange("height", null, 3.5)]);
    }

    [Fact]
    public void Over_several_versions_a_key_is_followed_and_parts_know_their_whole()
    {
        var first = Keys(("A", Box(0, 0, 10, 10), "甲"), ("W", Box(50, 0, 10, 10), "整"));
        var second = Keys(("A2", Box(0, 0, 10, 10), "甲"), ("W1", Box(50, 0, 5, 10), "西"), ("W2", Box(55, 0, 5, 10), "东"));
        var third = Keys(("A3", Box(0, 0, 10, 10), "甲"), ("W1", Box(50, 0, 5, 10), "西"), ("W2", Box(55, 0, 5, 10), "东"));

        var compared = LayerComparison.Of(first, third, Ground, [Table(first, second), Table(second, third)]);

        compared.Changes.Select(change => $"{change.Kind} {change.Id} {change.FormerId} {string.Join('+', change.Related)}").ShouldBe(["Edited A3 A ", "Removed W  W1+W2", "Added W1  W", "Added W2  W"]);
        compared.Changes[0].Fields.ShouldBe([new FieldChange("id", "A", "A3")]);
        compared.Counts.Rekeyed.ShouldBe(1);
    }

    [Fact]
    public void A_version_compared_with_itself_has_no_changes_and_the_counts_add_up() => Prop.ForAll(Gen.Choose(0, 20).ToArbitrary(), Gen.Choose(0, 20).ToArbitrary(), (kept, more) =>
    {
        FeatureTable Of(int from, int count) => Keys([.. Enumerable.Range(from, count).Select(at => ($"k{at:D3}", (Geometry?)Box(at * 20, 0, 10, 10), (string?)"x"))]);
        var (before, after) = (Of(0, kept + more), Of(more, kept + more));

        var counts = LayerComparison.Of(before, after, Ground, []).Counts;

        return LayerComparison.Of(before, before, Ground, []).Changes.IsEmpty && counts.Added == more && counts.Removed == more && counts.Unchanged == kept;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Two_versions_of_a_city_are_compared_by_number_and_a_missing_one_is_told()
    {
        Import("""{"id":"P1","name":"湖心"}""");
        Import("""{"id":"P1","name":"湖心公园"}""");
        Import("""{"id":"P1","name":"湖心公园","class":"community"}""");
        var session = Session.Operator(Language.En);

        _city.Workspace.Read(session, new CompareVersions("parks")).Comparison.Changes.Single().Fields.ShouldBe([new FieldChange("class", null, "community")]);
        _city.Workspace.Read(session, new CompareVersions("parks", 1, 3)).Comparison.Changes.Single().Fields.Length.ShouldBe(2);
        _city.Workspace.Read(session, new CompareVersions("parks", 3, 1)).From.Number.ShouldBe(1, "the older comes first");
        Code(new CompareVersions("parks", 1, 4)).ShouldBe("atlas.no-version");
        Code(new CompareVersions("parks", To: 1)).ShouldBe("atlas.only-one-version");
        Code(new CompareVersions("water")).ShouldBe("atlas.empty-layer");
        Code(new CompareVersions("nothing")).ShouldBe("atlas.unknown-layer");

        string Code(CompareVersions query) => Should.Throw<RefusedException>(() => _city.Workspace.Read(session, query)).Reasons.Single().Code;
    }

    [Fact]
    public void Every_version_knows_who_brought_it_from_which_file_with_which_answers()
    {
        Import("""{"id":"P1"}""");

        var origin = _city.Workspace.View<Layers>().Current("parks")!.Origin!;

        origin.Actor.ShouldBe("operator");
        origin.Answers!.As.ShouldBe("parks");
        origin.FileHash.Length.ShouldBe(64);
        origin.At.Year.ShouldBeGreaterThan(2025);
        origin.Matches.ShouldBeNull("nothing came before it");
    }

    public void Dispose() => _city.Dispose();

    private void Import(string properties) => _city.Import(new ImportRequest(_city.Lay("parks.geojson", TestFiles.Collection(TestFiles.Square(properties, 116.0))), As: "parks"));

    private static MatchTable Table(FeatureTable before, FeatureTable after)
    {
        var carried = CarryKeyed(before, after);
        return new MatchTable(1, "keyed", 1, "", "", MatchRule.Usual, carried.Counts, carried.Lines);
    }
}
