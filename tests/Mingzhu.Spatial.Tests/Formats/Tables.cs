using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace Mingzhu.Spatial.Tests.Formats;

/// <summary>Tables for tests: one by hand, any number by chance.</summary>
internal static class Tables
{
    public static Geometry Wkt(string text) => new WKTReader().Read(text);

    /// <summary>Three compounds with every type of field; names that SQL would stumble over.</summary>
    public static FeatureTable Compounds() => new(
        [new("名称", FieldType.Text), new("id", FieldType.Integer), new("area \"m2\"", FieldType.Real), new("old", FieldType.Boolean), new("Geom", FieldType.Date)],
        ["c-2", "c-1", "阳光;DROP TABLE x"],
        [Wkt("POLYGON ((115.9 36.4, 116 36.4, 116 36.5, 115.9 36.4), (115.95 36.41, 115.96 36.41, 115.96 36.42, 115.95 36.41))"), null, Wkt("MULTIPOLYGON (((115 36, 115.5 36, 115.5 36.5, 115 36)))")],
        [["阳光小区", null, "/"], [1L, -9L, null], [0.1, null, -1e300], [true, false, null], [new DateOnly(2026, 7, 1), null, new DateOnly(1987, 1, 31)]]);

    /// <summary>Any table of points, lines and polygons with any values.</summary>
    public static FeatureTable Any(int seed)
    {
        var random = new Random(seed);
        var rows = random.Next(0, 12);
        FieldType[] types = [FieldType.Text, FieldType.Integer, FieldType.Real, FieldType.Boolean, FieldType.Date];
        Field[] fields = [.. Enumerable.Range(0, random.Next(0, 5)).Select(i => new Field($"field {i}", types[random.Next(types.Length)]))];
        return new FeatureTable(
            [.. fields],
            [.. Enumerable.Range(0, rows).Select(i => $"row-{random.Next(1000)}-{i}")],
            [.. Enumerable.Range(0, rows).Select(_ => AnyGeometry(random))],
            [.. fields.Select(field => Enumerable.Range(0, rows).Select(_ => AnyValue(field.Type, random)).ToArray())]);
    }

    private static Geometry? AnyGeometry(Random random)
    {
        Coordinate At() => new((random.NextDouble() * 360) - 180, (random.NextDouble() * 180) - 90);
        var factory = GeometryFactory.Default;
        Polygon Triangle()
        {
            var (a, b, c) = (At(), At(), At());
            return factory.CreatePolygon([a, b, c, a.Copy()]);
        }
        return random.Next(8) switch
        {
            0 => null,
            1 => factory.CreatePoint(At()),
            2 => factory.CreateLineString([At(), At(), At()]),
            3 => Triangle(),
            4 => factory.CreateMultiPoint([factory.CreatePoint(At()), factory.CreatePoint(At())]),
            5 => factory.CreateMultiLineString([factory.CreateLineString([At(), At()])]),
            6 => factory.CreateMultiPolygon([Triangle(), Triangle()]),
            _ => factory.CreateGeometryCollection([factory.CreatePoint(At()), factory.CreateGeometryCollection([Triangle()])]),
        };
    }

    private static object? AnyValue(FieldType type, Random random) => random.Next(4) == 0 ? null : type switch
    {
        FieldType.Text => new string([.. Enumerable.Range(0, random.Next(6)).Select(_ => "aé城'\"\n"[random.Next(6)])]),
        FieldType.Integer => random.NextInt64(long.MinValue, long.MaxValue),
        FieldType.Real => (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-300, 300)),
        FieldType.Boolean => random.Next(2) == 0,
        _ => DateOnly.FromDayNumber(random.Next(0, 3_000_000)),
    };

    /// <summary>Whether two tables say the same, row by row.</summary>
    public static bool Same(FeatureTable a, FeatureTable b) =>
        a.Fields.SequenceEqual(b.Fields) && a.Ids.SequenceEqual(b.Ids)
        && a.Columns.Zip(b.Columns).All(pair => pair.First.SequenceEqual(pair.Second))
        && a.Geometries.Zip(b.Geometries).All(pair => pair.First is null ? pair.Second is null : pair.Second is not null && pair.First.EqualsExact(pair.Second));
}
