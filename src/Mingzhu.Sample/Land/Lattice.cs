namespace Mingzhu.Sample.Land;

/// <summary>
/// The lattice of blocks (街坊) everything stands on: lines about 300 m apart, gently bent, straight around the old town. Every outline of ours – districts, communities,
/// zones – runs along its edges, so outlines that meet share their points exactly.
/// </summary>
internal sealed class Lattice
{
    private const double SpacingLowM = 255;
    private const double SpacingHighM = 345;
    private readonly double[] _lines;
    private readonly double _phase;
    private readonly int _seed;
    private readonly IReadOnlyList<(Pt Centre, double RadiusM)> _towns;
    private readonly Pt?[] _nodes;

    public Lattice(Scale scale, int seed, IReadOnlyList<(Pt Centre, double RadiusM)> towns)
    {
        (_seed, _towns) = (seed, towns);
        var dice = new Dice(seed, "lattice");
        double[] inner = scale.LakeCells == 4 ? [350, 350, 250, 250, 250, 250, 350, 350] : [350, 250, 250, 350];
        var half = inner.Sum() / 2;
        List<double> east = [], west = [];
        for (var at = half; at < scale.HalfM;)
            east.Add(at += dice.Between(SpacingLowM, SpacingHighM));
        for (var at = half; west.Count < east.Count;)
            west.Add(at += dice.Between(SpacingLowM, SpacingHighM));
        var centre = new List<double> { -half };
        foreach (var step in inner)
            centre.Add(centre[^1] + step);
        _lines = [.. west.AsEnumerable().Reverse().Select(at => -at), .. centre, .. east];
        Middle = west.Count + inner.Length / 2;
        LakeHalfM = half;
        OldTownHalfM = half - inner.Take(inner.Length / 4).Sum();
        LakeCells = scale.LakeCells;
        _phase = dice.Between(0, Math.Tau);
        _nodes = new Pt?[(Size + 1) * (Size + 1)];
    }

    /// <summary>Cells a side.</summary>
    public int Size => _lines.Length - 1;

    public int CellCount => Size * Size;

    /// <summary>The line through the centre.</summary>
    public int Middle { get; }

    /// <summary>From the centre to the ring street round the lake, metres; and in cells.</summary>
    public double LakeHalfM { get; }

    public int LakeCells { get; }

    /// <summary>From the centre to the edge of the old town, metres; it is half as many cells as the lake.</summary>
    public double OldTownHalfM { get; }

    public int Cell(int i, int j) => j * Size + i;

    public (int I, int J) At(int cell) => (cell % Size, cell / Size);

    /// <summary>A crossing of two lines, bent.</summary>
    public Pt Node(int i, int j) => _nodes[j * (Size + 1) + i] ??= Bent(i, j);

    /// <summary>South-west, south-east, north-east, north-west.</summary>
    public Pt[] Corners(int cell)
    {
        var (i, j) = At(cell);
        return [Node(i, j), Node(i + 1, j), Node(i + 1, j + 1), Node(i, j + 1)];
    }

    public Pt Centre(int cell)
    {
        var c = Corners(cell);
        return (c[0] + c[1] + c[2] + c[3]) * 0.25;
    }

    /// <summary>The cell where a point would lie if no line were bent: the right one or a neighbour of it.</summary>
    public (int I, int J) Near(Pt at) => (Index(at.X), Index(at.Y));

    public bool InLake(int cell) => Within(cell, LakeCells);

    public bool InOldTown(int cell) => Within(cell, LakeCells / 2);

    /// <summary>Lines that go on across the fields between the towns.</summary>
    public bool IsCountryRoad(int line) => Math.Abs(line - Middle) % 8 == 0;

    public IEnumerable<int> Neighbours(int cell)
    {
        var (i, j) = At(cell);
        if (j > 0)
            yield return cell - Size;
        if (i > 0)
            yield return cell - 1;
        if (i < Size - 1)
            yield return cell + 1;
        if (j < Size - 1)
            yield return cell + Size;
    }

    private Pt Bent(int i, int j)
    {
        var (x, y) = (_lines[i], _lines[j]);
        var far = Math.Clamp((Math.Max(Math.Abs(x), Math.Abs(y)) - LakeHalfM) / 1500, 0, 1);
        var bent = new Pt(
            x + far * (58 * Math.Sin(Math.Tau * y / 3300 + _phase) + 30 * Math.Sin(Math.Tau * (x + y) / 5200)),
            y + far * (52 * Math.Sin(Math.Tau * x / 3700 - _phase) + 30 * Math.Sin(Math.Tau * (x - y) / 4900)));
        // Among fields no street holds the lines straight: field boundaries are crooked.
        if (IsCountryRoad(i) || IsCountryRoad(j) || _towns.Any(town => town.Centre.To(bent) < town.RadiusM))
            return bent;
        var dice = new Dice(_seed, "fields", i, j);
        return bent + new Pt(dice.Between(-75, 75), dice.Between(-75, 75));
    }

    private bool Within(int cell, int cells)
    {
        var (i, j) = At(cell);
        return i >= Middle - cells && i < Middle + cells && j >= Middle - cells && j < Middle + cells;
    }

    private int Index(double at)
    {
        var found = Array.BinarySearch(_lines, at);
        return Math.Clamp(found >= 0 ? found : ~found - 1, 0, Size - 1);
    }
}
