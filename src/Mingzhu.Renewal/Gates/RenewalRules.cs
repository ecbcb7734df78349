using System.Runtime.CompilerServices;
using Mingzhu.City;

namespace Mingzhu.Renewal;

/// <summary>What renewal asks beyond the procedures (更新规则), from renewal.yaml.</summary>
/// <param name="CheckUpYears">How many years back an adopted check-up may lie: 0 for this year's only.</param>
/// <param name="SoonDays">From how many working days before its end a clock is due soon.</param>
/// <param name="NoticeDays">How many days a public notice lasts at least, its first and its last counted.</param>
public sealed record RenewalRules(int CheckUpYears, int SoonDays, int NoticeDays)
{
    private static readonly ConditionalWeakTable<Pack, RenewalRules> Known = [];

    /// <summary>Reads renewal.yaml; faults go to <see cref="Pack.Problems"/>.</summary>
    public static RenewalRules Of(Pack pack) => Known.GetValue(pack, Read);

    private static RenewalRules Read(Pack pack)
    {
        var file = pack.File("renewal.yaml");
        file.OnlyKeys("check-up", "clocks", "notice", "ground", "unit-proposals");
        file["check-up"].OnlyKeys("max-age-years", "source");
        file["clocks"].OnlyKeys("soon-days", "source");
        file["notice"].OnlyKeys("least-days", "source");
        file["notice"]["source"].Citation();
        file["check-up"]["source"].Citation();
        file["clocks"]["source"].Citation();
        return new RenewalRules(file["check-up"]["max-age-years"].Integer(), file["clocks"]["soon-days"].Integer(), file["notice"]["least-days"].Integer());
    }
}
