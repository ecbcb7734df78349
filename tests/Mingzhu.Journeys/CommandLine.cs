using System.Diagnostics;
using System.Text.Json;

namespace Mingzhu.Journeys;

/// <summary>What a command line answered.</summary>
internal sealed record Answered(int Code, string Out, string Error)
{
    public JsonElement Json => JsonDocument.Parse(Out).RootElement;
}

/// <summary>The real command line in real processes.</summary>
internal static class CommandLine
{
    public static string Root { get; } = FindRoot();

    public static string ReferenceData => Environment.GetEnvironmentVariable("MINGZHU_REFERENCE_DATA") ?? Path.Combine(Root, "..", "shared", "data");

    /// <summary>A file of the reference data; the test is skipped where there is none.</summary>
    public static string Reference(string name)
    {
        var path = Path.Combine(ReferenceData, name);
        if (!File.Exists(path))
            Assert.Skip("reference data not present");
        return path;
    }

    public static Answered Run(params string[] args)
    {
        using var process = Start(args);
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new Answered(process.ExitCode, output, error.Result);
    }

    /// <summary>Runs a command line that must succeed.</summary>
    public static Answered Do(params string[] args)
    {
        var answered = Run(args);
        answered.Code.ShouldBe(0, $"mingzhu {string.Join(' ', args)}\n{answered.Error}{answered.Out}");
        return answered;
    }

    public static Process Start(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "mingzhu.dll"), .. args])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        start.Environment["MINGZHU_HOME"] = Root;
        return Process.Start(start)!;
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Mingzhu.slnx")))
                return folder.FullName;
        }

        throw new InvalidOperationException("The tests are not run from inside the repository.");
    }
}

/// <summary>A temporary folder.</summary>
internal sealed class Scratch : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mingzhu-journey-");

    public string this[string name] => Path.Combine(_folder.FullName, name);

    public string Lay(string name, string text)
    {
        File.WriteAllText(this[name], text);
        return this[name];
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
