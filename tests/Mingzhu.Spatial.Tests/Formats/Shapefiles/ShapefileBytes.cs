using System.Buffers.Binary;
using System.Text;

namespace Mingzhu.Spatial.Tests.Formats.Shapefiles;

/// <summary>Builds .shp, .shx and .dbf files byte by byte, so that anything in them can be wrong.</summary>
internal static class ShapefileBytes
{
    public static Encoding Gbk { get; } = CodePagesEncodingProvider.Instance.GetEncoding(936)!;

    public static byte[] Int(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }

    public static byte[] Big(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    public static byte[] Doubles(params double[] values) => [.. values.SelectMany(BitConverter.GetBytes)];

    public static byte[] Point(double x, double y) => [.. Int(1), .. Doubles(x, y)];

    /// <summary>A line (3, 13, 23) or polygon (5, 15, 25) of rings given as x, y, x, y …; after it anything, as Z and M are.</summary>
    public static byte[] Parts(int type, double[][] parts, byte[]? after = null)
    {
        var starts = new List<byte>();
        var at = 0;
        foreach (var part in parts)
        {
            starts.AddRange(Int(at));
            at += part.Length / 2;
        }
        return [.. Int(type), .. Doubles(0, 0, 0, 0), .. Int(parts.Length), .. Int(at), .. starts, .. parts.SelectMany(part => Doubles(part)), .. after ?? []];
    }

    public static byte[] MultiPoint(int type, params double[] xy) => [.. Int(type), .. Doubles(0, 0, 0, 0), .. Int(xy.Length / 2), .. Doubles(xy)];

    public static byte[] Shp(int type, params byte[][] contents) =>
        [.. Header(type, 100 + contents.Sum(content => 8 + content.Length)), .. contents.SelectMany((content, index) => Record(index + 1, content))];

    public static byte[] Record(int number, byte[] content, int? saysBytes = null) => [.. Big(number), .. Big((saysBytes ?? content.Length) / 2), .. content];

    public static byte[] Shx(int type, params byte[][] contents)
    {
        var (entries, at) = (new List<byte>(), 100);
        foreach (var content in contents)
        {
            entries.AddRange([.. Big(at / 2), .. Big(content.Length / 2)]);
            at += 8 + content.Length;
        }
        return [.. Header(type, 100 + (8 * contents.Length)), .. entries];
    }

    public static byte[] Header(int type, int bytes) => [.. Big(9994), .. new byte[20], .. Big(bytes / 2), .. Int(1000), .. Int(type), .. new byte[64]];

    /// <summary>A dBase III file; a field is "name:N:10:2".</summary>
    public static byte[] Dbf(string[] fields, string[][] records, Encoding? encoding = null, byte version = 3, byte language = 0) =>
        DbfOfBytes(fields, [.. records.Select(record => record.Select(value => (encoding ?? Encoding.ASCII).GetBytes(value)).ToArray())], encoding, version, language);

    public static byte[] DbfOfBytes(string[] fields, byte[][][] records, Encoding? encoding = null, byte version = 3, byte language = 0, byte[]? flags = null)
    {
        var columns = fields.Select(field => field.Split(':')).ToArray();
        var lengths = columns.Select(column => int.Parse(column[2])).ToArray();
        var (header, width) = (32 + (32 * columns.Length) + 1, 1 + lengths.Sum());
        var bytes = new List<byte>([version, 126, 1, 1, .. Int(records.Length), (byte)header, (byte)(header >> 8), (byte)width, (byte)(width >> 8), .. new byte[17], language, 0, 0]);
        for (var i = 0; i < columns.Length; i++)
        {
            var name = (encoding ?? Encoding.ASCII).GetBytes(columns[i][0]);
            bytes.AddRange([.. name, .. new byte[11 - name.Length], (byte)columns[i][1][0], .. new byte[4], (byte)lengths[i], columns[i].Length > 3 ? byte.Parse(columns[i][3]) : (byte)0, flags?[i] ?? 0, .. new byte[13]]);
        }
        bytes.Add(0x0D);
        foreach (var record in records)
        {
            // A record with one value more than there are fields has its mark in front.
            var marked = record.Length > columns.Length;
            bytes.Add(marked ? record[0][0] : (byte)' ');
            for (var i = 0; i < columns.Length; i++)
            {
                var value = record[marked ? i + 1 : i];
                bytes.AddRange([.. value, .. Enumerable.Repeat((byte)' ', lengths[i] - value.Length)]);
            }
        }
        return [.. bytes, 0x1A];
    }
}
