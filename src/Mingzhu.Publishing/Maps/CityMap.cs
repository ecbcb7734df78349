using System.Collections.Immutable;
using Mingzhu.CheckUp;
using Mingzhu.City;
using Mingzhu.Publishing.Reports;
using Mingzhu.Spatial;
using NetTopologySuite.Geometries;

namespace Mingzhu.Publishing.Maps;

/// <summary>A map picture (地图插图): the city's own shapes drawn as vectors, with legend, scale bar and north arrow.</summary>
internal sealed partial class CityMap
{
    private const int LegendWidth = 4200, Gap = 300, Type = 300;
    private const string Ink = "262626";

    // Five steps each that stay apart for any colour vision and in grey (after ColorBrewer): blue where more is better, brown where more is worse.
    private static readonly ImmutableArray<string> MoreIsBetter = ["EFF3FF", "BDD7E7", "6BAED6", "3182BD", "08519C"];
    private static readonly ImmutableArray<string> MoreIsWorse = ["FEEDDE", "FDBE85", "FD8D3C", "E6550D", "A63603"];

    private readonly Language _language;
    private readonly MapGround _ground;
    private readonly MapFrame _frame;
    private readonly EmfPicture _picture;
    private readonly int _width;
    private int _legendAt;

    private CityMap(Envelope view, MapGround ground, Language language, double widthMm)
    {
        (_ground, _language, _width) = (ground, language, (int)(widthMm * 100));
        _frame = new MapFrame(view, 20, 20, _width - LegendWidth - Gap, greatestHeight: 13_500, leastHeight: 8_000);
        (WidthMm, HeightMm) = (widthMm, (_frame.Height + 40) / 100.0);
        _picture = new EmfPicture(WidthMm, HeightMm);
        _legendAt = _frame.Top + 1900;
    }

    /// <summary>The picture.</summary>
    public byte[] Emf { get; private set; } = [];

    /// <summary>Size in print.</summary>
    public double WidthMm { get; }

    /// <summary>See <see cref="WidthMm"/>.</summary>
    public double HeightMm { get; }

    private int LegendLeft => _frame.Right + Gap;

    /// <summary>Places in at most five classes of a reading.</summary>
    public static CityMap? Of(PlaceMap map, MapGround ground, Language language, double widthMm)
    {
        var view = Extent(map.Places);
        if (view.IsNull)
            return null;
        var city = new CityMap(view, ground, language, widthMm);
        city.Picture(() => city.Places(map), () => city.PlacesLegend(map));
        return city;
    }

    /// <summary>Findings as dots, the worst on top.</summary>
    public static CityMap? Of(ImmutableArray<Finding> findings, MapGround ground, Language language, double widthMm)
    {
        var view = new Envelope();
        foreach (var finding in findings)
            view.ExpandToInclude(finding.Lon, finding.Lat);
        if (view.IsNull)
            return null;
        var city = new CityMap(view, ground, language, widthMm);
        city.Picture(() => city.Dots(findings), () => city.DotsLegend(findings));
        return city;
    }

    private void Picture(Action draw, Action legend)
    {
        _picture.Box(_frame.Left, _frame.Top, _frame.Right, _frame.Bottom, "FAFAF8", null);
        _picture.Clip(_frame.Left, _frame.Top, _frame.Right, _frame.Bottom);
        draw();
        Names();
        _picture.Unclip();
        _picture.Box(_frame.Left, _frame.Top, _frame.Right, _frame.Bottom, null, "595959", 20);
        NorthArrow();
        legend();
        GroundLegend();
        ScaleBar();
        Emf = _picture.ToBytes();
    }

    private void Places(PlaceMap map)
    {
        var (breaks, colours) = Classes(map);
        var indicator = map.Line.Indicator;
        for (var row = 0; row < map.Places.Count; row++)
        {
            if (map.Places.Geometries[row] is not { } shape || !_frame.Sees(shape))
                continue;
            var rings = _frame.Rings(shape);
            var reading = map.Readings[row];
            if (Figures.Value(indicator, reading) is { } value)
            {
                _picture.Polygon(rings, colours[breaks.Of(value)], "FFFFFF", 8);
                continue;
            }

            _picture.Polygon(rings, reading.State == ReadingState.NotApplicable ? "EDEDED" : "FFFFFF", "BFBFBF", 8);
            if (reading.State != ReadingState.NotApplicable)
                _picture.Lines(Hatching.Of(rings, 140), "8C8C8C", 10);
        }

        Water();
        Outlines();
    }

    private void Dots(ImmutableArray<Finding> findings)
    {
        Water();
        if (_ground.Roads is { } roads)
            Lines(roads, "D0D0D0", 12);
        Outlines();
        foreach (var finding in findings.OrderBy(finding => finding.Severity))
        {
            var (radius, colour) = Dot(finding.Severity);
            _picture.Dot(_frame.Of(finding.Lon, finding.Lat), radius, colour, "FFFFFF");
        }
    }

    private static (int Radius, string Colour) Dot(Severity severity) => severity switch
    {
        Severity.VerySerious => (95, "A63603"),
        Severity.Serious => (75, "E69F00"),
        _ => (55, "3182BD"),
    };

    private void Water()
    {
        for (var row = 0; row < (_ground.Water?.Count ?? 0); row++)
        {
            if (_ground.Water!.Geometries[row] is { } shape && _frame.Sees(shape))
                _picture.Polygon(_frame.Rings(shape), "CFE3F1", null);
        }

        if (_ground.Rivers is { } rivers)
            Lines(rivers, "A9CDE4", 25);
    }

    private void Outlines()
    {
        if (_ground.Districts is { } districts)
            Lines(districts, "595959", 22);
    }

    // All lines of a layer in a few records. Of a layer of many, those under a millimetre and a half in print are left away: they would only be a grey ground of megabytes.
    private void Lines(FeatureTable layer, string colour, int width)
    {
        const int Many = 5000, Short = 150;
        var lines = new List<Spot[]>();
        foreach (var shape in layer.Geometries)
        {
            if (shape is null || !_frame.Sees(shape))
                continue;
            var boundary = shape.Dimension == Dimension.Surface ? shape.Boundary : shape;
            if (layer.Count <= Many || _frame.LongerSide(boundary) >= Short)
                lines.AddRange(_frame.Lines(boundary));
            if (lines.Count > 2000)
                Flush();
        }

        Flush();

        void Flush()
        {
            _picture.Lines(lines, colour, width);
            lines.Clear();
        }
    }

    private void Names()
    {
        if (_ground.Districts is not { } districts || districts.Count > 20)
            return;
        for (var row = 0; row < districts.Count; row++)
        {
            if (districts.Geometries[row] is not { IsEmpty: false } shape || districts.Value(row, "name") is not string name)
                continue;
            var inside = shape.InteriorPoint;
            var at = _frame.Of(inside.X, inside.Y);
            if (!_frame.Holds(at))
                continue;
            foreach (var (x, y) in new[] { (-30, 0), (30, 0), (0, -30), (0, 30), (-20, -20), (20, -20), (-20, 20), (20, 20) })
                _picture.Text(new(at.X + x, at.Y + y), name, Type, "FFFFFF", Anchor.Middle);
            _picture.Text(at, name, Type, Ink, Anchor.Middle);
        }
    }

    private static Envelope Extent(FeatureTable table)
    {
        var extent = new Envelope();
        foreach (var shape in table.Geometries)
        {
            if (shape is { IsEmpty: false })
                extent.ExpandToInclude(shape.EnvelopeInternal);
        }

        return extent;
    }

    private static (ClassBreaks Breaks, ImmutableArray<string> Colours) Classes(PlaceMap map)
    {
        var values = map.Readings.Select(reading => Figures.Value(map.Line.Indicator, reading)).OfType<double>().ToList();
        var breaks = ClassBreaks.Of(values);
        var ramp = map.Line.Indicator.Direction is Direction.Lower or Direction.Zero ? MoreIsWorse : MoreIsBetter;
        // Few classes take colours spread over the whole ramp.
        var classes = breaks.Classes.Length;
        return (breaks, [.. Enumerable.Range(0, classes).Select(index => ramp[classes == 1 ? 2 : index * (ramp.Length - 1) / (classes - 1)])]);
    }
}
