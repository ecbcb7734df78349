using System.Diagnostics;
using System.IO.MemoryMappedFiles;
using Mingzhu.City;
using Mingzhu.Spatial;

namespace Mingzhu.Atlas.Tests.Fuzz;

/// <summary>What came of a run.</summary>
/// <param name="Target">Which reader.</param>
/// <param name="Seed">First number of the run.</param>
/// <param name="Inputs">How many files were read.</param>
/// <param name="Accepted">How many of them to the end, with or without problems of rows.</param>
/// <param name="Refused">How many were told to be broken.</param>
/// <param name="Crashes">How many ended in an exception that is no answer, or took memory out of all proportion.</param>
/// <param name="Hangs">How many took longer than five seconds.</param>
/// <param name="Seconds">On the clock.</param>
/// <param name="PerSecond">Files a second.</param>
/// <param name="HeapGrowthMb">What the heap kept, after collection, from the first thousand files on.</param>
/// <param name="RssGrowthMb">What the process kept.</param>
/// <param name="OpenFiles">Files left open.</param>
/// <param name="TemporaryFiles">Files left in the temporary folder.</param>
internal sealed record FuzzResult(
    string Target, ulong Seed, long Inputs, long Accepted, long Refused, int Crashes, int Hangs, double Seconds, double PerSecond, double HeapGrowthMb, double RssGrowthMb, int OpenFiles, int TemporaryFiles);

/// <summary>Throws spoiled files at a reader: each is a function of the target, the seed and its number, so a crash is a line to type.</summary>
internal sealed class FuzzRun(FuzzTarget target, ulong seed, string folder, string reproducers, TextWriter tell)
{
    private const int WarmUp = 1000, MostHangs = 3, MostTold = 20;
    private const long MostBytesOfOne = 256L << 20;
    // On a machine with much else to do, time alone might leave no input that is read to its end.
    private const long Fewest = 200;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5), Look = TimeSpan.FromMilliseconds(50);

    private readonly Lock _one = new();
    private readonly HashSet<string> _known = [];
    private long _next, _accepted, _refused, _began;
    private int _crashes, _hangs;
    private Residue? _warm;

    /// <summary>Reads so many files, or as many as the time allows.</summary>
    public FuzzResult Run(long count, TimeSpan time)
    {
        var watch = Stopwatch.StartNew();
        // Where the process itself is killed (a stack overflow can't be caught), this file tells by which number.
        using var place = MemoryMappedFile.CreateFromFile(Path.Combine(folder, target.Name + ".at"), FileMode.Create, null, sizeof(long));
        using var at = place.CreateViewAccessor();
        while (_next < count && watch.Elapsed < time && _hangs < MostHangs)
            Work(count, time - watch.Elapsed, at);
        var seconds = watch.Elapsed.TotalSeconds;
        var (warm, end) = (_warm ?? Residue.Now(), Residue.Now());
        return new(
            target.Name, seed, _next, _accepted, _refused, _crashes, _hangs, seconds, _next / seconds, (end.HeapBytes - warm.HeapBytes) / 1e6, (end.ResidentBytes - warm.ResidentBytes) / 1e6,
            end.OpenFiles - warm.OpenFiles, end.TemporaryFiles - warm.TemporaryFiles);
    }

    /// <summary>One input by its number.</summary>
    public byte[] Input(long number) => new Mutation(unchecked((seed * 0x9E3779B97F4A7C15) ^ (ulong)number)).Of(target.Seeds, target.Tokens);

    /// <summary>A thread reads until it is done or hangs; one that hangs can't be ended, so it is left behind and counted.</summary>
    private void Work(long count, TimeSpan time, MemoryMappedViewAccessor at)
    {
        var mine = Directory.CreateDirectory(Path.Combine(folder, $"{target.Name}-{_hangs}")).FullName;
        var (own, until) = (new Token(), Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency));
        var worker = new Thread(() =>
        {
            while (own.Valid && _next < count && (_next < Fewest || Stopwatch.GetTimestamp() < until))
            {
                var number = _next;
                at.Write(0, number);
                Volatile.Write(ref _began, Stopwatch.GetTimestamp());
                ReadOne(Input(number), number, mine, own);
            }
        }) { IsBackground = true };
        Volatile.Write(ref _began, Stopwatch.GetTimestamp());
        worker.Start();
        while (!worker.Join(Look))
        {
            if (Stopwatch.GetElapsedTime(Volatile.Read(ref _began)) < Patience)
                continue;
            lock (_one)
            {
                own.Valid = false;
                _hangs++;
                Tell("hang", $"longer than {Patience.TotalSeconds} s", _next, Input(_next));
                _next++;
            }

            return;
        }
    }

    private void ReadOne(byte[] input, long number, string mine, Token own)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var (accepted, fault) = (false, (Exception?)null);
        try
        {
            target.Read(input, mine);
            accepted = true;
        }
        catch (Exception answer) when (answer is BrokenFileException or RefusedException)
        {
        }
#pragma warning disable CA1031 // Anything else is what the run looks for.
        catch (Exception crash)
#pragma warning restore CA1031
        {
            fault = crash;
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        lock (_one)
        {
            if (!own.Valid)
                return;
            _next = number + 1;
            (_accepted, _refused) = (_accepted + (accepted ? 1 : 0), _refused + (accepted ? 0 : 1));
            if (fault is not null)
                Tell("crash", $"{fault.GetType().Name} {Where(fault)}: {fault.Message}", number, input);
            else if (allocated > MostBytesOfOne)
                Tell("crash", $"greedy: {allocated >> 20} MB for {input.Length} bytes", number, input);
            if (_next == WarmUp)
                _warm = Residue.Now();
        }
    }

    /// <summary>The first line of ours in the stack: faults of one place are told once.</summary>
    private static string Where(Exception fault) => (fault.StackTrace ?? "").Split('\n').FirstOrDefault(line => line.Contains("Mingzhu.", StringComparison.Ordinal))?.Trim() ?? "";

    private void Tell(string kind, string what, long number, byte[] input)
    {
        _crashes += kind == "crash" ? 1 : 0;
        if (_known.Count >= MostTold || !_known.Add(what.Split(':')[0] + (kind == "hang" ? number : "")))
            return;
        Directory.CreateDirectory(reproducers);
        var path = Path.Combine(reproducers, $"{target.Name}-{seed}-{number}.bin");
        File.WriteAllBytes(path, input);
        tell.WriteLine($"{kind} of {target.Name}, --seed {seed}, input {number}, kept as {path}: {what}");
        tell.Flush();
    }

    private sealed class Token
    {
        public bool Valid { get; set; } = true;
    }

    /// <summary>What a process holds.</summary>
    private sealed record Residue(long HeapBytes, long ResidentBytes, int OpenFiles, int TemporaryFiles)
    {
        public static Residue Now()
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            var heap = GC.GetTotalMemory(forceFullCollection: true);
            return new(heap, Environment.WorkingSet, Directory.Exists("/proc/self/fd") ? Directory.GetFiles("/proc/self/fd").Length : 0, Directory.GetFileSystemEntries(Path.GetTempPath()).Length);
        }
    }
}
