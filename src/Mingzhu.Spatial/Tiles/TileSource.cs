namespace Mingzhu.Spatial;

/// <summary>A layer that answers any tile quickly (矢量瓦片): shapes, and what is said of them.</summary>
/// <remarks>
/// Every feature carries its row as number (from 0) and the fields given. What is too small to be told apart is one feature with its like, without number and without fields of one feature.<br/>
/// By: Mapbox Vector Tile Specification 2.1, extent 4096. Polygons are valid; shells turn clockwise on the screen.<br/>
/// Always: the same tile has the same bytes. Immutable; thread-safe.<br/>
/// Cost: by what shows in a tile; nothing is allocated but the tile.
/// </remarks>
public sealed class TileSource
{
    /// <summary>The deepest zoom tiles are made for; a map enlarges them.</summary>
    public const int FinestZoom = ZoomRule.EveryCorner;

    [ThreadStatic]
    private static TileDraft? _draft;

    private readonly IReadOnlyList<bool>? _rows;

    /// <summary>Says things of shapes; only of some rows, if which is said.</summary>
    /// <exception cref="ArgumentException">A value is of a type tiles do not hold.</exception>
    public TileSource(string name, TileShapes shapes, IReadOnlyList<TileField> fields, IReadOnlyList<bool>? rows = null)
        : this(name, shapes, TileFields.Of(shapes.Rows, fields), rows)
    {
    }

    internal TileSource(string name, TileShapes shapes, TileFields values, IReadOnlyList<bool>? rows = null) => (Name, Shapes, Values, _rows) = (name, shapes, values, rows);

    /// <summary>The layer's name in the tile.</summary>
    public string Name { get; }

    /// <summary>What is said of a feature.</summary>
    public IReadOnlyList<string> Fields => Values.Names;

    /// <summary>What the values of a field are, as TileJSON names it: String, Number or Boolean; String where there are none.</summary>
    /// <exception cref="ArgumentException">There is no such field.</exception>
    public string TypeOf(string field) => Array.IndexOf(Values.Names, field) is >= 0 and var at ? Values.TypeOf(at) : throw new ArgumentException($"There is no field {field}.", nameof(field));

    /// <summary>The shapes it says things of.</summary>
    public TileShapes Shapes { get; }

    internal TileFields Values { get; }

    /// <summary>One tile of several layers; no bytes where nothing shows.</summary>
    public static byte[] Tile(TileAddress address, params IReadOnlyList<TileSource> layers)
    {
        var draft = _draft ??= new TileDraft();
        draft.Tile.Clear();
        foreach (var layer in layers)
        {
            layer.Draw(address, draft);
        }

        return draft.Tile.Written.ToArray();
    }

    private void Draw(TileAddress address, TileDraft draft)
    {
        var (arrays, anchors) = (Shapes.Arrays, Shapes.AreAnchors);
        Shapes.InSight(address, draft.InSight);
        draft.Pen.Begin(address, arrays);
        draft.Writer.Begin(Values);
        draft.Alike.Clear();
        foreach (var shape in draft.InSight)
        {
            var row = arrays.Row[shape];
            if (_rows?[row] == false)
            {
                continue;
            }

            if (arrays.AloneFrom[shape] > address.Z)
            {
                draft.Pen.Draw(shape, draft.Alike.Of(Values.Alike[row], arrays.Kind[shape], row), anchors);
                continue;
            }

            draft.One.Clear();
            draft.Pen.Draw(shape, draft.One, anchors);
            if (!draft.One.IsEmpty)
            {
                draft.Writer.Add(row, arrays.Kind[shape], draft.One.Written);
            }
        }

        draft.Alike.WriteTo(draft.Writer);
        draft.Writer.End(Name, draft.Tile);
    }
}
