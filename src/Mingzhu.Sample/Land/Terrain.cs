namespace Mingzhu.Sample.Land;

/// <summary>
/// The waters (水系): a lake round the old town, a river from south-west to north-east, a canal past the lake that ends in the river, a small dirty stream in the west.
/// </summary>
internal sealed class Terrain
{
    private const double BankM = 32;
    private readonly HashSet<int> _wetCells = [];
    private readonly (Shape Water, Shape Bank)[] _running;

    public Terrain(Scale scale, Lattice lattice, int seed)
    {
        var dice = new Dice(seed, "terrain");
        var (radius, half, lake) = (scale.RadiusM, scale.HalfM + 600, lattice.LakeHalfM);
        var start = Math.Max(radius * 0.44, lake + 640);
        var meander = dice.Between(0, Math.Tau);
        double RiverX(double y) => start + 0.5 * y + 0.055 * radius * Math.Sin(y / (0.2 * radius + 300) + meander) + 130 * Math.Sin(y / 780 + meander) + 60 * Math.Sin(y / 410);
        double CanalX(double y) => lake + 270 + 110 * Math.Sin(y / 640 + meander) + 60 * Math.Sin(y / 1900) + (Math.Max(0, Math.Abs(y) - 2 * lake) * 0.06);
        double StreamX(double y) => Math.Min(-0.56 * radius - lake * 0.2, -lake - 330) + 90 * Math.Sin(y / 520 + meander) + 110 * Math.Sin(y / 1500);
        River = new Ribbon(Down(half, -half, RiverX), 78);
        Canal = new Ribbon(Down(half, MeetsRiver(CanalX), CanalX), 38);
        Stream = new Ribbon(Down(half, MeetsRiver(StreamX), StreamX), 16);
        LakeShore = Shore(lattice.LakeHalfM, lattice.OldTownHalfM, dice);
        Lake = Shape.Polygon(LakeShore, Shape.Rectangle(new(-lattice.OldTownHalfM - MoatM, -lattice.OldTownHalfM - MoatM), new(lattice.OldTownHalfM + MoatM, lattice.OldTownHalfM + MoatM)));
        _running = [.. new[] { River, Canal, Stream }.Select(ribbon => (ribbon.Strip(), ribbon.Strip(BankM)))];
        foreach (var ribbon in new[] { River, Canal, Stream })
            MarkWet(lattice, ribbon);

        double MeetsRiver(Func<double, double> x)
        {
            var y = half;
            while (y > -half && x(y) < RiverX(y))
                y -= 20;
            return y;
        }
    }

    /// <summary>Between the old town's edge street and the water, metres.</summary>
    public const double MoatM = 26;

    public Ribbon River { get; }

    public Ribbon Canal { get; }

    public Ribbon Stream { get; }

    public Shape Lake { get; }

    /// <summary>The lake's outer shore, anticlockwise from due east; every quarter of it begins on an axis.</summary>
    public Pt[] LakeShore { get; }

    /// <summary>Whether running water may touch a cell.</summary>
    public bool IsWet(int cell) => _wetCells.Contains(cell);

    /// <summary>What is left of a lot in a wet cell when water and banks are taken off.</summary>
    public Shape Dry(Shape lot) => _running.Aggregate(lot, (left, water) => left.Parts.Length == 0 ? left : left.Without(water.Bank));

    /// <summary>The canal's and stream's water without the river's, which they end in.</summary>
    public Shape WaterOf(Ribbon ribbon) => ribbon == River ? River.Strip() : ribbon.Strip().Without(River.Strip());

    /// <summary>Where a street is over water: shares of the way, ascending, always in pairs.</summary>
    public List<double> Crossings(Pt a, Pt b, bool lakeToo)
    {
        var spans = new List<(double From, double To)>();
        foreach (var water in _running.Select(pair => pair.Water).Concat(lakeToo ? [Lake] : []))
        {
            var cuts = new List<double> { 0, 1 };
            foreach (var ring in water.Parts.SelectMany(part => part))
            {
                for (var i = 0; i < ring.Length; i++)
                {
                    if (Shape.Cross(a, b, ring[i], ring[(i + 1) % ring.Length]) is { } at)
                        cuts.Add(at);
                }
            }

            cuts.Sort();
            for (var i = 1; i < cuts.Count; i++)
            {
                if (cuts[i] > cuts[i - 1] && water.Holds(a.Toward(b, (cuts[i] + cuts[i - 1]) / 2)))
                    spans.Add((cuts[i - 1], cuts[i]));
            }
        }

        return Merged(spans);
    }

    private static List<double> Merged(List<(double From, double To)> spans)
    {
        var merged = new List<double>();
        foreach (var (from, to) in spans.OrderBy(span => span.From))
        {
            if (merged.Count > 0 && from <= merged[^1] + 1e-9)
                merged[^1] = Math.Max(merged[^1], to);
            else
                merged.AddRange([from, to]);
        }

        return merged;
    }

    private void MarkWet(Lattice lattice, Ribbon ribbon)
    {
        foreach (var p in ribbon.Line)
        {
            var (i, j) = lattice.Near(p);
            for (var y = Math.Max(0, j - 1); y <= Math.Min(lattice.Size - 1, j + 1); y++)
            {
                for (var x = Math.Max(0, i - 1); x <= Math.Min(lattice.Size - 1, i + 1); x++)
                    _wetCells.Add(lattice.Cell(x, y));
            }
        }
    }

    private static Pt[] Down(double from, double to, Func<double, double> x)
    {
        var steps = Math.Max(2, (int)Math.Ceiling((from - to) / 60));
        return [.. Enumerable.Range(0, steps + 1).Select(k => from + (to - from) * k / steps).Select(y => new Pt(x(y), y))];
    }

    /// <summary>A shore between the old town's moat and the ring street: bays and capes, never farther out than the street, never nearer than 50 m to the moat.</summary>
    private static Pt[] Shore(double lakeHalf, double oldHalf, Dice dice)
    {
        const int PerQuarter = 22;
        var phases = Enumerable.Range(0, 4).Select(_ => dice.Between(0, Math.Tau)).ToArray();
        return [.. Enumerable.Range(0, PerQuarter * 4).Select(k =>
        {
            var angle = Math.Tau * k / (PerQuarter * 4);
            var (cos, sin) = k % PerQuarter == 0 ? Axis(k / PerQuarter) : (Math.Cos(angle), Math.Sin(angle));
            var square = 1 / Math.Pow(Math.Pow(Math.Abs(cos), 5) + Math.Pow(Math.Abs(sin), 5), 0.2);
            var bays = 0.80 + 0.06 * Math.Sin(3 * angle + phases[0]) + 0.05 * Math.Sin(5 * angle + phases[1]) + 0.035 * Math.Sin(9 * angle + phases[2]) + 0.02 * Math.Sin(14 * angle + phases[3]);
            var r = lakeHalf * Math.Min(bays, 0.93) * square;
            var least = (oldHalf + MoatM + 50) / Math.Max(Math.Abs(cos), Math.Abs(sin));
            return new Pt(Math.Max(r, least) * cos, Math.Max(r, least) * sin);
        })];
    }

    private static (double Cos, double Sin) Axis(int quarter) => quarter switch { 0 => (1, 0), 1 => (0, 1), 2 => (-1, 0), _ => (0, -1) };
}
