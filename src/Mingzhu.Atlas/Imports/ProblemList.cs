using System.Collections.Immutable;
using Mingzhu.City;
using Mingzhu.Spatial;

namespace Mingzhu.Atlas;

/// <summary>Collects problems while a file is read: counts all, keeps the first of each kind.</summary>
internal sealed class ProblemList(string file)
{
    private const int KeptOfEachCode = 200;
    private readonly List<RowProblem> _kept = [];
    private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>Whether any of them forbids the import.</summary>
    public bool Refuses { get; private set; }

    /// <summary>Whether there is any worse than a note.</summary>
    public bool Any { get; private set; }

    /// <summary>Whether the file has several layers, so that a sentence has to say which it means.</summary>
    public bool NamesLayers { get; set; }

    /// <summary>The first of each kind, the gravest first.</summary>
    public ImmutableArray<RowProblem> Kept => [.. _kept.OrderByDescending(problem => problem.Severity)];

    /// <summary>How many of each kind.</summary>
    public ImmutableSortedDictionary<string, int> Counts => _counts.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>Adds a problem of one row; the sentence gets file, layer, row and field before it.</summary>
    public void Row(string code, RowSeverity severity, string layer, string row, string field, string found, Wording says, Wording? expected = null)
    {
        var count = _counts[code] = _counts.GetValueOrDefault(code) + 1;
        Refuses |= severity == RowSeverity.Refused;
        Any |= severity != RowSeverity.Note;
        if (count > KeptOfEachCode)
            return;
        var of = NamesLayers && layer.Length > 0 ? new Wording($" “{layer}”", $" '{layer}'") : default;
        var at = row.Length == 0 ? default : new Wording($" 第 {row} 行", $", row {row}");
        var column = field.Length == 0 ? default : new Wording($" {field}", $", {field}");
        _kept.Add(new RowProblem(
            code, severity, layer, row, field, found, new Wording($"{file}{of.Zh}{at.Zh}{column.Zh}：{says.Zh}", $"{file}{of.En}{at.En}{column.En}: {says.En}"), expected));
    }

    /// <summary>Adds what a reader says of a row, a value or, without a row, a whole layer.</summary>
    public void Source(SourceProblem problem, RowSeverity severity, string layer, string row = "") => Row(
        problem.Code, severity, layer, row, problem.Field ?? "", problem.Found ?? "", new(problem.Zh, problem.En), problem.Expected is { } expected ? Wording.Same(expected) : null);

    /// <summary>Adds a problem of the whole file.</summary>
    public void File(string code, RowSeverity severity, Wording says, string layer = "") => Row(code, severity, layer, "", "", "", says);
}
