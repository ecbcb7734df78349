using System.CommandLine;
using Mingzhu.City;
using Mingzhu.People;
using Mingzhu.Store;

namespace Mingzhu.Cli;

/// <summary><c>mingzhu accounts</c>: who may sign in. What is done here is recorded as done by who sits at the machine.</summary>
internal static class AccountsVerb
{
    public static Command Create(Options options, Terminal terminal)
    {
        var verb = new Command("accounts", options.Text("账号：首次建立、新增、锁定、重置、离任、导出与删除个人数据", "accounts: the first one, new ones; lock, reset, leave; export and erase a person's data"));
        verb.Subcommands.Add(First(options, terminal));
        verb.Subcommands.Add(List(options, terminal));
        verb.Subcommands.Add(New(options, terminal));
        verb.Subcommands.Add(On(options, terminal, "lock", "锁定账号并结束其会话", "lock an account and end its sessions", withReason: true, (people, id, reason) => people.Accounts.Lock(people.Visit, id, reason)));
        verb.Subcommands.Add(On(options, terminal, "unlock", "解锁账号", "unlock an account", withReason: false, (people, id, _) => people.Accounts.Unlock(people.Visit, id)));
        verb.Subcommands.Add(On(options, terminal, "leave", "离任：永久停用账号", "the person has left: close the account for ever", withReason: false, (people, id, _) => people.Accounts.Leave(people.Visit, id)));
        verb.Subcommands.Add(On(options, terminal, "no-code", "取消动态口令（手机遗失）", "take the second factor away (the phone was lost)", withReason: true, (people, id, reason) => people.Accounts.RemoveSecondFactor(people.Visit, id, reason)));
        verb.Subcommands.Add(On(options, terminal, "erase", "删除离任人员的个人数据，不可恢复", "erase the data of a person who has left, for ever", withReason: true, (people, id, reason) => people.PersonalData.Erase(people.Visit, id, reason)));
        verb.Subcommands.Add(Reset(options, terminal));
        verb.Subcommands.Add(Export(options, terminal));
        verb.Subcommands.Add(Rotate(options, terminal));
        return verb;
    }

    private static Command First(Options options, Terminal terminal)
    {
        var (city, key) = (options.City(), Key(options));
        var login = options.Option<string>("--login", "NAME", "系统管理员的登录名", "login name of the system administrator", required: true);
        var verb = options.Verb("first", "首次启动：建立机构和一名系统管理员，显示一次性口令", "first start: the organisation and one system administrator; shows a one-time password", "mingzhu accounts first --city city --login wangwu");
        verb.Add(city, login, key);
        verb.SetAction((parsed, _) => terminal.Guard(() =>
        {
            using var people = new PeopleOfCity(terminal, parsed.GetRequiredValue(city), parsed.GetValue(key), Access.Write);
            var first = FirstStart.Run(people.Workspace, people.Accounts, people.Visit, parsed.GetRequiredValue(login));
            if (first is null)
                return Task.FromResult(terminal.Refuse(new Refusal("accounts.there", new("已有账号；请用 accounts new 新增", "there are accounts already; add others with 'accounts new'"))));
            Tell(terminal, first);
            terminal.Say(new($"登录后须立即修改。密钥文件：{people.Registry.Ring.Path}（请另行备份；没有它无法读取任何个人信息）", $"It must be changed at the first sign-in. Key file: {people.Registry.Ring.Path} (keep a copy elsewhere: without it no personal data can be read)"));
            return Task.FromResult(Terminal.Done);
        }));
        return verb;
    }

    private static Command List(Options options, Terminal terminal)
    {
        var (city, key, json) = (options.City(), Key(options), options.Json());
        var verb = options.Verb("list", "列出账号（联系方式掩码）", "list the accounts, telephone numbers masked", "mingzhu accounts list --city city");
        verb.Add(city, key, json);
        verb.SetAction((parsed, _) => terminal.Guard(() =>
        {
            using var people = new PeopleOfCity(terminal, parsed.GetRequiredValue(city), parsed.GetValue(key), Access.Read);
            var (day, masking) = (people.Workspace.View<Organisation>().On(people.Today), Masking.Of(people.Workspace.Pack));
            people.Records.Record(new AccessEntry(people.Visit.Session.Actor, "", "accounts.listed", "", AccessResult.Allowed, people.Visit.From));
            var rows = people.Accounts.All().Select(account => new
            {
                login = account.LoginName, name = account.DisplayName, telephone = masking.Show(Standing.Nobody(day.Day), "accounts", PersonalField.Telephone, account.Telephone), state = account.State,
                locked = account.IsLockedAt(terminal.Clock.GetUtcNow()), secondFactor = account.SecondFactor is not null, invented = account.Invented, posts = day.PostsOf(account.Id).Select(acting => acting.Post.Id), id = account.Id,
            }).ToArray();
            if (parsed.GetValue(json))
                terminal.Write(rows);
            foreach (var row in parsed.GetValue(json) ? [] : rows)
                terminal.Out.WriteLine($"{row.login,-20} {row.name}{(row.invented ? terminal.Language == Language.Zh ? "（虚构）" : " (invented)" : "")}  {row.telephone}  {Word(row.state, row.locked).In(terminal.Language)}  {string.Join(' ', row.posts)}");
            return Task.FromResult(Terminal.Done);
        }));
        return verb;
    }

    private static Command New(Options options, Terminal terminal)
    {
        var (city, key) = (options.City(), Key(options));
        var login = options.Option<string>("--login", "NAME", "登录名", "login name", required: true);
        var name = options.Option<string>("--name", "NAME", "姓名", "name of the person", required: true);
        var telephone = options.Option<string?>("--telephone", "NUMBER", "电话", "telephone number");
        var identity = options.Option<string?>("--identity-number", "NUMBER", "身份证号", "identity number");
        var verb = options.Verb("new", "新增账号，显示一次性口令", "a new account; shows a one-time password", "mingzhu accounts new --city city --login zhangsan --name \"Zhang San\"");
        verb.Add(city, login, name, telephone, identity, key);
        verb.SetAction((parsed, _) => terminal.Guard(() =>
        {
            using var people = new PeopleOfCity(terminal, parsed.GetRequiredValue(city), parsed.GetValue(key), Access.Write);
            Tell(terminal, people.Accounts.Create(people.Visit, new NewAccount(parsed.GetRequiredValue(login), parsed.GetRequiredValue(name), parsed.GetValue(telephone), parsed.GetValue(identity))));
            return Task.FromResult(Terminal.Done);
        }));
        return verb;
    }

    private static Command Reset(Options options, Terminal terminal)
    {
        var (login, city, key) = (Login(options), options.City(), Key(options));
        var verb = options.Verb("reset", "重置口令，显示新的一次性口令", "a new one-time password, shown once", "mingzhu accounts reset zhangsan --city city");
        verb.Add(login, city, key);
        verb.SetAction((parsed, _) => terminal.Guard(() =>
        {
            using var people = new PeopleOfCity(terminal, parsed.GetRequiredValue(city), parsed.GetValue(key), Access.Write);
            Tell(terminal, people.Accounts.ResetPassword(people.Visit, people.Named(parsed.GetRequiredValue(login)).Id));
            return Task.FromResult(Terminal.Done);
        }));
        return verb;
    }

    private static Command Export(Options options, Terminal terminal)
    {
        var (login, city, key) = (Login(options), options.City(), Key(options));
        var file = options.Option<string>("--out", "FILE", "写到哪个文件", "file to write", required: true);
        var verb = options.Verb("export", "导出某人的全部个人数据", "everything kept about a person, as JSON", "mingzhu accounts export zhangsan --city city --out zhangsan.json");
        verb.Add(login, city, file, key);
        verb.SetAction((parsed, _) => terminal.Guard(() =>
        {
            using var people = new PeopleOfCity(terminal, parsed.GetRequiredValue(city), parsed.GetValue(key), Access.Read);
            var bytes = people.PersonalData.Export(people.Visit, people.Named(parsed.GetRequiredValue(login)).Id);
            WholeFile.Write(terminal.Full(parsed.GetRequiredValue(file)), into => into.Write(bytes));
            terminal.Say(new($"已写入 {parsed.GetRequiredValue(file)}", $"wrote {parsed.GetRequiredValue(file)}"));
            return Task.FromResult(Terminal.Done);
        }));
        return verb;
    }

    private static Command Rotate(Options options, Terminal terminal)
    {
        var (city, key) = (options.City(), Key(options));
        var verb = options.Verb("rotate-keys", "更换登记册的密钥并重新封存全部记录", "change the registry's keys and seal every record anew", "mingzhu accounts rotate-keys --city city");
        verb.Add(city, key);
        verb.SetAction((parsed, _) => terminal.Guard(() =>
        {
            using var people = new PeopleOfCity(terminal, parsed.GetRequiredValue(city), parsed.GetValue(key), Access.Write);
            people.Records.Record(new AccessEntry(people.Visit.Session.Actor, "", "registry.keys-rotated", "", AccessResult.Allowed, people.Visit.From));
            var count = people.Registry.Rotate();
            terminal.Say(new(
                $"已用新密钥 {people.Registry.Ring.Current} 重新封存 {count} 条记录；旧密钥仍留在 {people.Registry.Ring.Path}，供恢复以前的备份", $"sealed {count} records anew under key {people.Registry.Ring.Current}; the old key stays in {people.Registry.Ring.Path} for backups made before"));
            return Task.FromResult(Terminal.Done);
        }));
        return verb;
    }

    /// <summary>A verb on one account that answers nothing but that it is done.</summary>
    private static Command On(Options options, Terminal terminal, string name, string zh, string en, bool withReason, Action<PeopleOfCity, string, string> act)
    {
        var (login, city, key) = (Login(options), options.City(), Key(options));
        var reason = options.Option<string>("--reason", "TEXT", "理由；会被记录", "the reason, which is recorded", required: true);
        var verb = options.Verb(name, zh, en, $"mingzhu accounts {name} zhangsan --city city{(withReason ? " --reason …" : "")}");
        verb.Add(login, city, key);
        if (withReason)
            verb.Options.Add(reason);
        verb.SetAction((parsed, _) => terminal.Guard(() =>
        {
            using var people = new PeopleOfCity(terminal, parsed.GetRequiredValue(city), parsed.GetValue(key), Access.Write);
            act(people, people.Named(parsed.GetRequiredValue(login)).Id, withReason ? parsed.GetRequiredValue(reason) : "");
            terminal.Say(new("已完成", "done"));
            return Task.FromResult(Terminal.Done);
        }));
        return verb;
    }

    internal static Option<string?> Key(Options options) => options.Option<string?>("--key", "FILE", $"登记册的密钥文件；默认取环境变量 {KeyRing.Variable}，否则为城市文件夹旁的 .key", $"key file of the registry; else {KeyRing.Variable}, else the .key beside the city folder");

    private static Argument<string> Login(Options options) => new("LOGIN") { Description = options.Text("登录名", "login name") };

    private static void Tell(Terminal terminal, Admitted admitted) => terminal.Say(new(
        $"账号 {admitted.Account.LoginName}（{admitted.Account.DisplayName}）\n一次性口令：{admitted.OneTimePassword}\n口令只显示这一次。", $"account {admitted.Account.LoginName} ({admitted.Account.DisplayName})\none-time password: {admitted.OneTimePassword}\nIt is shown this once."));

    private static Wording Word(AccountState state, bool locked) => state switch
    {
        AccountState.Left => new("离任", "left"),
        AccountState.Locked => new("停用", "locked"),
        _ when locked => new("暂时锁定", "locked for now"),
        _ => new("启用", "active"),
    };
}
