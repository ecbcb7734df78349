using System.Text.Json;
using Mingzhu.City;
using Mingzhu.Spatial;
using Mingzhu.Store;

namespace Mingzhu.Cli;

/// <summary>Where a verb speaks and how it reaches the city: the shell it was typed in, or the server it was handed to.</summary>
internal sealed class Terminal(TextWriter output, TextWriter error, Language language, Func<string, Access, Lease> open, string folder, string? keyFile = null, TimeProvider? clock = null)
{
    public const int Done = 0;
    public const int Refused = 1;
    public const int Misuse = 2;

    private static readonly JsonSerializerOptions Json = new(FactJson.Options) { WriteIndented = true, DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.Never };

    public TextWriter Out => output;

    public TextWriter Error => error;

    public Language Language => language;

    /// <summary>The folder from which the verb was typed.</summary>
    public string Folder => folder;

    /// <summary>What the time is.</summary>
    public TimeProvider Clock { get; } = clock ?? TimeProvider.System;

    /// <summary>The same under another clock, as a city is made whose first days lie in the past.</summary>
    public Terminal Under(TimeProvider other) => new(output, error, language, (city, access) => HandOver.Open(city, access, other), folder, keyFile, other);

    /// <summary>The registry's key file as a verb means it: the one it names, else the one that the server was started with; null for the usual place.</summary>
    public string? KeyFile(string? asked) => asked is null ? keyFile : Full(asked);

    public Session Session => Session.Operator(language);

    /// <summary>Opens a city folder; given back when disposed.</summary>
    public Lease Open(string city, Access access) => open(Full(city), access);

    /// <summary>A path as the user means it, absolute.</summary>
    public string Full(string path) => Path.GetFullPath(path, folder);

    public void Say(Wording words) => output.WriteLine(words.In(language));

    public void Write(object value) => output.WriteLine(JsonSerializer.Serialize(value, Json));

    /// <summary>Tells every reason, one a line, and answers exit code 1.</summary>
    public int Refuse(params IEnumerable<Refusal> reasons)
    {
        foreach (var reason in reasons)
        {
            error.WriteLine($"{reason.Says.In(language)} [{reason.Code}]");
            if (reason.Basis is { IsDefault: false } basis)
                error.WriteLine($"  {new Wording("依据", "by").In(language)}: {basis.Source} {basis.Clause}");
        }

        return Refused;
    }

    private static Wording Says(IOException broken) => broken switch
    {
        _ when Disk.IsFull(broken) => new("磁盘已满；请腾出空间后重试", "the disk is full; free some space and try again"),
        FileNotFoundException or DirectoryNotFoundException => new($"找不到文件或文件夹，请检查路径（{broken.Message}）", $"there is no such file or folder; check the path ({broken.Message})"),
        _ => new($"读写失败：{broken.Message}", $"reading or writing failed: {broken.Message}"),
    };

    /// <summary>Runs a verb; what refuses it becomes exit code 1 with every reason and never a stack trace.</summary>
    public async Task<int> Guard(Func<Task<int>> verb)
    {
        try
        {
            return await verb();
        }
        catch (RefusedException refused)
        {
            return Refuse(refused.Reasons);
        }
        catch (BrokenFileException broken)
        {
            return Refuse(new Refusal(broken.Problem.Code, new(broken.Problem.Zh, broken.Problem.En)));
        }
        catch (OperationCanceledException)
        {
            return Refuse(new Refusal("cancelled", new("已取消，什么都没有改变", "cancelled; nothing was changed")));
        }
        catch (IOException broken)
        {
            return Refuse(new Refusal("io", Says(broken)));
        }
        catch (UnauthorizedAccessException broken)
        {
            return Refuse(new Refusal("io.denied", new($"没有权限：{broken.Message}", $"not permitted: {broken.Message}")));
        }
#pragma warning disable CA1031 // The last catch: a fault of ours is told in one line, its trace only to who asks for it.
        catch (Exception fault) when (Environment.GetEnvironmentVariable("MINGZHU_TRACE") is null)
#pragma warning restore CA1031
        {
            return Refuse(new Refusal("fault", new(
                $"程序内部错误：{fault.GetType().Name}：{fault.Message}。设置环境变量 MINGZHU_TRACE=1 再运行一次可得到报告所需的详情",
                $"a fault of the program: {fault.GetType().Name}: {fault.Message}. Run again with MINGZHU_TRACE=1 for what a report needs")));
        }
    }
}

/// <summary>A city folder open for one verb. The server lends its own and takes it back; the shell's is closed.</summary>
internal sealed class Lease(Workspace workspace, bool close) : IDisposable
{
    public Workspace Workspace => workspace;

    public void Dispose()
    {
        if (close)
            workspace.Dispose();
    }
}
