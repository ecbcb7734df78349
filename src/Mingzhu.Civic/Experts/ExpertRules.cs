using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Mingzhu.City;

namespace Mingzhu.Civic;

/// <summary>A field of expertise (专业领域).</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What it is called.</param>
public sealed record ExpertField(string Id, Wording Name);

/// <summary>What the pack says of experts, from experts.yaml (专家规则).</summary>
/// <param name="Fields">The fields of expertise.</param>
/// <param name="RecentDays">Who had a seat within so many days is not drawn again; 0 for no such rule.</param>
/// <param name="RecentSource">Where that comes from.</param>
/// <param name="Committee">By which rule there is a committee.</param>
/// <param name="Library">By which rule there is a library.</param>
public sealed record ExpertRules(ImmutableArray<ExpertField> Fields, int RecentDays, Citation RecentSource, Citation Committee, Citation Library)
{
    private static readonly ConditionalWeakTable<Pack, ExpertRules> Known = [];

    /// <summary>The rules of a pack; faults go to <see cref="Pack.Problems"/>.</summary>
    public static ExpertRules Of(Pack pack) => Known.GetValue(pack, Read);

    /// <summary>The rule of one of both bodies.</summary>
    public Citation Of(ExpertBody body) => body == ExpertBody.Committee ? Committee : Library;

    private static ExpertRules Read(Pack pack)
    {
        var (file, rules) = (pack.File("experts.yaml"), Rules.Of(pack));
        if (!file.Exists)
            return new ExpertRules([], 0, Citation.None, Citation.None, Citation.None);
        file.OnlyKeys("fields", "recent", "committee", "library");
        var recent = file["recent"];
        recent.OnlyKeys("days", "rule", "source");
        foreach (var body in new[] { file["committee"], file["library"] })
            body.OnlyKeys("rule", "source");
        var fields = file["fields"].Items().Select(node => (Node: node, Field: new ExpertField(node["id"].Text(), node["name"].Wording()))).ToArray();
        foreach (var twice in fields.GroupBy(field => field.Field.Id).SelectMany(same => same.Skip(1)))
            twice.Node.Report(new($"专业领域“{twice.Field.Id}”出现两次", $"the field '{twice.Field.Id}' stands twice"));
        if (recent["days"].Integer() < 0)
            recent["days"].Report(new("不得小于 0", "must not be less than 0"));
        return new ExpertRules([.. fields.Select(field => field.Field)], Math.Max(0, recent["days"].Integer()), rules.Basis(recent), rules.Basis(file["committee"]), rules.Basis(file["library"]));
    }
}
