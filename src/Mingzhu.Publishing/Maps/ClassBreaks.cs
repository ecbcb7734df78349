using System.Collections.Immutable;

namespace Mingzhu.Publishing.Maps;

/// <summary>
/// At most five classes of about equally many places (分级). Values come as they are shown; each class is named by the least and greatest value really in it. Where a fifth or more of the
/// places have 0, zero is a class of its own.
/// </summary>
internal sealed class ClassBreaks
{
    private const int Most = 5;

    private ClassBreaks(ImmutableArray<(double Least, double Greatest, int Count)> classes) => Classes = classes;

    /// <summary>The classes, from small to great.</summary>
    public ImmutableArray<(double Least, double Greatest, int Count)> Classes { get; }

    /// <summary>Classes of these values; any order.</summary>
    public static ClassBreaks Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        var zeros = sorted.Count(value => value == 0);
        var apart = zeros * Most >= sorted.Count && zeros > 0 && sorted.Count > 0 && sorted[0] == 0;
        var rest = apart ? sorted[zeros..] : sorted;
        var parts = apart ? Most - 1 : Most;
        var uppers = rest.Count == 0 ? [] : Enumerable.Range(1, parts).Select(part => rest[(int)((long)rest.Count * part + parts - 1) / parts - 1]).Distinct().ToList();
        if (apart)
            uppers.Insert(0, 0);
        var classes = ImmutableArray.CreateBuilder<(double, double, int)>();
        var from = 0;
        foreach (var upper in uppers)
        {
            var to = sorted.FindLastIndex(value => value <= upper) + 1;
            classes.Add((sorted[from], sorted[to - 1], to - from));
            from = to;
        }

        return new ClassBreaks(classes.ToImmutable());
    }

    /// <summary>The class of one of the values.</summary>
    public int Of(double value) => Enumerable.Range(0, Classes.Length).First(index => value <= Classes[index].Greatest);
}
