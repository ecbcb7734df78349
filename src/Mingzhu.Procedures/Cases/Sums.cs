using System.Collections.Immutable;
using Mingzhu.City;

namespace Mingzhu.Procedures;

/// <summary>Numbers that follow from a table of the case (汇总).</summary>
public static class Sums
{
    /// <summary>The number; null where the table is not filled in, or a row that counts says nothing.</summary>
    public static double? Of(Case @case, TableSum sum) => @case.TableOf(sum.Of) is { } rows && rows.All(row => Part(row, sum) is not null)
        ? rows.Sum(row => Part(row, sum)!.Value) - (sum.Less is { } less ? Of(@case, less) : 0)
        : null;

    /// <summary>The rows for want of which there is no number, of the table that is added up.</summary>
    public static ImmutableArray<string> Wanting(Case @case, TableSum sum) => [.. (@case.TableOf(sum.Of) ?? []).Where(row => Part(row, sum) is null).Select(row => row.Key)];

    /// <summary>The rows that count.</summary>
    public static ImmutableArray<string> Counted(Case @case, TableSum sum) => [.. (@case.TableOf(sum.Of) ?? []).Where(row => sum.When.Holds(row) == true).Select(row => row.Key)];

    // What a row adds: nothing where it does not count, null where that is unknown or its number is.
    private static double? Part(TableRow row, TableSum sum) => sum.When.Holds(row) switch
    {
        null => null,
        false => 0,
        true => sum.Column is { } column ? row[column] as double? : 1,
    };
}
