using System.Collections.Concurrent;
using Mingzhu.Spatial;

namespace Mingzhu.CheckUp;

/// <summary>Walks from homes to sites that change (试算步行距离): the one door to the network's searches. Thread-safe.</summary>
internal sealed class LocalWalks(WalkGraph graph, NetworkPosition[] homes)
{
    private readonly ConcurrentBag<NearestFacility> _idle = [];

    /// <summary>From all homes to the nearest site.</summary>
    public NearestResult FromAll(IReadOnlyList<NetworkEntry[]> sites, int limitMm) => Find(homes, sites, limitMm);

    /// <summary>From some homes to the nearest site, in the order of the homes.</summary>
    public NearestResult From(IReadOnlyList<int> some, IReadOnlyList<NetworkEntry[]> sites, int limitMm) => Find([.. some.Select(home => homes[home])], sites, limitMm);

    private NearestResult Find(NetworkPosition[] from, IReadOnlyList<NetworkEntry[]> sites, int limitMm)
    {
        FacilityEntry[] entries = [.. sites.SelectMany((site, index) => site.Select(entry => new FacilityEntry(index, entry)))];
        var search = _idle.TryTake(out var idle) ? idle : new NearestFacility(graph);
        try
        {
            return search.Find(from, entries, limitMm);
        }
        finally
        {
            _idle.Add(search);
        }
    }
}
