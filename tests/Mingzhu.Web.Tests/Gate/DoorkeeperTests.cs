using System.Net;
using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.Web.Tests.Gate;

public sealed class DoorkeeperOnSqliteTests() : DoorkeeperTests(ServedStore.Sqlite);

[Trait("Length", "Long")]
public sealed class DoorkeeperOnPostgresTests() : DoorkeeperTests(ServedStore.Postgres);

public abstract class DoorkeeperTests(ServedStore store)
{
    [Fact]
    public async Task The_end_of_the_access_records_is_noted_in_the_ledger_once_a_day()
    {
        await using var city = await ClosedCity.Serve(store);
        DailySeal.IfDue(city.Keeper); // the server may have been first
        var first = city.Workspace.View<SealedAccess>().Heads.ShouldHaveSingleItem();
        using var clerk = await city.As("clerk");

        DailySeal.IfDue(city.Keeper).ShouldBeFalse();
        city.Time.Pass(TimeSpan.FromDays(1));
        DailySeal.IfDue(city.Keeper).ShouldBeTrue();

        city.Workspace.View<SealedAccess>().Heads[^1].Seq.ShouldBeGreaterThan(first.Seq);
        city.Keeper.Records.Verify(city.Workspace.View<SealedAccess>().Heads, TestContext.Current.CancellationToken).Sound.ShouldBeTrue();
    }

    [Fact]
    public async Task While_the_records_cannot_be_written_nothing_is_served_and_afterwards_all_is_there()
    {
        await using var city = await ClosedCity.Serve(store);
        using var clerk = await city.As("clerk");
        using var program = city.Served.Another(city.TokenOf("viewer"));
        city.BreakRecords();

        // What is noted and not yet on the disk may be answered once more; then the doors are shut.
        await Until(async () => (await ClosedCity.Ask(clerk, "/data")).StatusCode == HttpStatusCode.ServiceUnavailable);
        var refused = await ClosedCity.Ask(program, "/api/layers");
        refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await ClosedCity.Text(refused)).ShouldContain("access.not-written");
        (await ClosedCity.Ask(clerk, "/sign-in")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        city.MendRecords();

        await Until(async () => (await ClosedCity.Ask(clerk, "/data")).StatusCode == HttpStatusCode.OK);
        city.Recorded().Count(record => record.Entry is { Thing: "/data", Result: AccessResult.Allowed }).ShouldBeGreaterThanOrEqualTo(2);
    }

    [Fact]
    public async Task A_city_that_gets_its_first_account_while_it_is_served_closes_at_once_and_for_good()
    {
        await using var city = await ClosedCity.ServeOpen(store);
        (await city.Served.Ask("/data")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await city.Served.Ask("/sign-in")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        using var browser = city.Served.Another();
        city.ComeIn();
        await Until(async () => (await ClosedCity.Ask(browser, "/data")).StatusCode == HttpStatusCode.SeeOther, () => city.Time.Pass(TimeSpan.FromSeconds(2)));

        (await city.Served.Ask("/api/layers")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using var clerk = await city.As("clerk");
        (await ClosedCity.Ask(clerk, "/data")).StatusCode.ShouldBe(HttpStatusCode.OK);
        city.Keeper.Accounts.Leave(city.By("security"), city.Account("system").Id);
        (await city.Served.Ask("/data")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_layer_the_pack_opens_to_everyone_is_seen_without_signing_in_and_nothing_else()
    {
        await using var city = await ClosedCity.Serve(
            store, new InventedBook { Layers = [.. new InventedBook().Layers.Select(layer => layer.Id == "compounds" ? layer with { Class = DataClass.Public } : layer)] }, open: true);
        using var stranger = city.Served.Another();

        (await city.Served.Ask("/ogc/collections?f=json")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var layers = await ClosedCity.Text(await city.Served.Ask("/api/layers"));
        layers.ShouldContain("\"compounds\"");
        (await ClosedCity.Ask(stranger, "/map")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ClosedCity.Text(await ClosedCity.Ask(stranger, "/data"))).ShouldContain("href=\"/sign-in\"");
        ((int)(await city.Served.Ask("/tiles/layers/compounds/10/843/400.mvt")).StatusCode).ShouldBeLessThan(300);
        (await city.Served.Ask("/tiles/layers/roads/10/843/400.mvt")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        foreach (var path in new[] { "/", "/checkup", "/findings", "/account", "/admin/accounts", "/data/layers/compounds.csv", "/planning" })
            (await ClosedCity.Ask(stranger, path)).Headers.Location!.ToString().ShouldStartWith("/sign-in", customMessage: path);
        (await city.Served.Ask("/api/overview")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static async Task Until(Func<Task<bool>> reached, Action? meanwhile = null)
    {
        for (var look = 0; look < 100 && !await reached(); look++)
        {
            meanwhile?.Invoke();
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        (await reached()).ShouldBeTrue();
    }
}
