using System.Collections.Immutable;
using System.Globalization;
using Mingzhu.City;
using Mingzhu.Renewal;

namespace Mingzhu.Web.Plans;

/// <summary>What an address asks of the proposals of renewal units (单元建议条件), as it was typed.</summary>
/// <param name="Place">Code of the district or zone.</param>
/// <param name="Within">Code of a subdistrict of it; empty for all of it.</param>
/// <param name="Least">Least size, hectares.</param>
/// <param name="Most">Greatest size, hectares.</param>
/// <param name="Density">Where growing ends: at blocks with less than so many percent of the density of the unit so far.</param>
/// <param name="Count">How many.</param>
/// <param name="Lines">Ids of the layers that cut blocks.</param>
/// <param name="Asked">Whether somebody pressed the button.</param>
public sealed record UnitAsked(string Place, string Within, string Least, string Most, string Density, string Count, ImmutableArray<string> Lines, bool Asked)
{
    /// <summary>The layers whose lines may cut blocks: roads, waters, ownership.</summary>
    public static readonly ImmutableArray<string> AllLines = ["roads", "rivers", "water", "parcels"];

    private const double MostHectares = 100_000;
    private const int MostCount = 30;

    /// <summary>Reads an address.</summary>
    public static UnitAsked From(string place, IQueryCollection query)
    {
        var asked = query.ContainsKey("go");
        return new UnitAsked(
            place, query["within"].ToString(), query["least"].ToString().Trim(), query["most"].ToString().Trim(), query["density"].ToString().Trim(), query["count"].ToString().Trim(),
            asked ? [.. AllLines.Where(layer => query["line"].Contains(layer))] : AllLines, asked);
    }

    /// <summary>The address that shows it.</summary>
    public string Address => At(Addresses.Units(Place));

    /// <summary>An act upon it, with everything it asks.</summary>
    public string Act(string act) => At(Addresses.Units(Place, act));

    /// <summary>What a proposal keeps to; reasons where what was typed makes none.</summary>
    public (UnitMeasure? Measure, ImmutableArray<Refusal> Faults) Understood(UnitRules rules)
    {
        var faults = ImmutableArray.CreateBuilder<Refusal>();
        var (least, most) = (Number(Least, rules.Measure.LeastM2 / UnitRules.HectareM2, new("最小面积", "the least size"), MostHectares, faults), Number(Most, rules.Measure.MostM2 / UnitRules.HectareM2, new("最大面积", "the greatest size"), MostHectares, faults));
        var density = Number(Density, rules.Measure.LeastDensity * 100, new("停止扩大的密度", "the density at which growing ends"), 100, faults);
        var count = Number(Count, rules.Measure.Most, new("建议个数", "how many"), MostCount, faults);
        if (faults.Count == 0 && (most <= 0 || least > most))
            faults.Add(new Refusal("unit-proposals.size", new($"最小面积 {Shown.Number(least, 1)} 公顷大于最大面积 {Shown.Number(most, 1)} 公顷", $"the least size, {Shown.Number(least, 1)} ha, is more than the greatest, {Shown.Number(most, 1)} ha")));
        if (Lines.IsEmpty)
            faults.Add(new Refusal("unit-proposals.lines", new("请至少勾选一种边界线：道路、河流水面或产权边界", "tick at least one kind of line: roads, waters or ownership")));
        return faults.Count == 0
            ? (rules.Measure with { LeastM2 = least * UnitRules.HectareM2, MostM2 = most * UnitRules.HectareM2, LeastDensity = density / 100, Most = Math.Max(1, (int)count) }, [])
            : (null, faults.ToImmutable());
    }

    private static double Number(string typed, double usual, Wording name, double greatest, ImmutableArray<Refusal>.Builder faults)
    {
        if (typed.Length == 0)
            return usual;
        if (double.TryParse(typed, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number >= 0 && number <= greatest)
            return number;
        faults.Add(new Refusal("unit-proposals.number", new($"{name.Zh}“{typed}”应为 0 至 {Shown.Number(greatest)} 的数", $"{name.En}, '{typed}', should be a number from 0 to {Shown.Number(greatest)}")));
        return usual;
    }

    private string At(string path) => Addresses.With(path,
        [("within", Within), ("least", Least), ("most", Most), ("density", Density), ("count", Count), .. Asked ? Lines.Select(line => ("line", (string?)line)) : [], ("go", Asked ? "1" : null)]);
}
