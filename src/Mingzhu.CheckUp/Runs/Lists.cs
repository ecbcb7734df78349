using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using Mingzhu.City;

namespace Mingzhu.CheckUp;

/// <summary>Places, findings and walking distances as vault files, one after another in their order.</summary>
internal static class Lists
{
    private const int TextsOfOne = 10;

    // Its numbers, and what there is of texts for each: enough mostly, and only a first guess.
    private const int FindingBytes = 160;
    private static readonly byte[] PlaceMagic = "MZPLCE1\n"u8.ToArray();
    private static readonly byte[] DistanceMagic = "MZWALK1\n"u8.ToArray();
    private static readonly byte[] FindingMagic = "MZFIND1\n"u8.ToArray();

    public static byte[] Write(ImmutableArray<int> distances) => Write(DistanceMagic, distances, static (writer, mm) => writer.Write(mm));

    public static ImmutableArray<int> ReadDistances(byte[] bytes) => Read(DistanceMagic, bytes, reader => reader.ReadInt32());

    public static byte[] Write(ImmutableArray<Place> places) => Write(PlaceMagic, places, static (writer, place) =>
    {
        writer.Write(place.Id);
        writer.Write(place.Name);
        writer.Write(place.Parent);
    });

    public static ImmutableArray<Place> ReadPlaces(byte[] bytes, Level level) =>
        Read(PlaceMagic, bytes, reader => new Place(reader.ReadString(), reader.ReadString(), level, reader.ReadInt32()));

    /// <summary>Names and wordings recur thousands of times: each text stands once, in order of first use, and findings refer to it.</summary>
    public static byte[] Write(ImmutableArray<Finding> findings)
    {
        var (index, once) = (new Dictionary<string, int>(), new List<string>());
        var refers = new int[findings.Length * TextsOfOne];
        for (var i = 0; i < findings.Length; i++)
        {
            var texts = Texts(findings[i]);
            for (var text = 0; text < TextsOfOne; text++)
            {
                if (!index.TryGetValue(texts[text], out var number))
                {
                    index.Add(texts[text], number = once.Count);
                    once.Add(texts[text]);
                }

                refers[(i * TextsOfOne) + text] = number;
            }
        }

        using var memory = new MemoryStream(findings.Length * FindingBytes);
        using var writer = new BinaryWriter(memory, Encoding.UTF8);
        writer.Write(once.Count);
        once.ForEach(writer.Write);
        writer.Write(FindingMagic);
        writer.Write(findings.Length);
        for (var i = 0; i < findings.Length; i++)
        {
            foreach (var number in refers.AsSpan(i * TextsOfOne, TextsOfOne))
                writer.Write(number);
            var finding = findings[i];
            writer.Write(finding.District);
            writer.Write(finding.Subdistrict);
            writer.Write(finding.Community);
            writer.Write((byte)finding.Severity);
            writer.Write(finding.Lon);
            writer.Write(finding.Lat);
            writer.Write(finding.Weight);
        }

        writer.Flush();
        return memory.ToArray();
    }

    public static ImmutableArray<Finding> ReadFindings(byte[] bytes)
    {
        using var memory = new MemoryStream(bytes);
        using var reader = new BinaryReader(memory, Encoding.UTF8);
        var texts = Enumerable.Range(0, reader.ReadInt32()).Select(_ => reader.ReadString()).ToArray();
        return Read(FindingMagic, bytes[(int)memory.Position..], row =>
        {
            var of = Enumerable.Range(0, TextsOfOne).Select(_ => texts[row.ReadInt32()]).ToArray();
            var (district, subdistrict, community, severity) = (row.ReadInt32(), row.ReadInt32(), row.ReadInt32(), (Severity)row.ReadByte());
            return new Finding(
                $"{of[0]}/{of[2]}/{of[3]}/{of[1]}", of[0], of[1], of[2], of[3], of[4], district, subdistrict, community, severity, new(of[5], of[6]), new(of[7], of[8]),
                of[9].Length == 0 ? null : of[9], row.ReadDouble(), row.ReadDouble(), row.ReadDouble());
        });
    }

    private static Texts10 Texts(Finding finding)
    {
        var texts = default(Texts10);
        (texts[0], texts[1], texts[2], texts[3], texts[4]) = (finding.Indicator, finding.Type, finding.Layer, finding.Object, finding.ObjectName);
        (texts[5], texts[6], texts[7], texts[8]) = (finding.Says.Zh, finding.Says.En, finding.Countermeasure.Zh, finding.Countermeasure.En);
        texts[9] = finding.Responsible ?? "";
        return texts;
    }

    private static byte[] Write<T>(byte[] magic, ImmutableArray<T> items, Action<BinaryWriter, T> write)
    {
        using var memory = new MemoryStream(items.Length * 16);
        using var writer = new BinaryWriter(memory, Encoding.UTF8);
        writer.Write(magic);
        writer.Write(items.Length);
        foreach (var item in items)
            write(writer, item);
        writer.Flush();
        return memory.ToArray();
    }

    private static ImmutableArray<T> Read<T>(byte[] magic, byte[] bytes, Func<BinaryReader, T> read)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes), Encoding.UTF8);
        if (!reader.ReadBytes(magic.Length).AsSpan().SequenceEqual(magic))
            throw new RefusedException(new Refusal("checkup.no-list", new("文件不是体检清单", "the file is no list of a run")));
        var items = ImmutableArray.CreateBuilder<T>(reader.ReadInt32());
        while (items.Count < items.Capacity)
            items.Add(read(reader));
        return items.MoveToImmutable();
    }

    [InlineArray(TextsOfOne)]
    private struct Texts10
    {
        private string _first;
    }
}
