using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Mingzhu.Atlas;
using Mingzhu.City;
using Mingzhu.Spatial;
using Mingzhu.Store;
using static Mingzhu.CheckUp.Tests.TinyCity;

namespace Mingzhu.CheckUp.Tests;

/// <summary>From layers in a city folder to a recorded run and back.</summary>
public sealed class RunTests : IDisposable
{
    private static readonly Session Someone = Session.Operator(Language.En);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mingzhu-runs-");

    public void Dispose() => _folder.Delete(recursive: true);

    private static TinyCity Tiny() => MeasureTests.TwoCommunities()
        .With("residential-land", ("r", Box(0, 0, 2000, 100), []))
        .With("parks", ("p", Box(0, 0, 100, 100), [("enclosed", false)]))
        .With("compounds", ("a", Box(0, 0, 10, 10), [("smart", false)]), ("b", Box(1500, 0, 1510, 10), [("smart", null)]));

    private static readonly string Indicators =
        Entry("P", "share", "community", "measure: coverage\nof: residential-land\nby: [{layer: parks, where: \"enclosed = FALSE\", radius: 500}]")
        + Entry("S", "count", "compound", "measure: tally\nnumerator: {layer: compounds, where: \"smart = FALSE\", take: count}", "lower")
        + Entry("R", "reported", "city", "measure: reported");

    private Workspace Open(TinyCity city)
    {
        var inputs = city.Inputs(Indicators);
        var workspace = Workspace.Create(Path.Combine(_folder.FullName, "city"), inputs.Pack, Someone, TimeProvider.System);
        Import(workspace, inputs);
        return workspace;
    }

    private void Import(Workspace workspace, CheckUpInputs inputs)
    {
        var layers = inputs.Layers.Select(layer =>
        {
            var path = Path.Combine(_folder.FullName, Guid.NewGuid().ToString());
            using (var connection = SqliteFile.Create(path))
                GeoPackageWriter.Write(connection, LayerStore.TableName, layer.Table);
            var file = new VaultName(workspace.Vault.Put(File.ReadAllBytes(path)));
            return new ImportedLayer(layer.Version.Layer, file, file.Hash, layer.Table.Count, layer.Table.Geometries.Any(shape => shape is not null) ? [115.9, 36.4, 116.1, 36.5] : null);
        }).ToArray();
        workspace.Execute(Someone, new ImportLayers(Guid.NewGuid(), new DateOnly(2026, 3, 1), new LayersImported(
            "tiny", new string('0', 64), default, new Provenance(Wording.Same("tiny"), Invented: true), new VaultName(workspace.Vault.Put("{}"u8)), [.. layers]))).Taken.ShouldBeTrue();
    }

    private static Job Do(Workspace workspace)
    {
        var job = CheckUpJob.Submit(workspace, "T", 2026);
        while (!workspace.Jobs.Get(job.Id)!.IsOver)
            workspace.Jobs.RunNext(new Dictionary<string, JobHandler> { [CheckUpJob.Kind] = CheckUpJob.Handler(workspace, Someone) }, default).ShouldBeTrue();
        return workspace.Jobs.Get(job.Id)!;
    }

    [Fact]
    public async Task Things_are_tried_on_one_ground_until_a_layer_changes()
    {
        var city = Tiny();
        WithLayers(city);
        using var workspace = Open(city);
        var grounds = new ScenarioGrounds(workspace);
        var (state, ground) = grounds.Current(Someone);
        await Task.WhenAny(ground);

        grounds.Current(Someone, again: false).Ground.ShouldBeSameAs(ground);
        Import(workspace, city.With("parks", ("p", Box(0, 0, 200, 100), [("enclosed", false)])).Inputs(Indicators));
        var (then, anew) = grounds.Current(Someone, again: false);
        await Task.WhenAny(anew);

        then.ShouldNotBe(state);
        anew.ShouldNotBeSameAs(ground);
        grounds.Current(Someone, again: false).Ground.ShouldBeSameAs(anew);
    }

    private static Pack WithLayers(TinyCity city)
    {
        city.PackFiles["layers.yaml"] = "layers:\n" + string.Concat(new[] { "boundaries", "residential-land", "parks", "compounds", "reported" }.Select(id =>
            $"  - {{id: {id}, name: {{zh: {id}, en: {id}}}, topic: base, geometry: any, class: public, fields: [{{id: name, type: text, zh: [名称]}}]}}\n"));
        return city.Inputs(Indicators).Pack;
    }

    [Fact]
    public void A_run_is_computed_recorded_and_read_back_from_the_vault()
    {
        var city = Tiny();
        WithLayers(city);
        using var workspace = Open(city);

        Do(workspace).State.ShouldBe(JobState.Done);

        var recorded = workspace.View<Runs>().Newest.ShouldNotBeNull();
        var run = CheckUpRun.Open(workspace, recorded.Manifest);
        run.Manifest.Id.ShouldBe(recorded.Id);
        run.Manifest.AsOf.ShouldBe(new DateOnly(2026, 3, 1));
        run.Manifest.Invented.ShouldBeTrue();
        run.Indicators.Select(indicator => indicator.Code).ShouldBe(["P", "S", "R"]);
        run.Places(Level.Community).Select(place => place.Name).ShouldBe(["东社区", "西社区"]);
        run.Read("P", Level.Community, run.Find(Level.Community, "west")).Value(IndicatorKind.Share)!.Value.ShouldBe(60, 0.01);
        run.Read("P", Level.Compound, 0).ShouldBe(Reading.NotApplicable(Reasons.BelowLevel(Level.Community)));
        run.Read("S", Level.City, 0).State.ShouldBe(ReadingState.Partial);
        run.Find(Level.Community, "nowhere").ShouldBe(-1);
        run.Findings.Select(finding => finding.Id).ShouldBe(["P/boundaries/east/short", "P/boundaries/west/short", "S/compounds/a/short"]);
        run.Findings[0].Says.En.ShouldBe("Short: 10.0 ha uncovered, coverage 0.0%");
        CheckUpJob.Verify(workspace, recorded.Manifest).ShouldBeNull();
    }

    [Fact]
    public void Asking_again_with_the_same_inputs_is_the_same_job_and_new_data_are_a_new_run()
    {
        var city = Tiny();
        WithLayers(city);
        using var workspace = Open(city);
        var first = Do(workspace);

        Do(workspace).Id.ShouldBe(first.Id);
        workspace.View<Runs>().All.Count.ShouldBe(1);

        Import(workspace, city.With("parks", ("p", Box(0, 0, 200, 100), [("enclosed", false)])).Inputs(Indicators));
        Do(workspace).State.ShouldBe(JobState.Done);
        workspace.View<Runs>().All.Count.ShouldBe(2);
        workspace.View<Runs>().All[0].Id.ShouldNotBe(workspace.View<Runs>().All[1].Id);
    }

    [Fact]
    public void Correcting_a_layer_changes_nothing_of_an_older_run()
    {
        var city = Tiny();
        WithLayers(city);
        using var workspace = Open(city);
        Do(workspace);
        var old = workspace.View<Runs>().Newest!.Manifest;
        var bytes = workspace.Vault.Read(old);

        Import(workspace, city.With("parks", ("p", Box(0, 0, 200, 100), [("enclosed", false)])).Inputs(Indicators));
        Do(workspace);

        workspace.View<Runs>().Newest!.Manifest.ShouldNotBe(old);
        workspace.Vault.Read(old).ShouldBe(bytes);
        var run = CheckUpRun.Open(workspace, old);
        run.Manifest.Inputs.Single(input => input.Layer == "parks").File.ShouldBe(workspace.View<Layers>().History("parks")[0].File, "the version of then, not of now");
        CheckUpJob.Verify(workspace, old).ShouldBeNull("computed again from the old versions, every byte is the same");
    }

    [Fact]
    public void A_manifest_from_before_the_backdrop_was_named_still_reads_and_verifies()
    {
        var city = Tiny();
        WithLayers(city);
        using var workspace = Open(city);
        var request = CheckUpRequest.Of(workspace, "T", 2026) with { Backdrop = null };

        var manifest = CheckUpJob.Compute(workspace, request, null, default).Manifest;

        Encoding.UTF8.GetString(workspace.Vault.Read(manifest)).ShouldNotContain("backdrop");
        CheckUpRun.Open(workspace, manifest).Manifest.Backdrop.ShouldBeNull();
        CheckUpJob.Verify(workspace, manifest).ShouldBeNull();
    }

    [Fact]
    public void A_computation_whose_inputs_have_been_replaced_is_not_recorded()
    {
        var city = Tiny();
        WithLayers(city);
        using var workspace = Open(city);
        var request = CheckUpRequest.Of(workspace, "T", 2026);
        var computed = CheckUpJob.Compute(workspace, request, null, default);
        Import(workspace, city.With("parks", ("p", Box(0, 0, 200, 100), [("enclosed", false)])).Inputs(Indicators));

        var outcome = workspace.Execute(Someone, new RunCheckUp(Guid.NewGuid(), request, computed.Run, computed.Manifest, new DateOnly(2026, 3, 1)));

        outcome.Reasons.Select(reason => reason.Code).Distinct().ShouldBe(["checkup.layer-changed"]);
        workspace.View<Runs>().Newest.ShouldBeNull();
    }

    [Fact]
    public void A_cancelled_computation_leaves_no_run()
    {
        var city = Tiny();
        WithLayers(city);
        using var workspace = Open(city);
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        Should.Throw<OperationCanceledException>(() => CheckUpJob.Compute(workspace, CheckUpRequest.Of(workspace, "T", 2026), null, cancelled.Token));

        workspace.View<Runs>().Newest.ShouldBeNull();
    }

    [Fact]
    public void A_changed_number_is_found_by_computing_again()
    {
        var city = Tiny();
        WithLayers(city);
        using var workspace = Open(city);
        Do(workspace);
        var recorded = Manifest.Read(workspace.Vault.Read(workspace.View<Runs>().Newest!.Manifest));
        var forged = recorded with { Columns = recorded.Columns.SetItem(0, recorded.Columns[0] with { Levels = recorded.Columns[0].Levels.SetItem("community", recorded.Findings) }) };

        CheckUpJob.Verify(workspace, workspace.Vault.Put(forged.ToBytes()))!.Value.En.ShouldBe("the readings of P at level community differ (Ruled)");
    }

    [Fact]
    public void The_manifest_names_every_file_so_that_the_store_can_check_them()
    {
        var inputs = Tiny().Inputs(Indicators);
        var named = inputs with { Layers = [.. inputs.Layers.Select(layer => layer with { Version = layer.Version with { File = CheckUpJob.Named(Encoding.UTF8.GetBytes(layer.Version.Layer)) } })] };
        // Files are put by several threads at once.
        var put = new ConcurrentBag<string>();

        var manifest = Manifest.Of(named, CityCheckUp.Compute(named), bytes =>
        {
            var name = CheckUpJob.Named(bytes);
            put.Add(name.Hash);
            return name;
        });

        var text = Encoding.UTF8.GetString(manifest.ToBytes());
        put.ShouldNotBeEmpty();
        put.ShouldAllBe(name => text.Contains($"\"vault:{name}\""));
        Manifest.Read(manifest.ToBytes()).ToBytes().ShouldBe(manifest.ToBytes());
        Golden(text).ShouldBe("""
            id T-2026 asOf 2026-03-01 invented False findings 3
            inputs boundaries compounds parks residential-land
            places building city community compound district subdistrict zone
            P Ruled city community district subdistrict zone
            S Ruled city community compound district subdistrict zone
            R Ruled city
            """);
    }

    /// <summary>What the manifest says, without the hashes of files.</summary>
    private static string Golden(string manifest)
    {
        using var json = JsonDocument.Parse(manifest);
        var root = json.RootElement;
        string Names(JsonElement map) => string.Join(' ', map.EnumerateObject().Select(entry => entry.Name));
        return string.Join('\n', [
            $"id {root.GetProperty("id").GetString()![..6]} asOf {root.GetProperty("asOf").GetString()} invented {root.GetProperty("invented").GetBoolean()} findings {root.GetProperty("findingCount").GetInt32()}",
            "inputs " + string.Join(' ', root.GetProperty("inputs").EnumerateArray().Select(input => input.GetProperty("layer").GetString())),
            "places " + Names(root.GetProperty("places")),
            .. root.GetProperty("columns").EnumerateArray().Select(column => $"{column.GetProperty("indicator").GetString()} {char.ToUpperInvariant(column.GetProperty("variant").GetString()![0])}{column.GetProperty("variant").GetString()![1..]} {Names(column.GetProperty("levels"))}"),
        ]);
    }
}
