namespace Mingzhu.Cli.Tests.Verbs;

/// <summary>One street, a park, three houses and a kindergarten, made and imported by the command line itself; one house stands too far from the street to be reached.</summary>
public sealed class TinyCity : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mingzhu-cli-");

    internal string Folder => _folder.FullName;

    public async ValueTask InitializeAsync()
    {
        await Done("new", "--city", "city", "--pack", "generic");
        await Import("roads.geojson", Feature("""{"id": "road", "name": "一路", "class": "residential"}""", "LineString", "[[116.000, 36.000], [116.010, 36.000]]"));
        await Import("residential-land.geojson", Feature("""{"id": "land"}""", "Polygon", Square(116.000, 36.0005, 0.004)));
        await Import("parks.geojson", Feature("""{"id": "park", "name": "=1+1"}""", "Polygon", Square(116.004, 36.0005, 0.001)));
        await Import("buildings.geojson", string.Join(',',
            Feature("""{"id": "b1", "use": "residential", "households": 10}""", "Polygon", Square(116.0010, 36.0006, 0.0002)),
            Feature("""{"id": "b2", "use": "residential", "households": 30}""", "Polygon", Square(116.0030, 36.0006, 0.0002)),
            Feature("""{"id": "far", "use": "residential", "households": 5}""", "Polygon", Square(116.0010, 36.0300, 0.0002))));
        await Import("facilities.geojson", Feature("""{"id": "k1", "kind": "kindergarten", "name": "第一幼儿园"}""", "Point", "[116.006, 36.0002]"));
        // Asked where it lies, refused for two rows, converted in one column, noted in another.
        Lay("dirty.csv", "编号,设施类别,建筑面积（亩）,容量,负责人,经度,纬度\nF1,幼儿园,3,180,张三,115.98,36.45\nF2,大学,2,/,李四,115.99,36.46\nF1,小学,1.5公顷,-5,王五,116.00,36.47\n");
        await Done("check-up", "--city", "city", "--catalog", "MOHURD-2025", "--year", "2026", "--json");
    }

    internal string Lay(string name, string text)
    {
        File.WriteAllText(Path.Combine(Folder, name), text);
        return name;
    }

    internal Task<Said> Type(string line) => Shell.Type(Folder, line.Split(' '));

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    internal static string Collection(string features) => $$"""{"type": "FeatureCollection", "features": [{{features}}]}""";

    private Task Import(string name, string features) => Done("import", Lay(name, Collection(features)), "--city", "city", "--as-of", "2026-06-30");

    private async Task Done(params string[] args)
    {
        var said = await Shell.Type(Folder, args);
        said.Code.ShouldBe(Terminal.Done, said.Error);
    }

    private static string Feature(string properties, string type, string coordinates) =>
        $$$"""{"type": "Feature", "properties": {{{properties}}}, "geometry": {"type": "{{{type}}}", "coordinates": {{{coordinates}}}}}""";

    private static string Square(double west, double south, double side) => FormattableString.Invariant(
        $"[[[{west}, {south}], [{west + side:F6}, {south}], [{west + side:F6}, {south + side:F6}], [{west}, {south + side:F6}], [{west}, {south}]]]");
}
