using System.Globalization;
using System.Net;
using System.Text.Json;
using Mingzhu.Spatial;

namespace Mingzhu.Web.Tests.Ogc;

/// <summary>The abstract tests of OGC 18-058 (Features, part 2), by name.</summary>
public sealed class CrsTests
{
    private static readonly string[] All = [Asking.Crs84, Asking.Epsg(4326), Asking.Epsg(4490), Asking.Epsg(4548)];

    [Fact]
    public async Task Abstract_tests_crs_uri_default_crs_and_storageCrs()
    {
        await using var city = await ServedCity.Of(new InventedBook());

        var collection = await city.Json("/ogc/collections/parks");

        collection.GetProperty("crs").EnumerateArray().Select(one => one.GetString()!).ShouldBe(All);
        All.ShouldContain(collection.GetProperty("storageCrs").GetString()!);
    }

    [Fact]
    public async Task A_plane_without_a_code_is_not_offered()
    {
        await using var city = await ServedCity.Of(new InventedBook { Plane = Plane.Centred(116.2, 36.5) });

        (await city.Json("/ogc/collections/parks")).GetProperty("crs").GetArrayLength().ShouldBe(3);
    }

    [Fact]
    public async Task Abstract_tests_crs_parameter_and_its_default_the_header_names_the_system()
    {
        await using var city = await ServedCity.Of(new InventedBook());

        foreach (var path in new[] { "/ogc/collections/parks/items", "/ogc/collections/parks/items/p1" })
        {
            (await city.Ask(path)).Headers.GetValues("Content-Crs").ShouldBe([$"<{Asking.Crs84}>"]);
            foreach (var crs in All)
                (await city.Ask($"{path}?crs={Uri.EscapeDataString(crs)}")).Headers.GetValues("Content-Crs").ShouldBe([$"<{crs}>"]);
        }
    }

    [Theory]
    [InlineData("http://www.opengis.net/def/crs/EPSG/0/3857")]
    [InlineData("EPSG:4490")]
    [InlineData("x")]
    public async Task Abstract_tests_crs_parameter_invalid_and_bbox_crs_parameter_invalid(string crs)
    {
        await using var city = await ServedCity.Of(new InventedBook());

        foreach (var path in new[] { "/ogc/collections/parks/items?crs=", "/ogc/collections/parks/items/p1?crs=", "/ogc/collections/parks/items?bbox=1,2,3,4&bbox-crs=", "/ogc/collections/parks/items?filter-crs=" })
            (await city.Refused(path + Uri.EscapeDataString(crs))).Status.ShouldBe(HttpStatusCode.BadRequest, path);
    }

    [Theory]
    // The corner of zone K1, 116.1 E 36.4 N; metres by PROJ: echo 116.1 36.4 | gdaltransform -s_srs OGC:CRS84 -t_srs EPSG:4548 (which writes easting first).
    [InlineData(4326, 36.4, 116.1, 1e-7)]
    [InlineData(4490, 36.4, 116.1, 1e-7)]
    [InlineData(4548, 4030304.063, 419263.459, 0.002)]
    public async Task Abstract_test_crs_parameter_transform(int epsg, double first, double second, double within)
    {
        await using var city = await ServedCity.Of(new InventedBook());

        var corner = (await city.Json($"/ogc/collections/zones/items/K1?crs={Uri.EscapeDataString(Asking.Epsg(epsg))}")).GetProperty("geometry").GetProperty("coordinates")[0][0];

        corner[0].GetDouble().ShouldBe(first, within);
        corner[1].GetDouble().ShouldBe(second, within);
    }

    [Fact]
    public async Task Abstract_tests_bbox_crs_parameter_and_its_default_a_box_means_the_same_in_every_system()
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

    [Fact]
    public async Task Coordinates_are_written_to_the_centimetre_and_the_millimetre_and_no_finer()
    {
        await using var city = await ServedCity.Of(new InventedBook());

        static IEnumerable<int> Decimals(JsonElement feature) => feature.GetProperty("geometry").GetProperty("coordinates")[0].EnumerateArray().SelectMany(position => position.EnumerateArray())
            .Select(number => number.GetRawText().Split('.') is [_, var digits] ? digits.Length : 0);
        Decimals(await city.Json("/ogc/collections/parks/items/p1")).Max().ShouldBe(7);
        Decimals(await city.Json($"/ogc/collections/parks/items/p1?crs={Uri.EscapeDataString(Asking.Epsg(4548))}")).Max().ShouldBe(3);
    }
}
