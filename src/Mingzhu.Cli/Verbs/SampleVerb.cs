using System.CommandLine;
using Mingzhu.City;
using Mingzhu.Sample;

namespace Mingzhu.Cli;

/// <summary><c>mingzhu sample</c>: the files of an invented city.</summary>
internal static class SampleVerb
{
    public static Command Create(Options options, Terminal terminal)
    {
        var folder = options.Option<string>("--out", "DIR", "写到哪个文件夹", "folder to write to", required: true);
        var buildings = options.Number<int>("--buildings", "N", "多少栋建筑（60000 约为一个中心城区）", "how many buildings (60000 is about one central city)");
        buildings.DefaultValueFactory = _ => 60_000;
        var seed = options.Number<int>("--seed", "S", "随机种子", "random seed");
        seed.DefaultValueFactory = _ => 42;
        var surveyed = options.Option<bool>("--surveyed", "", "步行道画到每个单元门和街道两侧（路网约为平时的九倍密）", "draw footpaths to every staircase and along both sides of streets (a network nine times as dense)");
        var verb = options.Verb("sample", "生成虚构的样例城市文件", "make the files of an invented city", "mingzhu sample --out sample-files --buildings 60000 --seed 42");
        verb.Add(folder, buildings, seed, surveyed);
        verb.SetAction((parsed, cancel) => terminal.Guard(() =>
        {
            var count = parsed.GetValue(buildings);
            if (count is < SampleCity.FewestBuildings or > SampleCity.MostBuildings)
            {
                return Task.FromResult(terminal.Refuse(new Refusal("sample.size", new(
                    $"--buildings {count} 应在 {SampleCity.FewestBuildings} 到 {SampleCity.MostBuildings} 之间", $"--buildings {count} should lie between {SampleCity.FewestBuildings} and {SampleCity.MostBuildings}"))));
            }

            using var percent = new Percent(terminal, new("正在生成", "making"));
            var files = SampleCity.Write(terminal.Full(parsed.GetRequiredValue(folder)), count, parsed.GetValue(seed), parsed.GetValue(surveyed), percent, cancel);
            terminal.Say(new($"已写出 {files.Count} 个文件到 {parsed.GetValue(folder)}；数据均为虚构", $"wrote {files.Count} files to {parsed.GetValue(folder)}; all of it is invented"));
            return Task.FromResult(Terminal.Done);
        }));
        return verb;
    }
}
