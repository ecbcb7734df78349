using System.Collections;

namespace Mingzhu.Spatial;

/// <summary>What an OpenStreetMap element is.</summary>
public enum OsmKind : byte
{
    /// <summary>A point.</summary>
    Node,

    /// <summary>A line or ring of nodes.</summary>
    Way,

    /// <summary>A group of elements; here only those that make an area.</summary>
    Relation,
}

/// <summary>An element's id. Numbers are unique only within a kind.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Number">Its number.</param>
public readonly record struct OsmId(OsmKind Kind, long Number)
{
    /// <summary>"node/123", "way/123", "relation/5".</summary>
    public override string ToString() => Kind switch
    {
        OsmKind.Node => $"node/{Number}",
        OsmKind.Way => $"way/{Number}",
        _ => $"relation/{Number}",
    };
}

/// <summary>The tags of one element (标签), in strings that all elements of a file share.</summary>
/// <remarks>Cost: a lookup compares keys one after the other and allocates nothing; elements have few tags.</remarks>
#pragma warning disable CA1710 // "Tags" is what OpenStreetMap calls them
public readonly struct OsmTags : IReadOnlyCollection<KeyValuePair<string, string>>
#pragma warning restore CA1710
{
    // Key, value, key, value …
    private readonly IReadOnlyList<string>? _pairs;

    internal OsmTags(IReadOnlyList<string> pairs, int count) => (_pairs, Count) = (pairs, count);

    /// <summary>How many tags.</summary>
    public int Count { get; }

    /// <summary>The value of a key; null if there is no such tag.</summary>
    public string? this[string key]
    {
        get
        {
            for (var i = 0; i < Count; i++)
            {
                if (_pairs![2 * i] == key)
                    return _pairs[(2 * i) + 1];
            }
            return null;
        }
    }

    /// <summary>Tags from pairs; the later of two equal keys is not seen.</summary>
    public static OsmTags Of(params ReadOnlySpan<(string Key, string Value)> pairs)
    {
        var strings = new string[2 * pairs.Length];
        for (var i = 0; i < pairs.Length; i++)
            (strings[2 * i], strings[(2 * i) + 1]) = pairs[i];
        return new OsmTags(strings, pairs.Length);
    }

    /// <summary>Key and value of every tag, in file order.</summary>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
            yield return new(_pairs![2 * i], _pairs[(2 * i) + 1]);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The same tags on an array of their own: what a reader hands to a predicate is overwritten by the next element.</summary>
    internal OsmTags Alone() => Count == 0 ? default : new OsmTags([.. _pairs!], Count);
}
