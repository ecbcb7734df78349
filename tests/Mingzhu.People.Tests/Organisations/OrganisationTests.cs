using Mingzhu.City;
using Mingzhu.Store;
using Outcome = Mingzhu.Store.Outcome;

namespace Mingzhu.People.Tests;

public sealed class OrganisationTests : IDisposable
{
    private static readonly Session Someone = Session.Operator(Language.Zh);
    private readonly CityForTests _city = new();
    private int _number;

    private Organisation Now => _city.Workspace.View<Organisation>();

    public OrganisationTests() => Do(new SeedOrganisation(Guid.NewGuid())).Taken.ShouldBeTrue();

    [Fact]
    public void The_six_groups_of_March_are_gone_in_October_and_six_others_and_a_coordination_group_are_there()
    {
        string[] On(DateOnly day) => [.. Now.On(day).OfKind(BodyKind.WorkingGroup).Select(group => group.Name.Zh)];

        On(new(2025, 3, 27)).ShouldBeEmpty();
        On(new(2025, 6, 1)).ShouldBe(["居住品质提升专项小组", "城市设施改造专项小组", "水系联通与滨水功能提升专项小组", "老旧小区改造专项小组", "历史文化街区改造专项小组", "文化遗产传承活化专项小组"], ignoreOrder: true);
        On(new(2025, 9, 30)).Length.ShouldBe(6);
        On(new(2025, 10, 1)).ShouldBe(["水网体系功能提升组", "商业业态多元再生组", "文化遗产传承活化组", "工业空间提质增效组", "居住片区和美宜居组", "城市设施改造提级组"], ignoreOrder: true);
        Now.On(new(2025, 9, 30)).OfKind(BodyKind.CoordinationGroup).ShouldBeEmpty();
        Now.On(new(2025, 10, 1)).LeadsOf("coordination-group").Select(body => body.Id).ShouldBe(["housing"]);
    }

    [Theory]
    [InlineData("group-water-network", "water")]
    [InlineData("group-commerce", "commerce housing")]
    [InlineData("group-heritage", "culture housing")]
    [InlineData("group-industry", "industry planning")]
    [InlineData("group-residential", "housing")]
    [InlineData("group-facilities", "housing")]
    public void A_group_has_the_leads_of_the_plan_s_annex(string group, string leads) =>
        Now.On(new(2026, 1, 1)).LeadsOf(group).Select(body => body.Id).ShouldBe(leads.Split(' '));

    [Fact]
    public void The_task_force_has_its_seats_by_post_and_one_bureau_holds_two()
    {
        var day = Now.On(new(2023, 5, 17));

        day.Posts.Values.Count(post => post.Body == "task-force").ShouldBe(26);
        day.Posts.Keys.Count(post => post.StartsWith("task-force/seat-government-offices", StringComparison.Ordinal)).ShouldBe(2);
        Now.On(new(2023, 5, 16)).Bodies.ShouldNotContainKey("task-force");
        day.Bodies.Count(body => body.Value.Kind == BodyKind.LocalGovernment).ShouldBe(8);
        day.Bodies.Count(body => body.Value.Kind == BodyKind.ZoneCommittee).ShouldBe(3);
    }

    [Fact]
    public void Whoever_began_it_once_does_not_begin_it_again_and_nobody_is_named_in_the_ledger()
    {
        Do(new SeedOrganisation(Guid.NewGuid())).Reasons.ShouldHaveSingleItem().Code.ShouldBe("organisation.seeded");

        Now.Holdings.ShouldBeEmpty();
        foreach (var person in ChartFile.SamplePeople(_city.Pack))
            _city.Workspace.Facts(0, 100).Count(fact => System.Text.Encoding.UTF8.GetString(fact.Body.Span).Contains(person.Name, StringComparison.Ordinal)).ShouldBe(0);
    }

    [Fact]
    public void A_post_that_ended_yesterday_gives_nothing_today()
    {
        var today = Now_(Someone).Day;
        var held = Give("housing/clerk", "p", Term.From(today.AddDays(-30)));
        May("p", RightIds.ImportLayers).ShouldBeTrue();

        Do(new LeavePost(Guid.NewGuid(), held, today.AddDays(-1))).Taken.ShouldBeTrue();

        May("p", RightIds.ImportLayers).ShouldBeFalse();
        Now.On(today.AddDays(-1)).PostsOf("p").ShouldHaveSingleItem().Post.Id.ShouldBe("housing/clerk");
        Now.On(today).PostsOf("p").ShouldBeEmpty();
    }

    [Fact]
    public void A_post_that_ends_today_still_counts_today_and_one_that_begins_tomorrow_not_yet()
    {
        var today = Now_(Someone).Day;
        Give("housing/clerk", "p", new Term(today, today));
        Give("housing/clerk", "q", Term.From(today.AddDays(1)));

        May("p", RightIds.ImportLayers).ShouldBeTrue();
        May("q", RightIds.ImportLayers).ShouldBeFalse();

        _city.Time.Pass(TimeSpan.FromDays(1));
        May("p", RightIds.ImportLayers).ShouldBeFalse();
        May("q", RightIds.ImportLayers).ShouldBeTrue();
    }

    [Fact]
    public void A_delegation_gives_the_post_for_its_days_and_says_on_whose_behalf_and_ends_with_the_post()
    {
        var today = Now_(Someone).Day;
        var held = Give("planning/reviewer", "p", Term.From(today.AddDays(-30)));
        Do(new DelegatePost(Guid.NewGuid(), new Delegation("d", held, "q", new Term(today, today.AddDays(2))))).Taken.ShouldBeTrue();

        Now.On(today).PostsOf("q").ShouldHaveSingleItem().Behalf.ShouldBe("p");
        Now_(Someone with { Actor = "q" }).Seats.ShouldHaveSingleItem().Behalf.ShouldBe("p");
        Now.On(today.AddDays(-1)).PostsOf("q").ShouldBeEmpty();
        Now.On(today.AddDays(3)).PostsOf("q").ShouldBeEmpty();

        Do(new LeavePost(Guid.NewGuid(), held, today)).Taken.ShouldBeTrue();
        Now.On(today.AddDays(1)).PostsOf("q").ShouldBeEmpty();
    }

    [Fact]
    public void A_delegation_taken_back_ends_and_one_without_an_end_or_to_oneself_is_refused()
    {
        var today = Now_(Someone).Day;
        var held = Give("planning/reviewer", "p", new Term(today, today.AddDays(10)));
        string[] Codes(Delegation delegation) => [.. Do(new DelegatePost(Guid.NewGuid(), delegation)).Reasons.Select(reason => reason.Code)];

        Codes(new("d", held, "q", Term.From(today))).ShouldBe(["organisation.delegation-open"]);
        Codes(new("d", held, "p", new(today, today))).ShouldBe(["organisation.delegation-self"]);
        Codes(new("d", held, "q", new(today.AddDays(11), today.AddDays(12)))).ShouldBe(["organisation.delegation-outside"]);
        Codes(new("d", "no", "q", new(today, today))).ShouldBe(["organisation.no-holding"]);
        Codes(new("d", held, "q", new(today, today.AddDays(5)))).ShouldBeEmpty();
        Do(new EndDelegation(Guid.NewGuid(), "d", today)).Taken.ShouldBeTrue();
        Now.On(today).PostsOf("q").ShouldHaveSingleItem();
        Now.On(today.AddDays(1)).PostsOf("q").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("platform/system", "platform/security")]
    [InlineData("platform/security", "platform/audit")]
    [InlineData("platform/audit", "platform/system")]
    public void Nobody_is_two_administrators_at_once_neither_by_appointment_nor_by_delegation(string one, string other)
    {
        var today = Now_(Someone).Day;
        Give(one, "p", new Term(today, today.AddDays(10)));

        Refused(new GivePost(Guid.NewGuid(), new Holding("h2", other, "p", Term.From(today.AddDays(10))))).ShouldBe(["organisation.exclusive-roles"]);
        var held = Give(other, "q", Term.From(today));
        Refused(new DelegatePost(Guid.NewGuid(), new Delegation("d", held, "p", new Term(today, today.AddDays(1))))).ShouldBe(["organisation.exclusive-roles"]);
        Refused(new MakePost(Guid.NewGuid(), new Post("platform/both", "platform", Wording.Same("兼"), ["system-administrator", "audit-administrator"], Term.Always, Citation.None))).ShouldBe(["organisation.exclusive-roles"]);
        Do(new GivePost(Guid.NewGuid(), new Holding("h3", other, "p", Term.From(today.AddDays(11))))).Taken.ShouldBeTrue();
    }

    [Fact]
    public void Should_somebody_hold_two_that_exclude_each_other_after_all_neither_counts()
    {
        var day = new DateOnly(2026, 3, 2);
        var rights = Rights.Of(_city.Pack);
        var both = Now.Apply(Event(new PostGiven(new Holding("1", "platform/system", "p", Term.Always)))).Apply(Event(new PostGiven(new Holding("2", "platform/audit", "p", Term.Always))))
            .Apply(Event(new PostGiven(new Holding("3", "housing/clerk", "p", Term.Always))));

        var standing = Standing.Of(both.On(day), rights, "p");

        rights.May(standing, RightIds.ManageAccounts, Scope.City).IsAllowed.ShouldBeFalse();
        rights.May(standing, RightIds.ViewAccessRecords, Scope.City).IsAllowed.ShouldBeFalse();
        rights.May(standing, RightIds.ImportLayers, Scope.City).IsAllowed.ShouldBeTrue();
    }

    [Fact]
    public void Whatever_is_given_and_ended_in_whatever_order_what_one_may_today_follows_from_the_terms_that_hold_today()
    {
        var terms = from first in Gen.Choose(0, 20) from length in Gen.Choose(-1, 10) select new Term(new DateOnly(2026, 1, 1).AddDays(first), length < 0 ? null : new DateOnly(2026, 1, 1).AddDays(first + length));
        var given = from post in Gen.Elements("housing/clerk", "housing/reviewer", "platform/audit") from person in Gen.Elements("p", "q") from term in terms select (post, person, term);
        var start = Now;

        Prop.ForAll(Gen.ListOf(given, 6).ToArbitrary(), Gen.Choose(0, 30).ToArbitrary(), (all, at) =>
        {
            var day = new DateOnly(2026, 1, 1).AddDays(at);
            var after = all.Select((one, n) => new PostGiven(new Holding($"{n}", one.post, one.person, one.term))).Aggregate(start, (before, e) => before.Apply(Event(e)));

            return after.On(day).PostsOf("p").Select(acting => acting.Post.Id).Order().SequenceEqual(
                all.Where(one => one.person == "p" && one.term.First <= day && (one.term.Last is null || day <= one.term.Last)).Select(one => one.post).Order());
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_body_ends_with_its_posts_and_parts_and_what_it_was_stays_true_for_then()
    {
        var last = new DateOnly(2026, 6, 30);
        Give("group-commerce/head", "p", Term.From(new(2025, 10, 1)));
        Give("group-commerce/head", "q", Term.From(new(2025, 10, 1)));
        Now.On(last).ActingIn("group-commerce/head").Select(acting => acting.Person).ShouldBe(["p", "q"]);

        Do(new EndBody(Guid.NewGuid(), "group-commerce", last)).Taken.ShouldBeTrue();

        Now.On(last).LeadsOf("group-commerce").Count().ShouldBe(2);
        Now.On(last.AddDays(1)).Bodies.ShouldNotContainKey("group-commerce");
        Now.On(last.AddDays(1)).PostsOf("p").ShouldBeEmpty();
        Refused(new EndBody(Guid.NewGuid(), "group-commerce", last.AddDays(5))).ShouldBe(["organisation.ended"]);
        Refused(new EndBody(Guid.NewGuid(), "nothing", last)).ShouldBe(["organisation.no-body"]);
    }

    [Fact]
    public void A_group_takes_another_lead_and_lets_it_go_and_a_new_body_may_follow()
    {
        var day = new DateOnly(2026, 4, 1);
        Do(new FoundBody(Guid.NewGuid(), new Body("housing-2", new("市住房局", "Housing"), BodyKind.Department, "city-government", Body.WholeCity, Term.From(day), Citation.None))).Taken.ShouldBeTrue();
        Do(new TakePart(Guid.NewGuid(), new Part("p1", "group-water-network", "housing-2", PartKind.Lead, Term.From(day), Citation.None))).Taken.ShouldBeTrue();
        Refused(new TakePart(Guid.NewGuid(), new Part("p2", "group-water-network", "housing-2", PartKind.Lead, Term.From(day), Citation.None))).ShouldBe(["organisation.part-twice"]);

        Do(new EndPart(Guid.NewGuid(), "p1", day.AddDays(5))).Taken.ShouldBeTrue();

        Now.On(day).LeadsOf("group-water-network").Select(body => body.Id).ShouldBe(["housing-2", "water"]);
        Now.On(day.AddDays(6)).LeadsOf("group-water-network").Select(body => body.Id).ShouldBe(["water"]);
    }

    [Fact]
    public void Every_reason_against_a_change_is_told_at_once()
    {
        Refused(new FoundBody(Guid.NewGuid(), new Body("x", Wording.Same("某局"), BodyKind.Department, "nowhere", "999999", new Term(new(2026, 2, 1), new(2026, 1, 1)), Citation.None)))
            .ShouldBe(["organisation.no-body", "organisation.no-place", "organisation.term"]);
        Refused(new MakePost(Guid.NewGuid(), new Post("x/y", "x", Wording.Same("岗"), ["chief", "everyone"], Term.Always, Citation.None))).ShouldBe(["organisation.no-body", "organisation.no-role", "organisation.no-role"]);
        Refused(new GivePost(Guid.NewGuid(), new Holding("h", "x/y", "", Term.Always))).ShouldBe(["organisation.no-person", "organisation.no-post"]);
        Refused(new ClosePost(Guid.NewGuid(), "x/y", default)).ShouldBe(["organisation.no-post"]);
    }

    public void Dispose() => _city.Dispose();

    private static Fact Event(Event happened) => new(
        1, OrganisationAct.Stream, 1, 0, "", "", Guid.Empty, happened.Kind, System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(happened, happened.GetType(), FactJson.Options), default);

    private Outcome Do(Command act) => _city.Workspace.Execute(Someone, act);

    private string[] Refused(Command act) => [.. Do(act).Reasons.Select(reason => reason.Code)];

    private string Give(string post, string person, Term term)
    {
        var id = $"held-{_number++}";
        Do(new GivePost(Guid.NewGuid(), new Holding(id, post, person, term))).Reasons.ShouldBeEmpty();
        return id;
    }

    private Standing Now_(Session session) => _city.Workspace.Read(session, new WhoIsAsking());

    private bool May(string person, string right) => Rights.Of(_city.Pack).May(Now_(Someone with { Actor = person }), right, Scope.City).IsAllowed;
}
