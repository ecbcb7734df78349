using System.Collections.Immutable;
using System.Globalization;
using Mingzhu.Atlas;
using Mingzhu.City;
using Mingzhu.Procedures;
using Mingzhu.Spatial;
using Mingzhu.Store;
using NetTopologySuite.Geometries;

namespace Mingzhu.Renewal.Tests;

/// <summary>
/// A small ground, in metres east and north of its corner: compounds 1 to 9 of 300 m × 100 m one above the other, ten buildings of 1,000 m² and 12 households each on every one; the last building of the ninth is
/// historic. The third lies on two parcels, a corner of 10 m among them. The development boundary goes to 2,000 m; a red line crosses the ground from 1,500 m, farmland lies from 3,000 m.
/// </summary>
internal static class TestGround
{
    public const int BuildingsOfOne = 10, HoldersOfOne = 12;
    private static readonly GeometryFactory Factory = new();
    private static readonly Plane Plane = Plane.Centred(116, 36.45);

    /// <summary>A rectangle as the text of a content.</summary>
    public static string Area(double west, double south, double east, double north) => AreaText.Of(Box(west, south, east, north));

    /// <summary>The ground of a compound.</summary>
    public static string Compound(int number) => Area(0, number * 100, 300, (number * 100) + 100);

    /// <summary>The buildings of a compound as the text of a content: all renovated, the first so many demolished.</summary>
    public static string Buildings(int compound, int demolished = 0, Func<int, (string Column, string Value)[]>? other = null) => TableText.Of(Enumerable.Range(1, BuildingsOfOne).Select(at =>
    {
        var row = new Dictionary<string, string>
        {
            ["building"] = Id(compound, at), ["floor_area"] = "1000", ["year"] = "1985", ["action"] = at <= demolished ? "demolish" : "renovate", ["reason"] = at <= demolished ? "结构无法加固" : "设施老化", ["holders"] = "12",
        };
        foreach (var (column, value) in other?.Invoke(at) ?? [])
            row[column] = value;
        return row.ToImmutableSortedDictionary(StringComparer.Ordinal);
    }));

    /// <summary>The wishes of the holders of the first, the second and the ninth compound: all agree, but for those said.</summary>
    public static string Wishes(params (string Holder, string Wish)[] other) => TableText.Of(
        from compound in (int[])[1, 2, 9]
        from at in Enumerable.Range(1, BuildingsOfOne)
        from holder in Enumerable.Range(1, HoldersOfOne)
        let unit = string.Create(CultureInfo.InvariantCulture, $"{Id(compound, at)}-{holder:00}")
        let wish = other.FirstOrDefault(one => one.Holder == unit).Wish ?? "agree"
        select new Dictionary<string, string> { ["holder"] = unit, ["building"] = Id(compound, at), ["wish"] = wish }.ToImmutableSortedDictionary(StringComparer.Ordinal));

    public static string Id(int compound, int at) => string.Create(CultureInfo.InvariantCulture, $"B{compound}{at:00}");

    /// <summary>Brings the layers in.</summary>
    public static void Lay(Workspace city)
    {
        var compounds = Enumerable.Range(1, 9).ToArray();
        var buildings = compounds.SelectMany(compound => Enumerable.Range(1, BuildingsOfOne).Select(at => (compound, at))).ToArray();
        Import(
            city,
            ("control-lines", Table(
                [("KX1", Box(-500, -500, 2000, 2000)), ("KX2", Box(1500, -500, 1600, 2000)), ("KX3", Box(3000, 0, 4000, 1000))],
                ("kind", FieldType.Text, ["urban-boundary", "ecological-red-line", "permanent-farmland"]))),
            ("heritage", Table([("H1", Shape(9, BuildingsOfOne))], ("kind", FieldType.Text, ["historic-building"]))),
            ("parcels", Table(
                [("D3", Box(0, 300, 300, 390)), ("D31", Box(0, 390, 300, 400))], ("land_use", FieldType.Text, ["residential", "vacant"]), ("register", FieldType.Text, [null, "corner"]))),
            ("compounds", Table(
                [.. compounds.Select(compound => ($"X{compound}", (Geometry)Box(0, compound * 100, 300, (compound * 100) + 100)))], ("community", FieldType.Text, [.. compounds.Select(object? (_) => "371502001001")]))),
            ("buildings", Table(
                [.. buildings.Select(one => (Id(one.compound, one.at), Shape(one.compound, one.at)))],
                ("gross_floor_area_m2", FieldType.Real, [.. buildings.Select(object? (_) => 1000d)]), ("year", FieldType.Integer, [.. buildings.Select(object? (_) => 1985L)]), ("households", FieldType.Integer, [.. buildings.Select(object? (_) => 12L)]))));
    }

    private static Geometry Shape(int compound, int at) => Box((at * 28) - 20, (compound * 100) + 40, (at * 28) - 5, (compound * 100) + 60);

    private static Geometry Box(double west, double south, double east, double north) =>
        Plane.Unproject(Factory.CreatePolygon([new(west, south), new(east, south), new(east, north), new(west, north), new(west, south)]));

    private static FeatureTable Table((string Id, Geometry Shape)[] rows, params (string Name, FieldType Type, object?[] Values)[] columns) =>
        new([.. columns.Select(column => new Field(column.Name, column.Type))], [.. rows.Select(row => row.Id)], [.. rows.Select(row => row.Shape)], [.. columns.Select(column => column.Values)]);

    private static void Import(Workspace city, params (string Layer, FeatureTable Table)[] layers)
    {
        using var room = city.Work();
        var imported = layers.Select(layer =>
        {
            var path = Path.Combine(room.Path, layer.Layer);
            using (var connection = SqliteFile.Create(path))
                GeoPackageWriter.Write(connection, LayerStore.TableName, layer.Table);
            var file = new VaultName(city.Vault.Put(File.ReadAllBytes(path)));
            return new ImportedLayer(layer.Layer, file, file.Hash, layer.Table.Count, [115.9, 36.4, 116.1, 36.5]);
        }).ToImmutableArray();
        city.Execute(Session.Operator(Language.Zh), new ImportLayers(Guid.NewGuid(), new DateOnly(2026, 3, 1), new LayersImported(
            "ground", new string('0', 64), default, new Provenance(Wording.Same("ground"), Invented: true), new VaultName(city.Vault.Put("{}"u8)), imported))).Taken.ShouldBeTrue();
    }
}
