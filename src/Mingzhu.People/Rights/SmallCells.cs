using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Mingzhu.City;

namespace Mingzhu.People;

/// <summary>Small numbers of people in public figures are left out (小单元抑制), so that nobody is found in them.</summary>
/// <remarks>
/// A count from 1 to below <see cref="Least"/> is left out. Where only a single cell of a published sum is left out, or the ones left out come to less than <see cref="Least"/> together, the next smallest
/// is left out too, for else the sum gives them away. A sum that is small itself is a cell too. What remains hidden are intervals: whoever knows more than the table (that one of two persons is himself) may still work out the other.
/// </remarks>
/// <param name="Least">The smallest count that is shown.</param>
/// <param name="Source">Where the rule comes from.</param>
public sealed record SmallCells(int Least, Citation Source)
{
    private static readonly ConditionalWeakTable<Pack, SmallCells> Known = [];

    /// <summary>Reads <c>small-cells:</c> of rights.yaml; faults go to <see cref="Pack.Problems"/>.</summary>
    public static SmallCells Of(Pack pack) => Known.GetValue(pack, Read);

    /// <summary>Which cells may be shown.</summary>
    /// <param name="counts">How many people each cell counts; 0 or more.</param>
    /// <param name="sums">Sets of cells whose sum is published too: all of them for a plain list, each row and each column for a table.</param>
    /// <returns>For each cell the count, or null where it is left out.</returns>
    public ImmutableArray<int?> Suppress(IReadOnlyList<int> counts, IReadOnlyList<IReadOnlyList<int>> sums)
    {
        var hidden = counts.Select(count => count > 0 && count < Least).ToArray();
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var sum in sums)
                changed |= Protect(sum, counts, hidden);
        }

        return [.. counts.Select((count, at) => hidden[at] ? (int?)null : count)];
    }

    /// <summary>As <see cref="Suppress(IReadOnlyList{int}, IReadOnlyList{IReadOnlyList{int}})"/>, for a list whose sum is published.</summary>
    public ImmutableArray<int?> Suppress(IReadOnlyList<int> counts) => Suppress(counts, [[.. Enumerable.Range(0, counts.Count)]]);

    private bool Protect(IReadOnlyList<int> sum, IReadOnlyList<int> counts, bool[] hidden)
    {
        var changed = false;
        while (sum.Where(cell => hidden[cell]).ToArray() is { Length: > 0 } left && (left.Length == 1 || left.Sum(cell => counts[cell]) < Least))
        {
            // The smallest that is not nothing; a cell of none only where there is no other.
            var next = sum.Where(cell => !hidden[cell]).OrderBy(cell => counts[cell] == 0).ThenBy(cell => counts[cell]).Select(cell => (int?)cell).FirstOrDefault();
            if (next is null)
                return changed;
            hidden[next.Value] = changed = true;
        }

        return changed;
    }

    private static SmallCells Read(Pack pack)
    {
        var node = pack.File("rights.yaml")["small-cells"];
        if (!node.Exists)
            return new SmallCells(int.MaxValue, Citation.None); // nothing is said, so no count of people is shown
        node.OnlyKeys("least", "source");
        return new SmallCells(Math.Max(node["least"].Integer(), 1), node["source"].Citation());
    }
}
