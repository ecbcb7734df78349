using System.CommandLine;
using Mingzhu.CheckUp;
using Mingzhu.City;
using Mingzhu.Spatial;
using Mingzhu.Web.Api;

namespace Mingzhu.Cli;

/// <summary><c>mingzhu one-more</c>: where one more of something would help most, and where the best few together.</summary>
internal static class OneMoreVerb
{
    private const double FarthestM = 100_000;

    public static Command Create(Options options, Terminal terminal)
    {
        var frame = new SitingFrame(
            options, new("候选地还须满足的选址条件，可重复；写法同 sites", "a condition the candidates must meet besides, any number of times; as in sites"), new("列出多少处单独排名", "how many single sites to list"));
        var what = options.Option<string>("--what", "KIND", "增设什么：设施类别，或 siting.yaml 的增设类别（pocket-park）", "what to add: a facility kind, or an addition of siting.yaml (pocket-park)", required: true);
        var reach = options.Number<double>("--reach", "METRES", "服务距离（米）；默认按城市包", "how far it serves, metres; by the pack if not said");
        var from = options.Option<string?>("--from", "GROUP|LAYER", "候选地；默认按城市包", "candidates; by the pack if not said");
        var sites = options.Number<int>("--sites", "K", "一起选几处", "how many to choose together");
        sites.DefaultValueFactory = _ => OneMore.UsualSites;
        var indicator = options.Option<string?>("--indicator", "CODE", "要提高的覆盖率指标（增设类别）", "the coverage indicator to raise (for an addition)");
        var verb = options.Verb("one-more", "再建一处，建在哪里最有用；几处一起最优", "where one more would help most, and where the best few together",
            "mingzhu one-more --city city --what kindergarten --from land-register --sites 5 --json");
        frame.AddTo(verb, [what, reach, from], [sites, indicator]);
        verb.SetAction((parsed, cancel) => terminal.Guard(() => Task.FromResult(frame.Answer<OneMoreResult>(parsed, terminal, _ =>
        {
            var asked = new OneMore(
                parsed.GetRequiredValue(what), parsed.GetResult(reach) is null ? null : Reach(parsed.GetValue(reach)), parsed.GetValue(from) is { } group ? SiteTarget.Parse(group) : null, [.. frame.Conditions(parsed)],
                parsed.GetValue(sites), parsed.GetValue(indicator));
            return (ground, top) =>
            {
                using var percent = new Percent(terminal, new("正在计算", "working it out"));
                return OneMoreResult.Of(ground.WhereOneMore(asked, percent, cancel), terminal.Language, top);
            };
        }, Tell, WriteCsv, cancel))));
        return verb;
    }

    private static double Reach(double metres) => metres is > 0 and <= FarthestM ? metres : throw new RefusedException(new Refusal("one-more.reach", new(
        $"--reach {metres} 应在 0 到 {FarthestM:0} 米之间", $"--reach {metres} should lie between 0 and {FarthestM:0} metres")));

    private static void Tell(OneMoreResult told, Terminal terminal)
    {
        string Number(double value) => Shown.Number(value);
        string Share(double part) => told.City.Total > 0 ? Shown.Number(part / told.City.Total * 100, 2) : "—";
        terminal.Say(new(
            $"{told.Name}：{told.Basis}；现状 {Number(told.City.Before)} / {Number(told.City.Total)} {told.Unit}（{Share(told.City.Before)}%）",
            $"{told.Name}, {told.Basis}: {Number(told.City.Before)} of {Number(told.City.Total)} {told.Unit} served today ({Share(told.City.Before)} %)"));
        terminal.Say(new($"单独看（{told.Candidates:N0} 处候选，{told.Idle:N0} 处没有新增）", $"each alone ({told.Candidates:N0} candidates, {told.Idle:N0} add nothing)"));
        foreach (var site in told.Ranked)
            terminal.Out.WriteLine($"  {site.Rank,3}  +{Number(site.Alone)}  {site.Id}  {site.Name}  {site.District} {site.Subdistrict}");
        var together = told.Together;
        terminal.Say(new(
            $"{together.Sites.Count} 处一起：+{Number(together.Adds)} {told.Unit}，{(together.Gap == 0 ? "已证明最优" : $"距上界至多 {Shown.Number(together.Gap * 100, 2)}%")}（逐个择优 +{Number(together.OneByOne)}）",
            $"{together.Sites.Count} together: +{Number(together.Adds)} {told.Unit}, {(together.Gap == 0 ? "proved the best" : $"at most {Shown.Number(together.Gap * 100, 2)} % below the bound")} (one by one +{Number(together.OneByOne)})"));
        foreach (var site in together.Sites)
            terminal.Out.WriteLine($"  {site.Rank,3}  +{Number(site.Adds!.Value)}  {site.Id}  {site.Name}  {site.District} {site.Subdistrict}");
        terminal.Say(new($"建成后 {Number(told.City.After)} {told.Unit}（{Share(told.City.After)}%）", $"then {Number(told.City.After)} {told.Unit} ({Share(told.City.After)} %)"));
        foreach (var note in told.Notes)
            terminal.Out.WriteLine($"  {note}");
    }

    private static void WriteCsv(OneMoreResult told, Terminal terminal)
    {
        var sheet = new CsvWriter(terminal.Out, "\n").Row("list", "rank", "id", "name", "lon", "lat", "area_m2", "district", "subdistrict", "alone", "adds", "reach_m");
        foreach (var (list, site) in told.Together.Sites.Select(site => ("together", site)).Concat(told.Ranked.Select(site => ("alone", site))))
            sheet.Row(list, site.Rank, site.Id, site.Name, site.Lon, site.Lat, site.AreaM2, site.District, site.Subdistrict, site.Alone, site.Adds, site.ReachM);
    }
}
