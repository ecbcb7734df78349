using System.Collections.Immutable;
using Mingzhu.City;
using Mingzhu.Spatial;
using NetTopologySuite.Geometries;

namespace Mingzhu.Atlas.Tests.Versions;

/// <summary>Small layers drawn in metres around a place, and matched.</summary>
internal static class Drawn
{
    public static readonly Plane Ground = Plane.Centred(116, 36.4);

    private static readonly GeometryFactory Factory = new();

    public static LayerSchema Keyless(GeometryKind kind = GeometryKind.Polygon) => new("built", Wording.Same("built"), "base", kind, null, DataClass.Public, [Text("name")]);

    public static LayerSchema Keyed(GeometryKind kind = GeometryKind.Polygon) => new("keyed", Wording.Same("keyed"), "base", kind, "id", DataClass.Public, [Text("id"), Text("name")]);

    /// <summary>A rectangle, metres from the place.</summary>
    public static Geometry Box(double x, double y, double width, double height) => Ground.Unproject(Factory.ToGeometry(new Envelope(x, x + width, y, y + height)));

    public static Geometry Point(double x, double y) => Ground.Unproject(Factory.CreatePoint(new Coordinate(x, y)));

    public static Geometry Line(params (double X, double Y)[] points) => Ground.Unproject(Factory.CreateLineString([.. points.Select(point => new Coordinate(point.X, point.Y))]));

    /// <summary>A table of shapes without keys, under provisional ids in the order given.</summary>
    public static FeatureTable Rows(params (Geometry? Shape, string? Name)[] rows) => new(
        [new Field("name", FieldType.Text)], [.. rows.Select((_, at) => IssuedId.Of(at + 1))], [.. rows.Select(row => row.Shape)], [[.. rows.Select(row => (object?)row.Name)]]);

    /// <summary>A table with keys.</summary>
    public static FeatureTable Keys(params (string Key, Geometry? Shape, string? Name)[] rows)
    {
        var sorted = rows.OrderBy(row => row.Key, StringComparer.Ordinal).ToArray();
        return new(
            [new Field("id", FieldType.Text), new Field("name", FieldType.Text)], [.. sorted.Select(row => row.Key)], [.. sorted.Select(row => row.Shape)],
            [[.. sorted.Select(row => (object?)row.Key)], [.. sorted.Select(row => (object?)row.Name)]]);
    }

    public static CarriedFeatures Carry(FeatureTable before, FeatureTable after, long highest = 0, GeometryKind kind = GeometryKind.Polygon) =>
        FeatureMatching.Of(Keyless(kind), before, after, null, MatchRule.Usual, Ground, Math.Max(highest, before.Count));

    public static CarriedFeatures CarryKeyed(FeatureTable before, FeatureTable after, params string[] provisional) =>
        FeatureMatching.Of(Keyed(), before, after, provisional, MatchRule.Usual, Ground, 0);

    /// <summary>"SplitFrom n0000001 > n0000003" and so on, without shares.</summary>
    public static ImmutableArray<string> Said(this CarriedFeatures carried) => [.. carried.Lines.Select(line => $"{line.Fate} {line.Before ?? "-"} > {line.After ?? "-"}")];

    /// <summary>Which id a name has.</summary>
    public static string IdOf(this CarriedFeatures carried, string name) => carried.Table.Ids[Array.IndexOf(carried.Table.Column("name")!, name)];

    private static FieldSchema Text(string id) => new(id, FieldType.Text, null, false, [], []);
}
