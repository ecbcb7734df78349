using System.Collections.Concurrent;
using Mingzhu.City;

namespace Mingzhu.CheckUp;

/// <summary>Makes the site sets of a city, and keeps those of whole kinds. Thread-safe.</summary>
internal sealed class SiteSets
{
    private readonly World _world;
    private readonly Homes _homes;
    private readonly LocalWalks? _walks;
    private readonly ConcurrentDictionary<(string Kind, int LimitMm), Lazy<SiteSet?>> _ofKinds = new();

    public SiteSets(World world, Homes homes)
    {
        (_world, _homes) = (world, homes);
        _walks = world.Walks is { } walks ? new LocalWalks(walks.Ground.Network.Graph, homes.Positions) : null;
    }

    /// <summary>Sites one walks to; null if nothing can be walked.</summary>
    public SiteSet? Walked(SiteRows[] rows, int limitMm) => _walks is null ? null : new WalkedSites(_homes, rows, _world.Walks!.Ground, _walks, limitMm);

    /// <summary>Sites that serve in a straight line, each as far as its row says.</summary>
    public SiteSet Straight(SiteRows[] rows, Func<IRow, double> reachM) => new StraightSites(_homes, rows, reachM);

    /// <summary>All facilities of a kind, within a walk; null if nothing can be walked or there is no such layer.</summary>
    public SiteSet? Walked(string kind, double walkM) => _ofKinds.GetOrAdd((kind, (int)Math.Floor(walkM * 1000)), key => new(() =>
        _world.Find(TriedKind.Facilities) is { } layer ? Walked([Of(layer, row => row["kind"] as string == key.Kind)], key.LimitMm) : null)).Value;

    /// <summary>All that serve as a kind does; null if there is no such layer, or nothing can be walked.</summary>
    public SiteSet? Of(TriedKind kind) => kind.WalkM is { } walkM
        ? Walked(kind.Id, walkM)
        : _ofKinds.GetOrAdd((kind.Id, -1), _ => new(() => _world.Find(kind.Layer) is { } layer ? Straight([Of(layer, row => kind.Is(layer.Id, row))], kind.StraightM) : null)).Value;

    private static SiteRows Of(Layer layer, Func<IRow, bool> serves) => new(layer, [.. Enumerable.Range(0, layer.Count).Select(row => layer.Shapes[row] is not null && serves(layer[row]))], serves);
}
