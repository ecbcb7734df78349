using System.Runtime.CompilerServices;
using Mingzhu.City;

namespace Mingzhu.Renewal;

/// <summary>How renewal units are proposed unless somebody says otherwise (单元建议的默认参数), from the pack's renewal.yaml.</summary>
/// <param name="Measure">What a proposal keeps to.</param>
/// <param name="LeastBlockM2">Pieces between lines that are smaller than this are no blocks.</param>
/// <param name="Source">Where the figures come from.</param>
public sealed record UnitRules(UnitMeasure Measure, double LeastBlockM2, Citation Source)
{
    /// <summary>Square metres in a hectare.</summary>
    public const double HectareM2 = 10_000;

    private static readonly ConditionalWeakTable<Pack, UnitRules> Known = [];

    /// <summary>The rules of a pack; faults go to <see cref="Pack.Problems"/>.</summary>
    public static UnitRules Of(Pack pack) => Known.GetValue(pack, Read);

    private static UnitRules Read(Pack pack)
    {
        var node = pack.File("renewal.yaml")["unit-proposals"];
        node.OnlyKeys("least-ha", "most-ha", "least-border-m", "least-density", "tolerance-m", "most", "least-block-m2", "source");
        var measure = new UnitMeasure(
            node["least-ha"].Number() * HectareM2, node["most-ha"].Number() * HectareM2, node["least-border-m"].Number(), node["least-density"].Number(), node["tolerance-m"].Number(), node["most"].Integer());
        if (measure.LeastM2 > measure.MostM2)
            node["least-ha"].Report(new("least-ha 应不大于 most-ha", "least-ha should not be more than most-ha"));
        return new UnitRules(measure, node["least-block-m2"].Number(), node["source"].Citation());
    }
}
