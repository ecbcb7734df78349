namespace Mingzhu.Spatial;

/// <summary>Places on chains for which something is asked (站点): each knows its way to both ends of its chain, its connector included.</summary>
/// <remarks>Sorted by chain, and so by the place the chain hangs at: those of a subtree are a contiguous range. On one chain they stay in the order given. Ways are at most <see cref="NearestFacility.Unreached"/>. Immutable.</remarks>
internal sealed class Stations
{
    private Stations(EliminatedNetwork network, ReadOnlySpan<StretchOnChain> given)
    {
        (Count, FirstOn) = (given.Length, new int[network.LengthMm.Length + 1]);
        (Origin, Chain, Ends, UpperDepth, AtMm, ConnectorMm) = (new int[Count], new int[Count], new ChainEnds[Count], new int[Count], new int[Count], new int[Count]);
        foreach (ref readonly var each in given)
        {
            FirstOn[each.Chain + 1]++;
        }

        for (var chain = 1; chain < FirstOn.Length; chain++)
        {
            FirstOn[chain] += FirstOn[chain - 1];
        }

        var next = FirstOn.AsSpan(0, FirstOn.Length - 1).ToArray();
        for (var origin = 0; origin < given.Length; origin++)
        {
            ref readonly var each = ref given[origin];
            var (station, chain) = (next[each.Chain]++, each.Chain);
            (Origin[station], Chain[station], AtMm[station], ConnectorMm[station]) = (origin, chain, each.FromMm, each.ConnectorMm);
            (Ends[station], UpperDepth[station]) = (network.EndsOf(each), network.Tree.Depth[network.Upper[chain]]);
        }

        FirstAt = Array.ConvertAll(network.FirstChain, chain => FirstOn[chain]);
    }

    public int Count { get; }

    /// <summary>Which of the given ones: <c>int[station]</c>.</summary>
    public int[] Origin { get; }

    public int[] Chain { get; }

    /// <summary>The ways to both ends of the chain, connectors included: <c>ChainEnds[station]</c>.</summary>
    public ChainEnds[] Ends { get; }

    /// <summary>Depth of the upper end: <c>int[station]</c>.</summary>
    public int[] UpperDepth { get; }

    /// <summary>From the lower end along the chain, without the connector.</summary>
    public int[] AtMm { get; }

    public int[] ConnectorMm { get; }

    /// <summary>Where the stations on a chain begin: <c>int[chain + 1]</c>.</summary>
    public int[] FirstOn { get; }

    /// <summary>Where the stations on the chains of a place begin: <c>int[place + 1]</c>.</summary>
    public int[] FirstAt { get; }

    /// <summary>Sorts positions, points each.</summary>
    public static Stations Of(EliminatedNetwork network, ReadOnlySpan<StretchOnChain> positions) => new(network, positions);
}

/// <summary>The ends of a chain, and how far it is to them from a place on it; at most <see cref="NearestFacility.Unreached"/>.</summary>
internal readonly record struct ChainEnds(int Lower, int ToLowerMm, int Upper, int ToUpperMm);
