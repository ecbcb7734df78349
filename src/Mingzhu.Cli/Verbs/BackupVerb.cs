using System.CommandLine;
using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.Cli;

/// <summary><c>mingzhu backup</c>: the whole city to a folder or one file, also while a server runs.</summary>
internal static class BackupVerb
{
    public static Command Create(Options options, Terminal terminal)
    {
        var city = options.City();
        var to = options.Option<string>("--to", "DIR|FILE.zip", "写到新的文件夹，或一个 zip 文件", "a new folder, or one zip file", required: true);
        var json = options.Json();
        var verb = options.Verb("backup", "备份城市，服务运行时也可以", "back up a city, also while a server runs", "mingzhu backup --city city --to backup-2026-06-30.zip");
        verb.Add(city, to, json);
        verb.SetAction((parsed, cancel) => terminal.Guard(() =>
        {
            using var lease = terminal.Open(parsed.GetRequiredValue(city), Access.Read);
            var path = terminal.Full(parsed.GetRequiredValue(to));
            var report = lease.Workspace.Backup(path, cancel);
            if (parsed.GetValue(json))
                terminal.Write(new { path, head = report.Head.ToString(), report.Files, report.Registry, report.AccessDays, faults = report.Faults.Select(fault => new { fault.Seq, message = fault.Says.In(terminal.Language) }) });
            else
                terminal.Say(new(
                    $"已备份到 {path}：{report.Head.Seq} 条事实，{report.Files} 个文件{(report.Registry ? "，人员登记册（密钥另存）" : "")}，{report.AccessDays} 天访问记录，末端 {report.Head}",
                    $"backed up to {path}: {report.Head.Seq} facts, {report.Files} files{(report.Registry ? ", the registry (its key is kept elsewhere)" : "")}, {report.AccessDays} days of access records, head {report.Head}"));
            foreach (var fault in parsed.GetValue(json) ? [] : report.Faults)
                terminal.Error.WriteLine(fault.Says.In(terminal.Language));
            return Task.FromResult(report.Faults.IsEmpty ? Terminal.Done : Terminal.Refused);
        }));
        return verb;
    }
}
