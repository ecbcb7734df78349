using System.Text.Json;
using System.Text.RegularExpressions;

namespace Mingzhu.Cli.Tests.Verbs;

public sealed partial class AnswerTests(TinyCity city) : IClassFixture<TinyCity>
{
    [Theory]
    [InlineData("results --city city --run latest --indicator C25-25 --level city --json", "results.json")]
    [InlineData("results --city city --run latest --indicator C25-25 --level city --csv", "results.csv")]
    [InlineData("results --lang en --city city --run latest --indicator C25-25 --level city --json", "results.en.json")]
    [InlineData("coverage --city city --of residential-land --by parks --radius 100 --json", "coverage.json")]
    [InlineData("nearest --city city --from buildings --to kindergarten --within 1000 --csv", "nearest.csv")]
    [InlineData("nearest --city city --from buildings --to kindergarten --within 1000 --json", "nearest.json")]
    [InlineData("inspect parks.geojson --json", "inspect.json")]
    [InlineData("inspect parks.geojson --json --lang en", "inspect.en.json")]
    [InlineData("inspect dirty.csv --as facilities --json", "inspect.dirty.json")]
    [InlineData("inspect dirty.csv --as facilities --json --lang en", "inspect.dirty.en.json")]
    [InlineData("layers --city city --json", "layers.json")]
    public async Task The_shape_of_an_answer_is_as_approved(string line, string approved)
    {
        var said = await city.Type(line);

        said.Code.ShouldBe(Terminal.Done, said.Error);
        Timeless(said.Out).ShouldBeApproved(approved);
    }

    [Theory]
    [InlineData("city")]
    [InlineData("district")]
    [InlineData("subdistrict")]
    [InlineData("community")]
    [InlineData("compound")]
    [InlineData("building")]
    public async Task Results_come_at_every_level_as_JSON_and_CSV_with_the_same_rows(string level)
    {
        var json = await city.Type($"results --city city --indicator C25-25 --level {level} --json");
        var csv = await city.Type($"results --city city --indicator C25-25 --level {level} --csv");

        var rows = JsonDocument.Parse(json.Out).RootElement.GetProperty("results").GetArrayLength();
        csv.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(rows + 1);
    }

    [Fact]
    public async Task A_house_off_the_street_has_empty_metres() =>
        (await city.Type("nearest --city city --from buildings --to kindergarten --within 1000 --csv")).Out.ShouldContain("\nfar,,\n");

    [Theory]
    [InlineData("coverage --city city --of roads --by parks --radius 100", "coverage.no-polygons")]
    [InlineData("coverage --city city --of residential-land --by parks --radius 100 --within roads", "coverage.no-polygons")]
    [InlineData("coverage --city city --of residential-land --by parks --radius NaN", "coverage.radius")]
    [InlineData("coverage --city city --of residential-land --by parks --radius -1", "coverage.radius")]
    [InlineData("coverage --city city --of residential-land --by parks --radius 100 --where height=1", "coverage.no-field")]
    [InlineData("coverage --city city --of residential-land --by parks --radius 100 --where name=", "expression.unreadable")]
    [InlineData("coverage --city city --of moon --by parks --radius 100", "atlas.unknown-layer")]
    [InlineData("coverage --city city --of greenways --by parks --radius 100", "atlas.empty-layer")]
    [InlineData("nearest --city city --from buildings --to moon --within 100", "nearest.no-kind")]
    [InlineData("nearest --city city --from buildings --to kindergarten --within 0", "nearest.within")]
    [InlineData("results --city city --indicator C99-99", "results.no-indicator")]
    [InlineData("results --city city --indicator C25-25 --run none", "check-up.no-run")]
    [InlineData("check-up --city city --catalog MOHURD-2025 --year 26", "check-up.year")]
    [InlineData("check-up --city city --catalog NONE --year 2026", "checkup.no-such-catalog")]
    [InlineData("report --city city --out no/such/folder/report.docx", "out.no-folder")]
    [InlineData("report --city city --out .", "out.is-folder")]
    [InlineData("serve --city city --port 70000", "web.port")]
    [InlineData("import nowhere.geojson --city city", "import.no-file")]
    [InlineData("import parks.geojson --city city --column code", "import.column")]
    [InlineData("new --city city --pack generic", "city.exists")]
    public async Task What_can_not_be_done_is_refused_with_its_code(string line, string code)
    {
        var said = await city.Type(line);

        said.Code.ShouldBe(Terminal.Refused);
        said.Out.ShouldBeEmpty();
        said.Error.ShouldContain($"[{code}]");
    }

    /// <summary>The run's id carries the program's version.</summary>
    private static string Timeless(string text) => RunId().Replace(text, "MOHURD-2025-2026-…");

    [GeneratedRegex("MOHURD-2025-2026-[0-9a-f]{12}")]
    private static partial Regex RunId();
}
