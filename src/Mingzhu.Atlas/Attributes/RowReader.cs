using System.Collections.Immutable;
using System.Globalization;
using Mingzhu.City;

namespace Mingzhu.Atlas;

/// <summary>Reads the values of a layer's rows, field by field, and reports what is wrong with them (属性读取).</summary>
/// <param name="name">What the file calls the layer, for problems.</param>
/// <param name="fields">One for each field of the schema.</param>
/// <param name="problems">Where to report.</param>
/// <param name="asked">Fields whose column or unit is still asked: that they are empty is no fault of a row.</param>
internal sealed class RowReader(string name, ImmutableArray<FieldReader> fields, ProblemList problems, IReadOnlySet<string> asked)
{
    private readonly ImmutableArray<Peers?> _peers = [.. fields.Select(reader => reader.Field.Unit is null ? null : new Peers())];

    /// <summary>
    /// Turns the first values, as they stand in the file, into what the fields hold; those behind them stay. What is wrong is reported under <paramref name="row"/>; false if the row can't be used.
    /// </summary>
    public bool Read(string row, Span<object?> values, RowSeverity ifWrong)
    {
        var good = true;
        for (var column = 0; column < fields.Length; column++)
        {
            // Of a column of which something is still asked nothing can be said.
            if (asked.Contains(fields[column].Field.Id))
            {
                values[column] = null;
                continue;
            }

            good &= Read(fields[column], row, ref values[column], ifWrong);
            if (_peers[column] is { } peers && values[column] is long or double)
                peers.Add(row, Convert.ToDouble(values[column], CultureInfo.InvariantCulture));
        }

        return good;
    }

    /// <summary>Tells what only whole columns show: that one was converted, and which values are out of their peers.</summary>
    public void NoteColumns(double? outOfPeers)
    {
        for (var column = 0; column < fields.Length; column++)
        {
            NoteUnit(fields[column]);
            if (outOfPeers is { } factor && _peers[column] is { } peers)
                NoteOdd(fields[column].Field, peers, factor);
        }
    }

    private bool Read(FieldReader reader, string row, ref object? value, RowSeverity ifWrong)
    {
        var (field, raw, cell) = (reader.Field, value, reader.Read(value));
        value = cell.Value;
        if (cell.Note is { } note)
            problems.Row(note.Code, RowSeverity.Note, name, row, Heading(field), Found(raw), note.Says, note.Expected);
        if (cell.Wrong is { } wrong)
        {
            var grave = field.Required || ifWrong == RowSeverity.Refused;
            problems.Row(wrong.Code, grave ? ifWrong : RowSeverity.Note, name, row, Heading(field), Found(raw), wrong.Says, wrong.Expected);
            return !grave;
        }

        if (value is not null || !field.Required)
            return true;
        problems.Row("value.missing", ifWrong, name, row, Heading(field), Found(raw), new("必填，但没有填写", "is required but empty"), new("必填", "required"));
        return false;
    }

    private static string Found(object? value) => value is null ? "" : PlainValue.Text(value);

    private void NoteUnit(FieldReader reader)
    {
        var field = reader.Field;
        if (reader.Converts is { } unit)
        {
            problems.Row("unit.converted", RowSeverity.Note, name, "", Heading(field), unit.Name, new(
                $"按 {unit.Name} 读，换算为 {field.Unit}", $"read in {unit.Name} and converted to {field.Unit}"));
        }
        else if (reader.Foreign is { } foreign)
        {
            problems.Row("unit.foreign", RowSeverity.Refused, name, "", Heading(field), foreign.Name, new(
                $"表头的单位 {foreign.Name} 不能换算为 {field.Unit}", $"the heading's unit {foreign.Name} can't be converted to {field.Unit}"), Wording.Same(field.Unit!));
        }
    }

    private void NoteOdd(FieldSchema field, Peers peers, double factor)
    {
        var (middle, odd) = peers.OutBy(factor);
        foreach (var (row, value) in odd)
        {
            problems.Row("value.out-of-peers", RowSeverity.Note, name, row, Heading(field), Number(value), new(
                $"{Number(value)} {field.Unit} 与同列多数值（约 {Number(middle)}）相差 {factor:0} 倍以上，单位可能写错",
                $"{Number(value)} {field.Unit} is {factor:0} times or more off most values of the column (about {Number(middle)}); its unit may be wrong"));
        }
    }

    private static string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);

    private static string Heading(FieldSchema field) => field.Headings.Length > 0 ? field.Headings[0] : field.Id;
}
