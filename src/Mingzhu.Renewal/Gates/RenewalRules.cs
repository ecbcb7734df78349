using System.Runtime.CompilerServices;
using Mingzhu.City;

namespace Mingzhu.Renewal;

/// <summary>What renewal asks beyond the procedures (更新规则), from renewal.yaml.</summary>
/// <param name="CheckUpYears">How many years back an adopted check-up may lie: 0 for this year's only.</param>
/// <param name="SoonDays">From how many working days before its end a clock is due soon.</param>
public sealed record RenewalRules(int CheckUpYears, int SoonDays)
{
    private static readonly ConditionalWeakTable<Pack, RenewalRules> Known = [];

    /// <summary>Reads renewal.yaml; faults go to <see cref="Pack.Problems"/>.</summary>
    public static RenewalRules Of(Pack pack) => Known.GetValue(pack, Read);

    private static RenewalRules Read(Pack pack)
    {
        var file = pack.File("renewal.yaml");
        file.OnlyKeys("check-up", "clocks", "ground", "unit-proposals");
        file["check-up"].OnlyKeys("max-age-years", "source");
        file["clocks"].OnlyKeys("soon-days", "source");
        file["check-up"]["source"].Citation();
        file["clocks"]["source"].Citation();
        return new RenewalRules(file["check-up"]["max-age-years"].Integer(), file["clocks"]["soon-days"].Integer());
    }
}
