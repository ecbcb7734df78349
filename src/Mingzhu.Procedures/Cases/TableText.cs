using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using Mingzhu.City;

namespace Mingzhu.Procedures;

/// <summary>A row of a table content (清单行), read by its columns.</summary>
/// <param name="Columns">What a row holds.</param>
/// <param name="Cells">Texts by column.</param>
public sealed record TableRow(ImmutableArray<Content> Columns, ImmutableSortedDictionary<string, string> Cells) : IRow
{
    /// <summary>The first cell: what names the row.</summary>
    public string Key => Cells.GetValueOrDefault(Columns[0].Id, "");

    /// <summary>The value of a column, as its kind says; null where it is not filled in.</summary>
    public object? this[string field] => Columns.FirstOrDefault(column => column.Id == field) is { } column ? ContentText.Value(column, Cells.GetValueOrDefault(field)) : null;
}

/// <summary>Tables are kept as a JSON array of objects, texts by column.</summary>
public static class TableText
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The rows; none where the text is none of ours.</summary>
    public static ImmutableArray<TableRow> Rows(Content table, string? text) => Read(text) is { } rows ? [.. rows.Select(cells => new TableRow(table.Columns, cells))] : [];

    /// <summary>Writes rows; cells that hold nothing are left out.</summary>
    public static string Of(IEnumerable<ImmutableSortedDictionary<string, string>> rows) =>
        JsonSerializer.Serialize(rows.Select(cells => cells.Where(cell => cell.Value.Trim().Length > 0).ToImmutableSortedDictionary(cell => cell.Key, cell => cell.Value.Trim(), StringComparer.Ordinal)), Json);

    /// <summary>What is wrong with a table: which row, which column.</summary>
    internal static Refusal? Fault(Content table, string text)
    {
        if (Read(text) is null)
            return new Refusal("content.no-table", new($"“{table.Name.Zh}”不是清单（JSON 数组，每行一个对象）", $"'{table.Name.En}' is no table: a JSON array with an object for each row is expected"));
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (row, at) in Rows(table, text).Select((row, at) => (row, at + 1)))
        {
            if (row.Cells.Keys.FirstOrDefault(cell => table.Columns.All(column => column.Id != cell)) is { } unknown)
                return new Refusal("content.no-column", new($"“{table.Name.Zh}”第 {at} 行：没有栏目“{unknown}”", $"'{table.Name.En}', row {at}: there is no column '{unknown}'"));
            if (row.Key.Length == 0 || !seen.Add(row.Key))
                return new Refusal("content.row-key", new($"“{table.Name.Zh}”第 {at} 行：“{table.Columns[0].Name.Zh}”须填写且不得重复（{row.Key}）", $"'{table.Name.En}', row {at}: '{table.Columns[0].Name.En}' has to be there and to be the only one ({row.Key})"));
            foreach (var column in table.Columns)
            {
                if (ContentText.Fault(column, row.Cells.GetValueOrDefault(column.Id, "")) is { } fault)
                    return fault with { Says = new($"“{table.Name.Zh}”{row.Key}：{fault.Says.Zh}", $"'{table.Name.En}', {row.Key}: {fault.Says.En}") };
            }
        }

        return null;
    }

    private static ImmutableSortedDictionary<string, string>[]? Read(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        try
        {
            return [.. (JsonSerializer.Deserialize<Dictionary<string, string>[]>(text, Json) ?? []).Select(row => (row ?? []).ToImmutableSortedDictionary(StringComparer.Ordinal))];
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
