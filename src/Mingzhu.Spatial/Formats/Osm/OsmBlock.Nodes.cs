namespace Mingzhu.Spatial;

/// <summary>The nodes of a block, written one by one or dense (column by column, as differences).</summary>
internal sealed partial class OsmBlock
{
    /// <summary>Hands every node to <paramref name="take"/>, in block order.</summary>
    public void Nodes(Action<OsmNodeRecord> take)
    {
        foreach (var (field, range) in _groups)
        {
            if (field == 1)
                take(PlainNode(range));
            else if (field == 2)
                DenseNodes(range, take);
        }
    }

    private OsmNodeRecord PlainNode(Range range)
    {
        var reader = new ProtobufReader(_bytes.AsSpan(range));
        long id = 0, latitude = 0, longitude = 0;
        ReadOnlySpan<byte> keys = default, values = default;
        for (int field; (field = reader.NextField()) != 0;)
        {
            switch (field)
            {
                case 1:
                    id = reader.SInt64();
                    break;
                case 2:
                    keys = reader.Bytes();
                    break;
                case 3:
                    values = reader.Bytes();
                    break;
                case 8:
                    latitude = reader.SInt64();
                    break;
                case 9:
                    longitude = reader.SInt64();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
        return Node(id, longitude, latitude, Tags(keys, values), range);
    }

    private void DenseNodes(Range range, Action<OsmNodeRecord> take)
    {
        var reader = new ProtobufReader(_bytes.AsSpan(range));
        ReadOnlySpan<byte> idBytes = default, latitudeBytes = default, longitudeBytes = default, tagBytes = default;
        for (int field; (field = reader.NextField()) != 0;)
        {
            switch (field)
            {
                case 1:
                    idBytes = reader.Bytes();
                    break;
                case 8:
                    latitudeBytes = reader.Bytes();
                    break;
                case 9:
                    longitudeBytes = reader.Bytes();
                    break;
                case 10:
                    tagBytes = reader.Bytes();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
        var ids = new ProtobufReader(idBytes);
        var latitudes = new ProtobufReader(latitudeBytes);
        var longitudes = new ProtobufReader(longitudeBytes);
        var tags = new ProtobufReader(tagBytes);
        long id = 0, latitude = 0, longitude = 0;
        while (!ids.AtEnd)
        {
            unchecked
            {
                id += ids.ZigZag();
                latitude += latitudes.ZigZag();
                longitude += longitudes.ZigZag();
            }
            take(Node(id, longitude, latitude, tagBytes.IsEmpty ? default : DenseTags(ref tags), range));
        }
    }

    private OsmTags DenseTags(ref ProtobufReader reader)
    {
        var key = reader.Index();
        if (key == 0)
            return default;
        _scratch.Clear();
        for (; key != 0; key = reader.Index())
            AddTag(key, reader.Index());
        return Scratch();
    }

    private OsmNodeRecord Node(long id, long longitude, long latitude, OsmTags tags, Range range)
    {
        if (Degrees(_longitudeOffset, longitude, 180) is { } x && Degrees(_latitudeOffset, latitude, 90) is { } y)
            return new(id, x, y, tags);
        throw new ProtobufException(range.Start.Value, $"node/{id} at longitude {longitude}, latitude {latitude} (granularity {_granularity})", "±180 and ±90 degrees");
    }

    // Nanodegrees to ten-millionths of a degree, half away from zero; null beyond the limit.
    private int? Degrees(long offset, long value, int limit)
    {
        var nano = (Int128)offset + ((Int128)_granularity * value);
        if (nano < -limit * (Int128)1_000_000_000 || nano > limit * (Int128)1_000_000_000)
            return null;
        var near = (long)nano;
        return (int)((near + (near < 0 ? -50 : 50)) / 100);
    }
}
