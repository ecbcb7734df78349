using System.Net;
using Mingzhu.CheckUp;
using Mingzhu.Web.Tests.Ogc;

namespace Mingzhu.Web.Tests.Planning;

public sealed class PlanningApiTests : IDisposable
{
    private static readonly string New = "add,kindergarten," + InventedPlanning.Degrees(1500, 1500);

    private readonly InventedPlanning _planning = new();

    public void Dispose() => _planning.Dispose();

    [Fact]
    public async Task Kinds_sites_and_who_is_beyond_reach_are_told()
    {
        await using var city = await Served();

        var kinds = (await city.Json("/api/planning/kinds?lang=en")).GetProperty("kinds").EnumerateArray().ToArray();
        var kindergarten = kinds.Single(kind => kind.GetProperty("kind").GetString() == "kindergarten");
        kindergarten.GetProperty("walkMetres").GetDouble().ShouldBe(300);
        kindergarten.GetProperty("existing").GetInt32().ShouldBe(2);

        var sites = (await city.Json("/api/planning/kinds/kindergarten/sites")).GetProperty("sites").EnumerateArray().ToArray();
        sites.Select(site => (site.GetProperty("id").GetString(), site.GetProperty("subdistrict").GetString())).ShouldBe([("f1", "西街道"), ("f2", "东街道")]);

        var beyond = await city.Json("/api/planning/kinds/kindergarten/beyond");
        beyond.GetProperty("points").GetArrayLength().ShouldBe(2 * beyond.GetProperty("buildings").GetInt32());
    }

    [Fact]
    public async Task What_is_gained_is_no_longer_beyond_reach()
    {
        await using var city = await Served();

        var beyond = (await city.Json("/api/planning/kinds/kindergarten/beyond")).GetProperty("buildings").GetInt32();
        var kind = (await city.Json($"/api/planning/try?c={New}")).GetProperty("kinds")[0];

        var reach = kind.GetProperty("city");
        var gained = reach.GetProperty("buildingsGained").GetInt32();
        gained.ShouldBeGreaterThan(0);
        // Every home has thirty residents.
        reach.GetProperty("gained").GetDouble().ShouldBe(30 * gained, 1e-6);
        reach.GetProperty("covered").GetDouble().ShouldBe(30 * (192 - beyond), 1e-6);
        kind.GetProperty("places").EnumerateArray().Sum(place => place.GetProperty("reach").GetProperty("gained").GetDouble()).ShouldBe(30 * gained, 1e-6);
        kind.GetProperty("buildings").GetArrayLength().ShouldBe(gained);
    }

    [Fact]
    public async Task A_kept_scenario_is_listed_told_and_tried()
    {
        var id = _planning.Keep("甲", New);
        await using var city = await Served();

        (await city.Json("/api/planning/scenarios"))[0].GetProperty("name").GetString().ShouldBe("甲");
        (await city.Json($"/api/planning/scenarios/{id}")).GetProperty("changes")[0].GetString().ShouldBe(New);
        var trial = await city.Json($"/api/planning/try?scenario={id}&c=remove,facilities,f1");
        trial.GetProperty("changes").GetArrayLength().ShouldBe(2);
        trial.GetProperty("scenario").GetString().ShouldBe(id);
    }

    [Theory]
    [InlineData("/api/planning/try?c=add,kindergarten,0,0", 400, "point.outside")]
    [InlineData("/api/planning/try?c=add,castle,116.01,36.46", 400, "trying.no-kind")]
    [InlineData("/api/planning/try?c=nonsense", 400, "trying.change")]
    [InlineData("/api/planning/try?level=galaxy", 400, "trying.level")]
    [InlineData("/api/planning/try?scenario=none", 404, null)]
    [InlineData("/api/planning/scenarios/none", 404, null)]
    [InlineData("/api/planning/kinds/castle/sites", 404, null)]
    [InlineData("/api/planning/kinds/castle/beyond", 404, null)]
    public async Task What_cannot_be_answered_is_said_by_its_status_and_its_reasons(string path, int status, string? code)
    {
        await using var city = await Served();

        var answer = await city.Ask(path);

        ((int)answer.StatusCode).ShouldBe(status);
        if (code is not null)
            (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain($"\"{code}\"");
    }

    [Fact]
    public async Task Too_many_changes_are_refused()
    {
        await using var city = await Served();

        var answer = await city.Ask("/api/planning/try?" + string.Join('&', Enumerable.Repeat($"c={New}", Trial.MostChanges + 1)));

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("trying.too-many");
    }

    private Task<ServedCity> Served() => _planning.Served();
}
