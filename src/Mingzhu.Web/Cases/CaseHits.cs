using Mingzhu.City;
using Mingzhu.People;
using Mingzhu.Procedures;
using Mingzhu.Web.Book;
using Mingzhu.Web.Planning;

namespace Mingzhu.Web.Cases;

/// <summary>Everything that a search finds (搜索): cases that may be seen, then what <see cref="Hit"/> finds, then procedures, policies, rules and kept scenarios, as far as who asks may see them. No people.</summary>
public sealed class CaseHits(ICityBook book, CaseRoom room, PlanningRoom planning, Caller caller, Reader reader)
{
    private const int MostOfAKind = 20, Around = 24;

    /// <summary>What is found; lazily.</summary>
    public IEnumerable<Hit> Find(string asked)
    {
        if (asked.Length == 0)
            return [];
        return [.. Cases(asked).Take(MostOfAKind), .. Hit.Find(book, asked, reader).Take(Hit.Most), .. Prescribed(asked).Take(MostOfAKind), .. Policies(asked).Take(MostOfAKind), .. Rules(asked).Take(MostOfAKind), .. Scenarios(asked).Take(MostOfAKind)];
    }

    private IEnumerable<Hit> Cases(string asked) => !room.Open ? [] : room.Seen.Where(one => CaseFilter.Mentions(one, asked)).OrderBy(one => one.Id != asked)
        .Select(one => new Hit("case", $"{one.Title} {one.Id}", Addresses.Case(one.Id), Excerpt(one, asked)));

    // Where in the contents it stands, unless the title says it.
    private string? Excerpt(Case one, string asked)
    {
        if (one.Title.Contains(asked, StringComparison.OrdinalIgnoreCase) || one.Id.Contains(asked, StringComparison.OrdinalIgnoreCase))
            return null;
        var (id, text) = one.Contents.First(content => content.Value.Contains(asked, StringComparison.OrdinalIgnoreCase));
        var at = text.IndexOf(asked, StringComparison.OrdinalIgnoreCase);
        var (from, to) = (Math.Max(0, at - Around), Math.Min(text.Length, at + asked.Length + Around));
        return $"{(one.Procedure.Contents.FirstOrDefault(content => content.Id == id) is { } known ? reader.In(known.Name) : id)}: {(from > 0 ? "…" : "")}{text[from..to].ReplaceLineEndings(" ")}{(to < text.Length ? "…" : "")}";
    }

    private bool SeesRules => room.Open && caller.May(RightIds.ViewPolicies, Scope.City);

    private IEnumerable<Hit> Prescribed(string asked) => !SeesRules ? [] : room.Book.All.Where(procedure => Says(procedure.Name, asked) || procedure.Id == asked)
        .Select(procedure => new Hit("procedure", reader.In(procedure.Name), Addresses.NewCaseOf(procedure.Subject)));

    private IEnumerable<Hit> Policies(string asked) => !caller.May(RightIds.ViewPolicies, Scope.City) ? [] : book.Policies.Where(table => table.Id == asked || Says(table.Name, asked) || Says(table.Asks, asked))
        .Select(table => new Hit("policy", reader.In(table.Name), Addresses.Policy(table.Id), reader.In(table.Asks)));

    private IEnumerable<Hit> Rules(string asked) => !SeesRules ? [] : City.Rules.Of(room.City.Pack).All.Where(rule => RuleFilter.Mentions(rule, asked))
        .Select(rule => new Hit("rule", rule.Id, Addresses.Rule(rule.Id), reader.In(rule.Means)));

    private IEnumerable<Hit> Scenarios(string asked) => !caller.May(RightIds.ViewCheckUp, Scope.City) ? [] : planning.Scenarios.Where(kept => kept.Name.Contains(asked, StringComparison.OrdinalIgnoreCase))
        .Select(kept => new Hit("scenario", kept.Name, Addresses.Scenario(kept.Id)));

    private static bool Says(Wording wording, string asked) => wording.Zh.Contains(asked, StringComparison.OrdinalIgnoreCase) || wording.En.Contains(asked, StringComparison.OrdinalIgnoreCase);
}
