using System.Buffers.Binary;
using System.IO.Compression;
using System.Text.Json;

namespace Mingzhu.Spatial.Tests;

/// <summary>An archive of tiles read from end to end as PMTiles 3 describes it, by no code of the writer's; what the format forbids fails.</summary>
internal sealed class ReadArchive
{
    private const int HeaderBytes = 127;
    private readonly byte[] _bytes;
    private readonly Dictionary<long, (long Offset, int Length)> _tiles = [];
    private readonly List<(long Offset, int Length)> _order = [];

    public ReadArchive(byte[] bytes)
    {
        _bytes = bytes;
        System.Text.Encoding.ASCII.GetString(bytes, 0, 7).ShouldBe("PMTiles");
        bytes[7].ShouldBe((byte)3);
        (Number(8) + Number(16)).ShouldBeLessThanOrEqualTo(16_384, "header and root are fetched at once");
        // The order the format asks for, without gaps.
        Number(8).ShouldBe(HeaderBytes);
        Number(24).ShouldBe(Number(8) + Number(16));
        Number(40).ShouldBe(Number(24) + Number(32));
        Number(56).ShouldBe(Number(40) + Number(48));
        (Number(56) + Number(64)).ShouldBe(bytes.Length);
        bytes[97].ShouldBe((byte)2, "directories by gzip");
        bytes[98].ShouldBe((byte)2, "tiles by gzip");
        bytes[99].ShouldBe((byte)1, "vector tiles");

        var last = -1L;
        var entries = 0L;
        Read(Number(8), Number(16), ref last, ref entries);
        _tiles.Count.ShouldBe((int)Number(72), "addressed tiles");
        entries.ShouldBe(Number(80), "entries");
        _tiles.Values.Distinct().Count().ShouldBe((int)Number(88), "contents");
        if (bytes[96] == 1)
        {
            var end = 0L;
            foreach (var (offset, length) in _order)
            {
                (offset == end || offset < end).ShouldBeTrue("clustered: right behind the last one, or a tile that was there before");
                end = Math.Max(end, offset + length);
            }
        }
    }

    /// <summary>Ids of all tiles.</summary>
    public IEnumerable<long> Ids => _tiles.Keys;

    public bool Clustered => _bytes[96] == 1;

    public bool HasLeaves => Number(48) > 0;

    public long Contents => Number(88);

    public long Entries => Number(80);

    public (int First, int Last) Zooms => (_bytes[100], _bytes[101]);

    /// <summary>West, south, east, north.</summary>
    public double[] Bounds => [Degrees(102), Degrees(106), Degrees(110), Degrees(114)];

    public (int Zoom, double Lon, double Lat) Centre => (_bytes[118], Degrees(119), Degrees(123));

    public JsonElement Says => JsonDocument.Parse(Unpacked(Number(24), Number(32))).RootElement;

    /// <summary>A tile as it was before it was packed; empty if there is none.</summary>
    public byte[] Tile(int z, int x, int y) => Tile(Reference.IdOf(z, x, y));

    public byte[] Tile(long id) => _tiles.TryGetValue(id, out var at) ? Unpacked(Number(56) + at.Offset, at.Length) : [];

    private void Read(long offset, long length, ref long last, ref long entries)
    {
        var (bytes, at) = (Unpacked(offset, length), 0);
        var count = (int)Varint(bytes, ref at);
        count.ShouldBeGreaterThan(0);
        var (ids, runs, lengths, offsets) = (new long[count], new long[count], new long[count], new long[count]);
        for (var (i, id) = (0, 0L); i < count; i++)
        {
            ids[i] = id += Varint(bytes, ref at);
        }

        for (var i = 0; i < count; i++)
        {
            runs[i] = Varint(bytes, ref at);
        }

        for (var i = 0; i < count; i++)
        {
            (lengths[i] = Varint(bytes, ref at)).ShouldBeGreaterThan(0);
        }

        for (var i = 0; i < count; i++)
        {
            var said = Varint(bytes, ref at);
            offsets[i] = said > 0 ? said - 1 : offsets[i - 1] + lengths[i - 1];
        }

        at.ShouldBe(bytes.Length);
        for (var i = 0; i < count; i++)
        {
            if (runs[i] == 0)
            {
                Read(Number(40) + offsets[i], lengths[i], ref last, ref entries);
                continue;
            }

            ids[i].ShouldBeGreaterThan(last);
            (last, entries) = (ids[i] + runs[i] - 1, entries + 1);
            _order.Add((offsets[i], (int)lengths[i]));
            for (var id = ids[i]; id <= last; id++)
            {
                _tiles.Add(id, (offsets[i], (int)lengths[i]));
            }
        }
    }

    private byte[] Unpacked(long offset, long length)
    {
        using var gzip = new GZipStream(new MemoryStream(_bytes, (int)offset, (int)length), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        gzip.CopyTo(plain);
        return plain.ToArray();
    }

    private long Number(int at) => BinaryPrimitives.ReadInt64LittleEndian(_bytes.AsSpan(at));

    private double Degrees(int at) => BinaryPrimitives.ReadInt32LittleEndian(_bytes.AsSpan(at)) / 1e7;

    private static long Varint(byte[] bytes, ref int at)
    {
        for (var (value, shift) = (0L, 0); ; shift += 7)
        {
            value |= (long)(bytes[at] & 0x7F) << shift;
            if (bytes[at++] < 0x80)
            {
                return value;
            }
        }
    }

    /// <summary>The numbers of tiles from the curve drawn whole: four copies of the curve of half the side, the first and the last turned over.</summary>
    internal static class Reference
    {
        private static readonly Dictionary<int, (int X, int Y)[]> Curves = new() { [0] = [(0, 0)] };
        private static readonly Dictionary<int, Dictionary<(int X, int Y), int>> Places = [];
        private static readonly Lock Drawing = new();

        /// <summary>The tiles of a zoom in their order.</summary>
        public static (int X, int Y)[] Curve(int zoom)
        {
            lock (Drawing)
            {
                if (!Curves.TryGetValue(zoom, out var curve))
                {
                    var (half, of) = (1 << (zoom - 1), Curve(zoom - 1));
                    Curves[zoom] = curve =
                    [
                        .. of.Select(at => (at.Y, at.X)), .. of.Select(at => (at.X, at.Y + half)), .. of.Select(at => (at.X + half, at.Y + half)),
                        .. of.Select(at => ((2 * half) - 1 - at.Y, half - 1 - at.X)),
                    ];
                }

                return curve;
            }
        }

        /// <summary>Where the numbers of a zoom begin.</summary>
        public static long First(int zoom) => Enumerable.Range(0, zoom).Sum(before => 1L << (2 * before));

        /// <summary>A tile's number by one step down the curve after the other: slow where the curve of the whole zoom would be too long.</summary>
        public static long IdOf(int z, int x, int y)
        {
            var within = 0L;
            for (var zoom = z; zoom > 0; zoom--)
            {
                var half = 1 << (zoom - 1);
                (var quarter, (x, y)) = (x < half, y < half) switch
                {
                    (true, true) => (0, (y, x)),
                    (true, false) => (1, (x, y - half)),
                    (false, false) => (2, (x - half, y - half)),
                    _ => (3, (half - 1 - y, (2 * half) - 1 - x)),
                };
                within += quarter * (1L << (2 * (zoom - 1)));
            }

            return First(z) + within;
        }

        /// <summary>A tile's place in <see cref="Curve"/>.</summary>
        public static long Found(int z, int x, int y)
        {
            lock (Drawing)
            {
                if (!Places.TryGetValue(z, out var places))
                {
                    Places[z] = places = Curve(z).Index().ToDictionary(at => at.Item, at => at.Index);
                }

                return First(z) + places[(x, y)];
            }
        }
    }
}
