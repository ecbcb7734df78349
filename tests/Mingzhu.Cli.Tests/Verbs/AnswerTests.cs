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
    [InlineData("policy --pack liaocheng", "policies.txt")]
    [InlineData("policy land-supply way=grant regulatory_plan=yes scheme_approved=no --pack liaocheng --on 2026-06-01", "policy.txt")]
    [InlineData("policy land-transition plan_conforms=yes approved=yes existing=yes new_business=yes transferred=no first_day=2026-01-15 --pack liaocheng --on 2026-06-01 --lang en", "policy.en.txt")]
    [InlineData("policy registration-unregistered papers_missing=yes no_dispute=yes --pack liaocheng --on 2026-06-01 --json", "policy.json")]
    public async Task The_shape_of_an_answer_is_as_approved(string line, string approved)
    {
        var said = await city.Type(line);

        said.Code.ShouldBe(Terminal.Done, said.Error);
        Timeless(said.Out).ShouldBeApproved(approved);
    }

    [Theory]
    [InlineData("zh-CN", "sites.json")]
    [InlineData("en", "sites.en.json")]
    public async Task Selected_sites_come_with_a_reason_for_each_condition(string language, string approved)
    {
        // From b2 it is 341 m to the kindergarten, from b1 180 m more: a near miss within a fifth of 450 m. "far" is off the network.
        var said = await Shell.Type(city.Folder,
            ["sites", "--city", "city", "--lang", language, "--from", "buildings", "--if", "walk kindergarten <= 450", "--if", "area 300..", "--if", "straight parks >= 50", "--if", "outside parks", "--rank", "1", "--json"]);

        said.Code.ShouldBe(Terminal.Done, said.Error);
        said.Out.ShouldBeApproved(approved);
    }

    [Theory]
    [InlineData("zh-CN", "one-more.json")]
    [InlineData("en", "one-more.en.json")]
    public async Task Where_one_more_helps_most_is_told_with_what_each_adds_and_the_proof(string language, string approved)
    {
        var said = await city.Type($"one-more --city city --lang {language} --what kindergarten --from buildings --reach 200 --sites 2 --json");

        said.Code.ShouldBe(Terminal.Done, said.Error);
        said.Out.ShouldBeApproved(approved);
    }

    [Fact]
    public async Task English_sentences_have_no_Chinese_brackets_and_contradictions_are_told()
    {
        var said = await Shell.Type(city.Folder, ["sites", "--city", "city", "--lang", "en", "--from", "buildings", "--if", "area 300..", "--if", "area ..200", "--if", "straight parks >= 50"]);

        said.Out.ShouldContain("! conditions 1 and 2 contradict each other: no site can meet both");
        said.Out.ShouldNotContain("（");
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

    [Fact]
    public async Task A_new_kindergarten_is_tried_kept_and_found_again()
    {
        var tried = await city.Type("try add,kindergarten,116.0011,36.0002 --city city --keep A --json");
        tried.Code.ShouldBe(Terminal.Done, tried.Error);
        var kind = JsonDocument.Parse(tried.Out).RootElement.GetProperty("kinds")[0];

        // From b1 (10 households) it is 78 m to the street and 22 m from there, from b2 (30) 180 m more; the one there was lay 361 m from b2.
        (kind.GetProperty("counts").GetString(), kind.GetProperty("city").GetProperty("covered").GetDouble(), kind.GetProperty("city").GetProperty("after").GetDouble()).ShouldBe(("households", 0, 40));
        kind.GetProperty("buildings")[0].GetProperty("id").GetString().ShouldBe("b1");
        (await city.Type("try --city city --list")).Out.ShouldContain("A  add,kindergarten,116.0011,36.0002");
        (await city.Type("try --city city --scenario A --lang en")).Out.ShouldContain("Kindergarten: within reach 0 → 40 households (gained 40, lost 0; buildings gained 2, lost 0)");
    }

    [Fact]
    public async Task Two_scenarios_are_compared()
    {
        (await city.Type("try add,kindergarten,116.0011,36.0002 --city city --keep one --json")).Code.ShouldBe(Terminal.Done);
        (await city.Type("try add,kindergarten,116.0011,36.0002 remove,facilities,k1 --city city --keep two --json")).Code.ShouldBe(Terminal.Done);

        var compared = JsonDocument.Parse((await city.Type("try --city city --scenario one --against two --json")).Out).RootElement;
        compared.GetProperty("both").GetArrayLength().ShouldBe(1);
        compared.GetProperty("onlyA").GetArrayLength().ShouldBe(0);
        compared.GetProperty("onlyB")[0].GetString().ShouldBe("remove,facilities,k1");
        var kind = compared.GetProperty("kinds")[0].GetProperty("city");
        // The one taken away served nobody: both serve the same forty.
        (kind.GetProperty("covered").GetDouble(), kind.GetProperty("a").GetDouble(), kind.GetProperty("b").GetDouble()).ShouldBe((0, 40, 40));
        (await city.Type("try --city city --scenario one --against two --lang en")).Out.ShouldContain("Kindergarten: within reach today 0, A 40, B 40 households");
        (await city.Type("try --city city --scenario one --against three")).Error.ShouldContain("[scenario.none]");
    }

    [Fact]
    public async Task From_a_point_one_gets_as_far_as_the_circles_go_and_to_a_facility()
    {
        var said = await city.Type("circle --city city --lon 116.0030 --lat 36.0002 --to facilities,k1 --json");
        said.Code.ShouldBe(Terminal.Done, said.Error);
        var circles = JsonDocument.Parse(said.Out).RootElement;

        // 0.003° of longitude at 36° N are 270 m; both ends stand 22 m off the street.
        circles.GetProperty("route").GetProperty("metres").GetDouble().ShouldBe(315, 2);
        circles.GetProperty("circles").EnumerateArray().Select(circle => circle.GetProperty("households").GetDouble()).ShouldBe([40, 40, 40]);
        circles.GetProperty("kinds").EnumerateArray().First(kind => kind.GetProperty("kind").GetString() == "kindergarten").GetProperty("reached").GetBoolean().ShouldBeFalse();
    }

    [Theory]
    [InlineData("try --city city", "trying.nothing")]
    [InlineData("try add,moon,116,36 --city city", "trying.no-kind")]
    [InlineData("try add,kindergarten --city city", "trying.change")]
    [InlineData("try move,facilities,none,116,36 --city city", "trying.no-feature")]
    [InlineData("try remove,facilities,k1 remove,facilities,k1 --city city", "trying.twice")]
    [InlineData("try --city city --scenario none", "scenario.none")]
    [InlineData("circle --city city --lon 200 --lat 36", "circle.point")]
    [InlineData("circle --city city --lon 116 --lat 36 --to facilities", "circle.to")]
    [InlineData("circle --city city --lon 116.003 --lat 36 --to facilities,none", "circle.no-facility")]
    [InlineData("coverage --city city --of roads --by parks --radius 100", "coverage.no-polygons")]
    [InlineData("coverage --city city --of residential-land --by parks --radius 100 --within roads", "coverage.no-polygons")]
    [InlineData("coverage --city city --of residential-land --by parks --radius NaN", "coverage.radius")]
    [InlineData("coverage --city city --of residential-land --by parks --radius -1", "coverage.radius")]
    [InlineData("coverage --city city --of residential-land --by parks --radius 100 --where height=1", "coverage.no-field")]
    [InlineData("coverage --city city --of residential-land --by parks --radius 100 --where name=", "expression.unreadable")]
    [InlineData("coverage --city city --of moon --by parks --radius 100", "atlas.unknown-layer")]
    [InlineData("coverage --city city --of greenways --by parks --radius 100", "atlas.empty-layer")]
    [InlineData("sites --city city --from moon", "siting.no-layer")]
    [InlineData("sites --city city --ready moon", "sites.no-ready")]
    [InlineData("sites --city city --from parks --if nonsense", "siting.condition")]
    [InlineData("sites --city city --from parks --rank 3", "sites.rank")]
    [InlineData("one-more --city city --what kindergarten --from parks --reach 200000", "one-more.reach")]
    [InlineData("one-more --city city --what moon", "siting.no-what")]
    [InlineData("one-more --city city --what kindergarten --from parks --reach 0", "one-more.reach")]
    [InlineData("one-more --city city --what kindergarten --from parks --sites 0", "siting.sites")]
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
