using System.CommandLine;
using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.Cli;

/// <summary><c>mingzhu restore</c>: a new city out of a backup, as it ended or as it was at a moment.</summary>
internal static class RestoreVerb
{
    public static Command Create(Options options, Terminal terminal)
    {
        var from = options.Option<string>("--from", "DIR|FILE.zip", "备份", "the backup", required: true);
        var city = options.City();
        var asOf = options.Day("--as-of", "恢复到这一天结束时", "as the city was at the end of this day");
        var seq = options.Number<long>("--seq", "N", "恢复到第 N 条事实", "up to fact N");
        var later = options.Option<string?>("--erased-in", "DIR", "较新的城市或备份文件夹；其中已销毁的文件一并销毁", "a later city or backup folder; what was erased in it is erased here too");
        var store = options.Store();
        var verb = options.Verb("restore", "从备份恢复为新的城市文件夹", "make a new city folder out of a backup", "mingzhu restore --from backup-2026-06-30.zip --city restored");
        var whole = options.Whole();
        verb.Add(from, city, asOf, seq, later, store, whole);
        verb.SetAction((parsed, cancel) => terminal.Guard(() =>
        {
            var point = new RestorePoint(parsed.GetResult(seq) is null ? null : parsed.GetValue(seq), parsed.GetValue(asOf));
            if (point is { Seq: not null, AsOf: not null })
                return Task.FromResult(terminal.Refuse(new Refusal("restore.two-moments", new("--as-of 与 --seq 只能给一个", "give either --as-of or --seq"))));
            var (restored, report) = Workspace.Restore(
                terminal.Full(parsed.GetRequiredValue(from)), terminal.Full(parsed.GetRequiredValue(city)), point, parsed.GetValue(later) is { } known ? terminal.Full(known) : null,
                parsed.GetValue(store), terminal.Session, terminal.Clock, Options.WholeOf(parsed.GetValue(whole), parsed.GetValue(store)), cancel);
            using var _ = restored;
            terminal.Say(new(
                $"已恢复到 {restored.Folder}：第 {report.Upto.Seq} 条事实为止（备份共 {report.BackupHead.Seq} 条），{report.Files} 个文件，再次销毁 {report.ErasedAgain} 个，末端 {restored.Head}",
                $"restored to {restored.Folder}: up to fact {report.Upto.Seq} (the backup has {report.BackupHead.Seq}), {report.Files} files, {report.ErasedAgain} erased again, head {restored.Head}"));
            if (Registry.Exists(restored.Folder))
                terminal.Say(new($"人员登记册需用原来的密钥文件：--key 或环境变量 {KeyRing.Variable}", $"the registry needs the key file it was made with: --key or the environment variable {KeyRing.Variable}"));
            foreach (var fault in report.Faults)
                terminal.Error.WriteLine(fault.Says.In(terminal.Language));
            return Task.FromResult(report.Faults.IsEmpty ? Terminal.Done : Terminal.Refused);
        }));
        return verb;
    }
}
