using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Mingzhu.Spatial;

/// <summary>Prepared tile sources in a file: their arrays as they lie in memory, so that reading is as fast as the disk. A cache for one machine, no format to hand on.</summary>
/// <remarks>A hash at the end tells a file that was cut short or spoiled. Another build may prepare otherwise, so it does not read what this one wrote.</remarks>
public static class TileFile
{
    private const int Mark = 0x32545A4D; // "MZT2"

    private static readonly Guid Program = typeof(TileFile).Module.ModuleVersionId;

    /// <summary>Writes sources.</summary>
    public static void Write(Stream to, IReadOnlyList<TileSource> sources)
    {
        using var whole = new MemoryStream();
        using (var writer = new BinaryWriter(whole, System.Text.Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Mark);
            writer.Write(Program.ToByteArray());
            writer.Write(sources.Count);
            foreach (var source in sources)
            {
                writer.Write(source.Name);
                Write(writer, source.Shapes);
                Write(writer, source.Values);
            }
        }

        var bytes = whole.GetBuffer().AsSpan(0, (int)whole.Length);
        to.Write(bytes);
        to.Write(SHA256.HashData(bytes));
    }

    /// <summary>Reads sources; null if they are not whole, or another build wrote them.</summary>
    public static TileSource[]? Read(byte[] bytes)
    {
        const int head = sizeof(int) + 16;
        var length = bytes.Length - SHA256.HashSizeInBytes;
        if (length < head || BitConverter.ToInt32(bytes) != Mark || new Guid(bytes.AsSpan(sizeof(int), 16)) != Program
            || !SHA256.HashData(bytes.AsSpan(0, length)).AsSpan().SequenceEqual(bytes.AsSpan(length)))
        {
            return null;
        }

        using var reader = new BinaryReader(new MemoryStream(bytes, head, length - head));
        var sources = new TileSource[reader.ReadInt32()];
        for (var i = 0; i < sources.Length; i++)
        {
            sources[i] = new TileSource(reader.ReadString(), ReadShapes(reader), ReadFields(reader));
        }

        return sources;
    }

    private static void Write(BinaryWriter to, TileShapes shapes)
    {
        to.Write(shapes.Rows);
        to.Write(shapes.AreAnchors);
        var arrays = shapes.Arrays;
        Write(to, arrays.Xy);
        Write(to, arrays.PartStart);
        Write(to, arrays.IsShell);
        Write(to, arrays.ShapeStart);
        Write(to, arrays.Kind);
        Write(to, arrays.Row);
        Write(to, arrays.CornerFrom);
        Write(to, arrays.PartFrom);
        Write(to, arrays.ShownFrom);
        Write(to, arrays.AloneFrom);
        Write(to, arrays.SoundAt);
    }

    private static TileShapes ReadShapes(BinaryReader from)
    {
        var (rows, areAnchors) = (from.ReadInt32(), from.ReadBoolean());
        return new TileShapes(
            new ShapeArrays
            {
                Xy = Read<int>(from), PartStart = Read<int>(from), IsShell = Read<bool>(from), ShapeStart = Read<int>(from), Kind = Read<ShapeKind>(from), Row = Read<int>(from),
                CornerFrom = Read<byte>(from), PartFrom = Read<byte>(from), ShownFrom = Read<byte>(from), AloneFrom = Read<byte>(from), SoundAt = Read<uint>(from),
            },
            rows, areAnchors);
    }

    private static void Write(BinaryWriter to, TileFields fields)
    {
        to.Write(fields.Names.Length);
        for (var field = 0; field < fields.Names.Length; field++)
        {
            to.Write(fields.Names[field]);
            Write(to, fields.Codes[field]);
        }

        Write(to, fields.OfOne);
        Write(to, fields.Alike);
        Write(to, fields.ValueStart);
        Write(to, fields.ValueBytes);
    }

    private static TileFields ReadFields(BinaryReader from)
    {
        var names = new string[from.ReadInt32()];
        var codes = new int[names.Length][];
        for (var field = 0; field < names.Length; field++)
        {
            (names[field], codes[field]) = (from.ReadString(), Read<int>(from));
        }

        return new TileFields { Names = names, Codes = codes, OfOne = Read<bool>(from), Alike = Read<int>(from), ValueStart = Read<int>(from), ValueBytes = Read<byte>(from) };
    }

    private static void Write<T>(BinaryWriter to, T[] values)
        where T : unmanaged
    {
        to.Write(values.Length);
        to.Write(MemoryMarshal.AsBytes<T>(values));
    }

    private static T[] Read<T>(BinaryReader from)
        where T : unmanaged
    {
        var values = new T[from.ReadInt32()];
        from.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }
}
