using System.Text;

namespace Mingzhu.Spatial.Tests;

/// <summary>A feature read back: geometry as rings, lines or points in tile units.</summary>
internal sealed record DecodedFeature(ulong? Id, int Type, Dictionary<string, object> Properties, List<List<(int X, int Y)>> Parts, bool Closed);

/// <summary>Reads tiles as the specification describes them, and nothing more.</summary>
internal static class TinyDecoder
{
    public static Dictionary<string, List<DecodedFeature>> Decode(byte[] tile) =>
        Fields(tile).Select(field => { field.Number.ShouldBe(3); return Layer(field.Bytes); }).ToDictionary(layer => layer.Name, layer => layer.Features);

    private static (string Name, List<DecodedFeature> Features) Layer(byte[] bytes)
    {
        var fields = Fields(bytes);
        fields.Single(f => f.Number == 15).Value.ShouldBe(2ul);
        fields.Single(f => f.Number == 5).Value.ShouldBe(4096ul);
        string[] keys = [.. fields.Where(f => f.Number == 3).Select(f => Encoding.UTF8.GetString(f.Bytes))];
        object[] values = [.. fields.Where(f => f.Number == 4).Select(f => Value(f.Bytes))];
        keys.Distinct().Count().ShouldBe(keys.Length);
        values.Distinct().Count().ShouldBe(values.Length);
        return (Encoding.UTF8.GetString(fields.Single(f => f.Number == 1).Bytes), [.. fields.Where(f => f.Number == 2).Select(f => Feature(f.Bytes, keys, values))]);
    }

    private static object Value(byte[] bytes)
    {
        var field = Fields(bytes).ShouldHaveSingleItem();
        return field.Number switch
        {
            1 => Encoding.UTF8.GetString(field.Bytes),
            3 => BitConverter.ToDouble(field.Bytes),
            5 => field.Value,
            6 => (long)(field.Value >> 1) ^ -(long)(field.Value & 1),
            7 => field.Value == 1,
            _ => throw new InvalidDataException($"value of kind {field.Number}"),
        };
    }

    private static DecodedFeature Feature(byte[] bytes, string[] keys, object[] values)
    {
        var fields = Fields(bytes);
        uint[] tags = [.. fields.Where(f => f.Number == 2).SelectMany(f => Varints(f.Bytes))];
        var (parts, closed) = Geometry([.. Varints(fields.Single(f => f.Number == 4).Bytes)]);
        return new(
            fields.Where(f => f.Number == 1).Select(f => (ulong?)f.Value).SingleOrDefault(), (int)fields.Single(f => f.Number == 3).Value,
            tags.Chunk(2).ToDictionary(tag => keys[tag[0]], tag => values[tag[1]]), parts, closed);
    }

    private static (List<List<(int, int)>>, bool) Geometry(uint[] commands)
    {
        var (parts, closed, x, y) = (new List<List<(int, int)>>(), false, 0, 0);
        for (var i = 0; i < commands.Length;)
        {
            var (id, count) = (commands[i] & 7, commands[i++] >> 3);
            if (id == 7)
            {
                closed = true;
                continue;
            }

            for (; count > 0; count--)
            {
                x += (int)(commands[i] >> 1) ^ -(int)(commands[i++] & 1);
                y += (int)(commands[i] >> 1) ^ -(int)(commands[i++] & 1);
                if (id == 1)
                {
                    parts.Add([]);
                }

                parts[^1].Add((x, y));
            }
        }

        return (parts, closed);
    }

    private static IEnumerable<uint> Varints(byte[] bytes)
    {
        for (var at = 0; at < bytes.Length;)
        {
            yield return (uint)Varint(bytes, ref at);
        }
    }

    private static ulong Varint(byte[] bytes, ref int at)
    {
        var (value, shift) = (0ul, 0);
        while (true)
        {
            value |= (ulong)(bytes[at] & 0x7F) << shift;
            shift += 7;
            if (bytes[at++] < 0x80)
            {
                return value;
            }
        }
    }

    private static List<(int Number, ulong Value, byte[] Bytes)> Fields(byte[] bytes)
    {
        var fields = new List<(int, ulong, byte[])>();
        for (var at = 0; at < bytes.Length;)
        {
            var tag = Varint(bytes, ref at);
            switch (tag & 7)
            {
                case 0:
                    fields.Add(((int)(tag >> 3), Varint(bytes, ref at), []));
                    break;
                case 1:
                    fields.Add(((int)(tag >> 3), 0, bytes[at..(at + 8)]));
                    at += 8;
                    break;
                case 2:
                    var length = (int)Varint(bytes, ref at);
                    fields.Add(((int)(tag >> 3), 0, bytes[at..(at + length)]));
                    at += length;
                    break;
                default:
                    throw new InvalidDataException($"wire type {tag & 7}");
            }
        }

        return fields;
    }
}
