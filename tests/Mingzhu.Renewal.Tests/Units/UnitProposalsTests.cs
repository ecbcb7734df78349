using Mingzhu.City;
using Mingzhu.Spatial;
using NetTopologySuite.Geometries;

namespace Mingzhu.Renewal.Tests;

/// <summary>On a town of 6 by 6 blocks of 100 m, one hectare each.</summary>
public sealed class UnitProposalsTests
{
    private static readonly GeometryFactory Factory = new();
    private static readonly UnitMeasure Measure = new(LeastM2: 20_000, MostM2: 60_000, LeastBorderM: 20, LeastDensity: 0.5, ToleranceM: 5, Most: 3);

    private static Polygon Box(double x0, double y0, double x1, double y1) => Factory.CreatePolygon([new(x0, y0), new(x1, y0), new(x1, y1), new(x0, y1), new(x0, y0)]);

    private static LineString Line(double x0, double y0, double x1, double y1) => Factory.CreateLineString([new(x0, y0), new(x1, y1)]);

    private static IEnumerable<Geometry> Streets(int side = 6) => Enumerable.Range(1, side - 1).SelectMany(at => new Geometry[] { Line(at * 100, 0, at * 100, side * 100), Line(0, at * 100, side * 100, at * 100) });

    private static StreetBlocks Town() => StreetBlocks.Of(Box(0, 0, 600, 600), Streets(), 100);

    private static IEnumerable<PlacedFinding> Findings(int column, int row, int count, string kind = "C25-01") =>
        Enumerable.Range(0, count).Select(at => new PlacedFinding($"{kind}/{column}/{row}/{at}", kind, column * 100 + 10 + at, row * 100 + 50, 1));

    [Fact]
    public void Streets_cut_the_ground_into_blocks_that_cover_it_and_know_their_neighbours()
    {
        var town = Town();

        town.Blocks.Length.ShouldBe(36);
        town.AreasM2.Sum().ShouldBe(360_000, 1e-6);
        town.Borders.Length.ShouldBe(2 * 6 * 5);
        town.Borders.ShouldAllBe(border => Math.Abs(border.SharedM - 100) < 1e-9);
        town.BlockAt(250, 350).ShouldBe(town.BlockAt(210, 390));
        town.BlockAt(700, 50).ShouldBeNull();
    }

    [Fact]
    public void The_order_of_the_lines_changes_no_block_and_a_dead_end_cuts_nothing()
    {
        var one = StreetBlocks.Of(Box(0, 0, 600, 600), Streets(), 100);
        var other = StreetBlocks.Of(Box(0, 0, 600, 600), Streets().Reverse().Append(Line(150, 150, 180, 150)), 100);

        other.Blocks.Select(block => block.AsText()).ShouldBe(one.Blocks.Select(block => block.AsText()));
    }

    [Fact]
    public void A_unit_is_grown_from_where_findings_lie_densest_and_stops_where_they_thin_out()
    {
        var proposal = UnitProposals.Of(Town(), [.. Findings(2, 2, 9), .. Findings(3, 2, 8), .. Findings(2, 3, 7), .. Findings(3, 3, 1)], [], Measure).First();

        proposal.Ground.EqualsTopologically(Factory.CreateGeometryCollection([Box(200, 200, 400, 300), Box(200, 300, 300, 400)]).Buffer(0)).ShouldBeTrue(proposal.Ground.AsText());
        (proposal.Weight, proposal.AreaM2, proposal.Warnings.Length).ShouldBe((24, 30_000, 0));
        proposal.Reasons.Select(reason => reason.Zh).ShouldBe(["从问题最密的街坊开始：每公顷 9.0 分，全域平均 0.7 分", "主要问题：C25-01 24 处", "周边街坊的问题明显较少"]);
    }

    [Fact]
    public void A_facility_across_two_blocks_is_kept_whole()
    {
        var school = new FacilitySite("S1", "一小", Box(350, 250, 450, 290));

        var proposal = UnitProposals.Of(Town(), [.. Findings(2, 2, 9), .. Findings(3, 2, 8)], [school], Measure).First();

        proposal.Ground.Contains(school.Ground).ShouldBeTrue();
        proposal.Sites.ShouldBe(["S1"]);
        proposal.Reasons[^1].Zh.ShouldBe("保持完整的设施：一小");
    }

    [Fact]
    public void Slivers_of_a_site_in_several_blocks_are_little_only_if_they_are_so_together()
    {
        // 2.0 % and 0.5 % of it lie in the two blocks to the west.
        var site = new FacilitySite("S", "园", Box(398, 452, 478, 512));

        var proposals = UnitProposals.Of(Town(), [.. Findings(3, 4, 9), .. Findings(3, 5, 8)], [site], Measure);

        proposals.ShouldNotBeEmpty();
        proposals.ShouldAllBe(proposal => proposal.Warnings.IsEmpty);
    }

    [Fact]
    public void Several_proposals_by_kind_are_given_where_they_differ()
    {
        var proposals = UnitProposals.Of(Town(), [.. Findings(0, 0, 9, "roads"), .. Findings(1, 0, 9, "roads"), .. Findings(5, 5, 6, "pipes"), .. Findings(4, 5, 6, "pipes")], [], Measure);

        proposals.Length.ShouldBe(2);
        proposals.SelectMany(proposal => proposal.Blocks).ShouldBeUnique();
    }

    [Fact]
    public void Rule_S4_5_2_c_what_cuts_a_site_lies_apart_or_follows_no_line_is_warned_of()
    {
        var (town, school, basis) = (Town(), new FacilitySite("S1", "一小", Box(110, 110, 190, 190)), new Citation("聊政字〔2023〕7号", "五（二）"));
        string[] Codes(Geometry ground) => [.. UnitProposals.Warnings(ground, town, [school], Measure, basis).Select(warning => warning.Code)];

        Codes(Box(100, 100, 300, 300)).ShouldBeEmpty();
        Codes(Box(150, 100, 300, 300)).ShouldBe(["unit.cuts-site", "unit.off-lines"]);
        Codes(Factory.CreateMultiPolygon([Box(0, 0, 100, 100), Box(300, 300, 400, 400)])).ShouldBe(["unit.apart"]);
        UnitProposals.Warnings(Box(150, 200, 300, 300), town, [], Measure, basis).Single().Says.Zh.ShouldBe("边界有 90 米不沿道路、河流或产权边界"); // 100 m, but for 5 m at either end that lie near a street
    }

    [Fact]
    public void Every_proposal_hangs_together_cuts_no_site_and_keeps_its_size() =>
        Prop.ForAll(Gen.Choose(0, 3_599).ListOf(60).ToArbitrary(), Gen.Choose(0, 500).Two().ToArbitrary(), (places, corner) =>
        {
            var findings = places.Select((place, at) => new PlacedFinding($"F{at}", at % 2 == 0 ? "roads" : "pipes", place % 60 * 10 + 5, place / 60 * 10 + 5, 1 + at % 3)).ToArray();
            var site = new FacilitySite("S", "园", Box(corner.Item1, corner.Item2, corner.Item1 + 80, corner.Item2 + 60));
            var proposals = UnitProposals.Of(Town(), findings, [site], Measure);
            return proposals.All(proposal => proposal.Ground is Polygon && proposal.Warnings.IsEmpty && proposal.AreaM2 <= Measure.MostM2 + 1e-6 && proposal.AreaM2 >= Measure.LeastM2 - 1e-6)
                && proposals.Select(proposal => proposal.Ground.AsText()).SequenceEqual(UnitProposals.Of(Town(), findings, [site], Measure).Select(proposal => proposal.Ground.AsText()));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(30));
}
