using System.CommandLine;
using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.Cli;

/// <summary><c>mingzhu join</c>: a folder through which another machine serves a city that stands in a database as a whole.</summary>
internal static class JoinVerb
{
    public static Command Create(Options options, Terminal terminal)
    {
        var city = options.City();
        var store = options.Option<string>("--store", "CONNECTION", "存有整座城市的 PostgreSQL 的连接串（不含密码）", "PostgreSQL connection string of the database that holds the whole city (no password)", required: true);
        var verb = options.Verb("join", "新建文件夹，作为数据库中城市的又一个节点", "make a folder that is one more node of a city in a database", "mingzhu join --city node --store \"Host=db.example;Database=mingzhu;Username=mingzhu;Search Path=liaocheng\"");
        verb.Add(city, store);
        verb.SetAction((parsed, _) => terminal.Guard(() =>
        {
            var folder = terminal.Full(parsed.GetRequiredValue(city));
            Workspace.Join(folder, parsed.GetRequiredValue(store), terminal.Clock);
            terminal.Say(new(
                $"{folder} 现为该城市的一个节点；有人员登记册的城市还需把密钥文件放到 {KeyRing.PathFor(folder)}，或用 --key 指明",
                $"{folder} is a node of the city now; where there is a registry its key file belongs at {KeyRing.PathFor(folder)}, or is named by --key"));
            return Task.FromResult(Terminal.Done);
        }));
        return verb;
    }
}
