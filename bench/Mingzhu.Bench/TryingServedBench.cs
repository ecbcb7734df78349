using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Mingzhu.Bench;

/// <summary>The same through the server, as a browser asks: a hand draws something across the map in small steps, one request after the other, the answer read to its end.</summary>
internal static class TryingServedBench
{
    private const double LimitMs = 50, StepDegrees = 4e-4;
    private const int Seed = 20261128, WarmUp = 20;

    public static async Task Run(Results results, int drags)
    {
        string folder;
        using (var city = Ground.Open(Ground.SampleCity))
            folder = city.Folder;
        using var server = WholeProcess.Start(Ground.Mingzhu, "serve", "--city", folder, "--port", "0", "--lang", "en");
        try
        {
            var said = await server.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException(await server.StandardError.ReadToEndAsync());
            using var client = new HttpClient { BaseAddress = new Uri("http://localhost:" + said.Split("localhost:")[1].Split(' ')[0]) };
            foreach (var kind in new[] { "kindergarten", "secondary-school", "fire-station", "park" })
                await Drag(client, kind, results, drags);
            await Report(client, "served: circles of a dragged point, part of the page", results, Steps(drags, 115.985, 36.456).Select(at => $"/planning/circle/outcome?at={at}"));
            await Report(client, "served: circles of a dragged point, JSON", results, Steps(drags, 115.985, 36.456).Select(at => at.Split(',')).Select(at => $"/api/planning/circle?lon={at[0]}&lat={at[1]}"));
        }
        finally
        {
            server.Kill(entireProcessTree: true);
            await server.WaitForExitAsync();
        }
    }

    private static async Task Drag(HttpClient client, string kind, Results results, int drags)
    {
        // The page that is opened before anything is dragged measures whom the kind serves.
        await client.GetByteArrayAsync($"/planning/try.csv?kind={kind}");
        using var sites = JsonDocument.Parse(await client.GetByteArrayAsync($"/api/planning/kinds/{kind}/sites"));
        var site = sites.RootElement.GetProperty("sites")[0];
        var (lon, lat) = (site.GetProperty("lon").GetDouble(), site.GetProperty("lat").GetDouble());
        var existing = $"move,{site.GetProperty("layer").GetString()},{site.GetProperty("id").GetString()}";
        await Report(client, $"served: drag a new {kind}, part of the page", results, Steps(drags, lon, lat).Select(at => $"/planning/try/outcome?kind={kind}&c=add,{kind},{at}"));
        await Report(client, $"served: drag a new {kind}, JSON", results, Steps(drags, lon, lat).Select(at => $"/api/planning/try?c=add,{kind},{at}"));
        await Report(client, $"served: drag an existing {kind}, part of the page", results, Steps(drags, lon, lat).Select(at => $"/planning/try/outcome?kind={kind}&c={existing},{at}"));
    }

    private static IEnumerable<string> Steps(int count, double lon, double lat)
    {
        var random = new Random(Seed);
        for (var step = 0; step < count + WarmUp; step++)
        {
            (lon, lat) = (lon + (((random.NextDouble() * 2) - 1) * StepDegrees), lat + (((random.NextDouble() * 2) - 1) * StepDegrees));
            yield return string.Create(CultureInfo.InvariantCulture, $"{lon:0.######},{lat:0.######}");
        }
    }

    private static async Task Report(HttpClient client, string what, Results results, IEnumerable<string> asked)
    {
        var times = new List<double>();
        foreach (var path in asked)
        {
            var watch = Stopwatch.GetTimestamp();
            await client.GetByteArrayAsync(path);
            times.Add(Stopwatch.GetElapsedTime(watch).TotalMilliseconds);
        }

        var ordered = times.Skip(WarmUp).Order().ToArray();
        results.Add(what + ", median", ordered[ordered.Length / 2], "ms", "limit", LimitMs);
        results.Add(what + ", 99 of 100", ordered[ordered.Length * 99 / 100], "ms", "limit", LimitMs);
    }
}
