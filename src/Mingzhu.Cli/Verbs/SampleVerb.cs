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
    public static Command Create(Options options, Terminal terminal)
    {
        var folder = options.Option<string>("--out", "DIR", "写到哪个文件夹", "folder to write to", required: true);
        var buildings = options.Number<int>("--buildings", "N", "多少栋建筑（60000 约为一个中心城区）", "how many buildings (60000 is about one central city)");
        buildings.DefaultValueFactory = _ => 60_000;
        var seed = options.Number<int>("--seed", "S", "随机种子", "random seed");
        seed.DefaultValueFactory = _ => 42;
        var surveyed = options.Option<bool>("--surveyed", "", "步行道画到每个单元门和街道两侧（路网约为平时的九倍密）", "draw footpaths to every staircase and along both sides of streets (a network nine times as dense)");
        var city = options.Option<string?>("--city", "DIR", "还要由此建成样例城市：导入、体检、虚构人员和他们两年的办件", "also make the sample city of them: imported, checked up, with invented people and two years of their cases");
        var pack = options.Option<string?>("--pack", "liaocheng|DIR", "样例城市所用的城市包，须有 sample-cases.yaml", "the pack of the sample city; it has to have a sample-cases.yaml");
        var verb = options.Verb("sample", "生成虚构的样例城市文件", "make the files of an invented city", "mingzhu sample --out sample-files --buildings 60000 --seed 42 --city city --pack liaocheng");
        verb.Add(folder, buildings, seed, surveyed, city, pack);
        verb.Validators.Add(result =>
        {
            if ((result.GetResult(city) is null) != (result.GetResult(pack) is null))
                options.Fault(result, new("--city 与 --pack 须同时给出", "--city and --pack go together"));
        });
        verb.SetAction((parsed, cancel) => terminal.Guard(async () =>
        {
            var count = parsed.GetValue(buildings);
            if (count is < SampleCity.FewestBuildings or > SampleCity.MostBuildings)
            {
                return terminal.Refuse(new Refusal("sample.size", new(
                    $"--buildings {count} 应在 {SampleCity.FewestBuildings} 到 {SampleCity.MostBuildings} 之间", $"--buildings {count} should lie between {SampleCity.FewestBuildings} and {SampleCity.MostBuildings}")));
            }

            // What cannot be made is told before anything is written.
            var (files, made) = (parsed.GetRequiredValue(folder), parsed.GetValue(city) is { } there ? (Sample?)Made(there, parsed.GetValue(pack)!, terminal) : null);
            using (var percent = new Percent(terminal, new("正在生成", "making")))
            {
                var written = SampleCity.Write(terminal.Full(files), count, parsed.GetValue(seed), parsed.GetValue(surveyed), percent, cancel);
                terminal.Say(new($"已写出 {written.Count} 个文件到 {files}；数据均为虚构", $"wrote {written.Count} files to {files}; all of it is invented"));
            }

            return made is { } sample ? await City(sample, files, terminal, cancel) : Terminal.Done;
        }));
        return verb;
    }

    /// <summary>A sample city to be made.</summary>
    /// <param name="City">Its folder.</param>
    /// <param name="Pack">Its pack, as it was named.</param>
    /// <param name="Cases">What its people were about.</param>
    private sealed record Sample(string City, string Pack, SampleCases Cases);

    private static Sample Made(string city, string pack, Terminal terminal)
    {
        var cases = SampleCases.InTime(PackChecking.Load(pack, terminal), terminal.Clock);
        if (cases.Catalog.Length == 0)
            throw new RefusedException(new Refusal("sample.no-cases", new($"城市包“{pack}”没有 sample-cases.yaml，不能建成样例城市", $"the pack '{pack}' has no sample-cases.yaml to make a sample city of")));
        if (Directory.Exists(terminal.Full(city)))
            throw new RefusedException(new Refusal("sample.exists", new($"文件夹 {city} 已存在；请换一个，或先删除", $"the folder {city} exists; name another, or delete it first")));
        return new Sample(city, pack, cases);
    }

    // By the verbs that a user would type, under a clock that begins two years ago.
    private static async Task<int> City(Sample sample, string files, Terminal terminal, CancellationToken cancel)
    {
        var (city, cases) = (sample.City, sample.Cases);
        var past = terminal.Under(cases.Clock!);
        foreach (var typed in new[] { ["new", "--pack", sample.Pack], ["import", files], CheckUp(cases, cases.Year - 1), ["organisation", "sample-people"] })
        {
            if (await Type(typed) is not Terminal.Done and var refused)
                return refused;
        }

        var played = Play(cases.CheckUpDay);
        cases.Clock!.TurnTo(cases.Moment(cases.CheckUpDay));
        if (await Type(CheckUp(cases, cases.Year)) is not Terminal.Done and var failed)
            return failed;
        played += Play(cases.Demonstrated);
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

    private static string[] CheckUp(SampleCases cases, int year) => ["check-up", "--catalog", cases.Catalog, "--year", year.ToString(CultureInfo.InvariantCulture)];
}
