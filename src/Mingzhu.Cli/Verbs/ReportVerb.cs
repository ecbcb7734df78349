using System.CommandLine;
using Mingzhu.City;
using Mingzhu.Publishing.Reports;
using Mingzhu.Store;

namespace Mingzhu.Cli;

/// <summary><c>mingzhu report</c>: the check-up report as a Word file.</summary>
internal static class ReportVerb
{
    public static Command Create(Options options, Terminal terminal)
    {
        var city = options.City();
        var run = options.Run();
        var format = options.Option<string>("--format", "docx", "格式", "format");
        format.DefaultValueFactory = _ => "docx";
        options.OneOf(format, "docx");
        var file = options.Option<string>("--out", "FILE", "写到哪个文件", "file to write", required: true);
        var verb = options.Verb("report", "生成体检报告", "write the check-up report", "mingzhu report --city city --run latest --format docx --out report.docx");
        verb.Add(city, run, format, file);
        verb.SetAction((parsed, _) => terminal.Guard(() =>
        {
            using var lease = terminal.Open(parsed.GetRequiredValue(city), Access.Read);
            var path = terminal.Full(parsed.GetRequiredValue(file));
            RequireWritable(path);
            WriteWhole(path, Write(lease.Workspace, parsed.GetRequiredValue(run), terminal.Language));
            terminal.Say(new($"已写出报告 {path}", $"wrote the report {path}"));
            return Task.FromResult(Terminal.Done);
        }));
        return verb;
    }

    private static void RequireWritable(string path)
    {
        if (Directory.Exists(path))
            throw new RefusedException(new Refusal("report.is-folder", new($"{path} 是文件夹；--out 请给出文件名，例如 report.docx", $"{path} is a folder; give --out a file, for example report.docx")));
        if (!Directory.Exists(Path.GetDirectoryName(path)))
            throw new RefusedException(new Refusal("report.no-folder", new($"没有文件夹 {Path.GetDirectoryName(path)}；请先建立", $"there is no folder {Path.GetDirectoryName(path)}; make it first")));
    }

    /// <summary>A report that can't be written whole (disk full) leaves an older one as it was.</summary>
    private static void WriteWhole(string path, byte[] bytes)
    {
        var next = path + ".new";
        try
        {
            File.WriteAllBytes(next, bytes);
            File.Move(next, path, overwrite: true);
        }
        finally
        {
            File.Delete(next);
        }
    }

    /// <summary>The report of a run, whole.</summary>
    public static byte[] Write(Workspace workspace, string run, Language language)
    {
        using var bytes = new MemoryStream();
        CheckUpReport.Write(bytes, ReportFromRun.Read(workspace, RunOf.Open(workspace, run)), language);
        return bytes.ToArray();
    }
}
