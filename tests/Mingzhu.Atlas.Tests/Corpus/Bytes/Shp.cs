namespace Mingzhu.Atlas.Tests.Corpus;

/// <summary>A .shp and its .shx, written by the ESRI paper of 1998 and with every lie one may wish to tell.</summary>
internal sealed class Shp(int type)
{
    public const int Point = 1, PolyLine = 3, Polygon = 5, MultiPoint = 8, PointZ = 11, PolygonZ = 15, PointM = 21, MultiPatch = 31;
    private const int HeaderLength = 100;

    private readonly List<(byte[] Content, int? Number, int? SaysWords)> _records = [];

    /// <summary>What the header claims the length of the file to be, bytes; null for the truth.</summary>
    public long? SaysLength { get; init; }

    public (double West, double South, double East, double North) Box { get; init; } = (115.985, 36.456, 115.987, 36.458);

    public Shp Add(byte[] content, int? number = null, int? saysWords = null)
    {
        _records.Add((content, number, saysWords));
        return this;
    }

    public Shp AddPoint(double x, double y) => Add(new Little().Int(Point).Double(x).Double(y).ToBytes());

    public Shp AddNull() => Add(new Little().Int(0).ToBytes());

    public Shp AddPolygon(params (double X, double Y)[][] rings) => Add(Parts(Polygon, rings));

    public Shp AddLine(params (double X, double Y)[][] parts) => Add(Parts(PolyLine, parts));

    public byte[] ToBytes()
    {
        var body = new Little();
        foreach (var ((content, number, says), at) in _records.Select((record, at) => (record, at)))
            body.BigInt(number ?? at + 1).BigInt(says ?? content.Length / 2).Put(content);
        return Header(SaysLength ?? HeaderLength + body.Length).Put(body.ToBytes()).ToBytes();
    }

    public byte[] ToIndex()
    {
        var (body, offset) = (new Little(), HeaderLength);
        foreach (var (content, _, _) in _records)
        {
            body.BigInt(offset / 2).BigInt(content.Length / 2);
            offset += 8 + content.Length;
        }

        return Header(HeaderLength + body.Length).Put(body.ToBytes()).ToBytes();
    }

    /// <summary>Content of a record of parts: rings or lines. Counts may be lies.</summary>
    public static byte[] Parts(int type, (double X, double Y)[][] parts, int? saysParts = null, int? saysPoints = null, double[]? z = null)
    {
        var points = parts.SelectMany(part => part).ToArray();
        var content = new Little().Int(type);
        Bounds(content, points).Int(saysParts ?? parts.Length).Int(saysPoints ?? points.Length);
        var start = 0;
        foreach (var part in parts)
        {
            content.Int(start);
            start += part.Length;
        }

        foreach (var (x, y) in points)
            content.Double(x).Double(y);
        if (z is not null)
        {
            content.Double(z.Min()).Double(z.Max());
            foreach (var height in z)
                content.Double(height);
        }

        return content.ToBytes();
    }

    public static byte[] Points((double X, double Y)[] points)
    {
        var content = Bounds(new Little().Int(MultiPoint), points).Int(points.Length);
        foreach (var (x, y) in points)
            content.Double(x).Double(y);
        return content.ToBytes();
    }

    private static Little Bounds(Little into, (double X, double Y)[] points) => points.Length == 0
        ? into.Zeros(32)
        : into.Double(points.Min(point => point.X)).Double(points.Min(point => point.Y)).Double(points.Max(point => point.X)).Double(points.Max(point => point.Y));

    private Little Header(long length) => new Little().BigInt(9994).Zeros(20).BigInt(length / 2).Int(1000).Int(type)
        .Double(Box.West).Double(Box.South).Double(Box.East).Double(Box.North).Zeros(32);
}
