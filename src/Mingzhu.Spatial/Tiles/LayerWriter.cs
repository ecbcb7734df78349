using System.Globalization;
using System.Runtime.InteropServices;

namespace Mingzhu.Spatial;

/// <summary>Writes the features of one layer; keys and values are written once each.</summary>
internal sealed class LayerWriter
{
    private readonly string _name;
    private readonly ProtobufWriter _features = new();
    private readonly ProtobufWriter _feature = new();
    private readonly ProtobufWriter _values = new();
    private readonly ProtobufWriter _value = new();
    private readonly Dictionary<string, uint> _keyOf = [];
    private readonly Dictionary<object, uint> _valueOf = [];
    private readonly List<uint> _tags = [];

    public LayerWriter(string name) => _name = name;

    public void Add(ulong id, ShapeKind kind, ReadOnlySpan<uint> commands, IEnumerable<(string Key, object? Value)> properties)
    {
        _tags.Clear();
        foreach (var (key, value) in properties)
        {
            if (value is not null)
            {
                _tags.Add(IndexOf(key));
                _tags.Add(IndexOf(value));
            }
        }

        _feature.Clear();
        _feature.Number(1, id);
        if (_tags.Count > 0)
        {
            _feature.Packed(2, CollectionsMarshal.AsSpan(_tags));
        }

        _feature.Number(3, (ulong)kind);
        _feature.Packed(4, commands);
        _features.Bytes(2, _feature.Written);
    }

    /// <summary>Appends the layer to a tile; a layer without features is none.</summary>
    public void WriteTo(ProtobufWriter tile)
    {
        if (_features.Written.IsEmpty)
        {
            return;
        }

        var layer = new ProtobufWriter();
        layer.Number(15, 2);
        layer.Text(1, _name);
        layer.Raw(_features.Written);
        foreach (var (key, _) in _keyOf.OrderBy(pair => pair.Value))
        {
            layer.Text(3, key);
        }

        layer.Raw(_values.Written);
        layer.Number(5, TilePen.Extent);
        tile.Bytes(3, layer.Written);
    }

    private uint IndexOf(string key)
    {
        if (!_keyOf.TryGetValue(key, out var index))
        {
            _keyOf.Add(key, index = (uint)_keyOf.Count);
        }

        return index;
    }

    private uint IndexOf(object value)
    {
        // 1 and 1.0 and "1" and true are different values, and so are they as objects.
        object one = value switch
        {
            int number => (long)number,
            float number => (double)number,
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            _ => value,
        };
        if (_valueOf.TryGetValue(one, out var index))
        {
            return index;
        }

        _value.Clear();
        switch (one)
        {
            case string text:
                _value.Text(1, text);
                break;
            case double number:
                _value.Real(3, number);
                break;
            case long number when number >= 0:
                _value.Number(5, (ulong)number);
                break;
            case long number:
                _value.Number(6, ProtobufWriter.ZigZag(number));
                break;
            case bool flag:
                _value.Number(7, flag ? 1u : 0u);
                break;
            default:
                throw new ArgumentException($"A tile holds no {value.GetType().Name}.", nameof(value));
        }

        _values.Bytes(4, _value.Written);
        _valueOf.Add(one, index = (uint)_valueOf.Count);
        return index;
    }
}
