using Mingzhu.Spatial;

namespace Mingzhu.CheckUp;

/// <summary>Walks between sites and other things (步行距离): a site is entered as a facility would be that stands there.</summary>
internal sealed class SiteWalks
{
    /// <summary>The distance of a site that no way comes near to.</summary>
    public const int OffNetwork = -1;

    private readonly SiteGround _ground;
    private readonly IReadOnlyList<int> _rows;
    private readonly NetworkEntry[][] _entries;

    private SiteWalks(SiteGround ground, IReadOnlyList<int> rows, NetworkEntry[][] entries) => (_ground, _rows, _entries) = (ground, rows, entries);

    /// <summary>Sites that are rows of a layer.</summary>
    public static SiteWalks From(SiteGround ground, Layer sites, IReadOnlyList<int> rows, CancellationToken cancel)
    {
        var entries = new NetworkEntry[rows.Count][];
        Parallel.For(0, entries.Length, new ParallelOptions { CancellationToken = cancel }, at => entries[at] = ground.Walking!.EntriesOf(sites, rows[at]));
        return new SiteWalks(ground, rows, entries);
    }

    /// <summary>Distance from every site to the nearest of some rows, by site row: millimetres, <see cref="NearestFacility.Unreached"/> beyond the search, <see cref="OffNetwork"/>; and which row it is.</summary>
    public void ToNearest(Layer to, IReadOnlyList<int> targets, double searchM, int[] mm, int[]? nearest)
    {
        FacilityEntry[] entries = [.. targets.SelectMany((row, index) => _ground.Walking!.EntriesOf(to, row).Select(entry => new FacilityEntry(index, entry)))];
        var (places, firstOf) = Places(entries);
        var found = new NearestFacility(_ground.Walking!.Network.Graph).Find(places, entries, (int)Math.Round(searchM * 1000));
        for (var site = 0; site < _rows.Count; site++)
        {
            var (best, which) = (firstOf[site] == firstOf[site + 1] ? OffNetwork : NearestFacility.Unreached, -1);
            for (var place = firstOf[site]; place < firstOf[site + 1]; place++)
            {
                if (found.DistanceMm[place] < best || (found.DistanceMm[place] == best && found.Facility[place] >= 0 && found.Facility[place] < which))
                    (best, which) = (found.DistanceMm[place], found.Facility[place]);
            }

            mm[_rows[site]] = best;
            if (nearest is not null)
                nearest[_rows[site]] = which < 0 ? -1 : targets[which];
        }
    }

    /// <summary>Where each site is measured from: the ends of every stretch on which one stands at it, and wherever another stretch begins or ends within; so a distance between stretches is that of their nearest points.</summary>
    private (NetworkPosition[] Places, int[] FirstOf) Places(FacilityEntry[] targets)
    {
        var onEdge = targets.ToLookup(target => target.Entry.Edge, target => target.Entry);
        var (places, firstOf) = (new List<NetworkPosition>(), new int[_rows.Count + 1]);
        for (var site = 0; site < _rows.Count; site++)
        {
            foreach (var entry in _entries[site])
            {
                places.Add(new NetworkPosition(entry.Edge, entry.FromMm, entry.ConnectorMm));
                if (entry.ToMm == entry.FromMm)
                    continue;
                places.Add(new NetworkPosition(entry.Edge, entry.ToMm, entry.ConnectorMm));
                foreach (var other in onEdge[entry.Edge])
                    places.Add(new NetworkPosition(entry.Edge, Math.Clamp(other.FromMm, entry.FromMm, entry.ToMm), entry.ConnectorMm));
            }

            firstOf[site + 1] = places.Count;
        }

        return ([.. places], firstOf);
    }
}
