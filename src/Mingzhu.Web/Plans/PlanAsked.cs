using System.Collections.Immutable;
using System.Globalization;
using Mingzhu.City;
using Mingzhu.Renewal;

namespace Mingzhu.Web.Plans;

/// <summary>What an address asks of the choice of an annual plan (年度计划优选条件), as it was typed.</summary>
/// <param name="Place">Code of the district or zone.</param>
/// <param name="Year">The year; empty for the running one.</param>
/// <param name="Money">How much there is, 万元, by source.</param>
/// <param name="Works">How much can be done, by kind of work; empty for no limit.</param>
/// <param name="Pinned">Ids of projects people take.</param>
/// <param name="Banned">Ids of projects people leave out.</param>
public sealed record PlanAsked(
    string Place, string Year, ImmutableSortedDictionary<string, string> Money, ImmutableSortedDictionary<string, string> Works, ImmutableSortedSet<string> Pinned, ImmutableSortedSet<string> Banned)
{
    private const string OfMoney = "m.", OfWorks = "w.", Pins = "pin", Bans = "ban", OfYear = "year";
    private const decimal MostWan = 100_000_000; // a million million yuan
    private const long MostWorks = 1_000_000_000_000;

    /// <summary>The name of a field of money.</summary>
    public static string MoneyField(string source) => OfMoney + source;

    /// <summary>The name of a field of works.</summary>
    public static string WorksField(string kind) => OfWorks + kind;

    /// <summary>Reads an address.</summary>
    public static PlanAsked From(string place, IQueryCollection query) => new(
        place, query[OfYear].ToString().Trim(), Under(query, OfMoney), Under(query, OfWorks), [.. query[Pins].OfType<string>().Order(StringComparer.Ordinal)], [.. query[Bans].OfType<string>().Order(StringComparer.Ordinal)]);

    /// <summary>Whether any money was named.</summary>
    public bool IsAsked => Money.Values.Any(typed => typed.Length > 0);

    /// <summary>The address that shows it.</summary>
    public string Address => At(Addresses.AnnualPlan(Place));

    /// <summary>An act upon it, with everything it asks.</summary>
    public string Act(string act) => At(Addresses.AnnualPlan(Place, act));

    /// <summary>The same with a project taken, left out, or neither.</summary>
    /// <param name="project">Its id.</param>
    /// <param name="taken">True to take it, false to leave it out, null for neither.</param>
    public PlanAsked Decided(string project, bool? taken) => this with
    {
        Pinned = taken == true ? Pinned.Add(project) : Pinned.Remove(project),
        Banned = taken == false ? Banned.Add(project) : Banned.Remove(project),
    };

    /// <summary>The year; null where what was typed is none.</summary>
    public int? YearOr(int running) => Year.Length == 0 ? running : int.TryParse(Year, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is >= 2000 and <= 2100 ? year : null;

    /// <summary>The question to the choice; reasons where what was typed makes none.</summary>
    public (ChoiceQuestion? Question, ImmutableArray<Refusal> Faults) Understood(PlanCandidates candidates, AnnualPlanRules rules)
    {
        var (faults, money, works) = (ImmutableArray.CreateBuilder<Refusal>(), new Dictionary<string, Cny>(), new Dictionary<string, long>());
        foreach (var source in candidates.SourcesOf(rules))
        {
            var typed = Money.GetValueOrDefault(source.Id, "");
            if (decimal.TryParse(typed, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var wan) && wan <= MostWan)
                money[source.Id] = Cny.FromWan(wan);
            else
                faults.Add(new Refusal("year-plans.money", new(
                    typed.Length == 0 ? $"请填写“{source.Name.Zh}”有多少万元；没有就填 0" : $"“{source.Name.Zh}”填写为“{typed}”，应为万元数，例如 1200",
                    typed.Length == 0 ? $"say how much there is of {source.Name.En}, in ten thousand yuan; 0 if nothing" : $"{source.Name.En} reads '{typed}'; an amount in ten thousand yuan is expected, like 1200")));
        }

        foreach (var kind in rules.Works.Where(kind => Works.GetValueOrDefault(kind.Id, "").Length > 0))
        {
            if (long.TryParse(Works[kind.Id], NumberStyles.None, CultureInfo.InvariantCulture, out var most) && most <= MostWorks)
                works[kind.Id] = most;
            else
                faults.Add(new Refusal("year-plans.works", new($"“{kind.Name.Zh}”填写为“{Works[kind.Id]}”，应为整数；不限就留空", $"{kind.Name.En} reads '{Works[kind.Id]}'; a whole number is expected, or nothing for no limit")));
        }

        if (YearOr(running: 2000) is null)
            faults.Add(new Refusal("year-plans.year", new($"年度“{Year}”应为 2000 至 2100 的整数", $"the year '{Year}' should be a whole number from 2000 to 2100")));
        // What is no candidate any more, as after a plan took effect, is decided about no longer.
        var there = candidates.Projects.Select(project => project.Project.Id).ToHashSet();
        return faults.Count == 0 ? (candidates.Question(rules, money, works, Pinned.Where(there.Contains), Banned.Where(there.Contains)), []) : (null, faults.ToImmutable());
    }

    /// <summary>Everything it asks but the place, field by field.</summary>
    public IEnumerable<(string Key, string? Value)> Fields =>
    [
        (OfYear, Year), .. Money.Select(money => (OfMoney + money.Key, (string?)money.Value)), .. Works.Select(works => (OfWorks + works.Key, (string?)works.Value)), .. Decisions,
    ];

    /// <summary>What people have decided, field by field.</summary>
    public IEnumerable<(string Key, string? Value)> Decisions => [.. Pinned.Select(project => (Pins, (string?)project)), .. Banned.Select(project => (Bans, (string?)project))];

    private string At(string path) => Addresses.With(path, Fields);

    private static ImmutableSortedDictionary<string, string> Under(IQueryCollection query, string prefix) =>
        query.Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal)).ToImmutableSortedDictionary(pair => pair.Key[prefix.Length..], pair => pair.Value[^1]?.Trim() ?? "", StringComparer.Ordinal);
}
