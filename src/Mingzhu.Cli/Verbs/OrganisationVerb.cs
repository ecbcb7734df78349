using System.CommandLine;
using System.Globalization;
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
            var (id, of, day) = (people.Named(parsed.GetRequiredValue(login)).Id, parsed.GetRequiredValue(post), parsed.GetValue(last) ?? people.Today);
            var held = people.Workspace.View<Organisation>().Holdings.Values.Where(holding => holding.Person == id && holding.PostId == of && (holding.Term.Last is null || holding.Term.Last >= day)).ToArray();
            if (held is [])
                return Task.FromResult(terminal.Refuse(new Refusal("organisation.no-holding", new($"此人未任“{of}”", $"this person does not hold '{of}'"))));
            foreach (var holding in held)
                people.Do(new LeavePost(Guid.NewGuid(), holding.Id, day));
            terminal.Say(new("已完成", "done"));
            return Task.FromResult(Terminal.Done);
        }));
        return verb;
    }

    private static Command SamplePeople(Options options, Terminal terminal)
    {
        var (city, key) = (options.City(), AccountsVerb.Key(options));
        var verb = options.Verb("sample-people", "为演示引入城市包中的虚构人员；他们不能登录", "bring in the pack's invented people, for a demonstration; they cannot sign in", "mingzhu organisation sample-people --city city");
        verb.Add(city, key);
        verb.SetAction((parsed, _) => terminal.Guard(() =>
        {
            using var people = new PeopleOfCity(terminal, parsed.GetRequiredValue(city), parsed.GetValue(key), Access.Write);
            var came = People.SamplePeople.Bring(people.Workspace, people.Accounts, people.Visit);
            terminal.Say(new($"引入虚构人员 {came} 人", $"brought in {came} invented people"));
            return Task.FromResult(Terminal.Done);
        }));
        return verb;
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
