using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial;

/// <summary>A layer that answers any tile quickly: its features are projected to the web map once and found through an index.</summary>
/// <remarks>
/// Every feature carries its row in the table as number (from 0), its id as property <c>id</c>, and the fields asked for.<br/>
/// Below zoom 14 features smaller than a pixel (of 256 a tile) are left out, and of points within four pixels only the first row is drawn; from 14 on everything is.<br/>
/// Always: the same tile has the same bytes. Immutable; thread-safe.<br/>
/// Cost: a tile takes time by what shows in it; 60,000 buildings stay below 30 ms in any tile.
/// </remarks>
public sealed class TileSource
{
    private const int FullZoom = 14;
    private const double Pixel = TilePen.Extent / 256.0;
    private const int ThinningCell = 64;

    private readonly (int Row, WorldShape Shape)[] _shapes;
    private readonly bool[] _isPoint;
    private readonly double[] _size;
    private readonly PackedTree _tree;
    private readonly Func<int, IEnumerable<(string Key, object? Value)>> _properties;

    /// <summary>Takes over a table: some of its fields are shown.</summary>
    /// <exception cref="ArgumentException">The table has no such field.</exception>
    public TileSource(string name, FeatureTable table, params IReadOnlyList<string> fields)
        : this(name, table, Shown(table, fields))
    {
    }

    /// <summary>Takes over a table; what is shown of a row is computed, say the reading of an indicator.</summary>
    public TileSource(string name, FeatureTable table, Func<int, IEnumerable<(string Key, object? Value)>> properties)
    {
        (Name, _properties) = (name, row => properties(row).Prepend(("id", table.Ids[row])));
        _shapes = [.. Enumerable.Range(0, table.Count).SelectMany(row => table.Geometries[row] is { } geometry ? WorldShape.Of(geometry).Select(shape => (row, shape)) : [])];
        _isPoint = Array.ConvertAll(_shapes, each => each.Shape.Kind == ShapeKind.Points);
        _size = Array.ConvertAll(_shapes, each => Math.Max(each.Shape.Box.MaxX - each.Shape.Box.MinX, each.Shape.Box.MaxY - each.Shape.Box.MinY));
        _tree = new PackedTree(Array.ConvertAll(_shapes, each => each.Shape.Box));
    }

    /// <summary>The layer's name in the tile.</summary>
    public string Name { get; }

    /// <summary>One tile of several layers; no bytes where nothing shows.</summary>
    public static byte[] Tile(TileAddress address, params IReadOnlyList<TileSource> layers)
    {
        var tile = new ProtobufWriter();
        foreach (var layer in layers)
        {
            layer.Draw(address).WriteTo(tile);
        }

        return tile.Written.ToArray();
    }

    private LayerWriter Draw(TileAddress address)
    {
        var (pen, writer) = (new TilePen(address), new LayerWriter(Name));
        var taken = new HashSet<(int, int)>();
        foreach (var index in InSight(pen, address.Z < FullZoom ? Pixel / pen.UnitsPerWorld : 0))
        {
            var (row, shape) = _shapes[index];
            if (address.Z < FullZoom && shape is { Kind: ShapeKind.Points, Xy.Length: 2 } && !taken.Add(Cell(pen, shape)))
            {
                continue;
            }

            if (pen.Draw(shape) is { IsEmpty: false } commands)
            {
                writer.Add((ulong)row, shape.Kind, commands, _properties(row));
            }
        }

        return writer;
    }

    /// <summary>What shows, by row: the drawing order does not depend on the index.</summary>
    private List<int> InSight(TilePen pen, double minSize)
    {
        var inSight = new List<int>();
        foreach (var index in _tree.Meeting(pen.Sight))
        {
            if (_isPoint[index] || _size[index] >= minSize)
            {
                inSight.Add(index);
            }
        }

        inSight.Sort();
        return inSight;
    }

    /// <summary>Cells of the whole zoom level would be the same in every tile; a tile's are, because its side is a whole number of cells.</summary>
    private static (int, int) Cell(TilePen pen, WorldShape point)
    {
        var (x, y) = pen.Place(point.Xy[0], point.Xy[1]);
        return ((int)Math.Floor(x / ThinningCell), (int)Math.Floor(y / ThinningCell));
    }

    private static Func<int, IEnumerable<(string Key, object? Value)>> Shown(FeatureTable table, IReadOnlyList<string> fields)
    {
        (string Key, object?[] Values)[] columns =
            [.. fields.Select(field => (field, table.Column(field) ?? throw new ArgumentException($"The table has no field {field}.", nameof(fields))))];
        return row => columns.Select(column => (column.Key, column.Values[row]));
    }
}
