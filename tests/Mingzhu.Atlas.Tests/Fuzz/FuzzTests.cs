using Mingzhu.Atlas.Tests.Imports;
using Mingzhu.City;
using Mingzhu.Spatial;

namespace Mingzhu.Atlas.Tests.Fuzz;

/// <summary>A short run over every reader, the same in every build; the long one is <c>bench fuzz</c>.</summary>
public sealed class FuzzTests
{
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(4);

    /// <summary>What long runs found, "target-what.bin": each was a crash once.</summary>
    public static TheoryData<string> Found => [.. Directory.GetFiles(FoundFolder, "*.bin").Select(path => Path.GetFileNameWithoutExtension(path)!).Order(StringComparer.Ordinal)];

    public static TheoryData<string> Targets => [.. FuzzTargets.All.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Two_thousand_spoiled_files_are_read_or_refused_and_leave_nothing_behind(string name)
    {
        var folder = Directory.CreateTempSubdirectory("mingzhu-fuzz-");
        try
        {
            var output = new StringWriter();
            var run = new FuzzRun(FuzzTargets.All.Single(target => target.Name == name), 20_261_120, folder.FullName, Path.Combine(folder.FullName, "found"), output);

            var result = run.Run(2_000, Most);

            (result.Crashes, result.Hangs).ShouldBe((0, 0), output.ToString());
            (result.Accepted + result.Refused).ShouldBe(result.Inputs);
            result.Accepted.ShouldBeGreaterThan(0);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [MemberData(nameof(Found))]
    public void A_file_that_was_a_crash_once_is_read_or_refused(string name)
    {
        var folder = Directory.CreateTempSubdirectory("mingzhu-fuzz-");
        try
        {
            var target = FuzzTargets.All.Single(target => name.StartsWith(target.Name + "-", StringComparison.Ordinal));

            Should.NotThrow(() => ReadOrRefuse(target, File.ReadAllBytes(Path.Combine(FoundFolder, name + ".bin")), folder.FullName));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void An_input_is_a_function_of_seed_and_number()
    {
        byte[][] seeds = ["{\"type\":\"Feature\",\"properties\":{\"a\":12}}"u8.ToArray()];

        new Mutation(42).Of(seeds, []).ShouldBe(new Mutation(42).Of(seeds, []));
        Enumerable.Range(0, 200).Select(number => Convert.ToHexString(new Mutation((ulong)number).Of(seeds, []))).Distinct().Count().ShouldBeGreaterThan(150);
    }

    private static string FoundFolder => Path.Combine(TestCity.Root(), "tests", "Mingzhu.Atlas.Tests", "Fuzz", "Found");

    private static void ReadOrRefuse(FuzzTarget target, byte[] input, string folder)
    {
        try
        {
            target.Read(input, folder);
        }
        catch (Exception answer) when (answer is BrokenFileException or RefusedException)
        {
            // Told to be broken: an answer.
        }
    }
}
