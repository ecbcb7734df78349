namespace Mingzhu.Spatial.Tests;

public sealed class CrsDefinitionTests
{
    private const string Gcs2000 = """GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]""";

    [Theory]
    [InlineData("EPSG:4548", "EPSG:4548")]
    [InlineData(" epsg : 4527 ", "EPSG:4527")]
    [InlineData("4490", "EPSG:4490")]
    [InlineData("urn:ogc:def:crs:EPSG::4490", "EPSG:4490")]
    [InlineData("urn:ogc:def:crs:EPSG:6.18.3:4326", "EPSG:4326")]
    [InlineData("urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326")]
    [InlineData("http://www.opengis.net/def/crs/EPSG/0/4548", "EPSG:4548")]
    [InlineData("http://www.opengis.net/gml/srs/epsg.xml#4326", "EPSG:4326")]
    [InlineData("ESRI:102100", "EPSG:3857")]
    [InlineData("900913", "EPSG:3857")]
    [InlineData("{\"wkid\":102100,\"latestWkid\":3857}", "EPSG:3857")]
    [InlineData("{\"type\":\"name\",\"properties\":{\"name\":\"urn:ogc:def:crs:EPSG::4547\"}}", "EPSG:4547")]
    [InlineData("+proj=longlat +datum=WGS84 +no_defs", "EPSG:4326")]
    [InlineData("+proj=tmerc +lat_0=0 +lon_0=117 +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m +no_defs", "EPSG:4548")]
    [InlineData("+proj=tmerc +lat_0=0 +lon_0=117 +k=1 +x_0=39500000 +y_0=0 +ellps=krass +units=m +no_defs +type=crs", "EPSG:2415")]
    [InlineData("+proj=tmerc +lat_0=0 +lon_0=117 +k=1 +x_0=500000 +y_0=0 +a=6378140 +b=6356755.288157528 +units=m", "EPSG:2384")]
    [InlineData("+proj=utm +zone=50 +datum=WGS84 +units=m +no_defs", "EPSG:32650")]
    [InlineData("+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null +wktext", "EPSG:3857")]
    public void Short_ways_to_say_it_are_understood(string text, string name) => Read(text).Crs!.Name.ShouldBe(name);

    [Theory] // ArcGIS writes it so; the second as MapGIS and SuperMap do, the third by a script with single quotes and what ArcGIS puts behind
    [InlineData("PROJCS[\"CGCS2000_3_Degree_GK_Zone_39\"," + Gcs2000 + ",PROJECTION[\"Gauss_Kruger\"],PARAMETER[\"False_Easting\",39500000.0],PARAMETER[\"False_Northing\",0.0],PARAMETER[\"Central_Meridian\",117.0],PARAMETER[\"Scale_Factor\",1.0],PARAMETER[\"Latitude_Of_Origin\",0.0],UNIT[\"Meter\",1.0]]", "EPSG:4527")]
    [InlineData("projcs[\"CGCS2000_3_degree_gk_cm_117e\", " + Gcs2000 + ", projection(\"Transverse_Mercator\"), parameter[\"central_meridian\", 117], parameter[\"false_easting\", 5E5], unit[\"METER\", 1]]", "EPSG:4548")]
    [InlineData("\uFEFFPROJCS['CGCS2000_6_Degree_GK_CM_117E'," + Gcs2000 + ",PROJECTION['Gauss_Kruger'],PARAMETER['False_Easting',500000.0],PARAMETER['Central_Meridian',117.0],UNIT['Meter',1.0]];-5123200 -10002100 10000;0.001\r\n\0", "EPSG:4509")]
    [InlineData(Gcs2000, "EPSG:4490")]
    [InlineData("GEOGCS[\"GCS_Xian_1980\",DATUM[\"D_Xian_1980\",SPHEROID[\"Xian_1980\",6378140.0,298.257]],PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]]", "EPSG:4610")]
    [InlineData("GEOGCS[\"GCS_Beijing_1954\",DATUM[\"D_Beijing_1954\",SPHEROID[\"Krasovsky_1940\",6378245.0,298.3]],PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]]", "EPSG:4214")]
    [InlineData("PROJCS[\"无名\",AUTHORITY[\"EPSG\",\"4548\"]]", "EPSG:4548")]
    [InlineData("PROJCS[\"CGCS2000_3_degree_GK_CM_123E\",GEOGCS[\"China Geodetic Coordinate System 2000\",DATUM[\"China_2000\",SPHEROID[\"CGCS2000\",6378137,298.25722]],PRIMEM[\"Greenwich\",0],UNIT[\"degree\",0.0174532925199433]],PROJECTION[\"Transverse_Mercator\"],PARAMETER[\"central_meridian\",123],PARAMETER[\"false_easting\",500000],UNIT[\"metre\",1]]", "EPSG:4550")]
    public void Projection_files_as_programs_write_them_are_understood_without_a_note(string text, string name)
    {
        var answer = Read(text);

        answer.Crs!.Name.ShouldBe(name);
        answer.Notes.ShouldBeEmpty();
    }

    [Fact]
    public void Every_way_in_which_GDAL_writes_a_known_system_is_understood()
    {
        int[] codes = [4490, 4326, 4214, 3857, 32650, 4527, 4509, 2384];
        var read = codes.SelectMany(_ => Ways, (epsg, way) => (epsg, way)).AsParallel().AsOrdered().Select(one => (one.epsg, one.way, Answer: Read(Gdal.Definition(one.epsg, one.way)))).ToList();

        foreach (var (epsg, way, answer) in read)
        {
            var crs = answer.Crs.ShouldNotBeNull($"EPSG:{epsg} as {way}: {answer.Problem?.En}");
            crs.IsSameAs(Crs.OfEpsg(epsg)!).ShouldBeTrue($"EPSG:{epsg} as {way} was read as {crs.Name}");
            answer.Notes.ShouldBeEmpty($"EPSG:{epsg} as {way}: {string.Join("; ", answer.Notes)}");
        }
    }

    private static readonly string[] Ways = ["wkt1", "wkt_esri", "wkt2", "wkt2_2015", "projjson"];

    [Fact]
    public void A_bound_and_a_compound_system_are_those_they_hold()
    {
        Read($"BOUNDCRS[SOURCECRS[{Gdal.Definition(2384, "wkt2")}],TARGETCRS[GEOGCRS[\"WGS 84\"]],ABRIDGEDTRANSFORMATION[\"x\"]]").Crs!.Name.ShouldBe("EPSG:2384");
        Read("COMPD_CS[\"both\",VERT_CS[\"1985国家高程基准\"]," + Gcs2000 + "]").Crs!.Name.ShouldBe("EPSG:4490");
    }

    [Theory]
    [InlineData("PROJCS[\"CGCS2000_3_Degree_GK_Zone_39\"," + Gcs2000 + ",PROJECTION[\"Gauss_Kruger\"],PARAMETER[\"False_Easting\",500000],PARAMETER[\"Central_Meridian\",117],UNIT[\"Meter\",1]]", "EPSG:4548", "中央经线 117°、东坐标前有带号 39")]
    [InlineData("PROJCS[\"CGCS2000_3_Degree_GK_CM_117E\"," + Gcs2000 + ",PROJECTION[\"Gauss_Kruger\"],PARAMETER[\"False_Easting\",500000],PARAMETER[\"Central_Meridian\",114],UNIT[\"Meter\",1]]", "EPSG:4547", "中央经线 117°、无带号")]
    [InlineData("PROJCS[\"mine\"," + Gcs2000 + ",PROJECTION[\"Gauss_Kruger\"],PARAMETER[\"False_Easting\",500000],PARAMETER[\"Central_Meridian\",114],UNIT[\"Meter\",1],AUTHORITY[\"EPSG\",\"4548\"]]", "EPSG:4547", "EPSG:4548")]
    [InlineData("GEOGCS[\"GCS_China_Geodetic_Coordinate_System_2000\",DATUM[\"D_China_2000\",SPHEROID[\"Krasovsky_1940\",6378245.0,298.3]],PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]]", "EPSG:4214", "CGCS2000")]
    public void A_name_that_contradicts_the_parameters_is_noticed_and_the_parameters_win(string text, string name, string found)
    {
        var answer = Read(text);

        answer.Crs!.Name.ShouldBe(name);
        answer.Notes.ShouldHaveSingleItem().ShouldSatisfyAllConditions(note => note.Code.ShouldBe("crs.name-contradicts"), note => note.Zh.ShouldContain(found), note => note.Severity.ShouldBe(ProblemSeverity.Note));
    }

    [Fact]
    public void A_local_grid_is_a_plane_of_its_own_and_its_name_is_an_answer()
    {
        // The local grid of a large city, as map services declare it.
        const string Text = """PROJCS["Local",GEOGCS["GCS_Beijing_1954",DATUM["D_Beijing_1954",SPHEROID["Krasovsky_1940",6378245.0,298.3]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",300000.0],PARAMETER["Central_Meridian",116.35025181],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",39.865766],UNIT["Meter",1.0]]""";

        var crs = Read(Text).Crs!;

        crs.Epsg.ShouldBeNull();
        crs.Datum.ShouldBe(Datum.Beijing54);
        crs.AccuracyM.ShouldBe(200);
        crs.Apply(500_000, 300_000).ShouldSatisfyAllConditions(at => at.Longitude.ShouldBe(116.35025181, 1e-10), at => at.Latitude.ShouldBe(39.865766, 1e-10));
        Crs.Of(crs.Name)!.IsSameAs(crs).ShouldBeTrue(crs.Name);
    }

    [Fact]
    public void What_is_not_followed_is_said_and_makes_the_place_doubtful()
    {
        var height = Read("PROJCS[\"x\"," + Gcs2000 + ",PROJECTION[\"Gauss_Kruger\"],PARAMETER[\"False_Easting\",500000],PARAMETER[\"Central_Meridian\",116.5],PARAMETER[\"Projection_Height\",850],UNIT[\"Meter\",1]]");
        var unnamed = Read("GEOGCS[\"unnamed\",DATUM[\"unknown\",SPHEROID[\"GRS 1980\",6378137,298.257222101]],PRIMEM[\"Greenwich\",0],UNIT[\"degree\",0.0174532925199433]]");

        height.Notes.Select(note => note.Code).ShouldBe(["crs.parameter-ignored"]);
        height.Crs!.AccuracyM.ShouldBe(200);
        unnamed.Notes.Select(note => note.Code).ShouldBe(["crs.datum-unnamed"]);
        unnamed.Crs!.ShouldSatisfyAllConditions(crs => crs.Datum.ShouldBe(Datum.Unknown), crs => crs.AccuracyM.ShouldBe(200), crs => Crs.Of(crs.Name)!.IsSameAs(crs).ShouldBeTrue());
    }

    [Theory]
    [InlineData("PROJCS[\"China_Lambert\"," + Gcs2000 + ",PROJECTION[\"Lambert_Conformal_Conic\"],PARAMETER[\"Central_Meridian\",105.0],UNIT[\"Meter\",1.0]]", "crs.unsupported")]
    [InlineData("LOCAL_CS[\"城市独立坐标系\",UNIT[\"metre\",1]]", "crs.unsupported")]
    [InlineData("PROJCS[\"x\"," + Gcs2000 + ",PROJECTION[\"Gauss_Kruger\"],PARAMETER[\"Central_Meridian\",1170],UNIT[\"Meter\",1]]", "crs.unsupported")]
    [InlineData("GEOGCS[\"Paris\",DATUM[\"x\",SPHEROID[\"x\",6378137,298.25]],PRIMEM[\"Paris\",2.33],UNIT[\"Degree\",0.0174532925199433]]", "crs.unsupported")]
    [InlineData("GEOGCS[\"Moon\",DATUM[\"x\",SPHEROID[\"x\",1737400,0]],PRIMEM[\"x\",0],UNIT[\"Degree\",0.0174532925199433]]", "crs.unsupported")]
    [InlineData("EPSG:27700", "crs.unknown-code")]
    [InlineData("", "crs.unreadable")]
    [InlineData("坐标系：国家2000", "crs.unreadable")]
    [InlineData("PROJCS[\"CGCS2000_3_Degree_GK_Zone_39\",GEOGCS[", "crs.unreadable")]
    [InlineData("{\"type\":\"ProjectedCRS\"}", "crs.unreadable")]
    [InlineData("{\"type\":\"\\ud800\"}", "crs.unreadable")]
    [InlineData("+proj", "crs.unreadable")]
    public void What_can_not_be_used_is_told_from_what_can_not_be_read(string text, string code)
    {
        var answer = Read(text);

        answer.Crs.ShouldBeNull();
        answer.Problem!.Code.ShouldBe(code);
    }

    [Fact]
    public void A_definition_as_deep_or_as_long_as_no_honest_one_is_refused_at_once()
    {
        Read(string.Concat(Enumerable.Repeat("A[", 30_000))).Problem!.Code.ShouldBe("crs.unreadable");
        Read("A[" + string.Concat(Enumerable.Repeat("1,", 30_000)) + "]").Problem!.Code.ShouldBe("crs.unreadable");
        Read(new string('[', 10_000_000)).Problem!.Code.ShouldBe("crs.unreadable");
        Read("{\"type\":" + string.Concat(Enumerable.Repeat("{\"a\":", 5000))).Problem!.Code.ShouldBe("crs.unreadable");
    }

    [Fact]
    public void Any_letters_at_all_get_an_answer() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var answer = Read(Mangled(new Random(seed)));
            return answer.Crs is null == answer.Problem is not null;
        }).QuickCheckThrowOnFailure();

    private const string Odd = "[](),\"'{}:+=0-9eE\u0000\ud800中 ";

    // A valid definition cut, flipped and shuffled, so that the parser gets past its first letters.
    private static string Mangled(Random random)
    {
        string[] seeds = ["+proj=tmerc +lat_0=1e400 +lon_0=NaN +k=0 +a=1 +b=1", "{\"type\":\"ProjectedCRS\",\"base_crs\":{\"datum\":{\"ellipsoid\":{\"semi_major_axis\":1e999,\"inverse_flattening\":\"x\"}}},\"conversion\":{\"parameters\":[1,{}]}}", "PROJCRS[\"x\",BASE" + Gcs2000 + ",CONVERSION[\"y\",METHOD[\"Transverse Mercator\"],PARAMETER[\"Longitude of natural origin\",117]],CS[Cartesian,2],ID[\"EPSG\",4548]]"];
        var letters = seeds[random.Next(seeds.Length)].ToCharArray();
        for (var change = random.Next(12); change > 0; change--)
            letters[random.Next(letters.Length)] = Odd[random.Next(Odd.Length)];
        return new string(letters, 0, random.Next(letters.Length + 1));
    }

    private static CrsDefinition Read(string text) => CrsDefinition.Read(text);
}
