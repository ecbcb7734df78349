using System.Globalization;
using System.Text.Json;
using Mingzhu.City;
using Mingzhu.Spatial;
using Mingzhu.Web.Ogc;
using NetTopologySuite.Geometries;

namespace Mingzhu.Web.Tests.Ogc.Cql2;

/// <summary>The test data of CQL2, served as if they were the layers of a city; see README.md beside them.</summary>
internal sealed class Cql2City : IAsyncDisposable
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "Mingzhu.Web.Tests", "Ogc", "Cql2");
    private readonly ServedCity _city;
    private readonly Dictionary<string, Row[]> _rows;
    private readonly Dictionary<string, FeatureTable> _tables;

    private Cql2City(ServedCity city, Dictionary<string, Row[]> rows, Dictionary<string, FeatureTable> tables) => (_city, _rows, _tables) = (city, rows, tables);

    public static string[] Sources { get; } = ["countries", "places", "rivers"];

    public static async Task<Cql2City> Serve()
    {
        var rows = Sources.ToDictionary(source => source, source => Read(source).ToArray());
        var tables = rows.ToDictionary(source => source.Key, source => Table(source.Value));
        return new Cql2City(await ServedCity.Of(new BookOfLayers(("countries", "polygon", tables["countries"]), ("places", "point", tables["places"]), ("rivers", "line", tables["rivers"]))), rows, tables);
    }

    /// <summary>The predicates of one abstract test, each with the number of features it must find.</summary>
    public static IEnumerable<(string Source, string Predicate, int Expected)> Predicates(string test) =>
        File.ReadLines(Path.Combine(Folder, "predicates.tsv")).Select(line => line.Split('\t')).Where(cells => cells[0] == test).Select(cells => (cells[1], cells[2], int.Parse(cells[3], CultureInfo.InvariantCulture)));

    /// <summary>What may be named of some kind: Text, Integer, Real, Boolean, Date; "moment" is what only the language knows.</summary>
    public IEnumerable<(string Source, string Name)> Queryables(string kind) =>
        Sources.SelectMany(source => _rows[source][0].Kinds.Where(field => field.Value == kind).Select(field => (source, field.Key)));

    /// <summary>Ids a predicate finds, asked for as text and as JSON. Layers have no field of moments: a predicate that names one is asked of the language itself.</summary>
    public async Task<string[]> Found(string source, string predicate)
    {
        Expression.TryParse(predicate, out var expression, out var problem).ShouldBeTrue($"{predicate}: {problem?.Says.En}");
        if (expression.Fields.Intersect(Row.Moments).Any())
        {
            Expression.TryParseJson(expression.ToJson(), out var read, out _).ShouldBeTrue();
            read.ShouldBe(expression);
            var placed = new PlacedRow(_tables[source], FilterShapes.Of(expression, OgcCrs.Crs84));
            return [.. _rows[source].Where((row, at) => expression.Holds(new WithMoments(row, placed, at)) == true).Select(row => row.Id)];
        }

        var found = await _city.Found(source, ("filter", predicate));
        (await _city.Found(source, ("filter", expression.ToJson()), ("filter-lang", "cql2-json"))).ShouldBe(found, predicate);
        return found;
    }

    public async Task ShouldRefuse(string source, string predicate) =>
        (await _city.Refused(Asking.Items(source, ("filter", predicate)))).Status.ShouldBe(System.Net.HttpStatusCode.BadRequest, predicate);

    public ValueTask DisposeAsync() => _city.DisposeAsync();

    private static IEnumerable<Row> Read(string source)
    {
        var features = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, source + ".geojson"))).RootElement.GetProperty("features").EnumerateArray().ToArray();
        var kinds = features[0].GetProperty("properties").EnumerateObject().ToDictionary(property => property.Name, property => KindOf(property.Name));
        return features.Select((feature, at) => new Row(at.ToString("000", CultureInfo.InvariantCulture), Shape(feature.GetProperty("geometry")), kinds, feature.GetProperty("properties").EnumerateObject().ToDictionary(property => property.Name, Value)));
    }

    private static string KindOf(string name) => name switch
    {
        "date" => nameof(FieldType.Date),
        "start" or "end" => "moment",
        "boolean" => nameof(FieldType.Boolean),
        "POP_EST" => nameof(FieldType.Real),
        _ when name.StartsWith("pop_", StringComparison.Ordinal) => nameof(FieldType.Integer),
        _ => nameof(FieldType.Text),
    };

    private static object? Value(JsonProperty property) => property.Value.ValueKind == JsonValueKind.Null ? null : KindOf(property.Name) switch
    {
        nameof(FieldType.Date) => DateOnly.ParseExact(property.Value.GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture),
        "moment" => property.Value.GetDateTimeOffset(),
        nameof(FieldType.Boolean) => property.Value.GetBoolean(),
        nameof(FieldType.Real) => property.Value.GetDouble(),
        nameof(FieldType.Integer) => property.Value.GetInt64(),
        _ => property.Value.GetString(),
    };

    private static FeatureTable Table(Row[] rows)
    {
        var fields = rows[0].Kinds.Where(field => field.Value != "moment").Select(field => new Field(field.Key, Enum.Parse<FieldType>(field.Value))).ToArray();
        return new FeatureTable([.. fields], [.. rows.Select(row => row.Id)], [.. rows.Select(row => row.Shape)], [.. fields.Select(field => rows.Select(row => row[field.Name]).ToArray())]);
    }

    private static Geometry Shape(JsonElement geometry)
    {
        var (make, at) = (new GeometryFactory(new PrecisionModel(), 4490), geometry.GetProperty("coordinates"));
        static Coordinate[] Positions(JsonElement line) => [.. line.EnumerateArray().Select(position => new Coordinate(position[0].GetDouble(), position[1].GetDouble()))];
        Polygon Area(JsonElement rings) => make.CreatePolygon(make.CreateLinearRing(Positions(rings[0])), [.. rings.EnumerateArray().Skip(1).Select(ring => make.CreateLinearRing(Positions(ring)))]);
        return geometry.GetProperty("type").GetString() switch
        {
            "Point" => make.CreatePoint(new Coordinate(at[0].GetDouble(), at[1].GetDouble())),
            "LineString" => make.CreateLineString(Positions(at)),
            "Polygon" => Area(at),
            _ => make.CreateMultiPolygon([.. at.EnumerateArray().Select(Area)]),
        };
    }

    private sealed record Row(string Id, Geometry Shape, Dictionary<string, string> Kinds, Dictionary<string, object?> Values)
    {
        public static string[] Moments { get; } = ["start", "end"];

        public object? this[string field] => Values.GetValueOrDefault(field);
    }

    /// <summary>A row as a filter looks at it, and its moments too.</summary>
    private sealed class WithMoments(Row row, PlacedRow placed, int at) : IPlacedRow
    {
        public object? this[string field] => Row.Moments.Contains(field) ? row[field] : At[field];

        private PlacedRow At
        {
            get
            {
                placed.Row = at;
                return placed;
            }
        }

        public bool? Relates(SpatialRelation how, SpatialTerm left, SpatialTerm right) => At.Relates(how, left, right);
    }
}
