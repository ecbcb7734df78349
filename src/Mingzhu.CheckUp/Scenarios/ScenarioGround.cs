using System.Collections.Frozen;
using System.Collections.Immutable;
using Mingzhu.City;
using NetTopologySuite.Geometries;

namespace Mingzhu.CheckUp;

/// <summary>Something of a kind that the data have.</summary>
/// <param name="Layer">Its layer.</param>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name; empty if it has none.</param>
/// <param name="Lon">A point inside it, degrees, EPSG:4490.</param>
/// <param name="Lat">See <paramref name="Lon"/>.</param>
/// <param name="Subdistrict">Index of the subdistrict; −1 if unknown.</param>
/// <param name="Kind">Id of its kind.</param>
public sealed record ExistingSite(string Layer, string Id, string Name, double Lon, double Lat, int Subdistrict, string Kind);

/// <summary>
/// A city made ready to try things out on (试布底板): the walking network, the homes and who lives in them, whom every kind serves, the indicators that look at them. Prepared once for one state of the layers.
/// </summary>
/// <remarks>
/// Always: <see cref="Try"/> gives what a full check-up of the changed layers gives, for the same changes the same.<br/>
/// Cost: what a kind needs is measured when it is first tried; then a trial costs what lies about its changes. Thread-safe.
/// </remarks>
public sealed class ScenarioGround
{
    private readonly World _world;
    private readonly Homes _homes;
    private readonly KindStanding[] _kinds;
    private readonly Standing[] _standings;
    private readonly CircleSearch _circles;
    private readonly FrozenDictionary<(string Layer, string Id), ExistingSite> _found;

    private ScenarioGround(CheckUpInputs inputs, CancellationToken cancellation)
    {
        _world = new World(inputs, cancellation);
        _homes = new Homes(_world);
        cancellation.ThrowIfCancellationRequested();
        var sites = new SiteSets(_world, _homes);
        Kinds = TriedKind.Of(inputs.Pack, inputs.Catalog);
        _kinds = [.. Kinds.Select(kind => new KindStanding(_world, _homes, sites, kind))];
        _standings = [.. Standing.Of(_world, _homes, sites)];
        _circles = new CircleSearch(_world, _homes);
        Sites = Kinds.ToImmutableDictionary(kind => kind.Id, Existing);
        _found = Sites.Values.SelectMany(sites => sites).ToFrozenDictionary(site => (site.Layer, site.Id));
    }

    internal World World => _world;

    internal Homes Homes => _homes;

    /// <summary>What can be tried.</summary>
    public ImmutableArray<TriedKind> Kinds { get; }

    /// <summary>What there is of every kind, by id of the kind.</summary>
    public ImmutableDictionary<string, ImmutableArray<ExistingSite>> Sites { get; }

    /// <summary>Makes a city ready.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static ScenarioGround Prepare(CheckUpInputs inputs, CancellationToken cancellation = default) => new(inputs, cancellation);

    /// <summary>Whether something new, moved or gone can move an indicator. What inspectors see stays as they saw it.</summary>
    public static bool Moves(Indicator indicator) => indicator.Measure is not InspectedMeasure && indicator.Measure.Layers.Any(layer => layer is TriedKind.Facilities or TriedKind.Parks);

    /// <summary>The places of a level, in the order of every answer.</summary>
    public ImmutableArray<Place> Places(Level level) => _world.Places[level];

    /// <summary>The kind of an id; null if it cannot be tried.</summary>
    public TriedKind? Kind(string id) => Kinds.FirstOrDefault(kind => kind.Id == id);

    /// <summary>The finest place a point lies in; null outside the city.</summary>
    /// <param name="lon">Degrees, EPSG:4490.</param>
    /// <param name="lat">See <paramref name="lon"/>.</param>
    public Place? PlaceAt(double lon, double lat)
    {
        if (_world.TooFar(lon, lat) is not null)
            return null;
        var (x, y) = _world.Plane.Project(lon, lat);
        return _world.PlaceAt(new Coordinate(x, y));
    }

    /// <summary>Something of the data that can be moved or taken away; null if there is no such thing.</summary>
    public ExistingSite? Find(string layer, string id) => _found.GetValueOrDefault((layer, id));

    /// <summary>Where the residential buildings stand that no facility of a kind serves as the data are.</summary>
    /// <returns>Longitude and latitude of a point inside each, degrees, EPSG:4490.</returns>
    public ImmutableArray<(double Lon, double Lat)> Beyond(TriedKind kind) =>
        [.. _kinds.Where(each => each.Kind.Id == kind.Id).SelectMany(each => each.Beyond()).Select(home => (_homes.Lon[home], _homes.Lat[home]))];

    /// <summary>Whom a kind serves as the data are, and every indicator a new one of it would move. After that trials of the kind are quick.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public Trial Present(TriedKind kind, CancellationToken cancellation = default)
    {
        if (_world.Find(kind.Layer) is null || (_world.Tree.Nodes[0].Shape?.InteriorPoint.Coordinate ?? _homes.Inside.FirstOrDefault()) is not { } middle)
            return new Trial([], [], [], []);
        var (lon, lat) = _world.Plane.Unproject(middle.X, middle.Y);
        var trial = Try([new Change.Add(kind.Id, lon, lat, NewSize.Usual)], cancellation);
        return trial with
        {
            Changes = [],
            Kinds = [.. trial.Kinds.Select(one => one.Unchanged())],
            Indicators = [.. trial.Indicators.Select(one => one with { After = one.Before })],
            Notes = [],
        };
    }

    /// <summary>What the city would be after some changes.</summary>
    /// <exception cref="RefusedException">Every reason why some of the changes cannot be.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public Trial Try(IReadOnlyList<Change> changes, CancellationToken cancellation = default)
    {
        var alteration = Alteration.Of(_world, _world.Walks?.Ground, Kinds, changes);
        cancellation.ThrowIfCancellationRequested();
        var kinds = new List<KindTrial>();
        foreach (var kind in _kinds.Where(kind => kind.Changed(alteration)))
            kinds.Add(kind.After(alteration));
        var indicators = new List<IndicatorTrial>();
        foreach (var standing in _standings)
        {
            cancellation.ThrowIfCancellationRequested();
            if (standing.After(alteration, cancellation) is { } after)
                indicators.Add(new IndicatorTrial(standing.Indicator, standing.Variant, Fixed(standing.Now), Fixed(after)));
        }

        return new Trial([.. changes], [.. kinds], [.. indicators], [.. Notes(alteration, changes)]);
    }

    /// <summary>Two trials of this ground beside each other.</summary>
    public TrialPair Compare(Trial a, Trial b) => TrialPair.Of(a, b, Kinds, _standings);

    /// <summary>The life circles of any point, and the walk to a facility if one is named.</summary>
    /// <exception cref="RefusedException">The facility named is not in the data, or the point is neither in the city nor near it.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public PointCircles Around(double lon, double lat, (string Layer, string Id)? to = null, CancellationToken cancellation = default) => _circles.Around(lon, lat, to, cancellation);

    private static ImmutableSortedDictionary<Level, ImmutableArray<Reading>> Fixed(Dictionary<Level, Reading[]> readings) => readings
        .Where(level => Standing.Levels(level.Key)).ToImmutableSortedDictionary(level => level.Key, level => System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(level.Value));

    private IEnumerable<Wording> Notes(Alteration alteration, IReadOnlyList<Change> changes)
    {
        var placed = new[] { TriedKind.Facilities, TriedKind.Parks }.SelectMany(alteration.New).ToArray();
        if (placed.Count(row => row.Atom == PlaceTree.Outside) is > 0 and var outside)
            yield return new($"{outside} 项改动在市界之外：本身不计数，服务范围仍计入", $"{outside} changes lie outside the city: they are not counted themselves, what they serve is");
        if (placed.Count(row => row.Layer == TriedKind.Facilities && row.Entries.Length == 0) is > 0 and var off)
            yield return new($"{off} 项改动附近没有可步行的道路，步行到达不了", $"{off} changes have no way that can be walked near them; nobody reaches them on foot");
        if (changes.Count > 0 && _homes.Residents.AreHouseholds)
            yield return new("没有人口数据，按住户数计", "no population is known; households are counted");
        else if (changes.Count > 0 && _homes.Residents.Estimated is > 0 and var estimated)
            yield return new($"{estimated} 栋住宅所在社区的人口未知，按上级地方的户均人口推算", $"{estimated} residential buildings lie in communities of unknown population; they are taken to have as many people a household as the place above");
    }

    private ImmutableArray<ExistingSite> Existing(TriedKind kind)
    {
        if (_world.Find(kind.Layer) is not { } layer)
            return [];
        return
        [
            .. Enumerable.Range(0, layer.Count).Where(row => layer.Shapes[row] is not null && kind.Is(layer.Id, layer[row])).Select(row =>
            {
                var at = layer.Points[row]!;
                var (lon, lat) = _world.Plane.Unproject(at.X, at.Y);
                return new ExistingSite(
                    layer.Id, layer.Table.Ids[row], layer.Name(row), Math.Round(lon, 7), Math.Round(lat, 7), _world.AtomOf(layer)[row] is >= 0 and var atom ? _world.PlaceOf(atom, Level.Subdistrict) : -1, kind.Id);
            }),
        ];
    }
}
