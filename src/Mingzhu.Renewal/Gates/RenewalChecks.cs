using System.Collections.Immutable;
using System.Globalization;
using Mingzhu.City;
using Mingzhu.Civic;
using Mingzhu.Procedures;
using Mingzhu.Store;

namespace Mingzhu.Renewal;

/// <summary>The checks that procedures call by name (更新检查): what holds between a case and the others, and what was found on its ground. None of them computes geometry.</summary>
public static class RenewalChecks
{
    private const string NoticeFrom = "notice_from", NoticeUntil = "notice_until", CheckUp = "check-up-adoption", WholeCity = "city", Project = "project", Implementer = "implementer", Classification = "classification";

    /// <summary>All of them.</summary>
    public static Procedures.Gates All { get; } = new(new Dictionary<string, Check>
    {
        ["check-up-covers"] = CheckUpCovers,
        ["parent-in-effect"] = ParentInEffect,
        ["unit-drawn"] = UnitDrawn,
        ["projects-determined"] = ProjectsDetermined,
        ["public-interest-first"] = PublicInterestFirst,
        ["implementer-selected"] = ImplementerSelected,
        ["classified"] = Classified,
        ["credit-code"] = HasCreditCode,
        ["experts-heard"] = ExpertsHeard,
        ["notice-over"] = NoticeOver,
        ["wishes-recorded"] = WishesRecorded,
    }.Concat(GroundSurvey.Names.Select(name => KeyValuePair.Create<string, Check>(name, (@case, context) => GroundSurvey.Recorded(name, @case, context)))).ToImmutableDictionary());

    // S2-7-d; S1-1.1-a announces the same. A linked finding is not what the clause asks; only that an adopted run of the cycle covers the place.
    private static GateFound CheckUpCovers(Case @case, Context context)
    {
        var years = RenewalRules.Of(context.Pack).CheckUpYears;
        var adopted = context.View<Cases>().Of(CheckUp).Where(run => run.Effective is not null && run["year"] is double year && year >= context.Today.Year - years && year <= context.Today.Year).ToArray();
        var asked = PlacesOf(@case.Place, context.Pack);
        var missing = asked.Where(place => !adopted.Any(run => ContentText.Listed(run.Contents.GetValueOrDefault("covers")) is var covers && (covers.Contains(WholeCity) || covers.Contains(place)))).ToArray();
        return missing is []
            ? GateFound.Pass(new($"已采用的体检覆盖：{string.Join("、", adopted.Select(run => run.Title))}", $"covered by the adopted check-up: {string.Join(", ", adopted.Select(run => run.Title))}"))
            : GateFound.Fail(new($"近 {years + 1} 年内没有已采用的城市体检覆盖此地", $"no check-up adopted within {years + 1} years covers the place"), [.. missing]);
    }

    // S4-5.3-a, S4-5.4-a, S5-1.4-a.
    private static GateFound ParentInEffect(Case @case, Context context) => @case.Of is { } of && context.View<Cases>().Find(of) is { } parent
        ? parent.Effective is { } day
            ? GateFound.Pass(new($"“{parent.Title}”已于 {Iso(day)} 生效", $"'{parent.Title}' took effect on {Iso(day)}"))
            : GateFound.Fail(new($"“{parent.Title}”尚未批准", $"'{parent.Title}' is not approved yet"), [parent.Id])
        : GateFound.Unknown(new("未指明所属的办件", "the case it belongs to is not named"));

    // S4-5.3-a: a unit exists from the approval of the plan that draws it.
    private static GateFound UnitDrawn(Case @case, Context context)
    {
        if (@case["unit"] is not string unit || @case.Of is not { } of || context.View<Cases>().Find(of) is not { } plan)
            return GateFound.Unknown(new("未填写更新单元名称", "the name of the unit is not filled in"));
        var drawn = ContentText.Listed(plan.Contents.GetValueOrDefault("units"));
        return drawn.Contains(unit)
            ? GateFound.Pass(new($"“{plan.Title}”划定了“{unit}”", $"'{plan.Title}' draws '{unit}'"))
            : GateFound.Fail(new($"“{plan.Title}”划定的单元中没有“{unit}”：{string.Join("、", drawn)}", $"'{unit}' is not among the units that '{plan.Title}' draws: {string.Join(", ", drawn)}"), [plan.Id]);
    }

    // S4-5.4-a, S4-5.4-d.
    private static GateFound ProjectsDetermined(Case @case, Context context)
    {
        var listed = ContentText.Listed(@case.Contents.GetValueOrDefault("projects"));
        if (listed.IsEmpty)
            return GateFound.Unknown(new("未列入任何项目", "no project is listed"));
        var cases = context.View<Cases>();
        var bad = listed.Where(id => cases.Find(id) is not { Effective: not null } project || project.Procedure.Subject != Project || project.Place != @case.Place).ToImmutableArray();
        return bad.IsEmpty
            ? GateFound.Pass(new($"{listed.Length} 个项目均已确定", $"all {listed.Length} projects are determined"))
            : GateFound.Fail(new("下列项目未确定，或不属于本辖区", "these are not determined, or not of this place"), bad);
    }

    // S4-6.1-a: left out while another is in.
    private static GateFound PublicInterestFirst(Case @case, Context context)
    {
        var listed = ContentText.Listed(@case.Contents.GetValueOrDefault("projects")).ToHashSet();
        var all = context.View<Cases>().Of(Project).Where(project => project.Effective is not null && project.Place == @case.Place).ToArray();
        var left = all.Where(project => !listed.Contains(project.Id) && project["public_interest"] is true && !Planned(project.Id, @case, context)).Select(project => project.Id).ToImmutableArray();
        return left.IsEmpty || all.All(project => !listed.Contains(project.Id) || project["public_interest"] is true)
            ? GateFound.Pass(new("没有公共利益项目被其他项目挤出", "no project of public interest gives way to another"))
            : GateFound.Fail(new("下列公共利益项目未列入，而其他项目列入", "these are of public interest and left out while others are in"), left);
    }

    // S4-5.6-a: the implementer draws up the scheme, so there has to be one.
    private static GateFound ImplementerSelected(Case @case, Context context) => Sibling(@case, Implementer, context) is { } selected
        ? GateFound.Pass(new($"实施主体已选定（{selected.Id}）", $"the implementer is selected ({selected.Id})"))
        : GateFound.Fail(new("项目的实施主体尚未选定", "the implementer of the project is not selected yet"));

    // S4-5.6-c: class unknown, no route.
    private static GateFound Classified(Case @case, Context context) => Sibling(@case, Classification, context) is not { } classified
        ? GateFound.Fail(new("方案类别尚未确认", "the class of the scheme is not confirmed yet"))
        : classified.Contents.GetValueOrDefault("class") == @case.Contents.GetValueOrDefault("class")
            ? GateFound.Pass(new($"类别已确认（{classified.Id}）", $"the class is confirmed ({classified.Id})"))
            : GateFound.Fail(new("与已确认的类别不一致", "differs from the class that was confirmed"), [classified.Id]);

    // S4-5.5-a: natural persons and owners' assemblies have none.
    private static GateFound HasCreditCode(Case @case, Context context) => @case["is_organisation"] switch
    {
        false => GateFound.Pass(new("自然人或业主大会，无统一社会信用代码", "a natural person or an owners' assembly has none")),
        true when @case["credit_code"] is string code => CreditCode.IsValid(code)
            ? GateFound.Pass(new("有效", "valid"))
            : GateFound.Fail(new($"“{code}”不是有效的统一社会信用代码（18 位，末位为校验码）", $"'{code}' is no valid credit code (18 characters, the last a check)")),
        _ => GateFound.Unknown(new("未填写", "not filled in")),
    };

    // S4-5.4-c: building by building, for what one has too many does not make up for what another lacks. Not recorded is not consent.
    private static GateFound WishesRecorded(Case @case, Context context)
    {
        if (@case.TableOf(GroundInputs.Buildings) is not { } buildings)
            return GateFound.Unknown(new("未填写涉及建筑", "the buildings are not filled in"));
        if (buildings.Where(row => row["holders"] is null).Select(row => row.Key).ToImmutableArray() is { IsEmpty: false } untold)
            return GateFound.Unknown(new("下列楼栋未填写物业权利人数", "how many holders these have is not filled in")) with { Features = untold };
        var recorded = (@case.TableOf(GroundInputs.Wishes) ?? []).Where(row => row["wish"] is not null).ToLookup(row => row["building"] as string);
        var (all, lacking) = (buildings.Sum(row => (double)row["holders"]!), buildings.Where(row => recorded[row.Key].Count() < (double)row["holders"]!).Select(row => row.Key).ToImmutableArray());
        var known = buildings.Sum(row => recorded[row.Key].Count());
        return lacking.IsEmpty
            ? GateFound.Pass(new($"{all} 户均已登记", $"all {all} are recorded"))
            : GateFound.Fail(new($"{all} 户已登记 {known} 户，下列楼栋未登记齐全", $"{known} of {all} are recorded; these buildings are not complete"), lacking);
    }

    // No document asks for a notice; one that is held runs its time. A procedure that needs one makes its days required.
    private static GateFound NoticeOver(Case @case, Context context)
    {
        if (@case[NoticeFrom] is null && @case[NoticeUntil] is null)
            return GateFound.Pass(new("未安排公示", "no notice is held"));
        if (@case[NoticeFrom] is not DateOnly first || @case[NoticeUntil] is not DateOnly last)
            return GateFound.Unknown(new("公示的起止日没有填全", "its first or its last day is not filled in"));
        var (days, least) = (last.DayNumber - first.DayNumber + 1, RenewalRules.Of(context.Pack).NoticeDays);
        if (days < least)
            return GateFound.Fail(new($"公示 {days} 日（{Iso(first)} 至 {Iso(last)}），少于 {least} 日", $"a notice of {days} days ({Iso(first)} to {Iso(last)}) is less than {least}"));
        return last < context.Today
            ? GateFound.Pass(new($"公示 {days} 日，已于 {Iso(last)} 期满", $"a notice of {days} days, over on {Iso(last)}"))
            : GateFound.Fail(new($"公示到 {Iso(last)} 期满", $"the notice goes on until {Iso(last)}"));
    }

    // S4-8.1-d, S1-1.3-a: no document says when experts have to be asked; once they were drawn, what they say counts.
    private static GateFound ExpertsHeard(Case @case, Context context)
    {
        var draws = context.View<ExpertBook>().Of(@case.Id).Where(draw => draw.State != DrawState.Cancelled).ToArray();
        if (draws is [])
            return GateFound.Pass(new("没有为此抽取专家", "no experts were drawn for it"));
        if (draws.Where(draw => draw.State != DrawState.Revealed).Select(draw => draw.Opened.Draw).ToImmutableArray() is { IsEmpty: false } open)
            return GateFound.Fail(new("专家抽取尚未揭示", "a draw of experts is not revealed yet"), open);
        var (unheard, said) = (draws.Sum(draw => draw.Unheard.Count()), draws.SelectMany(draw => draw.Seats.Where(seat => draw.Opinions.ContainsKey(seat.Expert)).Select(seat => draw.Opinions[seat.Expert].Stance)).ToLookup(stance => stance));
        if (unheard > 0)
            return GateFound.Fail(new($"抽中的专家还有 {unheard} 人没有发表意见", $"{unheard} of the experts drawn have given no opinion yet"));
        var (agree, amend, disagree) = (said[ExpertStance.Agree].Count(), said[ExpertStance.Amend].Count(), said[ExpertStance.Disagree].Count());
        return disagree == 0
            ? GateFound.Pass(new($"专家意见：同意 {agree} 人、修改后同意 {amend} 人", $"experts: {agree} agree, {amend} agree once amended"))
            : GateFound.Fail(new($"专家意见：同意 {agree} 人、修改后同意 {amend} 人、不同意 {disagree} 人", $"experts: {agree} agree, {amend} agree once amended, {disagree} do not"));
    }

    private static bool Planned(string project, Case but, Context context) => context.View<Cases>().Of(but.Procedure.Subject).Any(plan => plan.Id != but.Id && plan.Effective is not null && ContentText.Listed(plan.Contents.GetValueOrDefault("projects")).Contains(project));

    private static Case? Sibling(Case @case, string subject, Context context) => @case.Of is { } of ? context.View<Cases>().Under(of).Where(other => other.Procedure.Subject == subject).MaxBy(other => other.Effective) is { Effective: not null } latest ? latest : null : null;

    private static IEnumerable<string> PlacesOf(string place, Pack pack) => ProcedureBook.Of(pack).Places.Groups.FirstOrDefault(group => group.Id == place) is { } group ? group.Members : [place];

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
