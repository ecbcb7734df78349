using System.Collections.Immutable;
using System.Text.Json;
using Mingzhu.Store;

namespace Mingzhu.Atlas;

/// <summary>What became of a feature from one version to the next.</summary>
public enum FeatureFate : byte
{
    /// <summary>The same feature, in another place or shape.</summary>
    Moved,

    /// <summary>The same place under another key: the id follows the key, what refers to the old id can follow this line.</summary>
    Rekeyed,

    /// <summary>An id that was not there before.</summary>
    Added,

    /// <summary>An id that is no longer there.</summary>
    Removed,

    /// <summary>A new feature that was part of an old one, which ended or became smaller.</summary>
    SplitFrom,

    /// <summary>An old feature that became part of another, which is new or became larger.</summary>
    MergedInto,
}

/// <summary>One line of a match table.</summary>
/// <param name="Fate">What became of it.</param>
/// <param name="Before">Id in the older version; null for <see cref="FeatureFate.Added"/>.</param>
/// <param name="After">Id in the newer version; null for <see cref="FeatureFate.Removed"/>.</param>
/// <param name="Share">What the line rests on, 0–1: of moved and re-keyed features the share in which they agree, of parts the share that lies in the whole; null where nothing was measured.</param>
public sealed record FeatureMatch(FeatureFate Fate, string? Before, string? After, double? Share = null);

/// <summary>How many features of a version met which fate; <paramref name="Added"/> and <paramref name="Removed"/> count split and merged ones too.</summary>
/// <param name="Kept">Same id, same shape; values may have changed.</param>
/// <param name="Moved">Same id, another shape.</param>
/// <param name="Rekeyed">Same place, another key.</param>
/// <param name="Added">Ids that are new, re-keyed ones not counted.</param>
/// <param name="Removed">Ids that ended, re-keyed ones not counted.</param>
/// <param name="Split">New features that were part of an old one.</param>
/// <param name="Merged">Old features that became part of another.</param>
public sealed record MatchCounts(int Kept, int Moved, int Rekeyed, int Added, int Removed, int Split, int Merged);

/// <summary>How the features of a version were known again in the next (匹配表): kept in the vault beside the version. Features that kept id and shape are only counted.</summary>
/// <param name="Format">1.</param>
/// <param name="Layer">Which layer.</param>
/// <param name="Before">Number of the older version.</param>
/// <param name="BeforeRows">Canonical rows of the older version.</param>
/// <param name="AfterRows">Canonical rows of the newer version.</param>
/// <param name="Rule">By which rule.</param>
/// <param name="Counts">How many of each.</param>
/// <param name="Lines">Sorted by <see cref="FeatureMatch.After"/>, then <see cref="FeatureMatch.Before"/>, then fate.</param>
public sealed record MatchTable(
    int Format, string Layer, int Before, string BeforeRows, string AfterRows, MatchRule Rule, MatchCounts Counts, ImmutableArray<FeatureMatch> Lines)
{
    /// <summary>The table of a version; null for a first version, and for those recorded before ids were carried over.</summary>
    public static MatchTable? Of(Workspace workspace, LayerVersion version) => version.Origin?.Matches is { } file ? Read(workspace.Vault.Read(file)) : null;

    internal static MatchTable Read(byte[] bytes) => JsonSerializer.Deserialize<MatchTable>(bytes, FactJson.Options)!;

    internal byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, FactJson.Options);
}
