using System.Diagnostics;
using System.Net;
using Mingzhu.Cli.Tests.Architecture;
using Mingzhu.City;
using Mingzhu.Publishing.Tiles;
using Mingzhu.Spatial.Tests;
using Mingzhu.Store;
using Mingzhu.Web;

namespace Mingzhu.Cli.Tests.Verbs;

/// <summary><c>export --pmtiles</c>, read back tile by tile and beside the server's.</summary>
public sealed class ExportTilesTests(TinyCity city) : IClassFixture<TinyCity>
{
    // In the order of the pack.
    private static readonly string[] Layers = ["buildings", "residential-land", "roads", "parks", "facilities"];

    [Fact]
    public async Task Every_tile_of_the_archive_is_what_the_server_answers_and_it_answers_no_other()
    {
        var said = await city.Type("export --city city --pmtiles map.pmtiles --lang en");
        said.Code.ShouldBe(Terminal.Done, said.Error);
        said.Out.ShouldContain("tiles of 5 layers");
        var archive = new ReadArchive(await File.ReadAllBytesAsync(Path.Combine(city.Folder, "map.pmtiles"), TestContext.Current.CancellationToken));
        var ids = archive.Says.GetProperty("vector_layers").EnumerateArray().Select(layer => layer.GetProperty("id").GetString()!).Where(id => !id.EndsWith("-names", StringComparison.Ordinal)).ToArray();
        ids.Order().ShouldBe(Layers.Order());

        var web = Path.Combine(Repository.Root, "src", "Mingzhu.Web");
        Assert.SkipUnless(File.Exists(Path.Combine(web, "wwwroot", "assets", "manifest.json")), "web assets not built: tools/assets");
        using var workspace = Workspace.Open(Path.Combine(city.Folder, "city"), Access.Read, TimeProvider.System);
        await using var app = CityServer.Build(workspace, new ServerOptions(0, web));
        using var client = new HttpClient { BaseAddress = await app.ListenAsync(TestContext.Current.CancellationToken) };

        var asked = 0;
        for (var z = 0; z <= 15; z++)
        {
            var (first, last) = (Mingzhu.Spatial.TileAddress.At(115.999, 36.031, z), Mingzhu.Spatial.TileAddress.At(116.011, 35.999, z));
            for (var x = Math.Max(0, first.X - 1); x <= Math.Min((1 << z) - 1, last.X + 1); x++)
            {
                for (var y = Math.Max(0, first.Y - 1); y <= Math.Min((1 << z) - 1, last.Y + 1); y++)
                {
                    using var whole = new MemoryStream();
                    foreach (var id in ids)
                    {
                        using var answer = await client.GetAsync($"/tiles/layers/{id}/{z}/{x}/{y}.mvt", TestContext.Current.CancellationToken);
                        answer.StatusCode.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.NoContent);
                        await answer.Content.CopyToAsync(whole, TestContext.Current.CancellationToken);
                    }

                    archive.Tile(z, x, y).ShouldBe(whole.ToArray(), $"{z}/{x}/{y}");
                    asked += whole.Length > 0 ? 1 : 0;
                }
            }
        }

        archive.Ids.Count().ShouldBe(asked);
        archive.Bounds[0].ShouldBe(116, 1e-6);
    }

    [Fact]
    public async Task GDAL_reads_the_tiles()
    {
        (await city.Type("export --city city --pmtiles gdal.pmtiles")).Code.ShouldBe(Terminal.Done);
        var path = Path.Combine(city.Folder, "gdal.pmtiles");

        if (Told("ogrinfo", "--formats").Contains("PMTiles", StringComparison.Ordinal))
        {
            var all = Told("ogrinfo", "-ro", "-so", "-al", path);
            Layers.ShouldAllBe(layer => all.Contains($"Layer name: {layer}", StringComparison.Ordinal));
            return;
        }

        // Before 3.8 GDAL knows the tiles but not the archive: it is given them as a folder.
        var archive = new ReadArchive(await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
        foreach (var (x, y) in from x in Enumerable.Range(0, 3) from y in Enumerable.Range(0, 5) select (x, y))
        {
            var at = Mingzhu.Spatial.TileAddress.At(115.999, 36.031, 14);
            if (archive.Tile(14, at.X + x, at.Y + y) is { Length: > 0 } tile)
                await File.WriteAllBytesAsync(Path.Combine(Directory.CreateDirectory(Path.Combine(city.Folder, "tiles", "14", $"{at.X + x}")).FullName, $"{at.Y + y}.pbf"), tile, TestContext.Current.CancellationToken);
        }

        var told = Told("ogrinfo", "-ro", "-so", "-al", "-oo", "METADATA_FILE=", Path.Combine(city.Folder, "tiles", "14"));
        Layers.ShouldAllBe(layer => told.Contains($"Layer name: {layer}", StringComparison.Ordinal));
        told.ShouldContain("id: String");
    }

    [Fact]
    public async Task An_archive_that_was_broken_off_leaves_the_older_one_and_nothing_beside_it()
    {
        (await city.Type("export --city city --pmtiles kept.pmtiles")).Code.ShouldBe(Terminal.Done);
        var before = await File.ReadAllBytesAsync(Path.Combine(city.Folder, "kept.pmtiles"), TestContext.Current.CancellationToken);
        using var workspace = Workspace.Open(Path.Combine(city.Folder, "city"), Access.Read, TimeProvider.System);

        Should.Throw<OperationCanceledException>(() => WholeFile.Write(Path.Combine(city.Folder, "kept.pmtiles"), to => CityPyramid.Write(workspace, to, new MemoryStream(), null, new CancellationToken(canceled: true))));

        (await File.ReadAllBytesAsync(Path.Combine(city.Folder, "kept.pmtiles"), TestContext.Current.CancellationToken)).ShouldBe(before);
        Directory.GetFiles(city.Folder, "kept.pmtiles*").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_cannot_be_written_is_refused_before_any_work()
    {
        (await city.Type("export --city city --pmtiles .")).Error.ShouldContain("[out.is-folder]");
        (await city.Type("export --city city --pmtiles none/map.pmtiles")).Error.ShouldContain("[out.no-folder]");
        (await Shell.Type(city.Folder, "new", "--city", "empty", "--pack", "generic")).Code.ShouldBe(Terminal.Done);
        (await city.Type("export --city empty --pmtiles empty.pmtiles")).Error.ShouldContain("[export.nothing-drawn]");
        File.Exists(Path.Combine(city.Folder, "empty.pmtiles")).ShouldBeFalse();
    }

    [Fact]
    public async Task What_is_left_out_is_said()
    {
        city.Lay("reported.csv", "indicator,place,value,period\nC25-12,city,3,2026\n");
        (await city.Type("import reported.csv --city city --as reported --as-of 2026-06-30")).Code.ShouldBe(Terminal.Done);

        (await city.Type("export --city city --pmtiles said.pmtiles")).Error.ShouldContain("未写入 部门填报：没有图形");
    }

    private static string Told(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var told = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, told);
        return told;
    }
}
