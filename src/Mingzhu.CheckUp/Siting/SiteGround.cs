using System.Collections.Concurrent;
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
    private readonly Lazy<WalkingGround?> _walking;

    internal SiteGround(World world, Func<string, Layer?> open)
    {
        (World, _open) = (world, open);
        // Where nobody is known to live there is still a network to walk on.
        _walking = new(() => world.Walks?.Ground ?? WalkingGround.Of(world.Inputs.Pack, world.Plane, world.Find));
        (Rules, Kinds, Words) = (SitingRules.Of(world.Inputs.Pack), FacilityKinds.Of(world.Inputs.Pack), new SiteWords(world.Inputs.Pack));
    }

    /// <summary>What the pack says of site selection.</summary>
    public SitingRules Rules { get; }

    internal World World { get; }

    internal FacilityKinds Kinds { get; }

    internal SiteWords Words { get; }

    /// <summary>The walking network; null if nothing can be walked.</summary>
    internal WalkingGround? Walking => _walking.Value;

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

    private NearestShapes Nearest(SiteTargets targets, int[] rows) => new(World.Plane, [.. rows.Select(row => targets.Layer!.Shapes[row])]);

    private static ShareWithin Within(SiteTargets targets, int[] rows) => new(rows.Select(row => targets.Layer!.Shapes[row]!));
}
