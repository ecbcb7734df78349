using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Mingzhu.Spatial;
using NetTopologySuite.Geometries;

namespace Mingzhu.Web.Tests.Ogc;

/// <summary>Coordinate systems: OGC 18-058r1 (Features, part 2).</summary>
public sealed class CrsTests
{
    private static readonly string[] All = [Asking.Crs84, Asking.Epsg(4326), Asking.Epsg(4490), Asking.Epsg(4548)];

    [Fact]
    [AbstractTest("ogcapi-features-2/1.0", "crs/crs-uri", "crs/default-crs", "crs/storageCrs")]
    public async Task Every_collection_names_the_systems_it_comes_in()
    {
        await using var city = await ServedCity.Of(new InventedBook());

        foreach (var collection in await Collections(city))
        {
            collection.GetProperty("crs").EnumerateArray().Select(one => one.GetString()!).ShouldBe(All);
            All.ShouldContain(collection.GetProperty("storageCrs").GetString()!);
        }

        All.ShouldAllBe(uri => Regex.IsMatch(uri, "^http://www\\.opengis\\.net/def/crs/(OGC/1\\.3|EPSG/0)/[A-Za-z0-9]+$"));
    }

    [Fact]
    public async Task A_plane_without_a_code_is_not_offered()
    {
        await using var city = await ServedCity.Of(new InventedBook { Plane = Plane.Centred(116.2, 36.5) });

        (await city.Json("/ogc/collections/parks")).GetProperty("crs").GetArrayLength().ShouldBe(3);
    }

    [Fact]
    [AbstractTest("ogcapi-features-2/1.0", "crs/crs-parameter", "crs/crs-parameter-default")]
    public async Task The_header_names_the_system_of_the_answer()
    {
        await using var city = await ServedCity.Of(new InventedBook());

        foreach (var path in await Items(city))
        {
            (await city.Ask(path)).Headers.GetValues("Content-Crs").ShouldBe([$"<{Asking.Crs84}>"], path);
            foreach (var crs in All)
            {
                (await city.Ask(In(path, crs))).Headers.GetValues("Content-Crs").ShouldBe([$"<{crs}>"], path);
                (await city.Json(In(path, crs))).ShouldFit(path.EndsWith("items", StringComparison.Ordinal) ? "features" : "feature");
            }
        }
    }

    [Theory]
    [InlineData("http://www.opengis.net/def/crs/EPSG/0/3857")]
    [InlineData("EPSG:4490")]
    [InlineData("x")]
    [InlineData("http://www.opengis.net/def/crs/EPSG/0/4490/")]
    [AbstractTest("ogcapi-features-2/1.0", "crs/crs-parameter-invalid", "crs/bbox-crs-parameter-invalid")]
    public async Task Another_system_is_refused(string crs)
    {
        await using var city = await ServedCity.Of(new InventedBook());

        foreach (var path in await Items(city))
        {
            (await city.Refused(In(path, crs))).Status.ShouldBe(HttpStatusCode.BadRequest, path);
            if (path.EndsWith("items", StringComparison.Ordinal))
            {
                (await city.Refused($"{path}?bbox=1,2,3,4&bbox-crs={Uri.EscapeDataString(crs)}")).Status.ShouldBe(HttpStatusCode.BadRequest, path);
                (await city.Refused($"{path}?filter-crs={Uri.EscapeDataString(crs)}")).Status.ShouldBe(HttpStatusCode.BadRequest, path);
            }
        }
    }

    [Fact]
    [AbstractTest("ogcapi-features-2/1.0", "crs/crs-parameter-transform")]
    public async Task Every_feature_is_where_it_was_in_every_system()
    {
        await using var city = await ServedCity.Of(new InventedBook());
        var plane = Plane.OfEpsg(4548);

        foreach (var path in await Items(city))
        {
            var plain = Positions(await city.Json(path)).ToArray();
            foreach (var epsg in new[] { 4326, 4490 })
                Positions(await city.Json(In(path, Asking.Epsg(epsg)))).Select(position => (position.Second, position.First)).ShouldBe(plain);
            foreach (var ((northing, easting), (lon, lat)) in Positions(await city.Json(In(path, Asking.Epsg(4548)))).Zip(plain))
            {
                var (x, y) = plane.Unproject(easting, northing);
                x.ShouldBe(lon, 2e-7);
                y.ShouldBe(lat, 2e-7);
            }
        }
    }

    [Theory]
    // The corner of zone K1, 116.1 E 36.4 N; metres by PROJ: echo 116.1 36.4 | gdaltransform -s_srs OGC:CRS84 -t_srs EPSG:4548 (which writes easting first).
    [InlineData(4326, 36.4, 116.1, 1e-7)]
    [InlineData(4490, 36.4, 116.1, 1e-7)]
    [InlineData(4548, 4030304.063, 419263.459, 0.002)]
    [AbstractTest("ogcapi-features-2/1.0", "crs/crs-parameter-transform")]
    public async Task A_corner_is_where_PROJ_says_in_the_order_of_the_systems_axes(int epsg, double first, double second, double within)
    {
        await using var city = await ServedCity.Of(new InventedBook());

        var corner = (await city.Json($"/ogc/collections/zones/items/K1?crs={Uri.EscapeDataString(Asking.Epsg(epsg))}")).GetProperty("geometry").GetProperty("coordinates")[0][0];

        corner[0].GetDouble().ShouldBe(first, within);
        corner[1].GetDouble().ShouldBe(second, within);
    }

    [Fact]
    [AbstractTest("ogcapi-features-2/1.0", "crs/bbox-crs-parameter", "crs/bbox-crs-parameter-default")]
    public async Task Every_collection_finds_by_a_box_in_every_system_what_meets_it_there()
    {
        var book = new InventedBook();
        await using var city = await ServedCity.Of(book);
        var plane = Plane.OfEpsg(4548);

        foreach (var id in (await Collections(city)).Select(collection => collection.GetProperty("id").GetString()!))
        {
            var features = book.Features(id)!;
            string[] Meeting(Func<Geometry, Geometry> placed, Envelope box) =>
                [.. Enumerable.Range(0, features.Count).Where(row => placed(features.Geometries[row]!).Intersects(new GeometryFactory().ToGeometry(box))).Select(row => features.Ids[row])];

            var degrees = Meeting(shape => shape, new Envelope(116.1, 116.3, 36.4, 36.5));
            (await city.Found(id, ("bbox", "116.1,36.4,116.3,36.5"))).ShouldBe(degrees);
            (await city.Found(id, ("bbox", "116.1,36.4,116.3,36.5"), ("bbox-crs", Asking.Crs84))).ShouldBe(degrees);
            (await city.Found(id, ("bbox", "36.4,116.1,36.5,116.3"), ("bbox-crs", Asking.Epsg(4490)))).ShouldBe(degrees);
            (await city.Found(id, ("bbox", "36.4,116.1,36.5,116.3"), ("bbox-crs", Asking.Epsg(4326)))).ShouldBe(degrees);
            (await city.Found(id, ("bbox", "4030000,420000,4040000,430000"), ("bbox-crs", Asking.Epsg(4548)))).ShouldBe(Meeting(shape => Projected(shape, plane), new Envelope(420000, 430000, 4030000, 4040000)));
        }
    }

    [Fact]
    public async Task A_box_means_the_same_in_every_system()
    {
        await using var city = await ServedCity.Of(new InventedBook());
        var plane = Plane.OfEpsg(4548);
        var (low, high) = (plane.Project(116.0, 36.5), plane.Project(116.2, 36.55));

        foreach (var (crs, bbox) in new[]
        {
            (Asking.Crs84, "116.0,36.5,116.2,36.55"), (Asking.Epsg(4490), "36.5,116.0,36.55,116.2"), (Asking.Epsg(4326), "36.5,116.0,36.55,116.2"),
            (Asking.Epsg(4548), string.Join(',', new[] { low.Y, low.X, high.Y, high.X }.Select(number => number.ToString("R", CultureInfo.InvariantCulture)))),
        })
            (await city.Found("parks", ("bbox", bbox), ("bbox-crs", crs))).ShouldBe(["p1"], crs);
        (await city.Refused(Asking.Items("parks", ("bbox", "116.0,36.5,116.2,36.55"), ("bbox-crs", Asking.Epsg(4490))))).Problem.GetProperty("detail").GetString()!.ShouldContain("坐标轴次序");
    }

    [Fact]
    public async Task A_box_in_the_plane_has_sides_that_are_straight_there()
    {
        await using var city = await ServedCity.Of(new InventedBook { Plane = Plane.OfEpsg(4534) });
        // Zone of 75° E, forty degrees off: its straight lines bend far from those of degrees. The box lies between the two corners of K1's north side, and south of the bow between them.
        var plane = Plane.OfEpsg(4534);
        var (left, middle, right) = (plane.Project(116.1, 36.5), plane.Project(116.15, 36.5), plane.Project(116.2, 36.5));
        var chord = left.Y + ((right.Y - left.Y) * (middle.X - left.X) / (right.X - left.X));

        (middle.Y - chord).ShouldBeLessThan(0);
        var bbox = string.Join(',', new[] { middle.Y - 1, middle.X - 1, middle.Y + 1, middle.X + 1 }.Select(number => number.ToString("R", CultureInfo.InvariantCulture)));
        (await city.Found("zones", ("bbox", bbox), ("bbox-crs", Asking.Epsg(4534)))).ShouldBe(["K1"]);
    }

    private static async Task<JsonElement[]> Collections(ServedCity city) => [.. (await city.Json("/ogc/collections")).GetProperty("collections").EnumerateArray()];

    /// <summary>The features of every collection, and one of each.</summary>
    private static async Task<string[]> Items(ServedCity city)
    {
        var paths = new List<string>();
        foreach (var id in (await Collections(city)).Select(collection => collection.GetProperty("id").GetString()))
            paths.AddRange($"/ogc/collections/{id}/items", $"/ogc/collections/{id}/items/{(await city.Json($"/ogc/collections/{id}/items?limit=1")).Ids()[0]}");
        return [.. paths];
    }

    private static string In(string path, string crs) => $"{path}?crs={Uri.EscapeDataString(crs)}";

    private static IEnumerable<(double First, double Second)> Positions(JsonElement answer) => answer.TryGetProperty("features", out var features)
        ? features.EnumerateArray().SelectMany(Positions)
        : Coordinates(answer.GetProperty("geometry").GetProperty("coordinates"));

    private static IEnumerable<(double First, double Second)> Coordinates(JsonElement coordinates) => coordinates[0].ValueKind == JsonValueKind.Number
        ? [(coordinates[0].GetDouble(), coordinates[1].GetDouble())]
        : coordinates.EnumerateArray().SelectMany(Coordinates);

    private static Geometry Projected(Geometry shape, Plane plane)
    {
        var projected = shape.Copy();
        projected.Apply(new Project(plane));
        projected.GeometryChanged();
        return projected;
    }

    [Fact]
    public async Task Coordinates_are_written_to_the_centimetre_and_the_millimetre_and_no_finer()
    {
        await using var city = await ServedCity.Of(new InventedBook());

        static IEnumerable<int> Decimals(JsonElement feature) => feature.GetProperty("geometry").GetProperty("coordinates")[0].EnumerateArray().SelectMany(position => position.EnumerateArray())
            .Select(number => number.GetRawText().Split('.') is [_, var digits] ? digits.Length : 0);
        Decimals(await city.Json("/ogc/collections/parks/items/p1")).Max().ShouldBe(7);
        Decimals(await city.Json($"/ogc/collections/parks/items/p1?crs={Uri.EscapeDataString(Asking.Epsg(4548))}")).Max().ShouldBe(3);
    }

    private sealed class Project(Plane plane) : ICoordinateSequenceFilter
    {
        public bool Done => false;

        public bool GeometryChanged => true;

        public void Filter(CoordinateSequence seq, int i)
        {
            var (x, y) = plane.Project(seq.GetX(i), seq.GetY(i));
            seq.SetX(i, x);
            seq.SetY(i, y);
        }
    }
}
