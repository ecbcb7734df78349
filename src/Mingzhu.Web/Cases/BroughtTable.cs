using System.Collections.Immutable;
using System.Globalization;
using Mingzhu.City;
using Mingzhu.People;
using Mingzhu.Procedures;

namespace Mingzhu.Web.Cases;

/// <summary>A table of a case as a file brings it (以文件填写清单), the way it is taken away: columns by name, choices by their words. Rows are known by their first cell: those there are changed, others added, none taken away.</summary>
internal static class BroughtTable
{
    private static readonly string[] Days = ["yyyy-M-d", "yyyy/M/d", "yyyy.M.d"];

    /// <summary>The table as text, with what the file brings; or why it cannot be understood.</summary>
    /// <param name="table">The table.</param>
    /// <param name="written">What is filled in so far.</param>
    /// <param name="rows">The rows of the file.</param>
    public static (string Text, Refusal? Reason) Of(Content table, string? written, IReadOnlyList<ChartRow> rows)
    {
        var columns = new Dictionary<string, Content>();
        foreach (var heading in rows.SelectMany(row => row.Cells.Keys).Distinct())
        {
            if (table.Columns.FirstOrDefault(column => IsOf(column, heading.Trim())) is not { } column)
                return Not("lists.no-heading", $"“{table.Name.Zh}”没有栏目“{heading}”；栏目应为：{string.Join("、", table.Columns.Select(known => known.Name.Zh))}", $"'{table.Name.En}' has no column '{heading}'; its columns are: {string.Join(", ", table.Columns.Select(known => known.Name.En))}");
            if (columns.FirstOrDefault(known => known.Value == column).Key is { } before)
                return Not("lists.heading-twice", $"“{before}”和“{heading}”是同一栏目；请只留一个", $"'{before}' and '{heading}' are one column; keep one of them");
            columns[heading] = column;
        }

        var key = table.Columns[0];
        if (!columns.ContainsValue(key))
            return Not("lists.no-key", $"文件中没有栏目“{key.Name.Zh}”，无法知道各行是谁", $"the file has no column '{key.Name.En}': which row is which cannot be told");
        var all = TableText.Rows(table, written).Select(row => row.Cells).ToList();
        var (places, seen) = (new Dictionary<string, int>(), new Dictionary<string, long>());
        for (var at = 0; at < all.Count; at++)
            places.TryAdd(all[at].GetValueOrDefault(key.Id, ""), at); // What was typed may lack a name, or have one twice.
        foreach (var row in rows)
        {
            var cells = columns.ToImmutableSortedDictionary(pair => pair.Value.Id, pair => Written(pair.Value, row.Cells.GetValueOrDefault(pair.Key)), StringComparer.Ordinal);
            if (cells.Values.All(text => text.Length == 0))
                continue;
            if (cells[key.Id] is not { Length: > 0 } name)
                return Not("lists.row-unnamed", $"第 {row.Number} 行未填写“{key.Name.Zh}”", $"row {row.Number} has no '{key.Name.En}'");
            if (!seen.TryAdd(name, row.Number))
                return Not("lists.row-twice", $"第 {seen[name]} 行和第 {row.Number} 行都是“{name}”；请合并为一行", $"rows {seen[name]} and {row.Number} are both '{name}': make one of them");
            if (places.TryGetValue(name, out var at))
                all[at] = all[at].SetItems(cells);
            else
                all.Add(cells);
        }

        return seen.Count == 0 ? Not("lists.no-rows", "文件中没有行", "the file has no rows") : (TableText.Of(all), null);
    }

    // A unit may stand behind the name, as in what is taken away.
    private static bool IsOf(Content column, string heading) => new[] { column.Id, column.Name.Zh, column.Name.En }.Any(name => heading == name || heading.StartsWith(name + " (", StringComparison.Ordinal) || heading.StartsWith(name + "（", StringComparison.Ordinal));

    private static string Written(Content column, object? cell) => cell switch
    {
        null => "",
        bool yes => yes ? "yes" : "no",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        double number => number.ToString("0.##########", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => Understood(column, cell.ToString()!.Trim()),
    };

    // What is not understood stays as it is: the table says which row it is in.
    private static string Understood(Content column, string text) => column.Kind switch
    {
        ContentKind.Choice => column.Choices.FirstOrDefault(choice => text == choice.Id || text == choice.Name.Zh || text.Equals(choice.Name.En, StringComparison.OrdinalIgnoreCase))?.Id ?? text,
        ContentKind.YesNo => text.ToUpperInvariant() switch { "是" or "YES" => "yes", "否" or "NO" => "no", _ => text },
        ContentKind.Day when DateOnly.TryParseExact(text, Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => text,
    };

    private static (string, Refusal?) Not(string code, string zh, string en) => ("", new Refusal(code, new(zh, en)));
}
