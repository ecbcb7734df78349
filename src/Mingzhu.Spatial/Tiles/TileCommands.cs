namespace Mingzhu.Spatial;

/// <summary>The drawing commands of one feature, as bytes of the tile format.</summary>
/// <remarks>By: Mapbox Vector Tile Specification 2.1, section 4.3. Positions are told as steps from the last one, over all parts of a feature.</remarks>
internal sealed class TileCommands
{
    private const uint MoveTo = 1;
    private const uint LineTo = 2;
    private const uint ClosePath = 7;

    private readonly TileBuffer _bytes = new();
    private int _x;
    private int _y;

    public bool IsEmpty => _bytes.Length == 0;

    public ReadOnlySpan<byte> Written => _bytes.Written;

    public void Clear()
    {
        _bytes.Clear();
        (_x, _y) = (0, 0);
    }

    /// <summary>The first of so many points; the others follow by <see cref="Go"/>.</summary>
    public void Points(int count) => Command(MoveTo, count);

    /// <summary>A run of corners, closed or not.</summary>
    public void Path(CornerRun corners, int start, int end, bool closed)
    {
        Command(MoveTo, 1);
        Go(corners.X(start), corners.Y(start));
        Command(LineTo, end - start - 1);
        for (var i = start + 1; i < end; i++)
        {
            Go(corners.X(i), corners.Y(i));
        }

        if (closed)
        {
            Command(ClosePath, 1);
        }
    }

    public void Go(int x, int y)
    {
        _bytes.Varint(TileBuffer.ZigZag(x - _x));
        _bytes.Varint(TileBuffer.ZigZag(y - _y));
        (_x, _y) = (x, y);
    }

    private void Command(uint id, int count) => _bytes.Varint(id | ((uint)count << 3));
}
