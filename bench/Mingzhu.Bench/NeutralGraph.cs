using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using Mingzhu.Spatial;

namespace Mingzhu.Bench;

/// <summary>Neutral walking graphs and facilities (.wg, .fac), plain or gzipped, little endian: counts are believed only as far as the file goes.</summary>
internal static class NeutralGraph
{
    public static WalkGraph Read(string path)
    {
        var bytes = Bytes(path);
        if (!bytes.AsSpan().StartsWith("WALKG1\0\0"u8))
            throw new InvalidDataException($"{path} is no walking graph: it does not begin with WALKG1");
        var (nodes, edges) = (Ints(path, bytes, 8, 1)[0], Ints(path, bytes, 12, 1)[0]);
        var at = 16 + (16L * nodes);
        if (nodes < 0 || at > bytes.Length)
            throw new InvalidDataException($"{path} is cut off: {nodes} nodes do not fit into its {bytes.Length} bytes");
        var (from, to, lengthMm) = (Ints(path, bytes, at, edges), Ints(path, bytes, at + (4L * edges), edges), Ints(path, bytes, at + (8L * edges), edges));
        var wrong = Enumerable.Range(0, edges).FirstOrDefault(edge => from[edge] < 0 || from[edge] >= nodes || to[edge] < 0 || to[edge] >= nodes || lengthMm[edge] < 0, -1);
        return wrong < 0
            ? new WalkGraph(nodes, from, to, lengthMm)
            : throw new InvalidDataException($"{path}: edge {wrong} leads from node {from[wrong]} to node {to[wrong]} over {lengthMm[wrong]} mm; there are nodes 0 to {nodes - 1}, and lengths are not negative");
    }

    /// <summary>Name and nodes of every category, in the file's order.</summary>
    public static List<(string Kind, int[] Nodes)> ReadFacilities(string path, int nodes)
    {
        var bytes = Bytes(path);
        var (count, at) = (Ints(path, bytes, 0, 1)[0], 4L);
        if (count < 0 || count > bytes.Length / 8)
            throw new InvalidDataException($"{path} is no list of facilities: {count} categories do not fit into its {bytes.Length} bytes");
        var categories = new List<(string, int[])>(count);
        for (var category = 0; category < count; category++)
        {
            var nameLength = Ints(path, bytes, at, 1)[0];
            if (nameLength < 0 || at + 4 + nameLength > bytes.Length)
                throw new InvalidDataException($"{path} is cut off: the name of category {category} is said to have {nameLength} bytes");
            var name = Encoding.UTF8.GetString(bytes, (int)at + 4, nameLength);
            at += 4 + nameLength;
            var found = Ints(path, bytes, at + 4, Ints(path, bytes, at, 1)[0]);
            if (Array.Exists(found, node => node < 0 || node >= nodes))
                throw new InvalidDataException($"{path}: category {name} names a node that the graph does not have; it has 0 to {nodes - 1}");
            categories.Add((name, found));
            at += 4 + (4L * found.Length);
        }

        return categories;
    }

    private static int[] Ints(string path, byte[] bytes, long at, int count) => at >= 0 && count >= 0 && at + (4L * count) <= bytes.Length
        ? MemoryMarshal.Cast<byte, int>(bytes.AsSpan((int)at, 4 * count)).ToArray()
        : throw new InvalidDataException($"{path} is cut off: {count} numbers are said to stand at byte {at}, the file has {bytes.Length}");

    private static byte[] Bytes(string path)
    {
        if (!path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
            return File.ReadAllBytes(path);
        using var zip = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        var plain = new MemoryStream();
        try
        {
            zip.CopyTo(plain);
        }
        catch (InvalidDataException broken)
        {
            throw new InvalidDataException($"{path} is no whole gzip file: {broken.Message}", broken);
        }

        return plain.ToArray();
    }
}
