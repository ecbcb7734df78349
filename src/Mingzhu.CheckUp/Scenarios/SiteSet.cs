using Mingzhu.City;
using Mingzhu.Spatial;
using NetTopologySuite.Geometries;

namespace Mingzhu.CheckUp;

/// <summary>A home whose distance to the nearest site changes; beyond reach it is <see cref="NearestFacility.Unreached"/>.</summary>
internal readonly record struct DistanceShift(int Home, int BeforeMm, int AfterMm);

/// <summary>Sites that serve homes, and what becomes of the homes within reach when some change (服务点).</summary>
/// <remarks>Always: a shift is what measuring all homes anew would give.</remarks>
internal abstract class SiteSet(Homes homes, SiteRows[] rows)
{
    private readonly Lock _measuring = new();
    private int[]? _nowMm;

    /// <summary>Distance of every home as the data are, mm; beyond reach <see cref="NearestFacility.Unreached"/>.</summary>
    public int[] NowMm
    {
        get
        {
            lock (_measuring)
                return _nowMm ??= Measure();
        }
    }

    protected Homes Homes { get; } = homes;

    protected SiteRows[] Rows { get; } = rows;

    /// <summary>Whether there is any site after a change.</summary>
    public bool Any(Alteration alteration) => Array.Exists(Rows, rows => rows.Kept(alteration).Any() || rows.New(alteration).Any());

    /// <summary>Whether a change touches any site.</summary>
    public bool Changed(Alteration alteration) => Array.Exists(Rows, rows => rows.Changed(alteration));

    /// <summary>The homes whose distance is another after a change, in no order.</summary>
    public IReadOnlyList<DistanceShift> After(Alteration alteration) => Changed(alteration) ? Shifts(alteration) : [];

    /// <summary>Distance of every home after a change.</summary>
    public int[] AfterMm(Alteration alteration)
    {
        var shifts = After(alteration);
        if (shifts.Count == 0)
            return NowMm;
        var after = (int[])NowMm.Clone();
        foreach (var shift in shifts)
            after[shift.Home] = shift.AfterMm;
        return after;
    }

    protected abstract int[] Measure();

    protected abstract IReadOnlyList<DistanceShift> Shifts(Alteration alteration);
}

/// <summary>Which rows of the layers are sites: of each layer those kept by a test.</summary>
/// <param name="Layer">A layer.</param>
/// <param name="Serves">By row of the data.</param>
/// <param name="ServesNew">Whether a row that is not in the data would serve.</param>
internal sealed record SiteRows(Layer Layer, bool[] Serves, Func<IRow, bool> ServesNew)
{
    public IEnumerable<int> Kept(Alteration alteration) => Enumerable.Range(0, Serves.Length).Where(row => Serves[row] && alteration.Keeps(Layer.Id, row));

    public IEnumerable<int> Gone(Alteration alteration) => alteration.Gone(Layer.Id).Where(row => Serves[row]);

    public IEnumerable<NewRow> New(Alteration alteration) => alteration.New(Layer.Id).Where(row => ServesNew(row.Values));

    public bool Changed(Alteration alteration) => Gone(alteration).Any() || New(alteration).Any();
}

/// <summary>Sites one walks to, up to a limit.</summary>
internal sealed class WalkedSites : SiteSet
{
    private readonly WalkingGround _ground;
    private readonly LocalWalks _walks;
    private readonly int _limitMm;
    private readonly double _limitM;
    private readonly (Layer Layer, int Row)[] _sites;
    private readonly Dictionary<(string, int), int> _siteOf;
    private readonly PackedTree _tree;
    private int[] _nearest = [];

    public WalkedSites(Homes homes, SiteRows[] rows, WalkingGround ground, LocalWalks walks, int limitMm)
        : base(homes, rows)
    {
        (_ground, _walks, _limitMm) = (ground, walks, limitMm);
        _limitM = limitMm / 1000.0 * WalkingGround.PlaneStretch;
        _sites = [.. rows.SelectMany(each => each.Kept(Alteration.None).Where(row => each.Layer.Shapes[row] is not null).Select(row => (each.Layer, row)))];
        _siteOf = _sites.Select((site, index) => (site, index)).ToDictionary(pair => (pair.site.Layer.Id, pair.site.Row), pair => pair.index);
        _tree = new PackedTree(Array.ConvertAll(_sites, BoxOf));
    }

    protected override int[] Measure()
    {
        var found = _walks.FromAll([.. _sites.Select(site => _ground.EntriesOf(site.Layer, site.Row))], _limitMm);
        _nearest = found.Facility;
        return found.DistanceMm;
    }

    protected override IReadOnlyList<DistanceShift> Shifts(Alteration alteration)
    {
        var now = NowMm;
        var gone = Rows.SelectMany(rows => rows.Gone(alteration).Select(row => _siteOf[(rows.Layer.Id, row)])).ToHashSet();
        NewRow[] added = [.. Rows.SelectMany(rows => rows.New(alteration))];
        var after = new Dictionary<int, int>();
        Leave(gone, after);
        Arrive(added, after);
        return [.. after.Where(pair => pair.Value != now[pair.Key]).Select(pair => new DistanceShift(pair.Key, now[pair.Key], pair.Value))];
    }

    /// <summary>Homes whose nearest site is gone look for the nearest of the others around.</summary>
    private void Leave(HashSet<int> gone, Dictionary<int, int> after)
    {
        if (gone.Count == 0)
            return;
        int[] left = [.. Near(gone.Select(site => BoxOf(_sites[site]))).Where(home => gone.Contains(_nearest[home]))];
        if (left.Length == 0)
            return;
        var around = left.Aggregate(Box.Empty, (box, home) => box.With(Box.At(Homes.Start[home].X, Homes.Start[home].Y))).Grown(_limitM);
        var others = new List<NetworkEntry[]>();
        foreach (var site in _tree.Meeting(around))
        {
            if (!gone.Contains(site))
                others.Add(_ground.EntriesOf(_sites[site].Layer, _sites[site].Row));
        }

        var found = _walks.From(left, others, _limitMm);
        for (var i = 0; i < left.Length; i++)
            after[left[i]] = found.DistanceMm[i];
    }

    /// <summary>Homes about new sites take them if they are nearer.</summary>
    private void Arrive(NewRow[] added, Dictionary<int, int> after)
    {
        if (added.Length == 0)
            return;
        int[] about = [.. Near(added.Select(row => row.WayIn))];
        var found = _walks.From(about, [.. added.Select(row => row.Entries)], _limitMm);
        for (var i = 0; i < about.Length; i++)
        {
            if (found.DistanceMm[i] < (after.TryGetValue(about[i], out var mm) ? mm : NowMm[about[i]]))
                after[about[i]] = found.DistanceMm[i];
        }
    }

    private Box BoxOf((Layer Layer, int Row) site) => WalkingGround.WayIn(site.Layer.Shapes[site.Row]!, _ground.DoorsOf(site.Layer.Table.Ids[site.Row]));

    private HashSet<int> Near(IEnumerable<Box> sites)
    {
        var near = new HashSet<int>();
        foreach (var site in sites)
        {
            // Connectors are part of the walk, so no walk is shorter than the straight line from door to door.
            foreach (var home in Homes.NearStart(site.Grown(_limitM)))
                near.Add(home);
        }

        return near;
    }
}

/// <summary>Sites that serve in a straight line, each as far as its row says.</summary>
internal sealed class StraightSites : SiteSet
{
    private readonly Func<IRow, double> _reachM;
    private readonly (Geometry Shape, double ReachM, Layer Layer, int Row)[] _sites;
    private readonly PackedTree _tree;

    public StraightSites(Homes homes, SiteRows[] rows, Func<IRow, double> reachM)
        : base(homes, rows)
    {
        _reachM = reachM;
        _sites = [.. rows.SelectMany(each => each.Kept(Alteration.None).Where(row => each.Layer.Shapes[row] is not null)
            .Select(row => (each.Layer.Shapes[row]!, reachM(each.Layer[row]), each.Layer, row)))];
        _tree = new PackedTree(Array.ConvertAll(_sites, site => site.ReachM > 0 ? Box.Of(site.Shape).Grown(site.ReachM) : Box.Empty));
    }

    protected override int[] Measure()
    {
        var now = new int[Homes.Count];
        Parallel.For(0, now.Length, home => now[home] = IsServed(home, Alteration.None) ? 0 : NearestFacility.Unreached);
        return now;
    }

    protected override IReadOnlyList<DistanceShift> Shifts(Alteration alteration)
    {
        var now = NowMm;
        var shifts = new Dictionary<int, DistanceShift>();
        foreach (var (shape, reachM) in Rows.SelectMany(rows => rows.Gone(alteration).Where(row => rows.Layer.Shapes[row] is not null).Select(row => (rows.Layer.Shapes[row]!, _reachM(rows.Layer[row])))))
        {
            foreach (var home in Reached(shape, reachM))
            {
                if (!shifts.ContainsKey(home) && !IsServed(home, alteration))
                    shifts[home] = new DistanceShift(home, now[home], NearestFacility.Unreached);
            }
        }

        foreach (var row in Rows.SelectMany(rows => rows.New(alteration)))
        {
            foreach (var home in Reached(row.Shape, _reachM(row.Values)))
                shifts[home] = new DistanceShift(home, now[home], 0);
        }

        return [.. shifts.Values.Where(shift => shift.BeforeMm != shift.AfterMm)];
    }

    private IEnumerable<int> Reached(Geometry shape, double reachM)
    {
        if (reachM <= 0)
            yield break;
        foreach (var home in Homes.Near(Box.Of(shape).Grown(reachM)))
        {
            if (shape.IsWithinDistance(new Point(Homes.Inside[home]), reachM))
                yield return home;
        }
    }

    private bool IsServed(int home, Alteration alteration)
    {
        var at = Homes.Inside[home];
        var point = new Point(at);
        foreach (var site in _tree.Meeting(Box.At(at.X, at.Y)))
        {
            if (alteration.Keeps(_sites[site].Layer.Id, _sites[site].Row) && _sites[site].Shape.IsWithinDistance(point, _sites[site].ReachM))
                return true;
        }

        return false;
    }
}
