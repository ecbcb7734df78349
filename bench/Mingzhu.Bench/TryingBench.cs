using System.Diagnostics;
using Mingzhu.CheckUp;
using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.Bench;

/// <summary>Dragging on the map: what one answer costs while something is drawn across a city of 60,000 buildings. Of every kind a new one; existing ones moved and taken away; in a scenario that holds others.</summary>
internal static class TryingBench
{
    private const double LimitMs = 50;
    private const int Seed = 20261128;

    public static void Run(Results results, int drags)
    {
        using var city = Ground.Open(Ground.SampleCity);
        var watch = Stopwatch.StartNew();
        var ground = city.Read(Session.Operator(Language.Zh), new CurrentGround()).Prepare(city);
        results.Add("ground sample-60000", watch.Elapsed.TotalSeconds, "s", "limit", 10);
        var random = new Random(Seed);
        var sites = ground.Sites.Values.SelectMany(each => each).ToArray();
        foreach (var kind in ground.Kinds)
            Time(() => ground.Try([New(ground, kind, random)]));

        for (var warm = 0; warm < 5; warm++)
            ground.Around(sites[warm].Lon, sites[warm].Lat);
        Circles(results, ground, drags, random);
        Report(results, "drag something new", Times(ground, drags, () => [New(ground, ground.Kinds[random.Next(ground.Kinds.Length)], random)]));
        foreach (var id in new[] { "kindergarten", "secondary-school", TriedKind.Park })
            Report(results, $"drag a new {id}", Times(ground, drags, () => [New(ground, ground.Kind(id)!, random)]));
        Report(results, "drag what exists", Times(ground, drags, () => [Moved(sites, random)]));
        Report(results, "take away what exists", Times(ground, drags, () => sites[random.Next(sites.Length)] is var site ? [new Change.Remove(site.Layer, site.Id)] : []));
        Change[] fixedOnes = [.. Enumerable.Range(0, 6).Select(_ => New(ground, ground.Kinds[random.Next(ground.Kinds.Length)], random)), .. sites.OrderBy(_ => random.Next()).Take(3).Select(site => new Change.Remove(site.Layer, site.Id))];
        Report(results, "drag beside nine other changes", Times(ground, drags, () => [.. fixedOnes, New(ground, ground.Kinds[random.Next(ground.Kinds.Length)], random)]));
    }

    private static void Circles(Results results, ScenarioGround ground, int points, Random random)
    {
        var sites = ground.Sites["convenience"];
        var (asked, times) = (Enumerable.Range(0, points).Select(_ => sites[random.Next(sites.Length)]).ToArray(), new List<double>());
        foreach (var near in asked)
            times.Add(Time(() => ground.Around(near.Lon + Offset(random), near.Lat + Offset(random))));
        Report(results, "life circles of a point", [.. times.Order()]);
    }

    private static double[] Times(ScenarioGround ground, int count, Func<Change[]> changes) => [.. Enumerable.Range(0, count).Select(_ => changes()).Select(tried => Time(() => ground.Try(tried))).Order()];

    private static double Time(Action act)
    {
        var watch = Stopwatch.GetTimestamp();
        act();
        return Stopwatch.GetElapsedTime(watch).TotalMilliseconds;
    }

    private static void Report(Results results, string what, double[] ordered)
    {
        results.Add(what + ", median", ordered[ordered.Length / 2], "ms", "limit", LimitMs);
        results.Add(what + ", 99 of 100", ordered[ordered.Length * 99 / 100], "ms", "limit", LimitMs);
    }

    /// <summary>Within half a kilometre of one that exists: where people live.</summary>
    private static Change.Add New(ScenarioGround ground, TriedKind kind, Random random)
    {
        var near = ground.Sites["convenience"][random.Next(ground.Sites["convenience"].Length)];
        return new Change.Add(kind.Id, near.Lon + Offset(random), near.Lat + Offset(random), NewSize.Usual);
    }

    private static Change.Move Moved(ExistingSite[] sites, Random random) => sites[random.Next(sites.Length)] is var site ? new Change.Move(site.Layer, site.Id, site.Lon + Offset(random), site.Lat + Offset(random)) : null!;

    private static double Offset(Random random) => (random.NextDouble() - 0.5) * 0.01;
}
