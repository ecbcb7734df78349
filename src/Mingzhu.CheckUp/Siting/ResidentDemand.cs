using System.Collections.Immutable;
using Mingzhu.City;
using Mingzhu.Spatial;

namespace Mingzhu.CheckUp;

/// <summary>Residents who have no facility of a kind within reach (缺设施的居民), and of them those that a site would bring it to.</summary>
internal sealed class ResidentDemand : SiteDemand
{
    // Residents of a home are shared out of its community's: a thousandth of one is enough to choose by.
    private const double PartsPerResident = 1000;

    private readonly SiteGround _ground;
    private readonly IReach _reach;
    private readonly int[] _unmet;

    private ResidentDemand(SiteGround ground, IReach reach)
    {
        (_ground, _reach) = (ground, reach);
        var served = reach.Served();
        _unmet = [.. Enumerable.Range(0, ground.Homes.Count).Where(home => !served[home] && reach.CanReach(home))];
        var residents = Enumerable.Range(0, ground.Homes.Count).Select(home => ground.Homes.Residents[home]);
        var total = residents.Sum();
        var before = Enumerable.Range(0, ground.Homes.Count).Where(home => served[home]).Sum(home => ground.Homes.Residents[home]);
        City = new PlaceGain(ground.World.Places[Level.City][0], total, before, before);
        Unreachable = Enumerable.Range(0, ground.Homes.Count).Where(home => !served[home] && !reach.CanReach(home)).Sum(home => ground.Homes.Residents[home]);
        _served = served;
        reach.LookFor(_unmet);
    }

    private readonly bool[] _served;

    public override Wording Unit => UnitOf(_ground);

    public override PlaceGain City { get; }

    public override double Unreachable { get; }

    /// <summary>Within a walk.</summary>
    public static ResidentDemand Walked(SiteGround ground, string kind, double reachM) => new(ground, new WalkedReach(ground, kind, reachM));

    /// <summary>In a straight line, each facility as far as it serves.</summary>
    public static ResidentDemand Straight(SiteGround ground, TriedKind kind, double? reachM) => new(ground, new StraightReach(ground, kind, reachM));

    /// <summary>What people are counted in.</summary>
    public static Wording UnitOf(SiteGround ground) => ground.Homes.Residents.AreHouseholds ? new("户", "households") : new("人", "residents");

    public override double[] Gains(Layer sites, IReadOnlyList<int> rows, IProgress<int>? progress, CancellationToken cancel)
    {
        var gains = new double[rows.Count];
        ForEach(rows, _reach.Search, (search, at) => gains[at] = search(sites, rows[at]).Sum(home => _ground.Homes.Residents[_unmet[home]]), progress, cancel);
        return gains;
    }

    public override DemandSets Sets(Layer sites, IReadOnlyList<int> rows, CancellationToken cancel)
    {
        var demandOf = new int[rows.Count][];
        ForEach(rows, _reach.Search, (search, at) => demandOf[at] = [.. search(sites, rows[at])], null, cancel);
        return new DemandSets(MergedDemand.Of(demandOf, [.. _unmet.Select(home => (long)Math.Round(_ground.Homes.Residents[home] * PartsPerResident))]), PartsPerResident);
    }

    public override ImmutableArray<PlaceGain> With(Layer sites, IReadOnlyList<int> rows, Level level, CancellationToken cancel)
    {
        var (search, after) = (_reach.Search(), (bool[])_served.Clone());
        foreach (var home in rows.SelectMany(row => search(sites, row)))
            after[_unmet[home]] = true;
        var gains = _ground.World.Places[level].Select(place => new PlaceGain(place, 0, 0, 0)).ToArray();
        for (var home = 0; home < after.Length; home++)
        {
            if (_ground.Homes.PlaceOf(home, level) is not (>= 0 and var place))
                continue;
            var (gain, residents) = (gains[place], _ground.Homes.Residents[home]);
            gains[place] = gain with { Total = gain.Total + residents, Before = gain.Before + (_served[home] ? residents : 0), After = gain.After + (after[home] ? residents : 0) };
        }

        return [.. gains];
    }

    /// <summary>Looks from one site for those homes that lack the kind; answers their numbers in the list it was told to look for, ascending.</summary>
    private delegate IEnumerable<int> Look(Layer sites, int row);

    /// <summary>How far the kind serves and who has it.</summary>
    private interface IReach
    {
        bool[] Served();

        bool CanReach(int home);

        void LookFor(int[] homes);

        /// <summary>A search of one's own: not for two threads.</summary>
        Look Search();
    }

    private sealed class WalkedReach(SiteGround ground, string kind, double reachM) : IReach
    {
        private readonly int _limitMm = (int)Math.Round(reachM * 1000);
        private OriginsByEdge? _origins;

        private WalkGraph Graph => ground.Walking!.Network.Graph;

        public bool[] Served()
        {
            var targets = SiteTargets.Of(ground, new SiteTarget(kind));
            var entries = targets.Sure.SelectMany((row, index) => ground.Walking!.EntriesOf(targets.Layer!, row).Select(entry => new FacilityEntry(index, entry)));
            return Array.ConvertAll(new NearestFacility(Graph).Find(ground.Homes.Positions, [.. entries], _limitMm).DistanceMm, mm => mm != NearestFacility.Unreached);
        }

        public bool CanReach(int home) => !ground.Homes.Positions[home].IsNowhere;

        public void LookFor(int[] homes) => _origins = new OriginsByEdge(Graph, Array.ConvertAll(homes, home => ground.Homes.Positions[home]));

        public Look Search()
        {
            var search = new WalkReach(Graph, _origins!);
            return (sites, row) => search.Within(ground.Walking!.EntriesOf(sites, row), _limitMm).Select(found => found.Origin);
        }
    }

    private sealed class StraightReach(SiteGround ground, TriedKind kind, double? reachM) : IReach
    {
        private readonly double _newM = reachM ?? kind.StraightM(new NewOne(kind));
        private PackedTree _tree = new([]);
        private int[] _homes = [];

        public bool[] Served()
        {
            var served = new bool[ground.Homes.Count];
            var targets = SiteTargets.Of(ground, new SiteTarget(kind.Id));
            foreach (var row in targets.Sure)
            {
                var reach = reachM ?? kind.StraightM(targets.Layer![row]);
                foreach (var home in ground.Homes.Near(Box.Of(targets.Layer!.Shapes[row]!).Grown(reach)))
                    served[home] |= IsWithin(targets.Layer.Shapes[row]!, home, reach);
            }

            return served;
        }

        public bool CanReach(int home) => true;

        public void LookFor(int[] homes) => (_homes, _tree) = (homes, new PackedTree(Array.ConvertAll(homes, home => Box.At(ground.Homes.Inside[home].X, ground.Homes.Inside[home].Y))));

        public Look Search() => (sites, row) =>
        {
            var near = new List<int>();
            if (sites.Shapes[row] is not { } shape || _newM <= 0)
                return near;
            foreach (var at in _tree.Meeting(Box.Of(shape).Grown(_newM)))
            {
                if (IsWithin(shape, _homes[at], _newM))
                    near.Add(at);
            }

            near.Sort();
            return near;
        };

        private bool IsWithin(NetTopologySuite.Geometries.Geometry shape, int home, double reach) => shape.IsWithinDistance(new NetTopologySuite.Geometries.Point(ground.Homes.Inside[home]), reach);

        /// <summary>A new one of the kind as its standard has it.</summary>
        private sealed record NewOne(TriedKind Kind) : IRow
        {
            public object? this[string field] => NewRow.ValueOf(Kind, Kind.Usual, field);
        }
    }
}
