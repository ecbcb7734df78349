using Mingzhu.City;
using static Mingzhu.CheckUp.Tests.Siting.SiteTown;
using static Mingzhu.CheckUp.Tests.TinyCity;

namespace Mingzhu.CheckUp.Tests.Siting;

/// <summary>Selections on the one street beside what can be worked out on paper: every distance is a gap between two stretches of the x axis.</summary>
public class SiteReferenceTests
{
    private sealed record Parcel(int East, int Side, string? Use);

    private sealed record Given(Parcel[] Parcels, (int At, bool? Open)[] Schools, (int West, int East, string? Kind)[] Lines, string[] Conditions);

    private static readonly Gen<Given> Towns =
        from parcels in (from east in Gen.Choose(0, 180) from side in Gen.Choose(1, 8) from use in Gen.Elements<string?>("vacant", "industrial", null) select new Parcel(east * 10, side * 5, use)).ArrayOf(12)
        from schools in (from at in Gen.Choose(0, 190) from open in Gen.Elements<bool?>(true, true, false, null) select (at * 10, open)).ArrayOf(4)
        from lines in (from west in Gen.Choose(0, 180) from width in Gen.Choose(1, 20) from kind in Gen.Elements<string?>("blue-line", "blue-line", "green-line", null) select (west * 10, (west + width) * 10, kind)).ArrayOf(2)
        from conditions in Conditions.ArrayOf(3)
        select new Given(parcels, schools, lines, conditions);

    private static Gen<string> Conditions => Gen.OneOf(
        Gen.Choose(2, 12).Select(side => $"area {side * side * 9}.."), Gen.Choose(3, 8).Select(side => $"area ..{side * side * 25}"), Gen.Constant("where land_use = 'vacant'"),
        Gen.Choose(1, 60).Select(metres => $"walk kindergarten[open_to_public = TRUE] <= {metres * 10}"), Gen.Choose(1, 60).Select(metres => $"walk kindergarten[open_to_public = TRUE] >= {metres * 10}"),
        Gen.Choose(1, 40).Select(metres => $"straight control-lines[kind = 'blue-line'] >= {metres * 10}"), Gen.Choose(1, 40).Select(metres => $"straight control-lines[kind = 'blue-line'] <= {metres * 10}"),
        Gen.Constant("inside control-lines[kind = 'blue-line']"), Gen.Constant("outside control-lines[kind = 'blue-line']"));

    [Fact]
    public void Every_site_falls_where_a_look_at_each_condition_by_itself_puts_it() =>
        Prop.ForAll(Towns.ToArbitrary(), given =>
        {
            var answer = Search(Town(given), given.Conditions);
            var verdicts = given.Parcels.Select((parcel, at) => ($"p{at:00}", Each: given.Conditions.Select(condition => Judge(given, parcel, condition)).ToArray())).ToArray();

            string[] Where(Func<(bool? Met, double Short)[], bool> belongs) => [.. verdicts.Where(pair => belongs(pair.Each)).Select(pair => pair.Item1)];
            // Five metres of twenty-five across the line are a fifth on paper; measured, a bit more or less.
            var atTheEdge = Where(each => each.Any(verdict => Math.Abs(verdict.Short - 0.2) < 1e-9));
            return answer.Ids(answer.Fits).Order().SequenceEqual(Where(each => each.All(verdict => verdict.Met == true)))
                && answer.Ids(answer.Undecided).Order().SequenceEqual(Where(each => each.All(verdict => verdict.Met != false) && each.Any(verdict => verdict.Met is null)))
                && answer.Ids(answer.NearMisses).Except(atTheEdge).Order().SequenceEqual(Where(each => each.Count(verdict => verdict.Met == true) == each.Length - 1 && each.Any(verdict => verdict.Met == false && verdict.Short <= 0.2)).Except(atTheEdge));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(150));

    private static TinyCity Town(Given given) => With([.. given.Parcels.Select((parcel, at) => ($"p{at:00}", (NetTopologySuite.Geometries.Geometry?)Box(parcel.East, -parcel.Side / 2.0, parcel.East + parcel.Side, parcel.Side / 2.0), Use(parcel)))])
        .With("facilities", [.. given.Schools.Select((school, at) => ($"k{at}", (NetTopologySuite.Geometries.Geometry?)At(school.At, -5), new (string, object?)[] { ("kind", "kindergarten"), ("open_to_public", school.Open) }))])
        .With("control-lines", [.. given.Lines.Select((line, at) => ($"c{at}", (NetTopologySuite.Geometries.Geometry?)Box(line.West, -100, line.East, 100), new (string, object?)[] { ("kind", line.Kind) }))]);

    private static (string, object?)[] Use(Parcel parcel) => [("land_use", parcel.Use)];

    private static (bool? Met, double Short) Judge(Given given, Parcel parcel, string condition) => SiteCondition.Parse(condition).Match(
        area => parcel.Side * parcel.Side is var m2 && m2 < area.LeastM2 ? (false, (area.LeastM2.Value - m2) / area.LeastM2.Value) : m2 > area.MostM2 ? (false, (m2 - area.MostM2.Value) / area.MostM2.Value) : ((bool?, double))(true, 0),
        _ => (parcel.Use is null ? null : parcel.Use == "vacant", double.PositiveInfinity),
        walk => Bounded(walk.AtMost, walk.Metres, given.Schools.Select(school => (school.Open, Apart(parcel, school.At, school.At) + 5.0))),
        straight => Bounded(straight.AtMost, straight.Metres, given.Lines.Select(line => (Blue(line.Kind), Apart(parcel, line.West, line.East)))),
        lies => Lies(lies.Inside, parcel, [.. given.Lines.Where(line => line.Kind == "blue-line")], [.. given.Lines.Where(line => line.Kind is "blue-line" or null)]),
        _ => throw new InvalidOperationException());

    private static bool? Blue(string? kind) => kind is null ? null : kind == "blue-line";

    private static double Apart(Parcel parcel, double west, double east) => Math.Max(0, Math.Max(west - (parcel.East + parcel.Side), parcel.East - east));

    private static (bool?, double) Bounded(bool atMost, double metres, IEnumerable<(bool? Counts, double M)> things)
    {
        var all = things.ToArray();
        if (all.All(thing => thing.Counts == false))
            return (null, 0);
        var sure = all.Where(thing => thing.Counts == true).Select(thing => thing.M).DefaultIfEmpty(double.PositiveInfinity).Min();
        var perhaps = all.Where(thing => thing.Counts is null).Select(thing => thing.M).DefaultIfEmpty(double.PositiveInfinity).Min();
        bool Within(double m) => atMost ? m <= metres : m < metres;
        // For "at most" something near enough is enough; for "at least" it is one too many.
        return Within(sure) ? (atMost, (metres - sure) / metres) : Within(perhaps) ? (null, 0) : (!atMost, (sure - metres) / metres);
    }

    private static (bool?, double) Lies(bool inside, Parcel parcel, (int West, int East, string?)[] sure, (int West, int East, string?)[] all)
    {
        if (all.Length == 0)
            return (null, 0);
        // In steps of half a metre: every border lies on a whole one.
        double Share((int West, int East, string?)[] lines) => Enumerable.Range(0, parcel.Side * 2).Count(step => lines.Any(line => parcel.East + (step / 2.0) + 0.25 > line.West && parcel.East + (step / 2.0) + 0.25 < line.East)) / (parcel.Side * 2.0);
        var (known, perhaps) = (Share(sure), Share(all));
        return inside ? (known == 1 ? true : perhaps == 1 ? null : false, 1 - known) : (known > 0.01 ? false : perhaps > 0.01 ? null : true, known);
    }

    [Theory]
    [InlineData("generic")]
    [InlineData("liaocheng")]
    public void What_a_pack_says_of_siting_is_sound_and_every_group_is_a_layer_of_its(string name)
    {
        var pack = City.Pack.Load(Path.Combine(CatalogTests.Packs(), name));

        var rules = SitingRules.Of(pack);

        pack.Problems.Select(problem => problem.In(Language.En)).ShouldBeEmpty();
        (rules.Groups.Length, rules.Ready.Length, rules.Additions.Length).ShouldBe((5, 4, 1));
        (rules.NearMissShare, rules.BorderShare).ShouldBe((0.2, 0.01));
    }
}
