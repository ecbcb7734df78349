using System.Collections.Immutable;
using Mingzhu.City;
using Mingzhu.People;

namespace Mingzhu.Procedures;

/// <summary>Reads procedures/*.yaml. A file holds one kind of thing: what has to be put together, and the ways it may go.</summary>
internal sealed class ProcedureFiles
{
    private const string Folder = "procedures/", ActorsFile = Folder + "actors.yaml";
    private readonly Pack _pack;
    private readonly Jurisdictions _places;
    private readonly Rights _rights;
    private readonly Rules _rules;
    private readonly Dictionary<string, Actor> _actors = [];
    private readonly HashSet<string> _ids = [];
    private readonly List<PackNode> _references = [];

    private ProcedureFiles(Pack pack) => (_pack, _places, _rights, _rules) = (pack, Jurisdictions.Of(pack), Rights.Of(pack), Rules.Of(pack));

    public static ProcedureBook Read(Pack pack) => new ProcedureFiles(pack).Read();

    private ProcedureBook Read()
    {
        ReadActors(_pack.File(ActorsFile));
        var (subjects, all) = (ImmutableArray.CreateBuilder<Subject>(), ImmutableArray.CreateBuilder<Procedure>());
        foreach (var name in _pack.Files.Where(name => name.StartsWith(Folder, StringComparison.Ordinal) && name != ActorsFile))
        {
            var file = _pack.File(name);
            file.OnlyKeys("subject", "name", "of", "contents", "papers", "procedures");
            var subject = new Subject(file["subject"].Text(), file["name"].Wording(), file["of"].TextOrNull());
            subjects.Add(subject);
            var contents = file["contents"].Items().Select(ReadContent).ToImmutableArray();
            CheckSums(file["contents"], contents);
            var papers = file["papers"].Items().Select(ReadPaper).ToImmutableArray();
            all.AddRange(file["procedures"].Items().Select(node => ReadProcedure(node, subject, contents, papers)));
        }

        foreach (var of in _references.Where(of => subjects.All(subject => subject.Id != of.TextOrNull())))
            of.Report(new($"没有办理事项“{of.TextOrNull()}”", $"there is no kind of thing '{of.TextOrNull()}'"));
        return new ProcedureBook(all.ToImmutable(), subjects.ToImmutable(), _places);
    }

    private void ReadActors(PackNode file)
    {
        file.OnlyKeys("actors");
        foreach (var node in file["actors"].Items())
        {
            node.OnlyKeys("id", "name", "bodies", "kinds", "of-place", "designated");
            var chart = ChartFile.Of(_pack).Bodies;
            foreach (var body in node["bodies"].Items().Concat(node["of-place"].Entries().Select(entry => entry.Value)).Where(body => chart.All(known => known.Id != body.TextOrNull())))
                body.Report(new($"organisations.yaml 中没有机构“{body.TextOrNull()}”", $"organisations.yaml has no body '{body.TextOrNull()}'"));
            var actor = new Actor(
                node["id"].Text(), node["name"].Wording(), [.. node["bodies"].Texts()], [.. node["kinds"].Items().Select(Word<BodyKind>)],
                node["of-place"].Entries().ToImmutableSortedDictionary(entry => entry.Key, entry => entry.Value.Text(), StringComparer.Ordinal), node["designated"].Flag());
            if (!_actors.TryAdd(actor.Id, actor))
                node["id"].Report(new($"办理主体“{actor.Id}”出现两次", $"the actor '{actor.Id}' stands twice"));
        }
    }

    private Content ReadContent(PackNode node)
    {
        node.OnlyKeys("id", "name", "kind", "of", "unit", "choices", "required", "rule", "source", "columns", "least", "sum");
        if (node["of"].Exists)
            _references.Add(node["of"]);
        var choices = node["choices"].Items().Select(choice => new Choice(choice["id"].Text(), choice["name"].Wording())).ToImmutableArray();
        var kind = node["kind"].Exists ? Word<ContentKind>(node["kind"]) : ContentKind.Text;
        if ((kind == ContentKind.Table) != node["columns"].Exists)
            node["columns"].Report(new("清单须列出 columns，其他内容不得列出", "a table names its columns, and nothing else does"));
        if (node["least"].Exists && (kind != ContentKind.Table || node["least"].NumberOrNull() is not >= 1))
            node["least"].Report(new("least 是清单至少要有的行数，1 或以上", "least is how many rows a table has at least, 1 or more"));
        var content = new Content(node["id"].Text(), node["name"].Wording(), kind, node["unit"].WordingOrNull(), choices, node["required"].Flag(missing: true), ReadRule(node))
        {
            Of = node["of"].TextOrNull(),
            Columns = [.. node["columns"].Items().Select(ReadContent)],
            Least = node["least"].Exists ? node["least"].Integer() : null,
        };
        if (!node["sum"].Exists)
            return content;
        node["sum"].OnlyKeys("of", "column", "when", "less");
        node["sum"]["less"].OnlyKeys("of", "column", "when");
        return content with { Sum = ReadSum(node["sum"]) with { Less = node["sum"]["less"].Exists ? ReadSum(node["sum"]["less"]) : null } };
    }

    private static TableSum ReadSum(PackNode node) => new(node["of"].Text(), node["column"].TextOrNull(), node["when"].Expression());

    private static void CheckSums(PackNode node, ImmutableArray<Content> contents)
    {
        foreach (var sum in contents.Select(content => content.Sum).OfType<TableSum>().SelectMany(sum => sum.Parts))
        {
            var table = contents.FirstOrDefault(content => content.Id == sum.Of && content.Kind == ContentKind.Table);
            foreach (var column in sum.When.Fields.Append(sum.Column).OfType<string>().Where(column => table?.Columns.All(known => known.Id != column) ?? true))
                node.Report(new($"清单“{sum.Of}”没有栏目“{column}”", $"the table '{sum.Of}' has no column '{column}'"));
            if (table is null)
                node.Report(new($"没有清单“{sum.Of}”", $"there is no table '{sum.Of}'"));
        }
    }

    private PaperRule ReadPaper(PackNode node)
    {
        node.OnlyKeys("id", "name", "when", "rule", "source");
        return new PaperRule(node["id"].Text(), node["name"].Wording(), node["when"].Expression(), ReadRule(node));
    }

    private Procedure ReadProcedure(PackNode node, Subject subject, ImmutableArray<Content> contents, ImmutableArray<PaperRule> papers)
    {
        node.OnlyKeys("id", "name", "places", "shared", "when", "from", "until", "steps", "effect", "rule", "source");
        var id = node["id"].Text();
        if (!_ids.Add(id))
            node["id"].Report(new($"办理程序“{id}”出现两次", $"the procedure '{id}' stands twice"));
        foreach (var place in node["places"].Items().Where(place => _places.Find(place.Text()) is null && _places.Groups.All(group => group.Id != place.Text())))
            place.Report(new($"没有地方或分组“{place.TextOrNull()}”", $"there is no place or group '{place.TextOrNull()}'"));
        var steps = new List<Step>();
        foreach (var step in node["steps"].Items())
            steps.Add(ReadStep(step, steps));
        var effect = node["effect"].Text();
        if (steps.All(step => step.Id != effect))
            node["effect"].Report(new($"没有环节“{effect}”", $"there is no step '{effect}'"));
        if (steps.All(step => step.Kind != StepKind.Drafting))
            node["steps"].Report(new("没有编制环节：无人能够提交", "there is no drafting step: nobody could submit"));
        return new Procedure(
            id, node["name"].Wording(), subject.Id, [.. node["places"].Texts()], node["shared"].Flag(), node["when"].Expression(), node["from"].DayOrNull(), node["until"].DayOrNull(), contents, papers, [.. steps], effect, ReadRule(node));
    }

    private Step ReadStep(PackNode node, List<Step> before)
    {
        node.OnlyKeys("id", "name", "kind", "by", "role", "units", "after", "when", "days", "days-source", "gates", "rule", "source");
        var (id, kind) = (node["id"].Text(), Word<StepKind>(node["kind"]));
        if (before.Any(step => step.Id == id))
            node["id"].Report(new($"环节“{id}”出现两次", $"the step '{id}' stands twice"));
        foreach (var earlier in node["after"].Items().Where(earlier => before.All(step => step.Id != earlier.TextOrNull())))
            earlier.Report(new($"“{earlier.TextOrNull()}”不是前面的环节", $"'{earlier.TextOrNull()}' is no earlier step"));
        var units = node["units"].Items().Select(ReadActor).ToImmutableArray();
        if ((kind == StepKind.JointReview) != (units.Length > 0))
            node["units"].Report(new("联审须列出单位，其他环节不得列出", "a joint review names its units, and no other step does"));
        var role = ReadRole(node["role"]);
        ImmutableArray<string> after = node["after"].Exists ? [.. node["after"].Texts()] : before.Count == 0 ? [] : [before[^1].Id];
        return new Step(
            id, node["name"].WordingOrNull() ?? Acts.Name(kind), kind, ReadActor(node["by"]), role, units, after, node["when"].Expression(), ReadClock(node),
            [.. node["gates"].Items().Select(ReadGate)], ReadRule(node));
    }

    private static Clock? ReadClock(PackNode node)
    {
        if (!node["days"].Exists)
            return null;
        var days = node["days"].Integer();
        if (days < 1)
            node["days"].Report(new("时限至少一个工作日", "a limit is at least one working day"));
        return new Clock(days, node["days-source"].Citation());
    }

    private GateRule ReadGate(PackNode node)
    {
        node.OnlyKeys("id", "name", "check", "requires", "weight", "override", "attest", "rule", "source");
        if (node["check"].Exists == node["requires"].Exists)
            node.Report(new("须写 check 或 requires 之一", "either check or requires is expected"));
        var (attest, gate) = (node["attest"], new GateRule(
            node["id"].Text(), node["name"].Wording(), node["check"].TextOrNull(), node["requires"].Expression(), node["weight"].Exists ? Word<Weight>(node["weight"]) : Weight.Refuses, [.. node["override"].Texts()], ReadRule(node)));
        if (!attest.Exists)
            return gate;
        attest.OnlyKeys("by", "role");
        return gate with { Attest = ReadActor(attest["by"]), AttestRole = ReadRole(attest["role"]) };
    }

    private string ReadRole(PackNode node)
    {
        var role = node.Text();
        if (_rights.Role(role) is null)
            node.Report(new($"没有角色“{role}”", $"there is no role '{role}'"));
        return role;
    }

    private Actor ReadActor(PackNode node)
    {
        if (_actors.TryGetValue(node.Text(), out var actor))
            return actor;
        node.Report(new($"actors.yaml 中没有办理主体“{node.TextOrNull()}”", $"actors.yaml has no actor '{node.TextOrNull()}'"));
        return new Actor("", Wording.Same(""), [], [], ImmutableSortedDictionary<string, string>.Empty, false);
    }

    private RuleRef ReadRule(PackNode node) => new(node["rule"].TextOrNull(), _rules.Basis(node));

    private static T Word<T>(PackNode node) where T : struct, Enum
    {
        var text = node.Text();
        foreach (var value in Enum.GetValues<T>())
        {
            if (Spelt(value) == text)
                return value;
        }

        node.Report(new($"“{text}”应为 {string.Join("、", Enum.GetValues<T>().Select(Spelt))} 之一", $"'{text}': one of {string.Join(", ", Enum.GetValues<T>().Select(Spelt))} is expected"));
        return default;
    }

    private static string Spelt<T>(T value) where T : struct, Enum => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
