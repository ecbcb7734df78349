using System.CommandLine;
using Mingzhu.CheckUp;
using Mingzhu.City;
using Mingzhu.Spatial;
using Mingzhu.Store;
using Mingzhu.Web.Api;

namespace Mingzhu.Cli;

/// <summary><c>mingzhu one-more</c>: where one more of something would help most, and where the best few together.</summary>
internal static class OneMoreVerb
{
    private const int UsualTop = 20;

    public static Command Create(Options options, Terminal terminal)
    {
        var city = options.City();
        var what = options.Option<string>("--what", "KIND", "增设什么：设施类别，或 siting.yaml 的增设类别（pocket-park）", "what to add: a facility kind, or an addition of siting.yaml (pocket-park)", required: true);
        var reach = options.Number<double>("--reach", "METRES", "服务距离（米）；默认按城市包", "how far it serves, metres; by the pack if not said");
        var from = options.Option<string?>("--from", "GROUP|LAYER", "候选地；默认按城市包", "candidates; by the pack if not said");
        var conditions = options.Option<string[]>("--if", "COND", "候选地还须满足的选址条件，可重复；写法同 sites", "a condition the candidates must meet besides, any number of times; as in sites");
        var sites = options.Number<int>("--sites", "K", "一起选几处", "how many to choose together");
        sites.DefaultValueFactory = _ => OneMore.UsualSites;
        var indicator = options.Option<string?>("--indicator", "CODE", "要提高的覆盖率指标（增设类别）", "the coverage indicator to raise (for an addition)");
        var top = options.Number<int>("--top", "N", "列出多少处单独排名", "how many single sites to list");
        top.DefaultValueFactory = _ => UsualTop;
        var (json, csv) = (options.Json(), options.Csv());
        var verb = options.Verb("one-more", "再建一处，建在哪里最有用；几处一起最优", "where one more would help most, and where the best few together",
            "mingzhu one-more --city city --what kindergarten --from land-register --sites 5 --json");
        verb.Add(city, what, reach, from, conditions, sites, indicator, top, json, csv);
        verb.SetAction((parsed, cancel) => terminal.Guard(() =>
        {
            double? metres = parsed.GetResult(reach) is null ? null : parsed.GetValue(reach);
            if (metres is { } said && !(said > 0 && said <= 100_000))
                return Task.FromResult(terminal.Refuse(new Refusal("one-more.reach", new($"--reach {said} 应在 0 到 100000 米之间", $"--reach {said} should lie between 0 and 100000 metres"))));
            var asked = new OneMore(
                parsed.GetRequiredValue(what), metres, parsed.GetValue(from) is { } group ? SiteTarget.Parse(group) : null, [.. (parsed.GetValue(conditions) ?? []).Select(SiteCondition.Parse)], parsed.GetValue(sites), parsed.GetValue(indicator));
            using var lease = terminal.Open(parsed.GetRequiredValue(city), Access.Read);
            var answer = SiteGrounds.Prepare(lease.Workspace, terminal.Session, cancel).WhereOneMore(asked, new Told(terminal), cancel);
            var told = OneMoreResult.Of(answer, terminal.Language, Math.Max(0, parsed.GetValue(top)));
            if (parsed.GetValue(json))
                terminal.Write(told);
            else if (parsed.GetValue(csv))
                WriteCsv(told, terminal);
            else
                Tell(told, terminal);
            return Task.FromResult(Terminal.Done);
        }));
        return verb;
    }

    private static void Tell(OneMoreResult told, Terminal terminal)
    {
        string Number(double value) => Shown.Number(value);
        string Percent(double part) => told.City.Total > 0 ? Shown.Number(part / told.City.Total * 100, 2) : "—";
        terminal.Say(new(
            $"{told.Name}：{told.Basis}；现状 {Number(told.City.Before)} / {Number(told.City.Total)} {told.Unit}（{Percent(told.City.Before)}%）",
            $"{told.Name}, {told.Basis}: {Number(told.City.Before)} of {Number(told.City.Total)} {told.Unit} served today ({Percent(told.City.Before)} %)"));
        terminal.Say(new($"单独看（{told.Candidates:N0} 处候选，{told.Idle:N0} 处没有新增）", $"each alone ({told.Candidates:N0} candidates, {told.Idle:N0} add nothing)"));
        foreach (var site in told.Ranked)
            terminal.Out.WriteLine($"  {site.Rank,3}  +{Number(site.Alone)}  {site.Id}  {site.Name}  {site.District} {site.Subdistrict}");
        var together = told.Together;
        terminal.Say(new(
            $"{together.Sites.Count} 处一起：+{Number(together.Adds)} {told.Unit}，{(together.Gap == 0 ? "已证明最优" : $"距上界至多 {Shown.Number(together.Gap * 100, 2)}%")}（逐个择优 +{Number(together.OneByOne)}）",
            $"{together.Sites.Count} together: +{Number(together.Adds)} {told.Unit}, {(together.Gap == 0 ? "proved the best" : $"at most {Shown.Number(together.Gap * 100, 2)} % below the bound")} (one by one +{Number(together.OneByOne)})"));
        foreach (var site in together.Sites)
            terminal.Out.WriteLine($"  {site.Rank,3}  +{Number(site.Adds!.Value)}  {site.Id}  {site.Name}  {site.District} {site.Subdistrict}");
        terminal.Say(new($"建成后 {Number(told.City.After)} {told.Unit}（{Percent(told.City.After)}%）", $"then {Number(told.City.After)} {told.Unit} ({Percent(told.City.After)} %)"));
        foreach (var note in told.Notes)
            terminal.Out.WriteLine($"  {note}");
    }

    private static void WriteCsv(OneMoreResult told, Terminal terminal)
    {
        var sheet = new CsvWriter(terminal.Out, "\n").Row("list", "rank", "id", "name", "lon", "lat", "area_m2", "district", "subdistrict", "alone", "adds", "reach_m");
        foreach (var (list, site) in told.Together.Sites.Select(site => ("together", site)).Concat(told.Ranked.Select(site => ("alone", site))))
            sheet.Row(list, site.Rank, site.Id, site.Name, site.Lon, site.Lat, site.AreaM2, site.District, site.Subdistrict, site.Alone, site.Adds, site.ReachM);
    }

    /// <summary>Progress in words on the error stream, at most a line for every tenth of the work.</summary>
    private sealed class Told(Terminal terminal) : IProgress<CheckUpProgress>
    {
        private const int Lines = 10;
        private readonly Lock _saying = new();
        private int _last = -1;

        public void Report(CheckUpProgress value)
        {
            lock (_saying)
            {
                var step = (int)(value.Share * Lines);
                if (step <= _last)
                    return;
                _last = step;
                terminal.Error.WriteLine($"  {100 * value.Share,3:0} %  {value.Says.In(terminal.Language)}");
            }
        }
    }
}
