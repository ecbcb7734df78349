using System.Globalization;
using System.Text.Json;
using Mingzhu.Atlas.Tests.Fuzz;

namespace Mingzhu.Bench;

/// <summary>
/// Spoiled files thrown at the readers for as long as one likes. A line of JSON per target; a crash or hang prints its number and keeps its file. Exit 1 if there was any.
/// </summary>
internal static class FuzzBench
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private static IEnumerable<FuzzTarget> All => [.. FuzzTargets.All, GeometryBlobs.Target];

    public static int Run(string[] options, TextWriter to)
    {
        var given = options.Chunk(2).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1]);
        var target = given.GetValueOrDefault("--target", "all");
        var targets = All.Where(one => target == "all" || target.Split(',').Contains(one.Name)).ToArray();
        if (targets.Length == 0)
        {
            Console.Error.WriteLine($"no target '{target}'; there are: all, {string.Join(", ", All.Select(one => one.Name))}");
            return 2;
        }

        // In memory where the system has a folder there: the readers want paths, the disk needs no wear.
        var folder = Directory.CreateDirectory(Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"mingzhu-bench-fuzz-{Environment.ProcessId}")).FullName;
        // What readers leave in the temporary folder is counted, so it has to be this run's own.
        Environment.SetEnvironmentVariable("TMPDIR", Directory.CreateDirectory(Path.Combine(folder, "tmp")).FullName);
        try
        {
            return targets.Select(one => RunOne(one, given, folder, to)).ToArray().All(sound => sound) ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static bool RunOne(FuzzTarget target, Dictionary<string, string> given, string folder, TextWriter to)
    {
        var seconds = Number(given, "--seconds", double.PositiveInfinity);
        var count = (long)Number(given, "--count", double.IsFinite(seconds) ? long.MaxValue / 2 : 100_000);
        var run = new FuzzRun(target, (ulong)Number(given, "--seed", 1), folder, Path.Combine(Ground.Folder, "fuzz"), to);
        var result = run.Run(count, TimeSpan.FromSeconds(Math.Min(seconds, 1e6)));
        to.WriteLine(JsonSerializer.Serialize(result, Json));
        to.Flush();
        return result is { Crashes: 0, Hangs: 0 };
    }

    private static double Number(Dictionary<string, string> given, string option, double otherwise) => given.TryGetValue(option, out var text) ? double.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
