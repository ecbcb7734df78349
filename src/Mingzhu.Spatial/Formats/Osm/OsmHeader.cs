using System.Text;
using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial;

/// <summary>What a PBF file says of itself.</summary>
/// <param name="Extent">The declared extent in degrees, x = longitude; null if none is declared.</param>
/// <param name="AsOf">When the data were taken from OpenStreetMap; null if not said.</param>
/// <param name="WrittenBy">The program that wrote it; null if not said.</param>
public sealed record OsmHeader(Envelope? Extent, DateTimeOffset? AsOf, string? WrittenBy)
{
    private static readonly string[] KnownFeatures = ["OsmSchema-V0.6", "DenseNodes"];

    internal static OsmHeader Read(PbfFile file, PbfBlob blob)
    {
        var bytes = file.Unpacked(blob);
        return file.Reading(blob.Offset, () => Decode(file, blob, bytes));
    }

    private static OsmHeader Decode(PbfFile file, PbfBlob blob, byte[] bytes)
    {
        var reader = new ProtobufReader(bytes);
        var header = new OsmHeader(null, null, null);
        for (int field; (field = reader.NextField()) != 0;)
        {
            switch (field)
            {
                case 1:
                    header = header with { Extent = Box(reader.Bytes()) };
                    break;
                case 4:
                    Understand(file, blob, Encoding.UTF8.GetString(reader.Bytes()));
                    break;
                case 16:
                    header = header with { WrittenBy = Encoding.UTF8.GetString(reader.Bytes()) };
                    break;
                case 32:
                    header = header with { AsOf = Time(reader.Int64()) };
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
        return header;
    }

    private static void Understand(PbfFile file, PbfBlob blob, string feature)
    {
        if (KnownFeatures.Contains(feature))
            return;
        throw OsmProblem.Broken(
            file.Path,
            blob.Offset,
            ($"必需特性 “{feature}”", $"the required feature '{feature}'"),
            ($" {string.Join('、', KnownFeatures)}", string.Join(" or ", KnownFeatures)),
            ("请导出不含历史数据的普通 .osm.pbf 文件", "export an ordinary .osm.pbf file without history"));
    }

    private static Envelope? Box(ReadOnlySpan<byte> bytes)
    {
        var reader = new ProtobufReader(bytes);
        Span<double> sides = stackalloc double[4];
        for (int field; (field = reader.NextField()) != 0;)
        {
            if (field is >= 1 and <= 4)
                sides[field - 1] = reader.SInt64() / 1e9;
            else
                reader.Skip();
        }
        return sides[0] < sides[1] && sides[3] < sides[2] ? new Envelope(sides[0], sides[1], sides[3], sides[2]) : null;
    }

    // Years 1–9999; anything else is no time.
    private static DateTimeOffset? Time(long seconds) =>
        seconds is > 0 and < 253_402_300_800 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
}
