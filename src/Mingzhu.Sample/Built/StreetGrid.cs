using Mingzhu.Sample.Land;

namespace Mingzhu.Sample.Built;

/// <summary>
/// The streets (路网): one for every edge of the lattice that anything needs. Every fourth line is an arterial, every second a secondary street; a ring runs round the lake, one half way
/// out and an expressway near the edge. Only arterials cross running water.
/// </summary>
internal sealed class StreetGrid
{
    private readonly Lattice _lattice;
    private readonly Dictionary<(int I, int J, bool North), Street> _edges = [];
    private readonly List<Street> _all = [];
    private readonly int _middleRing;
    private readonly int _outerRing;
    private readonly Recipe.WordList _words;
    private readonly int _seed;
    private readonly bool _hasRings;

    public StreetGrid(Lattice lattice, Scale scale, Recipe.WordList words, int seed)
    {
        (_lattice, _words, _seed, _hasRings) = (lattice, words, seed, scale.HasRings);
        var cells = (int)Math.Round((scale.RadiusM - lattice.LakeHalfM) / 300);
        _middleRing = lattice.LakeCells + Math.Max(2, cells * 2 / 5);
        _outerRing = lattice.LakeCells + Math.Max(3, cells * 4 / 5);
    }

    public IReadOnlyList<Street> All => _all;

    /// <summary>The street along an edge: from node (i, j) north, or east.</summary>
    public Street Edge(int i, int j, bool north)
    {
        if (!_edges.TryGetValue((i, j, north), out var street))
        {
            street = new Street(_all.Count, _lattice.Node(i, j), north ? _lattice.Node(i, j + 1) : _lattice.Node(i + 1, j));
            (street.Class, street.WidthM, street.Name) = Describe(i, j, north);
            _edges[(i, j, north)] = street;
            _all.Add(street);
        }

        return street;
    }

    /// <summary>South, east, north, west of a cell.</summary>
    public Street[] Around(int cell)
    {
        var (i, j) = _lattice.At(cell);
        return [Edge(i, j, false), Edge(i + 1, j, true), Edge(i, j + 1, false), Edge(i, j, true)];
    }

    /// <summary>A street within a cell.</summary>
    public Street Inner(Pt from, Pt to, string name, int year)
    {
        var street = new Street(_all.Count, from, to) { Class = "residential", WidthM = 12, Exists = true, Urban = true, Year = year, Name = name };
        _all.Add(street);
        return street;
    }

    /// <summary>Whether the edges of a line belong to a ring road there: how far the line lies from the middle, and how far out the edge reaches.</summary>
    public bool IsRing(int fromMiddle, int along) =>
        _hasRings && ((fromMiddle == _middleRing && along <= _middleRing) || (fromMiddle == _outerRing && along <= _outerRing));

    public bool IsMinor(Street street) => street.Class == "branch";

    /// <summary>Finds where streets meet water; arterials and causeways bridge it.</summary>
    public void Cross(Terrain terrain)
    {
        foreach (var ((i, j, north), street) in _edges)
        {
            if (!street.Exists)
                continue;
            var cell = _lattice.Cell(Math.Min(i, _lattice.Size - 1), Math.Min(j, _lattice.Size - 1));
            var causeway = (north ? i : j) == _lattice.Middle && _lattice.InLake(cell);
            if (causeway || terrain.IsWet(cell) || (north && i > 0 && terrain.IsWet(cell - 1)) || (!north && j > 0 && terrain.IsWet(cell - _lattice.Size)))
                street.Wet = terrain.Crossings(street.From, street.To, causeway);
            street.Bridges = causeway || street.Class is "expressway" or "arterial" || _lattice.IsCountryRoad(north ? i : j);
        }
    }

    private (string Class, double WidthM, string Name) Describe(int i, int j, bool north)
    {
        var (line, at) = (Math.Abs((north ? i : j) - _lattice.Middle), Along(north ? j : i));
        if (line <= _lattice.LakeCells && at <= _lattice.LakeCells)
            return line == _lattice.LakeCells ? ("arterial", 36, Ring(0, i, j, north)) : ("branch", 14, line == 0 ? Name(i, j, north, big: true) : Name(i, j, north, big: false));
        if (_hasRings && line == _outerRing && at <= _outerRing)
            return ("expressway", 60, Ring(2, i, j, north));
        if (_hasRings && line == _middleRing && at <= _middleRing)
            return ("arterial", 48, Ring(1, i, j, north));
        var outside = Math.Max(line, at) > _outerRing + 6;
        if (line % 4 == 0)
            return outside && line % 8 != 0 ? ("secondary", 28, Name(i, j, north, true)) : ("arterial", 42, Name(i, j, north, true));
        return line % 2 == 0 ? ("secondary", 30, Name(i, j, north, false)) : ("branch", 20, Name(i, j, north, false));
    }

    /// <summary>How far out an edge reaches along its line, in cells.</summary>
    private int Along(int start) => start >= _lattice.Middle ? start + 1 - _lattice.Middle : _lattice.Middle - start;

    private string Ring(int which, int i, int j, bool north)
    {
        var side = north ? (i > _lattice.Middle ? 0 : 2) : j > _lattice.Middle ? 3 : 1;
        return which == 0 ? _words.Ring[0] : _words.RingSides[side] + _words.Ring[which];
    }

    private string Name(int i, int j, bool north, bool big)
    {
        var line = north ? i : j;
        var words = _words.RoadParts;
        var turn = new Dice(_seed, north ? "north-south" : "east-west").Below(words.Length);
        var place = (line * 7 + turn) % words.Length;
        var again = line * 7 / words.Length % 9;
        var tail = again == 0 ? "" : _words.Directions[again % _words.Directions.Length];
        return words[place] + tail + (big && north ? _words.BigSuffix : "") + (north ? _words.NorthSouth : _words.EastWest);
    }
}
