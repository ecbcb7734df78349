using System.Collections.Immutable;
using Mingzhu.City;

namespace Mingzhu.Procedures;

/// <summary>Reads one file of policies/. Faults go to the pack's problems, so that one check names all of them.</summary>
internal sealed class PolicyReading(Rules rules, ProcedureBook book, PackNode file)
{
    private ImmutableArray<PolicyInput> _inputs = [];
    private ImmutableArray<PolicyOutcome> _outcomes = [];

    public PolicyTable Table()
    {
        file.OnlyKeys("name", "asks", "about", "unique", "complete", "inputs", "demands", "outcomes", "rows");
        _inputs = [.. file["inputs"].Entries().Select(entry => Input(entry.Key, entry.Value))];
        _outcomes = [.. file["outcomes"].Entries().Select(entry => Outcome(entry.Key, entry.Value))];
        var demands = file["demands"].Items().Select(Condition).ToImmutableArray();
        var rows = file["rows"].Items().Select(Row).ToImmutableArray();
        if (_inputs.Any(input => !input.From.IsEmpty) != file["about"].Exists)
            file["about"].Report(new("有 from 的政策表须说明 about（哪类办件）", "a table with 'from' says what kind of thing it is about, others do not"));
        foreach (var (twice, node) in rows.Zip(file["rows"].Items()).Where((row, at) => rows.Take(at).Any(other => other.Id == row.First.Id)))
            node["id"].Report(new($"行“{twice.Id}”重复", $"the row '{twice.Id}' stands twice"));
        return new PolicyTable(PolicyTable.IdOf(file), file["name"].Wording(), file["asks"].Wording(), file["unique"].Flag(), file["complete"].Flag(), _inputs, demands, _outcomes, rows) { About = file["about"].TextOrNull() };
    }

    private PolicyInput Input(string id, PackNode node)
    {
        node.OnlyKeys("name", "hint", "kind", "choices", "unit", "try", "after", "from");
        var kind = node["kind"].TextOrNull() switch
        {
            "yes-no" => PolicyInputKind.YesNo,
            "choice" => PolicyInputKind.Choice,
            "number" => PolicyInputKind.Number,
            "day" => PolicyInputKind.Day,
            _ => Unread(node["kind"], PolicyInputKind.YesNo, "yes-no, choice, number, day"),
        };
        if (id == PolicyTable.Today || !id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_'))
            node.Report(new($"“{id}”应只含小写字母、数字和 _，且不为 {PolicyTable.Today}", $"'{id}': small letters, digits and _ are expected, and not {PolicyTable.Today}"));
        if ((kind == PolicyInputKind.Choice) == node["choices"].Entries().Take(2).Count() < 2)
            node["choices"].Report(new("choice 须有两个以上 choices，其他种类没有", "a choice has two choices or more, other kinds have none"));
        return new PolicyInput(
            id, node["name"].Wording(), node["hint"].WordingOrNull(), kind, [.. node["choices"].Entries().Select(choice => new PolicyChoice(choice.Key, choice.Value.Wording()))],
            Units(node["unit"], kind), [.. node["try"].Items().Select(value => value.Number())], After(node["after"], kind))
        {
            From = [.. node["from"].Entries().SelectMany(source => Sources(source.Key, source.Value, node, kind))],
        };
    }

    private static Wording? Units(PackNode node, PolicyInputKind kind)
    {
        if ((kind == PolicyInputKind.Number) != node.Exists)
            node.Report(new("number 须有 unit，其他种类没有", "a number has a unit, other kinds have none"));
        return node.WordingOrNull();
    }

    private DayAfter? After(PackNode node, PolicyInputKind kind)
    {
        if (!node.Exists)
            return null;
        node.OnlyKeys("input", "years", "days");
        var from = node["input"].Text();
        if (kind != PolicyInputKind.Day || file["inputs"][from]["kind"].TextOrNull() != "day" || file["inputs"][from]["after"].Exists)
            node.Report(new("after 只用于日期，从另一个填写的日期起算", "only a day comes after another day, one that is asked for"));
        return new DayAfter(from, node["years"].Exists ? node["years"].Integer() : 0, node["days"].Exists ? node["days"].Integer() : 0);
    }

    // A value, or a condition for each answer. A pack that has no such things says nothing of them, and what rests on it may.
    private IEnumerable<CaseSource> Sources(string subject, PackNode node, PackNode input, PolicyInputKind kind)
    {
        var fields = book.All.Where(procedure => procedure.Subject == subject).SelectMany(procedure => procedure.Contents).Select(content => content.Id).ToHashSet();
        foreach (var (answer, value) in node.IsMap ? node.Entries().Select(entry => ((string?)entry.Key, entry.Value)) : [(null, node)])
        {
            var expression = value.Expression();
            foreach (var field in expression.Fields.Where(field => fields.Count > 0 && field != Case.InEffect && !fields.Contains(field)))
                value.Report(new($"“{subject}”的内容中没有“{field}”", $"a {subject} has no content '{field}'"));
            if (answer is not null && !(kind == PolicyInputKind.YesNo ? answer is "yes" or "no" : input["choices"].Entries().Any(choice => choice.Key == answer)))
                value.Report(new($"“{answer}”不是可用的回答", $"'{answer}' is no answer here"));
            yield return new CaseSource(subject, answer, expression);
        }
    }

    private static PolicyOutcome Outcome(string id, PackNode node)
    {
        node.OnlyKeys("name", "effect");
        return new PolicyOutcome(id, node["name"].Wording(), node["effect"].TextOrNull() switch
        {
            "opens" => PolicyEffect.Opens,
            "refuses" => PolicyEffect.Refuses,
            "asks" => PolicyEffect.Asks,
            _ => Unread(node["effect"], PolicyEffect.Refuses, "opens, refuses, asks"),
        });
    }

    private PolicyRow Row(PackNode node)
    {
        node.OnlyKeys("id", "rule", "source", "when", "then", "papers", "note", "gives");
        var outcome = _outcomes.FirstOrDefault(one => one.Id == node["then"].Text());
        if (outcome is null)
            node["then"].Report(new($"outcomes 中没有“{node["then"].TextOrNull()}”", $"there is no outcome '{node["then"].TextOrNull()}'"));
        return new PolicyRow(
            node["id"].Text(), rules.Cited(node["rule"]), rules.Basis(node), [.. node["when"].Items().Select(Condition)], outcome ?? new PolicyOutcome("", default, PolicyEffect.Refuses),
            [.. node["papers"].Items().Select(paper => paper.Wording())], node["note"].WordingOrNull(), [.. node["gives"].Items().Select(Figure)]);
    }

    private PolicyFigure Figure(PackNode node)
    {
        node.OnlyKeys("name", "value", "unit");
        return new PolicyFigure(node["name"].Wording(), Known(node["value"]), node["unit"].WordingOrNull());
    }

    private PolicyCondition Condition(PackNode node)
    {
        node.OnlyKeys("if", "says");
        return new PolicyCondition(Known(node["if"]), node["says"].Wording());
    }

    /// <summary>An expression whose fields are inputs and whose texts are choices of them.</summary>
    private Expression Known(PackNode node)
    {
        node.Text();
        var expression = node.Expression();
        foreach (var field in expression.Fields.Where(field => field != PolicyTable.Today && _inputs.All(input => input.Id != field)))
            node.Report(new($"inputs 中没有“{field}”", $"there is no input '{field}'"));
        var choices = _inputs.Where(input => expression.Fields.Contains(input.Id)).SelectMany(input => input.Choices).Select(choice => choice.Id).ToHashSet();
        foreach (var text in expression.Values.OfType<string>().Where(text => !choices.Contains(text)))
            node.Report(new($"“{text}”不是所用条件项的选项", $"'{text}' is no choice of the inputs used here"));
        return expression;
    }

    private static T Unread<T>(PackNode node, T harmless, string known)
    {
        node.Report(new($"“{node.TextOrNull()}”应为 {known} 之一", $"'{node.TextOrNull()}': one of {known} is expected"));
        return harmless;
    }
}
