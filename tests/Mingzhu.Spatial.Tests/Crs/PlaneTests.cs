using Mingzhu.Spatial;
using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial.Tests;

public sealed class PlaneTests
{
    private static readonly GeometryFactory Factory = new();

    [Theory]
    [InlineData(4548, 409012.199, 4036620.821)]
    [InlineData(4547, 677949.456, 4037973.973)]
    public void A_point_in_Liaocheng_has_the_published_coordinates(int epsg, double east, double north)
    {
        var (x, y) = Plane.OfEpsg(epsg).Project(115.985, 36.456);

        x.ShouldBe(east, 0.0005);
        y.ShouldBe(north, 0.0005);
    }

    [Theory] // literals from PROJ 9.1 (cs2cs), 11 digits after the point
    [InlineData(4548, 115.985, 36.456, 409012.198532271, 4036620.82132143)]
    [InlineData(32628, -15.43, 28.1, 457760.187030229, 3108354.62139488)]
    public void Positions_agree_with_PROJ_to_a_tenth_of_a_micrometre(int epsg, double longitude, double latitude, double east, double north)
    {
        var (x, y) = Plane.OfEpsg(epsg).Project(longitude, latitude);

        x.ShouldBe(east, 1e-7);
        y.ShouldBe(north, 1e-7);
    }

    [Theory] // literals from PROJ 9.1 (gdaltransform) for 115.985, 36.456 on the system's own ellipsoid
    [InlineData(2384, 409012.155655402, 4036622.70351001)]
    [InlineData(2436, 409010.673283434, 4036692.34333209)]
    [InlineData(4527, 39409012.1985323, 4036620.82132143)]
    public void The_older_systems_and_the_zone_numbers_agree_with_PROJ(int epsg, double east, double north)
    {
        var (x, y) = Plane.OfEpsg(epsg).Project(115.985, 36.456);

        x.ShouldBe(east, 1e-6);
        y.ShouldBe(north, 1e-6);
    }

    [Fact]
    public void First_and_last_and_some_between_of_every_row_of_zones_agree_with_PROJ()
    {
        // Zones of a row differ by their meridian only; all of them were compared once, which takes half a minute of starting processes.
        int[] codes =
        [
            2327, 2333, 2337, 2338, 2345, 2348, 2349, 2363, 2369, 2370, 2384, 2390, 2401, 2415, 2421, 2422, 2436, 2442, 21413, 21420, 21423, 21453, 21460, 21463, 21473, 21483,
            4491, 4498, 4501, 4502, 4509, 4512, 4513, 4527, 4533, 4534, 4547, 4548, 4554, 32601, 32628, 32650, 32660, 32722, 32760,
        ];
        var found = codes.AsParallel().AsOrdered().Select(epsg =>
        {
            var (longitude, latitude) = (Plane.OfEpsg(epsg).CentralMeridian + 1.3, epsg > 32700 ? -31.7 : 34.2);
            return (Ours: Plane.OfEpsg(epsg).Project(longitude, latitude), Theirs: Gdal.Transform($"EPSG:{GeographicOf(epsg)}", $"EPSG:{epsg}", longitude, latitude));
        }).ToList();

        foreach (var (epsg, (ours, theirs)) in codes.Zip(found))
        {
            ours.X.ShouldBe(theirs.X, 1e-6, $"EPSG:{epsg}");
            ours.Y.ShouldBe(theirs.Y, 1e-6, $"EPSG:{epsg}");
        }
    }

    private static int GeographicOf(int epsg) => Crs.OfEpsg(epsg)!.Datum switch { Datum.Xian80 => 4610, Datum.Beijing54 => 4214, Datum.Cgcs2000 => 4490, _ => 4326 };

    [Fact]
    public void Projecting_and_back_is_the_same_place() =>
        Prop.ForAll(Gen.Choose(-15_000_000, 15_000_000).Two().ToArbitrary(), place =>
        {
            var plane = Plane.Centred(115.98, 36.45);
            var (longitude, latitude) = (115.98 + (place.Item1 / 1e6), place.Item2 / 1e6 * 5);
            var (x, y) = plane.Project(longitude, latitude);
            var (backLongitude, backLatitude) = plane.Unproject(x, y);
            return Math.Abs(backLongitude - longitude) < 1e-9 && Math.Abs(backLatitude - latitude) < 1e-9;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_point_scale_is_what_a_short_line_shows() =>
        Prop.ForAll(Gen.Choose(-3000, 3000).Two().ToArbitrary(), place =>
        {
            var plane = Plane.OfEpsg(32650);
            var (longitude, latitude) = (117 + (place.Item1 / 1000.0), 30 + (place.Item2 / 1000.0));
            const double Step = 1e-4;
            var (x0, y0) = plane.Project(longitude, latitude - Step);
            var (x1, y1) = plane.Project(longitude, latitude + Step);
            var sin = Math.Sin(latitude * Math.PI / 180);
            var e2 = 1 / 298.257223563 * (2 - (1 / 298.257223563));
            var metresPerRadian = 6378137 * (1 - e2) / Math.Pow(1 - (e2 * sin * sin), 1.5);
            var shown = Math.Sqrt(((x1 - x0) * (x1 - x0)) + ((y1 - y0) * (y1 - y0))) / (metresPerRadian * 2 * Step * Math.PI / 180);
            return Math.Abs(plane.ScaleAt((x0 + x1) / 2, (y0 + y1) / 2) - shown) < 1e-8;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_centred_plane_has_its_origin_at_its_place_and_true_scale()
    {
        var plane = Plane.Centred(115.985, 36.456);

        var (x, y) = plane.Project(115.985, 36.456);

        x.ShouldBe(0, 1e-8);
        y.ShouldBe(0, 1e-8);
        plane.ScaleAt(0, 0).ShouldBe(1, 1e-12);
    }

    [Fact]
    public void The_same_square_has_the_same_area_in_every_plane()
    {
        var square = Factory.ToGeometry(new Envelope(115.9, 115.91, 36.4, 36.41));

        foreach (var plane in new[] { Plane.OfEpsg(4548), Plane.OfEpsg(4547), Plane.OfEpsg(32650), Plane.Centred(116, 36) })
        {
            plane.AreaM2(plane.Project(square)).ShouldBe(EllipsoidalZoneM2(36.4, 36.41, 0.01), 0.3, plane.Name);
        }
    }

    [Fact]
    public void A_length_is_true_in_every_plane()
    {
        // The radius of the meridian at 36.405°, GRS80, is 6,357,914 m; times 0.01°.
        var meridian = Factory.CreateLineString([new(115.9, 36.4), new(115.9, 36.41)]);
        foreach (var plane in new[] { Plane.OfEpsg(4548), Plane.OfEpsg(4547), Plane.OfEpsg(32650) })
        {
            plane.LengthM(plane.Project(meridian)).ShouldBe(1109.6653, 0.001, plane.Name);
        }
    }

    [Fact]
    public void An_unknown_code_is_refused() => Should.Throw<ArgumentOutOfRangeException>(() => Plane.OfEpsg(2000));

    private static double EllipsoidalZoneM2(double from, double to, double width)
    {
        const double F = 1 / 298.257222101;
        var (e2, b) = (F * (2 - F), 6378137 * (1 - F));
        var e = Math.Sqrt(e2);
        double Zone(double degrees)
        {
            var s = Math.Sin(degrees * Math.PI / 180);
            return (s / (2 * (1 - (e2 * s * s)))) + (Math.Log((1 + (e * s)) / (1 - (e * s))) / (4 * e));
        }

        return b * b * (Zone(to) - Zone(from)) * width * Math.PI / 180;
    }
}
