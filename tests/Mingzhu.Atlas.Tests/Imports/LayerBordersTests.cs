namespace Mingzhu.Atlas.Tests.Imports;

public sealed class LayerBordersTests : IDisposable
{
    private readonly TestCity _city = new();

    [Fact]
    public void A_compound_over_the_border_of_two_communities_is_noted_with_its_shares_and_one_that_only_touches_is_not()
    {
        _city.Import(new ImportRequest(_city.Lay("boundaries.geojson", Collection(
            Square("""{"code":"1","name":"城南社区","level":"community"}""", 116.00, 116.01), Square("""{"code":"2","name":"城北社区","level":"community"}""", 116.01, 116.02),
            Square("""{"code":"0","name":"街道","level":"subdistrict"}""", 116.00, 116.02)))));

        var report = _city.Import(new ImportRequest(_city.Lay("compounds.geojson", Collection(
            Square("""{"id":"over"}""", 116.007, 116.011), Square("""{"id":"within"}""", 116.002, 116.003), Square("""{"id":"touches"}""", 116.011, 116.0115), Square("""{"id":"hair"}""", 116.0095, 116.010005))))).Report;

        report.Outcome.ShouldBe("accept");
        report.Problems.Where(problem => problem.Code == "geometry.over-border").Select(problem => problem.Says.Zh)
            .ShouldBe(["compounds.geojson 第 1 行：跨 2 个地方：城南社区 75 %、城北社区 25 %；请核对界线"]);
    }

    [Fact]
    public void In_a_city_without_communities_nothing_lies_over_a_border() =>
        _city.Import(new ImportRequest(_city.Lay("compounds.geojson", Collection(Square("""{"id":"A"}""", 116.007, 116.011))))).Report.Problems.ShouldBeEmpty();

    public void Dispose() => _city.Dispose();

    private static string Collection(params string[] features) => $$"""{"type":"FeatureCollection","features":[{{string.Join(",", features)}}]}""";

    private static string Square(string properties, double west, double east) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $$$"""{"type":"Feature","properties":{{{properties}}},"geometry":{"type":"Polygon","coordinates":[[[{{{west}}},36],[{{{east}}},36],[{{{east}}},36.01],[{{{west}}},36.01],[{{{west}}},36]]]}}""");
}
