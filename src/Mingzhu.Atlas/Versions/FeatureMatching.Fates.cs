using System.Collections.Immutable;
using Mingzhu.Spatial;

namespace Mingzhu.Atlas;

/// <summary>What follows from who is who: final ids, and what became of everybody.</summary>
internal sealed partial class FeatureMatching
{
    /// <summary>Ids by row: the key, the id it had before, or a new one that never was anybody's.</summary>
    private (string[] Ids, long HighestIssued) Ids(long highest)
    {
        var ids = new string[_after.Count];
        for (var row = 0; row < ids.Length; row++)
            ids[row] = !_provisional[row] ? _after.Ids[row] : _oldOf[row] >= 0 ? _before.Ids[_oldOf[row]] : "";
        highest = Math.Max(highest, IssuedId.Highest(ids));
        foreach (var row in Unpaired(_oldOf).Where(row => _provisional[row]).OrderBy(row => Rank[row]))
            ids[row] = IssuedId.Of(++highest);
        return (ids, highest);
    }

    /// <summary>The rows under their ids, in the order of ids; in a layer with a key, who had none has the id for it.</summary>
    private FeatureTable Renamed(LayerSchema schema, string[] ids)
    {
        if (ids.AsSpan().SequenceEqual(_after.Ids))
            return _after;
        var order = RowOrder.ById(ids);
        var key = _after.Fields.Select(field => field.Name).ToList().IndexOf(schema.Key ?? "");
        return new FeatureTable(
            _after.Fields, Array.ConvertAll(order, row => ids[row]), Array.ConvertAll(order, row => _after.Geometries[row]),
            [.. _after.Columns.Select((column, at) => Array.ConvertAll(order, row => at == key && _provisional[row] ? ids[row] : column[row]))]);
    }

    private ImmutableArray<FeatureMatch> Lines(string[] ids)
    {
        Parallel.For(0, ids.Length, row =>
        {
            if (_oldOf[row] is >= 0 and var old)
                _likeness[row] ??= _oldShape[old] == _newShape[row] ? 1 : Old(old) is { } from && New(row) is { } to ? PlacedShape.Likeness(from, to, _rule) : null;
        });
        var lines = new List<FeatureMatch>();
        for (var row = 0; row < ids.Length; row++)
        {
            if (_oldOf[row] is >= 0 and var old)
                lines.AddRange(FateOf(old, row, ids[row]));
            else
                lines.Add(new FeatureMatch(FeatureFate.Added, null, ids[row]));
        }

        lines.AddRange(Unpaired(_newOf).Select(old => new FeatureMatch(FeatureFate.Removed, _before.Ids[old], null)));
        lines.AddRange(Parts(FeatureFate.SplitFrom, ids));
        lines.AddRange(Parts(FeatureFate.MergedInto, ids));
        return [.. lines.OrderBy(line => line.After, StringComparer.Ordinal).ThenBy(line => line.Before, StringComparer.Ordinal).ThenBy(line => line.Fate)];
    }

    private IEnumerable<FeatureMatch> FateOf(int old, int row, string id)
    {
        if (_before.Ids[old] != id)
            yield return new FeatureMatch(FeatureFate.Rekeyed, _before.Ids[old], id, _likeness[row]);
        if (_oldShape[old] != _newShape[row])
            yield return new FeatureMatch(FeatureFate.Moved, _before.Ids[old], id, _likeness[row]);
    }

    /// <summary>
    /// Split: new features of which the rule's share lies in one old feature that ended or changed, and not in what that one became. Merged: the same, old and new exchanged.
    /// </summary>
    private List<FeatureMatch> Parts(FeatureFate fate, string[] ids)
    {
        var split = fate == FeatureFate.SplitFrom;
        var parts = Unpaired(split ? _oldOf : _newOf).Where(row => (split ? New(row) : Old(row)) is not null).ToArray();
        var wholes = Enumerable.Range(0, split ? _before.Count : _after.Count).Where(row => Changed(row, split) && (split ? Old(row) : New(row)) is not null).ToArray();
        var tree = new PackedTree(Array.ConvertAll(wholes, row => (split ? _oldPlaced : _newPlaced)[row]!.Box));
        var found = new FeatureMatch?[parts.Length];
        Parallel.For(0, parts.Length, at =>
        {
            var part = (split ? _newPlaced : _oldPlaced)[parts[at]]!;
            var (best, most) = (-1, 0.0);
            foreach (var item in tree.Meeting(part.Box))
            {
                var row = wholes[item];
                var share = part.ShareIn((split ? _oldPlaced : _newPlaced)[row]!, _rule);
                var name = split ? _before.Ids[row] : ids[row];
                if (share >= _rule.Share && (share > most || (share == most && string.CompareOrdinal(name, split ? _before.Ids[best] : ids[best]) < 0)) && !StillThere(part, row, split))
                    (best, most) = (row, share);
            }

            if (best >= 0)
                found[at] = split ? new FeatureMatch(fate, _before.Ids[best], ids[parts[at]], most) : new FeatureMatch(fate, _before.Ids[parts[at]], ids[best], most);
        });
        return [.. found.OfType<FeatureMatch>()];
    }

    /// <summary>Whether an old feature ended or changed its shape (a new one began or changed).</summary>
    private bool Changed(int row, bool old)
    {
        var partner = old ? _newOf[row] : _oldOf[row];
        return partner < 0 || (old ? _oldShape[row] != _newShape[partner] : _newShape[row] != _oldShape[partner]);
    }

    /// <summary>Whether the part also lies in what the whole became (was before), so that it was not taken from it: small plans lie in large ones.</summary>
    private bool StillThere(PlacedShape part, int whole, bool split)
    {
        var partner = split ? _newOf[whole] : _oldOf[whole];
        return partner >= 0 && (split ? New(partner) : Old(partner)) is { } other && part.ShareIn(other, _rule) >= _rule.Share;
    }

    private MatchCounts Count(ImmutableArray<FeatureMatch> lines)
    {
        int Of(FeatureFate fate) => lines.Count(line => line.Fate == fate);
        var moved = lines.Where(line => line.Fate == FeatureFate.Moved).Select(line => line.After).ToHashSet();
        var rekeyed = Of(FeatureFate.Rekeyed);
        var paired = _oldOf.Count(old => old >= 0);
        var kept = paired - moved.Count - lines.Count(line => line.Fate == FeatureFate.Rekeyed && !moved.Contains(line.After));
        return new MatchCounts(kept, moved.Count, rekeyed, Of(FeatureFate.Added), Of(FeatureFate.Removed), Of(FeatureFate.SplitFrom), Of(FeatureFate.MergedInto));
    }
}
