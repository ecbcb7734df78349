using System.Collections.Immutable;
using Mingzhu.City;

namespace Mingzhu.People.Tests;

public sealed class RightsTests
{
    private static readonly DateOnly Day = new(2026, 3, 2);
    private static readonly Rights All = Rights.Of(Packs.Load("generic"));
    private static readonly string[] Places = ["1", "2", Body.WholeCity], Bodies = ["a", "b"], Acts = ["x", "y"], RoleIds = ["r1", "r2", "everyone", "signed-in"];

    [Theory]
    [InlineData("generic")]
    [InlineData("liaocheng")]
    public void The_rights_and_the_chart_of_a_pack_are_without_a_fault(string name)
    {
        var pack = Packs.Load(name);

        Rights.Of(pack).All.Select(right => right.Id).ShouldBe(RightIds.All, ignoreOrder: true);
        AccountRules.Of(pack);
        ChartFile.SamplePeople(pack);

        pack.Problems.Select(problem => problem.In(Language.En)).ShouldBeEmpty();
    }

    [Fact]
    public void Who_has_not_signed_in_may_nothing_and_is_told_by_which_rule()
    {
        foreach (var right in RightIds.All)
        {
            var verdict = All.May(Standing.Nobody(Day), right, Scope.City).ShouldBeOfType<Verdict.Refused>();

            verdict.Reason.Basis.ShouldBe(All.Default);
        }

        All.Sees(Standing.Nobody(Day)).ShouldBeEmpty();
    }

    [Fact]
    public void A_refusal_names_the_roles_that_would_be_allowed()
    {
        var clerk = new Standing("p", Day, [new Seat("housing/clerk", "housing", Body.WholeCity, ["clerk"])]);

        var refused = All.May(clerk, RightIds.AdoptPack, Scope.City).ShouldBeOfType<Verdict.Refused>();

        refused.Reason.Says.Zh.ShouldBe("无权“启用城市包”：须在相应范围内担任系统管理员岗位");
        refused.Reason.Code.ShouldBe("rights.not-granted");
        Should.Throw<RefusedException>(() => refused.OrRefuse()).Reasons.ShouldBe([refused.Reason]);
    }

    [Fact]
    public void Own_things_are_the_account_s_alone()
    {
        var somebody = new Standing("p", Day, []);

        All.May(somebody, RightIds.OwnAccount, Scope.Of("p")).IsAllowed.ShouldBeTrue();
        All.May(somebody, RightIds.OwnAccount, Scope.Of("q")).IsAllowed.ShouldBeFalse();
        All.May(somebody, RightIds.OwnAccount, Scope.City).IsAllowed.ShouldBeFalse();
        All.May(Standing.Nobody(Day), RightIds.OwnAccount, Scope.Of("")).IsAllowed.ShouldBeFalse();
    }

    [Fact]
    public void A_post_of_a_district_reaches_its_district_and_one_of_the_city_every_district()
    {
        var ofDistrict = new Standing("p", Day, [new Seat("d/clerk", "d", "371502", ["clerk"])]);
        var ofCity = new Standing("p", Day, [new Seat("housing/clerk", "housing", Body.WholeCity, ["clerk"])]);

        All.May(ofDistrict, RightIds.ImportLayers, Scope.In("371502")).IsAllowed.ShouldBeTrue();
        All.May(ofDistrict, RightIds.ImportLayers, Scope.In("371503")).IsAllowed.ShouldBeFalse();
        All.May(ofDistrict, RightIds.ImportLayers, Scope.City).IsAllowed.ShouldBeFalse();
        All.May(ofCity, RightIds.ImportLayers, Scope.In("371503")).IsAllowed.ShouldBeTrue();
        All.May(ofCity, RightIds.ImportLayers, Scope.City).IsAllowed.ShouldBeTrue();
    }

    [Fact]
    public void Each_administrator_has_a_duty_no_other_has_and_none_sees_map_data()
    {
        string[] administrators = ["system-administrator", "security-administrator", "audit-administrator"];
        string[] duties = [RightIds.ManageAccounts, RightIds.GivePosts, RightIds.ViewAccessRecords];

        foreach (var (administrator, at) in administrators.Select((role, at) => (role, at)))
        {
            var standing = new Standing("p", Day, [new Seat("platform/x", "platform", Body.WholeCity, [administrator])]);

            duties.Select(duty => All.May(standing, duty, Scope.City).IsAllowed).ShouldBe([at == 0, at == 1, at == 2]);
            All.Sees(standing).ShouldBeEmpty();
        }
    }

    [Fact]
    public void A_layer_is_seen_by_the_role_that_may_see_layers_and_its_class_and_not_by_two_roles_that_have_one_half_each()
    {
        var clerk = new Standing("p", Day, [new Seat("housing/clerk", "housing", Body.WholeCity, ["clerk"])]);
        var halves = All with { Roles = [new("a", Wording.Same("甲"), [DataClass.Sensitive], [], Citation.None), new("b", Wording.Same("乙"), [], [new(RightIds.ViewLayers, Reach.City, Citation.None)], Citation.None)] };

        All.May(clerk, RightIds.ViewLayers, Scope.City, DataClass.Staff).IsAllowed.ShouldBeTrue();
        All.May(clerk, RightIds.ViewLayers, Scope.City, DataClass.Sensitive).ShouldBeOfType<Verdict.Refused>().Reason.Says.Zh.ShouldBe("无权“查看图层”：须在相应范围内担任审核、批准岗位");
        halves.May(new Standing("p", Day, [new Seat("x/y", "x", Body.WholeCity, ["a", "b"])]), RightIds.ViewLayers, Scope.City, DataClass.Sensitive).IsAllowed.ShouldBeFalse();
    }

    [Fact]
    public void Personal_data_on_the_map_is_seen_by_no_role_of_the_generic_pack()
    {
        All.Roles.Where(role => role.Sees.Contains(DataClass.Personal)).ShouldBeEmpty();
        All.Roles.Where(role => role.Sees.Contains(DataClass.Sensitive)).Select(role => role.Id).ShouldBe(["reviewer", "approver"]);
    }

    /// <summary>The law in its plainest words: allowed if and only if some grant of some role of some seat says so, of this right, and reaches the thing.</summary>
    [Fact]
    public void Nothing_that_is_not_granted_is_ever_allowed_and_nothing_granted_is_ever_refused() =>
        Prop.ForAll(Tables().ToArbitrary(), Standings().ToArbitrary(), Asked().ToArbitrary(), (rights, who, asked) =>
        {
            var (right, where) = asked;
            var expected = rights.Roles.SelectMany(role => role.May, (role, grant) => (role, grant)).Any(one => one.grant.Right == right && one.role.Id switch
            {
                "everyone" => one.grant.Reach == Reach.City || (one.grant.Reach == Reach.OwnThings && who.Account != "" && where.Owner == who.Account),
                "signed-in" => who.Account != "" && (one.grant.Reach == Reach.City || (one.grant.Reach == Reach.OwnThings && where.Owner == who.Account)),
                _ => who.Seats.Any(seat => seat.Roles.Contains(one.role.Id) && one.grant.Reach switch
                {
                    Reach.City => true,
                    Reach.OwnDistrict => seat.Place == Body.WholeCity || seat.Place == where.Place,
                    Reach.OwnDepartment => seat.Body == where.Department,
                    _ => who.Account != "" && where.Owner == who.Account,
                }),
            });

            return rights.May(who, right, where).IsAllowed == expected;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void One_more_grant_refuses_nothing_that_was_allowed() =>
        Prop.ForAll(Tables().ToArbitrary(), Standings().ToArbitrary(), Asked().ToArbitrary(), (rights, who, asked) =>
        {
            var more = rights with { Roles = [.. rights.Roles.Select(role => role with { May = role.May.Add(new Grant("y", Reach.OwnDistrict, Citation.None)) })] };

            return !rights.May(who, asked.Right, asked.Where).IsAllowed || more.May(who, asked.Right, asked.Where).IsAllowed;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_pack_without_rights_grants_nothing()
    {
        using var city = new BarePack();
        var none = Rights.Of(city.Pack);

        none.May(new Standing("p", Day, [new Seat("a/clerk", "a", Body.WholeCity, ["clerk"])]), RightIds.ViewLayers, Scope.City).IsAllowed.ShouldBeFalse();
        AccountRules.Of(city.Pack).LockOut.Failures.ShouldBe(1);
        city.Pack.Problems.ShouldBeEmpty();
    }

    [Fact]
    public void A_fault_in_the_table_is_named_with_its_line()
    {
        using var city = new BarePack("""
            default: {source: none}
            rights:
              - {id: layers.view, kind: see, name: 看}
            roles:
              - {id: clerk, name: 经办, sees: [secret], may: [{right: layers.vew, reach: world}], source: none}
            exclusive: [{roles: [clerk, chief], source: none}]
            """);

        Rights.Of(city.Pack);

        var told = city.Pack.Problems.Select(problem => problem.In(Language.En)).ToArray();
        told.ShouldContain("rights.yaml:3: rights[0].kind: 'see': one of act, view is expected");
        told.ShouldContain("rights.yaml:5: roles[0].sees[0]: 'secret': one of public, staff, sensitive, personal is expected");
        told.ShouldContain("rights.yaml:5: roles[0].may[0].right: there is no right 'layers.vew'");
        told.ShouldContain("rights.yaml:5: roles[0].may[0].reach: 'world': one of own-things, own-department, own-district, city is expected");
        told.ShouldContain("rights.yaml:6: exclusive[0].roles[1]: there is no role 'chief'");
        told.ShouldContain(line => line.Contains("the right 'own-account', which the program asks for, is missing", StringComparison.Ordinal));
    }

    private static Gen<Rights> Tables()
    {
        var grant = from right in Gen.Elements(Acts) from reach in Gen.Elements(Enum.GetValues<Reach>()) select new Grant(right, reach, Citation.None);
        var roles = from grants in Gen.ListOf(grant, RoleIds.Length * 2)
                    select RoleIds.Select((id, at) => new Role(id, Wording.Same(id), [], [.. grants.Skip(at * 2).Take(2).Where(one => (one.Right + id).Length % 2 == 0 || one.Reach != Reach.City)], Citation.None)).ToImmutableArray();
        return from all in roles select new Rights { All = [], Roles = all, Exclusions = [], Default = Citation.None };
    }

    private static Gen<Standing> Standings()
    {
        var seat = from body in Gen.Elements(Bodies) from place in Gen.Elements(Places) from roles in Gen.SubListOf("r1", "r2", "r3") select new Seat(body + "/x", body, place, [.. roles]);
        return from account in Gen.Elements("", "p", "q") from seats in Gen.ListOf(seat, 2) from many in Gen.Choose(0, 2) select new Standing(account, Day, account.Length == 0 ? [] : [.. seats.Take(many)]);
    }

    private static Gen<(string Right, Scope Where)> Asked() =>
        from right in Gen.Elements(Acts)
        from place in Gen.Elements<string?>(null, "1", "2")
        from department in Gen.Elements<string?>(null, "a", "b")
        from owner in Gen.Elements<string?>(null, "", "p", "q")
        select (right, new Scope(place, department, owner));

    /// <summary>A pack of two files, the second one only if given.</summary>
    private sealed class BarePack : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mingzhu-pack-");

        public BarePack(string? rights = null)
        {
            File.WriteAllText(Path.Combine(_folder.FullName, "pack.yaml"), "id: bare\nname: 空\nversion: 1\ntimeZone: Asia/Shanghai\n");
            if (rights is not null)
                File.WriteAllText(Path.Combine(_folder.FullName, "rights.yaml"), rights);
            Pack = Pack.Load(_folder.FullName);
        }

        public Pack Pack { get; }

        public void Dispose() => _folder.Delete(recursive: true);
    }
}
