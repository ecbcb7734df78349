namespace Mingzhu.Journeys;

/// <summary>The real outlines of the first city and its real census, through the real command line.</summary>
public sealed class LiaochengJourney : IDisposable
{
    private readonly Scratch _scratch = new();

    public LiaochengJourney()
    {
        CommandLine.Do("new", "--city", _scratch["city"], "--pack", "liaocheng");
        Mingzhu("import", CommandLine.Reference("liaocheng/liaocheng_counties_amap_wgs84.geojson"), "--as", "boundaries", "--as-of", "2023-06-30");
        Mingzhu("import", CommandLine.Reference("census2020/shandong_population.csv"), "--as", "population", "--as-of", "2020-11-01", "--column", "place=CODE", "--column", "residents=POPU");
    }

    [Fact]
    public void The_city_has_its_area_whichever_way_it_is_asked()
    {
        var area = Mingzhu("coverage", "--of", "boundaries", "--by", "boundaries", "--radius", "1", "--json").Json;

        // PostGIS: ST_Area(geography) is 8,642,675,615 m². In EPSG:4548 without the point scale it would be 8,644,973,659 m², 266 ppm more.
        area.GetProperty("totalM2").GetDouble().ShouldBe(8_642_675_615, 100);
        area.GetProperty("share").GetDouble().ShouldBe(1, 1e-9);
    }

    [Fact]
    public void Reported_values_stand_at_the_districts_and_residents_are_those_of_the_census()
    {
        var reported = _scratch.Lay("reported.csv", "指标,地方,指标值,时期,来源\nC25-30,371500,81.06,2026,排水\nC25-30,371502,84.2,2026,排水\nC25-30,371581,70.1,2026,排水\n");
        var shelters = _scratch.Lay("facilities.csv", "编号,设施类别,有效避难面积,经度,纬度\nS1,shelter,1488905,115.985,36.456\n");
        Mingzhu("import", reported, "--as-of", "2026-06-30");
        Mingzhu("import", shelters, "--as-of", "2026-06-30", "--crs", "EPSG:4490");
        Mingzhu("check-up", "--catalog", "MOHURD-2025", "--year", "2026");

        var sewage = Mingzhu("results", "--indicator", "C25-30", "--level", "district", "--json").Json.GetProperty("results").EnumerateArray().ToDictionary(row => row.GetProperty("place").GetString()!);
        sewage.Count.ShouldBe(8);
        sewage["371502"].GetProperty("value").GetDouble().ShouldBe(84.2);
        sewage["371521"].GetProperty("state").GetString().ShouldBe("missing");

        // One square metre a head in the district that has the shelter; the census counts 1,488,905 people there.
        var shelter = Mingzhu("results", "--indicator", "C25-54", "--level", "district", "--json").Json.GetProperty("results").EnumerateArray().First(row => row.GetProperty("place").GetString() == "371502");
        shelter.GetProperty("denominator").GetDouble().ShouldBe(1_488_905);
        shelter.GetProperty("value").GetDouble().ShouldBe(1, 1e-9);
        var city = Mingzhu("results", "--indicator", "C25-54", "--level", "city", "--json").Json.GetProperty("results")[0];
        city.GetProperty("denominator").GetDouble().ShouldBe(5_952_128);
    }

    [Fact]
    public void An_old_file_in_Amap_s_coordinates_with_a_district_s_former_code_meets_today_s()
    {
        // 371523 became 371503 in 2019; the census uses the new code, the outlines of before the old one.
        Mingzhu("import", CommandLine.Reference("liaocheng/liaocheng_counties_amap_gcj02.geojson"), "--as", "boundaries", "--as-of", "2019-01-01", "--crs", "GCJ-02");
        Mingzhu("import", _scratch.Lay("reported.csv", "指标,地方,指标值,时期\nC25-30,371523,70,2026\n"), "--as-of", "2026-06-30");
        Mingzhu("check-up", "--catalog", "MOHURD-2025", "--year", "2026");

        var rows = Mingzhu("results", "--indicator", "C25-30", "--level", "district", "--json").Json.GetProperty("results").EnumerateArray().ToDictionary(row => row.GetProperty("place").GetString()!);

        rows.ShouldNotContainKey("371523");
        rows["371503"].GetProperty("value").GetDouble().ShouldBe(70);
    }

    public void Dispose() => _scratch.Dispose();

    private Answered Mingzhu(params string[] args) => CommandLine.Do([.. args, "--city", _scratch["city"], "--lang", "en"]);
}
