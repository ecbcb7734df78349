using System.CommandLine;
using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.Cli;

/// <summary><c>mingzhu erase</c>: a vault file, by an act on record.</summary>
internal static class EraseVerb
{
    public static Command Create(Options options, Terminal terminal)
    {
        var city = options.City();
        var file = new Argument<string>("HASH") { Description = options.Text("文件的 SHA-256（64 位十六进制）", "SHA-256 of the file, 64 hex digits") };
        var reason = options.Option<string>("--reason", "TEXT", "理由，记入账本", "why; it goes on record", required: true);
        var verb = options.Verb("erase", "销毁保险库中的一个文件，并记录在案", "erase a file of the vault, on record", "mingzhu erase 9f86d081… --city city --reason case-2026-17");
        verb.Add(file, city, reason);
        verb.SetAction((parsed, _) => terminal.Guard(() =>
        {
            using var lease = terminal.Open(parsed.GetRequiredValue(city), Access.Write);
            if (!VaultName.TryParse(parsed.GetRequiredValue(file), out var name))
                return Task.FromResult(terminal.Refuse(new Refusal("vault.no-name", new($"“{parsed.GetValue(file)}”不是文件的 SHA-256", $"'{parsed.GetValue(file)}' is no SHA-256 of a file"))));
            var outcome = lease.Workspace.Execute(terminal.Session, EraseFile.Of(Guid.NewGuid(), name, parsed.GetRequiredValue(reason), lease.Workspace.Vault));
            if (!outcome.Taken)
                return Task.FromResult(terminal.Refuse(outcome.Reasons));
            terminal.Say(new($"已销毁 {name}，记为第 {outcome.Facts[0].Seq} 条事实", $"erased {name}; fact {outcome.Facts[0].Seq} says so"));
            return Task.FromResult(Terminal.Done);
        }));
        return verb;
    }
}
