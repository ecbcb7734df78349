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
            WholeFile.Require(path);
            var report = Write(lease.Workspace, parsed.GetRequiredValue(run), terminal.Language);
            WholeFile.Write(path, stream => stream.Write(report));
            terminal.Say(new($"已写出报告 {path}", $"wrote the report {path}"));
            return Task.FromResult(Terminal.Done);
        }));
        return verb;
    }

    /// <summary>The report of a run, whole.</summary>
    public static byte[] Write(Workspace workspace, string run, Language language)
    {
        using var bytes = new MemoryStream();
        CheckUpReport.Write(bytes, ReportFromRun.Read(workspace, RunOf.Open(workspace, run)), language);
        return bytes.ToArray();
    }
}
