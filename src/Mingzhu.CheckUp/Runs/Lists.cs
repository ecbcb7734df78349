using System.Collections.Immutable;
using System.Text;
using Mingzhu.City;

namespace Mingzhu.CheckUp;

/// <summary>Places and findings as vault files, one after another in their order.</summary>
internal static class Lists
{
    private static readonly byte[] PlaceMagic = "MZPLCE1\n"u8.ToArray();
    private static readonly byte[] FindingMagic = "MZFIND1\n"u8.ToArray();

    public static byte[] Write(ImmutableArray<Place> places) => Write(PlaceMagic, places, static (writer, place) =>
    {
        writer.Write(place.Id);
        writer.Write(place.Name);
        writer.Write(place.Parent);
    });

    public static ImmutableArray<Place> ReadPlaces(byte[] bytes, Level level) =>
        Read(PlaceMagic, bytes, reader => new Place(reader.ReadString(), reader.ReadString(), level, reader.ReadInt32()));

    public static byte[] Write(ImmutableArray<Finding> findings) => Write(FindingMagic, findings, static (writer, finding) =>
    {
        foreach (var text in new[]
        {
            finding.Id, finding.Indicator, finding.Type, finding.Layer, finding.Object, finding.ObjectName, finding.Says.Zh, finding.Says.En, finding.Countermeasure.Zh, finding.Countermeasure.En,
            finding.Responsible ?? "",
        })
        {
            writer.Write(text);
        }

        writer.Write(finding.District);
        writer.Write(finding.Subdistrict);
        writer.Write(finding.Community);
        writer.Write((byte)finding.Severity);
        writer.Write(finding.Lon);
        writer.Write(finding.Lat);
        writer.Write(finding.Weight);
    });

    public static ImmutableArray<Finding> ReadFindings(byte[] bytes)
    {
        var known = new Dictionary<string, string>(); // Names and wordings recur thousands of times: keep one of each.
        return Read(FindingMagic, bytes, reader =>
        {
            var texts = new string[11];
            for (var i = 0; i < texts.Length; i++)
                texts[i] = known.TryGetValue(reader.ReadString() is var text ? text : "", out var same) ? same : known[text] = text;
            var (district, subdistrict, community, severity) = (reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), (Severity)reader.ReadByte());
            return new Finding(
                texts[0], texts[1], texts[2], texts[3], texts[4], texts[5], district, subdistrict, community, severity, new(texts[6], texts[7]), new(texts[8], texts[9]),
                texts[10].Length == 0 ? null : texts[10], reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble());
        });
    }

    private static byte[] Write<T>(byte[] magic, ImmutableArray<T> items, Action<BinaryWriter, T> write)
    {
        using var memory = new MemoryStream();
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
}
