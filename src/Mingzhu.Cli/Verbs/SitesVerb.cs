using System.CommandLine;
using Mingzhu.CheckUp;
using Mingzhu.City;
using Mingzhu.Spatial;
using Mingzhu.Web.Api;

namespace Mingzhu.Cli;

/// <summary><c>mingzhu sites</c>: sites that meet conditions, ranked, with a reason for each.</summary>
internal static class SitesVerb
{
    public static Command Create(Options options, Terminal terminal)
    {
        var frame = new SitingFrame(
            options,
            new("选址条件，可重复：area 400..10000 · where EXPR · walk 类别|图层 <= 300 · straight 图层 >= 50 · inside 图层 · outside 图层 · need 类别 [米] >= 人数",
                "a condition, any number of times: area 400..10000 · where EXPR · walk KIND|LAYER <= 300 · straight LAYER >= 50 · inside LAYER · outside LAYER · need KIND [metres] >= residents"),
            new("每组列出多少处", "how many sites of each group to list"));
        var from = options.Option<string?>("--from", "GROUP|LAYER", "候选地：城市包 siting.yaml 的候选来源，或图层，可加条件：parcels[land_use = 'vacant']", "candidates: a group of the pack's siting.yaml, or a layer, with a condition if need be: parcels[land_use = 'vacant']");
        var ready = options.Option<string?>("--ready", "ID", "用城市包中现成的选址，再加 --if 的条件", "a selection the pack has ready, with the conditions of --if added");
        var rank = options.Option<string?>("--rank", "N|area", "按第几个条件排序，或按面积", "rank by the N-th condition, or by area");
        var verb = options.Verb("sites", "按条件选址，逐条说明理由", "select sites by conditions, with a reason for each",
            "mingzhu sites --city city --from leftover --if \"area 400..10000\" --if \"straight parks >= 300\" --if \"outside water\" --json");
        frame.AddTo(verb, [from], [ready, rank]);
        verb.Validators.Add(result =>
        {
            if (result.GetResult(from) is null && result.GetResult(ready) is null)
                options.Fault(result, new("请给出 --from 或 --ready", "give --from or --ready"));
        });
        verb.SetAction((parsed, cancel) => terminal.Guard(() => Task.FromResult(frame.Answer<SelectionAnswer>(parsed, terminal, pack =>
        {
            var asked = Asked(SitingRules.Of(pack), parsed.GetValue(from), parsed.GetValue(ready), frame.Conditions(parsed), parsed.GetValue(rank));
            return (ground, top) => SelectionAnswer.Of(ground.Select(asked, null, cancel), terminal.Language, top);
        }, Tell, WriteCsv, cancel))));
        return verb;
    }

    private static SiteSelection Asked(SitingRules rules, string? from, string? ready, SiteCondition[] conditions, string? rank)
    {
        var start = ready is null ? null : rules.Ready.FirstOrDefault(each => each.Id == ready)?.Selection ?? throw new RefusedException(new Refusal("sites.no-ready", new(
            $"城市包没有现成的选址“{ready}”；可用：{string.Join("、", rules.Ready.Select(each => each.Id))}", $"the pack has no selection '{ready}'; there are: {string.Join(", ", rules.Ready.Select(each => each.Id))}")));
        SiteCondition[] all = [.. start?.Conditions ?? [], .. conditions];
        return new SiteSelection(from is null ? start!.From : SiteTarget.Parse(from), [.. all], rank is null ? null : Rank(rank, all.Length));
    }

    private static int Rank(string rank, int conditions) => rank == "area" ? SiteSelection.ByArea
        : int.TryParse(rank, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= conditions ? number - 1
        : throw new RefusedException(new Refusal("sites.rank", new($"--rank {rank} 应为 1 到 {conditions}，或 area", $"--rank {rank} should be 1 to {conditions}, or area")));

    private static void Tell(SelectionAnswer told, Terminal terminal)
    {
        terminal.Say(new(
            $"{told.Candidates:N0} 处候选：{told.Fit:N0} 处符合，{told.Undecided:N0} 处无法判断，{told.NearMisses:N0} 处差一点", $"{told.Candidates:N0} candidates: {told.Fit:N0} fit, {told.Undecided:N0} undecided, {told.NearMisses:N0} near misses"));
        foreach (var (condition, number) in told.Conditions.Select((condition, at) => (condition, at + 1)))
        {
            terminal.Say(new(
                $"  {number}. {condition.Asked}：{condition.Looked:N0} 处中符合 {condition.Met:N0}，不符合 {condition.Missed:N0}，不明 {condition.Unknown:N0}；去掉此条可多 {condition.OnlyHere:N0} 处",
                $"  {number}. {condition.Asked}: of {condition.Looked:N0}, {condition.Met:N0} meet it, {condition.Missed:N0} miss it, {condition.Unknown:N0} can't be told; without it {condition.OnlyHere:N0} more would fit"));
        }

        foreach (var note in told.Notes)
            terminal.Out.WriteLine($"  ! {note}");
        foreach (var site in told.Sites)
        {
            terminal.Out.WriteLine($"{Mark(site.Group)} {site.Rank,3}  {site.Id}  {site.Name}  {(site.AreaM2 is { } area ? Shown.Number(area) + " m²" : "—")}  {site.District} {site.Subdistrict}");
            foreach (var (reason, number) in site.Reasons.Select((reason, at) => (reason, at + 1)).Where(pair => pair.reason.Found is not null))
                terminal.Out.WriteLine($"       {(reason.Met switch { true => "✓", false => "✗", null => "?" })} {number}. {reason.Found}{(reason.By is { } by ? new Wording($"（{by}）", $" ({by})").In(terminal.Language) : "")}");
        }
    }

    private static string Mark(string group) => group switch { "fits" => "●", "undecided" => "?", _ => "○" };

    private static void WriteCsv(SelectionAnswer told, Terminal terminal)
    {
        object?[] headings = ["group", "rank", "id", "name", "lon", "lat", "area_m2", "district", "subdistrict", .. told.Conditions.SelectMany((_, at) => new[] { $"met_{at + 1}", $"value_{at + 1}", $"found_{at + 1}", $"by_{at + 1}" })];
        var sheet = new CsvWriter(terminal.Out, "\n").Row(headings);
        foreach (var site in told.Sites)
            sheet.Row([site.Group, site.Rank, site.Id, site.Name, site.Lon, site.Lat, site.AreaM2, site.District, site.Subdistrict, .. site.Reasons.SelectMany(reason => new object?[] { reason.Met, reason.Value, reason.Found, reason.By })]);
    }
}
