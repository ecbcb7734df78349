using Mingzhu.Atlas.Tests.Imports;
using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.Atlas.Tests.Versions;

/// <summary>Ids from import to import, in a city.</summary>
public sealed class CarriedOverTests : IDisposable
{
    private const string Layer = "built-up-area";
    private readonly TestCity _city = new();

    [Fact]
    public void A_layer_without_a_key_keeps_its_ids_when_rows_are_added_before_them()
    {
        Land("one.geojson", Square("城东", 116.00), Square("城西", 115.90));

        Land("two.geojson", Square("城北", 115.70), Square("城西", 115.90), Square("城东", 116.00));

        var table = LayerStore.OpenCurrent(_city.Workspace, Layer);
        table.Ids.ShouldBe(["n0000001", "n0000002", "n0000003"]);
        table.Column("name").ShouldBe(["城东", "城西", "城北"]);
        var version = _city.Workspace.View<Layers>().Current(Layer)!;
        version.Origin!.Matched.ShouldBe(new MatchCounts(2, 0, 0, 1, 0, 0, 0));
        var matches = MatchTable.Of(_city.Workspace, version)!;
        (matches.Before, matches.AfterRows, matches.Rule).ShouldBe((1, version.Rows, MatchRule.Usual));
        matches.Lines.ShouldBe([new FeatureMatch(FeatureFate.Added, null, "n0000003")]);
        _city.Workspace.Verify(cancel: TestContext.Current.CancellationToken).IsWhole.ShouldBeTrue("the match table is among the files the fact names");
    }

    [Fact]
    public void The_same_file_again_makes_no_new_version_unless_it_is_said_of_another_day()
    {
        Land("one.geojson", Square("城东", 116.00), Square("城西", 115.90));

        var again = Land("again.geojson", Square("城西", 115.90), Square("城东", 116.00));
        again.Layers.ShouldBeEmpty();
        again.Unchanged.Single().Number.ShouldBe(1);

        var confirmed = Land("later.geojson", new DateOnly(2027, 1, 1), Square("城东", 116.00), Square("城西", 115.90));
        confirmed.Layers.Single().Matched.ShouldBe(new MatchCounts(2, 0, 0, 0, 0, 0, 0));
        _city.Workspace.View<Layers>().History(Layer).Select(version => version.Rows).Distinct().Count().ShouldBe(1);
        _city.Workspace.View<Layers>().Current(Layer)!.AsOf.ShouldBe(new DateOnly(2027, 1, 1));
    }

    [Fact]
    public void An_id_is_not_given_again_over_any_number_of_versions()
    {
        Land("one.geojson", Square("甲", 116.00), Square("乙", 115.90), Square("丙", 115.80));
        Land("two.geojson", Square("甲", 116.00));

        Land("three.geojson", Square("丁", 115.50), Square("甲", 116.00));

        LayerStore.OpenCurrent(_city.Workspace, Layer).Ids.ShouldBe(["n0000001", "n0000004"]);
    }

    [Fact]
    public void A_key_that_looks_like_an_id_to_be_given_is_nobody_elses()
    {
        var file = _city.Lay("parks.geojson", TestFiles.Collection(TestFiles.Square("""{"id":"n0000002"}""", 116.0), TestFiles.Square("""{"name":"无号"}""", 116.1), TestFiles.Square("""{"id":"P"}""", 116.2)));

        _city.Import(new ImportRequest(file));

        LayerStore.OpenCurrent(_city.Workspace, "parks").Ids.ShouldBe(["P", "n0000002", "n0000004"]);
    }

    [Fact]
    public void Who_was_overtaken_is_matched_again_not_laid_over_the_other()
    {
        Land("one.geojson", Square("城东", 116.00));
        using var work = _city.Workspace.Work();
        var request = new ImportRequest(_city.Lay("mine.geojson", TestFiles.Collection(Square("城东", 116.00), Square("城南", 115.70))), As: Layer);
        var read = Intake.Read(_city.Workspace.Pack, request, CityGround.Of(_city.Workspace), work.Path, null, TestContext.Current.CancellationToken);
        var matched = new NextVersion(_city.Workspace, read.Layers.Single());
        var late = new ImportLayers(Guid.NewGuid(), null, new LayersImported("mine.geojson", read.FileHash, default, read.Provenance, new VaultName(_city.Workspace.Vault.Put("{}"u8)), [matched.Land()]));
        Land("theirs.geojson", Square("城东", 116.00), Square("城北", 115.80));

        _city.Workspace.Execute(Session.Operator(Language.En), late).Reasons.Single().Code.ShouldBe("atlas.layer-moved-on");

        var landed = matched.Land();
        landed.After.ShouldBe(2);
        landed.HighestIssued.ShouldBe(3, "n0000002 is theirs");
    }

    public void Dispose() => _city.Dispose();

    private static string Square(string name, double west) => TestFiles.Square($$"""{"name":"{{name}}"}""", west);

    private Imported Land(string name, params string[] features) => Land(name, null, features);

    private Imported Land(string name, DateOnly? asOf, params string[] features)
    {
        using var work = _city.Workspace.Work();
        var request = new ImportRequest(_city.Lay(name, TestFiles.Collection(features)), As: Layer, AsOf: asOf);
        var read = Intake.Read(_city.Workspace.Pack, request, CityGround.Of(_city.Workspace), work.Path, null, TestContext.Current.CancellationToken);
        return Import.Land(_city.Workspace, Session.Operator(Language.En), request, read, TestContext.Current.CancellationToken);
    }
}

/// <summary>GeoJSON as text.</summary>
internal static class TestFiles
{
    public static string Collection(params string[] features) => $$"""{"type":"FeatureCollection","features":[{{string.Join(',', features)}}]}""";

    /// <summary>A square of 0.01 degree.</summary>
    public static string Square(string properties, double west)
    {
        var (from, to) = (FormattableString.Invariant($"{west:F2}"), FormattableString.Invariant($"{west + 0.01:F2}"));
        var ring = $"[[{from},36],[{to},36],[{to},36.01],[{from},36.01],[{from},36]]";
        return $$$"""{"type":"Feature","properties":{{{properties}}},"geometry":{"type":"Polygon","coordinates":[{{{ring}}}]}}""";
    }
}
