using System.Security.Cryptography;
using System.Text.Json;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;

namespace Mingzhu.Sample.Tests;

public sealed class ThreeThousandBuildings : IDisposable
{
    public WrittenCity City { get; } = new(3000, 42);

    public void Dispose() => City.Dispose();
}

public class SampleCityTests(ThreeThousandBuildings given) : IClassFixture<ThreeThousandBuildings>
{
    private static readonly string[] Layers =
    [
        "boundaries", "zones", "built-up-area", "rivers", "water", "roads", "paths", "parcels", "residential-land", "construction-land", "compounds", "buildings", "entrances",
        "facilities", "parks", "greenways", "pipes", "plans", "control-lines", "heritage", "observations",
    ];

    private readonly WrittenCity _city = given.City;

    [Fact]
    public void The_same_size_and_seed_write_the_same_bytes()
    {
        using var again = new WrittenCity(3000, 42);

        again.Files.Select(Path.GetFileName).ShouldBe(_city.Files.Select(Path.GetFileName));
        again.Files.Select(Hash).ShouldBe(_city.Files.Select(Hash));
    }

    [Fact]
    public void Another_seed_writes_another_city()
    {
        using var other = new WrittenCity(3000, 43);

        Hash(Path.Combine(other.Folder, "compounds.geojson")).ShouldNotBe(Hash(Path.Combine(_city.Folder, "compounds.geojson")));
    }

    [Fact]
    public void There_are_exactly_as_many_buildings_as_asked_for_and_every_id_once()
    {
        _city.Layer("buildings").Count.ShouldBe(3000);
        foreach (var layer in Layers.Except(["boundaries", "zones", "built-up-area"]))
            _city.Layer(layer).Select(feature => feature.Text("id")).ShouldBeUnique(layer);
        _city.Layer("boundaries").Select(feature => feature.Text("code")).ShouldBeUnique();
    }

    [Fact]
    public void Every_layer_has_features_and_every_shape_is_valid()
    {
        foreach (var layer in Layers)
        {
            _city.Layer(layer).ShouldNotBeEmpty(layer);
            _city.Layer(layer).Where(feature => !feature.Shape.IsValid || feature.Shape.IsEmpty).Select(feature => feature.Text("id")).ShouldBeEmpty(layer);
        }
    }

    [Fact]
    public void Communities_tile_subdistricts_tile_districts_tile_the_city()
    {
        var places = _city.Layer("boundaries");
        var city = places.Single(place => place.Text("level") == "city");
        foreach (var level in new[] { "district", "subdistrict", "community" })
        {
            var parts = places.Where(place => place.Text("level") == level).ToList();
            parts.Sum(part => part.RoughM2).ShouldBe(city.RoughM2, city.RoughM2 * 1e-9, level);
            Overlaps(parts).ShouldBeEmpty(level);
        }

        places.Count(place => place.Text("level") == "district").ShouldBe(8);
        places.Count(place => place.Text("level") == "community").ShouldBe(50);
        places.Where(place => place.Text("level") == "community").ShouldAllBe(place => place.Text("code").Length == 12 && place.Text("code").StartsWith(place.Text("parent"), StringComparison.Ordinal));
    }

    [Fact]
    public void No_compounds_overlap_and_their_buildings_stand_inside()
    {
        var compounds = _city.Layer("compounds");
        Overlaps(compounds).ShouldBeEmpty();

        var ground = compounds.ToDictionary(compound => compound.Text("id"), compound => compound.Shape);
        foreach (var building in _city.Layer("buildings").Where(building => building.Text("compound").Length > 0))
            building.Shape.Difference(ground[building.Text("compound")]).Area.ShouldBeLessThan(building.Shape.Area * 0.001, building.Text("id"));
    }

    [Fact]
    public void No_buildings_overlap_and_none_stands_in_the_water()
    {
        var buildings = _city.Layer("buildings");
        Overlaps(buildings).ShouldBeEmpty();

        foreach (var water in _city.Layer("water"))
            buildings.Where(building => building.Shape.Intersects(water.Shape)).Select(building => building.Text("id")).ShouldBeEmpty();
    }

    [Fact]
    public void Leftover_land_is_parcels_of_its_own_that_overlap_nothing_and_hold_no_building()
    {
        var parcels = _city.Layer("parcels");
        var leftover = parcels.Where(parcel => parcel.Text("register") is "边角地" or "夹心地" or "插花地").ToList();

        leftover.Count.ShouldBeGreaterThan(4);
        leftover.ShouldAllBe(parcel => parcel.Text("land_use") == "vacant" && parcel.RoughM2 > 200);
        Overlaps(parcels).ShouldBeEmpty();
        foreach (var land in leftover)
            _city.Layer("buildings").Where(building => building.Shape.Intersects(land.Shape)).Select(building => building.Text("id")).ShouldBeEmpty(land.Text("id"));
    }

    [Fact]
    public void Some_public_buildings_stand_idle_and_of_homes_nobody_says_it()
    {
        var buildings = _city.Layer("buildings");

        buildings.Where(building => building.Text("use") == "residential").ShouldAllBe(building => building.Text("idle").Length == 0);
        buildings.Where(building => building.Text("use") is not ("residential" or "education" or "medical")).ShouldContain(building => building.Flag("idle"));
        buildings.Where(building => building.Text("use") is "education" or "medical").ShouldNotContain(building => building.Flag("idle"));
    }

    [Fact]
    public void Nearly_all_roads_and_paths_hang_together_by_shared_points()
    {
        var lines = _city.Layer("roads").Concat(_city.Layer("paths")).ToList();

        var largest = LargestPart(lines);

        (largest / (double)lines.Count).ShouldBeGreaterThan(0.9);
    }

    [Fact]
    public void Where_wanted_footpaths_lead_to_the_staircases_and_hang_together_with_the_others()
    {
        using var city = new WrittenCity(600, 42, surveyed: true);
        var paths = city.Layer("paths");
        var doors = new STRtree<Coordinate>();
        foreach (var end in paths.Select(path => path.Shape.Coordinates[^1]))
            doors.Insert(new Envelope(end), end);
        var homes = city.Layer("buildings").Where(building => building.Text("use") == "residential").ToList();

        // The sixth decimal is a tenth of a metre.
        bool IsReached(Geometry home)
        {
            var near = home.EnvelopeInternal.Copy();
            near.ExpandBy(1e-6);
            return doors.Query(near).Any(end => home.Distance(home.Factory.CreatePoint(end)) < 1e-6);
        }

        var reached = homes.Count(home => IsReached(home.Shape));

        // Where a compound has no lane, being one row or not surveyed, there is nothing for such a way to leave from.
        (reached / (double)homes.Count).ShouldBeGreaterThan(0.45);
        var lines = city.Layer("roads").Concat(paths).ToList();
        (LargestPart(lines) / (double)lines.Count).ShouldBeGreaterThan(0.9);
        paths.Count.ShouldBeGreaterThan(homes.Count);
        paths.Where(path => !path.Shape.IsValid).ShouldBeEmpty();
    }

    [Fact]
    public void Roads_cross_running_water_on_bridges_only()
    {
        foreach (var water in _city.Layer("water"))
        {
            var wet = _city.Layer("roads").Where(road => !road.Flag("bridge") && road.Shape.Intersection(water.Shape).Length > 1e-6);
            wet.Select(road => road.Text("id")).ShouldBeEmpty(water.Text("name"));
        }

        _city.Layer("roads").ShouldContain(road => road.Flag("bridge"));
    }

    [Fact]
    public void About_92_of_100_homes_were_inspected_and_more_is_found_in_old_ones()
    {
        var homes = _city.Layer("buildings").Where(building => building.Text("use") == "residential").ToDictionary(building => building.Text("id"), building => building.Whole("year"));
        var rows = _city.Table("inspections").Where(row => homes.ContainsKey(row[1])).ToList();
        var seen = rows.Where(row => row[3] == "true").Select(row => row[1]).ToHashSet();

        var visited = rows.Select(row => row[1]).Distinct().Count() / (double)homes.Count;
        double Found(Func<int, bool> when) => homes.Where(home => when(home.Value)).Average(home => seen.Contains(home.Key) ? 1.0 : 0);

        visited.ShouldBeInRange(0.85, 0.98);
        Found(year => year < 1990).ShouldBeGreaterThan(Found(year => year >= 2010));
    }

    [Fact]
    public void Departments_report_nothing_for_what_does_not_apply_and_leave_some_out()
    {
        var reported = _city.Table("reported").Select(row => row[0]).ToHashSet();

        reported.ShouldContain("C25-30");
        reported.ShouldNotContain("C25-43");
        reported.ShouldNotContain("C25-50");
        reported.ShouldNotContain("C25-42");
        _city.Table("reported").Select(row => row[5]).Distinct().Order().ShouldBe(["2024", "2025", "2026"]);
    }

    [Fact]
    public void The_folder_says_that_it_is_invented()
    {
        var source = File.ReadAllText(Path.Combine(_city.Folder, "source.yaml"));

        source.ShouldStartWith("invented: true\n");
        source.ShouldContain("seed 42");
        File.ReadAllText(Path.Combine(_city.Folder, "README.txt")).ShouldContain("虚构");
    }

    [Fact]
    public void Where_the_recipe_leaves_a_gap_there_is_none_and_elsewhere_there_are_many()
    {
        var recipe = Recipe.WaterCity;
        var city = Sample.City.Make(recipe, 30_000, 42);
        var greens = new Services.Greens(city);
        var facilities = new Services.Facilities(city, greens, new Services.Roads(city));
        var placed = facilities.All.Select(facility => (facility.Kind, At: facility.Ground.Parts[0][0][0]))
            .Concat(greens.Parks.Where(park => !park.Enclosed).Select(park => (Kind: "park", At: park.Ground.Parts[0][0][0]))).ToLookup(pair => pair.Kind, pair => pair.At);

        foreach (var gap in recipe.Gaps)
        {
            var centre = new Land.Pt(gap.At[0], gap.At[1]) * city.Scale.RadiusM;
            // A gap asks for the middle of a cell or compound; what is measured here is a corner.
            var reach = (gap.Radius * city.Scale.RadiusM) - 300;
            reach.ShouldBeGreaterThan(300);
            placed[gap.What].Count(at => at.To(centre) < reach).ShouldBe(0, gap.What);
            placed[gap.What].Count().ShouldBeGreaterThan(8, gap.What);
        }
    }

    [Fact]
    public void Making_a_city_can_be_stopped()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        var folder = Directory.CreateTempSubdirectory("mingzhu-sample-").FullName;

        Should.Throw<OperationCanceledException>(() => SampleCity.Write(folder, 200, 1, cancel: stop.Token));

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void On_the_east_bank_there_are_homes_but_no_primary_school_this_side_of_the_water()
    {
        var recipe = Recipe.WaterCity;
        var city = Sample.City.Make(recipe, 30_000, 42);
        var gap = recipe.Gaps.Single(gap => gap.What == "primary-school");
        var centre = new Land.Pt(gap.At[0], gap.At[1]) * city.Scale.RadiusM;
        var river = city.Terrain.River.Line;
        bool East(Land.Pt at) => at.X > river.MinBy(p => Math.Abs(p.Y - at.Y)).X;
        var schools = city.Lots.Where(lot => lot.Facility == "primary-school").Select(lot => lot.Centre).ToList();
        var homes = city.Compounds.Where(compound => East(compound.Lot.Centre) && compound.Lot.Centre.To(centre) < gap.Radius * city.Scale.RadiusM * 0.6).ToList();

        homes.Sum(compound => compound.Residents).ShouldBeGreaterThan(1000);
        homes.Count(home => !East(schools.MinBy(school => school.To(home.Lot.Centre)))).ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData(199)]
    [InlineData(1_000_001)]
    public void A_size_out_of_range_is_refused(int buildings) =>
        Should.Throw<ArgumentOutOfRangeException>(() => SampleCity.Write(Path.GetTempPath(), buildings, 1));

    [Fact]
    public void Any_seed_and_size_gives_valid_tiled_cities_of_exactly_that_size() =>
        Prop.ForAll(Gen.Choose(200, 2500).Zip(Gen.Choose(int.MinValue, int.MaxValue)).ToArbitrary(), given =>
        {
            var (buildings, seed) = given;
            using var city = new WrittenCity(buildings, seed);
            var places = city.Layer("boundaries");
            var whole = places.Single(place => place.Text("level") == "city").RoughM2;
            return city.Layer("buildings").Count == buildings
                && Layers.All(layer => city.Layer(layer).All(feature => feature.Shape.IsValid))
                && Overlaps(city.Layer("compounds")).Count == 0
                && Math.Abs(places.Where(place => place.Text("level") == "community").Sum(place => place.RoughM2) - whole) < whole * 1e-9;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(12));

    private static List<string> Overlaps(List<Feature> features)
    {
        var tree = new STRtree<int>();
        for (var k = 0; k < features.Count; k++)
            tree.Insert(features[k].Shape.EnvelopeInternal, k);
        // A centimetre of rounding along a shared edge is no overlap.
        return [.. from k in Enumerable.Range(0, features.Count)
                   from other in tree.Query(features[k].Shape.EnvelopeInternal)
                   where other > k && features[k].Shape.Intersection(features[other].Shape).Area > Math.Min(features[k].Shape.Area, features[other].Shape.Area) * 1e-4
                   select $"{k}–{other}"];
    }

    private static int LargestPart(List<Feature> lines)
    {
        var above = Enumerable.Range(0, lines.Count).ToArray();
        int Top(int k) => above[k] == k ? k : above[k] = Top(above[k]);
        var first = new Dictionary<Coordinate, int>();
        for (var k = 0; k < lines.Count; k++)
        {
            foreach (var at in lines[k].Shape.Coordinates)
            {
                if (!first.TryAdd(at, k))
                    above[Top(k)] = Top(first[at]);
            }
        }

        return Enumerable.Range(0, lines.Count).GroupBy(Top).Max(part => part.Count());
    }

    private static string Hash(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
}
