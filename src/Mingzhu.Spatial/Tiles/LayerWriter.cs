namespace Mingzhu.Spatial;

/// <summary>Writes the layers of a tile, one after the other; of each, keys and values are written once. Keeps its buffers.</summary>
/// <remarks>By: Mapbox Vector Tile Specification 2.1, section 4.1 and 4.4.</remarks>
internal sealed class LayerWriter
{
    private readonly TileBuffer _features = new();
    private readonly TileBuffer _keys = new();
    private readonly TileBuffer _values = new();
    private readonly TileBuffer _layer = new();
    private readonly List<uint> _tags = [];
    private readonly Dictionary<int, uint> _countAt = [];
    private TileFields _fields = null!;
    private int[] _keyAt = [];
    private int _keyCount;
    private (long Layer, uint At)[] _valueAt = [];
    private uint _valueCount;
    private long _layers;

    /// <summary>Begins a layer whose features say these things.</summary>
    public void Begin(TileFields fields)
    {
        _fields = fields;
        _features.Clear();
        _keys.Clear();
        _values.Clear();
        _countAt.Clear();
        (_keyCount, _valueCount) = (0, 0);
        _keyAt = _keyAt.Length > fields.Names.Length ? _keyAt : new int[fields.Names.Length + 1];
        Array.Fill(_keyAt, -1);
        // Values of earlier layers are told by their layer's number: nothing needs clearing.
        _layers++;
        if (_valueAt.Length < fields.ValueStart.Length)
        {
            Array.Resize(ref _valueAt, fields.ValueStart.Length);
        }
    }

    /// <summary>Appends a feature that is one row of the table.</summary>
    public void Add(int row, ShapeKind kind, ReadOnlySpan<byte> commands)
    {
        Tag(row, alone: true);
        Add(kind, commands, 1 + TileBuffer.Size((uint)row), row);
    }

    /// <summary>Appends a feature that is all rows like this one.</summary>
    public void AddAlike(int row, ShapeKind kind, ReadOnlySpan<byte> commands)
    {
        Tag(row, alone: false);
        Add(kind, commands, 0, row);
    }

    /// <summary>Appends a point that stands for several rows (property <c>n</c>), with what is said of the first.</summary>
    public void AddGathered(int row, int count, ReadOnlySpan<byte> commands)
    {
        Tag(row, alone: true);
        _tags.Add(Key(_fields.Names.Length, "n"));
        _tags.Add(Count(count));
        Add(ShapeKind.Points, commands, 1 + TileBuffer.Size((uint)row), row);
    }

    /// <summary>Appends the layer to a tile; a layer without features is none.</summary>
    public void End(string name, TileBuffer tile)
    {
        if (_features.Length == 0)
        {
            return;
        }

        _layer.Clear();
        _layer.Number(15, 2);
        _layer.Text(1, name);
        _layer.Raw(_features.Written);
        _layer.Raw(_keys.Written);
        _layer.Raw(_values.Written);
        _layer.Number(5, TilePen.Extent);
        tile.Bytes(3, _layer.Written);
    }

    private void Add(ShapeKind kind, ReadOnlySpan<byte> commands, int idLength, int row)
    {
        var tags = 0;
        foreach (var tag in _tags)
        {
            tags += TileBuffer.Size(tag);
        }

        _features.Head(2, idLength + (tags > 0 ? 1 + TileBuffer.Size((uint)tags) + tags : 0) + 2 + 1 + TileBuffer.Size((uint)commands.Length) + commands.Length);
        if (idLength > 0)
        {
            _features.Number(1, (uint)row);
        }

        if (tags > 0)
        {
            _features.Head(2, tags);
            foreach (var tag in _tags)
            {
                _features.Varint(tag);
            }
        }

        _features.Number(3, (uint)kind);
        _features.Bytes(4, commands);
    }

    private void Tag(int row, bool alone)
    {
        _tags.Clear();
        for (var field = 0; field < _fields.Names.Length; field++)
        {
            var code = _fields.Codes[field][row];
            if (code >= 0 && (alone || !_fields.OfOne[field]))
            {
                _tags.Add(Key(field, _fields.Names[field]));
                _tags.Add(Value(code));
            }
        }
    }

    private uint Key(int field, string name)
    {
        if (_keyAt[field] < 0)
        {
            _keyAt[field] = _keyCount++;
            _keys.Text(3, name);
        }

        return (uint)_keyAt[field];
    }

    private uint Count(int count)
    {
        // A field may hold the same number; a layer writes each value once.
        if (_fields.Whole.TryGetValue(count, out var code))
        {
            return Value(code);
        }

        if (!_countAt.TryGetValue(count, out var at))
        {
            _countAt.Add(count, at = _valueCount++);
            _values.Head(4, 1 + TileBuffer.Size((uint)count));
            _values.Number(5, (uint)count);
        }

        return at;
    }

    private uint Value(int code)
    {
        ref var known = ref _valueAt[code];
        if (known.Layer != _layers)
        {
            known = (_layers, _valueCount++);
            _values.Bytes(4, _fields.Value(code));
        }

        return known.At;
    }
}
