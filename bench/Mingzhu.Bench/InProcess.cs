using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Engines;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Mingzhu.Bench;

/// <summary>Runs the benchmarks of a class with BenchmarkDotNet and gives every one beside the baseline of the same parameters.</summary>
internal static class InProcess
{
    private const int Iterations = 5;

    /// <summary>Time and allocation of each benchmark over its baseline. In this process: the data are large, and set up once.</summary>
    public static void Run<TBench>(Results results)
    {
        var config = ManualConfig.CreateEmpty()
            .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithStrategy(RunStrategy.Monitoring).WithWarmupCount(2).WithIterationCount(Iterations))
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .WithArtifactsPath(Path.Combine(Ground.Folder, "reports"));
        var summary = BenchmarkRunner.Run<TBench>(config);
        foreach (var ours in summary.Reports.Where(report => !report.BenchmarkCase.Descriptor.Baseline))
        {
            var peer = summary.Reports.First(report => report.BenchmarkCase.Descriptor.Baseline && report.BenchmarkCase.Parameters.DisplayInfo == ours.BenchmarkCase.Parameters.DisplayInfo);
            var name = $"{ours.BenchmarkCase.Descriptor.WorkloadMethodDisplayInfo} {ours.BenchmarkCase.Parameters.PrintInfo}".Replace("City=", "", StringComparison.Ordinal);
            var against = peer.BenchmarkCase.Descriptor.WorkloadMethodDisplayInfo.Trim('\'');
            results.Add(name, Seconds(ours), "s", against, Seconds(peer));
            results.Add(name + ", allocated", Megabytes(ours), "MB", against, Megabytes(peer));
        }
    }

    private static double Seconds(BenchmarkReport report) => report.ResultStatistics?.Median / 1e9 ?? throw new InvalidOperationException($"{report.BenchmarkCase.DisplayInfo} failed");

    private static double Megabytes(BenchmarkReport report) => (report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0) / 1e6;
}
