using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Mingzhu.Atlas;
using Mingzhu.City;
using Mingzhu.People;
using Mingzhu.Publishing.Organisations;
using Mingzhu.Store;

namespace Mingzhu.Cli;

/// <summary><c>mingzhu organisation</c>: bodies, groups, posts and who holds them, on any day.</summary>
internal static class OrganisationVerb
{
    public static Command Create(Options options, Terminal terminal)
    {
        var verb = new Command("organisation", options.Text("机构、专班、工作组、岗位与任职，任一日期的", "bodies, task force, groups, posts and who holds them, on any day"));
        verb.Subcommands.Add(List(options, terminal));
        verb.Subcommands.Add(Import(options, terminal));
        verb.Subcommands.Add(Give(options, terminal));
        verb.Subcommands.Add(End(options, terminal));
        verb.Subcommands.Add(Delegate(options, terminal));
        verb.Subcommands.Add(Recall(options, terminal));
        verb.Subcommands.Add(SamplePeople(options, terminal));
        return verb;
    }

    private static Command List(Options options, Terminal terminal)
    {
        var (city, key, json) = (options.City(), AccountsVerb.Key(options), options.Json());
        var asOf = Day(options, "--as-of", "哪一天的机构；默认今天", "on which day; today if not said");
        var excel = options.Option<string?>("--excel", "FILE", "写成工作簿，可修改后再导入；不给 --as-of 时含全部时期", "write a workbook that can be changed and imported again; of all times, unless --as-of is given");
        var verb = options.Verb("list", "列出某日的机构、牵头与配合、岗位与任职", "the bodies of a day, who leads and supports, posts and holders", "mingzhu organisation list --city city --as-of 2025-06-01");
        verb.Add(city, asOf, json, excel, key);
        verb.SetAction((parsed, _) => terminal.Guard(() =>
        {
            using var people = new PeopleOfCity(terminal, parsed.GetRequiredValue(city), parsed.GetValue(key), Access.Read);
            var (organisation, rights, day) = (people.Workspace.View<Organisation>(), Rights.Of(people.Workspace.Pack), parsed.GetValue(asOf));
            if (parsed.GetValue(excel) is { } file)
            {
                people.Records.Record(new AccessEntry(people.Visit.Session.Actor, "", "organisation.exported", "", AccessResult.Allowed, people.Visit.From));
                var sheets = day is { } on ? ChartSheets.On(organisation.On(on), rights, people.Who, terminal.Language) : ChartSheets.All(organisation, rights, people.Who, terminal.Language);
                WholeFile.Write(terminal.Full(file), into => OrganisationWorkbook.Write(into, sheets, terminal.Language));
                terminal.Say(new($"已写入 {file}", $"wrote {file}"));
                return Task.FromResult(Terminal.Done);
            }

            Tell(organisation.On(day ?? people.Today), people, terminal, parsed.GetValue(json));
            return Task.FromResult(Terminal.Done);
        }));
        return verb;
    }

    private static Command Import(Options options, Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = options.Text("导出后修改过的工作簿", "a workbook that was written by list --excel and changed") };
        var (city, key) = (options.City(), AccountsVerb.Key(options));
        var verb = options.Verb("import", "从工作簿导入机构、岗位与任职的变动", "bring changes of bodies, posts and holders from a workbook", "mingzhu organisation import organisation.xlsx --city city");
        verb.Add(file, city, key);
        verb.SetAction((parsed, _) => terminal.Guard(() =>
        {
            using var people = new PeopleOfCity(terminal, parsed.GetRequiredValue(city), parsed.GetValue(key), Access.Write);
            var reading = ChartReading.Of(OrganisationWorkbook.Read(terminal.Full(parsed.GetRequiredValue(file))), people.Workspace.View<Organisation>(), people.Workspace.Pack, login => people.Accounts.FindByLogin(login)?.Id);
            if (!reading.Faults.IsEmpty)
                return Task.FromResult(terminal.Refuse(reading.Faults.Select(fault => fault.Placed)));
            people.Do(new ImportOrganisation(Guid.NewGuid(), reading.Chart, reading.Holdings));
            terminal.Say(new(
                $"已导入：机构 {reading.Chart.Bodies.Length}，牵头配合 {reading.Chart.Parts.Length}，岗位 {reading.Chart.Posts.Length}，任职 {reading.Holdings.Length}",
                $"imported: {reading.Chart.Bodies.Length} bodies, {reading.Chart.Parts.Length} parts, {reading.Chart.Posts.Length} posts, {reading.Holdings.Length} holders"));
            return Task.FromResult(Terminal.Done);
        }));
        return verb;
    }

    private static Command Give(Options options, Terminal terminal)
    {
        var (login, post, city, key) = (Login(options), Post(options), options.City(), AccountsVerb.Key(options));
        var (from, until) = (Day(options, "--from", "起始日；默认今天", "first day; today if not said"), Day(options, "--until", "截止日（含）", "last day, included"));
        var verb = options.Verb("give", "任职：给某人一个岗位", "give somebody a post", "mingzhu organisation give zhangsan housing/clerk --city city --from 2026-04-01");
        verb.Add(login, post, city, from, until, key);
        verb.SetAction((parsed, _) => terminal.Guard(() =>
        {
            using var people = new PeopleOfCity(terminal, parsed.GetRequiredValue(city), parsed.GetValue(key), Access.Write);
            people.Do(new GivePost(Guid.NewGuid(), new Holding(
                Guid.NewGuid().ToString("N"), parsed.GetRequiredValue(post), people.Named(parsed.GetRequiredValue(login)).Id, new Term(parsed.GetValue(from) ?? people.Today, parsed.GetValue(until)))));
            terminal.Say(new("已完成", "done"));
            return Task.FromResult(Terminal.Done);
        }));
        return verb;
    }

    private static Command End(Options options, Terminal terminal)
    {
        var (login, post, city, key) = (Login(options), Post(options), options.City(), AccountsVerb.Key(options));
        var last = Day(options, "--last", "最后一天（含）；默认今天", "the last day, included; today if not said");
        var verb = options.Verb("end", "免职：结束某人的岗位", "end somebody's post", "mingzhu organisation end zhangsan housing/clerk --city city");
        verb.Add(login, post, city, last, key);
        verb.SetAction((parsed, _) => terminal.Guard(() =>
        {
            using var people = new PeopleOfCity(terminal, parsed.GetRequiredValue(city), parsed.GetValue(key), Access.Write);
            var (of, day) = (parsed.GetRequiredValue(post), parsed.GetValue(last) ?? people.Today);
            var held = Held(people, parsed.GetRequiredValue(login), of).Where(holding => holding.Term.Last is null || holding.Term.Last >= day).ToArray();
            if (held is [])
                return Task.FromResult(terminal.Refuse(NotHeld(of)));
            foreach (var holding in held)
                people.Do(new LeavePost(Guid.NewGuid(), holding.Id, day));
            terminal.Say(new("已完成", "done"));
            return Task.FromResult(Terminal.Done);
        }));
        return verb;
    }

    private static Command Delegate(Options options, Terminal terminal)
    {
        var (login, post, city, key) = (Login(options), Post(options), options.City(), AccountsVerb.Key(options));
        var to = options.Option<string>("--to", "LOGIN", "受托人的登录名", "login name of who acts meanwhile", required: true);
        var (from, until) = (Day(options, "--from", "起始日；默认今天", "first day; today if not said"), Day(options, "--until", "截止日（含）", "last day, included"));
        until.Required = true;
        var verb = options.Verb("delegate", "委托：在一段时间内由他人代行某人的岗位", "let somebody act in another's post for a time", "mingzhu organisation delegate zhangsan housing/clerk --to lisi --city city --until 2026-04-15");
        verb.Add(login, post, city, to, from, until, key);
        verb.SetAction((parsed, _) => terminal.Guard(() =>
        {
            using var people = new PeopleOfCity(terminal, parsed.GetRequiredValue(city), parsed.GetValue(key), Access.Write);
            var first = parsed.GetValue(from) ?? people.Today;
            if (Held(people, parsed.GetRequiredValue(login), parsed.GetRequiredValue(post)).FirstOrDefault(holding => holding.Term.Holds(first)) is not { } held)
                return Task.FromResult(terminal.Refuse(NotHeld(parsed.GetRequiredValue(post))));
            people.Do(new DelegatePost(Guid.NewGuid(), new Delegation(Guid.NewGuid().ToString("N"), held.Id, people.Named(parsed.GetRequiredValue(to)).Id, new Term(first, parsed.GetValue(until)))));
            terminal.Say(new("已完成", "done"));
            return Task.FromResult(Terminal.Done);
        }));
        return verb;
    }

    private static Command Recall(Options options, Terminal terminal)
    {
        var (login, post, city, key) = (Login(options), Post(options), options.City(), AccountsVerb.Key(options));
        var verb = options.Verb("recall", "撤回某人岗位的委托，立即失效", "take back the delegations of somebody's post, at once", "mingzhu organisation recall zhangsan housing/clerk --city city");
        verb.Add(login, post, city, key);
        verb.SetAction((parsed, _) => terminal.Guard(() =>
        {
            using var people = new PeopleOfCity(terminal, parsed.GetRequiredValue(city), parsed.GetValue(key), Access.Write);
            var (today, held) = (people.Today, Held(people, parsed.GetRequiredValue(login), parsed.GetRequiredValue(post)).Select(holding => holding.Id).ToHashSet());
            var due = people.Workspace.View<Organisation>().Delegations.Values.Where(one => held.Contains(one.Holding) && one.Term.IsSound && one.Term.Last >= today).ToArray();
            if (due is [])
                return Task.FromResult(terminal.Refuse(new Refusal("organisation.no-delegation", new("没有这一委托", "there is no such delegation"))));
            // One that has not begun never does.
            foreach (var one in due)
                people.Do(new EndDelegation(Guid.NewGuid(), one.Id, (one.Term.First is { } first && first > today ? first : today).AddDays(-1)));
            terminal.Say(new("已完成", "done"));
            return Task.FromResult(Terminal.Done);
        }));
        return verb;
    }

    private static IEnumerable<Holding> Held(PeopleOfCity people, string login, string post)
    {
        var id = people.Named(login).Id;
        return people.Workspace.View<Organisation>().Holdings.Values.Where(holding => holding.Person == id && holding.PostId == post);
    }

    private static Refusal NotHeld(string post) => new("organisation.no-holding", new($"此人未任“{post}”", $"this person does not hold '{post}'"));

    private static Command SamplePeople(Options options, Terminal terminal)
    {
        var (city, key, json) = (options.City(), AccountsVerb.Key(options), options.Json());
        var passwords = options.Option<bool>("--with-passwords", null, "只在样例城市中：给他们随机口令，只显示一次；此后人人须登录", "in a sample city only: give them random passwords, shown once; from then on everybody signs in");
        var verb = options.Verb("sample-people", "为演示引入城市包中的虚构人员", "bring in the pack's invented people, for a demonstration", "mingzhu organisation sample-people --city city");
        verb.Add(city, passwords, key, json);
        verb.SetAction((parsed, _) => terminal.Guard(() =>
        {
            using var people = new PeopleOfCity(terminal, parsed.GetRequiredValue(city), parsed.GetValue(key), Access.Write);
            if (parsed.GetValue(passwords))
                RequireSample(people.Workspace);
            var came = People.SamplePeople.Bring(people.Workspace, people.Accounts, people.Visit);
            if (!parsed.GetValue(json))
                terminal.Say(new($"引入虚构人员 {came.Length} 人", $"brought in {came.Length} invented people"));
            if (parsed.GetValue(passwords))
                Tell(People.SamplePeople.LetIn(people.Accounts, people.Visit), people, terminal, parsed.GetValue(json));
            return Task.FromResult(Terminal.Done);
        }));
        return verb;
    }

    // Made-up people sign in only where all there is to see is made up too.
    private static void RequireSample(Workspace city)
    {
        var versions = LayerSchema.Of(city.Pack).Select(schema => city.View<Layers>().Current(schema.Id)).OfType<LayerVersion>().ToArray();
        if (versions.Length == 0)
            throw new RefusedException(new Refusal("organisation.no-sample", new("城市里还没有数据；请先导入 mingzhu sample 生成的样例文件", "the city has no data yet; import the files that 'mingzhu sample' makes first")));
        if (versions.FirstOrDefault(version => !version.Provenance.Invented) is { } real)
        {
            throw new RefusedException(new Refusal("organisation.no-sample", new(
                $"这不是样例城市：图层“{real.Layer}”（{real.FileName}）不是虚构数据。虚构人员只能登录样例城市；请用 accounts first 建立账号",
                $"this is no sample city: the layer '{real.Layer}' ({real.FileName}) is not invented. Invented people sign in to a sample city only; begin with 'accounts first'")));
        }
    }

    private static void Tell(ImmutableArray<Admitted> admitted, PeopleOfCity people, Terminal terminal, bool json)
    {
        var day = people.Workspace.View<Organisation>().On(people.Today);
        var rows = admitted.Select(one => new
        {
            login = one.Account.LoginName, password = one.OneTimePassword, name = one.Account.DisplayName,
            posts = day.PostsOf(one.Account.Id).Select(acting => new { id = acting.Post.Id, name = $"{acting.Body.Name.In(terminal.Language)} {acting.Post.Name.In(terminal.Language)}" }).ToArray(),
        }).ToArray();
        if (json)
            terminal.Write(rows);
        foreach (var row in json ? [] : rows)
            terminal.Out.WriteLine($"  {row.login,-22} {row.password}  {row.name}  {string.Join(terminal.Language == Language.Zh ? "；" : "; ", row.posts.Select(post => post.name))}");
        if (!json)
            terminal.Say(new($"口令只显示这一次，共 {rows.Length} 个；遗忘时：mingzhu accounts reset 登录名 --city …", $"{rows.Length} passwords, shown this once; forgotten: mingzhu accounts reset LOGIN --city …"));
    }

    private static void Tell(OrganisationDay day, PeopleOfCity people, Terminal terminal, bool json)
    {
        var language = terminal.Language;
        string Called(string person) => people.Who(person)?.Login ?? person;
        if (json)
        {
            terminal.Write(new
            {
                day = day.Day,
                bodies = day.Bodies.Values.Select(body => new
                {
                    id = body.Id, name = body.Name.In(language), kind = ChartSheets.Of(body.Kind).En, above = body.Of, place = body.Place, from = body.Term.First, until = body.Term.Last, source = body.Source,
                    leads = day.LeadsOf(body.Id).Select(lead => lead.Id), supports = day.SupportsOf(body.Id).Select(support => support.Id),
                }),
                posts = day.Posts.Values.Select(post => new
                {
                    id = post.Id, body = post.Body, name = post.Name.In(language), roles = post.Roles, holders = day.ActingIn(post.Id).Select(acting => new { login = Called(acting.Person), behalf = acting.Behalf is { } other ? Called(other) : null }),
                }),
            });
            return;
        }

        foreach (var body in day.Bodies.Values.OrderBy(body => body.Kind).ThenBy(body => body.Id, StringComparer.Ordinal))
        {
            terminal.Out.WriteLine($"{body.Id,-28} {body.Name.In(language)}  {ChartSheets.Of(body.Kind).In(language)}");
            if (day.LeadsOf(body.Id).ToArray() is { Length: > 0 } leads)
                terminal.Say(new($"    牵头：{string.Join("、", leads.Select(lead => lead.Name.Zh))}", $"    led by {string.Join(", ", leads.Select(lead => lead.Name.En))}"));
            if (day.SupportsOf(body.Id).ToArray() is { Length: > 0 } supports)
                terminal.Say(new($"    配合：{string.Join("、", supports.Select(support => support.Name.Zh))}", $"    supported by {string.Join(", ", supports.Select(support => support.Name.En))}"));
            foreach (var acting in day.Posts.Values.Where(post => post.Body == body.Id).SelectMany(post => day.ActingIn(post.Id)))
                terminal.Out.WriteLine($"    {acting.Post.Name.In(language)}  {Called(acting.Person)}{(acting.Behalf is { } behalf ? $" ({new Wording("代", "for").In(language)} {Called(behalf)})" : "")}");
        }
    }

    private static Option<DateOnly?> Day(Options options, string name, string zh, string en)
    {
        var option = options.Option<DateOnly?>(name, "YYYY-MM-DD", zh, en);
        option.CustomParser = result =>
        {
            if (DateOnly.TryParseExact(result.Tokens[0].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                return day;
            options.Fault(result, new($"{name} 应为日期，如 2026-07-01，得到“{result.Tokens[0].Value}”", $"{name} should be a day such as 2026-07-01, not '{result.Tokens[0].Value}'"));
            return null;
        };
        return option;
    }

    private static Argument<string> Login(Options options) => new("LOGIN") { Description = options.Text("登录名", "login name") };

    private static Argument<string> Post(Options options) => new("POST") { Description = options.Text("岗位编号，如 housing/clerk", "id of the post, such as housing/clerk") };
}
