using System.Collections.Immutable;
using System.CommandLine;
using Mingzhu.CheckUp;
using Mingzhu.City;
using Mingzhu.Store;
using Mingzhu.Web.Api;

namespace Mingzhu.Cli;

/// <summary><c>mingzhu try</c>: what facilities and parks that come, move or go would do; keeps it as a scenario if asked.</summary>
internal static class TryVerb
{
    public static Command Create(Options options, Terminal terminal)
    {
        var changes = new Argument<string[]>("CHANGE")
        {
            Arity = ArgumentArity.ZeroOrMore,
            Description = options.Text("改动：add,类别,经度,纬度[,floor=㎡][,site=㎡][,area=㎡][,class=等级]、move,图层,编号,经度,纬度 或 remove,图层,编号", "a change: add,KIND,LON,LAT[,floor=M2][,site=M2][,area=M2][,class=CLASS], move,LAYER,ID,LON,LAT or remove,LAYER,ID"),
        };
        var city = options.City();
        var scenario = options.Option<string?>("--scenario", "NAME", "从已保存的方案开始", "start from a kept scenario");
        var level = options.Option<string>("--level", "LEVEL", "按哪个层级列出", "at which level to list places");
        level.DefaultValueFactory = _ => Level.Subdistrict.Code();
        options.OneOf(level, [.. Levels.All.Where(known => known is not (Level.Compound or Level.Building)).Select(known => known.Code())]);
        var keep = options.Option<string?>("--keep", "NAME", "保存为方案", "keep it as a scenario");
        var against = options.Option<string?>("--against", "NAME", "与另一个已保存的方案比较", "compare with another kept scenario");
        var list = options.Option<bool>("--list", "", "列出已保存的方案", "list the kept scenarios");
        var json = options.Json();
        var verb = options.Verb("try", "试布设施：新增、迁移、撤销后，覆盖居民和指标如何变化", "try facilities: what residents and indicators would be after some come, move or go",
            "mingzhu try add,kindergarten,115.985,36.456 remove,facilities,F0012 --city city --keep plan-a --json");
        verb.Add(changes, city, scenario, against, level, keep, list, json);
        verb.SetAction((parsed, cancel) => terminal.Guard(() =>
        {
            var kept = parsed.GetValue(keep);
            using var lease = terminal.Open(parsed.GetRequiredValue(city), kept is null ? Access.Read : Access.Write);
            if (parsed.GetValue(list))
                return Task.FromResult(List(lease.Workspace, terminal, parsed.GetValue(json)));
            var tried = Changes(lease.Workspace, parsed.GetValue(scenario), parsed.GetValue(changes) ?? []);
            var state = lease.Workspace.Read(terminal.Session, new CurrentGround());
            var ground = state.Prepare(lease.Workspace, cancel);
            var trial = ground.Try(tried, cancel);
            var id = kept is null ? null : Keep(lease.Workspace, terminal, kept, trial, state);
            var at = Levels.Of(parsed.GetRequiredValue(level))!.Value;
            if (parsed.GetValue(against) is { } other)
                Compare(terminal, ground, at, (parsed.GetValue(keep) ?? parsed.GetValue(scenario) ?? "", trial), (other, ground.Try(Kept(lease.Workspace, other), cancel)), parsed.GetValue(json));
            else if (parsed.GetValue(json))
                terminal.Write(TrialAnswer.Of(trial, ground, at, terminal.Language, id));
            else
                Tell(trial, ground, at, kept, terminal);
            return Task.FromResult(Terminal.Done);
        }));
        return verb;
    }

    private static IReadOnlyList<Change> Changes(Workspace workspace, string? scenario, string[] lines)
    {
        IReadOnlyList<Change> all = [.. scenario is null ? [] : Kept(workspace, scenario), .. ChangeText.Read(lines)];
        return all.Count > 0 ? all : throw new RefusedException(new Refusal("trying.nothing", new("请给出至少一项改动，或 --scenario", "give at least one change, or --scenario")));
    }

    private static ImmutableArray<Change> Kept(Workspace workspace, string scenario) => workspace.View<KeptScenarios>().Find(scenario)?.Changes
        ?? throw new RefusedException(new Refusal("scenario.none", new($"没有名为“{scenario}”的方案", $"there is no scenario '{scenario}'")));

    private static void Compare(Terminal terminal, ScenarioGround ground, Level level, (string Name, Trial Trial) a, (string Name, Trial Trial) b, bool json)
    {
        var told = ScenariosComparedAnswer.Of(a.Name, b.Name, ground.Compare(a.Trial, b.Trial), ground, level, terminal.Language);
        if (json)
        {
            terminal.Write(told);
            return;
        }

        terminal.Say(new($"甲 {(a.Name.Length > 0 ? a.Name : "未保存")}，乙 {b.Name}", $"A {(a.Name.Length > 0 ? a.Name : "not kept")}, B {b.Name}"));
        foreach (var (where, lines) in new[] { (new Wording("都有", "both"), told.Both), (new Wording("只在甲", "only A"), told.OnlyA), (new Wording("只在乙", "only B"), told.OnlyB) })
        {
            foreach (var line in lines)
                terminal.Out.WriteLine($"  {where.In(terminal.Language)}  {line}");
        }

        foreach (var kind in told.Kinds)
        {
            terminal.Say(new(
                $"{kind.Name}：现状可达 {Number(kind.City.Covered)}，甲 {Number(kind.City.A)}，乙 {Number(kind.City.B)} {(kind.Counts == "households" ? "户" : "人")}",
                $"{kind.Name}: within reach today {Number(kind.City.Covered)}, A {Number(kind.City.A)}, B {Number(kind.City.B)} {kind.Counts}"));
            foreach (var place in kind.Places)
                terminal.Out.WriteLine($"  {(place.Name.Length > 0 ? place.Name : place.Id)}  {Number(place.Covered)}  {Number(place.A)}  {Number(place.B)}");
        }

        foreach (var one in told.Indicators)
            terminal.Say(new($"{one.Code} {one.Name}：现状 {Number(one.Before)}，甲 {Number(one.A)}，乙 {Number(one.B)} {one.Unit}", $"{one.Code} {one.Name}: today {Number(one.Before)}, A {Number(one.A)}, B {Number(one.B)} {one.Unit}"));
    }

    private static string Keep(Workspace workspace, Terminal terminal, string name, Trial trial, GroundState state)
    {
        var id = workspace.View<KeptScenarios>().Find(name)?.Id ?? Guid.NewGuid().ToString("N");
        var outcome = workspace.Execute(terminal.Session, new KeepScenario(Guid.NewGuid(), id, name, trial.Changes, state));
        return outcome.Taken ? id : throw new RefusedException(outcome.Reasons);
    }

    private static int List(Workspace workspace, Terminal terminal, bool json)
    {
        var kept = workspace.View<KeptScenarios>().All;
        if (json)
            terminal.Write(kept.Select(one => new { id = one.Id, name = one.Name, changes = one.Changes.Select(ChangeText.Write), by = one.By, at = one.At, layers = one.Layers.Select(layer => new { layer = layer.Layer, version = layer.Number }) }));
        foreach (var one in json ? [] : kept)
            terminal.Out.WriteLine($"{one.Name}  {string.Join(' ', one.Changes.Select(ChangeText.Write))}");
        return Terminal.Done;
    }

    private static double? Value(IndicatorTrial trial, Reading reading) => reading.Value(trial.Indicator.Kind, trial.Indicator.UnitFactor);

    private static void Tell(Trial trial, ScenarioGround ground, Level level, string? kept, Terminal terminal)
    {
        foreach (var kind in trial.Kinds)
        {
            var who = kind.InHouseholds ? new Wording("户", "households") : new Wording("人", "residents");
            terminal.Say(new(
                $"{kind.Kind.Name.Zh}：可达 {Number(kind.City.Covered)} → {Number(kind.City.After)} {who.Zh}（新增 {Number(kind.City.Gained)}，减少 {Number(kind.City.Lost)}；住宅新增 {kind.City.BuildingsGained} 栋，减少 {kind.City.BuildingsLost} 栋）",
                $"{kind.Kind.Name.En}: within reach {Number(kind.City.Covered)} → {Number(kind.City.After)} {who.En} (gained {Number(kind.City.Gained)}, lost {Number(kind.City.Lost)}; buildings gained {kind.City.BuildingsGained}, lost {kind.City.BuildingsLost})"));
            foreach (var (reach, place) in level == Level.City ? [] : kind.ByLevel[level].Select((reach, place) => (reach, place)).Where(pair => pair.reach.Changes))
                terminal.Out.WriteLine($"  {(ground.Places(level)[place] is { Name.Length: > 0 } named ? named.Name : ground.Places(level)[place].Id)}  {Number(reach.Covered)} → {Number(reach.After)}");
        }

        foreach (var indicator in trial.Indicators)
            terminal.Say(new($"{indicator.Indicator.Code} {indicator.Indicator.Name.Zh}：{Shows(indicator, indicator.Before)} → {Shows(indicator, indicator.After)} {indicator.Indicator.Unit.Zh}", $"{indicator.Indicator.Code} {indicator.Indicator.Name.En}: {Shows(indicator, indicator.Before)} → {Shows(indicator, indicator.After)} {indicator.Indicator.Unit.En}"));
        foreach (var note in trial.Notes)
            terminal.Say(note);
        if (kept is not null)
            terminal.Say(new($"已保存为方案“{kept}”", $"kept as scenario '{kept}'"));
    }

    private static string Shows(IndicatorTrial trial, ImmutableSortedDictionary<Level, ImmutableArray<Reading>> at) =>
        Value(trial, at[Level.City][0]) is { } value ? Shown.Number(value, trial.Indicator.Kind == IndicatorKind.Count ? 0 : 2) : "—";

    private static string Number(double value) => Shown.Number(value);

    private static string Number(double? value) => value is { } known ? Shown.Number(known, 2, fixedDecimals: false) : "—";
}
