namespace Mingzhu.City.Tests.Packs;

public sealed class PackContentTests
{
    [Theory]
    [InlineData("generic")]
    [InlineData("liaocheng")]
    public void A_pack_of_ours_is_read_without_a_problem(string name)
    {
        var pack = Repository.Load(name);

        CitySettings.Of(pack);

        pack.Problems.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("generic", "calendar.yaml", "from: 2026-05-01", "from: 2026-02-30", "'2026-02-30' is no yyyy-MM-dd date")]
    [InlineData("generic", "calendar.yaml", "from: 2026-05-01", "from: 2025-05-01", "2025-05-01 does not belong to the notice for 2026")]
    [InlineData("generic", "calendar.yaml", "2026-05-09", "2026-05-08", "2026-05-08 is no weekend day: nothing to adjust")]
    [InlineData("generic", "calendar.yaml", "year: 2024", "year: 2023", "the year 2023 stands twice")]
    [InlineData("generic", "calendar.yaml", "notice: https://www.gov.cn/zhengce/zhengceku/202511", "nortice: https://www.gov.cn/zhengce/zhengceku/202511", "unknown key 'nortice'")]
    [InlineData("generic", "facilities.yaml", "radius_m: 300", "radius_m: near", "'near' is no number")]
    [InlineData("generic", "facilities.yaml", "walk_m: 300", "walk_m: -300", "a number of metres above 0 is expected")]
    [InlineData("generic", "facilities.yaml", "id: nursery", "id: nurserie", "'nurserie' is not in facility-kind of layers.yaml, or stands twice")]
    [InlineData("generic", "facilities.yaml", "{least: 2200, most: 4550}", "{least: 2200, most: 45}", "least and most are expected, the first not above the second, at least one of them")]
    [InlineData("generic", "life-circles.yaml", "kinds: [primary-school", "kinds: [kindergarten", "'kindergarten' is no kind of the 10-minute circle in facilities.yaml")]
    [InlineData("generic", "parks.yaml", "{least_m2: 50000, radius_m: 1000}", "{least_m2: 50000, radius_m: 400}", "areas rise from step to step, and the radius never falls")]
    [InlineData("generic", "walking.yaml", "coalesce(class, 'other') <> 'motorway'", "coalesce(clas, 'other') <> 'motorway'", "layer roads has no field 'clas'")]
    [InlineData("generic", "walking.yaml", "<> 'motorway' AND", "<> 'motorway' AD", "expression, column 40: found 'AD', expected the end, AND, OR or an operator")]
    [InlineData("generic", "walking.yaml", "{value: 0.01, source: none}", "{value: 0.01}", "every rule cites its source, or says 'source: none'")]
    [InlineData("generic", "pack.yaml", "timeZone: Asia/Shanghai", "timeZone: Asia/Shanghigh", "there is no time zone 'Asia/Shanghigh'")]
    [InlineData("liaocheng", "pack.yaml", "plane: EPSG:4548", "plane: 4548", "'4548': extent or EPSG:code is expected")]
    [InlineData("liaocheng", "pack.yaml", "code: \"371500\"", "code: \"371400\"", "differs from the city of jurisdictions.yaml")]
    [InlineData("liaocheng", "pack.yaml", "extent: [115.267,", "extent: [117.267,", "[west, south, east, north] in degrees is expected")]
    [InlineData("liaocheng", "jurisdictions.yaml", "code: \"371521\"", "code: \"37152\"", "'37152': an official code of six digits beginning with 3715 is expected")]
    [InlineData("liaocheng", "jurisdictions.yaml", "code: LC-KFQ", "code: \"371599\"", "the code '371599' of a zone must not look like an official one")]
    [InlineData("liaocheng", "jurisdictions.yaml", "members: [\"371502\", LC-KFQ", "members: [\"371502\", LC-KQF", "there is no place with the code 'LC-KQF'")]
    [InlineData("liaocheng", "jurisdictions.yaml", "kind: county,", "kind: xian,", "prefecture-level-city, urban-district, county or county-level-city is expected")]
    [InlineData("liaocheng", "departments.yaml", "id: water", "id: housing", "the department 'housing' stands twice")]
    [InlineData("liaocheng", "names.yaml", "also: [东昌府, 东昌区]", "also: [东昌府, 茬平]", "'茬平' already stands for '茌平区'")]
    public void A_fault_is_named_with_file_line_and_what_was_expected(string pack, string file, string was, string becomes, string says)
    {
        var (broken, line) = Repository.Broken(pack, file, was, becomes);

        CitySettings.Of(broken);

        broken.Problems.ShouldContain(problem => problem.File == file && problem.Line == line && problem.Says.En.EndsWith(says, StringComparison.Ordinal),
            string.Join('\n', broken.Problems.Select(problem => problem.In(Language.En))));
    }

    [Fact]
    public void Liaocheng_has_eight_districts_under_official_codes_and_four_zones_under_its_own()
    {
        var places = Jurisdictions.Of(Repository.Load("liaocheng"));

        places.City!.Code.ShouldBe("371500");
        places.Districts.Select(district => $"{district.Code} {district.Name.Zh}").ShouldBe(
            ["371502 东昌府区", "371503 茌平区", "371521 阳谷县", "371522 莘县", "371524 东阿县", "371525 冠县", "371526 高唐县", "371581 临清市"]);
        places.Zones.Select(zone => zone.Code).ShouldBe(["LC-KFQ", "LC-GXQ", "LC-DJQ", "LC-GTX"]);
        places.Find("371523")!.Name.En.ShouldBe("Chiping District");
        places.Find("371599").ShouldBeNull();
    }

    [Fact]
    public void A_generic_city_has_no_places_of_its_own_and_names_departments_by_function()
    {
        var pack = Repository.Load("generic");

        Jurisdictions.Of(pack).Districts.ShouldBeEmpty();
        Jurisdictions.Of(pack).City.ShouldBeNull();
        Departments.Of(pack).Find("fire")!.Name.Zh.ShouldBe("消防救援机构");
        PackSettings.Of(pack).Plane.ShouldBe("extent");
    }

    [Fact]
    public void A_department_is_found_by_its_id_and_has_a_short_name()
    {
        var departments = Departments.Of(Repository.Load("liaocheng"));

        departments.All.Length.ShouldBe(25);
        departments.Find("planning")!.Name.Zh.ShouldBe("市自然资源和规划局");
        departments.Find("planning")!.Short.Zh.ShouldBe("市资规局");
    }

    [Theory]
    [InlineData("茬平", "茌平区")]
    [InlineData(" 茌平县 ", "茌平区")]
    [InlineData("高新区", "高新技术产业开发区")]
    [InlineData("德州市", "德州市")]
    public void Other_spellings_are_read_as_one_name(string written, string name) =>
        NameDictionary.Of(Repository.Load("liaocheng")).Spell(written).ShouldBe(name);

    [Fact]
    public void The_circles_reach_300_500_and_1000_metres()
    {
        var settings = CitySettings.Of(Repository.Load("generic"));

        settings.LifeCircles.Select(circle => (circle.Minutes, circle.WalkM)).ShouldBe([(5, 300d), (10, 500d), (15, 1000d)]);
        settings.Facilities.All.Length.ShouldBe(37);
        settings.Facilities.Find("kindergarten")!.BuildingM2.ShouldBe(new SizeBounds(2200, 4550));
    }

    [Theory]
    [InlineData("一级", 1493)] // √(7 km² / π)
    [InlineData("二级", 1128)] // √(4 km² / π)
    [InlineData("小型", 798)] // √(2 km² / π)
    [InlineData(null, 798)]
    public void A_fire_station_serves_a_circle_as_large_as_its_district(string? @class, double metres) =>
        FacilityKinds.Of(Repository.Load("generic")).Find("fire-station")!.RadiusOf(@class).ShouldBe(metres);
}
