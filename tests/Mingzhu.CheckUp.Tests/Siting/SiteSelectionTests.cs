using Mingzhu.City;
using static Mingzhu.CheckUp.Tests.Siting.SiteTown;
using static Mingzhu.CheckUp.Tests.TinyCity;

namespace Mingzhu.CheckUp.Tests.Siting;

public class SiteSelectionTests
{
    private static readonly TinyCity ThreeParcels = With(Parcel(200), Parcel(500), Parcel(800));

    private static TinyCity WithKindergarten() => With(Parcel(200), Parcel(500), Parcel(800)).With("facilities", ("k", At(500, -5), [("kind", "kindergarten"), ("name", "一幼")]));

    [Fact]
    public void A_site_that_is_a_little_too_small_is_a_near_miss_with_what_it_lacks()
    {
        var answer = Search(With(Parcel(100, side: 20), Parcel(200, side: 19), Parcel(300, side: 10), ("point", At(50, 5), [])), "area 400..500");

        answer.Ids(answer.Fits).ShouldBe(["p100"]);
        answer.Ids(answer.NearMisses).ShouldBe(["p200"]);
        answer.Ids(answer.Undecided).ShouldBe(["point"]);
        var reason = answer.Describe(answer.NearMisses[0]).Reasons[0]!;
        (reason.Met, reason.Found.Zh, reason.By!.Value.Zh, reason.By.Value.En).ShouldBe((false, "361 平方米", "小 39 平方米", "39 m² too small"));
        answer.Tallies[0].ShouldSatisfyAllConditions(tally => (tally.Looked, tally.Met, tally.Missed, tally.Unknown, tally.OnlyHere).ShouldBe((4, 1, 2, 1, 2)), tally => tally.Asked.En.ShouldBe("area 400–500 m²"));
    }

    [Fact]
    public void What_was_worked_out_before_anybody_asked_changes_no_answer()
    {
        var city = WithKindergarten();
        city.PackFiles["siting.yaml"] = city.PackFiles["siting.yaml"].Replace("selections: []", "selections: [{id: r, name: {zh: 常用, en: Ready}, from: land-register, conditions: [walk kindergarten >= 10, outside control-lines], source: none}]", StringComparison.Ordinal);
        var (ready, fresh) = (Ground(city), Ground(city));
        ready.Prepare(TestContext.Current.CancellationToken);

        foreach (var asked in new[] { "walk kindergarten <= 285", "need kindergarten 300 >= 1", "area 400..500" })
        {
            var selection = new SiteSelection(SiteTarget.Parse("parcels"), [SiteCondition.Parse(asked)]);
            var (one, other) = (ready.Select(selection), fresh.Select(selection));
            one.Ids(one.Fits).ShouldBe(other.Ids(other.Fits));
            one.Ids(one.NearMisses).ShouldBe(other.Ids(other.NearMisses));
            one.Ids(one.Undecided).ShouldBe(other.Ids(other.Undecided));
        }
    }

    [Fact]
    public void Land_use_is_asked_in_the_language_of_expressions_and_what_is_not_said_is_no_pass()
    {
        var answer = Search(With(Parcel(100, "vacant"), Parcel(200, "industrial"), ("silent", Box(300, 5, 320, 25), [])), "where land_use = 'vacant'");

        answer.Ids(answer.Fits).ShouldBe(["p100"]);
        answer.Ids(answer.Undecided).ShouldBe(["silent"]);
        answer.NearMisses.ShouldBeEmpty(); // a wrong use has no measure, so it is never near
        answer.Tallies[0].Asked.Zh.ShouldBe("用地性质 = 空闲地");
        answer.Describe(answer.Fits[0]).Reasons[0]!.Found.Zh.ShouldBe("用地性质 空闲地");
        answer.Describe(answer.Undecided[0]).Reasons[0]!.Found.En.ShouldBe("the data do not say: land_use not said");
    }

    [Fact]
    public void At_most_so_far_on_foot_is_counted_from_where_the_site_ends_and_ranks_the_nearest_first()
    {
        // The kindergarten stands 5 m off the street at x = 500; p200 ends at x = 220, 280 m before it; p800 begins 300 m behind it.
        var answer = Search(WithKindergarten(), "walk kindergarten <= 285");

        answer.Ids(answer.Fits).ShouldBe(["p500", "p200"]);
        answer.Ids(answer.NearMisses).ShouldBe(["p800"]);
        var reason = answer.Describe(answer.NearMisses[0]).Reasons[0]!;
        (reason.Value, reason.Found.Zh, reason.By!.Value.En).ShouldBe((305, "305 米（一幼）", "20 m too far"));
    }

    [Fact]
    public void At_least_so_far_on_foot_ranks_the_farthest_first_and_misses_by_what_is_too_near()
    {
        var answer = Search(WithKindergarten(), "walk kindergarten >= 290");

        answer.Ids(answer.Fits).ShouldBe(["p800"]);
        answer.Ids(answer.NearMisses).ShouldBe(["p200"]); // 285 m: 5 m too near; p500 is not near at all
        answer.Describe(answer.NearMisses[0]).Reasons[0]!.By!.Value.En.ShouldBe("5 m too near");
    }

    [Fact]
    public void A_kind_that_nobody_imported_can_not_be_judged_by()
    {
        var answer = Search(WithKindergarten(), "walk nursery >= 300");

        answer.Fits.ShouldBeEmpty();
        answer.Undecided.Length.ShouldBe(3);
        answer.Tallies[0].WhyUnknown!.Value.Zh.ShouldBe("数据中没有托育机构，无从判断");
    }

    [Fact]
    public void Without_streets_and_far_from_them_a_walk_can_not_be_told()
    {
        Search(WithKindergarten().Without("paths"), "walk kindergarten <= 300").Tallies[0].WhyUnknown.ShouldBe(Reasons.NoNetwork);

        var far = With(Parcel(200), ("far", Box(200, 300, 220, 320), [])).With("facilities", ("k", At(500, -5), [("kind", "kindergarten")]));
        var answer = Search(far, "walk kindergarten <= 300");
        answer.Ids(answer.Undecided).ShouldBe(["far"]);
        answer.Describe(answer.Undecided[0]).Reasons[0]!.Found.ShouldBe(SiteReasons.OffNetwork);
    }

    [Fact]
    public void A_facility_that_does_not_say_whether_it_counts_leaves_it_open()
    {
        // A second kindergarten beside p800 does not say whether it is open to all.
        var city = With(Parcel(200), Parcel(500), Parcel(800))
            .With("facilities", ("k", At(500, -5), [("kind", "kindergarten"), ("open_to_public", true)]), ("m", At(800, -5), [("kind", "kindergarten")]));

        var answer = Search(city, "walk kindergarten[open_to_public = TRUE] >= 100");

        answer.Ids(answer.Fits).ShouldBe(["p200"]);
        answer.Ids(answer.Undecided).ShouldBe(["p800"]);
    }

    [Fact]
    public void Straight_distance_is_measured_from_border_to_border()
    {
        // A gas pipe 50 m north of the parcels' northern side, one of unknown kind 20 m north of p800.
        var city = With(Parcel(200), Parcel(500), Parcel(800))
            .With("pipes", ("g", Line((0, 60), (700, 60)), [("kind", "gas")]), ("?", Line((780, 30), (840, 30)), []), ("w", Line((0, 12), (700, 12)), [("kind", "water")]));

        var answer = Search(city, "straight pipes[kind = 'gas'] >= 50");
        answer.Ids(answer.Fits).ShouldBe(["p200", "p500"]);
        answer.Ids(answer.Undecided).ShouldBe(["p800"]);

        var near = Search(city, "straight pipes[kind = 'gas'] <= 49");
        near.Ids(near.NearMisses).ShouldBe(["p200", "p500"]);
        near.Describe(near.NearMisses[0]).Reasons[0]!.ShouldSatisfyAllConditions(reason => reason.Found.En.ShouldBe("50 m (g)"), reason => reason.By!.Value.Zh.ShouldBe("超出 1 米"));
    }

    [Fact]
    public void Positions_too_rough_to_tell_are_not_told()
    {
        var city = ThreeParcels.With("pipes", ("g", Line((0, 60), (2000, 60)), [("kind", "gas")]));
        var inputs = city.Inputs(Entry("R", "reported", "city", "measure: reported"));
        var rough = inputs with { Layers = [.. inputs.Layers.Select(layer => layer.Version.Layer == "pipes" ? layer with { AccuracyM = 200 } : layer)] };

        var answer = SiteSearch.Run(Ground(rough), new SiteSelection(new SiteTarget("parcels"), [SiteCondition.Parse("straight pipes >= 40")]), null, CancellationToken.None);

        answer.Undecided.Length.ShouldBe(3);
        answer.Describe(answer.Undecided[0]).Reasons[0]!.Found.Zh.ShouldContain("±200 米");
    }

    [Fact]
    public void Outside_the_lines_a_site_may_touch_them_by_what_comes_of_drawing_them_twice()
    {
        // A quarter of p200 and 0.15 m of p800 lie across a blue line; a line of unknown kind covers p500.
        var city = With(Parcel(200), Parcel(500), Parcel(800), Parcel(1100)).With(
            "control-lines", ("b", Box(150, -50, 205, 50), [("kind", "blue-line")]), ("c", Box(819.85, -50, 900, 50), [("kind", "blue-line")]), ("?", Box(490, -50, 600, 50), []));

        var answer = Search(city, "outside control-lines[kind = 'blue-line']");

        answer.Ids(answer.Fits).ShouldBe(["p1100", "p800"]);
        answer.Ids(answer.Undecided).ShouldBe(["p500"]);
        answer.NearMisses.ShouldBeEmpty();
        var inside = Search(city, "inside control-lines[kind = 'blue-line']");
        inside.Fits.ShouldBeEmpty();
        Search(city, "inside control-lines").Fits.Length.ShouldBe(1);
    }

    [Fact]
    public void A_layer_that_is_not_there_passes_nobody()
    {
        var answer = Search(ThreeParcels.Without("pipes"), "outside control-lines", "straight pipes >= 50");

        answer.Fits.ShouldBeEmpty();
        answer.Tallies.ShouldAllBe(tally => tally.Unknown == 3);
        answer.Tallies[0].WhyUnknown!.Value.En.ShouldBe("the layer 'Control lines' has not been imported");
    }

    [Fact]
    public void Every_condition_counts_how_many_more_would_fit_without_it()
    {
        // p200 is too small and of the wrong use; p500 of the wrong use only; p800 fits.
        var answer = Search(With(Parcel(200, "industrial", side: 10), Parcel(500, "industrial"), Parcel(800)), "area 300..", "where land_use = 'vacant'");

        answer.Ids(answer.Fits).ShouldBe(["p800"]);
        answer.Tallies.Select(tally => tally.OnlyHere).ShouldBe([0, 1]);
        answer.Tallies.Select(tally => (tally.Met, tally.Missed)).ShouldBe([(2, 1), (1, 2)]);
        answer.Tallies.ShouldAllBe(tally => tally.Looked == 3);
    }

    [Fact]
    public void Candidates_are_a_group_of_the_pack_or_a_layer_and_a_condition_on_it()
    {
        var city = With(("a", Box(100, -10, 120, 10), [("register", "corner")]), ("b", Box(200, -10, 220, 10), [("register", "idle")]), ("c", Box(300, -10, 320, 10), []));

        Search(city, "land-register", []).Candidates.ShouldBe(2);
        Search(city, "land-register[register = 'corner']", []).Candidates.ShouldBe(1);
        var all = Search(city, "parcels", []);
        (all.Candidates, all.Fits.Length).ShouldBe((3, 3));
        all.Describe(all.Fits[0]).Subdistrict!.Value.Name.ShouldBe("西街");
    }

    [Theory]
    [InlineData("moon", new string[0], "siting.no-layer")]
    [InlineData("parcels[colour = 'red']", new string[0], "siting.no-field")]
    [InlineData("parcels", new[] { "where colour = 'red'" }, "siting.no-field")]
    [InlineData("parcels", new[] { "walk moon <= 300" }, "siting.no-target")]
    [InlineData("parcels", new[] { "straight pipes[colour = 1] <= 300" }, "siting.no-field")]
    [InlineData("parcels", new[] { "need moon >= 1" }, "siting.no-target")]
    public void What_the_city_can_not_know_is_refused(string from, string[] conditions, string code) =>
        Should.Throw<RefusedException>(() => Search(ThreeParcels, from, conditions)).Reasons[0].Code.ShouldBe(code);

    [Fact]
    public void Every_fault_of_a_selection_is_told_at_once() =>
        Should.Throw<RefusedException>(() => Search(ThreeParcels, "walk moon <= 300", "where colour = 'red'")).Reasons.Select(reason => reason.Code).ShouldBe(["siting.no-target", "siting.no-field"]);
}
