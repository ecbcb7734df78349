using System.CommandLine;
using System.Globalization;
using Mingzhu.City;
using Mingzhu.Civic;
using Mingzhu.Renewal;
using Mingzhu.Sample;
using Mingzhu.Store;

namespace Mingzhu.Cli;

/// <summary><c>mingzhu sample</c>: the files of an invented city, and the city itself with two years of what its people were about.</summary>
internal static class SampleVerb
{
    private const string Pack = "liaocheng", Catalog = "MOHURD-2025";

    public static Command Create(Options options, Terminal terminal)
    {
        var folder = options.Option<string>("--out", "DIR", "写到哪个文件夹", "folder to write to", required: true);
        var buildings = options.Number<int>("--buildings", "N", "多少栋建筑（60000 约为一个中心城区）", "how many buildings (60000 is about one central city)");
        buildings.DefaultValueFactory = _ => 60_000;
        var seed = options.Number<int>("--seed", "S", "随机种子", "random seed");
        seed.DefaultValueFactory = _ => 42;
        var surveyed = options.Option<bool>("--surveyed", "", "步行道画到每个单元门和街道两侧（路网约为平时的九倍密）", "draw footpaths to every staircase and along both sides of streets (a network nine times as dense)");
        var city = options.Option<string?>("--city", "DIR", "还要由此建成样例城市：导入、体检、虚构人员和他们两年的办件", "also make the sample city of them: imported, checked up, with invented people and two years of their cases");
        var verb = options.Verb("sample", "生成虚构的样例城市文件", "make the files of an invented city", "mingzhu sample --out sample-files --buildings 60000 --seed 42 --city city");
        verb.Add(folder, buildings, seed, surveyed, city);
        verb.SetAction((parsed, cancel) => terminal.Guard(async () =>
        {
            var count = parsed.GetValue(buildings);
            if (count is < SampleCity.FewestBuildings or > SampleCity.MostBuildings)
            {
                return terminal.Refuse(new Refusal("sample.size", new(
                    $"--buildings {count} 应在 {SampleCity.FewestBuildings} 到 {SampleCity.MostBuildings} 之间", $"--buildings {count} should lie between {SampleCity.FewestBuildings} and {SampleCity.MostBuildings}")));
            }

            var files = parsed.GetRequiredValue(folder);
            using (var percent = new Percent(terminal, new("正在生成", "making")))
            {
                var written = SampleCity.Write(terminal.Full(files), count, parsed.GetValue(seed), parsed.GetValue(surveyed), percent, cancel);
                terminal.Say(new($"已写出 {written.Count} 个文件到 {files}；数据均为虚构", $"wrote {written.Count} files to {files}; all of it is invented"));
            }

            return parsed.GetValue(city) is { } made ? await City(made, files, terminal, cancel) : Terminal.Done;
        }));
        return verb;
    }

    // By the verbs that a user would type, under a clock that begins two years ago.
    private static async Task<int> City(string city, string files, Terminal terminal, CancellationToken cancel)
    {
        var pack = PackChecking.Load(Pack, terminal);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(terminal.Clock.GetUtcNow(), PackSettings.Of(pack).TimeZone).DateTime);
        var cases = new SampleCases(pack, today, inTime: true);
        var past = terminal.Under(cases.Clock!);
        foreach (var typed in new[] { ["new", "--pack", Pack], ["import", files], CheckUp(cases.Year - 1), ["organisation", "sample-people"] })
        {
            if (await Type(typed) is not Terminal.Done and var refused)
                return refused;
        }

        var played = Play(cases.CheckUpDay);
        cases.Clock!.TurnTo(cases.Moment(cases.CheckUpDay));
        if (await Type(CheckUp(cases.Year)) is not Terminal.Done and var failed)
            return failed;
        played += Play(today);
        terminal.Say(new($"办理示例办件，共 {played} 个动作", $"played sample cases: {played} acts"));
        using var people = new PeopleOfCity(past, city, null, Access.Write);
        SampleExperts.Bring(new ExpertDraws(people.Workspace, new ExpertRegister(people.Registry)), people.Visit);
        return Terminal.Done;

        Task<int> Type(string[] typed) => MingzhuCommand.Run([.. typed, "--city", city], past, cancel);

        int Play(DateOnly until)
        {
            using var lease = past.Open(city, Access.Write);
            using var percent = new Percent(terminal, new("正在办理示例办件", "playing sample cases"));
            return cases.Play(lease.Workspace, until, percent, cancel);
        }
    }

    private static string[] CheckUp(int year) => ["check-up", "--catalog", Catalog, "--year", year.ToString(CultureInfo.InvariantCulture)];
}
