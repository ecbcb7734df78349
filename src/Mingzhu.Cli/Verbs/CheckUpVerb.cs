using System.CommandLine;
using Mingzhu.CheckUp;
using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.Cli;

/// <summary><c>mingzhu check-up</c>: runs a catalog over the city's data, or checks that a run's bytes come out the same again.</summary>
internal static class CheckUpVerb
{
    public static Command Create(Options options, Terminal terminal)
    {
        var city = options.City();
        var catalog = options.Option<string?>("--catalog", "CATALOG", "指标体系", "catalog of indicators");
        var year = options.Number<int>("--year", "YEAR", "体检年度", "year of the check-up");
        var verify = options.Option<string?>("--verify", "RUN", "重新计算一个批次，逐字节核对", "compute a run again and compare every byte");
        var json = options.Json();
        var verb = options.Verb("check-up", "运行城市体检", "run the city check-up", "mingzhu check-up --city city --catalog MOHURD-2025 --year 2026 --json");
        verb.Add(city, catalog, year, verify, json);
        verb.Validators.Add(result =>
        {
            if (result.GetResult(verify) is null && (result.GetResult(catalog) is null || result.GetResult(year) is null))
                options.Fault(result, new("请给出 --catalog 和 --year，或 --verify", "give --catalog and --year, or --verify"));
        });
        verb.SetAction((parsed, cancel) => terminal.Guard(() =>
        {
            if (parsed.GetValue(verify) is { } run)
                return Task.FromResult(Verify(parsed.GetRequiredValue(city), run, terminal, parsed.GetValue(json), cancel));
            using var lease = terminal.Open(parsed.GetRequiredValue(city), Access.Write);
            var done = Run(lease.Workspace, parsed.GetValue(catalog)!, Year(parsed.GetValue(year)), terminal, cancel);
            Tell(CheckUpRun.Open(lease.Workspace, done.Manifest), terminal, parsed.GetValue(json));
            return Task.FromResult(Terminal.Done);
        }));
        return verb;
    }

    private static int Year(int year) => year is >= 1000 and < 10_000
        ? year
        : throw new RefusedException(new Refusal("check-up.year", new($"--year {year} 应为四位数的年份，例如 2026", $"--year {year} should be a year of four digits, for example 2026")));

    /// <summary>Puts the check-up among the city's jobs and does it here and now, telling how far it is; Ctrl+C cancels it.</summary>
    private static CheckUpJobResult Run(Workspace workspace, string catalog, int year, Terminal terminal, CancellationToken cancel)
    {
        var job = CheckUpJob.Submit(workspace, catalog, year);
        using var stop = cancel.Register(() => workspace.Jobs.Cancel(job.Id));
        var handlers = new Dictionary<string, JobHandler> { [CheckUpJob.Kind] = Telling(CheckUpJob.Handler(workspace, terminal.Session), new Told(terminal)) };
        while (workspace.Jobs.Get(job.Id) is { IsOver: false } && workspace.Jobs.RunNext(handlers, cancel))
        {
        }

        var ended = workspace.Jobs.Get(job.Id)!;
        cancel.ThrowIfCancellationRequested();
        return ended.State == JobState.Done ? ended.ReadResult<CheckUpJobResult>() : throw new RefusedException(ended.Refusals);
    }

    private static JobHandler Telling(JobHandler handler, Told told) => context => handler(context with { Progress = new Both(context.Progress, told) });

    private static void Tell(CheckUpRun run, Terminal terminal, bool json)
    {
        var states = run.Indicators.Select(indicator => run.Read(indicator.Code, Level.City, 0).State).ToArray();
        int Count(ReadingState state) => states.Count(found => found == state);
        if (json)
        {
            terminal.Write(new
            {
                run = run.Manifest.Id, manifest = run.Hash, catalog = run.Manifest.Catalog, year = run.Manifest.Year, asOf = run.Manifest.AsOf, indicators = states.Length,
                measured = Count(ReadingState.Measured), partial = Count(ReadingState.Partial), proxy = Count(ReadingState.Proxy), missing = Count(ReadingState.Missing),
                notApplicable = Count(ReadingState.NotApplicable), findings = run.Manifest.Findings, invented = run.Manifest.Invented,
            });
            return;
        }

        terminal.Say(new(
            $"体检完成：{run.Manifest.Id}，{states.Length} 项指标（已测 {Count(ReadingState.Measured)}，部分 {Count(ReadingState.Partial)}，替代 {Count(ReadingState.Proxy)}，缺失 {Count(ReadingState.Missing)}，不适用 {Count(ReadingState.NotApplicable)}），{run.Manifest.Findings} 个问题",
            $"check-up done: {run.Manifest.Id}, {states.Length} indicators ({Count(ReadingState.Measured)} measured, {Count(ReadingState.Partial)} partial, {Count(ReadingState.Proxy)} proxy, {Count(ReadingState.Missing)} missing, {Count(ReadingState.NotApplicable)} not applicable), {run.Manifest.Findings} findings"));
    }

    private static int Verify(string city, string id, Terminal terminal, bool json, CancellationToken cancel)
    {
        using var lease = terminal.Open(city, Access.Read);
        var run = RunOf.Open(lease.Workspace, id);
        var difference = CheckUpJob.Verify(lease.Workspace, run.Hash, cancel);
        if (json)
            terminal.Write(new { run = run.Manifest.Id, manifest = run.Hash, same = difference is null, difference = difference?.In(terminal.Language) });
        else
            terminal.Say(difference ?? new($"一致：{run.Manifest.Id} 重新计算后逐字节相同（{run.Hash[..12]}）", $"the same: {run.Manifest.Id} computed again, byte for byte ({run.Hash[..12]})"));
        return difference is null ? Terminal.Done : Terminal.Refused;
    }

    private sealed class Both(IProgress<JobProgress> first, IProgress<JobProgress> second) : IProgress<JobProgress>
    {
        public void Report(JobProgress value)
        {
            first.Report(value);
            second.Report(value);
        }
    }

    /// <summary>Progress in words on the error stream, one line a step.</summary>
    private sealed class Told(Terminal terminal) : IProgress<JobProgress>
    {
        private string _last = "";

        public void Report(JobProgress value)
        {
            var said = value.Says.In(terminal.Language);
            if (said.Length == 0 || said == _last)
                return;
            _last = said;
            terminal.Error.WriteLine($"  {100 * value.Done,3:0} %  {said}");
        }
    }
}
