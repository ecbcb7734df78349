using System.Text;
using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.People.Tests;

public sealed class PersonalDataTests : IDisposable
{
    private static readonly Visit Admin = CityForTests.By();
    private readonly CityForTests _city = new();
    private readonly Account _person;

    public PersonalDataTests()
    {
        _city.Workspace.Execute(Admin.Session, new SeedOrganisation(Guid.NewGuid()));
        _person = _city.Accounts.Create(Admin, new NewAccount("zhang", "张三丰", "13806351234")).Account;
        Give("held");
    }

    private PersonalData Data => new(_city.Workspace, _city.Registry, _city.Records);

    [Fact]
    public void A_person_gets_all_that_is_kept_about_them_and_no_secret()
    {
        _city.Accounts.Tokens.Issue(CityForTests.By(_person.Id), "脚本", 3);

        var text = Encoding.UTF8.GetString(Data.Export(Admin, _person.Id));

        foreach (var kept in new[] { "张三丰", "13806351234", "housing/clerk", "token.issued", "脚本" })
            text.ShouldContain(kept);
        foreach (var secret in new[] { "plain:", "\"password\"", "hash" })
            text.ShouldNotContain(secret, Case.Sensitive);
        Codes(() => Data.Export(Admin, "nobody")).ShouldBe(["person.none"]);
    }

    [Fact]
    public void Erased_is_who_has_left_and_holds_nothing_and_what_was_done_stays_under_the_opaque_id()
    {
        Codes(() => Data.Erase(Admin, _person.Id, "本人申请")).ShouldBe(["person.account-open"]);
        _city.Accounts.Leave(Admin, _person.Id);
        Codes(() => Data.Erase(Admin, _person.Id, "本人申请")).ShouldBe(["person.holds-post"]);
        _city.Workspace.Execute(Admin.Session, new LeavePost(Guid.NewGuid(), "held", new DateOnly(2026, 3, 1))).Taken.ShouldBeTrue();

        Data.Erase(Admin, _person.Id, "本人申请");

        _city.Accounts.Find(_person.Id).ShouldBeNull();
        _city.Accounts.FindByLogin("zhang").ShouldBeNull();
        _city.Workspace.Verify().Faults.ShouldBeEmpty();
        _city.Records.Verify().Sound.ShouldBeTrue();
        _city.Workspace.View<Organisation>().Holdings["held"].Person.ShouldBe(_person.Id);
        Codes(() => Data.Erase(Admin, _person.Id, "再次")).ShouldBe(["person.erased"]);
    }

    [Fact]
    public void What_was_decided_and_not_carried_out_is_carried_out_at_the_next_start()
    {
        _city.Workspace.Execute(Admin.Session, new LeavePost(Guid.NewGuid(), "held", new DateOnly(2026, 3, 1)));
        _city.Workspace.Execute(Admin.Session, new ErasePerson(Guid.NewGuid(), _person.Id)).Taken.ShouldBeTrue();
        _city.Accounts.Find(_person.Id).ShouldNotBeNull();

        Data.Reconcile().ShouldBe(1);

        _city.Accounts.Find(_person.Id).ShouldBeNull();
        Data.Reconcile().ShouldBe(0);
    }

    public void Dispose() => _city.Dispose();

    private void Give(string id) => _city.Workspace.Execute(Admin.Session, new GivePost(Guid.NewGuid(), new Holding(id, "housing/clerk", _person.Id, Term.From(new(2026, 1, 1))))).Reasons.ShouldBeEmpty();

    private static string[] Codes(Action act) => [.. Should.Throw<RefusedException>(act).Reasons.Select(reason => reason.Code)];
}
