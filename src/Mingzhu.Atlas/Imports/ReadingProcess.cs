using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Mingzhu.City;
using Mingzhu.Spatial;
using Mingzhu.Store;

namespace Mingzhu.Atlas;

/// <summary>
/// The process that reads foreign files (读取进程): this program again, with a heap limit, a time limit (<see cref="ReadingTime"/>) and a folder of its own for each file. A stack overflow or an exhausted heap
/// can't be caught; here it ends one import, not everybody's session. Starting takes longer than reading most files, so one process reads all files of an import.
/// </summary>
/// <param name="Program">The executable.</param>
/// <param name="Arguments">What comes before the work folder: the hidden verb that calls <see cref="Serve"/>.</param>
public sealed record ReadingProcess(string Program, IReadOnlyList<string> Arguments)
{
    private const string AnswerFile = "answer.json";
    private const string Ready = "ready";

    // Rows are put aside on disk, so that a large file takes no more than a small one. With the runtime's own pages the process stays under 512 MB.
    private const long HeapLimit = 384L << 20;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    private static readonly JsonSerializerOptions Json = FactJson.Options;

    /// <summary>Reads files in a child process, one after another, while the caller lands those before; what can land of each lies in its work folder when its answer comes.</summary>
    /// <param name="pack">The pack to read by.</param>
    /// <param name="files">Each file with the user's answers, and an empty folder of the city for it.</param>
    /// <param name="land">Whether to lay layers into the folders, or only look.</param>
    /// <param name="progress">Fraction read of the file at hand.</param>
    /// <param name="cancel">Ends the child.</param>
    /// <param name="ground">What the child is told of the city; null where there is none.</param>
    /// <exception cref="RefusedException">A file is refused, or the child hit a limit at it; the files after it are not read.</exception>
    public IEnumerable<IntakeResult> Read(Pack pack, IReadOnlyList<(ImportRequest Request, string Folder)> files, bool land, IProgress<double>? progress, CancellationToken cancel, CityGround? ground = null)
    {
        foreach (var (request, folder) in files)
        {
            File.WriteAllBytes(Path.Combine(folder, "pack"), pack.ToBytes());
            File.WriteAllBytes(Path.Combine(folder, "request.json"), JsonSerializer.SerializeToUtf8Bytes(new Job(request, land, ground ?? CityGround.None), Json));
        }

        using var child = Start(files);
        using var ending = cancel.Register(() => End(child));
        try
        {
            foreach (var (request, folder) in files)
            {
                var time = new ReadingTime(FileSet.SizeOf(request.File), () => ProcessorTime(child));
                AwaitAnswer(child, time, progress);
                cancel.ThrowIfCancellationRequested();
                if (time.IsOver)
                    throw new RefusedException(TooLong(request, time));
                if (!File.Exists(Path.Combine(folder, AnswerFile)))
                    throw new RefusedException(HasRoom(folder) ? TooLarge(request) : DiskFull(request));
                var answer = JsonSerializer.Deserialize<Answer>(File.ReadAllBytes(Path.Combine(folder, AnswerFile)), Json)!;
                yield return answer.Result ?? throw new RefusedException(answer.Refusals!);
            }
        }
        finally
        {
            // Nobody waits for what it may still be reading, and its folders go next.
            End(child);
            child.WaitForExit();
        }
    }

    /// <summary>Ends the child when its parent is gone, however that ended: the pipe the parent holds closes then.</summary>
    public static void EndWithParent(TextReader parent)
    {
        var watch = new Thread(() =>
        {
            while (parent.Read() >= 0)
            {
            }

            Environment.Exit(1);
        }) { IsBackground = true };
        watch.Start();
    }

    /// <summary>The child's side: reads what each work folder asks for and leaves the answer there, until one is refused.</summary>
    public static void Serve(IEnumerable<string> folders, TextWriter progress, CancellationToken cancel)
    {
        foreach (var folder in folders)
        {
            var refused = ServeOne(folder, progress, cancel).Result is null;
            progress.WriteLine(Ready);
            progress.Flush();
            if (refused)
                return;
        }
    }

    private static Answer ServeOne(string folder, TextWriter progress, CancellationToken cancel)
    {
        var job = JsonSerializer.Deserialize<Job>(File.ReadAllBytes(Path.Combine(folder, "request.json")), Json)!;
        var pack = Pack.FromBytes(File.ReadAllBytes(Path.Combine(folder, "pack")));
        Answer answer;
        try
        {
            answer = new Answer(Intake.Read(pack, job.Request, job.Ground, folder, new Line(progress), cancel, job.Land), null);
        }
        catch (RefusedException refused)
        {
            answer = new Answer(null, [.. refused.Reasons]);
        }
        catch (BrokenFileException broken)
        {
            answer = new Answer(null, [Told(broken.Problem, job.Request.FileName)]);
        }
        catch (Exception full) when (Disk.IsFull(full))
        {
            answer = new Answer(null, [DiskFull(job.Request)]);
            foreach (var layer in Directory.EnumerateFiles(folder, "*.gpkg*"))
                File.Delete(layer);
        }
        catch (OutOfMemoryException)
        {
            answer = new Answer(null, [TooLarge(job.Request)]);
        }
#pragma warning disable CA1031 // The child's last catch: a fault of ours is told as one, not taken for a file that is too large.
        catch (Exception fault) when (fault is not OperationCanceledException)
#pragma warning restore CA1031
        {
            var name = job.Request.FileName;
            answer = new Answer(null, [new Refusal("import.fault", new(
                $"{name}：读取时出现程序错误，什么都没有导入（{fault.GetType().Name}：{fault.Message}）", $"{name}: a fault of the program while reading; nothing was imported ({fault.GetType().Name}: {fault.Message})"))]);
        }

        Leave(answer, folder, job.Request);
        return answer;
    }

    /// <summary>An answer is there whole or not at all; a refusal needs no layers, so it finds room also on a full disk.</summary>
    private static void Leave(Answer answer, string folder, ImportRequest request)
    {
        try
        {
            Write(answer, folder);
        }
        catch (IOException full) when (Disk.IsFull(full))
        {
            foreach (var layer in Directory.EnumerateFiles(folder, "*.gpkg*"))
                File.Delete(layer);
            Write(new Answer(null, [DiskFull(request)]), folder);
        }
    }

    private static void Write(Answer answer, string folder)
    {
        var unfinished = Path.Combine(folder, AnswerFile + ".new");
        File.WriteAllBytes(unfinished, JsonSerializer.SerializeToUtf8Bytes(answer, Json));
        File.Move(unfinished, Path.Combine(folder, AnswerFile));
    }

    private Process Start(IReadOnlyList<(ImportRequest Request, string Folder)> files)
    {
        var start = new ProcessStartInfo(Program, [.. Arguments, .. files.Select(file => file.Folder)])
        {
            UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = files[0].Folder,
        };
        start.Environment["DOTNET_GCHeapHardLimit"] = "0x" + HeapLimit.ToString("X", CultureInfo.InvariantCulture);
        start.Environment["DOTNET_gcServer"] = "0";
        // Rows come and go by the million: a small nursery, swept often, keeps the process small at little cost.
        start.Environment["DOTNET_gcConcurrent"] = "0";
        start.Environment["DOTNET_GCgen0size"] = "0x1000000";
        start.Environment["DOTNET_GCConserveMemory"] = "5";
        var child = Start(start);
        child.ErrorDataReceived += (_, _) => { };
        child.BeginErrorReadLine();
        return child;
    }

    /// <summary>Until the next file is answered, or the child has ended; it is ended when its time is over.</summary>
    private static void AwaitAnswer(Process child, ReadingTime time, IProgress<double>? progress)
    {
        using var watch = new Timer(_ => EndIfOver(), null, Look, Look);
        while (child.StandardOutput.ReadLine() is { } line && line != Ready)
        {
            if (!double.TryParse(line, NumberStyles.Float, CultureInfo.InvariantCulture, out var done))
                continue;
            lock (time)
                time.Sign(done);
            progress?.Report(done);
        }

        void EndIfOver()
        {
            lock (time)
            {
                if (time.IsOver)
                    End(child);
            }
        }
    }

    /// <summary>What a process has used so far; nothing once it has ended.</summary>
    private static TimeSpan ProcessorTime(Process child)
    {
        try
        {
            return child.TotalProcessorTime;
        }
        catch (Exception gone) when (gone is InvalidOperationException or Win32Exception)
        {
            return TimeSpan.Zero;
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception broken)
        {
            throw new RefusedException([new Refusal("import.no-reader", new($"无法启动读取进程：{broken.Message}", $"the reading process can't be started: {broken.Message}"))], broken);
        }
    }

    private static void End(Process child)
    {
        try
        {
            child.Kill();
        }
        catch (InvalidOperationException)
        {
            // It ended by itself just before this line.
        }
    }

    /// <summary>What is wrong with the file as a whole, its name in front where the reader was only handed a connection.</summary>
    private static Refusal Told(SourceProblem problem, string name) => problem.Zh.StartsWith(name, StringComparison.Ordinal)
        ? new Refusal(problem.Code, new(problem.Zh, problem.En))
        : new Refusal(problem.Code, new($"{name}：{problem.Zh}", $"{name}: {problem.En}"));

    /// <summary>Whether the disk still has room for an answer: a child that found none ends without a word.</summary>
    private static bool HasRoom(string folder) => new DriveInfo(folder).AvailableFreeSpace > 1 << 20;

    private static Refusal DiskFull(ImportRequest request) => new("import.disk-full", new(
        $"{request.FileName}：磁盘已满，什么都没有导入；请腾出空间后重试", $"{request.FileName}: the disk is full, nothing was imported; free some space and try again"));

    private static Refusal TooLong(ImportRequest request, ReadingTime time) => new("import.too-long", new(
        $"{request.FileName}：读取久无进展或超过 {time.Most.TotalSeconds:0} 秒，已停止，什么都没有导入；文件可能损坏或有意如此，大文件可拆分后再试",
        $"{request.FileName}: reading got no further for long or took over {time.Most.TotalSeconds:0} seconds and was ended; nothing was imported. The file may be damaged, or made to be so; if it is just large, split it"));

    private static Refusal TooLarge(ImportRequest request) => new("import.exhausted", new(
        $"{request.FileName}：读取进程耗尽内存或异常结束；文件可能损坏或过大，什么都没有导入", $"{request.FileName}: the reading process ran out of memory or broke off; the file may be damaged or too large; nothing was imported"));

    private sealed record Job(ImportRequest Request, bool Land, CityGround Ground);

    private sealed record Answer(IntakeResult? Result, IReadOnlyList<Refusal>? Refusals);

    private sealed class Line(TextWriter to) : IProgress<double>
    {
        public void Report(double value)
        {
            to.WriteLine(value.ToString("R", CultureInfo.InvariantCulture));
            to.Flush();
        }
    }
}
