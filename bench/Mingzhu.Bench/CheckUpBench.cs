using System.Diagnostics;
using Mingzhu.CheckUp;
using Mingzhu.Store;

namespace Mingzhu.Bench;

/// <summary>What a user waits for: the command line's start, the check-up of a whole city, the first page.</summary>
internal static class CheckUpBench
{
    private const double LimitSeconds = 5, WarmLimitSeconds = 2, LimitMegabytes = 1000, StartLimitSeconds = 0.3, PageLimitSeconds = 5;
    private const int Starts = 11, Computed = 8, Warm = 5, Growth = 18;

    public static async Task Run(Results results)
    {
        WholeProcess.Run(Path.Combine(Ground.Root, "tools", "assets"));
        Ground.Precompile();
        WholeProcess.Run(Ground.Mingzhu, "--help");
        var starts = Enumerable.Range(0, Starts).Select(_ => WholeProcess.Run(Ground.Mingzhu, "--help").Seconds).Order().ToArray();
        results.Add($"mingzhu --help, median of {Starts}", starts[Starts / 2], "s", "limit", StartLimitSeconds);
        results.Add($"mingzhu --help, fastest of {Starts}", starts[0], "s", "limit", StartLimitSeconds);

        var city = City("check-up", Ground.SurveyedFiles);
        var checkUp = CheckUp(city);
        results.Add("check-up sample-60000", checkUp.Seconds, "s", "limit", LimitSeconds);
        results.Add("check-up sample-60000, processor", checkUp.CpuSeconds, "s", "limit on two cores", 2 * LimitSeconds);
        results.Add("check-up sample-60000, peak memory", checkUp.PeakMegabytes, "MB", "limit", LimitMegabytes);
        var warm = Computations(city).ToArray();
        results.Add("check-up sample-60000, second computation in one process", warm[1], "s", "limit", WarmLimitSeconds);
        results.Add($"check-up sample-60000, median of the {Warm} after {Computed - Warm}", warm[^Warm..].Order().ElementAt(Warm / 2), "s", "limit", WarmLimitSeconds);
        results.Add("serve sample-60000 to the first page", await FirstPage(city), "s", "limit", PageLimitSeconds);
    }

    /// <summary>A city sixteen times as large beside one: how the time of a whole check-up grows.</summary>
    public static void Sixteenfold(Results results)
    {
        var (one, sixteen) = (CheckUp(City("check-up", Ground.SurveyedFiles)), CheckUp(City("check-up-16", Ground.SixteenfoldFiles)));
        results.Add("check-up sample-960000, processor", sixteen.CpuSeconds, "s", "18 × sample-60000", Growth * one.CpuSeconds);
        results.Add("check-up sample-960000", sixteen.Seconds, "s", "18 × sample-60000", Growth * one.Seconds);
        results.Add("check-up sample-960000, peak memory", sixteen.PeakMegabytes, "MB", "18 × sample-60000", Growth * one.PeakMegabytes);
    }

    private static string City(string name, string files)
    {
        var city = Ground.NewCity(name, "liaocheng");
        WholeProcess.Run(Ground.Mingzhu, "import", files, "--city", city);
        return city;
    }

    private static WholeProcess CheckUp(string city) => WholeProcess.Run(Ground.Mingzhu, "check-up", "--city", city, "--catalog", "MOHURD-2025", "--year", "2026");

    /// <summary>All indicators, levels and findings, again and again, the layers being in memory; seconds each.</summary>
    private static IEnumerable<double> Computations(string city)
    {
        using var workspace = Workspace.Open(city, Access.Read, TimeProvider.System);
        var inputs = CheckUpRequest.Of(workspace, "MOHURD-2025", 2026).Open(workspace);
        for (var i = 0; i < Computed; i++)
        {
            var watch = Stopwatch.StartNew();
            CityCheckUp.Compute(inputs);
            yield return watch.Elapsed.TotalSeconds;
        }
    }

    private static async Task<double> FirstPage(string city)
    {
        var watch = Stopwatch.StartNew();
        var port = ServedCity.FreePort();
        using var server = WholeProcess.Start(Ground.Mingzhu, "serve", "--city", city, "--port", $"{port}");
        try
        {
            // It says its address once it listens.
            _ = await server.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException(await server.StandardError.ReadToEndAsync());
            using var client = new HttpClient();
            using var page = await client.GetAsync(new Uri($"http://localhost:{port}/"));
            page.EnsureSuccessStatusCode();
            return watch.Elapsed.TotalSeconds;
        }
        finally
        {
            server.Kill(entireProcessTree: true);
            await server.WaitForExitAsync();
        }
    }
}
