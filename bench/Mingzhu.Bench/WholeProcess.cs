using System.Diagnostics;
using System.Globalization;

namespace Mingzhu.Bench;

/// <summary>A program run from start to end, as a user would: what it took, and what it held at its fullest.</summary>
/// <param name="Seconds">On the clock.</param>
/// <param name="CpuSeconds">Of the processor, its children's included.</param>
/// <param name="PeakMegabytes">Largest resident memory of the process and all its children together, looked at every few milliseconds; pages they share count for each.</param>
internal sealed record WholeProcess(double Seconds, double CpuSeconds, double PeakMegabytes)
{
    private const double TicksPerSecond = 100; // USER_HZ of Linux
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);

    /// <summary>Runs a program to its end; its output is shown only if it fails.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static WholeProcess Run(string program, params string[] arguments)
    {
        var (cpu, watch, peak) = (ChildrenTicks(), Stopwatch.StartNew(), 0L);
        using var process = Start(program, arguments);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        while (!process.WaitForExit(Look))
            peak = Math.Max(peak, ResidentBytes(process.Id));
        process.WaitForExit();
        var seconds = watch.Elapsed.TotalSeconds;
        return process.ExitCode == 0
            ? new WholeProcess(seconds, (ChildrenTicks() - cpu) / TicksPerSecond, peak / 1e6)
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed: {errors.Result}{output.Result}");
    }

    public static Process Start(string program, params string[] arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true })!;

    /// <summary>Where a program lies on the path; null if it is not installed.</summary>
    public static string? Find(string program, params string[] folders) =>
        folders.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')).Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    private static long ResidentBytes(int id)
    {
        try
        {
            var pages = long.Parse(File.ReadAllText($"/proc/{id}/statm").Split(' ')[1], CultureInfo.InvariantCulture);
            var children = Directory.GetDirectories($"/proc/{id}/task").SelectMany(task => File.ReadAllText($"{task}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries));
            return (pages * Environment.SystemPageSize) + children.Sum(child => ResidentBytes(int.Parse(child, CultureInfo.InvariantCulture)));
        }
        catch (IOException)
        {
            return 0; // It has just ended.
        }
        catch (UnauthorizedAccessException)
        {
            return 0;
        }
    }

    /// <summary>Processor time of all children that have ended, theirs included.</summary>
    private static long ChildrenTicks()
    {
        const int UserOfChildren = 13; // Counted after the name in brackets, which may hold blanks.
        var stat = File.ReadAllText("/proc/self/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return long.Parse(fields[UserOfChildren], CultureInfo.InvariantCulture) + long.Parse(fields[UserOfChildren + 1], CultureInfo.InvariantCulture);
    }
}
