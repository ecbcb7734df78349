using NetTopologySuite.Geometries;

namespace Mingzhu.Atlas;

/// <summary>Finds rows that lie absurdly far from all others of their layer (离群要素): a coordinate mistyped, a zero. Counts by squares of a degree, so it holds no more for a million rows than for a hundred.</summary>
internal sealed class FarRows
{
    /// <summary>Wider than any city, narrower than what a swapped or foreign coordinate does, degrees.</summary>
    public const double FarDegrees = 5;

    private const int RowsKept = 50;
    private const double KilometresPerDegree = 111.2;
    private readonly SortedDictionary<(int X, int Y), (int Count, List<string> First, Envelope Box)> _squares = [];

    /// <summary>Takes where a row lies, degrees.</summary>
    public void Add(string row, Envelope box)
    {
        var centre = box.Centre;
        var square = ((int)Math.Floor(centre.X), (int)Math.Floor(centre.Y));
        if (!_squares.TryGetValue(square, out var of))
            of = (0, [], new Envelope());
        if (of.First.Count < RowsKept)
            of.First.Add(row);
        of.Box.ExpandToInclude(centre);
        _squares[square] = (of.Count + 1, of.First, of.Box);
    }

    /// <summary>Where most rows lie; null if no part of the layer holds three in four of them.</summary>
    public Envelope? Main { get; private set; }

    /// <summary>The rows far from where most lie, and how far, kilometres; sets <see cref="Main"/>.</summary>
    public IEnumerable<(string Row, double Km)> Found()
    {
        var groups = Groups();
        var total = _squares.Values.Sum(square => square.Count);
        var most = groups.MaxBy(group => group.Sum(square => _squares[square].Count));
        if (groups.Count < 2 || most is null || most.Sum(square => _squares[square].Count) * 4 < total * 3)
            return [];
        Main = new Envelope();
        foreach (var square in most)
            Main.ExpandToInclude(_squares[square].Box);
        return groups.Where(group => group != most).SelectMany(group => group).Select(square => _squares[square]).SelectMany(square => square.First.Select(row => (row, Kilometres(square.Box.Centre, Main))));
    }

    /// <summary>Squares nearer to each other than far, joined.</summary>
    private List<List<(int X, int Y)>> Groups()
    {
        var (left, groups) = (new SortedSet<(int X, int Y)>(_squares.Keys), new List<List<(int X, int Y)>>());
        while (left.Count > 0)
        {
            var group = new List<(int X, int Y)> { left.Min };
            left.Remove(left.Min);
            for (var at = 0; at < group.Count; at++)
            {
                var near = left.Where(other => Math.Max(Math.Abs(other.X - group[at].X), Math.Abs(other.Y - group[at].Y)) <= FarDegrees).ToArray();
                group.AddRange(near);
                left.ExceptWith(near);
            }

            groups.Add(group);
        }

        return groups;
    }

    private static double Kilometres(Coordinate from, Envelope to)
    {
        var (x, y) = (Math.Clamp(from.X, to.MinX, to.MaxX), Math.Clamp(from.Y, to.MinY, to.MaxY));
        var (east, north) = ((from.X - x) * Math.Cos((from.Y + y) / 2 * Math.PI / 180), from.Y - y);
        return Math.Sqrt((east * east) + (north * north)) * KilometresPerDegree;
    }
}
