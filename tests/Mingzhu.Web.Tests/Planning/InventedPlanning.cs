using System.Collections.Immutable;
using Mingzhu.CheckUp;
using Mingzhu.City;
using Mingzhu.Spatial;
using Mingzhu.Store;
using Mingzhu.Web.Book;
using NetTopologySuite.Geometries;

namespace Mingzhu.Web.Tests.Planning;

/// <summary>
/// A town to try things out on, inside the invented city: 4 by 3 km, streets 250 m apart, a home in the middle of the south side of every block with 10 households of 3, two kindergartens, a park; scenarios are facts of a workspace.
/// </summary>
internal sealed class InventedPlanning : IPlanningDesk, IDisposable
{
    private const double Wide = 4000, High = 3000, Block = 250;

    private static readonly Plane Plane = Plane.Centred(116, 36.45);
    private static readonly Pack Rules = Pack.Load(Path.Combine(Repository.Root, "packs", "liaocheng"));
    private static readonly Lazy<ScenarioGround> Made = new(() => ScenarioGround.Prepare(Inputs()));

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mingzhu-planning-");
    private readonly Workspace _workspace;

    public InventedPlanning() => _workspace = Workspace.Create(Path.Combine(_folder.FullName, "city"), Pack.Load(Path.Combine(Repository.Root, "packs", "generic")), Session.Operator(Language.Zh), TimeProvider.System);

    /// <summary>The ground of the town.</summary>
    public static ScenarioGround Town => Made.Value;

    /// <summary>The pack of the town.</summary>
    public static Pack TownPack => Rules;

    public static GroundState State { get; } = new("pack", "MOHURD-2025", 2026, [new TriedLayer("facilities", 1, "rows-facilities"), new TriedLayer("parks", 1, "rows-parks")]);

    /// <summary>The ground as somebody would find it; by default it is there.</summary>
    public Task<ScenarioGround>? Ground { get; init; }

    public ImmutableList<Scenario> Scenarios => _workspace.View<KeptScenarios>().All;

    /// <summary>Degrees of a point of the town.</summary>
    public static (double Lon, double Lat) At(double east, double north)
    {
        var (lon, lat) = Plane.Unproject(east, north);
        return (Math.Round(lon, 6), Math.Round(lat, 6));
    }

    /// <summary>The same as an address has it.</summary>
    public static string Degrees(double east, double north)
    {
        var (lon, lat) = At(east, north);
        return $"{ChangeText.Degrees(lon)},{ChangeText.Degrees(lat)}";
    }

    (GroundState State, Task<ScenarioGround> Ground) IPlanningDesk.Ground(bool again) => (State, Ground ?? Task.FromResult(Made.Value));

    public Task<Store.Outcome> Execute(Command command, Session session) => _workspace.ExecuteAsync(session, command);

    /// <summary>A city in which whom kindergartens serve is known already: no page has to wait for it.</summary>
    public async Task<ServedCity> Served()
    {
        var city = await ServedCity.Of(new InventedBook(), planning: this);
        await city.Get("/planning/try.csv?kind=kindergarten");
        return city;
    }

    public string Keep(string name, params string[] lines)
    {
        var id = Guid.NewGuid().ToString("N");
        _workspace.Execute(Session.Operator(Language.Zh), new KeepScenario(Guid.NewGuid(), id, name, [.. ChangeText.Read(lines)], State)).Taken.ShouldBeTrue();
        return id;
    }

    public void Dispose()
    {
        _workspace.Dispose();
        _folder.Delete(recursive: true);
    }

    private static CheckUpInputs Inputs() => new(Rules, Catalog.Load(Rules, "MOHURD-2025"), 2026, Plane,
    [
        Layer("boundaries", Boundaries(), "level", "parent", "name"),
        Layer("population", [.. Communities().Select(code => ($"n{code}", (Geometry?)null, new object?[] { code, (long)Homes().Count(home => CommunityOf(home.X) == code) * 30 }))], "place", "residents"),
        Layer("roads", [.. Streets()], "class"),
        Layer("buildings", [.. Homes().Select((at, number) => ($"b{number:000}", (Geometry?)Box(at.X - 8, at.Y - 8, at.X + 8, at.Y + 8), new object?[] { "residential", 10L, $"{number}号楼" }))], "use", "households", "name"),
        Layer("facilities", [("f1", Point(500, 500), ["kindergarten", "第一幼儿园"]), ("f2", Point(2500, 2500), ["kindergarten", "第二幼儿园"])], "kind", "name"),
        Layer("parks", [("p1", Box(3000, 500, 3100, 600), ["东园", false])], "name", "enclosed"),
        Layer("residential-land", [("l1", Box(0, 0, Wide, High), ["x"])], "name"),
        Layer("built-up-area", [("u1", Box(0, 0, Wide, High), ["x"])], "name"),
    ]);

    private static IEnumerable<string> Communities() => ["3715000", "3715001"];

    private static string CommunityOf(double x) => x < Wide / 2 ? "3715000" : "3715001";

    private static (string, Geometry?, object?[])[] Boundaries() =>
    [
        ("371500", Box(0, 0, Wide, High), ["city", null, "云川"]),
        ("37150", Box(0, 0, Wide, High), ["district", "371500", "新镇区"]),
        ("371500a", Box(0, 0, Wide / 2, High), ["subdistrict", "37150", "西街道"]), ("371500b", Box(Wide / 2, 0, Wide, High), ["subdistrict", "37150", "东街道"]),
        ("3715000", Box(0, 0, Wide / 2, High), ["community", "371500a", "西社区"]), ("3715001", Box(Wide / 2, 0, Wide, High), ["community", "371500b", "东社区"]),
    ];

    private static IEnumerable<Coordinate> Homes()
    {
        for (var y = 0.0; y < High; y += Block)
        {
            for (var x = 0.0; x < Wide; x += Block)
                yield return new Coordinate(x + (Block / 2), y + 20);
        }
    }

    private static IEnumerable<(string, Geometry?, object?[])> Streets()
    {
        for (var x = 0.0; x <= Wide; x += Block)
            yield return ($"v{x}", Line([.. Enumerable.Range(0, 13).Select(step => new Coordinate(x, step * Block))]), ["branch"]);
        for (var y = 0.0; y <= High; y += Block)
            yield return ($"h{y}", Line([.. Enumerable.Range(0, 17).Select(step => new Coordinate(step * Block, y))]), ["branch"]);
    }

    internal static LayerInput Layer(string id, (string Id, Geometry? Shape, object?[] Values)[] rows, params string[] fields) => new(
        new RunInput(id, $"rows-{id}", $"file-{id}", new DateOnly(2026, 3, 1), true),
        new FeatureTable(
            [.. fields.Select((name, at) => new Field(name, rows.Select(row => row.Values[at]).FirstOrDefault(value => value is not null) switch { long => FieldType.Integer, bool => FieldType.Boolean, _ => FieldType.Text }))],
            [.. rows.Select(row => row.Id)], [.. rows.Select(row => row.Shape is null ? null : Plane.Unproject(row.Shape))], [.. fields.Select((_, at) => rows.Select(row => row.Values[at]).ToArray())]));

    internal static Polygon Box(double west, double south, double east, double north) =>
        new GeometryFactory().CreatePolygon([new(west, south), new(east, south), new(east, north), new(west, north), new(west, south)]);

    private static Point Point(double x, double y) => new(x, y);

    private static LineString Line(Coordinate[] points) => new(points);
}
