using System.Net;
using System.Text.RegularExpressions;
using Mingzhu.CheckUp;

namespace Mingzhu.Web.Tests.Planning;

public sealed partial class TryPageTests : IDisposable
{
    private static readonly string New = "add,kindergarten," + InventedPlanning.Degrees(1500, 1500);

    private readonly InventedPlanning _planning = new();

    public void Dispose() => _planning.Dispose();

    [Theory]
    [InlineData("planning", "/planning")]
    [InlineData("try.en", "/planning/try?kind=kindergarten&lang=en")]
    public async Task A_page_is_as_it_was_approved(string name, string path)
    {
        await using var city = await Served();

        PagesTests.Approve(name, PagesTests.Body(await city.Get(path)));
    }

    [Fact]
    public async Task Before_anything_is_changed_the_page_tells_how_things_stand()
    {
        await using var city = await Served();

        var page = await city.Get("/planning/try?kind=kindergarten");

        // Each kindergarten stands on a corner; the homes to both sides of it are 125 m along the street and 20 m off it, all others farther than 300 m: 2 × 2 homes of 30 people.
        page.ShouldContain("data-gain=\"\"");
        Hero(page).ShouldBe("120");
        page.ShouldContain("现在够得着");
        page.ShouldContain("西街道");
    }

    [Fact]
    public async Task What_one_more_would_change_stands_on_the_page_and_follows_the_pointer()
    {
        await using var city = await Served();

        var page = await city.Get($"/planning/try?kind=kindergarten&c={New}");
        var live = await city.Get($"/planning/try/outcome?kind=kindergarten&c={New}");

        Hero(page).ShouldBe(Hero(live));
        Hero(page).ShouldBe("+60");
        (Dots(page), Dots(live)).ShouldBe((2, 2));
        live.ShouldNotContain("<html");
        page.ShouldContain("西街道");
    }

    [Fact]
    public async Task A_place_is_found_by_its_name_by_coordinates_either_way_round_and_offered_where_several_are_meant()
    {
        await using var city = await Served();
        var (lon, lat) = InventedPlanning.At(1500, 1500);

        Edits(await city.Get($"/planning/try?kind=kindergarten&spot={ChangeText.Degrees(lon)},{ChangeText.Degrees(lat)}")).ShouldBe([New]);
        Edits(await city.Get($"/planning/try?kind=kindergarten&spot={ChangeText.Degrees(lat)}%EF%BC%8C{ChangeText.Degrees(lon)}")).ShouldBe([New]);
        var choices = await city.Get("/planning/try?kind=kindergarten&spot=%E7%AC%AC"); // 第: every kindergarten's name begins so
        Edits(choices).ShouldBeEmpty();
        choices.ShouldContain("choices-of");
        (await city.Get("/planning/try?kind=kindergarten&spot=nowhere&lang=en")).ShouldContain("nothing is called &#x27;nowhere&#x27;");
    }

    [Theory]
    [InlineData("add,kindergarten,0,0", "不在本市及周边")]
    [InlineData("add,kindergarten,116.01", "不是一条改动")]
    [InlineData("add,castle,116.01,36.46", "不是可以试布的类别")]
    [InlineData("remove,facilities,f9", "没有编号为")]
    [InlineData("move,secrets,f1,116.01,36.46", "没有可以改动的图层")]
    [InlineData("<script>alert(1)</script>", "不是一条改动")]
    public async Task A_change_that_cannot_be_is_told_on_the_page_and_can_be_taken_back(string line, string told)
    {
        await using var city = await Served();

        var answer = await city.Ask($"/planning/try?kind=kindergarten&c={Uri.EscapeDataString(line)}&c={New}");
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        WebUtility.HtmlDecode(page).ShouldContain(told);
        page.ShouldContain("class=\"refusal");
        page.ShouldNotContain("<script>alert");
        page.ShouldContain($"href=\"/planning/try?c={New}&amp;kind=kindergarten\"");
        (await city.Ask($"/planning/try/outcome?c={Uri.EscapeDataString(line)}")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task More_changes_than_are_tried_together_are_refused_in_words()
    {
        await using var city = await Served();

        var page = await city.Get("/planning/try?kind=kindergarten&" + string.Join('&', Enumerable.Repeat($"c={New}", Trial.MostChanges + 1)));

        WebUtility.HtmlDecode(page).ShouldContain("一次最多试 50 项改动，这里有 51 项");
    }

    [Fact]
    public async Task The_workbook_of_a_trial_has_places_indicators_buildings_and_changes()
    {
        await using var city = await Served();

        using var workbook = new System.IO.Compression.ZipArchive(await city.Client.GetStreamAsync($"/planning/try.xlsx?kind=kindergarten&c={New}", TestContext.Current.CancellationToken));
        workbook.Entries.Count(entry => entry.FullName.StartsWith("xl/worksheets/", StringComparison.Ordinal)).ShouldBe(4);
        var csv = (await city.Get($"/planning/try.csv?kind=kindergarten&c={New}")).TrimEnd().Split("\r\n");
        csv.Length.ShouldBe(4); // headings, the city, two subdistricts
        (await city.Ask("/planning/try.xlsx?c=zz")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_scenario_is_kept_opened_changed_kept_again_and_dropped()
    {
        await using var city = await Served();

        var kept = await Keep(city, "东扩 <b>&", null, New);
        kept.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var address = kept.Headers.Location!.ToString();
        var page = await city.Get(address);
        page.ShouldContain("<h1>东扩 &lt;b&gt;&amp;</h1>");
        Edits(page).ShouldBe([New]);

        var id = _planning.Scenarios.Single().Id;
        (await Keep(city, "东扩二", id, New, "remove,facilities,f1")).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        _planning.Scenarios.Single().ShouldSatisfyAllConditions(one => one.Id.ShouldBe(id), one => one.Name.ShouldBe("东扩二"), one => one.Changes.Length.ShouldBe(2));
        // An address may leave out all that the scenario has.
        Edits(await city.Get($"/planning/scenarios/{id}?c=")).ShouldBeEmpty();

        (await city.Get("/planning")).ShouldContain("东扩二");
        (await Post(city, $"/planning/scenarios/{id}/drop", [])).Headers.Location!.ToString().ShouldBe("/planning?dropped=1");
        _planning.Scenarios.ShouldBeEmpty();
        (await city.Ask(address)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_double_click_keeps_one_scenario_and_another_name_in_the_same_page_another()
    {
        await using var city = await Served();
        var token = Token().Match(await city.Get($"/planning/try?kind=kindergarten&c={New}")).Groups[1].Value;
        async Task<string> Click(string address, string name) => (await city.Client.PostAsync(
            address, new FormUrlEncodedContent([new("name", name), new("id", ""), new("c", New), new("__RequestVerificationToken", token)]), TestContext.Current.CancellationToken)).Headers.Location!.ToString();

        var (first, second) = (await Click("/planning/scenarios", "甲"), await Click("/planning/scenarios", "甲"));
        var other = await Click("/planning/scenarios", "乙");

        second.ShouldBe(first);
        first.ShouldStartWith("/planning/scenarios/");
        other.ShouldNotBe(first);
        _planning.Scenarios.Select(one => one.Name).ShouldBe(["甲", "乙"], ignoreOrder: true);
        var id = _planning.Scenarios.Single(one => one.Name == "甲").Id;
        (await Click($"/planning/scenarios/{id}/drop", ""), await Click($"/planning/scenarios/{id}/drop", "")).ShouldBe(("/planning?dropped=1", "/planning?dropped=1"));
        _planning.Scenarios.Single().Name.ShouldBe("乙");
    }

    [Fact]
    public async Task What_cannot_be_kept_leads_back_with_the_reason_and_what_was_typed()
    {
        await using var city = await Served();
        await Keep(city, "甲", null, New);

        var taken = await Keep(city, "甲", null, New, "remove,facilities,f1");
        var address = taken.Headers.Location!.ToString();
        address.ShouldContain("refused=name-taken");
        var page = await city.Get(address);
        page.ShouldContain("已有同名的方案");
        page.ShouldContain("value=\"甲\"");
        Edits(page).Length.ShouldBe(2);

        (await Keep(city, new string('长', 61), null, New)).Headers.Location!.ToString().ShouldContain("refused=name");
        (await Keep(city, "乙", null, "remove,facilities,f9")).Headers.Location!.ToString().ShouldContain("refused=cannot");
        (await Keep(city, "乙", null)).Headers.Location!.ToString().ShouldContain("refused=empty");
        (await city.Client.PostAsync("/planning/scenarios", new FormUrlEncodedContent([new("name", "乙"), new("c", New)]), TestContext.Current.CancellationToken)).Headers.Location!.ToString().ShouldContain("refused=expired");
        _planning.Scenarios.Count.ShouldBe(1);
    }

    [Fact]
    public async Task While_the_ground_is_made_the_page_says_so_and_comes_by_itself()
    {
        var making = new TaskCompletionSource<ScenarioGround>();
        using var planning = new InventedPlanning { Ground = making.Task };
        await using var city = await ServedCity.Of(new InventedBook(), planning: planning);

        (await city.Get("/planning/try")).ShouldContain("hx-get=\"/planning/footing\"");
        (await city.Ask("/planning/footing")).Headers.Contains("HX-Refresh").ShouldBeFalse();
        making.SetException(new City.RefusedException(new City.Refusal("test.none", new("没有图层", "no layers"))));
        (await city.Ask("/planning/footing")).Headers.Contains("HX-Refresh").ShouldBeTrue();
        (await city.Get("/planning/try")).ShouldContain("没有图层");
    }

    [Fact]
    public async Task Without_a_city_to_try_on_the_pages_say_so()
    {
        await using var city = await ServedCity.Of(new InventedBook());

        (await city.Get("/planning")).ShouldContain("没有可供推演的城市数据");
        (await city.Get("/planning/try")).ShouldContain("没有可供推演的城市数据");
    }

    internal static string[] Edits(string page) => [.. Line().Matches(page).Select(match => WebUtility.HtmlDecode(match.Groups[1].Value))];

    private Task<ServedCity> Served() => _planning.Served();

    private static async Task<HttpResponseMessage> Keep(ServedCity city, string name, string? id, params string[] lines) =>
        await Post(city, "/planning/scenarios", [new("name", name), new("id", id ?? ""), new("kind", "kindergarten"), .. lines.Select(line => new KeyValuePair<string, string>("c", line))]);

    private static async Task<HttpResponseMessage> Post(ServedCity city, string address, KeyValuePair<string, string>[] fields)
    {
        var token = Token().Match(await city.Get($"/planning/try?kind=kindergarten&c={New}")).Groups[1].Value;
        return await city.Client.PostAsync(address, new FormUrlEncodedContent([.. fields, new("__RequestVerificationToken", token)]), TestContext.Current.CancellationToken);
    }

    private static string Hero(string page) => WebUtility.HtmlDecode(HeroData().Match(page).Groups[1].Value);

    private static int Dots(string page) => GainData().Match(page).Groups[1].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;

    [GeneratedRegex("<li data-line=\"([^\"]*)\"")]
    private static partial Regex Line();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]*)\"")]
    private static partial Regex Token();

    [GeneratedRegex("<p class=\"hero\"[^>]*><data[^>]*>([^<]*)<")]
    private static partial Regex HeroData();

    [GeneratedRegex("data-gain=\"([^\"]*)\"")]
    private static partial Regex GainData();
}
