using Mingzhu.City;

namespace Mingzhu.Atlas;

/// <summary>How a feature without a key is known again in the next version (匹配规则): <c>matching</c> in the pack's layers.yaml.</summary>
/// <param name="Share">How much of each of two shapes the other must cover, 0–1.</param>
/// <param name="WithinM">How far a point may have moved, or a line lie from the other, metres.</param>
public sealed record MatchRule(double Share, double WithinM)
{
    /// <summary>For a pack from before there was such a rule: what architecture.md lays down.</summary>
    public static MatchRule Usual { get; } = new(0.8, 5);

    /// <summary>The rule of a pack; faults go to <see cref="Pack.Problems"/>.</summary>
    public static MatchRule Of(Pack pack)
    {
        var node = pack.File("layers.yaml")["matching"];
        if (!node.Exists)
            return Usual;
        node.OnlyKeys("share", "within_m", "source");
        var rule = new MatchRule(node["share"].Number(), node["within_m"].Number());
        // At half or less two features could each be the other's best twice over.
        if (rule.Share is not (> 0.5 and <= 1))
            node["share"].Report(new("应大于 0.5，至多 1", "more than 0.5 and at most 1 is expected"));
        if (rule.WithinM is not (> 0 and <= 1000))
            node["within_m"].Report(new("应为 0 到 1000 之间的米数", "metres between 0 and 1000 are expected"));
        return rule;
    }
}
