using System.Collections.Immutable;

namespace Mingzhu.City;

/// <summary>
/// The rule book (规则库): every rule of the city's documents and of the nation's, by id, from the files under rules/. A city's pack adds files of its own to those of its base.
/// </summary>
/// <remarks>Always: an id stands once. Pure; thread-safe.</remarks>
public sealed class Rules
{
    private readonly ImmutableDictionary<string, Rule> _byId;

    private Rules(ImmutableArray<RuleDocument> documents, ImmutableArray<Rule> all)
    {
        (Documents, All) = (documents, all);
        _byId = all.ToImmutableDictionary(rule => rule.Id);
    }

    /// <summary>The documents, in written order.</summary>
    public ImmutableArray<RuleDocument> Documents { get; }

    /// <summary>Every rule, in written order.</summary>
    public ImmutableArray<Rule> All { get; }

    /// <summary>Reads every file under rules/; faults go to <see cref="Pack.Problems"/>.</summary>
    public static Rules Of(Pack pack)
    {
        var documents = ImmutableArray.CreateBuilder<RuleDocument>();
        var rules = ImmutableArray.CreateBuilder<Rule>();
        var seen = new HashSet<string>();
        foreach (var file in pack.Files.Where(name => name.StartsWith("rules/", StringComparison.Ordinal)).Select(pack.File))
        {
            file.OnlyKeys("left-out", "documents");
            var reasons = file["left-out"].Entries().ToDictionary(entry => entry.Key, entry => entry.Value.Wording());
            foreach (var node in file["documents"].Items())
            {
                var reading = new Reading(pack, ReadDocument(node), node["confidence"].TextOrNull(), reasons);
                documents.Add(reading.Document);
                if (!seen.Add(reading.Document.Id))
                    node["id"].Report(new($"文件“{reading.Document.Id}”重复", $"the document '{reading.Document.Id}' stands twice"));
                foreach (var row in node["rules"].Items())
                {
                    var rule = reading.Rule(row);
                    if (seen.Add(rule.Id))
                        rules.Add(rule);
                    else
                        row["id"].Report(new($"规则“{rule.Id}”重复", $"the rule '{rule.Id}' stands twice"));
                }
            }
        }

        return new Rules(documents.ToImmutable(), rules.ToImmutable());
    }

    /// <summary>The rule of an id, or null.</summary>
    public Rule? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>The rule that stands here by its id; null if nothing is written. An id that is in no file under rules/ is reported, and gives null.</summary>
    /// <param name="id">The value of a key such as <c>rule: S4-5.3-c</c>, or an item of <c>rules: […]</c>.</param>
    public Rule? Cited(PackNode id)
    {
        if (id.TextOrNull() is not { } text)
            return null;
        var rule = Find(text);
        if (rule is null)
            id.Report(new($"rules/ 中没有规则“{text}”", $"there is no rule '{text}' under rules/"));
        return rule;
    }

    /// <summary>What a row of the pack rests on: the rule it names (<c>rule: S4-5.3-c</c>), or else its own <c>source:</c>, which then has to be written.</summary>
    public Citation Basis(PackNode row) => row["rule"].Exists ? Cited(row["rule"])?.Citation ?? Citation.None : row["source"].Citation();

    private static RuleDocument ReadDocument(PackNode node)
    {
        node.OnlyKeys("id", "name", "source", "date", "weight", "confidence", "rules");
        return new RuleDocument(node["id"].Text(), node["name"].Wording(), node["source"].Text(), node["date"].DayOrNull(), node["weight"].TextOrNull() switch
        {
            "normative" => DocumentWeight.Normative,
            "announced" => DocumentWeight.Announced,
            "repeats-law" => DocumentWeight.RepeatsLaw,
            _ => Unread(node["weight"], DocumentWeight.Announced, "normative, announced, repeats-law"),
        });
    }

    private static T Unread<T>(PackNode node, T harmless, string known)
    {
        node.Report(new($"“{node.TextOrNull()}”应为 {known} 之一", $"'{node.TextOrNull()}': one of {known} is expected"));
        return harmless;
    }

    /// <summary>Reads the rules of one document.</summary>
    private sealed record Reading(Pack Pack, RuleDocument Document, string? Confidence, Dictionary<string, Wording> Reasons)
    {
        public Rule Rule(PackNode row)
        {
            row.OnlyKeys("id", "force", "clause", "confirmed", "quotes", "means", "open", "left-out", "kept-in");
            return new Rule(
                row["id"].Text(), Document, Force(row["force"]), row["confirmed"].Flag(), [.. row["quotes"].Texts()], row["means"].Wording(),
                [.. row["open"].Items().Select(item => item.Wording())], LeftOut(row["left-out"]), [.. row["kept-in"].Items().Select(File)],
                new Citation(Document.Source, row["clause"].TextOrNull(), Document.Date, Confidence));
        }

        private static RuleForce Force(PackNode node) => node.TextOrNull() switch
        {
            "must" => RuleForce.Must,
            "never" => RuleForce.Never,
            "may" => RuleForce.May,
            "encouraged" => RuleForce.Encouraged,
            "target" => RuleForce.Target,
            "fact" => RuleForce.Fact,
            "proposal" => RuleForce.Proposal,
            _ => Unread(node, RuleForce.Proposal, "must, never, may, encouraged, target, fact, proposal"),
        };

        private Wording? LeftOut(PackNode node)
        {
            if (node.TextOrNull() is not { } reason)
                return null;
            if (Reasons.TryGetValue(reason, out var says))
                return says;
            node.Report(new($"left-out 中没有理由“{reason}”", $"there is no reason '{reason}' among left-out"));
            return null;
        }

        private string File(PackNode node)
        {
            var name = node.Text();
            if (!Pack.Files.Contains(name))
                node.Report(new($"没有文件“{name}”", $"there is no file '{name}'"));
            return name;
        }
    }
}
