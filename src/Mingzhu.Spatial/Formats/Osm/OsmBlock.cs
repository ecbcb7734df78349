using System.Collections.Concurrent;
using System.Text;

namespace Mingzhu.Spatial;

/// <summary>What a block of a PBF file holds, so that later passes open only the blocks they need.</summary>
[Flags]
internal enum OsmContents
{
    None = 0,
    Nodes = 1,
    Ways = 2,
    Relations = 4,
}

/// <summary>A node as read; its tags are good only until the next one is read.</summary>
internal readonly record struct OsmNodeRecord(long Id, int Longitude, int Latitude, OsmTags Tags);

/// <summary>A way that is wanted itself or a member of a wanted relation.</summary>
internal readonly record struct OsmWayRecord(long Id, OsmTags Tags, long[] Nodes, bool Wanted);

/// <summary>A relation that makes an area, with its ways, each once.</summary>
internal readonly record struct OsmRelationRecord(long Id, OsmTags Tags, long[] Ways);

/// <summary>One unpacked block: its strings and groups. Coordinates are whole ten-millionths of a degree.</summary>
internal sealed partial class OsmBlock
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly byte[] _bytes;
    private readonly ConcurrentDictionary<string, string> _pool;
    private readonly List<Range> _strings = [];
    private readonly List<(int Field, Range Range)> _groups = [];
    private readonly string?[] _texts;

    // The tags of the element being read; who keeps an element takes a copy (OsmTags.Alone).
    private readonly List<string> _scratch = [];
    private long _granularity = 100;
    private long _latitudeOffset;
    private long _longitudeOffset;

    public OsmBlock(byte[] bytes, ConcurrentDictionary<string, string> pool)
    {
        (_bytes, _pool) = (bytes, pool);
        var reader = new ProtobufReader(bytes);
        for (int field; (field = reader.NextField()) != 0;)
            ReadField(field, ref reader);
        _texts = new string?[_strings.Count];
    }

    public OsmContents Contents { get; private set; }

    /// <summary>Hands every relation that makes an area to <paramref name="take"/>.</summary>
    public void Relations(Action<OsmRelationRecord> take, Func<OsmTags, bool> wanted)
    {
        foreach (var (_, range) in _groups.Where(group => group.Field == 4))
        {
            if (Relation(range, wanted) is { } relation)
                take(relation);
        }
    }

    /// <summary>Hands every way to <paramref name="take"/> that is wanted by its tags or its id.</summary>
    public void Ways(Action<OsmWayRecord> take, Func<OsmTags, bool> wanted, HashSet<long> members)
    {
        foreach (var (_, range) in _groups.Where(group => group.Field == 3))
        {
            if (Way(range, wanted, members) is { } way)
                take(way);
        }
    }

    private void ReadField(int field, ref ProtobufReader reader)
    {
        switch (field)
        {
            case 1:
                ReadStrings(reader.Range());
                break;
            case 2:
                ReadGroup(reader.Range());
                break;
            case 17:
                _granularity = reader.Int64();
                if (_granularity is <= 0 or > 1_000_000_000)
                    throw new ProtobufException(reader.Position, $"granularity {_granularity}", "1 to 1000000000");
                break;
            case 19:
                _latitudeOffset = reader.Int64();
                break;
            case 20:
                _longitudeOffset = reader.Int64();
                break;
            default:
                reader.Skip();
                break;
        }
    }

    private void ReadStrings(Range range)
    {
        var reader = new ProtobufReader(_bytes.AsSpan(range));
        for (int field; (field = reader.NextField()) != 0;)
        {
            if (field == 1)
                _strings.Add(Within(range, reader.Range()));
            else
                reader.Skip();
        }
    }

    private void ReadGroup(Range range)
    {
        var reader = new ProtobufReader(_bytes.AsSpan(range));
        for (int field; (field = reader.NextField()) != 0;)
        {
            if (field is < 1 or > 4)
            {
                reader.Skip();
                continue;
            }
            _groups.Add((field, Within(range, reader.Range())));
            Contents |= field switch { 1 or 2 => OsmContents.Nodes, 3 => OsmContents.Ways, _ => OsmContents.Relations };
        }
    }

    private OsmRelationRecord? Relation(Range range, Func<OsmTags, bool> wanted)
    {
        var reader = new ProtobufReader(_bytes.AsSpan(range));
        long id = 0;
        ReadOnlySpan<byte> keys = default, values = default, members = default, kinds = default;
        for (int field; (field = reader.NextField()) != 0;)
        {
            switch (field)
            {
                case 1:
                    id = reader.Int64();
                    break;
                case 2:
                    keys = reader.Bytes();
                    break;
                case 3:
                    values = reader.Bytes();
                    break;
                case 9:
                    members = reader.Bytes();
                    break;
                case 10:
                    kinds = reader.Bytes();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
        var tags = Tags(keys, values);
        return tags["type"] is "multipolygon" or "boundary" && wanted(tags) ? new OsmRelationRecord(id, tags.Alone(), MemberWays(members, kinds)) : null;
    }

    // A way named twice counts once.
    private static long[] MemberWays(ReadOnlySpan<byte> members, ReadOnlySpan<byte> kinds)
    {
        var ids = new ProtobufReader(members);
        var kindsOf = new ProtobufReader(kinds);
        var ways = new List<long>();
        var seen = new HashSet<long>();
        for (long id = 0; !ids.AtEnd;)
        {
            id = unchecked(id + ids.ZigZag());
            if (kindsOf.Index() == 1 && seen.Add(id))
                ways.Add(id);
        }
        return [.. ways];
    }

    private OsmWayRecord? Way(Range range, Func<OsmTags, bool> wanted, HashSet<long> members)
    {
        var reader = new ProtobufReader(_bytes.AsSpan(range));
        long id = 0;
        ReadOnlySpan<byte> keys = default, values = default, nodes = default;
        for (int field; (field = reader.NextField()) != 0;)
        {
            switch (field)
            {
                case 1:
                    id = reader.Int64();
                    break;
                case 2:
                    keys = reader.Bytes();
                    break;
                case 3:
                    values = reader.Bytes();
                    break;
                case 8:
                    nodes = reader.Bytes();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
        var tags = Tags(keys, values);
        var isWanted = tags.Count > 0 && wanted(tags);
        return isWanted || members.Contains(id) ? new OsmWayRecord(id, isWanted ? tags.Alone() : default, Deltas(nodes), isWanted) : null;
    }

    private static long[] Deltas(ReadOnlySpan<byte> packed)
    {
        var count = 0;
        foreach (var next in packed)
            count += next < 0x80 ? 1 : 0;
        var reader = new ProtobufReader(packed);
        var values = new long[count];
        long value = 0;
        for (var i = 0; !reader.AtEnd; i++)
            values[i] = value = unchecked(value + reader.ZigZag());
        return values;
    }

    private OsmTags Tags(ReadOnlySpan<byte> keys, ReadOnlySpan<byte> values)
    {
        if (keys.IsEmpty)
            return default;
        var keyReader = new ProtobufReader(keys);
        var valueReader = new ProtobufReader(values);
        _scratch.Clear();
        while (!keyReader.AtEnd)
            AddTag(keyReader.Index(), valueReader.Index());
        return Scratch();
    }

    private void AddTag(int key, int value)
    {
        _scratch.Add(Text(key));
        _scratch.Add(Text(value));
    }

    private OsmTags Scratch() => new(_scratch, _scratch.Count / 2);

    private string Text(int index)
    {
        if (index >= _strings.Count)
            throw new ProtobufException(0, $"string {index}", $"one of the block's {_strings.Count} strings");
        return _texts[index] ??= Decoded(_strings[index]);
    }

    private string Decoded(Range range)
    {
        try
        {
            var text = StrictUtf8.GetString(_bytes.AsSpan(range));
            return _pool.GetOrAdd(text, text);
        }
        catch (DecoderFallbackException)
        {
            throw new ProtobufException(range.Start.Value, "text that is no UTF-8", "UTF-8");
        }
    }

    private static Range Within(Range outer, Range inner) => (outer.Start.Value + inner.Start.Value)..(outer.Start.Value + inner.End.Value);
}
