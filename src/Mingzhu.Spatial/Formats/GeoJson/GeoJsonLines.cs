using System.Text.Json;
using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial;

/// <summary>GeoJSON with one feature a line or record (.geojsonl, .ndjson, GeoJSON text sequences), one record in memory at a time.</summary>
/// <remarks>By: RFC 8142 (records begin with the sign RS); newline-delimited JSON.</remarks>
internal static class GeoJsonLines
{
    private const byte RecordSign = 0x1E;
    private const int LargestRecord = 1 << 28;
    private const int Sniffed = 1 << 20;
    private static readonly string[] Extensions = [".geojsonl", ".geojsons", ".geojsonseq", ".ndjson", ".jsonl"];

    /// <summary>Whether a file is of this kind: by its first sign, by its name, or because its first line is a whole object and another follows.</summary>
    public static bool Is(string path)
    {
        using var stream = File.OpenRead(path);
        var bytes = new byte[(int)Math.Min(Sniffed, stream.Length)];
        stream.ReadExactly(bytes);
        ReadOnlySpan<byte> start = bytes;
        if (start.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            start = start[3..];
        if (start.StartsWith(RecordSign) || Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase))
            return true;
        start = start.TrimStart(" \t\r\n"u8);
        var end = start.IndexOf((byte)'\n');
        return end > 0 && start[end..].TrimStart(" \t\r\n"u8) is [(byte)'{', ..] && Fault(start[..end]) is null;
    }

    public static SourceLayer Read(string path)
    {
        var factory = new GeometryFactory(new PrecisionModel(), 4326);
        var fields = new SeenFields();
        var (rows, sound, first) = (0L, 0L, (SourceProblem?)null);
        foreach (var feature in Features(path, factory))
        {
            rows++;
            fields.See(feature.Values);
            if (feature.Problems is [{ Code: "geojson.line" } problem, ..])
                first ??= problem;
            else
                sound++;
        }
        if (sound == 0)
        {
            var file = Path.GetFileName(path);
            throw new BrokenFileException(new SourceProblem("geojson.broken", $"{file}：没有一行是 GeoJSON 要素；{first?.Zh}", $"{file}: no line is a GeoJSON feature; {first?.En}"));
        }
        return new SourceLayer(Path.GetFileNameWithoutExtension(path), 4326, ("RFC 8142：GeoJSON 序列为 WGS 84", "RFC 8142: GeoJSON text sequences are WGS 84"), fields.Fields, Features(path, factory)) { Rows = rows };
    }

    private static IEnumerable<SourceFeature> Features(string path, GeometryFactory factory)
    {
        foreach (var (number, record) in Records(path))
        {
            yield return Fault(record.Span) is { } fault
                ? new(number, null, new Dictionary<string, object?>(), Broken(fault))
                : GeoJsonFeature.Read(record.Span, number, factory);
        }
    }

    // Numbers are those of lines, or of records where RS parts them. The bytes are good until the next record is asked for.
    private static IEnumerable<(long Number, ReadOnlyMemory<byte> Record)> Records(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
        var buffer = new byte[1 << 16];
        var (start, searched, end, number, sign, isFirst) = (0, 0, 0, 0L, (byte)'\n', true);
        while (true)
        {
            var at = buffer.AsSpan(searched, end - searched).IndexOf(sign);
            if (at >= 0)
            {
                at += searched;
                number++;
                if (Trimmed(buffer, start, at) is { IsEmpty: false } record)
                    yield return (sign == RecordSign ? number - 1 : number, record);
                start = searched = at + 1;
                continue;
            }
            searched = end;
            if (end - start == buffer.Length)
            {
                if (buffer.Length >= LargestRecord)
                    throw new BrokenFileException(new SourceProblem("geojson.broken", $"{Path.GetFileName(path)}：第 {number + 1} 行超过 {LargestRecord >> 20} MB；请拆分", $"{Path.GetFileName(path)}: line {number + 1} is longer than {LargestRecord >> 20} MB; split it"));
                Array.Resize(ref buffer, 2 * buffer.Length);
            }
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, searched, end) = (0, end - start, end - start);
            var read = stream.Read(buffer, end, buffer.Length - end);
            end += read;
            if (isFirst && read > 0)
            {
                start = searched = buffer.AsSpan(0, end).StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? 3 : 0;
                sign = start < end && buffer[start] == RecordSign ? RecordSign : (byte)'\n';
                isFirst = false;
            }
            if (read > 0)
                continue;
            if (Trimmed(buffer, start, end) is { IsEmpty: false } last)
                yield return (sign == RecordSign ? number : number + 1, last);
            yield break;
        }
    }

    private static ReadOnlyMemory<byte> Trimmed(byte[] buffer, int from, int to)
    {
        var record = buffer.AsMemory(from, to - from);
        return record.Trim(" \t\r\n"u8.ToArray());
    }

    // What is wrong with a record as JSON; null if it is one whole value.
    private static string? Fault(ReadOnlySpan<byte> record)
    {
        try
        {
            var reader = new Utf8JsonReader(record, new JsonReaderOptions { MaxDepth = GeoJsonWalk.MostNested });
            while (reader.Read())
            {
                // To its end: what follows the value makes the reader throw.
            }
            return null;
        }
        catch (JsonException broken)
        {
            return broken.Message.Split(" LineNumber:")[0];
        }
    }

    private static SourceProblem Broken(string fault) =>
        new("geojson.line", "该行不是正确的 JSON；每行应为一个完整的要素", $"the line is broken JSON ({fault}); each line should be one whole feature");
}
