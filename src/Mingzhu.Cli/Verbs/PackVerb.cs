using System.CommandLine;
using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.Cli;

/// <summary><c>mingzhu pack check</c> and <c>mingzhu pack adopt</c>.</summary>
internal static class PackVerb
{
    public static Command Create(Options options, Terminal terminal)
    {
        var verb = new Command("pack", options.Text("检查或采用城市包", "check or adopt a city pack"));
        verb.Subcommands.Add(Check(options, terminal));
        verb.Subcommands.Add(Adopt(options, terminal));
        return verb;
    }

    private static Command Check(Options options, Terminal terminal)
    {
        var pack = new Argument<string>("PACK") { Description = options.Text("城市包的名称或文件夹", "name or folder of the pack") };
        var json = options.Json();
        var verb = options.Verb("check", "检查城市包，指出每个错误的文件和行", "check a pack; names file and line of every fault", "mingzhu pack check packs/liaocheng");
        verb.Add(pack, json);
        verb.SetAction((parsed, _) => terminal.Guard(() =>
        {
            var loaded = PackChecking.Load(parsed.GetRequiredValue(pack), terminal);
            var problems = PackChecking.Check(loaded);
            if (parsed.GetValue(json))
                terminal.Write(new { pack = loaded.Id, hash = loaded.Hash(), problems = problems.Select(problem => new { problem.File, problem.Line, message = problem.Says.In(terminal.Language) }) });
            else if (problems.Count == 0)
                terminal.Say(new($"城市包 {loaded.Id} 没有错误（{loaded.Files.Count()} 个文件）", $"pack {loaded.Id} has no faults ({loaded.Files.Count()} files)"));
            foreach (var problem in parsed.GetValue(json) ? [] : problems)
                terminal.Error.WriteLine(problem.In(terminal.Language));
            return Task.FromResult(problems.Count == 0 ? Terminal.Done : Terminal.Refused);
        }));
        return verb;
    }

    private static Command Adopt(Options options, Terminal terminal)
    {
        var pack = new Argument<string>("PACK") { Description = options.Text("城市包的名称或文件夹", "name or folder of the pack") };
        var city = options.City();
        var verb = options.Verb("adopt", "采用城市包：复制入库并记录", "adopt a pack: it is copied into the vault and recorded", "mingzhu pack adopt packs/liaocheng --city city");
        verb.Add(pack, city);
        verb.SetAction((parsed, _) => terminal.Guard(() =>
        {
            var loaded = PackChecking.Load(parsed.GetRequiredValue(pack), terminal);
            if (PackChecking.Check(loaded) is { Count: > 0 } problems)
                return Task.FromResult(terminal.Refuse(problems.Select(PackChecking.AsRefusal)));
            using var lease = terminal.Open(parsed.GetRequiredValue(city), Access.Write);
            var outcome = lease.Workspace.Execute(terminal.Session, AdoptPack.Of(Guid.NewGuid(), loaded, lease.Workspace.Vault));
            if (!outcome.Taken)
                return Task.FromResult(terminal.Refuse(outcome.Reasons));
            terminal.Say(new($"已采用城市包 {loaded.Id}（{loaded.Hash()[..12]}）", $"adopted pack {loaded.Id} ({loaded.Hash()[..12]})"));
            return Task.FromResult(Terminal.Done);
        }));
        return verb;
    }
}
