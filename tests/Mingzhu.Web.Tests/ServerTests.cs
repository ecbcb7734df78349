using System.Net;
using Microsoft.AspNetCore.Http;
using Mingzhu.City;

namespace Mingzhu.Web.Tests;

public sealed class ServerTests
{
    [Fact]
    public async Task Every_endpoint_says_for_whom_it_is_open()
    {
        await using var city = await ServedCity.Of(new InventedBook());

        var endpoints = city.Endpoints.ToArray();

        endpoints.Length.ShouldBeGreaterThan(15);
        // The framework's own address, which no page uses, stays closed.
        endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<OpenToAttribute>() is null).Select(endpoint => endpoint.DisplayName).ShouldBe(["Blazor Opaque Redirection"]);
        (await city.Ask("/_framework/opaque-redirect?url=x")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Every_answer_carries_the_policy()
    {
        await using var city = await ServedCity.Of(new InventedBook());

        foreach (var path in new[] { "/", "/checkup", "/data.csv", "/nowhere", "/api/runs/latest/indicators/C25-25?level=district" })
        {
            var answer = await city.Ask(path);
            string Header(string name) => string.Join(";", answer.Headers.GetValues(name));
            Header("Content-Security-Policy").ShouldBe("default-src 'self'; img-src 'self' data: blob:; worker-src 'self' blob:; frame-ancestors 'none'; form-action 'self'; base-uri 'self'");
            Header("X-Content-Type-Options").ShouldBe("nosniff");
            Header("X-Frame-Options").ShouldBe("DENY");
            Header("Referrer-Policy").ShouldBe("same-origin");
        }
    }

    [Theory]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("127.0.0.1", HttpStatusCode.OK)]
    [InlineData("[::1]", HttpStatusCode.OK)]
    [InlineData("evil.example", HttpStatusCode.MisdirectedRequest)]
    [InlineData("localhost.evil.example", HttpStatusCode.MisdirectedRequest)]
    public async Task It_answers_to_its_own_name_only(string host, HttpStatusCode expected)
    {
        await using var city = await ServedCity.Of(new InventedBook());

        (await city.Ask("/data", request => request.Headers.Host = host)).StatusCode.ShouldBe(expected);
    }

    [Fact]
    public async Task A_taken_port_is_refused_by_number_with_what_to_do()
    {
        await using var first = await ServedCity.Of(new InventedBook());

        var refused = await Should.ThrowAsync<RefusedException>(async () => await ServedCity.Of(new InventedBook(), first.Address.Port));

        refused.Reasons[0].Code.ShouldBe("web.port-taken");
        refused.Reasons[0].Says.En.ShouldBe($"port {first.Address.Port} is taken: stop the program that holds it, or choose another with --port");
    }

    [Fact]
    public void Without_built_assets_the_refusal_says_how_to_build_them()
    {
        var empty = Directory.CreateTempSubdirectory();

        var refused = Should.Throw<RefusedException>(() => CityServer.Build(new InventedBook(), new ServerOptions(0, empty.FullName)));

        refused.Reasons[0].Says.En.ShouldContain("npm ci && npm run build");
        empty.Delete();
    }

    [Fact]
    public async Task The_language_is_said_once_and_kept()
    {
        await using var city = await ServedCity.Of(new InventedBook());

        (await city.Get("/")).ShouldContain("<html lang=\"zh-CN\">");
        (await city.Get("/?lang=en")).ShouldContain("<html lang=\"en\">");
        (await city.Get("/data")).ShouldContain("Importing");
    }

    [Fact]
    public async Task A_tile_answers_by_its_tag_and_is_refused_outside_the_grid()
    {
        await using var city = await ServedCity.Of(new InventedBook());

        var first = await city.Ask("/tiles/layers/boundaries/9/421/199.mvt?v=1");
        var again = await city.Ask("/tiles/layers/boundaries/9/421/199.mvt?v=1", request => request.Headers.IfNoneMatch.Add(first.Headers.ETag!));

        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        first.Content.Headers.ContentType!.MediaType.ShouldBe("application/vnd.mapbox-vector-tile");
        again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await city.Ask("/tiles/layers/boundaries/9/0/0.mvt")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await city.Ask("/tiles/layers/boundaries/2/7/0.mvt")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await city.Ask("/tiles/layers/reported/2/0/0.mvt")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_refusal_met_on_the_way_is_told_in_words()
    {
        await using var city = await ServedCity.Of(new InventedBook { Lost = "boundaries" });

        var answer = await city.Ask("/places/district/990001?lang=en");

        answer.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe("the file is lost");
        answer.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("/checkup/C25-99")]
    [InlineData("/places/district/1")]
    [InlineData("/places/planet/990001")]
    [InlineData("/runs/none")]
    [InlineData("/data/imports/3")]
    [InlineData("/runs/latest/report.docx")]
    public async Task What_is_not_there_answers_404(string path)
    {
        await using var city = await ServedCity.Of(new InventedBook());

        (await city.Ask(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
