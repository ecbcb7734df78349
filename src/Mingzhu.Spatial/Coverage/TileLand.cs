using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial;

/// <summary>The land of one tile, polygon by polygon, and the pieces it is counted by.</summary>
internal sealed class TileLand
{
    // Two polygons that overlap less than this lie beside each other: outlines drawn along one line differ in their last digits.
    private const double BesideM = 1e-7;

    private readonly LandPart[] _parts;
    private readonly LandPart[][] _earlier;
    private readonly int[][] _cut;

    public TileLand(TileContent<Polygon> content)
    {
        Tile = content.Tile;
        Pieces = new TilePieces(content.Pieces);
        _parts = [.. content.Bits.Select(polygon => new LandPart(polygon))];
        var tree = new PackedTree(Array.ConvertAll(_parts, part => part.Box));
        _earlier = [.. _parts.Select((_, land) => Earlier(land, tree))];
        _cut = Array.ConvertAll(_parts, part => Enumerable.Range(0, Pieces.Count).Where(piece => Pieces.Cut(piece, part.Box)).ToArray());
    }

    public Tile Tile { get; }

    public TilePieces Pieces { get; }

    /// <summary>How many polygons.</summary>
    public int Count => _parts.Length;

    public LandPart this[int land] => _parts[land];

    /// <summary>The polygons before one that may share land with it: land counts once.</summary>
    public LandPart[] EarlierOf(int land) => _earlier[land];

    /// <summary>The pieces a border of which may run through a polygon; any other holds all of it or nothing.</summary>
    public int[] CutOf(int land) => _cut[land];

    private LandPart[] Earlier(int land, PackedTree tree)
    {
        var earlier = new List<int>();
        foreach (var other in tree.Meeting(_parts[land].Box))
        {
            if (other < land && !IsBeside(_parts[land], _parts[other]) && !IsBeside(_parts[other], _parts[land]))
            {
                earlier.Add(other);
            }
        }

        earlier.Sort();
        return [.. earlier.Select(other => _parts[other])];
    }

    /// <summary>Whether a side of one polygon has all of that on its inner side, and all of the other on its outer.</summary>
    private static bool IsBeside(LandPart land, LandPart other)
    {
        foreach (ref readonly var side in land.Sides.AsSpan())
        {
            if (AllToRight(side, other.Sides, 1) && AllToRight(side, land.Sides, -1))
            {
                return true;
            }
        }

        return false;
    }

    private static bool AllToRight(in Segment side, Segment[] sides, int sign)
    {
        var (dx, dy) = (side.X1 - side.X0, side.Y1 - side.Y0);
        var limit = BesideM * Math.Sqrt((dx * dx) + (dy * dy));
        foreach (ref readonly var corner in sides.AsSpan())
        {
            if (sign * ((dx * (corner.Y0 - side.Y0)) - (dy * (corner.X0 - side.X0))) > limit)
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>A polygon and its sides.</summary>
internal sealed class LandPart(Polygon polygon)
{
    public Polygon Polygon { get; } = polygon;

    public Segment[] Sides { get; } = Outline.Of(polygon);

    public Box Box { get; } = Box.Of(polygon);
}
