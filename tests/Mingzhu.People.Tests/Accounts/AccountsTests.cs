using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.People.Tests;

public sealed class AccountsTests : IDisposable
{
    private const string Address = "10.0.0.1", Good = "Correct-Horse-9";
    private static readonly Visit Admin = CityForTests.By();
    private readonly CityForTests _city = new();

    private Accounts Accounts => _city.Accounts;

    [Fact]
    public void An_account_gets_a_password_for_one_sign_in_and_must_change_it_then()
    {
        var (account, password) = Accounts.Create(Admin, new NewAccount(" Zhang.San ", "张三", "138 0635-1234", "11010519491231002x"));

        account.LoginName.ShouldBe("zhang.san");
        account.Telephone.ShouldBe("13806351234");
        Accounts.FindByLogin("ZHANG.SAN")!.Id.ShouldBe(account.Id);
        Accounts.FindByTelephone("+86 138-0635-1234").ShouldHaveSingleItem().Id.ShouldBe(account.Id);
        Enter("zhang.san", password!).ShouldBeOfType<SignIn.Done>().MustChangePassword.ShouldBeTrue();

        Accounts.ChangePassword(CityForTests.By(account.Id), password!, Good);

        Enter("zhang.san", Good).ShouldBeOfType<SignIn.Done>().MustChangePassword.ShouldBeFalse();
        Enter("zhang.san", password!).ShouldBeOfType<SignIn.Refused>();
    }

    [Fact]
    public void Every_fault_of_a_new_account_is_told_at_once()
    {
        Accounts.Create(Admin, new NewAccount("zhang", "张三"));

        Codes(() => Accounts.Create(Admin, new NewAccount("张", " ", "12", "110105194912310020"))).ShouldBe(["account.login-name", "account.name", "account.telephone", "account.identity-number"]);
        Codes(() => Accounts.Create(Admin, new NewAccount("Zhang", "张四"))).ShouldBe(["account.login-taken"]);
    }

    [Fact]
    public void A_password_must_be_long_mixed_not_the_login_name_and_none_of_the_last()
    {
        var (account, password) = Accounts.Create(Admin, new NewAccount("zhangsan", "张三"));
        var me = CityForTests.By(account.Id);
        string[] Faults(string old, string next) => Codes(() => Accounts.ChangePassword(me, old, next));

        Faults(password!, "short").ShouldBe(["password.short", "password.simple"]);
        Faults(password!, "xx-ZhangSan-9").ShouldBe(["password.login-name"]);
        Faults(password!, "Xx-nasgnahz-9").ShouldBe(["password.login-name"]);
        Faults(password!, password!).ShouldBe(["password.used-before"]);
        Faults(password!, new string('a', 200)).ShouldContain("password.long");
        Faults("wrong", Good).ShouldBe(["password.wrong"]);
        var old = password!;
        for (var at = 0; at < 5; at++)
            Accounts.ChangePassword(me, old, old = $"{Good}{at}");
        Faults(old, password!).ShouldBe(["password.used-before"]);
        Accounts.ChangePassword(me, old, $"{Good}!");
        Accounts.ChangePassword(me, $"{Good}!", password!);
    }

    [Theory]
    [InlineData("Password-123")]
    [InlineData("P@ssw0rd2026!!")]
    [InlineData("Qwerty!2345678")]
    [InlineData("1qaz@WSX3edc")]
    [InlineData("Admin@123456")]
    [InlineData("Woaini-1314520-1314")]
    [InlineData("Aaaaaaaaaaaa-1")]
    [InlineData("我爱你中国Abc-123")]
    public void What_everybody_tries_first_is_no_password(string tried) =>
        FaultsIn(tried).ShouldContain("password.common");

    [Theory]
    [InlineData("Correct-Horse-9")]
    [InlineData("Willow-Lantern-7")]
    [InlineData("Password-of-the-Blue-Kettle-1")]
    [InlineData("玉兰-风筝-Kettle-82")]
    public void Words_that_have_nothing_to_do_with_each_other_are_one(string chosen) =>
        FaultsIn(chosen).ShouldBeEmpty();

    [Fact]
    public void The_name_of_the_city_is_in_no_password_however_it_is_spelt()
    {
        foreach (var named in new[] { "Blue-Kettle-Liaocheng-4", "Kettle-1i4oCheng-4x", "聊城-Blue-Kettle-4" })
            FaultsIn(named).ShouldBe(["password.city-name"], named);
        FaultsIn("Blue-Kettle-Liaocheng-4", "generic").ShouldBeEmpty();
    }

    [Fact]
    public void Every_one_time_password_meets_the_rule_of_either_pack() =>
        Prop.ForAll(Gen.Elements("generic", "liaocheng").ToArbitrary(), pack =>
            !PasswordPolicy.Faults(AccountRules.Of(Packs.Load(pack)).Password, new Account { Id = "1", LoginName = "zhang", DisplayName = "张" }, PasswordPolicy.OneTime(), new PlainHashing()).Any()).QuickCheckThrowOnFailure();

    [Fact]
    public void A_password_grows_old()
    {
        var name = Ready(out _);

        _city.Time.Pass(TimeSpan.FromDays(91));

        Enter(name, Good).ShouldBeOfType<SignIn.Done>().MustChangePassword.ShouldBeTrue();
    }

    [Fact]
    public void Failures_in_a_row_lock_for_a_while_also_against_the_right_password_and_a_success_forgets_them()
    {
        var name = Ready(out _);
        for (var at = 0; at < 4; at++)
            Enter(name, "wrong").ShouldBeOfType<SignIn.Refused>().Reason.Code.ShouldBe("sign-in.wrong");
        Enter(name, Good).ShouldBeOfType<SignIn.Done>();
        for (var at = 0; at < 5; at++)
            Enter(name, "wrong").ShouldBeOfType<SignIn.Refused>();

        var locked = Enter(name, Good).ShouldBeOfType<SignIn.Refused>();

        locked.Reason.Code.ShouldBe("sign-in.locked");
        locked.Reason.Basis!.Source.ShouldStartWith("GB/T 22239");
        Enter(name, "wrong").ShouldBeOfType<SignIn.Refused>().Reason.Code.ShouldBe("sign-in.wrong");
        _city.Time.Pass(TimeSpan.FromMinutes(31));
        Enter(name, Good).ShouldBeOfType<SignIn.Done>();
    }

    [Fact]
    public void Guesses_that_come_all_at_once_are_counted_one_by_one()
    {
        var name = Ready(out var account);

        Parallel.For(0, 40, new ParallelOptions { MaxDegreeOfParallelism = 8 }, at => Enter(name, $"guess {at}"));

        Accounts.Find(account.Id)!.IsLockedAt(_city.Time.GetUtcNow()).ShouldBeTrue();
        Records("sign-in").Count(record => record.Entry.Thing == account.Id && record.Entry.Result == AccessResult.Refused).ShouldBe(40);
    }

    [Fact]
    public void An_unknown_name_and_a_wrong_password_sound_alike()
    {
        var name = Ready(out _);

        Enter("nobody", Good).ShouldBe(Enter(name, "wrong"));
        Enter(new string('x', 5000), Good).ShouldBe(Enter(name, new string('x', 5000)));
    }

    [Fact]
    public void An_administrator_locks_with_a_reason_and_the_sessions_end()
    {
        var name = Ready(out var account);
        var secret = Accounts.Sessions.Open(account.Id, Address);
        Codes(() => Accounts.Lock(Admin, account.Id, " ")).ShouldBe(["account.reason"]);

        Accounts.Lock(Admin, account.Id, "长期未用");

        Accounts.Sessions.Find(secret).ShouldBeNull();
        Enter(name, Good).ShouldBeOfType<SignIn.Refused>().Reason.Code.ShouldBe("sign-in.locked");
        Records("account.locked").ShouldHaveSingleItem().Entry.Reason.ShouldBe("长期未用");
        Codes(() => Accounts.Lock(Admin, account.Id, "再")).ShouldBe(["account.locked-already"]);
        Accounts.Unlock(Admin, account.Id);
        Enter(name, Good).ShouldBeOfType<SignIn.Done>();
        Codes(() => Accounts.Unlock(Admin, account.Id)).ShouldBe(["account.not-locked"]);
    }

    [Fact]
    public void Who_has_left_can_do_nothing_more_neither_with_a_session_nor_with_a_token_nor_be_given_a_password()
    {
        var name = Ready(out var account);
        var (session, token) = (Accounts.Sessions.Open(account.Id, Address), Accounts.Tokens.Issue(CityForTests.By(account.Id), "脚本", 30));

        Accounts.Leave(Admin, account.Id);

        Accounts.Sessions.Find(session).ShouldBeNull();
        Accounts.Tokens.Find(token).ShouldBeNull();
        Enter(name, Good).ShouldBeOfType<SignIn.Refused>();
        Codes(() => Accounts.ResetPassword(Admin, account.Id)).ShouldBe(["account.left"]);
        Codes(() => Accounts.Leave(Admin, account.Id)).ShouldBe(["account.left"]);
        Codes(() => Accounts.Create(Admin, new NewAccount(name, "另一人"))).ShouldBe(["account.login-taken"]);
    }

    [Fact]
    public void The_second_factor_is_enrolled_by_its_first_code_and_asked_for_from_then_on()
    {
        var name = Ready(out var account);
        var me = CityForTests.By(account.Id);
        Codes(() => Accounts.OfferSecondFactor(me, "not-the-password")).ShouldBe(["password.wrong"]);
        Accounts.Find(account.Id)!.Failures.ShouldBe(1);
        var secret = Accounts.OfferSecondFactor(me, Good);
        Enter(name, Good).ShouldBeOfType<SignIn.Done>();
        Codes(() => Accounts.EnrolSecondFactor(me, "000000x")).ShouldBe(["second-factor.wrong"]);
        Accounts.EnrolSecondFactor(me, Totp.Code(secret, _city.Time.GetUtcNow()));

        var asked = Enter(name, Good).ShouldBeOfType<SignIn.CodeAsked>().Account.Id;

        Confirm(asked, Totp.Code(secret, _city.Time.GetUtcNow())).ShouldBeOfType<SignIn.Refused>(); // it was taken at enrolment
        _city.Time.Pass(TimeSpan.FromSeconds(30));
        var code = Totp.Code(secret, _city.Time.GetUtcNow());
        Confirm(asked, code).ShouldBeOfType<SignIn.Done>();
        Confirm(asked, code).ShouldBeOfType<SignIn.Refused>();
        for (var at = 0; at < 5; at++)
            Confirm(asked, "000000");
        _city.Time.Pass(TimeSpan.FromSeconds(30));
        Confirm(asked, Totp.Code(secret, _city.Time.GetUtcNow())).ShouldBeOfType<SignIn.Refused>();
        Accounts.RemoveSecondFactor(Admin, account.Id, "手机遗失");
        Accounts.Unlock(Admin, account.Id);
        Enter(name, Good).ShouldBeOfType<SignIn.Done>();
    }

    [Fact]
    public void A_role_of_which_the_pack_asks_a_second_factor_has_to_enrol_first()
    {
        var name = Ready(out _);

        Accounts.SignIn(name, Good, Address, _ => ["audit-administrator"]).ShouldBeOfType<SignIn.Done>().MustEnrol.ShouldBeTrue();
        Accounts.SignIn(name, Good, Address, _ => ["clerk"]).ShouldBeOfType<SignIn.Done>().MustEnrol.ShouldBeFalse();
    }

    [Fact]
    public void A_session_idles_out_ends_after_its_hours_and_gives_way_to_newer_ones()
    {
        Ready(out var account);
        var idle = Accounts.Sessions.Open(account.Id, Address);
        _city.Time.Pass(TimeSpan.FromMinutes(29));
        Accounts.Sessions.Find(idle).ShouldNotBeNull();
        _city.Time.Pass(TimeSpan.FromMinutes(31));
        Accounts.Sessions.Find(idle).ShouldBeNull();

        var busy = Accounts.Sessions.Open(account.Id, Address);
        for (var at = 0; at < 36; at++)
        {
            _city.Time.Pass(TimeSpan.FromMinutes(19));
            Accounts.Sessions.Find(busy).ShouldNotBeNull();
        }

        _city.Time.Pass(TimeSpan.FromHours(1));
        Accounts.Sessions.Find(busy).ShouldBeNull();

        var four = Enumerable.Range(0, 4).Select(_ =>
        {
            _city.Time.Pass(TimeSpan.FromSeconds(1));
            return Accounts.Sessions.Open(account.Id, Address);
        }).ToArray();
        four.Select(secret => Accounts.Sessions.Find(secret) is not null).ShouldBe([false, true, true, true]);
        Accounts.Sessions.Of(account.Id).Count.ShouldBe(3);
    }

    [Fact]
    public void A_session_goes_on_under_a_new_secret_and_the_old_one_is_worth_nothing()
    {
        Ready(out var account);
        var planted = Accounts.Sessions.Open(account.Id, Address, SessionStage.CodeAsked);

        var next = Accounts.Sessions.GoOn(planted, SessionStage.Open)!;

        Accounts.Sessions.Find(planted).ShouldBeNull();
        Accounts.Sessions.Find(next)!.Value.Session.Stage.ShouldBe(SessionStage.Open);
        Accounts.Sessions.GoOn(planted, SessionStage.Open).ShouldBeNull();
        Accounts.Sessions.End(next);
        Accounts.Sessions.Find(next).ShouldBeNull();
    }

    [Fact]
    public void A_changed_password_ends_the_other_sessions()
    {
        Ready(out var account);
        var (mine, other) = (Accounts.Sessions.Open(account.Id, Address), Accounts.Sessions.Open(account.Id, Address));

        Accounts.ChangePassword(CityForTests.By(account.Id), Good, Good + "x", mine);

        Accounts.Sessions.Find(mine).ShouldNotBeNull();
        Accounts.Sessions.Find(other).ShouldBeNull();
    }

    [Fact]
    public void A_token_counts_until_its_end_or_until_it_is_revoked_and_is_kept_nowhere()
    {
        Ready(out var account);
        var me = CityForTests.By(account.Id);
        var (short_, long_) = (Accounts.Tokens.Issue(me, "短", 1), Accounts.Tokens.Issue(me, "长", 100));

        Accounts.Tokens.Find(short_)!.Value.Account.Id.ShouldBe(account.Id);
        _city.Time.Pass(TimeSpan.FromDays(2));
        Accounts.Tokens.Find(short_).ShouldBeNull();
        Accounts.Tokens.Find(long_).ShouldNotBeNull();
        Accounts.Tokens.Revoke(me, Accounts.Tokens.Of(account.Id).Single().Id);
        Accounts.Tokens.Find(long_).ShouldBeNull();
        Codes(() => Accounts.Tokens.Issue(me, " ", 9999)).ShouldBe(["token.name", "token.days"]);
        Accounts.Tokens.Find("mz_x").ShouldBeNull();
    }

    [Fact]
    public void The_first_start_makes_one_system_administrator_and_a_second_none()
    {
        var first = FirstStart.Run(_city.Workspace, Accounts, Admin, "wang").ShouldNotBeNull();
        var standing = _city.Workspace.Read(Admin.Session with { Actor = first.Account.Id }, new WhoIsAsking());

        FirstStart.Run(_city.Workspace, Accounts, Admin, "li").ShouldBeNull();
        Accounts.All().ShouldHaveSingleItem().Id.ShouldBe(first.Account.Id);
        standing.Roles.ShouldBe(["system-administrator"]);
        Enter("wang", first.OneTimePassword!).ShouldBeOfType<SignIn.Done>().MustChangePassword.ShouldBeTrue();
    }

    [Fact]
    public void A_first_start_that_a_kill_cut_off_is_finished_by_the_next_one_with_the_same_person()
    {
        _city.Workspace.Execute(Admin.Session, new SeedOrganisation(Guid.NewGuid()));
        _city.Workspace.Execute(Admin.Session, new GivePost(Guid.NewGuid(), new Holding("h", "platform/system", "somebody", Term.From(new(2026, 3, 2))))).Reasons.ShouldBeEmpty();

        FirstStart.Run(_city.Workspace, Accounts, Admin, "wang")!.Account.Id.ShouldBe("somebody");

        _city.Workspace.View<Organisation>().Holdings.Values.ShouldHaveSingleItem();
    }

    [Fact]
    public void Nobody_locks_or_closes_their_own_account()
    {
        Ready(out var account);

        Codes(() => Accounts.Lock(CityForTests.By(account.Id), account.Id, "试试")).ShouldBe(["account.self"]);
        Codes(() => Accounts.Leave(CityForTests.By(account.Id), account.Id)).ShouldBe(["account.self"]);
    }

    [Fact]
    public void A_clock_set_back_gives_no_session_a_longer_life()
    {
        Ready(out var account);
        var session = Accounts.Sessions.Open(account.Id, Address);

        _city.Time.Pass(TimeSpan.FromHours(-2));

        Accounts.Sessions.Find(session).ShouldBeNull();
    }

    [Fact]
    public void Two_who_change_an_account_at_once_do_not_overwrite_each_other()
    {
        Ready(out var account);

        var outcomes = Enumerable.Range(0, 16).AsParallel().WithDegreeOfParallelism(8).Select(at =>
        {
            try
            {
                Accounts.Correct(Admin, account.Id, $"张{at}", null, null);
                return "done";
            }
            catch (RefusedException refused)
            {
                return refused.Reasons[0].Code;
            }
        }).ToArray();

        outcomes.ShouldAllBe(outcome => outcome == "done" || outcome == "registry.moved-on");
        outcomes.ShouldContain("done");
        Enter("zhang", Good).ShouldBeOfType<SignIn.Done>();
    }

    [Fact]
    public void An_invented_person_cannot_sign_in()
    {
        var (account, password) = Accounts.Create(Admin, new NewAccount("sample-1", "陈示例") { Invented = true });

        password.ShouldBeNull();
        Enter("sample-1", "").ShouldBeOfType<SignIn.Refused>();
        Codes(() => Accounts.ResetPassword(Admin, account.Id)).ShouldBe(["account.invented"]);
        account.SignsIn.ShouldBeFalse();
    }

    [Fact]
    public void An_invented_person_who_was_let_in_signs_in_with_a_random_password_that_need_not_be_changed()
    {
        var account = Accounts.Create(Admin, new NewAccount("sample-1", "陈示例") { Invented = true }).Account;

        var first = Accounts.LetIn(Admin, account.Id);
        Enter("sample-1", first.OneTimePassword!).ShouldBeOfType<SignIn.Done>().MustChangePassword.ShouldBeFalse();
        Codes(() => Accounts.LetIn(Admin, account.Id)).ShouldBe(["account.not-invented"]);
        var second = Accounts.ResetPassword(Admin, account.Id);

        second.OneTimePassword.ShouldNotBe(first.OneTimePassword);
        Enter("sample-1", first.OneTimePassword!).ShouldBeOfType<SignIn.Refused>();
        Enter("sample-1", second.OneTimePassword!).ShouldBeOfType<SignIn.Done>().MustChangePassword.ShouldBeFalse();
        Codes(() => Accounts.LetIn(Admin, Accounts.Create(Admin, new NewAccount("zhangsan", "张三")).Account.Id)).ShouldBe(["account.not-invented"]);
    }

    [Fact]
    public void No_name_number_or_secret_stands_plain_in_any_file_of_the_city()
    {
        var (account, password) = Accounts.Create(Admin, new NewAccount("zhangsan", "张三丰", "13806351234", "11010519491231002X"));
        var me = CityForTests.By(account.Id);
        Accounts.SignIn("zhangsan", password!, Address, _ => []);
        var secret = Accounts.OfferSecondFactor(me, password!);
        var token = Accounts.Tokens.Issue(me, "脚本", 1);
        var session = Accounts.Sessions.Open(account.Id, Address);
        _city.Records.Flush();

        var bytes = Directory.EnumerateFiles(_city.Folder, "*", SearchOption.AllDirectories).Where(path => Path.GetFileName(path) is not ("lock" or "held")).Select(ReadShared).ToArray();

        foreach (var plain in new[] { "zhangsan", "张三丰", "13806351234", "11010519491231002X", password!, secret, token, session, "plain:" })
            bytes.Count(file => file.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(plain)) >= 0).ShouldBe(0, plain);
    }

    public void Dispose() => _city.Dispose();

    private static byte[] ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var memory = new MemoryStream();
        file.CopyTo(memory);
        return memory.ToArray();
    }

    private static string[] Codes(Action act) => [.. Should.Throw<RefusedException>(act).Reasons.Select(reason => reason.Code)];

    private SignIn Enter(string name, string password) => Accounts.SignIn(name, password, Address, _ => []);

    private SignIn Confirm(string id, string code) => Accounts.Confirm(id, code, Address, _ => []);

    private AccessRecord[] Records(string what) => [.. _city.Records.Read(DateOnly.MinValue, DateOnly.MaxValue).Where(record => record.Entry.What == what)];

    private static string[] FaultsIn(string password, string pack = "liaocheng") =>
        [.. PasswordPolicy.Faults(AccountRules.Of(Packs.Load(pack)).Password, new Account { Id = "1", LoginName = "zhang", DisplayName = "张" }, password, new PlainHashing()).Select(fault => fault.Code)];

    private string Ready(out Account account)
    {
        var (made, password) = Accounts.Create(Admin, new NewAccount("zhang", "张三"));
        account = Accounts.ChangePassword(CityForTests.By(made.Id), password!, Good);
        return made.LoginName;
    }
}
