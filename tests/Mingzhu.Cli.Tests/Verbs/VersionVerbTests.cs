using System.Text.Json;
using Mingzhu.Spatial;

namespace Mingzhu.Cli.Tests.Verbs;

/// <summary><c>compare</c> and <c>layers --layer</c> on a city whose parks were corrected once.</summary>
public sealed class VersionVerbTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mingzhu-cli-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_correction_is_compared_on_screen_as_JSON_and_as_files()
    {
        await Corrected();

        var said = await Type("compare --city city --layer parks --lang en");
        said.Out.ShouldBe("""
            parks version 1 (2026-06-30) → 2 (2026-06-30): 1 added, 0 removed, 0 moved, 1 edited, 0 re-keyed, 0 unchanged
              edited  P1  name: 湖心 → =1+1
              added  P2

            """.ReplaceLineEndings("\n"));

        (await Type("compare --city city --layer parks")).Out.ShouldContain("P1  名称: 湖心 → =1+1");
        using var json = JsonDocument.Parse((await Type("compare --city city --layer parks --json")).Out);
        json.RootElement.GetProperty("counts").GetProperty("edited").GetInt32().ShouldBe(1);
        foreach (var file in new[] { "all.csv", "all.xlsx", "all.geojson" })
            (await Type($"compare --city city --layer parks --out {file}")).Code.ShouldBe(Terminal.Done);
        File.ReadAllLines(Path.Combine(_folder.FullName, "all.csv"))[1].ShouldBe("P1,,属性变化,,,,,,名称,湖心,'=1+1");
        GeoJsonFile.Read(Path.Combine(_folder.FullName, "all.geojson")).Features.Count().ShouldBe(2);
        (await Type("compare --city city --layer parks --out all.doc")).Error.ShouldContain("[compare.format]");
        (await Type("compare --city city --layer parks --from 7")).Error.ShouldContain("[atlas.no-version]");
    }

    [Fact]
    public async Task The_history_of_a_layer_says_who_when_from_which_file_with_which_answers()
    {
        await Corrected();

        var said = await Type("layers --city city --layer parks");

        said.Out.ShouldContain("v1  #2");
        said.Out.ShouldContain("operator  parks.geojson");
        said.Out.ShouldContain("保持 1，图形变化 0，换编号 0，新增 1（拆分 0），删除 0（合并 0）");
        said.Out.ShouldContain("""回答：{"as":"parks"}""");
        using var json = JsonDocument.Parse((await Type("layers --city city --layer parks --json")).Out);
        json.RootElement[1].GetProperty("matched").GetProperty("added").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task The_same_file_again_is_told_as_the_same_and_nothing_is_recorded()
    {
        await Corrected();

        var said = await Type("import again.geojson --city city --as parks");

        said.Code.ShouldBe(Terminal.Done, said.Error);
        said.Out.ShouldBe("again.geojson → parks：与第 2 版完全相同，没有新版本\n");
    }

    private async Task Corrected()
    {
        (await Type("new --city city --pack generic")).Code.ShouldBe(Terminal.Done);
        await Import("parks.geojson", Park("P1", "湖心", 116.0));
        await Import("again.geojson", Park("P1", "=1+1", 116.0) + "," + Park("P2", "柳园", 116.1));
    }

    private async Task Import(string name, string features)
    {
        File.WriteAllText(Path.Combine(_folder.FullName, name), TinyCity.Collection(features));
        var said = await Type($"import {name} --city city --as parks --as-of 2026-06-30");
        said.Code.ShouldBe(Terminal.Done, said.Error);
    }

    private Task<Said> Type(string line) => Shell.Type(_folder.FullName, line.Split(' '));

    private static string Park(string id, string name, double west) => FormattableString.Invariant(
        $"{{\"type\":\"Feature\",\"properties\":{{\"id\":\"{id}\",\"name\":\"{name}\"}},\"geometry\":{{\"type\":\"Polygon\",\"coordinates\":[[[{west},36],[{west + 0.01:F2},36],[{west + 0.01:F2},36.01],[{west},36.01],[{west},36]]]}}}}");
}
