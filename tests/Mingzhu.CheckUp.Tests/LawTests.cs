using Mingzhu.City;
using NetTopologySuite.Geometries;
using static Mingzhu.CheckUp.Tests.TinyCity;

namespace Mingzhu.CheckUp.Tests;

/// <summary>What holds in every city.</summary>
public class LawTests
{
    private static readonly Gen<Reading> AnyReading =
        from state in Gen.Elements(Enum.GetValues<ReadingState>())
        from numerator in Gen.Choose(0, 9)
        from denominator in Gen.Choose(0, 9)
        from reason in Gen.Elements<Wording?>(null, new Wording("甲", "a"), new Wording("乙", "b"))
        select new Reading(state, numerator, denominator, numerator, denominator, reason);

    [Fact]
    public void The_sum_of_readings_keeps_its_law() =>
        Prop.ForAll(AnyReading.ListOf().ToArbitrary(), parts =>
        {
            var sum = Reading.Sum(parts);
            var asked = parts.Where(part => part.State != ReadingState.NotApplicable).ToArray();
            var expected = asked.Length == 0 ? ReadingState.NotApplicable
                : asked.All(part => part.State == ReadingState.Missing) ? ReadingState.Missing
                : asked.Any(part => part.State == ReadingState.Proxy) ? ReadingState.Proxy
                : asked.All(part => part.State == ReadingState.Measured) ? ReadingState.Measured
                : ReadingState.Partial;
            return sum.State == expected && sum.Numerator == asked.Sum(part => part.Numerator) && sum.Denominator == asked.Sum(part => part.Denominator)
                && sum.KnownWeight == asked.Sum(part => part.KnownWeight) && sum.ExpectedWeight == asked.Sum(part => part.ExpectedWeight);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_column_reads_as_it_was_written() =>
        Prop.ForAll(AnyReading.Select(reading => reading with { Numerator = reading.Numerator / 3 }).ListOf().ToArbitrary(), readings =>
            Column.Read(Column.Write([.. readings])).SequenceEqual(readings)).QuickCheckThrowOnFailure();

    private const string Indicators = """
        measure: coverage
        of: residential-land
        by: [{layer: parks, radius: {by: area_m2, steps: [[400, 60], [1600, 120]]}}]
        """;

    /// <summary>A city of 3 × 3 communities in two districts with things strewn over it, and a zone across.</summary>
    private static TinyCity Strewn(int seed)
    {
        var random = new Random(seed);
        double Anywhere() => Math.Round(random.NextDouble() * 900, 1);
        var communities = Enumerable.Range(0, 9).Select(i => ($"c{i}", (Geometry?)Box(i % 3 * 300, i / 3 * 300, (i % 3 * 300) + 300, (i / 3 * 300) + 300),
            new (string, object?)[] { ("level", "community"), ("parent", i % 3 == 0 ? "d0" : "d1") }));
        (string, Geometry?, (string, object?)[])[] Boxes(string id, int count, double size, params (string, object?)[] values) =>
            [.. Enumerable.Range(0, count).Select(i => (Anywhere(), Anywhere()) is var (x, y) ? ($"{id}{i}", (Geometry?)Box(x, y, x + (size * (1 + random.NextDouble())), y + size), values) : default)];
        return new TinyCity()
            .With("boundaries", [("1", Box(0, 0, 900, 900), [("level", "city")]), ("d0", Box(0, 0, 300, 900), [("level", "district")]), ("d1", Box(300, 0, 900, 900), [("level", "district")]), .. communities])
            .With("zones", Boxes("z", 2, 350))
            .With("residential-land", Boxes("l", 12, 80))
            .With("parks", Boxes("p", 5, 30))
            .With("roads", [.. Enumerable.Range(0, 8).Select(i => ($"r{i}", (Geometry?)Line((Anywhere(), Anywhere()), (Anywhere(), Anywhere())), new (string, object?)[] { ("class", "branch") }))])
            .With("compounds", Boxes("k", 10, 20, ("households", 10), ("parking_spaces", 4)))
            .With("buildings", Boxes("b", 30, 8, ("use", "residential")));
    }

    private static CheckUpInputs AllKinds(TinyCity city) => city.Inputs(
        Entry("COV", "share", "community", Indicators)
        + Entry("DEN", "density", "community", "measure: tally\nnumerator: {layer: roads, take: length}\ndenominator: {take: area}")
        + Entry("GAP", "amount", "compound", "measure: tally\nnumerator: {layer: compounds, take: {value: \"greatest(households - parking_spaces, 0)\"}}")
        + Entry("CNT", "count", "building", "measure: tally\nnumerator: {layer: buildings, take: count}"));

    [Fact]
    public void The_city_is_the_sum_of_its_districts_and_of_its_communities() =>
        Prop.ForAll(Gen.Choose(1, 100_000).ToArbitrary(), seed =>
        {
            var results = CityCheckUp.Compute(AllKinds(Strewn(seed)));
            return results.Indicators.All(indicator =>
            {
                var city = indicator.ByLevel[Level.City][0];
                return new[] { Level.District, Level.Community }.All(level =>
                    Close(indicator.ByLevel[level].Sum(reading => reading.Numerator), city.Numerator) && Close(indicator.ByLevel[level].Sum(reading => reading.Denominator), city.Denominator));
            });
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(15));

    [Fact]
    public void Enlarging_a_park_never_lowers_coverage() =>
        Prop.ForAll(Gen.Choose(1, 100_000).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var (x, y, size, more) = (random.Next(0, 800), random.Next(0, 800), random.Next(5, 60), random.Next(0, 60));
            double Coverage(double side) => CityCheckUp.Compute(Strewn(seed).With("parks", ("p", Box(x, y, x + side, y + side), [])).Inputs(Entry("COV", "share", "community", Indicators))).City("COV").Numerator;
            return Coverage(size + more) >= Coverage(size) - 1e-6;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(15));

    [Fact]
    public void One_thread_and_two_come_to_the_same_bytes()
    {
        byte[] Bytes(int threads) => AllKinds(Strewn(7)) is var inputs
            ? Manifest.Of(inputs with { Layers = [.. inputs.Layers.Select(layer => layer with { Version = layer.Version with { File = new string('a', 64) } })] },
                CityCheckUp.Compute(inputs, threads: threads), CheckUpJob.Named).ToBytes()
            : [];

        Bytes(2).ShouldBe(Bytes(1));
    }

    private static bool Close(double a, double b) => Math.Abs(a - b) <= 1e-6 * Math.Max(1, Math.Abs(b));
}
