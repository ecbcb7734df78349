using FsCheck;
using FsCheck.Fluent;
using Mingzhu.Spatial;
using NetTopologySuite.Geometries;
using static Mingzhu.Atlas.Tests.Versions.Drawn;

namespace Mingzhu.Atlas.Tests.Versions;

public sealed class FeatureMatchingTests
{
    [Fact]
    public void The_same_file_again_gives_the_same_ids_in_whatever_order_its_rows_stand()
    {
        var before = Rows((Box(0, 0, 10, 10), "甲"), (Box(50, 0, 10, 10), "乙"), (null, "丙"));
        var again = Rows((null, "丙"), (Box(50, 0, 10, 10), "乙"), (Box(0, 0, 10, 10), "甲"));

        var carried = Carry(before, again);

        CanonicalRows.Hash(carried.Table).ShouldBe(CanonicalRows.Hash(before));
        carried.Counts.ShouldBe(new MatchCounts(3, 0, 0, 0, 0, 0, 0));
        carried.Lines.ShouldBeEmpty();
        carried.HighestIssued.ShouldBe(3);
    }

    // A square of 10 m pushed 1 m aside: 9 × 10 of 100 m² are common, 90 %. Pushed 3 m: 70 %.
    [Theory]
    [InlineData(1, "n0000001", "Moved n0000001 > n0000001")]
    [InlineData(2, "n0000001", "Moved n0000001 > n0000001")]
    [InlineData(3, "n0000002", "Removed n0000001 > -|Added - > n0000002")]
    public void A_polygon_is_the_same_while_four_fifths_of_each_lie_in_the_other(double pushed, string id, string said)
    {
        var carried = Carry(Rows((Box(0, 0, 10, 10), "甲")), Rows((Box(pushed, 0, 10, 10), "甲")));

        carried.Table.Ids.ShouldBe([id]);
        carried.Said().ShouldBe(said.Split('|'));
        carried.Lines[^1].Share.ShouldBe(pushed < 3 ? (10 - pushed) / 10 : null, "2 m in 10 are just within the rule");
    }

    [Theory]
    [InlineData(4.9, "n0000001")]
    [InlineData(5.1, "n0000002")]
    public void A_point_is_the_same_within_five_metres(double apart, string id) =>
        Carry(Rows((Point(0, 0), "甲")), Rows((Point(apart, 0), "甲")), kind: GeometryKind.Point).Table.Ids.ShouldBe([id]);

    // 100 m of a street, prolonged: the longer one lies by 100/120 = 83 % or 100/130 = 77 % along the shorter (and 5 m beyond its end).
    [Theory]
    [InlineData(3, 100, "n0000001")]
    [InlineData(6, 100, "n0000002")]
    [InlineData(0, 120, "n0000001")]
    [InlineData(0, 140, "n0000002")]
    public void A_line_is_the_same_while_four_fifths_of_each_run_within_five_metres_of_the_other(double aside, double length, string id) =>
        Carry(Rows((Line((0, 0), (100, 0)), "路")), Rows((Line((0, aside), (length / 2, aside), (length, aside)), "路")), kind: GeometryKind.Line).Table.Ids.ShouldBe([id]);

    [Fact]
    public void A_feature_cut_in_two_ends_and_its_parts_get_ids_that_never_were()
    {
        var before = Rows((Box(0, 0, 10, 10), "院"), (Box(50, 0, 10, 10), "别处"));

        var carried = Carry(before, Rows((Box(5, 0, 5, 10), "东院"), (Box(0, 0, 5, 10), "西院"), (Box(50, 0, 10, 10), "别处")), highest: 7);

        carried.IdOf("西院").ShouldBe("n0000008", "from west to east");
        carried.IdOf("东院").ShouldBe("n0000009");
        carried.Said().ShouldBe([
            "Removed n0000001 > -", "Added - > n0000008", "SplitFrom n0000001 > n0000008", "Added - > n0000009", "SplitFrom n0000001 > n0000009"], ignoreOrder: true);
        carried.Counts.ShouldBe(new MatchCounts(1, 0, 0, 2, 1, 2, 0));
        carried.HighestIssued.ShouldBe(9);
    }

    [Fact]
    public void Where_a_small_part_is_cut_off_the_rest_keeps_the_id()
    {
        var carried = Carry(Rows((Box(0, 0, 10, 10), "院")), Rows((Box(0, 0, 9, 10), "院"), (Box(9, 0, 1, 10), "边")));

        carried.IdOf("院").ShouldBe("n0000001");
        carried.Said().ShouldBe(["Moved n0000001 > n0000001", "Added - > n0000002", "SplitFrom n0000001 > n0000002"], ignoreOrder: true);
    }

    [Fact]
    public void Two_made_one_give_a_new_id_and_the_table_says_of_whom_it_is_made()
    {
        var carried = Carry(Rows((Box(0, 0, 10, 10), "西"), (Box(10, 0, 10, 10), "东")), Rows((Box(0, 0, 20, 10), "合")));

        carried.Table.Ids.ShouldBe(["n0000003"]);
        carried.Said().ShouldBe(["Removed n0000001 > -", "Removed n0000002 > -", "Added - > n0000003", "MergedInto n0000001 > n0000003", "MergedInto n0000002 > n0000003"], ignoreOrder: true);
        carried.Lines.Where(line => line.Fate == FeatureFate.MergedInto).ShouldAllBe(line => line.Share == 1);
    }

    [Fact]
    public void A_small_plan_drawn_inside_a_large_one_that_stays_is_no_part_cut_from_it()
    {
        var carried = Carry(Rows((Box(0, 0, 100, 100), "大")), Rows((Box(0, 0, 100, 101), "大"), (Box(40, 40, 10, 10), "小")));

        carried.Said().ShouldBe(["Moved n0000001 > n0000001", "Added - > n0000002"]);
    }

    [Fact]
    public void Two_that_change_places_are_told_apart_by_where_they_are_not_by_their_names()
    {
        var before = Rows((Box(0, 0, 10, 10), "甲"), (Box(50, 0, 10, 10), "乙"));

        var carried = Carry(before, Rows((Box(0, 0, 10, 10), "乙"), (Box(50, 0, 10, 10), "甲")));

        carried.IdOf("乙").ShouldBe("n0000001");
        carried.IdOf("甲").ShouldBe("n0000002");
    }

    [Fact]
    public void Of_several_in_one_place_those_of_the_same_name_belong_together()
    {
        var before = Rows((Point(0, 0), "一层"), (Point(0, 0), "二层"), (Point(0, 0), "三层"));

        var carried = Carry(before, Rows((Point(0, 0), "三层"), (Point(1, 0), "二层"), (Point(0, 0), "一层")), kind: GeometryKind.Point);

        carried.IdOf("一层").ShouldBe("n0000001");
        carried.IdOf("二层").ShouldBe("n0000002");
        carried.IdOf("三层").ShouldBe("n0000003");
    }

    [Fact]
    public void The_better_match_wins_over_the_earlier_row()
    {
        var before = Rows((Box(0, 0, 10, 10), "旧"));

        var carried = Carry(before, Rows((Box(1.5, 0, 10, 10), "远"), (Box(0.5, 0, 10, 10), "近")));

        carried.IdOf("近").ShouldBe("n0000001");
        carried.IdOf("远").ShouldBe("n0000002");
    }

    [Fact]
    public void Doubles_keep_as_many_ids_as_there_are_doubles()
    {
        var doubled = (Box(0, 0, 10, 10), "同");

        Carry(Rows(doubled, doubled, doubled), Rows(doubled, doubled)).Table.Ids.ShouldBe(["n0000001", "n0000002"]);
        Carry(Rows(doubled, doubled), Rows(doubled, doubled, doubled)).Table.Ids.ShouldBe(["n0000001", "n0000002", "n0000003"]);
    }

    [Fact]
    public void An_id_that_ended_is_never_given_again()
    {
        var first = Rows((Box(0, 0, 10, 10), "甲"), (Box(50, 0, 10, 10), "乙"));
        var second = Carry(first, Rows((Box(0, 0, 10, 10), "甲")));

        var third = Carry(second.Table, Rows((Box(0, 0, 10, 10), "甲"), (Box(90, 0, 10, 10), "丙")), second.HighestIssued);

        third.IdOf("丙").ShouldBe("n0000003");
    }

    [Fact]
    public void A_key_that_moved_keeps_its_id_however_far()
    {
        var carried = CarryKeyed(Keys(("A", Box(0, 0, 10, 10), "甲")), Keys(("A", Box(500, 0, 10, 10), "甲")));

        carried.Table.Ids.ShouldBe(["A"]);
        carried.Said().ShouldBe(["Moved A > A"]);
        carried.Lines.Single().Share.ShouldBeNull("nothing of it is where it was");
    }

    [Fact]
    public void A_changed_key_in_the_same_place_is_followed_by_the_table()
    {
        var carried = CarryKeyed(
            Keys(("371502", Box(0, 0, 10, 10), "东区"), ("371503", Box(20, 0, 10, 10), "西区")), Keys(("371582", Box(0, 0, 10.5, 10), "东区"), ("371503", Box(20, 0, 10, 10), "西区")));

        carried.Table.Ids.ShouldBe(["371503", "371582"]);
        carried.Said().ShouldBe(["Rekeyed 371502 > 371582", "Moved 371502 > 371582"], ignoreOrder: true);
        carried.Counts.ShouldBe(new MatchCounts(1, 1, 1, 0, 0, 0, 0));
    }

    [Fact]
    public void Keys_exchanged_between_two_places_are_two_moves()
    {
        var carried = CarryKeyed(Keys(("A", Box(0, 0, 10, 10), "甲"), ("B", Box(50, 0, 10, 10), "乙")), Keys(("B", Box(0, 0, 10, 10), "甲"), ("A", Box(50, 0, 10, 10), "乙")));

        carried.Said().ShouldBe(["Moved A > A", "Moved B > B"]);
    }

    [Fact]
    public void Keys_without_a_shape_are_never_taken_for_one_another()
    {
        var carried = CarryKeyed(Keys(("A", null, "0")), Keys(("B", null, "0")));

        carried.Said().ShouldBe(["Removed A > -", "Added - > B"]);
    }

    [Fact]
    public void A_row_whose_key_was_forgotten_gets_it_back_from_its_place()
    {
        var carried = CarryKeyed(Keys(("A", Box(0, 0, 10, 10), "甲"), ("n0000009", Box(50, 0, 10, 10), "乙")), Keys(("n0000001", Box(0, 0, 10, 10), "甲"), ("n0000002", Box(90, 0, 10, 10), "丙")), "n0000001", "n0000002");

        carried.IdOf("甲").ShouldBe("A");
        carried.IdOf("丙").ShouldBe("n0000010", "one above the highest number there ever was, also where that stood as a key");
        carried.Table.Column("id").ShouldBe(["A", "n0000010"]);
    }

    [Fact]
    public void A_layer_matches_itself_wholly() => Prop.ForAll(Layer(), rows =>
    {
        var before = Rows(rows);

        var carried = Carry(before, before);

        return carried.Counts == new MatchCounts(rows.Length, 0, 0, 0, 0, 0, 0) && CanonicalRows.Hash(carried.Table) == CanonicalRows.Hash(before);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Ids_are_carried_one_to_one_and_new_ones_are_new() => Prop.ForAll(Layer(), Layer(), (older, newer) =>
    {
        var before = Rows(older);

        var carried = Carry(before, Rows(newer), highest: 40);

        var kept = carried.Table.Ids.Intersect(before.Ids).ToArray();
        return carried.Table.Ids.Distinct().Count() == newer.Length
            && carried.Table.Ids.Except(kept).All(id => string.CompareOrdinal(id, "n0000040") > 0)
            && carried.Counts.Kept + carried.Counts.Moved == kept.Length
            && carried.Counts.Added == newer.Length - kept.Length && carried.Counts.Removed == older.Length - kept.Length;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_of_rows_changes_nothing() => Prop.ForAll(Layer(), Layer(), (older, newer) =>
    {
        var straight = Carry(Rows(older), Rows(newer));
        var backwards = Carry(Rows(older), Rows([.. newer.Reverse()]));

        return CanonicalRows.Hash(straight.Table) == CanonicalRows.Hash(backwards.Table) && straight.Lines.SequenceEqual(backwards.Lines);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_city_of_sixty_thousand_houses_is_known_again_in_seconds()
    {
        (Geometry?, string?)[] Houses(double push) => [.. Enumerable.Range(0, 60_000).Select(at => ((Geometry?)Box(at % 250 * 20 + push, at / 250 * 20, 10, 10), (string?)"house"))];
        var (before, after) = (Rows(Houses(0)), Rows(Houses(0.3)));
        var clock = System.Diagnostics.Stopwatch.StartNew();

        var carried = Carry(before, after);

        carried.Counts.Moved.ShouldBe(60_000);
        TestContext.Current.SendDiagnosticMessage($"60,000 polygons all redrawn, matched in {clock.Elapsed.TotalSeconds:F1} s");
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(60), "a few seconds on an idle machine");
    }

    /// <summary>Up to eight shapes on a coarse grid, so that they often overlap, touch and repeat.</summary>
    private static Arbitrary<(Geometry? Shape, string? Name)[]> Layer()
    {
        var shape =
            from x in Gen.Choose(0, 12)
            from y in Gen.Choose(0, 2)
            from width in Gen.Choose(8, 12)
            from name in Gen.Elements("甲", "乙", "丙", null)
            from empty in Gen.Choose(0, 9)
            select (empty == 0 ? null : Box(x, y * 8, width, 10), (string?)name);
        return Gen.ArrayOf(shape).Where(rows => rows.Length <= 8).ToArbitrary();
    }
}
