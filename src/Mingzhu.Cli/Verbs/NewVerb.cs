using System.CommandLine;
using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.Cli;

/// <summary><c>mingzhu new</c>: an empty city folder under a pack.</summary>
internal static class NewVerb
{
    public static Command Create(Options options, Terminal terminal)
    {
        var city = options.City();
        var pack = options.Option<string>("--pack", "liaocheng|generic|DIR", "城市包的名称或文件夹", "name or folder of the city pack", required: true);
        var verb = options.Verb("new", "新建城市文件夹", "make a new city folder", "mingzhu new --city city --pack liaocheng");
        var store = options.Store();
        var whole = options.Whole();
        verb.Add(city, pack, store, whole);
        verb.SetAction((parsed, _) => terminal.Guard(() =>
        {
            var loaded = PackChecking.Load(parsed.GetRequiredValue(pack), terminal);
            if (PackChecking.Check(loaded) is { Count: > 0 } problems)
                return Task.FromResult(terminal.Refuse(problems.Select(PackChecking.AsRefusal)));
            using var workspace = Workspace.Create(terminal.Full(parsed.GetRequiredValue(city)), loaded, terminal.Session, terminal.Clock, parsed.GetValue(store), Options.WholeOf(parsed.GetValue(whole), parsed.GetValue(store)));
            terminal.Say(new($"已新建城市文件夹 {workspace.Folder}（城市包 {loaded.Id}）", $"made the city folder {workspace.Folder} (pack {loaded.Id})"));
            return Task.FromResult(Terminal.Done);
        }));
        return verb;
    }
}
