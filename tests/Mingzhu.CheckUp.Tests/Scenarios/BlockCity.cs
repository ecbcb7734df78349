using System.Collections.Immutable;
using Mingzhu.City;
using Mingzhu.Spatial;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;

namespace Mingzhu.CheckUp.Tests.Scenarios;

/// <summary>A city of streets 250 m apart with homes, facilities, parks and land strewn over it, under a real pack; and the same after changes, worked out by hand on its tables.</summary>
internal sealed class BlockCity
{
    private const double Wide = 4000, High = 3000;

    private static readonly Pack Rules = Pack.Load(Path.Combine(CatalogTests.Packs(), "liaocheng"));
    private static readonly Catalog Catalog = Catalog.Load(Rules, "MOHURD-2025");
    private static readonly string[] Strewn =
    [
        "kindergarten", "nursery", "elderly-care", "convenience", "primary-school", "market", "secondary-school", "sports-ground-large", "fitness-ground", "culture-centre", "football-5", "fire-station", "shelter",
    ];

    private readonly Random _random;
    private readonly ImmutableArray<LayerInput> _layers;

    public BlockCity(int seed)
    {
        _random = new Random(seed);
        _layers = Make().Layers();
    }

    public CheckUpInputs Inputs => new(Rules, Catalog, 2026, TinyCity.Plane, _layers);

    public FeatureTable Layer(string id) => _layers.Single(layer => layer.Version.Layer == id).Table;

    /// <summary>A few changes that can be.</summary>
    public List<Change> AnyChanges()
    {
        var changes = new List<Change>();
        var free = new[] { "facilities", "parks" }.SelectMany(layer => Layer(layer).Ids.Select(id => (layer, id))).OrderBy(_ => _random.Next()).ToList();
        for (var count = _random.Next(1, 6); count > 0; count--)
        {
            var (lon, lat) = Anywhere();
            var (layer, id) = free[^1];
            switch (_random.Next(4))
            {
                case 0:
                    changes.Add(new Change.Move(layer, id, lon, lat));
                    free.RemoveAt(free.Count - 1);
                    break;
                case 1:
                    changes.Add(new Change.Remove(layer, id));
                    free.RemoveAt(free.Count - 1);
                    break;
                case 2:
                    changes.Add(new Change.Add("park", lon, lat, new NewSize(AreaM2: _random.Next(500, 30_000), Class: "garden")));
                    break;
                default:
                    changes.Add(new Change.Add(Strewn[_random.Next(Strewn.Length - 1)], lon, lat, new NewSize(FloorM2: _random.Next(100, 4000), SiteM2: _random.Next(100, 4000))));
                    break;
            }
        }

        return changes;
    }

    /// <summary>The inputs of a check-up after changes: rows added, moved and taken out of the tables one by one.</summary>
    public CheckUpInputs After(IEnumerable<Change> changes)
    {
        var (after, number) = (this.Inputs, 0);
        foreach (var change in changes)
        {
            number++;
            after = change.Match(
                add => Replaced(after, add.Kind == "park" ? "parks" : "facilities", table => With(table, $"new-{number}", Drawn(add), field => field switch
                {
                    "kind" => add.Kind,
                    "class" => add.Size.Class,
                    "enclosed" => false,
                    "floor_area_m2" => add.Size.FloorM2,
                    "site_area_m2" => add.Size.SiteM2,
                    _ => null,
                })),
                move => Moved(after, move),
                remove => Replaced(after, remove.Layer, table => Without(table, remove.Id)));
        }

        return after;
    }

    private static CheckUpInputs Moved(CheckUpInputs inputs, Change.Move move)
    {
        var table = inputs.Layers.Single(layer => layer.Version.Layer == move.Layer).Table;
        var row = Array.IndexOf(table.Ids, move.Id);
        var from = TinyCity.Plane.Project(table.Geometries[row]!).InteriorPoint.Coordinate;
        var (x, y) = TinyCity.Plane.Project(move.Lon, move.Lat);
        var step = AffineTransformation.TranslationInstance(x - from.X, y - from.Y);
        Geometry Shifted(Geometry shape) => TinyCity.Plane.Unproject(step.Transform(TinyCity.Plane.Project(shape)));
        var moved = Replaced(inputs, move.Layer, before => Reshaped(before, at => before.Ids[at] == move.Id, Shifted));
        return Replaced(moved, "entrances", before => Reshaped(before, at => before.Value(at, "of") as string == move.Id, Shifted));
    }

    private static CheckUpInputs Replaced(CheckUpInputs inputs, string id, Func<FeatureTable, FeatureTable> change) =>
        inputs with { Layers = [.. inputs.Layers.Select(layer => layer.Version.Layer == id ? layer with { Table = change(layer.Table) } : layer)] };

    private static FeatureTable Reshaped(FeatureTable table, Func<int, bool> which, Func<Geometry, Geometry> shape) =>
        new(table.Fields, table.Ids, [.. table.Geometries.Select((geometry, row) => geometry is not null && which(row) ? shape(geometry) : geometry)], table.Columns);

    private static FeatureTable Without(FeatureTable table, string id)
    {
        int[] rows = [.. Enumerable.Range(0, table.Count).Where(row => table.Ids[row] != id)];
        return new(table.Fields, [.. rows.Select(row => table.Ids[row])], [.. rows.Select(row => table.Geometries[row])], [.. table.Columns.Select(column => rows.Select(row => column[row]).ToArray())]);
    }

    private static FeatureTable With(FeatureTable table, string id, Geometry shape, Func<string, object?> value) =>
        new(table.Fields, [.. table.Ids, id], [.. table.Geometries, TinyCity.Plane.Unproject(shape)], [.. table.Columns.Select((column, at) => column.Append(value(table.Fields[at].Name)).ToArray())]);

    /// <summary>A point, or for a park the regular polygon of 256 corners that has its area.</summary>
    private static Geometry Drawn(Change.Add add)
    {
        var (x, y) = TinyCity.Plane.Project(add.Lon, add.Lat);
        if (add.Size.AreaM2 is not { } area)
            return new Point(x, y);
        var radius = Math.Sqrt(area * 2 / (256 * Math.Sin(2 * Math.PI / 256))) * TinyCity.Plane.ScaleAt(x, y) * (1 + 5e-10);
        var corners = Enumerable.Range(0, 256).Select(corner => new Coordinate(x + (radius * Math.Cos(corner * Math.PI / 128)), y + (radius * Math.Sin(corner * Math.PI / 128)))).ToArray();
        return new GeometryFactory().CreatePolygon([.. corners, corners[0].Copy()]);
    }

    private (double Lon, double Lat) Anywhere()
    {
        var (lon, lat) = TinyCity.Plane.Unproject((_random.NextDouble() * (Wide + 400)) - 200, (_random.NextDouble() * (High + 400)) - 200);
        return (Math.Round(lon, 6), Math.Round(lat, 6));
    }

    private TinyCity Make()
    {
        var places = new List<(string, Geometry?, (string, object?)[])> { ("371500", TinyCity.Box(0, 0, Wide, High), [("level", "city")]) };
        for (var district = 0; district < 2; district++)
        {
            places.Add(($"3715{district}", TinyCity.Box(district * 2000, 0, (district * 2000) + 2000, High), [("level", "district"), ("parent", "371500")]));
            for (var half = 0; half < 2; half++)
            {
                places.Add(($"3715{district}{half}", TinyCity.Box(district * 2000, half * 1500, (district * 2000) + 2000, (half * 1500) + 1500), [("level", "subdistrict"), ("parent", $"3715{district}")]));
                for (var part = 0; part < 2; part++)
                    places.Add(($"3715{district}{half}{part}", TinyCity.Box((district * 2000) + (part * 1000), half * 1500, (district * 2000) + (part * 1000) + 1000, (half * 1500) + 1500), [("level", "community"), ("parent", $"3715{district}{half}")]));
            }
        }

        var communities = places.Where(place => place.Item1.Length == 7).ToArray();
        var city = new TinyCity()
            .With("boundaries", [.. places])
            .With("zones", ("Z1", TinyCity.Box(500, 500, 2600, 1800), []), ("Z2", TinyCity.Box(2000, 1000, 3900, 2900), []))
            .With("population", [.. communities.Skip(_random.Next(2)).Select((place, at) => ($"n{at}", (Geometry?)null, new (string, object?)[] { ("place", place.Item1), ("residents", _random.Next(3000, 9000)) }))])
            .With("built-up-area", ("u", TinyCity.Box(100, 100, 3700, 2800), []))
            .With("roads", [.. Streets()])
            .With("residential-land", [.. Blocks("l", 40, 180, _ => [])])
            .With("construction-land", [.. Blocks("c", 30, 220, _ => [])])
            .With("parks", [.. Blocks("p", 12, 0, _ => [("enclosed", Of<object?>(false, false, true, null)), ("historic", Of<object?>(true, false, null)), ("class", Of<object?>("pocket", "garden", "community", null))])])
            .With("compounds", [.. Blocks("k", 20, 200, _ => [("year", Of<object?>(1999, 2021, null)), ("activity_ground_m2", Of<object?>(null, 20.5, 300.5))])])
            .With("buildings", [.. Blocks("b", 220, 15, _ => [("use", Of<object?>("residential", "residential", "residential", "commercial")), ("households", Of<object?>(12, 30, 64, null))])])
            .With("facilities", [.. Enumerable.Range(0, 70).Select(Facility)]);
        return city.With("entrances", [.. Doors(city)]);
    }

    private T Of<T>(params T[] choices) => choices[_random.Next(choices.Length)];

    private IEnumerable<(string, Geometry?, (string, object?)[])> Streets()
    {
        for (var x = 0.0; x <= Wide; x += 250)
            yield return ($"v{x}", TinyCity.Line([.. Enumerable.Range(0, 13).Select(step => (x, step * 250.0))]), [("class", "branch")]);
        for (var y = 0.0; y <= High; y += 250)
            yield return ($"h{y}", TinyCity.Line([.. Enumerable.Range(0, 17).Select(step => (step * 250.0, y))]), [("class", "branch")]);
    }

    private IEnumerable<(string, Geometry?, (string, object?)[])> Blocks(string id, int count, double size, Func<int, (string, object?)[]> values) => Enumerable.Range(0, count).Select(at =>
    {
        var (x, y, side) = (_random.NextDouble() * (Wide - 50), _random.NextDouble() * (High - 50), size > 0 ? size : Of<double>(30, 50, 90, 150, 260));
        return ($"{id}{at}", (Geometry?)TinyCity.Box(x, y, x + side, y + (side * 0.8)), values(at));
    });

    private (string, Geometry?, (string, object?)[]) Facility(int at)
    {
        var (x, y) = (_random.NextDouble() * Wide, _random.NextDouble() * High);
        // One kind is in the data once, or not at all: the first and the last of a kind change what is judged.
        var kind = at == 0 ? "nursery" : Of([.. Strewn.Where(each => each != "nursery")]);
        return ($"f{at}", _random.Next(4) == 0 ? TinyCity.Box(x, y, x + 60, y + 40) : TinyCity.At(x, y),
            [("kind", kind), ("class", Of<object?>(null, "一级", "小型")), ("floor_area_m2", Of<object?>(null, 150.5, 2500.5, 5000.5)), ("site_area_m2", Of<object?>(null, 100.5, 900.5, 3500.5)), ("effective_area_m2", 800.5), ("open_to_public", Of<object?>(true, false, null))]);
    }

    private IEnumerable<(string, Geometry?, (string, object?)[])> Doors(TinyCity city)
    {
        foreach (var layer in city.Layers().Where(layer => layer.Version.Layer is "buildings" or "facilities"))
        {
            for (var row = 0; row < layer.Table.Count; row += 7)
            {
                var at = TinyCity.Plane.Project(layer.Table.Geometries[row]!).InteriorPoint;
                yield return ($"d-{layer.Table.Ids[row]}", TinyCity.At(at.X + 20, at.Y - 35), [("of", layer.Table.Ids[row])]);
            }
        }
    }
}
