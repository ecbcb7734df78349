using Mingzhu.City;
using Mingzhu.Renewal;

namespace Mingzhu.Bench;

/// <summary>A family of invented annual plans (年度计划算例): how large, how tight, how entangled.</summary>
/// <param name="Name">What it is called in the table.</param>
/// <param name="Sources">How many sources of money.</param>
/// <param name="Financings">At most how many ways to pay for one project.</param>
/// <param name="Tightness">Limits over what all candidates together would take.</param>
/// <param name="Correlated">Whether what a project costs goes with what it cures, and little else.</param>
/// <param name="Reach">How far around it a project cures findings: the farther, the more share a finding.</param>
/// <param name="Entangled">Whether demolition, exclusions and needs count too.</param>
internal sealed record ChoiceFamily(string Name, int Sources, int Financings, double Tightness, bool Correlated, double Reach, bool Entangled);

/// <summary>The published instances: the same numbers from the same seed on every machine.</summary>
internal static class ChoiceInstances
{
    public static readonly ChoiceFamily[] Families =
    [
        new("independent", 3, 1, 0.25, false, 0.7, false),
        new("correlated", 3, 1, 0.3, true, 0.7, false),
        new("tight", 3, 1, 0.06, false, 0.7, false),
        new("loose", 3, 1, 0.5, true, 0.7, false),
        new("many sources", 8, 3, 0.25, false, 0.7, false),
        new("overlapping", 3, 1, 0.12, true, 1.3, false),
        new("entangled", 5, 2, 0.25, false, 0.9, true),
        new("entangled, correlated", 5, 2, 0.25, true, 0.9, true),
    ];

    private static readonly string[] Kinds = ["pipes", "facades", "roads", "public-buildings"];

    /// <summary>An invented plan: projects and findings strewn over a square, a project cures those near it.</summary>
    public static ChoiceQuestion Make(ChoiceFamily family, int candidates, ulong seed)
    {
        var draw = new Draws(seed);
        var findings = Enumerable.Range(0, candidates * 5).Select(at => (Id: $"F{at:0000}", X: draw.Unit(), Y: draw.Unit(), Weight: draw.Unit() is var roll && roll < 0.4 ? 1 : roll < 0.65 ? 2 : roll < 0.85 ? 3 : roll < 0.95 ? 4 : 5)).ToArray();
        var all = Enumerable.Range(0, candidates).Select(at => Candidate(family, candidates, at, findings, draw)).ToArray();
        if (family.Entangled)
        {
            for (var at = 0; at < candidates / 10; at++)
            {
                var dependent = 1 + draw.Below(candidates - 1);
                all[dependent] = all[dependent] with { Needs = [all[draw.Below(dependent)].Id] };
            }
        }

        var money = Enumerable.Range(0, family.Sources).Select(source => $"source-{source + 1}").Select(source => new MoneyLimit(source, Wording.Same(source), new Cny(
            (long)(family.Tightness * all.Sum(candidate => candidate.Financings.Average(way => (double)way.Amounts.Where(amount => amount.Source == source).Sum(amount => amount.Amount.Fen)))))));
        var works = Kinds.Select(kind => new WorksLimit(kind, Wording.Same(kind), "unit", (long)(1.15 * family.Tightness * all.Sum(candidate => candidate.Works.Where(amount => amount.Kind == kind).Sum(amount => (double)amount.Amount)))));
        return new ChoiceQuestion
        {
            Candidates = [.. all],
            Findings = [.. findings.Select(finding => new FindingWeight(finding.Id, finding.Weight))],
            Money = [.. money],
            Works = [.. works],
            Demolition = family.Entangled ? new DemolitionLimits(0.2m, 2m, Citation.None, Citation.None) : null,
            Exclusions = family.Entangled
                ? [.. Enumerable.Range(0, candidates / 15).Select(_ => (First: draw.Below(candidates), Second: draw.Below(candidates))).Where(pair => pair.First != pair.Second).Select(pair => new Exclusion([all[pair.First].Id, all[pair.Second].Id], Wording.Same("one place")))]
                : [],
            Pinned = family.Entangled ? [.. Enumerable.Range(0, 3).Select(at => all[at * candidates / 4].Id).Where(id => all.First(candidate => candidate.Id == id).Needs.IsEmpty)] : [],
        };
    }

    private static ChoiceCandidate Candidate(ChoiceFamily family, int candidates, int at, (string Id, double X, double Y, int Weight)[] findings, Draws draw)
    {
        var (x, y, radius) = (draw.Unit(), draw.Unit(), family.Reach * (0.5 + draw.Unit()) / Math.Sqrt(candidates));
        var cured = findings.Where(finding => Math.Pow(finding.X - x, 2) + Math.Pow(finding.Y - y, 2) <= radius * radius).ToArray();
        var points = 1 + cured.Sum(finding => finding.Weight);
        // From about 1 to 100 million yuan: growing slowly with what is cured and strewn widely, or near two million a point.
        var wan = family.Correlated ? points * 200 * (0.9 + 0.2 * draw.Unit()) : 150 * Math.Sqrt(points) * Math.Exp(0.9 * draw.Normal());
        var ways = Enumerable.Range(0, 1 + draw.Below(family.Financings)).Select(way => new Financing($"way-{way + 1}", [.. Split(family.Sources, Math.Clamp(wan, 100, 15_000) * (1 + 0.05 * way), draw)])).ToArray();
        var floor = family.Entangled && draw.Unit() < 0.5 ? new FloorAreas(2_000 + draw.Below(30_000), 0, 0) : default;
        if (floor.ExistingM2 > 0 && draw.Unit() < 0.5)
            floor = floor with { DemolishedM2 = (long)(floor.ExistingM2 * draw.Unit()), NewM2 = (long)(floor.ExistingM2 * 1.6 * draw.Unit()) };
        return new ChoiceCandidate($"P{at:000}", $"P{at:000}", [.. cured.Select(finding => finding.Id)], [.. ways])
        {
            PublicInterest = draw.Unit() < 0.4,
            Floor = floor,
            Works = [.. Kinds.Where(_ => draw.Unit() < 0.4).Select(kind => new WorksAmount(kind, 1 + (long)(wan * (0.2 + draw.Unit()))))],
        };
    }

    private static IEnumerable<MoneyAmount> Split(int sources, double wan, Draws draw)
    {
        var shares = Enumerable.Range(0, sources).Select(_ => draw.Unit() < 0.5 ? draw.Unit() : 0).ToArray();
        if (shares.Sum() <= 0)
            shares[draw.Below(sources)] = 1;
        return shares.Select((share, source) => new MoneyAmount($"source-{source + 1}", Cny.FromWan((decimal)Math.Round(wan * share / shares.Sum(), 2)))).Where(amount => amount.Amount > Cny.Zero);
    }

    /// <summary>SplitMix64.</summary>
    private sealed class Draws(ulong seed)
    {
        private ulong _state = seed;

        public double Unit()
        {
            unchecked
            {
                var mixed = _state += 0x9E3779B97F4A7C15;
                mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9;
                mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EB;
                return ((mixed ^ mixed >> 31) >> 11) * (1.0 / (1UL << 53));
            }
        }

        public int Below(int limit) => (int)(Unit() * limit);

        public double Normal() => Math.Sqrt(-2 * Math.Log(1 - Unit())) * Math.Cos(2 * Math.PI * Unit());
    }
}
