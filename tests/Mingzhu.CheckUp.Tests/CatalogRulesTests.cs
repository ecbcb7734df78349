using Mingzhu.City;

namespace Mingzhu.CheckUp.Tests;

/// <summary>Rules of Liaocheng's documents that the catalogs of indicators hold, one test each.</summary>
public sealed class CatalogRulesTests
{
    private static readonly Catalog Liaocheng = Catalog.Load(Pack.Load(Path.Combine(CatalogTests.Packs(), "liaocheng")), "MOHURD-2025");

    [Fact]
    public void S4_5_1_c_Whatever_is_found_has_a_countermeasure_and_somebody_who_answers_for_it()
    {
        var finding = Liaocheng.Indicators.Where(indicator => !indicator.FindingTypes.IsEmpty).ToArray();

        finding.ShouldNotBeEmpty();
        finding.Where(indicator => string.IsNullOrWhiteSpace(indicator.Countermeasure.Zh) || indicator.Responsible is null).Select(indicator => indicator.Code).ShouldBeEmpty();
    }

    [Fact]
    public void S1_1_1_c_The_check_up_looks_at_dwellings_compounds_blocks_and_the_city() =>
        Liaocheng.Indicators.Where(indicator => indicator.Catalog == "MOHURD-2025").Select(indicator => indicator.Dimension.Zh).Distinct().Take(4).ShouldBe(["住房", "小区（社区）", "街区", "城区（城市）"]);

    [Fact]
    public void S4_6_6_a_What_is_lacking_of_sewers_and_drains_shows_in_indicators() =>
        new[] { "C25-30", "C25-47", "C25-48" }.Select(code => Liaocheng.Find(code)!.Name.Zh).ShouldBe(["城市生活污水集中收集率", "严重易涝积水点数量", "城市排水防涝应急抢险能力"]);

    [Fact]
    public void S5_3_4_3_a_Nine_tenths_of_homes_are_to_lie_within_500_m_of_a_park()
    {
        var parks = Liaocheng.Find("LC-PARK-500")!;

        parks.Target.ShouldNotBeNull().ShouldSatisfyAllConditions(target => target.Op.ShouldBe(">="), target => target.Value.ShouldBe(90));
        parks.Source.Clause.ShouldBe("三（四）三");
    }
}
