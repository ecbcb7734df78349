using Mingzhu.City;

namespace Mingzhu.CheckUp.Tests;

public class CatalogTests
{
    internal static string Packs()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Mingzhu.slnx")))
            folder = folder.Parent!;
        return Path.Combine(folder.FullName, "packs");
    }

    [Theory]
    [InlineData("generic")]
    [InlineData("liaocheng")]
    public void The_catalogs_of_the_packs_are_read_without_a_fault(string name)
    {
        var pack = Pack.Load(Path.Combine(Packs(), name));

        _ = Catalog.In(pack).Select(id => Catalog.Load(pack, id)).ToArray();

        pack.Problems.Select(problem => problem.In(Language.En)).ShouldBeEmpty();
    }

    [Fact]
    public void The_catalog_of_2025_has_its_sixty_indicators_in_order_and_as_many_a_level_as_the_handbook_says()
    {
        var catalog = Catalog.Load(Pack.Load(Path.Combine(Packs(), "generic")), "MOHURD-2025");

        var own = catalog.Indicators.Where(indicator => indicator.Catalog == "MOHURD-2025").ToArray();
        own.Select(indicator => indicator.Code).ShouldBe(Enumerable.Range(1, 60).Select(no => $"C25-{no:00}"));
        own.CountBy(indicator => indicator.Dimension.Zh).Select(pair => (pair.Key, pair.Value))
            .ShouldBe([("住房", 9), ("小区（社区）", 12), ("街区", 8), ("城区（城市）", 30), ("问题整治", 1)]);
        own.Where(indicator => indicator.Dimension.Zh == "城区（城市）").CountBy(indicator => indicator.Element.Zh).Select(pair => (pair.Key, pair.Value))
            .ShouldBe([("生态宜居", 7), ("历史文化保护利用", 5), ("产城融合、职住平衡", 4), ("安全韧性", 9), ("智慧高效", 5)]);
        catalog.Indicators[60..].Select(indicator => indicator.Code).ShouldBe(["L-05", "L-10", "L-15", "L-05-K", "L-10-K", "L-15-K"]);
    }

    [Fact]
    public void Every_indicator_is_complete_in_both_languages_and_cites_its_source()
    {
        var catalog = Catalog.Load(Pack.Load(Path.Combine(Packs(), "liaocheng")), "MOHURD-2025");

        foreach (var indicator in catalog.Indicators)
        {
            foreach (var wording in new[] { indicator.Name, indicator.Dimension, indicator.Element, indicator.Unit, indicator.Definition, indicator.Countermeasure })
            {
                wording.Zh.ShouldNotBeNullOrWhiteSpace(indicator.Code);
                wording.En.ShouldNotBeNullOrWhiteSpace(indicator.Code);
            }

            indicator.Source.Source.ShouldNotBeNullOrWhiteSpace(indicator.Code);
            (indicator.GradeFrom.IsEmpty ? Citation.None : indicator.GradeSource).ShouldNotBeNull(indicator.Code);
        }
    }

    [Fact]
    public void Grades_fall_from_very_good_to_fair_in_the_direction_of_the_indicator()
    {
        var catalog = Catalog.Load(Pack.Load(Path.Combine(Packs(), "liaocheng")), "MOHURD-2025");

        foreach (var indicator in catalog.Indicators.Where(indicator => !indicator.GradeFrom.IsEmpty))
        {
            var cuts = indicator.Direction == Direction.Higher ? indicator.GradeFrom.ToArray() : indicator.GradeFrom.Reverse().ToArray();
            cuts.SequenceEqual(cuts.OrderDescending()).ShouldBeTrue(indicator.Code);
        }

        var parks = catalog.Find("C25-25")!;
        parks.GradeOf(new Reading(ReadingState.Measured, 86, 100, 1, 1)).ShouldBe(Grade.Good);
        parks.GradeOf(Reading.Missing(Wording.Same("?"))).ShouldBeNull();
        catalog.Find("C25-47")!.GradeOf(new Reading(ReadingState.Measured, 6, 6, 6, 6)).ShouldBe(Grade.Fair);
    }

    [Fact]
    public void Liaocheng_has_its_own_park_target_and_no_rail()
    {
        var catalog = Catalog.Load(Pack.Load(Path.Combine(Packs(), "liaocheng")), "MOHURD-2025");

        catalog.Find("LC-PARK-500")!.Target.ShouldNotBeNull().Value.ShouldBe(90);
        catalog.Find("C25-43")!.Measure.ShouldBeOfType<NotApplicableMeasure>();
        catalog.Find("C25-50")!.Measure.ShouldBeOfType<NotApplicableMeasure>();
        Catalog.Load(Pack.Load(Path.Combine(Packs(), "generic")), "MOHURD-2025").Find("C25-43")!.Measure.ShouldBeOfType<ReportedMeasure>();
    }

    [Fact]
    public void A_new_indicator_of_the_city_is_one_entry_in_yaml()
    {
        var city = new TinyCity().With("parks", ("p", TinyCity.Box(0, 0, 100, 100), [("class", "garden")]), ("q", TinyCity.Box(200, 0, 300, 100), [("class", "pocket")]));
        city.PackFiles["indicators/mine.yaml"] = """
            catalog: city
            name: {zh: 我的, en: Mine}
            source: none
            dimensions: {d: {zh: 维, en: Dimension}}
            elements: {e: {zh: 素, en: Element}}
            indicators:

            """ + TinyCity.Entry("MINE-1", "count", "city", "measure: tally\nnumerator: {layer: parks, of: \"class = 'garden'\", take: count}");

        var results = CityCheckUp.Compute(city.Inputs(TinyCity.Entry("X", "reported", "city", "measure: reported")));

        results.City("MINE-1").Numerator.ShouldBe(1);
        results.City("MINE-1").State.ShouldBe(ReadingState.Measured);
    }

    [Theory]
    [InlineData("measure: coverage\nof: residential-land\nby: [{layer: parks, where: \"class = \", radius: 1}]", "indicators/T.yaml:21: indicators[0].by[0].where: expression \"class = \"")]
    [InlineData("measure: coverage\nof: nowhere\nby: [{layer: parks, radius: 1}]", "indicators/T.yaml:20: indicators[0].of: layers.yaml has no layer 'nowhere'")]
    [InlineData("measure: coverage\nof: parks\nby: [{layer: parks, radius: {by: area_m2, steps: [[10, 500], [20, 300]]}}]", "steps: each step starts higher than the last and its radius is not smaller")]
    [InlineData("measure: guess", "indicators/T.yaml:19: indicators[0].measure: unknown measure 'guess'")]
    [InlineData("measure: reported\nwhither: here", "whither: unknown key 'whither'")]
    public void A_fault_is_told_with_file_and_line(string measure, string expected)
    {
        var files = new Dictionary<string, string>(new TinyCity().PackFiles)
        {
            ["layers.yaml"] = "layers: [{id: parks, name: {zh: 园, en: Parks}}, {id: residential-land, name: {zh: 地, en: Land}}]",
            ["indicators/T.yaml"] = "catalog: T\nname: {zh: 试, en: Test}\nsource: none\ndimensions: {d: {zh: 维, en: Dimension}}\nelements: {e: {zh: 素, en: Element}}\nindicators:\n"
                + TinyCity.Entry("T-1", "share", "city", measure),
        };
        var pack = TinyCity.Pack(files);

        Catalog.Load(pack, "T").Indicators.ShouldBeEmpty();

        string.Join('\n', pack.Problems.Select(problem => problem.In(Language.En))).ShouldContain(expected);
    }

    [Fact]
    public void An_unknown_catalog_is_refused_and_the_known_ones_named()
    {
        var refused = Should.Throw<RefusedException>(() => Catalog.Load(Pack.Load(Path.Combine(Packs(), "generic")), "MOHURD-1999"));

        refused.Reasons[0].Code.ShouldBe("checkup.no-such-catalog");
        refused.Reasons[0].Says.En.ShouldContain("MOHURD-2025");
    }
}
