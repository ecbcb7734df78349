using System.Collections.Concurrent;
using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial;

/// <summary>A square of the measuring grid: its place counted from the plane's origin, so that it does not depend on what is measured.</summary>
internal readonly record struct Tile(int X, int Y) : IComparable<Tile>
{
    /// <summary>Small enough that overlays see tens of vertices and the point scale is one number, large enough that most features lie in one tile.</summary>
    public const double SideM = 1000;

    public double CentreX => (X + 0.5) * SideM;

    public double CentreY => (Y + 0.5) * SideM;

    public int CompareTo(Tile other) => Y != other.Y ? Y.CompareTo(other.Y) : X.CompareTo(other.X);
}

/// <summary>What lies in one tile: bits of features, and bits of the pieces they are counted by.</summary>
internal sealed class TileContent<TGeometry>(Tile tile)
    where TGeometry : Geometry
{
    public Tile Tile { get; } = tile;

    /// <summary>In the order of the features.</summary>
    public List<TGeometry> Bits { get; } = [];

    /// <summary>In the order of the pieces; null: the whole tile.</summary>
    public List<(int Piece, Polygon[]? Bits)> Pieces { get; } = [];
}

/// <summary>Cuts features and pieces into tiles. The order of tiles and of all that is in them depends on the input alone, whatever the number of threads.</summary>
internal static class Tiling
{
    public static TileContent<Polygon>[] OfPolygons(IReadOnlyList<Geometry> features, IReadOnlyList<Geometry?> pieces, CancellationToken cancellation) =>
        Build(features, PolygonBits, pieces, cancellation);

    public static TileContent<LineString>[] OfLines(IReadOnlyList<Geometry> features, IReadOnlyList<Geometry?> pieces, CancellationToken cancellation) =>
        Build(features, LineBits, pieces, cancellation);

    private static TileContent<TGeometry>[] Build<TGeometry>(
        IReadOnlyList<Geometry> features, Func<Geometry, List<(Tile, TGeometry)>> split, IReadOnlyList<Geometry?> pieces, CancellationToken cancellation)
        where TGeometry : Geometry
    {
        var tiles = new Dictionary<Tile, TileContent<TGeometry>>();
        foreach (var (tile, bit) in SplitAll(features, split, cancellation).SelectMany(bits => bits))
        {
            if (!tiles.TryGetValue(tile, out var content))
            {
                tiles.Add(tile, content = new(tile));
            }

            content.Bits.Add(bit);
        }

        TileContent<TGeometry>[] sorted = [.. tiles.Values.OrderBy(content => content.Tile)];
        AddPieces(tiles, sorted, pieces, cancellation);
        return sorted;
    }

    private static void AddPieces<TGeometry>(
        Dictionary<Tile, TileContent<TGeometry>> tiles, TileContent<TGeometry>[] sorted, IReadOnlyList<Geometry?> pieces, CancellationToken cancellation)
        where TGeometry : Geometry
    {
        var bitsOf = SplitAll([.. pieces.Select(piece => piece ?? Redraw.Factory.CreatePolygon())], PolygonBits, cancellation);
        for (var piece = 0; piece < pieces.Count; piece++)
        {
            if (pieces[piece] is null)
            {
                Array.ForEach(sorted, content => content.Pieces.Add((piece, null)));
            }

            foreach (var inTile in bitsOf[piece].GroupBy(bit => bit.Item1, bit => bit.Item2))
            {
                if (tiles.TryGetValue(inTile.Key, out var content))
                {
                    Polygon[] bits = [.. inTile];
                    content.Pieces.Add((piece, IsWholeTile(bits) ? null : bits));
                }
            }
        }
    }

    private static bool IsWholeTile(Polygon[] bits) => bits is [{ NumPoints: 5 } bit] && bit.Area == Tile.SideM * Tile.SideM;

    private static List<(Tile, TGeometry)>[] SplitAll<TGeometry>(IReadOnlyList<Geometry> features, Func<Geometry, List<(Tile, TGeometry)>> split, CancellationToken cancellation)
    {
        var bits = new List<(Tile, TGeometry)>[features.Count];
        Parallel.ForEach(Partitioner.Create(0, Math.Max(1, features.Count)), new ParallelOptions { CancellationToken = cancellation }, range =>
        {
            for (var i = range.Item1; i < Math.Min(range.Item2, features.Count); i++)
            {
                bits[i] = split(features[i]);
            }
        });
        return bits;
    }

    private static List<(Tile, Polygon)> PolygonBits(Geometry feature)
    {
        var bits = new List<(Tile, Polygon)>();
        foreach (var polygon in Overlay.SoundPolygons(feature))
        {
            Split(polygon, Cut.Polygon, bits);
        }

        return bits;
    }

    private static List<(Tile, LineString)> LineBits(Geometry feature)
    {
        var bits = new List<(Tile, LineString)>();
        if (feature is GeometryCollection parts)
        {
            bits.AddRange(parts.Geometries.SelectMany(LineBits));
        }
        else if (feature is LineString { IsEmpty: false } line)
        {
            Split(line, Cut.Line, bits);
        }

        return bits;
    }

    private static void Split<TGeometry>(TGeometry geometry, Action<TGeometry, bool, double, bool, List<TGeometry>> cut, List<(Tile, TGeometry)> bits)
        where TGeometry : Geometry
    {
        var envelope = geometry.EnvelopeInternal;
        var ((left, right), (bottom, top)) = (Tiles(envelope.MinX, envelope.MaxX), Tiles(envelope.MinY, envelope.MaxY));
        if (left == right && bottom == top)
        {
            bits.Add((new Tile(left, bottom), geometry));
            return;
        }

        var vertical = right - left >= top - bottom;
        var at = Tile.SideM * (vertical ? left + ((right - left + 1) / 2) : bottom + ((top - bottom + 1) / 2));
        var halves = new List<TGeometry>();
        cut(geometry, vertical, at, false, halves);
        cut(geometry, vertical, at, true, halves);
        foreach (var half in halves)
        {
            Split(half, cut, bits);
        }
    }

    private static (int First, int Last) Tiles(double min, double max)
    {
        var first = (int)Math.Floor(min / Tile.SideM);
        return (first, Math.Max(first, (int)Math.Ceiling(max / Tile.SideM) - 1));
    }
}
