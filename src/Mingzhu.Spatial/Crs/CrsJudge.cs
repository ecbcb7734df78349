using System.Collections.Immutable;
using System.Globalization;
using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial;

/// <summary>Weighs systems against the numbers of one layer.</summary>
internal sealed class CrsJudge
{
    // Enough to tell 95 % from 90 %; some two hundred systems are tried on each.
    private const int MostPositions = 400;

    /// <summary>Files hold slips, 0, 0 above all: so many positions in a hundred have to fit.</summary>
    private const double Enough = 0.95;

    // A transverse Mercator plane is not used farther from its meridian: a province is.
    private const double FarthestFromMeridian = 9;

    /// <summary>Where a layer may lie if nothing is known of the city: the country, degrees.</summary>
    private static readonly Box China = new(73.4, 3.3, 135.1, 53.6);

    private readonly IReadOnlyList<Coordinate> _positions;
    private readonly CrsSurroundings _known;
    private readonly Box _home;

    public CrsJudge(CoordinateSample numbers, CrsSurroundings known)
    {
        (_positions, _known) = (numbers.Some(MostPositions), known);
        _home = known.City is { IsEmpty: false } city ? city.Grown(known.FarDegrees) : China;
    }

    private bool CityIsKnown => _known.City is { IsEmpty: false };

    /// <summary>The system said, if the numbers can be it; else what they can be.</summary>
    public CrsProof Check(Crs said, (string Zh, string En) evidence, ImmutableArray<SourceProblem> notes)
    {
        if (_positions.Count == 0)
            return new(CrsVerdict.Proved, said, (evidence.Zh + "；没有坐标可供核对", evidence.En + "; there are no coordinates to check it against"), [], notes);
        var possible = IsPossible(said);
        if (possible && IsHome(said))
            return new(CrsVerdict.Proved, said, Joined(evidence, Lies(said)), [], notes);
        if (Corrected(said, possible) is { } corrected)
            return new(CrsVerdict.Corrected, corrected, Joined(evidence, Lies(corrected)), [], [.. notes, CorrectedTo(said, corrected)]);
        var others = Elsewhere(said, possible);
        if (possible && others.IsEmpty)
            return new(CrsVerdict.Proved, said, Joined(evidence, Lies(said)), [], CityIsKnown ? [.. notes, Far(said)] : notes);
        var (zh, en) = possible ? Lies(said) : ($"但坐标 {Shown()} 不可能是 {said.Says.Zh}", $"but the coordinates {Shown()} can't be {said.Says.En}");
        return new(CrsVerdict.Contradicted, null, Joined(evidence, (zh, en)), possible ? [.. others, Candidate(said)] : others, notes);
    }

    /// <summary>What the numbers allow, where nothing is said.</summary>
    public CrsProof Ask((string Zh, string En) evidence, ImmutableArray<SourceProblem> notes)
    {
        var candidates = Fitting(CrsCandidates.Of(_known, Where));
        return new(CrsVerdict.Ask, null, Joined(evidence, Proves(candidates)), candidates, notes);
    }

    /// <summary>The same datum with the axes, the zone number or the zone that the numbers prove; null if they prove none.</summary>
    private Crs? Corrected(Crs said, bool possible)
    {
        // What lies on earth as it was said may be meant so, unless the city is known to lie where the correction takes it.
        if (possible && !CityIsKnown)
            return null;
        foreach (var step in CrsCandidates.Corrections(said))
        {
            // Another zone is proved by the number before the easting, not by lying nearer to the city.
            var fitting = step.Where(crs => IsPossible(crs) && IsHome(crs) && (crs.Plane?.CentralMeridian == said.Plane?.CentralMeridian || (!possible && crs.Plane!.ZonePrefix > 0))).ToList();
            if (fitting is [var one])
                return one;
            if (fitting.Count > 1)
                return null;
        }

        return null;
    }

    private ImmutableArray<CrsCandidate> Elsewhere(Crs said, bool possible)
    {
        var sameDatum = CrsCandidates.Corrections(said).SelectMany(step => step);
        return Fitting(possible ? sameDatum : [.. sameDatum, .. CrsCandidates.Of(_known, Where).OrderBy(crs => said.AccuracyM > 0 && crs.Datum != said.Datum)]);
    }

    private ImmutableArray<CrsCandidate> Fitting(IEnumerable<Crs> systems)
    {
        var fitting = new List<Crs>();
        foreach (var crs in systems)
        {
            if (!fitting.Exists(crs.IsSameAs) && IsPossible(crs) && IsHome(crs))
                fitting.Add(crs);
        }

        return [.. fitting.Select(Candidate)];
    }

    private bool IsHome(Crs crs) => Share(crs, at => _home.Meets(Box.At(at.Longitude, at.Latitude))) >= Enough;

    /// <summary>Whether numbers of this size occur in the system at all.</summary>
    private bool IsPossible(Crs crs) =>
        _positions.Count(at => IsPossible(crs, at)) >= Enough * _positions.Count && (crs.IsGeographic || !AreDegrees || (crs.Epsg is null && IsHome(crs)));

    /// <summary>Whether the numbers are degrees and not metres: no layer is a few hundred metres about the origin of a plane, unless it is a city's own grid and the origin is in the city.</summary>
    private bool AreDegrees => _positions.Count(at => Math.Abs(at.X) <= 180 && Math.Abs(at.Y) <= 180) >= Enough * _positions.Count;

    private static bool IsPossible(Crs crs, Coordinate at)
    {
        var (longitude, latitude) = crs.Apply(at.X, at.Y);
        if (!(Math.Abs(longitude) <= 180 && Math.Abs(latitude) <= 90))
            return false;
        if (crs.Plane is not { } plane)
            return !crs.IsWebMercator || Math.Abs(latitude) < 85.1;
        var easting = (crs.IsSwapped ? at.Y : at.X) * crs.UnitM;
        return Math.Abs(longitude - plane.CentralMeridian) <= FarthestFromMeridian && (plane.ZonePrefix == 0 || Math.Floor(easting / 1e6) == plane.ZonePrefix);
    }

    private double Share(Crs crs, Func<(double Longitude, double Latitude), bool> holds) => _positions.Count(at => holds(crs.Apply(at.X, at.Y))) / (double)_positions.Count;

    /// <summary>The rectangle of nearly all positions: a fiftieth is left off on each side.</summary>
    private Box Where(Crs crs)
    {
        var places = _positions.Select(at => crs.Apply(at.X, at.Y)).Where(at => double.IsFinite(at.Longitude) && double.IsFinite(at.Latitude)).ToArray();
        if (places.Length == 0)
            return Box.Empty;
        var (x, y, off) = (Array.ConvertAll(places, at => at.Longitude), Array.ConvertAll(places, at => at.Latitude), places.Length / 50);
        Array.Sort(x);
        Array.Sort(y);
        return new Box(x[off], y[off], x[^(off + 1)], y[^(off + 1)]);
    }

    private CrsCandidate Candidate(Crs crs)
    {
        var (zh, en) = Lies(crs);
        var (doubtZh, doubtEn) = crs.AccuracyM > 0 ? ($"，位置可能偏差约 {crs.AccuracyM} 米", $", positions may be off by some {crs.AccuracyM} m") : ("", "");
        return new(crs, ($"{crs.Says.Zh}：{zh}{doubtZh}", $"{crs.Says.En}: {en}{doubtEn}"), Where(crs));
    }

    private (string Zh, string En) Lies(Crs crs)
    {
        var where = Where(crs);
        var (cityZh, cityEn) = _known.Name ?? ("城市", "the city");
        var box = string.Create(CultureInfo.InvariantCulture, $"{where.MinX:0.###}–{where.MaxX:0.###}°E, {where.MinY:0.###}–{where.MaxY:0.###}°N");
        var (nearZh, nearEn) = !CityIsKnown ? ("", "")
            : IsHome(crs) ? ($"，与{cityZh}已有数据的范围相符", $", where the data of {cityEn} are")
            : ($"，离{cityZh}已有数据的范围 {Kilometres(where)} 公里", $", {Kilometres(where)} km from the data of {cityEn}");
        return ($"数据位于 {box}{nearZh}", $"the data lie in {box}{nearEn}");
    }

    /// <summary>From the city's extent to a rectangle, along the earth, roughly.</summary>
    private string Kilometres(Box where)
    {
        const double KmPerDegree = 111.2;
        var city = _known.City!.Value;
        var east = Math.Max(0, Math.Max(where.MinX - city.MaxX, city.MinX - where.MaxX)) * Math.Cos((city.MinY + city.MaxY) / 360 * Math.PI);
        var north = Math.Max(0, Math.Max(where.MinY - city.MaxY, city.MinY - where.MaxY));
        return (Math.Sqrt((east * east) + (north * north)) * KmPerDegree).ToString("0", CultureInfo.InvariantCulture);
    }

    private string Shown() => string.Create(CultureInfo.InvariantCulture, $"({_positions[_positions.Count / 2].X:0.###}, {_positions[_positions.Count / 2].Y:0.###})");

    /// <summary>What the numbers prove, in words: what all candidates have in common.</summary>
    private (string Zh, string En) Proves(ImmutableArray<CrsCandidate> candidates)
    {
        if (_positions.Count == 0)
            return ("没有坐标", "there are no coordinates");
        if (candidates.IsEmpty)
            return ($"坐标 {Shown()} 不符合任何已知坐标系在这里的数值", $"the coordinates {Shown()} fit no known system here");
        var (zh, en) = (new List<string>(), new List<string>());
        if (candidates.All(candidate => candidate.Crs.IsGeographic))
            (zh, en) = (["数值是度"], ["the numbers are degrees"]);
        else if (candidates.All(candidate => !candidate.Crs.IsGeographic))
            (zh, en) = (["数值是米"], ["the numbers are metres"]);
        var planes = candidates.Select(candidate => candidate.Crs.Plane).ToList();
        if (planes.TrueForAll(plane => plane is not null && plane.CentralMeridian == planes[0]!.CentralMeridian && plane.ZonePrefix == planes[0]!.ZonePrefix))
        {
            var (meridian, number) = (planes[0]!.CentralMeridian, planes[0]!.ZonePrefix);
            zh.Add(number > 0 ? $"带号 {number} 证明中央经线 {meridian}°" : $"范围证明中央经线 {meridian}°");
            en.Add(number > 0 ? $"the zone number {number} proves the central meridian {meridian}°" : $"the extent proves the central meridian {meridian}°");
        }

        if (candidates.All(candidate => candidate.Crs.IsSwapped))
        {
            zh.Add("北坐标（纬度）写在前面");
            en.Add("northing (latitude) comes first");
        }

        zh.Add("数值不能证明大地基准，请确认");
        en.Add("numbers can't prove the datum, please say it");
        return (string.Join("，", zh), string.Join(", ", en));
    }

    private SourceProblem CorrectedTo(Crs said, Crs corrected) => new(
        "crs.corrected",
        $"定义是 {said.Says.Zh}，但坐标 {Shown()} 只能是 {corrected.Says.Zh}；按后者读取",
        $"the definition is {said.Says.En}, but the coordinates {Shown()} can only be {corrected.Says.En}; they were read as that",
        ProblemSeverity.Repaired) { Found = said.Name, Expected = corrected.Name };

    private SourceProblem Far(Crs said)
    {
        var (zh, en) = Lies(said);
        return new("crs.far", $"{zh}；请核对是否为本市数据", $"{en}; check that they are of this city", ProblemSeverity.Note) { Found = said.Name };
    }

    private static (string Zh, string En) Joined((string Zh, string En) first, (string Zh, string En) second) => ($"{first.Zh}；{second.Zh}", $"{first.En}; {second.En}");
}
