using System.Runtime.CompilerServices;
using Mingzhu.City;

namespace Mingzhu.Renewal;

/// <summary>What the gates of renewal ask beyond the procedures (更新规则), from renewal.yaml.</summary>
/// <param name="CheckUpYears">How many years back an adopted check-up may lie: 0 for this year's only.</param>
/// <param name="CheckUpSource">Who says so.</param>
public sealed record RenewalRules(int CheckUpYears, Citation CheckUpSource)
{
    private static readonly ConditionalWeakTable<Pack, RenewalRules> Known = [];

    /// <summary>Reads renewal.yaml; faults go to <see cref="Pack.Problems"/>.</summary>
    public static RenewalRules Of(Pack pack) => Known.GetValue(pack, Read);

    private static RenewalRules Read(Pack pack)
    {
        var file = pack.File("renewal.yaml");
        file.OnlyKeys("check-up");
        file["check-up"].OnlyKeys("max-age-years", "source");
        return new RenewalRules(file["check-up"]["max-age-years"].Integer(), file["check-up"]["source"].Citation());
    }
}
