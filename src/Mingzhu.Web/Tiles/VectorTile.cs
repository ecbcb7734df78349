using System.Text;

namespace Mingzhu.Web.Tiles;

/// <summary>Writes one layer of a Mapbox vector tile (version 2.1 of its specification), feature by feature.</summary>
internal sealed class VectorTile(string layer)
{
    /// <summary>Units across a tile.</summary>
    public const int Extent = 4096;

    private readonly Dictionary<string, uint> _keys = [];
    private readonly Dictionary<object, uint> _values = [];
    private readonly Protobuf _features = new();

    /// <summary>Kinds of geometry as the specification numbers them.</summary>
    public enum Kind : byte
    {
        Point = 1,
        Line = 2,
        Polygon = 3,
    }

    /// <summary>How many features were written.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a feature from its rings, lines or points in tile units; a null value of an attribute is left out.</summary>
    public void Add(Kind kind, IReadOnlyList<List<(int X, int Y)>> parts, ReadOnlySpan<(string Key, object? Value)> attributes)
    {
        if (parts.Count == 0)
            return;
        var tags = new Protobuf();
        foreach (var (key, value) in attributes)
        {
            if (value is null)
                continue;
            tags.Varint(At(_keys, key));
            tags.Varint(At(_values, value));
        }

        var feature = new Protobuf();
        feature.Field(2, tags);
        feature.Field(3, (ulong)kind);
        feature.Field(4, Commands(kind, parts));
        _features.Field(2, feature);
        Count++;
    }

    /// <summary>The tile; empty if nothing fell into it.</summary>
    public byte[] ToBytes()
    {
        if (Count == 0)
            return [];
        var body = new Protobuf();
        body.Field(15, 2);
        body.Field(1, Encoding.UTF8.GetBytes(layer));
        body.Append(_features);
        foreach (var key in _keys.Keys)
            body.Field(3, Encoding.UTF8.GetBytes(key));
        foreach (var value in _values.Keys)
            body.Field(4, ValueOf(value));
        body.Field(5, Extent);
        var tile = new Protobuf();
        tile.Field(3, body);
        return tile.ToBytes();
    }

    private static uint At<T>(Dictionary<T, uint> seen, T value) where T : notnull
    {
        if (!seen.TryGetValue(value, out var at))
            seen.Add(value, at = (uint)seen.Count);
        return at;
    }

    private static Protobuf ValueOf(object value)
    {
        var written = new Protobuf();
        switch (value)
        {
            case int whole:
                written.Field(6, Protobuf.ZigZag(whole));
                break;
            case bool yes:
                written.Field(7, yes ? 1u : 0u);
                break;
            default:
                written.Field(1, Encoding.UTF8.GetBytes(value.ToString() ?? ""));
                break;
        }

        return written;
    }

    private static Protobuf Commands(Kind kind, IReadOnlyList<List<(int X, int Y)>> parts)
    {
        const uint moveTo = 1, lineTo = 2, closePath = 7;
        var written = new Protobuf();
        var (x, y) = (0, 0);
        void Step((int X, int Y) to)
        {
            written.Varint(Protobuf.ZigZag(to.X - x));
            written.Varint(Protobuf.ZigZag(to.Y - y));
            (x, y) = to;
        }

        if (kind == Kind.Point)
        {
            written.Varint(moveTo | ((uint)parts.Count << 3));
            foreach (var part in parts)
                Step(part[0]);
            return written;
        }

        foreach (var part in parts)
        {
            written.Varint(moveTo | (1 << 3));
            Step(part[0]);
            written.Varint(lineTo | ((uint)(part.Count - 1) << 3));
            foreach (var point in part.Skip(1))
                Step(point);
            if (kind == Kind.Polygon)
                written.Varint(closePath | (1 << 3));
        }

        return written;
    }

    /// <summary>The little of Protocol Buffers a tile needs: varints and length-delimited fields.</summary>
    private sealed class Protobuf
    {
        private readonly List<byte> _bytes = [];

        public static uint ZigZag(int value) => unchecked((uint)((value << 1) ^ (value >> 31)));

        public void Varint(ulong value)
        {
            for (; value >= 0x80; value >>= 7)
                _bytes.Add((byte)((value & 0x7F) | 0x80));
            _bytes.Add((byte)value);
        }

        public void Field(uint number, ulong value)
        {
            Varint(number << 3);
            Varint(value);
        }

        public void Field(uint number, ReadOnlySpan<byte> value)
        {
            Varint((number << 3) | 2);
            Varint((ulong)value.Length);
            _bytes.AddRange(value);
        }

        public void Field(uint number, Protobuf value) => Field(number, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(value._bytes));

        public void Append(Protobuf other) => _bytes.AddRange(other._bytes);

        public byte[] ToBytes() => [.. _bytes];
    }
}
