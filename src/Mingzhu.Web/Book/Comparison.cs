using System.Collections.Immutable;
using Mingzhu.Atlas;
using Mingzhu.Spatial;

namespace Mingzhu.Web.Book;

/// <summary>Two versions of a layer as the pages read them (版本对比).</summary>
/// <param name="From">The older.</param>
/// <param name="To">The newer.</param>
/// <param name="Changes">What is not as it was, by kind and then id.</param>
/// <param name="Names">The names of the features that changed, by id; those without a name are not in it.</param>
/// <param name="Same">How many features are as they were.</param>
public sealed record Comparison(LayerVersion From, LayerVersion To, ImmutableArray<FeatureChange> Changes, ImmutableDictionary<string, string> Names, int Same)
{
    /// <summary>How many of a kind.</summary>
    public int Count(ChangeKind kind) => Changes.Count(change => change.Kind == kind);

    /// <summary>The name of a feature that changed; empty if it has none.</summary>
    public string NameOf(FeatureChange change) => Names.GetValueOrDefault(change.Id, "");

    /// <summary>Puts a comparison and the two tables it is about together.</summary>
    public static Comparison Of(LayerVersion from, LayerVersion to, FeatureTable before, FeatureTable after, LayerComparison compared)
    {
        var changed = compared.Changes.Select(change => change.Id).ToHashSet(StringComparer.Ordinal);
        var names = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        // A feature is called as it is now, one that is gone as it was.
        foreach (var table in new[] { before, after })
        {
            for (var row = 0; row < table.Count; row++)
            {
                if (changed.Contains(table.Ids[row]) && table.Value(row, "name") is string { Length: > 0 } name)
                    names[table.Ids[row]] = name;
            }
        }

        return new Comparison(from, to, [.. compared.Changes.OrderBy(change => change.Kind).ThenBy(change => change.Id, StringComparer.Ordinal)], names.ToImmutable(), compared.Counts.Unchanged);
    }
}
