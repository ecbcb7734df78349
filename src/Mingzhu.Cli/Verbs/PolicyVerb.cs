using System.CommandLine;
using System.CommandLine.Parsing;
using Mingzhu.City;
using Mingzhu.Procedures;
using Mingzhu.Store;
using Mingzhu.Web.Api;

namespace Mingzhu.Cli;

/// <summary><c>mingzhu policy</c>: what the documents allow, by which clause, and what is lacking.</summary>
internal static class PolicyVerb
{
    public static Command Create(Options options, Terminal terminal)
    {
        var ask = new Argument<string[]>("ASK")
        {
            Arity = ArgumentArity.ZeroOrMore,
            Description = options.Text("政策表，其后是已知条件：条件项=回答（yes、no、选项、数字或日期），不写即不明；都不写则列出全部政策表", "a policy table, then what is known as NAME=VALUE (yes, no, a choice, a number or a day; unknown if left out); nothing at all lists every table"),
        };
        var city = options.Option<string?>("--city", "DIR", "城市文件夹", "folder of the city");
        var pack = options.Option<string?>("--pack", "PACK", "城市包的名称或文件夹", "name or folder of a pack");
        var on = options.Day("--on", "查询日期；默认今天", "the day of asking; today if not said");
        var json = options.Json();
        var verb = options.Verb("policy", "查询政策：能否办理、依据、还差什么", "ask a policy: whether, by which clause, what is lacking", "mingzhu policy land-supply way=grant scheme_approved=no --city city");
        verb.Add(ask, city, pack, on, json);
        verb.Validators.Add(result => OneCity(result, options, city, pack));
        verb.SetAction((parsed, _) => terminal.Guard(() =>
        {
            using var lease = parsed.GetValue(city) is { } folder ? terminal.Open(folder, Access.Read) : null;
            var asked = lease?.Workspace.Pack ?? PackChecking.Load(parsed.GetValue(pack)!, terminal);
            if (parsed.GetValue(ask) is not [var id, .. var answers])
                return Task.FromResult(List(PolicyTable.In(asked), terminal, parsed.GetValue(json)));
            var given = Given.Read(PolicyTable.Find(asked, id), answers.Select(Answer), parsed.GetValue(on) ?? Today(asked, terminal));
            var answer = PolicyAnswer.Of(given);
            if (parsed.GetValue(json))
                terminal.Write(PolicyResult.Of(answer, terminal.Language));
            else
                Tell(PolicyResult.Of(answer, terminal.Language), terminal);
            return Task.FromResult(Terminal.Done);
        }));
        return verb;
    }

    private static void OneCity(CommandResult result, Options options, Option<string?> city, Option<string?> pack)
    {
        if ((result.GetResult(city) is null) == (result.GetResult(pack) is null))
            options.Fault(result, new("请给出 --city 或 --pack 之一", "give either --city or --pack"));
    }

    private static DateOnly Today(Pack pack, Terminal terminal) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(terminal.Clock.GetUtcNow(), PackSettings.Of(pack).TimeZone).DateTime);

    private static KeyValuePair<string, string> Answer(string typed) => typed.Split('=', 2) is [var name, var value]
        ? KeyValuePair.Create(name, value)
        : throw new RefusedException(new Refusal("policy.no-answer", new($"“{typed}”应写作 条件项=回答", $"'{typed}' should be written NAME=VALUE")));

    private static int List(IReadOnlyList<PolicyTable> tables, Terminal terminal, bool json)
    {
        if (json)
        {
            terminal.Write(tables.Select(table => PolicyTableAnswer.Of(table, terminal.Language)));
            return Terminal.Done;
        }

        var width = tables.Select(table => table.Id.Length).DefaultIfEmpty().Max();
        foreach (var table in tables)
            terminal.Out.WriteLine($"{table.Id.PadRight(width)}  {table.Name.In(terminal.Language)} · {table.Asks.In(terminal.Language)}");
        return Terminal.Done;
    }

    private static void Tell(PolicyResult told, Terminal terminal)
    {
        string Text(string zh, string en) => new Wording(zh, en).In(terminal.Language);
        terminal.Out.WriteLine($"{told.Name} · {told.Asks} ({told.On})");
        foreach (var input in told.Inputs)
            terminal.Out.WriteLine($"  {input.Id} = {input.Answer ?? "?"}  {input.Name}{Expected(input)}");
        terminal.Out.WriteLine($"{told.Says}");
        foreach (var match in told.Matches)
        {
            terminal.Out.WriteLine($"● {match.Name}  [{match.Basis.Rule}] {match.Basis.Source?.Source} {match.Basis.Source?.Clause}");
            foreach (var line in match.Figures.Select(figure => $"{figure.Name}: {figure.Value} {figure.Unit}".TrimEnd())
                .Concat(match.Basis.Quotes.Select(quote => $"「{quote}」"))
                .Concat(match.Papers.Select(paper => $"{Text("材料", "paper")}: {paper}"))
                .Concat(match.Note is { } note ? [note] : [])
                .Concat(match.Basis.Open.Select(open => $"{Text("文件未写明", "not said")}: {open}")))
                terminal.Out.WriteLine($"    {line}");
        }

        foreach (var miss in told.NearMisses)
        {
            terminal.Out.WriteLine($"○ {miss.Name}  [{miss.Rule}]");
            foreach (var unmet in miss.Unmet)
                terminal.Out.WriteLine($"    {(unmet.Holds == "no" ? "✗" : "?")} {unmet.Condition}");
            if (miss.Changes.Count > 0)
                terminal.Out.WriteLine($"    → {string.Join(", ", miss.Changes.Select(change => change.To.Count == 0 ? change.Input : $"{change.Input}={string.Join('|', change.To.Select(to => to.Id))}"))}");
        }
    }

    private static string Expected(PolicyInputRow input) => input.Choices.Count > 0 ? $" ({string.Join(" | ", input.Choices.Select(choice => choice.Id))})" : input.Unit is { } unit ? $" ({unit})" : "";
}
