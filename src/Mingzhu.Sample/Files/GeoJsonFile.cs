using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Mingzhu.Sample.Land;

namespace Mingzhu.Sample.Files;

/// <summary>One layer as GeoJSON (RFC 7946), one feature a line, seven decimals: about a centimetre.</summary>
internal sealed class GeoJsonFile : LayerFile
{
    private const long PerDegree = 10_000_000;
    private readonly Earth _earth;
    private readonly FileStream _file;
    private readonly ArrayBufferWriter<byte> _line = new(1 << 16);
    private bool _any;

    public GeoJsonFile(string path, string layer, Earth earth)
    {
        _earth = earth;
        _file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
        Text($$"""{"type":"FeatureCollection","name":"{{layer}}","features":[""");
    }

    public override void Add(Shape shape, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        Text(_any ? ",\n" : "\n");
        _any = true;
        Text("""{"type":"Feature","properties":{""");
        var first = true;
        foreach (var (name, value) in values)
        {
            if (value is null)
                continue;
            Text(first ? "\"" : ",\"");
            first = false;
            Text(name);
            Text("\":");
            Value(value);
        }

        Text("},\"geometry\":");
        Geometry(shape);
        Text("}");
        if (_line.WrittenCount > 1 << 15)
            Flush();
    }

    public override void Dispose()
    {
        Text("\n]}\n");
        Flush();
        _file.Dispose();
    }

    private void Geometry(Shape shape)
    {
        var many = shape.Parts.Length != 1;
        Text($$"""{"type":"{{(many ? "Multi" : "")}}{{(shape.Kind == ShapeKind.Line ? "LineString" : shape.Kind == ShapeKind.Point ? "Point" : "Polygon")}}","coordinates":""");
        if (many)
            Text("[");
        for (var p = 0; p < shape.Parts.Length; p++)
        {
            if (p > 0)
                Text(",");
            if (shape.Kind == ShapeKind.Polygon)
            {
                Text("[");
                for (var r = 0; r < shape.Parts[p].Length; r++)
                {
                    if (r > 0)
                        Text(",");
                    Positions(shape.Parts[p][r], close: true);
                }

                Text("]");
            }
            else if (shape.Kind == ShapeKind.Line)
            {
                Positions(shape.Parts[p][0], close: false);
            }
            else
            {
                Position(shape.Parts[p][0][0]);
            }
        }

        Text(many ? "]}" : "}");
    }

    private void Positions(Pt[] points, bool close)
    {
        Text("[");
        for (var k = 0; k < points.Length + (close ? 1 : 0); k++)
        {
            if (k > 0)
                Text(",");
            Position(points[k % points.Length]);
        }

        Text("]");
    }

    private void Position(Pt at)
    {
        var (lon, lat) = _earth.Degrees(at);
        var into = _line.GetSpan(40);
        var written = 0;
        into[written++] = (byte)'[';
        written += Degrees(into[written..], lon);
        into[written++] = (byte)',';
        written += Degrees(into[written..], lat);
        into[written++] = (byte)']';
        _line.Advance(written);
    }

    private static int Degrees(Span<byte> into, double degrees)
    {
        var whole = (long)Math.Round(degrees * PerDegree);
        (whole / PerDegree).TryFormat(into, out var written, default, CultureInfo.InvariantCulture);
        into[written++] = (byte)'.';
        (whole % PerDegree).TryFormat(into[written..], out var more, "D7", CultureInfo.InvariantCulture);
        return written + more;
    }

    private void Value(object value)
    {
        switch (value)
        {
            case string text:
                Text("\"");
                Text(JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text));
                Text("\"");
                break;
            case bool flag:
                Text(flag ? "true" : "false");
                break;
            case IFormattable number:
                Text(number.ToString(null, CultureInfo.InvariantCulture));
                break;
        }
    }

    private void Text(string text) => _line.Advance(Encoding.UTF8.GetBytes(text, _line.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length))));

    private void Flush()
    {
        _file.Write(_line.WrittenSpan);
        _line.ResetWrittenCount();
    }
}
