using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Mingzhu.Bench;

/// <summary>Dragging as a browser does it: the server on a city of 60,000 buildings is asked for what the page shows while something is held, one answer after the other, until the last byte; likewise for life circles.</summary>
internal static class TryingLoad
{
    private const double LimitMs = 50;
    private const int Seed = 20261128, Drags = 400, Warm = 20;
    private const double HalfKilometre = 0.005;

    public static async Task Run(Results results)
    {
        using (Ground.Open(Ground.SampleCity))
        {
            // It is made before a server holds it.
        }

        await using var server = await ServedCity.Start(Path.Combine(Ground.Folder, Ground.SampleCity));
        var watch = Stopwatch.StartNew();
        var kinds = (await Json(server, "/api/planning/kinds")).GetProperty("kinds").EnumerateArray().Select(kind => kind.GetProperty("kind").GetString()!).ToArray();
        results.Add("served: ground, asked for at the start", watch.Elapsed.TotalSeconds, "s", "limit", 10);
        // What a page of a kind waits for once.
        foreach (var kind in kinds)
            await server.Ask($"/planning/try.csv?kind={kind}");
        results.Add("served: whom each kind serves, too", watch.Elapsed.TotalSeconds, "s", "limit", 10);
        var shops = (await Json(server, "/api/planning/kinds/convenience/sites")).GetProperty("sites").EnumerateArray().Select(site => (Lon: site.GetProperty("lon").GetDouble(), Lat: site.GetProperty("lat").GetDouble())).ToArray();
        var random = new Random(Seed);
        string Near() => shops[random.Next(shops.Length)] is var shop
            ? string.Create(CultureInfo.InvariantCulture, $"{shop.Lon + ((random.NextDouble() - 0.5) * 2 * HalfKilometre):F6},{shop.Lat + ((random.NextDouble() - 0.5) * 2 * HalfKilometre):F6}")
            : "";
        string Drag(string kind) => $"/planning/try/outcome?kind={kind}&c={Uri.EscapeDataString($"add,{kind},{Near()}")}";
        await Time(results, "drag something new, any kind", server, () => Drag(kinds[random.Next(kinds.Length)]));
        foreach (var kind in new[] { "kindergarten", "secondary-school", "park" })
            await Time(results, $"drag a new {kind}", server, () => Drag(kind));
        var others = string.Concat(Enumerable.Range(0, 9).Select(_ => $"&c={Uri.EscapeDataString($"add,kindergarten,{Near()}")}"));
        await Time(results, "drag beside nine others", server, () => Drag(kinds[random.Next(kinds.Length)]) + others);
        await Time(results, "life circles of a point", server, () => $"/planning/circle/outcome?at={Near()}");
        server.Process.Refresh();
        results.Add("served: resident", server.Process.WorkingSet64 / 1e6, "MB", "limit", 1000);
    }

    private static async Task Time(Results results, string what, ServedCity server, Func<string> path)
    {
        for (var warm = 0; warm < Warm; warm++)
            await server.Ask(path());
        var ms = new double[Drags];
        for (var at = 0; at < Drags; at++)
        {
            var asked = path();
            var began = Stopwatch.GetTimestamp();
            await server.Ask(asked);
            ms[at] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        }

        Array.Sort(ms);
        results.Add($"served: {what}, median", ms[Drags / 2], "ms", "limit", LimitMs);
        results.Add($"served: {what}, 99 of 100", ms[Drags * 99 / 100], "ms", "limit", LimitMs);
    }

    private static async Task<JsonElement> Json(ServedCity server, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.AcceptEncoding.Clear();
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "identity");
        using var answer = await server.Client.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.Clone();
    }
}
