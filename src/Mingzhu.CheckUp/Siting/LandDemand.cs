using System.Collections.Immutable;
using Mingzhu.City;
using Mingzhu.Spatial;
using NetTopologySuite.Geometries;

namespace Mingzhu.CheckUp;

/// <summary>Land that a coverage indicator counts as not served (未覆盖用地), and of it what something new on a site would serve: exactly as the indicator defines it.</summary>
internal sealed class LandDemand : SiteDemand
{
    // Land is chosen by in square decimetres.
    private const double PartsPerM2 = 100;

    // Pieces of uncovered land across the edge of a reach are halved down to this, metres.
    private const double PieceM = 6;

    private readonly SiteGround _ground;
    private readonly Indicator _indicator;
    private readonly CoverageMeasure _measure;
    private readonly Addition _addition;
    private readonly CoveredLand _land;
    private readonly Serving _serving;
    private readonly StandingCoverage _coverage;

    public LandDemand(SiteGround ground, Indicator indicator, Addition addition, CancellationToken cancel)
    {
        (_ground, _indicator, _measure, _addition) = (ground, indicator, (CoverageMeasure)indicator.Measure, addition);
        // By the layer of the rule, as the indicator's first value is; by derived land only where there is no such layer.
        _land = _measure.RuledLand(ground.World) ?? _measure.DerivedLand(ground.World) ?? throw Missing(indicator, Reasons.LayerMissing(ground.World.NameOf(_measure.Of.Layer)));
        if (_measure.WhyNot(ground.World) is { } why)
            throw Missing(indicator, why);
        if (_land.IsNothing)
            throw Missing(indicator, Reasons.NothingHere);
        _serving = _measure.Serving(ground.World, Alteration.None);
        _coverage = new StandingCoverage(ground.World.Plane, _land.Shapes, [.. _serving.Areas.Select(served => served.Area)], _land.Pieces, cancel);
        var (total, covered) = (_coverage.Now.Sum(piece => piece.TotalM2), _coverage.Now.Sum(piece => piece.CoveredM2));
        City = new PlaceGain(ground.World.Places[Level.City][0], total, covered, covered);
    }

    public override Wording Unit => new("平方米", "m²");

    public override PlaceGain City { get; }

    /// <summary>The land counted, as the layer is called.</summary>
    public Wording Land => _ground.World.NameOf(_measure.Of.Layer);

    /// <summary>Why the land is only a stand-in for what the rule names; null if it is not.</summary>
    public Wording? StandsIn => _land.StandsIn;

    /// <summary>How far something new on a site would serve by the indicator, metres; 0 if nobody.</summary>
    public double RadiusM(Layer sites, int row)
    {
        var new1 = new NewOne(_addition, sites, row);
        return _measure.By.Where(server => server.Rows.Layer == _addition.Layer && server.Serves(new1)).Select(server => server.ReachM(new1)).DefaultIfEmpty(0).Max();
    }

    public override double[] Gains(Layer sites, IReadOnlyList<int> rows, IProgress<int>? progress, CancellationToken cancel)
    {
        var gains = new double[rows.Count];
        // A gain is a difference of large sums; what is less than a hundredth of a square metre is the last bits of them.
        ForEach(rows, () => 0, (_, at) => gains[at] = Math.Max(0, Math.Round(With(sites, [rows[at]], cancel).Sum(piece => piece.CoveredM2) - City.Before, 2)), progress, cancel);
        return gains;
    }

    public override DemandSets Sets(Layer sites, IReadOnlyList<int> rows, CancellationToken cancel)
    {
        var gaps = Coverage.MeasureWithGaps(_ground.World.Plane, _land.Shapes, [.. _serving.Areas.Select(served => served.Area)], _land.Pieces, cancel).Gaps;
        var pieces = LandPieces.Cut(
            _ground.World.Plane, [.. gaps.SelectMany(gap => Overlay.Polygons(gap.Uncovered))],
            [.. rows.Select(row => sites.Shapes[row] is { } shape && RadiusM(sites, row) is > 0 and var radius ? new ServiceArea(shape, radius) : new ServiceArea(GeometryCollection.Empty, 0))], PieceM, cancel);
        return new DemandSets(MergedDemand.Of(pieces.PiecesOf, [.. pieces.AreaM2.Select(area => (long)Math.Round(area * PartsPerM2))]), PartsPerM2, pieces.CutM2);
    }

    public override ImmutableArray<PlaceGain> With(Layer sites, IReadOnlyList<int> rows, Level level, CancellationToken cancel)
    {
        var (before, after) = (Readings(_coverage.Now, level), Readings(With(sites, rows, cancel), level));
        return [.. _ground.World.Places[level].Select((place, at) => new PlaceGain(place, Of(before[at]).Denominator, Of(before[at]).Numerator, Of(after[at]).Numerator))];
    }

    private IReadOnlyList<PieceCoverage> With(Layer sites, IReadOnlyList<int> rows, CancellationToken cancel) => _coverage.With(
        [], [.. rows.Where(row => sites.Shapes[row] is not null).Select(row => new ServiceArea(sites.Shapes[row]!, RadiusM(sites, row))).Where(area => area.RadiusM > 0)], cancel);

    private Reading[] Readings(IReadOnlyList<PieceCoverage> pieces, Level level) => CoverageMeasure.Told(_ground.World, _indicator, _land, pieces, _serving.Doubt, each => each == level).Sum().ByLevel[level];

    private static (double Numerator, double Denominator) Of(Reading reading) => reading.HasValue ? (reading.Numerator, reading.Denominator) : (0, 0);

    private static RefusedException Missing(Indicator indicator, Wording why) =>
        new(new Refusal("siting.indicator-missing", new($"{indicator.Code} {indicator.Name.Zh}没有值：{why.Zh}", $"{indicator.Code} {indicator.Name.En} has no value: {why.En}")));

    /// <summary>What a new one on a site would say of itself: what the pack says of the addition, and the size of the site.</summary>
    private sealed record NewOne(Addition Addition, Layer Sites, int Row) : IRow
    {
        public object? this[string field] => Addition.Values.TryGetValue(field, out var said) ? said : field == "area_m2" ? SiteGround.AreaM2(Sites, Row) : null;
    }
}
