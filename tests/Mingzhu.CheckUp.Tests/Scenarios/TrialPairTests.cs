using Mingzhu.City;

namespace Mingzhu.CheckUp.Tests.Scenarios;

public sealed class TrialPairTests
{
    private static readonly BlockCity Blocks = new(11);
    private static readonly Lazy<ScenarioGround> Ground = new(() => ScenarioGround.Prepare(Blocks.Inputs));

    [Fact]
    public void What_only_one_touches_is_in_the_other_as_the_data_are()
    {
        var (park, school) = (Ground.Value.Try([new Change.Add("park", 116.01, 36.46, new NewSize(AreaM2: 5000))]), Ground.Value.Try([new Change.Add("kindergarten", 116.01, 36.46, NewSize.Usual)]));

        var pair = Ground.Value.Compare(park, school);

        pair.Kinds.Select(kind => kind.A.Kind.Id).ShouldBe(["park", "kindergarten"]);
        pair.Kinds[0].A.City.ShouldBe(park.Kinds[0].City);
        pair.Kinds[0].B.City.ShouldBe(new PlaceReach(park.Kinds[0].City.Residents, park.Kinds[0].City.Covered));
        pair.Kinds[1].B.City.ShouldBe(school.Kinds[0].City);
        pair.Indicators.Length.ShouldBe(park.Indicators.Length + school.Indicators.Length);
        foreach (var (a, b) in pair.Indicators)
            (a.Before[Level.City][0], a.Indicator.Code).ShouldBe((b.Before[Level.City][0], b.Indicator.Code));
    }

    [Fact]
    public void Changes_are_told_apart_one_by_one()
    {
        Change one = new Change.Remove("parks", "p1"), two = new Change.Add("park", 116.01, 36.46, NewSize.Usual);
        var (a, b) = (Ground.Value.Try([two, one, two]), Ground.Value.Try([two]));

        var pair = Ground.Value.Compare(a, b);

        pair.Both.ShouldBe([two]);
        TrialPair.Only(a, b).ShouldBe([one, two]);
        TrialPair.Only(b, a).ShouldBeEmpty();
    }

    [Fact]
    public void How_things_stand_is_what_every_trial_begins_from()
    {
        foreach (var kind in Ground.Value.Kinds.Where(kind => Ground.Value.Sites[kind.Id].Length > 0))
        {
            var present = Ground.Value.Present(kind);
            var gone = Ground.Value.Try([new Change.Remove(kind.Layer, Ground.Value.Sites[kind.Id][0].Id)]);

            present.Kinds.Single(each => each.Kind == kind).City.Covered.ShouldBe(gone.Kinds.Single(each => each.Kind == kind).City.Covered, 1e-9);
            // Nobody is beyond reach exactly when all residents are within it.
            var city = present.Kinds.Single(each => each.Kind == kind).City;
            (Ground.Value.Beyond(kind).Length == 0).ShouldBe(Math.Abs(city.Residents - city.Covered) < 1e-6, kind.Id);
            present.Indicators.ShouldAllBe(indicator => !indicator.Differs);
        }
    }

    [Fact]
    public void What_is_put_far_outside_the_city_or_too_often_is_refused_in_words()
    {
        string Code(params Change[] changes) => Should.Throw<RefusedException>(() => Ground.Value.Try(changes)).Reasons[0].Code;

        Code(new Change.Add("kindergarten", 0, 0, NewSize.Usual)).ShouldBe("point.outside");
        Code(new Change.Move("facilities", "f1", 116.01, -36.46)).ShouldBe("point.outside");
        Code([.. Enumerable.Repeat(new Change.Add("kindergarten", 116.01, 36.46, NewSize.Usual), Trial.MostChanges + 1)]).ShouldBe("trying.too-many");
        Should.Throw<RefusedException>(() => Ground.Value.Around(0, 0)).Reasons[0].Code.ShouldBe("point.outside");
        Ground.Value.PlaceAt(0, 0).ShouldBeNull();
        Ground.Value.PlaceAt(116.01, 36.46)!.Value.Level.ShouldBe(Level.Community);
    }
}
