using System.Collections.Immutable;
using Mingzhu.City;
using Mingzhu.Spatial;

namespace Mingzhu.CheckUp;

/// <summary>How much of a place is served, as the data are and with some sites more.</summary>
/// <param name="Place">The place.</param>
/// <param name="Total">All there is: residents, or m² of land.</param>
/// <param name="Before">Of it served as the data are.</param>
/// <param name="After">Of it served with the sites.</param>
public readonly record struct PlaceGain(Place Place, double Total, double Before, double After)
{
    /// <summary>What the sites add.</summary>
    public double Adds => After - Before;
}

/// <summary>Who serves what, made ready for a choice.</summary>
/// <param name="Sets">The candidates in their order, and the demand they serve.</param>
/// <param name="PerUnit">Parts of weight to one resident, or to one m².</param>
/// <param name="CutM2">Land that could not be told to be on this or that side of an edge, m²; 0 for residents.</param>
internal sealed record DemandSets(CoverSets Sets, double PerUnit, double CutM2 = 0);

/// <summary>What is lacking where, and what of it a site would serve (缺口需求).</summary>
/// <remarks>Always: the gain of a site is the difference of what is served with it and without it, measured anew; gains of sites do not add up, they share demand.</remarks>
internal abstract class SiteDemand
{
    /// <summary>What is counted: residents, households, m² of residential land.</summary>
    public abstract Wording Unit { get; }

    /// <summary>In the whole city.</summary>
    public abstract PlaceGain City { get; }

    /// <summary>What no site could be told to serve, because it lies off the network.</summary>
    public virtual double Unreachable => 0;

    /// <summary>What each site alone would newly serve, in the order of the rows.</summary>
    public abstract double[] Gains(Layer sites, IReadOnlyList<int> rows, IProgress<int>? progress, CancellationToken cancel);

    /// <summary>Who serves what, in the order of the rows.</summary>
    public abstract DemandSets Sets(Layer sites, IReadOnlyList<int> rows, CancellationToken cancel);

    /// <summary>Every place of a level with some sites built, measured anew.</summary>
    public abstract ImmutableArray<PlaceGain> With(Layer sites, IReadOnlyList<int> rows, Level level, CancellationToken cancel);

    /// <summary>Does something for every row, some at a time, telling after each how many are done.</summary>
    protected static void ForEach<T>(IReadOnlyList<int> rows, Func<T> tool, Action<T, int> work, IProgress<int>? progress, CancellationToken cancel)
    {
        var done = 0;
        Parallel.For(0, rows.Count, new ParallelOptions { CancellationToken = cancel }, tool, (at, _, mine) =>
        {
            work(mine, at);
            progress?.Report(Interlocked.Increment(ref done));
            return mine;
        }, _ => { });
    }
}
