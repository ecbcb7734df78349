using Mingzhu.Sample.Land;

namespace Mingzhu.Sample.Built;

/// <summary>
/// What is planned before anything is built (公共设施用地预留): in every group of four by four cells a primary school and a park, in every second group a secondary school,
/// now and then a hospital, a large park, a public hall – except where the recipe leaves a gap.
/// </summary>
internal sealed class Programme(Recipe recipe, Scale scale, Lattice lattice, int seed)
{
    public const int GroupCells = 4;
    private readonly Dictionary<(int, int), Dictionary<int, List<string>>> _groups = [];

    public bool Missing(string what, Pt at) => recipe.Gaps.Any(gap => gap.What == what && at.To(new Pt(gap.At[0], gap.At[1]) * scale.RadiusM) < gap.Radius * scale.RadiusM);

    /// <summary>The year in which a part of the city was built at one go, if it was.</summary>
    public int? BuiltAtOnce(Pt at) =>
        recipe.Gaps.FirstOrDefault(gap => gap.Year is not null && at.To(new Pt(gap.At[0], gap.At[1]) * scale.RadiusM) < gap.Radius * scale.RadiusM * 1.1)?.Year;

    public Recipe.Zone? Zone(Pt at) => recipe.Zones.FirstOrDefault(zone => In(zone.Box, at));

    public bool In(double[] box, Pt at) => at.X >= box[0] * scale.RadiusM && at.X < box[2] * scale.RadiusM && at.Y >= box[1] * scale.RadiusM && at.Y < box[3] * scale.RadiusM;

    /// <summary>The uses kept for a cell, the first for its first lot.</summary>
    public IReadOnlyList<string> Reserved(int cell)
    {
        var (i, j) = lattice.At(cell);
        var group = (i / GroupCells, j / GroupCells);
        if (!_groups.TryGetValue(group, out var kept))
            _groups[group] = kept = Draw(group);
        return kept.TryGetValue((i % GroupCells) + (j % GroupCells) * GroupCells, out var uses)
            ? [.. uses.Where(use => !Missing(use, lattice.Centre(cell)) && !(use == "block-park" && Missing("park", lattice.Centre(cell))))]
            : [];
    }

    private Dictionary<int, List<string>> Draw((int I, int J) group)
    {
        var dice = new Dice(seed, "programme", group.I, group.J);
        var kept = new Dictionary<int, List<string>>();
        void Keep(string use)
        {
            var at = dice.Below(GroupCells * GroupCells);
            if (!kept.TryGetValue(at, out var uses))
                kept[at] = uses = [];
            uses.Add(use);
        }

        Keep("primary-school");
        Keep("park");
        if ((group.I + group.J) % 2 == 0)
            Keep("secondary-school");
        if (dice.Chance(0.35))
            Keep("park");
        if (dice.Chance(0.22))
            Keep("block-park");
        if (dice.Chance(0.16))
            Keep("hospital");
        if (dice.Chance(0.3))
            Keep("public");
        return kept;
    }
}
