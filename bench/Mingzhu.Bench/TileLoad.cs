using System.Diagnostics;
using Mingzhu.Atlas;
using Mingzhu.City;
using Mingzhu.Publishing.Tiles;
using Mingzhu.Spatial;

namespace Mingzhu.Bench;

/// <summary>Many people on the map at once: the real server of the sample city asked over loopback, by a generator on the same machine, at a fixed rate whether it keeps up or not. A request's time counts from the moment it was due.</summary>
internal static class TileLoad
{
    private const int PerSecond = 500, Seconds = 30;
    private const int FirstZoom = 10;
    private const double LimitMs = 20;
    private const int Seed = 20261128;

    public static async Task Run(Results results)
    {
        var paths = Paths();
        await using var server = await ServedCity.Start(Path.Combine(Ground.Folder, Ground.SampleCity));
        var cold = Stopwatch.StartNew();
        foreach (var path in paths.SelectMany(zoom => zoom))
            await server.Ask(path);
        var count = paths.Sum(zoom => zoom.Length);
        results.Add($"tile server, {count} tiles one after the other, each for the first time", count / cold.Elapsed.TotalSeconds, "tiles/s", "rate to come", PerSecond);
        await At(server, paths, 5);
        var used = server.Process.TotalProcessorTime;
        var (times, failed, bytes) = await At(server, paths, Seconds);
        server.Process.Refresh();
        Array.Sort(times);
        var what = $"tile server, {PerSecond} requests/s for {Seconds} s";
        results.Add(what + ", median", Share(times, 0.5), "ms", "limit of 99 of 100", LimitMs);
        results.Add(what + ", 99 of 100", Share(times, 0.99), "ms", "limit", LimitMs);
        results.Add(what + ", 999 of 1000", Share(times, 0.999), "ms", "limit of 99 of 100", LimitMs);
        results.Add(what + ", slowest", times[^1], "ms", "limit of 99 of 100", LimitMs);
        results.Add(what + ", failed", failed, "", "of", times.Length);
        results.Add(what + ", mean size", bytes / 1e3 / times.Length, "kB", "limit", 500);
        results.Add(what + ", processor of the server", (server.Process.TotalProcessorTime - used).TotalSeconds, "s", "two cores", 2 * Seconds);
        results.Add("tile server, resident", server.Process.WorkingSet64 / 1e6, "MB", "limit", 1000);
    }

    /// <summary>Asks at the fixed rate; milliseconds of each from when it was due to its last byte.</summary>
    private static async Task<(double[] Ms, int Failed, long Bytes)> At(ServedCity server, string[][] paths, int seconds)
    {
        var (random, count) = (new Random(Seed), PerSecond * seconds);
        var (ms, asked, failed, bytes) = (new double[count], new Task[count], 0, 0L);
        var order = Enumerable.Range(0, count).Select(_ => paths[random.Next(paths.Length)]).Select(zoom => zoom[random.Next(zoom.Length)]).ToArray();
        async Task One(int i, long due)
        {
            try
            {
                Interlocked.Add(ref bytes, await server.Ask(order[i]));
            }
            catch (Exception broken) when (broken is HttpRequestException or TaskCanceledException)
            {
                Interlocked.Increment(ref failed);
            }

            ms[i] = Stopwatch.GetElapsedTime(due).TotalMilliseconds;
        }

        await Task.Factory.StartNew(() =>
        {
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < count; i++)
            {
                var due = start + (i * Stopwatch.Frequency / PerSecond);
                while (Stopwatch.GetTimestamp() < due)
                    Thread.Sleep(1);
                var at = i;
                asked[i] = Task.Run(() => One(at, due));
            }
        }, TaskCreationOptions.LongRunning);
        await Task.WhenAll(asked);
        return (ms, failed, bytes);
    }

    /// <summary>Every tile of every layer in which something shows, by zoom, from the whole city to the street: the few of a zoom far out are asked for as often as the many of one near.</summary>
    private static string[][] Paths()
    {
        using var city = Ground.Open(Ground.SampleCity);
        var versions = city.View<Layers>();
        return
        [
            .. from schema in LayerSchema.Of(city.Pack)
               where schema.Class is DataClass.Public or DataClass.Staff
               let version = versions.Current(schema.Id)
               where version is { Count: > 0 } and not { West: 0, East: 0 }
               let sources = LayerTiles.Open(city, version)
               from tile in TilePyramid.Addresses(sources)
               where tile.Z >= FirstZoom && TileSource.Tile(tile, sources).Length > 0
               group $"/tiles/layers/{schema.Id}/{tile.Z}/{tile.X}/{tile.Y}.mvt" by tile.Z into zoom
               select zoom.ToArray(),
        ];
    }

    private static double Share(double[] ordered, double share) => ordered[Math.Min(ordered.Length - 1, (int)(ordered.Length * share))];
}
