using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Mingzhu.Spatial.Tests.Formats;

/// <summary>Writes OSM PBF files: tiny ones for tests, large ones for benchmarks. Elements are written in the order they are added.</summary>
/// <remarks>Streams: a block is written as soon as it is full or another kind of element begins. <see cref="Dispose"/> writes the last one.</remarks>
public sealed class PbfBuilder : IDisposable
{
    private readonly Stream _into;
    private readonly bool _dense;
    private readonly bool _compressed;
    private readonly int _elementsPerBlock;
    private readonly List<byte[]> _elements = [];
    private readonly List<(long Id, long Longitude, long Latitude, int[] Tags)> _nodes = [];
    private readonly Dictionary<string, int> _indexOf = [];
    private readonly List<string> _strings = [];
    private int _field;

    /// <summary>Begins a file with its header.</summary>
    /// <param name="into">Where to; left open.</param>
    /// <param name="dense">Nodes as dense nodes, else as plain ones.</param>
    /// <param name="compressed">Blobs as zlib, else raw.</param>
    /// <param name="elementsPerBlock">How many elements fill a block.</param>
    /// <param name="extent">Left, right, top, bottom in degrees; none by default.</param>
    /// <param name="requiredFeatures">In the header; the two usual ones by default.</param>
    public PbfBuilder(
        Stream into,
        bool dense = true,
        bool compressed = true,
        int elementsPerBlock = 8000,
        (double Left, double Right, double Top, double Bottom)? extent = null,
        string[]? requiredFeatures = null)
    {
        (_into, _dense, _compressed, _elementsPerBlock) = (into, dense, compressed, elementsPerBlock);
        Reset();
        WriteBlob("OSMHeader", Header(extent, requiredFeatures ?? ["OsmSchema-V0.6", "DenseNodes"]));
    }

    /// <summary>A whole small file.</summary>
    public static byte[] File(Action<PbfBuilder> add, bool dense = true, bool compressed = true, int elementsPerBlock = 8000)
    {
        var file = new MemoryStream();
        using (var builder = new PbfBuilder(file, dense, compressed, elementsPerBlock))
            add(builder);
        return file.ToArray();
    }

    /// <summary>Adds a node; degrees, kept to 1e-7.</summary>
    public PbfBuilder Node(long id, double longitude, double latitude, params (string Key, string Value)[] tags)
    {
        Begin(_dense ? 2 : 1);
        var (x, y) = ((long)Math.Round(longitude * 1e7), (long)Math.Round(latitude * 1e7));
        if (_dense)
        {
            _nodes.Add((id, x, y, [.. tags.SelectMany(tag => (int[])[Index(tag.Key), Index(tag.Value)])]));
        }
        else
        {
            var message = new Message();
            message.Number(1, ZigZag(id));
            Tags(message, tags);
            message.Number(8, ZigZag(y));
            message.Number(9, ZigZag(x));
            _elements.Add(message.ToArray());
        }
        return this;
    }

    /// <summary>Adds a way.</summary>
    public PbfBuilder Way(long id, IEnumerable<long> nodes, params (string Key, string Value)[] tags)
    {
        Begin(3);
        var message = new Message();
        message.Number(1, unchecked((ulong)id));
        Tags(message, tags);
        message.Packed(8, Deltas(nodes));
        _elements.Add(message.ToArray());
        return this;
    }

    /// <summary>Adds a relation; a member is its kind ("node", "way", "relation"), id and role.</summary>
    public PbfBuilder Relation(long id, IEnumerable<(string Kind, long Id, string Role)> members, params (string Key, string Value)[] tags)
    {
        Begin(4);
        var all = members.ToArray();
        var message = new Message();
        message.Number(1, unchecked((ulong)id));
        Tags(message, tags);
        message.Packed(8, all.Select(member => (ulong)Index(member.Role)));
        message.Packed(9, Deltas(all.Select(member => member.Id)));
        message.Packed(10, all.Select(member => member.Kind switch { "node" => 0UL, "way" => 1UL, _ => 2UL }));
        _elements.Add(message.ToArray());
        return this;
    }

    /// <summary>Adds a multipolygon relation of ways, all with the role "outer".</summary>
    public PbfBuilder Multipolygon(long id, IEnumerable<long> ways, params (string Key, string Value)[] tags) =>
        Relation(id, ways.Select(way => ("way", way, "outer")), [("type", "multipolygon"), .. tags]);

    public void Dispose() => Flush();

    private static byte[] Header((double Left, double Right, double Top, double Bottom)? extent, string[] requiredFeatures)
    {
        var header = new Message();
        if (extent is { } box)
        {
            var message = new Message();
            foreach (var (side, index) in new[] { box.Left, box.Right, box.Top, box.Bottom }.Select((side, index) => (side, index)))
                message.Number(index + 1, ZigZag((long)Math.Round(side * 1e9)));
            header.Bytes(1, message.ToArray());
        }
        foreach (var feature in requiredFeatures)
            header.Bytes(4, Encoding.UTF8.GetBytes(feature));
        header.Bytes(16, "Mingzhu"u8.ToArray());
        return header.ToArray();
    }

    private void Begin(int field)
    {
        if (_field != field || _elements.Count + _nodes.Count >= _elementsPerBlock)
            Flush();
        _field = field;
    }

    private void Flush()
    {
        if (_elements.Count + _nodes.Count == 0)
            return;
        var group = new Message();
        if (_nodes.Count > 0)
            group.Bytes(2, DenseNodes());
        foreach (var element in _elements)
            group.Bytes(_field, element);
        var strings = new Message();
        foreach (var text in _strings)
            strings.Bytes(1, Encoding.UTF8.GetBytes(text));
        var block = new Message();
        block.Bytes(1, strings.ToArray());
        block.Bytes(2, group.ToArray());
        WriteBlob("OSMData", block.ToArray());
        Reset();
    }

    private byte[] DenseNodes()
    {
        var dense = new Message();
        dense.Packed(1, Deltas(_nodes.Select(node => node.Id)));
        dense.Packed(8, Deltas(_nodes.Select(node => node.Latitude)));
        dense.Packed(9, Deltas(_nodes.Select(node => node.Longitude)));
        if (_nodes.Any(node => node.Tags.Length > 0))
            dense.Packed(10, _nodes.SelectMany(node => node.Tags.Append(0)).Select(index => (ulong)index));
        return dense.ToArray();
    }

    // String 0 is never used: in dense nodes it ends a node's tags.
    private void Reset()
    {
        _elements.Clear();
        _nodes.Clear();
        _indexOf.Clear();
        _strings.Clear();
        _strings.Add("");
    }

    private int Index(string text)
    {
        if (!_indexOf.TryGetValue(text, out var index))
        {
            _indexOf[text] = index = _strings.Count;
            _strings.Add(text);
        }
        return index;
    }

    private void Tags(Message message, (string Key, string Value)[] tags)
    {
        if (tags.Length == 0)
            return;
        message.Packed(2, tags.Select(tag => (ulong)Index(tag.Key)));
        message.Packed(3, tags.Select(tag => (ulong)Index(tag.Value)));
    }

    private void WriteBlob(string type, byte[] contents)
    {
        var blob = new Message();
        if (_compressed)
        {
            blob.Number(2, (ulong)contents.Length);
            blob.Bytes(3, Zlib(contents));
        }
        else
        {
            blob.Bytes(1, contents);
        }
        WriteFrame(_into, type, blob.ToArray());
    }

    /// <summary>Writes one blob with its header, whatever it holds.</summary>
    public static void WriteFrame(Stream into, string type, byte[] blob)
    {
        var header = new Message();
        header.Bytes(1, Encoding.ASCII.GetBytes(type));
        header.Number(3, (ulong)blob.Length);
        var bytes = header.ToArray();
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        into.Write(length);
        into.Write(bytes);
        into.Write(blob);
    }

    private static byte[] Zlib(byte[] contents)
    {
        var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            zlib.Write(contents);
        return packed.ToArray();
    }

    private static IEnumerable<ulong> Deltas(IEnumerable<long> values)
    {
        long last = 0;
        foreach (var value in values)
        {
            yield return ZigZag(unchecked(value - last));
            last = value;
        }
    }

    private static ulong ZigZag(long value) => unchecked((ulong)((value << 1) ^ (value >> 63)));

    /// <summary>A protobuf message being written.</summary>
    public sealed class Message
    {
        private readonly List<byte> _bytes = [];

        public void Number(int field, ulong value)
        {
            Varint((ulong)(field << 3));
            Varint(value);
        }

        public void Bytes(int field, byte[] value)
        {
            Varint((ulong)((field << 3) | 2));
            Varint((ulong)value.Length);
            _bytes.AddRange(value);
        }

        public void Packed(int field, IEnumerable<ulong> values)
        {
            var list = new Message();
            foreach (var value in values)
                list.Varint(value);
            Bytes(field, list.ToArray());
        }

        public byte[] ToArray() => [.. _bytes];

        private void Varint(ulong value)
        {
            for (; value >= 0x80; value >>= 7)
                _bytes.Add((byte)(value | 0x80));
            _bytes.Add((byte)value);
        }
    }
}
