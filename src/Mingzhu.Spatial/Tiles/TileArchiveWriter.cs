using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Mingzhu.Spatial;

/// <summary>Writes tiles into one file that a map reads piece by piece, from a disk or from any web server that knows ranges (PMTiles).</summary>
/// <remarks>
/// In: tiles already compressed by gzip, in ascending order of zoom and curve (<see cref="TilePyramid"/> gives it so).<br/>
/// By: PMTiles 3; header, root, what it says of itself, leaves, tiles lie in this order. Tiles alike are kept once, and of neighbours alike the directory holds one entry.<br/>
/// Always: the same tiles give the same bytes. Not thread-safe.
/// </remarks>
/// <param name="waiting">Where tiles wait while directories are not yet known: empty, readable, at its start.</param>
public sealed class TileArchiveWriter(Stream waiting)
{
    private const int HeaderBytes = 127;

    /// <summary>Readers fetch the header and the root at once, so both lie within this.</summary>
    private const int MostAtOnce = 16_384;

    private const int LeastLeaf = 4096;
    private const byte Gzip = 2;
    private const byte VectorTiles = 1;

    private readonly Dictionary<UInt128, (long Offset, int Length)> _kept = [];
    private readonly List<TileEntry> _entries = [];
    private long _last = -1;

    /// <summary>How many tiles were added.</summary>
    public long Count { get; private set; }

    /// <summary>Appends a tile, as it is to be sent.</summary>
    /// <exception cref="ArgumentException">It is not after the last one, or has no bytes: where nothing shows there is no tile.</exception>
    public void Add(TileAddress tile, ReadOnlySpan<byte> packed)
    {
        var number = TileNumber.Of(tile);
        if (number <= _last || packed.IsEmpty)
        {
            throw new ArgumentException(packed.IsEmpty ? "A tile without bytes is none." : $"Tile {tile.Z}/{tile.X}/{tile.Y} is not after the last one.", nameof(tile));
        }

        var hash = BinaryPrimitives.ReadUInt128LittleEndian(SHA256.HashData(packed));
        if (!_kept.TryGetValue(hash, out var at))
        {
            _kept.Add(hash, at = (waiting.Position, packed.Length));
            waiting.Write(packed);
        }

        var entries = CollectionsMarshal.AsSpan(_entries);
        if (number == _last + 1 && entries.Length > 0 && entries[^1].Offset == at.Offset)
        {
            entries[^1] = entries[^1] with { Run = entries[^1].Run + 1 };
        }
        else
        {
            _entries.Add(new TileEntry(number, at.Offset, at.Length, 1));
        }

        (_last, Count) = (number, Count + 1);
    }

    /// <summary>Writes the whole file.</summary>
    /// <exception cref="InvalidOperationException">No tile was added: the format knows no empty archive.</exception>
    public void WriteTo(Stream to, TileArchiveNote note)
    {
        if (_entries.Count == 0)
        {
            throw new InvalidOperationException("An archive holds at least one tile.");
        }

        var (root, leaves) = Directories();
        var says = Packed(note.ToJson());
        to.Write(Header(note, root.Length, says.Length, leaves.Length));
        to.Write(root);
        to.Write(says);
        to.Write(leaves);
        waiting.Position = 0;
        waiting.CopyTo(to);
    }

    /// <summary>The root alone if it is small enough; else a root of leaves, which are made larger until it is.</summary>
    private (byte[] Root, byte[] Leaves) Directories()
    {
        var root = Packed(CollectionsMarshal.AsSpan(_entries));
        var leaves = new MemoryStream();
        for (var size = LeastLeaf; root.Length > MostAtOnce - HeaderBytes; size *= 2)
        {
            leaves.SetLength(0);
            var pointers = new List<TileEntry>();
            for (var start = 0; start < _entries.Count; start += size)
            {
                var leaf = Packed(CollectionsMarshal.AsSpan(_entries).Slice(start, Math.Min(size, _entries.Count - start)));
                pointers.Add(new TileEntry(_entries[start].Number, leaves.Length, leaf.Length, Run: 0));
                leaves.Write(leaf);
            }

            root = Packed(CollectionsMarshal.AsSpan(pointers));
        }

        return (root, leaves.ToArray());
    }

    /// <summary>A directory: numbers as steps, runs, lengths, then offsets, 0 for what lies right behind its neighbour.</summary>
    private static byte[] Packed(ReadOnlySpan<TileEntry> entries)
    {
        var (written, last) = (new TileBuffer(), 0L);
        written.Varint((ulong)entries.Length);
        foreach (var entry in entries)
        {
            written.Varint((ulong)(entry.Number - last));
            last = entry.Number;
        }

        foreach (var entry in entries)
        {
            written.Varint((ulong)entry.Run);
        }

        foreach (var entry in entries)
        {
            written.Varint((ulong)entry.Length);
        }

        for (var i = 0; i < entries.Length; i++)
        {
            var follows = i > 0 && entries[i].Offset == entries[i - 1].Offset + entries[i - 1].Length;
            written.Varint(follows ? 0 : (ulong)entries[i].Offset + 1);
        }

        return Packed(written.Written);
    }

    /// <summary>As an archive packs its directories.</summary>
    private static byte[] Packed(ReadOnlySpan<byte> bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    private byte[] Header(TileArchiveNote note, int root, int says, int leaves)
    {
        var header = new byte[HeaderBytes];
        "PMTiles"u8.CopyTo(header);
        header[7] = 3;
        long[] numbers =
        [
            HeaderBytes, root, HeaderBytes + root, says, HeaderBytes + root + says, leaves, HeaderBytes + root + says + leaves, waiting.Length, Count, _entries.Count, _kept.Count,
        ];
        for (var i = 0; i < numbers.Length; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(8 + (8 * i)), numbers[i]);
        }

        // In order of the curve, with dedup: an offset lies right behind the last one or before it.
        const byte clustered = 1;
        var (first, last) = ((byte)TileNumber.At(_entries[0].Number).Z, (byte)TileNumber.At(_last).Z);
        new byte[] { clustered, Gzip, Gzip, VectorTiles, first, last }.CopyTo(header, 96);
        Degrees(header.AsSpan(102), note.West, note.South, note.East, note.North);
        header[118] = Math.Clamp(note.WholeZoom, first, last);
        Degrees(header.AsSpan(119), (note.West + note.East) / 2, (note.South + note.North) / 2);
        return header;
    }

    private static void Degrees(Span<byte> to, params ReadOnlySpan<double> degrees)
    {
        const double unitsInDegree = 1e7;
        for (var i = 0; i < degrees.Length; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(to[(4 * i)..], (int)Math.Round(degrees[i] * unitsInDegree));
        }
    }

    /// <summary>Where a run of tiles alike lies; a run of none is a directory further down.</summary>
    private readonly record struct TileEntry(long Number, long Offset, int Length, int Run);
}
