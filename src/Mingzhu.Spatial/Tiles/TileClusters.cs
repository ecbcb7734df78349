using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial;

/// <summary>Points of which near ones are drawn as one (点聚合), with how many they are (property <c>n</c>) and what is said of the first of them.</summary>
/// <remarks>
/// The cells that gather divide a tile evenly, eight a side, from <see cref="TileSource.FinestZoom"/> on 128, so each point is counted in one cell of one tile. A cell's point stands at the mean of its points.<br/>
/// By: Morton's order (1966): the points of a cell and of a tile are neighbours in it.<br/>
/// Always: the same tile has the same bytes. Immutable; thread-safe. Cost: what lies in the tile.
/// </remarks>
public sealed class TileClusters
{
    private const int CellsBits = 3;
    private const int FinestCellsBits = 7;

    [ThreadStatic]
    private static TileDraft? _draft;

    private readonly string _name;
    private readonly ulong[] _code;
    private readonly int[] _row;
    private readonly TileFields _fields;

    /// <summary>In: positions in EPSG:4490, x = longitude, the first rows first to speak for their cell.</summary>
    /// <exception cref="ArgumentException">A value is of a type tiles do not hold.</exception>
    public TileClusters(string name, IReadOnlyList<Coordinate> lonLat, IReadOnlyList<TileField> fields)
    {
        (_name, _fields) = (name, TileFields.Of(lonLat.Count, fields));
        _row = [.. Enumerable.Range(0, lonLat.Count)];
        _code = [.. lonLat.Select(at => WorldGrid.At(at.X, at.Y)).Select(at => Code(at.X, at.Y))];
        Array.Sort(_code, _row);
    }

    /// <summary>One tile; no bytes where nothing shows.</summary>
    public byte[] Tile(TileAddress address)
    {
        var draft = _draft ??= new TileDraft();
        draft.Tile.Clear();
        draft.Writer.Begin(_fields);
        var tile = Code(address.X, address.Y);
        var bits = 2 * (WorldGrid.Bits - address.Z);
        var (at, end) = (First(tile << bits), First((tile + 1) << bits));
        var cellBits = bits - (2 * (address.Z < TileSource.FinestZoom ? CellsBits : FinestCellsBits));
        while (at < end)
        {
            var next = at + 1;
            while (next < end && _code[next] >> cellBits == _code[at] >> cellBits)
            {
                next++;
            }

            Draw(address, at, next, draft);
            at = next;
        }

        draft.Writer.End(_name, draft.Tile);
        return draft.Tile.Written.ToArray();
    }

    private void Draw(TileAddress address, int start, int end, TileDraft draft)
    {
        var (x, y, row) = (0L, 0L, int.MaxValue);
        for (var i = start; i < end; i++)
        {
            (x, y, row) = (x + Even(_code[i]), y + Even(_code[i] >> 1), Math.Min(row, _row[i]));
        }

        var shift = WorldGrid.Shift(address.Z);
        draft.One.Clear();
        draft.One.Points(1);
        draft.One.Go(
            WorldGrid.Units((int)(x / (end - start)), shift) - (address.X * TilePen.Extent), WorldGrid.Units((int)(y / (end - start)), shift) - (address.Y * TilePen.Extent));
        draft.Writer.AddGathered(row, end - start, draft.One.Written);
    }

    /// <summary>The first point of a code or a later one.</summary>
    private int First(ulong code)
    {
        var at = _code.AsSpan().BinarySearch(new FirstNotBefore(code));
        return ~at;
    }

    private static ulong Code(int x, int y) => Spread((uint)x) | (Spread((uint)y) << 1);

    private static ulong Spread(uint value)
    {
        ulong spread = value;
        spread = (spread | (spread << 16)) & 0x0000_FFFF_0000_FFFF;
        spread = (spread | (spread << 8)) & 0x00FF_00FF_00FF_00FF;
        spread = (spread | (spread << 4)) & 0x0F0F_0F0F_0F0F_0F0F;
        spread = (spread | (spread << 2)) & 0x3333_3333_3333_3333;
        return (spread | (spread << 1)) & 0x5555_5555_5555_5555;
    }

    /// <summary>The even bits, drawn together.</summary>
    private static int Even(ulong code)
    {
        code &= 0x5555_5555_5555_5555;
        code = (code | (code >> 1)) & 0x3333_3333_3333_3333;
        code = (code | (code >> 2)) & 0x0F0F_0F0F_0F0F_0F0F;
        code = (code | (code >> 4)) & 0x00FF_00FF_00FF_00FF;
        code = (code | (code >> 8)) & 0x0000_FFFF_0000_FFFF;
        return (int)((code | (code >> 16)) & 0xFFFF_FFFF);
    }

    /// <summary>Never equal, so that a search ends before the first of equal codes.</summary>
    private readonly record struct FirstNotBefore(ulong Code) : IComparable<ulong>
    {
        public int CompareTo(ulong other) => other < Code ? 1 : -1;
    }
}
