namespace Mingzhu.Spatial;

/// <summary>What kind of thing a tile draws; the numbers are those of the tile format.</summary>
internal enum ShapeKind : byte
{
    Points = 1,
    Lines = 2,
    Polygons = 3,
}

/// <summary>The shapes of a layer in flat arrays: corners in parts (rings, lines, all points of a shape), parts in shapes. Nothing is allocated for a corner, and a tile walks them in order.</summary>
/// <remarks>
/// Rings are not closed by their first corner; shells turn clockwise on the screen, holes the other way; a shell stands before its holes.<br/>
/// A zoom beyond <see cref="WorldGrid.FinestZoom"/> says: never.
/// </remarks>
internal sealed record ShapeArrays
{
    /// <summary>Corners in a block: what of a long line or ring lies far from a tile is passed over block by block.</summary>
    public const int Block = 32;

    /// <summary>x, y, x, y … on the <see cref="WorldGrid"/>.</summary>
    public required int[] Xy { get; init; }

    /// <summary>First corner of each part; one entry more than parts.</summary>
    public required int[] PartStart { get; init; }

    /// <summary>Whether a part is a ring that begins a polygon.</summary>
    public required bool[] IsShell { get; init; }

    /// <summary>First part of each shape; one entry more than shapes.</summary>
    public required int[] ShapeStart { get; init; }

    /// <summary>What each shape is.</summary>
    public required ShapeKind[] Kind { get; init; }

    /// <summary>The row of the table each shape is of.</summary>
    public required int[] Row { get; init; }

    /// <summary>From which zoom on a corner is drawn.</summary>
    public byte[] CornerFrom { get; init; } = [];

    /// <summary>From which zoom on a part is drawn.</summary>
    public byte[] PartFrom { get; init; } = [];

    /// <summary>From which zoom on a shape is drawn.</summary>
    public byte[] ShownFrom { get; init; } = [];

    /// <summary>From which zoom on a shape is a feature of its own; before, it is one with those that look like it.</summary>
    public byte[] AloneFrom { get; init; } = [];

    /// <summary>A bit for each zoom at which a shape may be drawn whole just as its corners come (see <see cref="RingCheck"/>).</summary>
    public uint[] SoundAt { get; init; } = [];

    /// <summary>The rectangle about each block of <see cref="Block"/> corners, in steps: west, north, east, south, west …; empty if nobody asked.</summary>
    public int[] BlockBoxes { get; init; } = [];

    public int Shapes => Kind.Length;

    public int Parts => IsShell.Length;

    public int Corners => Xy.Length / 2;

    /// <summary>The corners of a part, first and after the last.</summary>
    public (int Start, int End) CornersOf(int part) => (PartStart[part], PartStart[part + 1]);

    /// <summary>The rectangle about each shape, in steps.</summary>
    public Box[] Boxes()
    {
        var boxes = new Box[Shapes];
        for (var shape = 0; shape < Shapes; shape++)
        {
            boxes[shape] = BoxOf(PartStart[ShapeStart[shape]], PartStart[ShapeStart[shape + 1]]);
        }

        return boxes;
    }

    /// <summary>The rectangle about a run of corners, in steps.</summary>
    public Box BoxOf(int start, int end)
    {
        var (minX, minY, maxX, maxY) = (int.MaxValue, int.MaxValue, int.MinValue, int.MinValue);
        for (var i = start; i < end; i++)
        {
            (minX, maxX) = (Math.Min(minX, Xy[2 * i]), Math.Max(maxX, Xy[2 * i]));
            (minY, maxY) = (Math.Min(minY, Xy[(2 * i) + 1]), Math.Max(maxY, Xy[(2 * i) + 1]));
        }

        return new Box(minX, minY, maxX, maxY);
    }

    /// <summary>The same shapes with their <see cref="BlockBoxes"/>.</summary>
    public ShapeArrays InBlocks()
    {
        var boxes = new int[4 * ((Corners + Block - 1) / Block)];
        for (var block = 0; 4 * block < boxes.Length; block++)
        {
            var (minX, minY, maxX, maxY) = (int.MaxValue, int.MaxValue, int.MinValue, int.MinValue);
            for (var i = block * Block; i < Math.Min((block + 1) * Block, Corners); i++)
            {
                (minX, minY) = (Math.Min(minX, Xy[2 * i]), Math.Min(minY, Xy[(2 * i) + 1]));
                (maxX, maxY) = (Math.Max(maxX, Xy[2 * i]), Math.Max(maxY, Xy[(2 * i) + 1]));
            }

            (boxes[4 * block], boxes[(4 * block) + 1], boxes[(4 * block) + 2], boxes[(4 * block) + 3]) = (minX, minY, maxX, maxY);
        }

        return this with { BlockBoxes = boxes };
    }

    /// <summary>The positions of a part: x, y, x, y ….</summary>
    public ReadOnlySpan<int> PositionsOf(int part) => Xy.AsSpan(2 * PartStart[part], 2 * (PartStart[part + 1] - PartStart[part]));

    /// <summary>Twice the area of a ring, square steps: positive if it turns clockwise on the screen.</summary>
    public static Int128 DoubleArea(ReadOnlySpan<int> ring)
    {
        var sum = Int128.Zero;
        for (var i = 0; i < ring.Length; i += 2)
        {
            var next = i + 2 < ring.Length ? i + 2 : 0;
            sum += ((Int128)ring[i] * ring[next + 1]) - ((Int128)ring[next] * ring[i + 1]);
        }

        return sum;
    }

    /// <summary>The same shapes in another order, nothing prepared.</summary>
    public ShapeArrays InOrder(ReadOnlySpan<int> order)
    {
        var (xy, partStart, isShell, shapeStart) = (new List<int>(Xy.Length), new List<int>(PartStart.Length), new List<bool>(Parts), new List<int>(ShapeStart.Length));
        foreach (var shape in order)
        {
            shapeStart.Add(isShell.Count);
            for (var part = ShapeStart[shape]; part < ShapeStart[shape + 1]; part++)
            {
                partStart.Add(xy.Count / 2);
                isShell.Add(IsShell[part]);
                xy.AddRange(PositionsOf(part));
            }
        }

        shapeStart.Add(isShell.Count);
        partStart.Add(xy.Count / 2);
        var (kind, row) = (Kind, Row);
        return new ShapeArrays
        {
            Xy = [.. xy], PartStart = [.. partStart], IsShell = [.. isShell], ShapeStart = [.. shapeStart],
            Kind = Array.ConvertAll(order.ToArray(), shape => kind[shape]), Row = Array.ConvertAll(order.ToArray(), shape => row[shape]),
        };
    }
}
