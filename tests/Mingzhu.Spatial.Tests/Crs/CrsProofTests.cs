using System.Collections.Immutable;
using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial.Tests;

public sealed class CrsProofTests
{
    private static readonly Box City = new(115.28, 35.79, 116.55, 37.04);
    private static readonly CrsSurroundings InTheCity = new() { City = City, Name = ("聊城市", "Liaocheng"), Usual = [Crs.OfEpsg(4548)!, Crs.OfEpsg(4547)!] };
    private static readonly CrsSurroundings Nowhere = new();

    [Theory]
    [InlineData("EPSG:4548")]
    [InlineData("EPSG:4527")]
    [InlineData("EPSG:4547")]
    [InlineData("EPSG:4490")]
    [InlineData("EPSG:3857")]
    [InlineData("EPSG:2384")]
    [InlineData("EPSG:32650")]
    public void What_the_file_says_and_the_numbers_allow_is_proved(string name)
    {
        foreach (var known in new[] { InTheCity, Nowhere })
        {
            var proof = CrsProof.Of(Says(name), Numbers(Crs.Of(name)!), known);

            proof.Verdict.ShouldBe(CrsVerdict.Proved);
            proof.Crs!.Name.ShouldBe(name);
            proof.Notes.ShouldBeEmpty();
            proof.Evidence.Zh.ShouldStartWith("文件说的；数据位于 115.");
        }
    }

    [Theory] // said, in truth, what comes out
    [InlineData("EPSG:4548", "EPSG:4527", "EPSG:4527")] // the numbers carry 39, the definition doesn't
    [InlineData("EPSG:4527", "EPSG:4548", "EPSG:4548")] // the reverse
    [InlineData("EPSG:4548", "EPSG:4526", "EPSG:4526")] // another zone, and its number proves it
    [InlineData("EPSG:2363", "EPSG:2384", "EPSG:2384")] // also for Xian 80, whose datum stays
    [InlineData("EPSG:4548", "EPSG:4548 north,east", "EPSG:4548 north,east")]
    [InlineData("EPSG:4548", "EPSG:4527 north,east", "EPSG:4527 north,east")]
    [InlineData("EPSG:4490", "EPSG:4490 lat,lon", "EPSG:4490 lat,lon")]
    [InlineData("EPSG:4326", "EPSG:4326 lat,lon", "EPSG:4326 lat,lon")]
    public void Zone_number_and_axis_order_are_corrected_by_the_numbers_with_a_note(string said, string truth, string corrected)
    {
        foreach (var known in new[] { InTheCity, Nowhere })
        {
            var proof = CrsProof.Of(Says(said), Numbers(Crs.Of(truth)!), known);

            proof.Verdict.ShouldBe(CrsVerdict.Corrected, proof.Evidence.En);
            proof.Crs!.Name.ShouldBe(corrected);
            proof.Notes.ShouldHaveSingleItem().ShouldSatisfyAllConditions(note => note.Code.ShouldBe("crs.corrected"), note => note.Severity.ShouldBe(ProblemSeverity.Repaired));
        }
    }

    [Fact]
    public void Another_zone_that_only_the_city_speaks_for_is_asked()
    {
        var proof = CrsProof.Of(Says("EPSG:4547"), Numbers(Crs.OfEpsg(4548)!), InTheCity);

        proof.Verdict.ShouldBe(CrsVerdict.Contradicted);
        proof.Candidates.Select(candidate => candidate.Crs.Name).ShouldBe(["EPSG:4548", "EPSG:4547"]);
        proof.Candidates[1].Says.Zh.ShouldContain("离聊城市已有数据的范围 162 公里");
    }

    [Fact]
    public void Metres_where_degrees_are_said_are_asked_with_what_they_could_be()
    {
        var proof = CrsProof.Of(Says("EPSG:4326"), Numbers(Crs.OfEpsg(4548)!), InTheCity);

        proof.Verdict.ShouldBe(CrsVerdict.Contradicted);
        proof.Evidence.En.ShouldContain("can't be WGS 84 longitude and latitude");
        proof.Candidates.Select(candidate => candidate.Crs.Name).ShouldBe(["EPSG:4548", "EPSG:2384", "EPSG:2436", "EPSG:32650"]);
    }

    [Fact]
    public void Without_a_word_the_datum_is_always_asked_and_only_what_the_numbers_allow()
    {
        Asked("EPSG:4548", InTheCity).ShouldBe(["EPSG:4548", "EPSG:2384", "EPSG:2436", "EPSG:32650"]);
        Asked("EPSG:4547", InTheCity).ShouldBe(["EPSG:4547", "EPSG:2383", "EPSG:2435"]);
        Asked("EPSG:4527", InTheCity).ShouldBe(["EPSG:4527", "EPSG:2363", "EPSG:2415"]);
        Asked("EPSG:4527", Nowhere).ShouldBe(["EPSG:4527", "EPSG:2363", "EPSG:2415"]);
        Asked("EPSG:4498", Nowhere).ShouldBe(["EPSG:4498", "EPSG:2334", "EPSG:21420"]);
        Asked("EPSG:4548 north,east", InTheCity).ShouldBe(["EPSG:4548 north,east", "EPSG:2384 north,east", "EPSG:2436 north,east", "EPSG:32650 north,east"]);
        Asked("EPSG:4490", InTheCity).ShouldBe(["EPSG:4490", "GCJ-02", "BD-09", "EPSG:4326", "EPSG:4610", "EPSG:4214"]);
        Asked("EPSG:4490 lat,lon", Nowhere).ShouldBe(["EPSG:4490 lat,lon", "GCJ-02 lat,lon", "BD-09 lat,lon", "EPSG:4326 lat,lon", "EPSG:4610 lat,lon", "EPSG:4214 lat,lon"]);
        Asked("EPSG:3857", Nowhere).ShouldBe(["EPSG:3857"]);
    }

    [Fact]
    public void Without_a_city_a_zone_without_number_could_be_any_and_the_usual_one_comes_first()
    {
        var names = Asked("EPSG:4548", Nowhere with { Usual = [Crs.OfEpsg(4548)!] });

        names.Take(3).ShouldBe(["EPSG:4548", "EPSG:2384", "EPSG:2436"]);
        names.Length.ShouldBeInRange(20, 24);
    }

    [Fact]
    public void The_question_says_what_the_numbers_prove_and_each_answer_what_it_would_mean()
    {
        var proof = CrsProof.Of(new CrsClaim(null, null, ("没有 .prj", "there is no .prj")), Numbers(Crs.OfEpsg(4527)!), InTheCity);

        proof.Evidence.Zh.ShouldBe("没有 .prj；数值是米，带号 39 证明中央经线 117°，数值不能证明大地基准，请确认");
        proof.Candidates[0].Says.Zh.ShouldBe("CGCS2000 3 度带，中央经线 117°E，东坐标前有带号 39：数据位于 115.516–116.474°E, 36.001–36.989°N，与聊城市已有数据的范围相符");
        proof.Candidates[1].Says.En.ShouldEndWith(", positions may be off by some 200 m");
        City.Meets(proof.Candidates[0].Where).ShouldBeTrue();
    }

    [Fact]
    public void Data_far_from_the_city_are_taken_as_said_and_that_is_told()
    {
        var numbers = new CoordinateSample();
        numbers.Add(104.06, 30.67);

        var proof = CrsProof.Of(Says("EPSG:4490"), numbers, InTheCity);

        proof.Verdict.ShouldBe(CrsVerdict.Proved);
        proof.Notes.ShouldHaveSingleItem().ShouldSatisfyAllConditions(note => note.Code.ShouldBe("crs.far"), note => note.Zh.ShouldContain("1154 公里"));
    }

    [Fact]
    public void A_few_slips_prove_nothing()
    {
        var numbers = Numbers(Crs.OfEpsg(4548)!);
        for (var slip = 0; slip < 8; slip++)
            numbers.Add(0, 0);

        CrsProof.Of(Says("EPSG:4548"), numbers, InTheCity).Verdict.ShouldBe(CrsVerdict.Proved);
    }

    [Fact]
    public void A_definition_is_followed_before_a_code_and_one_that_can_not_be_read_is_none()
    {
        var numbers = Numbers(Crs.OfEpsg(4548)!);

        var both = CrsProof.Of(new CrsClaim(4547, "+proj=tmerc +lon_0=117 +x_0=500000 +ellps=GRS80", ("", "")), numbers, InTheCity);
        both.Crs!.Name.ShouldBe("EPSG:4548");
        both.Notes.Select(note => note.Code).ShouldBe(["crs.name-contradicts"]);
        var garbage = CrsProof.Of(new CrsClaim(null, "garbage", ("", "")), numbers, InTheCity);
        garbage.Verdict.ShouldBe(CrsVerdict.Ask);
        garbage.Notes.ShouldHaveSingleItem().ShouldSatisfyAllConditions(note => note.Code.ShouldBe("crs.unreadable"), note => note.Severity.ShouldBe(ProblemSeverity.Note));
        var lambert = CrsProof.Of(new CrsClaim(27700, null, ("", "")), numbers, InTheCity);
        (lambert.Verdict, lambert.Candidates.Length, lambert.Notes[0].Severity).ShouldBe((CrsVerdict.Ask, 0, ProblemSeverity.Refused));
    }

    [Fact]
    public void A_persons_answer_is_weighed_the_same_way()
    {
        CrsProof.Of(CrsClaim.Said(Crs.Gcj02), Numbers(Crs.Gcj02), InTheCity).Crs.ShouldBe(Crs.Gcj02);
        CrsProof.Of(CrsClaim.Said(Crs.OfEpsg(4548)!), Numbers(Crs.OfEpsg(4527)!), InTheCity).Crs!.Name.ShouldBe("EPSG:4527");
        CrsProof.Of(CrsClaim.Said(Crs.OfEpsg(4548)!), Numbers(Crs.Cgcs2000), InTheCity).Verdict.ShouldBe(CrsVerdict.Contradicted);
    }

    [Fact]
    public void No_numbers_and_absurd_numbers_get_an_answer()
    {
        CrsProof.Of(Says("EPSG:4548"), new CoordinateSample(), InTheCity).Verdict.ShouldBe(CrsVerdict.Proved);
        CrsProof.Of(new CrsClaim(null, null, ("", "")), new CoordinateSample(), InTheCity).Verdict.ShouldBe(CrsVerdict.Ask);
        var absurd = new CoordinateSample();
        absurd.Add(1e300, -1e300);
        absurd.Add(double.NaN, 0);
        CrsProof.Of(Says("EPSG:4548"), absurd, InTheCity).Verdict.ShouldBe(CrsVerdict.Contradicted);
        CrsProof.Of(new CrsClaim(null, null, ("", "")), absurd, Nowhere).Candidates.ShouldBeEmpty();
    }

    [Fact]
    public void Every_name_is_an_answer_that_means_the_same_and_the_way_back_leads_back() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            int[] codes = [4490, 4326, 4610, 4214, 3857, 4513 + random.Next(42), 4491 + random.Next(22), 2327 + random.Next(64), 2401 + random.Next(42), 32643 + random.Next(11)];
            var straight = random.Next(10) switch { 0 => Crs.Gcj02, 1 => Crs.Bd09, _ => Crs.OfEpsg(codes[random.Next(codes.Length)])! };
            var crs = random.Next(2) == 0 ? straight : straight.Swapped;
            var (longitude, latitude) = ((crs.Plane?.CentralMeridian ?? 110) + (random.NextDouble() * 4) - 2, 20 + (random.NextDouble() * 25));
            var (x, y) = crs.From4490(longitude, latitude);
            var (backLongitude, backLatitude) = crs.Apply(x, y);
            return Crs.Of(crs.Name)!.IsSameAs(crs) && Math.Abs(backLongitude - longitude) < 1e-9 && Math.Abs(backLatitude - latitude) < 1e-9;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_sample_is_taken_evenly_from_first_to_last_in_bounded_memory()
    {
        var sample = new CoordinateSample();
        for (var i = 0; i < 100_000; i++)
            sample.Add(i, -i);

        sample.Extent.ShouldBe(new Box(0, -99_999, 99_999, 0));
        sample.Positions.Count.ShouldBeInRange(2048, 4096);
        sample.Positions.Zip(sample.Positions.Skip(1)).Select(pair => pair.Second.X - pair.First.X).Distinct().ShouldBe([32]);
        sample.Positions[0].X.ShouldBe(0);
    }

    private static CrsClaim Says(string name) => new(null, Crs.Of(name)!.Name, ("文件说的", "the file says so"));

    private static string[] Asked(string truth, CrsSurroundings known)
    {
        var proof = CrsProof.Of(new CrsClaim(null, null, ("文件没有说明", "the file doesn't say")), Numbers(Crs.Of(truth)!), known);
        proof.Verdict.ShouldBe(CrsVerdict.Ask);
        return [.. proof.Candidates.Select(candidate => candidate.Crs.Name)];
    }

    // 400 places spread evenly over most of the city, as a file in that system would have them.
    private static CoordinateSample Numbers(Crs crs)
    {
        var sample = new CoordinateSample();
        for (var i = 0; i < 400; i++)
        {
            var (x, y) = crs.From4490(115.5 + (i % 20 * 0.05) + (i * 1e-4), 36 + (i / 20 * 0.05) + (i * 1e-4));
            sample.Add(GeometryFactory.Default.CreatePoint(new Coordinate(x, y)));
        }

        return sample;
    }
}
