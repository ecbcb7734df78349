using System.Net;
using System.Text.Json;

namespace Mingzhu.Web.Tests.Ogc;

/// <summary>Asks a served city as another program would.</summary>
internal static class Asking
{
    public const string Crs84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";

    public static string Epsg(int code) => $"http://www.opengis.net/def/crs/EPSG/0/{code}";

    /// <summary>A JSON answer that must come.</summary>
    public static async Task<JsonElement> Json(this ServedCity city, string path)
    {
        var answer = await city.Ask(path);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, $"{path}\n{text}");
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>The features of an answer by id, in order.</summary>
    public static string[] Ids(this JsonElement collection) => [.. collection.GetProperty("features").EnumerateArray().Select(feature => feature.GetProperty("id").GetString()!)];

    /// <summary>Ids of all features of a layer that a query finds.</summary>
    public static async Task<string[]> Found(this ServedCity city, string collection, params (string Key, string Value)[] query) => (await city.Json(Items(collection, [.. query, ("limit", "10000")]))).Ids();

    public static string Items(string collection, params (string Key, string Value)[] query) => Addresses.With($"/ogc/collections/{collection}/items", query.Select(pair => (pair.Key, (string?)pair.Value)));

    /// <summary>Where the links of one relation lead.</summary>
    public static string[] Links(this JsonElement document, string rel) =>
        [.. document.GetProperty("links").EnumerateArray().Where(link => link.GetProperty("rel").GetString() == rel).Select(link => link.GetProperty("href").GetString()!)];

    /// <summary>Every link says where, what and in which form.</summary>
    public static void ShouldHaveWholeLinks(this JsonElement document)
    {
        foreach (var link in document.GetProperty("links").EnumerateArray())
        {
            Uri.TryCreate(link.GetProperty("href").GetString(), UriKind.Absolute, out _).ShouldBeTrue();
            link.GetProperty("rel").GetString().ShouldNotBeNullOrEmpty();
            link.GetProperty("type").GetString().ShouldNotBeNullOrEmpty();
        }
    }

    public static async Task<(HttpStatusCode Status, JsonElement Problem)> Refused(this ServedCity city, string path)
    {
        var answer = await city.Ask(path);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json", path);
        return (answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement);
    }
}
