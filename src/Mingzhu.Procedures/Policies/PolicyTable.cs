using System.Collections.Immutable;
using Mingzhu.City;

namespace Mingzhu.Procedures;

/// <summary>
/// A policy as a decision table (政策表): questions, rows of conditions, outcomes, each row on a rule of the rule book. From policies/*.yaml of the pack.
/// </summary>
/// <param name="Id">Its file's name.</param>
/// <param name="Name">For people.</param>
/// <param name="Asks">The question it answers.</param>
/// <param name="Unique">Whether at most one outcome may hold; else all rows that hold count together.</param>
/// <param name="Complete">Whether every combination of answers has a row. Where not, the documents are silent on some, and so is the table.</param>
/// <param name="Inputs">What it asks for, computed days included.</param>
/// <param name="Demands">What answers must agree with among themselves.</param>
/// <param name="Outcomes">What rows may come to.</param>
/// <param name="Rows">In written order.</param>
public sealed record PolicyTable(
    string Id, Wording Name, Wording Asks, bool Unique, bool Complete, ImmutableArray<PolicyInput> Inputs,
    ImmutableArray<PolicyCondition> Demands, ImmutableArray<PolicyOutcome> Outcomes, ImmutableArray<PolicyRow> Rows)
{
    /// <summary>The kind of thing whose case, and the cases under it, answer by themselves what they can; null where none does.</summary>
    public string? About { get; init; }

    /// <summary>The field under which conditions find the day of asking.</summary>
    public const string Today = "today";

    /// <summary>Where the tables of a pack stand, a file each.</summary>
    internal const string Folder = "policies/";

    /// <summary>Every table of a pack, by file name; faults go to <see cref="Pack.Problems"/>.</summary>
    public static ImmutableArray<PolicyTable> In(Pack pack)
    {
        var (rules, book) = (Rules.Of(pack), ProcedureBook.Of(pack));
        return [.. FilesOf(pack).Select(file => new PolicyReading(rules, book, file).Table())];
    }

    /// <summary>One table of a pack.</summary>
    /// <exception cref="RefusedException">There is none of that name; the reason names those there are.</exception>
    public static PolicyTable Find(Pack pack, string id)
    {
        var file = FilesOf(pack).FirstOrDefault(file => IdOf(file) == id) ?? throw new RefusedException(new Refusal("policy.no-such-table", new(
            $"没有政策表“{id}”；有：{string.Join("、", FilesOf(pack).Select(IdOf))}", $"there is no policy table '{id}'; there are: {string.Join(", ", FilesOf(pack).Select(IdOf))}")));
        return new PolicyReading(Rules.Of(pack), ProcedureBook.Of(pack), file).Table();
    }

    /// <summary>The question of an id, or null.</summary>
    public PolicyInput? Input(string id) => Inputs.FirstOrDefault(input => input.Id == id);

    internal static IEnumerable<PackNode> FilesOf(Pack pack) => pack.Files.Where(name => name.StartsWith(Folder, StringComparison.Ordinal)).Select(pack.File);

    internal static string IdOf(PackNode file) => file.File[Folder.Length..^".yaml".Length];
}
