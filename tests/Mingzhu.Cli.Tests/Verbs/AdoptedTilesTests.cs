using System.Net;
using System.Net.Http.Headers;
using Mingzhu.Cli.Tests.Architecture;
using Mingzhu.City;
using Mingzhu.Spatial.Tests;
using Mingzhu.Store;
using Mingzhu.Web;

namespace Mingzhu.Cli.Tests.Verbs;

/// <summary>Tiles say what the pack's styles draw and name features by; another pack is adopted while the server runs.</summary>
public sealed class AdoptedTilesTests(TinyCity city) : IClassFixture<TinyCity>
{
    private static readonly Mingzhu.Spatial.TileAddress Tile = Mingzhu.Spatial.TileAddress.At(116.006, 36.0002, 15);

    [Fact]
    public async Task What_a_pack_names_features_by_changes_a_tiles_tag_its_address_and_what_it_says()
    {
        var web = Path.Combine(Repository.Root, "src", "Mingzhu.Web");
        Assert.SkipUnless(File.Exists(Path.Combine(web, "wwwroot", "assets", "manifest.json")), "web assets not built: tools/assets");
        using var workspace = Workspace.Open(Path.Combine(city.Folder, "city"), Access.Write, TimeProvider.System);
        await using var app = CityServer.Build(workspace, new ServerOptions(0, web));
        using var client = new HttpClient { BaseAddress = await app.ListenAsync(TestContext.Current.CancellationToken) };
        var (before, roads) = (await Ask(client, "facilities"), await Ask(client, "roads"));
        before.Name.ShouldBe("第一幼儿园");

        workspace.Execute(Session.Operator(Language.Zh), AdoptPack.Of(Guid.NewGuid(), NamingBy("kind"), workspace.Vault)).Taken.ShouldBeTrue();

        var after = await Ask(client, "facilities");
        after.Name.ShouldBe("kindergarten");
        after.Tag.ShouldNotBe(before.Tag);
        after.Address.ShouldNotBe(before.Address);
        (await Status(client, "facilities", before.Tag)).ShouldBe(HttpStatusCode.OK);
        (await Status(client, "facilities", after.Tag)).ShouldBe(HttpStatusCode.NotModified);
        // What the pack draws as before keeps its tag: nobody fetches it again.
        (await Ask(client, "roads")).Tag.ShouldBe(roads.Tag);
    }

    /// <summary>The pack of the city, but for the field that facilities are named by.</summary>
    private Pack NamingBy(string field)
    {
        var copy = Path.Combine(city.Folder, "other-pack");
        foreach (var file in Directory.GetFiles(Path.Combine(Repository.Root, "packs", "generic"), "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(copy, Path.GetRelativePath(Path.Combine(Repository.Root, "packs", "generic"), file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }

        var styles = Path.Combine(copy, "styles.yaml");
        var lines = File.ReadAllText(styles).Split("- layer: facilities");
        File.WriteAllText(styles, lines[0] + "- layer: facilities" + lines[1].Replace("{field: name, size_pt: 7, colour: \"#1f4e8c\"", $"{{field: {field}, size_pt: 7, colour: \"#1f4e8c\"", StringComparison.Ordinal));
        return Pack.Load(copy);
    }

    private static async Task<(string Name, EntityTagHeaderValue Tag, string Address)> Ask(HttpClient client, string layer)
    {
        using var answer = await client.GetAsync($"/tiles/layers/{layer}/{Tile.Z}/{Tile.X}/{Tile.Y}.mvt", TestContext.Current.CancellationToken);
        var drawn = TinyDecoder.Decode(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken))[layer][0];
        using var told = System.Text.Json.JsonDocument.Parse(await client.GetStringAsync($"/tiles/layers/{layer}.json", TestContext.Current.CancellationToken));
        return ((string)drawn.Properties["name"], answer.Headers.ETag!, told.RootElement.GetProperty("tiles")[0].GetString()!);
    }

    private static async Task<HttpStatusCode> Status(HttpClient client, string layer, EntityTagHeaderValue had)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/tiles/layers/{layer}/{Tile.Z}/{Tile.X}/{Tile.Y}.mvt");
        request.Headers.IfNoneMatch.Add(had);
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
