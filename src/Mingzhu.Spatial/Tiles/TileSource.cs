using System.Collections.Immutable;

namespace Mingzhu.Spatial;

/// <summary>A layer that answers any tile quickly (矢量瓦片): shapes, and what is said of them.</summary>
/// <remarks>
/// Every feature carries its row as number (from 0) and the fields given. What is too small to be told apart is one feature with its like, without number and without fields of one feature.<br/>
/// By: Mapbox Vector Tile Specification 2.1, extent 4096. Polygons are valid; shells turn clockwise on the screen.<br/>
/// Always: the same tile has the same bytes, <see cref="MostBytes"/> at most. Immutable; thread-safe.<br/>
/// Cost: by what shows in a tile; nothing is allocated but the tile.
/// </remarks>
public sealed class TileSource
{
    /// <summary>The deepest zoom tiles are made for; a map enlarges them.</summary>
    public const int FinestZoom = ZoomRule.EveryCorner;

    /// <summary>No tile has more bytes. Where it would, its largest layer shows only what it shows at an earlier zoom, and so on until the tile fits.</summary>
    public const int MostBytes = 500_000;

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
    public static byte[] Tile(TileAddress address, params IReadOnlyList<TileSource> layers) => Tile(address, layers, out _);

    /// <summary>One tile of several layers; no bytes where nothing shows.</summary>
    /// <param name="address">Which.</param>
    /// <param name="layers">What to draw, the lowest first.</param>
    /// <param name="thinned">The layers of which the tile shows less than its zoom would, for it would be too large.</param>
    public static byte[] Tile(TileAddress address, IReadOnlyList<TileSource> layers, out ImmutableArray<TileSource> thinned)
    {
        var draft = _draft ??= new TileDraft();
        thinned = [];
        if (Draw(address, layers, [], draft) > MostBytes)
        {
            var earlier = new int[layers.Count];
            do
            {
                earlier[draft.Largest]++;
            }
            while (Draw(address, layers, earlier, draft) > MostBytes);
            thinned = [.. layers.Where((_, layer) => earlier[layer] > 0)];
        }

        return draft.Tile.Written.ToArray();
    }

    /// <summary>How many rows are drawn at a zoom, as things of their own or with their like.</summary>
    public int Shown(int zoom)
    {
        var (arrays, rows) = (Shapes.Arrays, new HashSet<int>());
        for (var shape = 0; shape < arrays.Shapes; shape++)
        {
            if (arrays.ShownFrom[shape] <= zoom && _rows?[arrays.Row[shape]] != false)
            {
                rows.Add(arrays.Row[shape]);
            }
        }

        return rows.Count;
    }

    private static int Draw(TileAddress address, IReadOnlyList<TileSource> layers, ReadOnlySpan<int> earlier, TileDraft draft)
    {
        draft.Tile.Clear();
        var most = -1;
        for (var layer = 0; layer < layers.Count; layer++)
        {
            var before = draft.Tile.Length;
            layers[layer].Draw(address, address.Z - (earlier.IsEmpty ? 0 : earlier[layer]), draft);
            (most, draft.Largest) = draft.Tile.Length - before > most ? (draft.Tile.Length - before, layer) : (most, draft.Largest);
        }

        return draft.Tile.Length;
    }

    /// <summary>Draws what has been there from a zoom on.</summary>
    private void Draw(TileAddress address, int from, TileDraft draft)
    {
        var (arrays, anchors) = (Shapes.Arrays, Shapes.AreAnchors);
        Shapes.InSight(address, from, draft.InSight);
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
