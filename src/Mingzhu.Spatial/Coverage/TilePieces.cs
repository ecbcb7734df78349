using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial;

/// <summary>The pieces of one tile as sides: which piece holds a box, and how a line is shared out among them.</summary>
internal sealed class TilePieces
{
    // Nearer than this to a border is on it.
    private const double OnBorderM = 1e-6;

    private readonly List<(int Piece, Polygon[]? Bits)> _pieces;
    private readonly Segment[][] _sides;
    private readonly List<double> _shares = [];

    /// <param name="pieces">Their numbers and what of them lies in the tile; null: all of the tile.</param>
    public TilePieces(List<(int Piece, Polygon[]? Bits)> pieces)
    {
        _pieces = pieces;
        _sides = [.. pieces.Select(piece => piece.Bits is { } bits ? bits.SelectMany(Outline.Of).ToArray() : [])];
    }

    public int Count => _pieces.Count;

    /// <summary>Its position in the list that is counted by.</summary>
    public int NumberOf(int index) => _pieces[index].Piece;

    /// <summary>What of a piece lies in the tile; null: all of the tile.</summary>
    public Polygon[]? PolygonsOf(int index) => _pieces[index].Bits;

    public Segment[] SidesOf(int index) => _sides[index];

    /// <summary>Whether a piece is all of the tile.</summary>
    public bool IsEverywhere(int index) => _sides[index].Length == 0;

    /// <summary>Whether a border of a piece runs through a box; one that touches it from outside does not.</summary>
    public bool Cut(int index, in Box box)
    {
        foreach (ref readonly var side in _sides[index].AsSpan())
        {
            if (Math.Min(side.X0, side.X1) < box.MaxX && box.MinX < Math.Max(side.X0, side.X1) && Math.Min(side.Y0, side.Y1) < box.MaxY && box.MinY < Math.Max(side.Y0, side.Y1))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a piece holds a box that none of its borders runs through.</summary>
    public bool Holds(int index, in Box box) => IsEverywhere(index) || Outline.Winding(_sides[index], (box.MinX + box.MaxX) / 2, (box.MinY + box.MaxY) / 2) > 0;

    /// <summary>Adds the length of a line in the plane to its pieces; what runs along a border to the first that has it.</summary>
    public void AddLengths(LineString line, double[] lengths)
    {
        var at = line.CoordinateSequence;
        for (var i = 1; i < at.Count; i++)
        {
            AddLengths(new Segment(at.GetX(i - 1), at.GetY(i - 1), at.GetX(i), at.GetY(i)), lengths);
        }
    }

    private void AddLengths(in Segment way, double[] lengths)
    {
        var length = Math.Sqrt(((way.X1 - way.X0) * (way.X1 - way.X0)) + ((way.Y1 - way.Y0) * (way.Y1 - way.Y0)));
        for (var index = 0; index < Count; index++)
        {
            lengths[index] += IsEverywhere(index) ? length : 0;
        }

        _shares.Clear();
        foreach (var sides in _sides)
        {
            foreach (ref readonly var side in sides.AsSpan())
            {
                way.AddTouches(side, OnBorderM, _shares);
            }
        }

        _shares.Add(1);
        _shares.Sort();
        var from = 0.0;
        foreach (var to in _shares)
        {
            if (to > from && FirstAt(way.At((from + to) / 2)) is >= 0 and var piece)
            {
                lengths[piece] += (to - from) * length;
            }

            from = Math.Max(from, to);
        }
    }

    /// <summary>The first piece with a border that holds a place, on the border too; −1 if none does.</summary>
    private int FirstAt((double X, double Y) place)
    {
        for (var index = 0; index < Count; index++)
        {
            if (Outline.Winding(_sides[index], place.X, place.Y) > 0
                || Array.Exists(_sides[index], side => side.Nearest(place.X, place.Y).Squared <= OnBorderM * OnBorderM))
            {
                return index;
            }
        }

        return -1;
    }
}
