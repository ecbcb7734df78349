using System.Globalization;
using Mingzhu.Atlas;
using Mingzhu.Atlas.Tests.Corpus;
using Mingzhu.City;

namespace Mingzhu.Cli.Tests.Reading;

/// <summary>Hostile files through the process that reads them.</summary>
public sealed class ReadingProcessTests : ReadingThroughTheProcess
{
    public static TheoryData<string> Hostile => [.. DirtyFiles.Hostile.Where(file => !IsEndless(file)).Select(file => file.Name)];

    [Theory]
    [MemberData(nameof(Hostile))]
    public void A_hostile_file_is_answered_in_30_seconds_and_512_megabytes_and_leaves_nothing_behind(string name) => Reads(name);
}

/// <summary>Dirty ones, beside the hostile.</summary>
public sealed class DirtyFileTests : ReadingThroughTheProcess
{
    /// <summary>Every thirty-sixth of them; all are read in the tests of Atlas.</summary>
    public static TheoryData<string> Sample => [.. DirtyFiles.Honest.Where((_, at) => at % 36 == 0).Select(file => file.Name)];

    [Theory]
    [MemberData(nameof(Sample))]
    public void A_dirty_file_is_read_by_the_process_as_in_this_one(string name) => Reads(name);
}

/// <summary>Files that only the time limit ends, beside the others: each takes all of its time.</summary>
public sealed class EndlessFileTests : ReadingThroughTheProcess
{
    public static TheoryData<string> Endless => [.. DirtyFiles.Hostile.Where(IsEndless).Select(file => file.Name)];

    [Theory]
    [MemberData(nameof(Endless))]
    public void A_file_without_end_is_ended_in_30_seconds_and_512_megabytes_and_leaves_nothing_behind(string name) => Reads(name);
}

/// <summary>Dirty files through the process that reads them for a city, the real one: what it says, how long it takes, what it holds, what it leaves behind.</summary>
public abstract class ReadingThroughTheProcess : IDisposable
{
    private const double MostSeconds = 30, MostMegabytes = 512;
    private static readonly Pack Pack = Pack.Load(Path.Combine(Architecture.Repository.Root, "packs", "liaocheng"));
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mingzhu-hostile-");

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    private protected static bool IsEndless(DirtyFile file) => file.Must.Problems.Any(problem => problem.Code == "import.too-long");

    protected void Reads(string name)
    {
        var file = DirtyFiles.Named(name);
        var (request, work) = (file.Lay(_folder.CreateSubdirectory("files").FullName), _folder.CreateSubdirectory("work").FullName);
        var before = FilesOutside();
        using var peak = new PeakMemory(work);

        var report = Report(request, work);

        peak.ProcessorSeconds.ShouldBeLessThan(MostSeconds, name);
        peak.Megabytes.ShouldBeLessThan(MostMegabytes, name);
        FilesOutside().ShouldBe(before, name);
        new Verdict(file, report, Verdict.LandedIn(work)).ShouldBeWhatMustHappen();
    }

    private static ImportReport Report(ImportRequest request, string work)
    {
        try
        {
            return Reader.OfThisProgram().Read(Pack, [(request, work)], land: true, null, TestContext.Current.CancellationToken, DirtyFiles.City).Single().Report;
        }
        catch (RefusedException refused)
        {
            return Verdict.OfRefusals(refused.Reasons);
        }
    }

    /// <summary>Where the hostile archives try to write, and the folder beside the work folder.</summary>
    private string FilesOutside() => string.Join('\n', Directory.GetFiles(Path.GetTempPath(), "*mingzhu-slip*").Concat(Directory.GetFileSystemEntries(_folder.FullName)).Order(StringComparer.Ordinal));

    /// <summary>Watches the process that works in a folder; what it holds at its peak and has used of the processor only grows, so looking now and then is enough.</summary>
    private sealed class PeakMemory : IDisposable
    {
        private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);
        private readonly CancellationTokenSource _end = new();
        private readonly Task _watch;
        private long _kilobytes;
        private long _ticks;

        public PeakMemory(string folder) => _watch = Task.Run(async () =>
        {
            using var timer = new PeriodicTimer(Look);
            while (!_end.IsCancellationRequested)
            {
                foreach (var id in Children().Where(id => CommandLine(id).Contains(folder, StringComparison.Ordinal)))
                    (_kilobytes, _ticks) = (Math.Max(_kilobytes, PeakOf(id)), Math.Max(_ticks, TicksOf(id)));
                await timer.WaitForNextTickAsync(CancellationToken.None);
            }
        });

        public double Megabytes => Interlocked.Read(ref _kilobytes) / 1024.0;

        /// <summary>Not the clock's, which runs on while other tests have the processor.</summary>
        public double ProcessorSeconds => Interlocked.Read(ref _ticks) / 100.0;

        public void Dispose()
        {
            _end.Cancel();
            _watch.Wait();
            _end.Dispose();
        }

        private static IEnumerable<string> Children() => Directory.GetDirectories("/proc/self/task").SelectMany(task => Text(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries));

        private static string CommandLine(string id) => Text($"/proc/{id}/cmdline");

        private static long PeakOf(string id)
        {
            var line = Text($"/proc/{id}/status").Split('\n').FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        }

        // User and system time, hundredths of a second, are the twelfth and thirteenth after the name in brackets.
        private static long TicksOf(string id) => Text($"/proc/{id}/stat").Split(") ")[^1].Split(' ') is { Length: > 12 } stat
            ? long.Parse(stat[11], CultureInfo.InvariantCulture) + long.Parse(stat[12], CultureInfo.InvariantCulture)
            : 0;

        private static string Text(string path)
        {
            try
            {
                return File.ReadAllText(path);
            }
            catch (IOException)
            {
                return ""; // It has just ended.
            }
            catch (UnauthorizedAccessException)
            {
                return "";
            }
        }
    }
}
