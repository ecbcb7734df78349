using System.Collections.Concurrent;
using System.Collections.Immutable;
using Mingzhu.City;
using Mingzhu.Spatial;

namespace Mingzhu.CheckUp;

/// <summary>A city made ready for choosing sites (选址底数): its layers in the plane, the walking network, and indexes of whatever was asked for once. Good for one state of the city; thread-safe.</summary>
public sealed class SiteGround
{
    private readonly Func<string, Layer?> _open;
    private readonly ConcurrentDictionary<string, Lazy<Layer?>> _opened = new();
    private readonly ConcurrentDictionary<string, Lazy<(NearestShapes, NearestShapes)>> _nearest = new();
    private readonly ConcurrentDictionary<string, Lazy<(ShareWithin, ShareWithin)>> _within = new();
    private readonly ConcurrentDictionary<(string, int), Lazy<ResidentDemand>> _needs = new();
    private readonly ConcurrentDictionary<(string, string), Lazy<LandDemand>> _lands = new();

    /// <summary>On a city that is ready to try things out on.</summary>
    /// <param name="ground">The city.</param>
    /// <param name="open">Opens a layer that a check-up does not look at: parcels, control lines; null if it has not been imported.</param>
    public static SiteGround On(ScenarioGround ground, Func<string, LayerInput?> open) =>
        new(ground, id => open(id) is { } layer ? Layer.Of(layer, ground.World.Plane) : null);

    private SiteGround(ScenarioGround ground, Func<string, Layer?> open)
    {
        var world = ground.World;
        (World, Homes, TriedKinds, Existing, _open) = (world, ground.Homes, ground.Kinds, ground.Sites, open);
        (Rules, Kinds, Words) = (SitingRules.Of(world.Inputs.Pack), FacilityKinds.Of(world.Inputs.Pack), new SiteWords(world.Inputs.Pack));
    }

    /// <summary>The sites of a selection.</summary>
    /// <exception cref="RefusedException">There are no such candidates, or a condition speaks of what the city can't know; every reason.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public SiteAnswer Select(SiteSelection asked, IProgress<CheckUpProgress>? progress = null, CancellationToken cancel = default) => SiteSearch.Run(this, asked, progress, cancel);

    /// <summary>Where one more would help most.</summary>
    /// <exception cref="RefusedException">There is no such kind, no such candidates, no reach, or nothing to count.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public OneMoreAnswer WhereOneMore(OneMore asked, IProgress<CheckUpProgress>? progress = null, CancellationToken cancel = default) => OneMoreSearch.Run(this, asked, progress, cancel);

    /// <summary>Works out beforehand what most questions need, so that the first is answered as fast as the others.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; what was worked out is kept.</exception>
    public void Prepare(CancellationToken cancel = default) => SitePreparation.Run(this, cancel);

    /// <summary>What one more can be of.</summary>
    public ImmutableArray<Addable> Addables => CheckUp.Addables.Of(this);

    /// <summary>What there is of every kind already, by id of the kind.</summary>
    public ImmutableDictionary<string, ImmutableArray<ExistingSite>> Existing { get; }

    /// <summary>What the pack says of site selection.</summary>
    public SitingRules Rules { get; }

    internal World World { get; }

    internal Homes Homes { get; }

    /// <summary>What can be tried out, and how far it serves.</summary>
    internal ImmutableArray<TriedKind> TriedKinds { get; }

    internal FacilityKinds Kinds { get; }

    internal SiteWords Words { get; }

    /// <summary>The walking network; null if nothing can be walked.</summary>
    internal WalkingGround? Walking => World.Ground;

    /// <summary>How far two layers together may be off, metres.</summary>
    internal static double ErrorM(Layer sites, Layer? other) => sites.Input.AccuracyM + (other?.Input.AccuracyM ?? 0);

    /// <summary>The area of a row of a layer that decides whether it is large enough: to a hundredth of a square metre, so that 400 m² drawn are 400 m².</summary>
    internal static double AreaM2(Layer sites, int row) => Math.Round(sites.AreasM2[row], 2);

    /// <summary>A layer; null if it has not been imported.</summary>
    internal Layer? Find(string id) => World.Find(id) ?? _opened.GetOrAdd(id, name => new(() => _open(name))).Value;

    internal (NearestShapes Sure, NearestShapes Maybe) NearestOf(SiteTarget target, SiteTargets targets) =>
        _nearest.GetOrAdd(target.ToString(), _ => new(() => (Nearest(targets, targets.Sure), Nearest(targets, targets.Maybe)))).Value;

    internal (ShareWithin Sure, ShareWithin All) WithinOf(SiteTarget target, SiteTargets targets) =>
        _within.GetOrAdd(target.ToString(), _ => new(() => (Within(targets, targets.Sure), targets.Maybe.Length == 0 ? new ShareWithin([]) : Within(targets, [.. targets.Sure, .. targets.Maybe])))).Value;

    /// <summary>Who has no facility of a kind within a walk; kept, for a selection asks it of many sites and a person of many selections.</summary>
    internal ResidentDemand NeedOf(string kind, double reachM) => _needs.GetOrAdd((kind, (int)Math.Round(reachM * 1000)), _ => new(() => ResidentDemand.Walked(this, kind, reachM))).Value;

    /// <summary>The land that an indicator counts as not served.</summary>
    internal LandDemand LandOf(Indicator indicator, Addition addition, CancellationToken cancel) => _lands.GetOrAdd((indicator.Code, addition.Id), _ => new(() => new LandDemand(this, indicator, addition, cancel), LazyThreadSafetyMode.PublicationOnly)).Value;

    /// <summary>How a kind serves by the pack; null if it serves nobody.</summary>
    internal TriedKind? Kind(string id) => TriedKinds.FirstOrDefault(kind => kind.Id == id);

    /// <summary>How far one walks to a kind by the pack: its own limit, its circle's, else its radius; null if nothing says.</summary>
    internal double? ReachM(FacilityKind kind) =>
        kind.WalkM ?? LifeCircle.Of(World.Inputs.Pack, Kinds).FirstOrDefault(circle => circle.Kinds.Contains(kind.Id))?.WalkM ?? kind.RadiusM;

    private NearestShapes Nearest(SiteTargets targets, int[] rows) => new(World.Plane, [.. rows.Select(row => targets.Layer!.Shapes[row])]);

    private static ShareWithin Within(SiteTargets targets, int[] rows) => new(rows.Select(row => targets.Layer!.Shapes[row]!));
}
