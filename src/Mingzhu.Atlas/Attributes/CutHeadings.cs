using System.Collections.Immutable;
using Mingzhu.City;
using Mingzhu.Spatial;

namespace Mingzhu.Atlas;

/// <summary>
/// Units of headings that a file cut off (截断的表头): a DBF holds ten bytes of a name, and 建筑面积（万平方米） ends in its bracket. What is left of the unit may prove it; else it is asked, as the user may
/// have said. A count under a name that is a known heading but fills its room is taken as it stands, with a note.
/// </summary>
/// <param name="name">What the file calls the layer.</param>
/// <param name="units">What is a unit.</param>
/// <param name="said">The units the user says, by field.</param>
/// <param name="problems">Where to report.</param>
internal sealed class CutHeadings(string name, Units units, IReadOnlyDictionary<string, string> said, ProblemList problems)
{
    // Half a million, "12.5" or "0.3": enough to see of what size the values are.
    private const int ValuesShown = 5, MostChoices = 12;

    /// <summary>The column with the unit that is proved or said.</summary>
    /// <param name="field">The field.</param>
    /// <param name="column">Its column.</param>
    /// <param name="values">The first values of the column, as they stand.</param>
    /// <param name="question">What has to be answered first; null if nothing.</param>
    public FieldColumn Resolved(FieldSchema field, FieldColumn column, IEnumerable<string?> values, out Question? question)
    {
        question = null;
        if (field.Unit is not { } unit || units.Find(unit) is not { } own)
            return column;
        if (said.TryGetValue(field.Id, out var answer))
            return Said(field, column, own, answer);
        if (column.Unit is not null || !(column.FillsRoom || column.UnitCutTo is not null))
            return column;
        var possible = units.Beginning(column.UnitCutTo ?? "", own);
        if (column.UnitCutTo is { Length: > 0 } left && possible is [var only])
        {
            problems.Row("unit.cut", RowSeverity.Note, name, "", column.Heading, column.Heading, new(
                $"字段名被截断；以“{left}”开头的单位只有 {only.Name}，按 {only.Name} 读", $"the field's name was cut off; the only unit that begins with '{left}' is {only.Name}, and it is read so"), Wording.Same(only.Name));
            return column with { Unit = only };
        }

        if (column.FillsRoom && field.Type == FieldType.Integer)
        {
            problems.Row("unit.may-be-cut", RowSeverity.Note, name, "", column.Heading, Shown(values), new(
                $"字段名占满了格式允许的长度，后面的单位可能已被截断；按 {field.Unit} 读，前几个值为 {Shown(values)}，请核对",
                $"the field's name fills the room the format gives, a unit behind it may be cut off; read in {field.Unit}, the first values are {Shown(values)}; please check"), Wording.Same(unit));
            return column;
        }

        question = Asked(field, column, [.. (possible.Count > 0 ? possible : units.Beginning("", own)).Take(MostChoices)], Shown(values));
        return column;
    }

    private FieldColumn Said(FieldSchema field, FieldColumn column, Unit own, string answer)
    {
        if (units.Find(answer) is not { } unit || unit.Kind != own.Kind)
        {
            problems.File("unit.unknown", RowSeverity.Refused, new($"“{answer}”不是 {field.Id} 能用的单位；可用 {own.Name} 等", $"'{answer}' is no unit of {field.Id}; use {own.Name} or the like"), name);
            return column;
        }

        if (column.Unit is { } written && written.Times * unit.Per != unit.Times * written.Per)
        {
            problems.File("unit.contradicts", RowSeverity.Refused, new(
                $"表头“{column.Heading}”写明单位是 {written.Name}，与回答的 {unit.Name} 不符", $"the heading '{column.Heading}' says the unit is {written.Name}, which contradicts the answer {unit.Name}"), name);
        }

        return column with { Unit = unit };
    }

    private static Question Asked(FieldSchema field, FieldColumn column, ImmutableArray<Unit> possible, string values) => new(
        "unit",
        new(
            $"“{column.Heading}”这一列用什么单位？字段名被截断或占满了格式允许的长度，看不到完整的单位；前几个值为 {values}",
            $"in which unit is the column '{column.Heading}'? The field's name was cut off or fills the room the format gives, so its unit can't be seen whole; the first values are {values}"),
        [.. possible.Select(unit => new Choice($"{field.Id}={unit.Name}", Wording.Same(unit.Name)))]);

    private static string Shown(IEnumerable<string?> values) => values.OfType<string>().Take(ValuesShown).ToArray() is { Length: > 0 } some ? string.Join(", ", some) : "–";
}
