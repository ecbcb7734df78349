using System.Collections.Immutable;
using System.Globalization;

namespace Mingzhu.Spatial;

/// <summary>What every way of writing a coordinate system down comes to: names, a figure, a method and its parameters.</summary>
/// <remarks>Parameters are in degrees and metres by plain names ("falseeasting"); what the text left out is not there.</remarks>
internal sealed class CrsSpec
{
    private readonly List<SourceProblem> _notes = [];

    public required string Name { get; init; }

    /// <summary>All names that may speak of the datum, the nearest first: datum, geographic system, ellipsoid.</summary>
    public required ImmutableArray<string> DatumNames { get; init; }

    public required Ellipsoid? Ellipsoid { get; init; }

    /// <summary>The EPSG code the text claims for the whole; null if none.</summary>
    public int? Epsg { get; init; }

    /// <summary>Null for degrees.</summary>
    public string? Method { get; init; }

    public IReadOnlyDictionary<string, double> Parameters { get; init; } = ImmutableDictionary<string, double>.Empty;

    public double UnitM { get; init; } = 1;

    /// <summary>Whether the text has a shift to WGS 84 that moves anything.</summary>
    public bool HasShift { get; init; }

    /// <summary>Whether an ellipsoid alone stands for its datum: in PROJ's words a Chinese datum can be said in no other way.</summary>
    public bool EllipsoidNamesDatum { get; init; }

    /// <summary>The system of these parameters, with what contradicts them.</summary>
    public CrsDefinition Read()
    {
        if (Ellipsoid is null && Epsg is { } epsg && Crs.OfEpsg(epsg) is not null)
            return CrsDefinition.OfCode(epsg) with { Name = Name };
        if (Ellipsoid is null)
            return CrsDefinition.Unsupported(Name, "没有椭球参数", "it has no ellipsoid");
        if (!Ellipsoid.IsEarth)
            return CrsDefinition.Unsupported(Name, $"椭球参数 {Ellipsoid.SemiMajorM}, {Ellipsoid.InverseFlattening} 不是地球", $"its ellipsoid {Ellipsoid.SemiMajorM}, {Ellipsoid.InverseFlattening} is not the earth's");
        if (HasShift)
            Note("crs.shift-ignored", "定义中带有转换参数（TOWGS84），其精度未知，未采用", "the definition holds a shift to WGS 84 (TOWGS84) of unknown accuracy; it was not used");
        var (datum, figure) = Origin(Ellipsoid);
        if (Method is null)
            return Answer(Crs.Geographic(datum));
        if (IsWebMercator)
            return Answer(Crs.WebMercator());
        return IsTransverseMercator ? Planar(datum, figure) : CrsDefinition.Unsupported(Name, $"投影方法 {Method}", $"its projection is {Method}");
    }

    private bool IsTransverseMercator => Datums.Plain(Method!) is "transversemercator" or "gausskruger" or "gausskrueger" or "gausskrüger" or "tmerc" or "etmerc";

    private bool IsWebMercator => Datums.Plain(Method!) is "mercatorauxiliarysphere" or "popularvisualisationpseudomercator" or "webmercator" || (Epsg is { } code && Crs.OfEpsg(code) is { IsWebMercator: true });

    private CrsDefinition Planar(Datum datum, Ellipsoid figure)
    {
        if (!Parameters.TryGetValue("centralmeridian", out var meridian))
            return CrsDefinition.Unsupported(Name, "没有中央经线", "it has no central meridian");
        double Of(string name, double otherwise) => Parameters.GetValueOrDefault(name, otherwise);
        Plane plane;
        try
        {
            plane = Plane.TransverseMercator(figure, meridian, Of("latitudeoforigin", 0), Of("scalefactor", 1), Of("falseeasting", 0), Of("falsenorthing", 0));
        }
        catch (ArgumentOutOfRangeException outside)
        {
            return CrsDefinition.Unsupported(Name, $"参数 {outside.ParamName} 超出范围", $"its {outside.ParamName} is out of range");
        }

        var crs = Crs.OfPlane(plane, datum, UnitM, sixDegrees: Datums.Plain(Name).Contains("6degree", StringComparison.Ordinal) || (Epsg is { } code && ZoneFamily.Find(code) is var (family, _) && family.Width == 6));
        CompareName(plane);
        return Answer(FollowedWholly() ? crs : crs.Doubtful());
    }

    private CrsDefinition Answer(Crs crs)
    {
        if (Epsg is { } epsg && Crs.OfEpsg(epsg) is { } claimed && !claimed.IsSameAs(crs) && !(IsWebMercator && claimed.IsWebMercator))
        {
            Note(
                "crs.name-contradicts",
                $"定义自称 EPSG:{epsg}（{claimed.Says.Zh}），但参数是 {crs.Says.Zh}；以参数为准",
                $"the definition calls itself EPSG:{epsg} ({claimed.Says.En}), but its parameters are those of {crs.Says.En}; the parameters were followed");
        }

        return new CrsDefinition(crs, null, [.. _notes]) { Name = Name };
    }

    /// <summary>The datum the names say and its figure, if that is the figure given; else by the figure.</summary>
    private (Datum Datum, Ellipsoid Figure) Origin(Ellipsoid given)
    {
        var named = DatumNames.Append(Name).Select(Datums.Named).FirstOrDefault(datum => datum != Datum.Unknown);
        var byFigure = Datums.On(given);
        if (named == Datum.Unknown)
        {
            if (EllipsoidNamesDatum)
                return (byFigure, given);
            Note("crs.datum-unnamed", "定义没有说明大地基准，位置可能有约 200 米的偏差", "the definition names no datum; positions may be off by some 200 m");
            return (Datum.Unknown, given);
        }

        // Programs write CGCS2000 with the flattening of WGS 84, or with five digits of it: millimetres at the pole.
        var own = Datums.EllipsoidOf(named)!;
        if (own.SemiMajorM == given.SemiMajorM && Math.Abs(own.InverseFlattening - given.InverseFlattening) < 1e-4)
            return (named, own);
        Note(
            "crs.name-contradicts",
            string.Create(CultureInfo.InvariantCulture, $"定义自称 {Datums.Says(named).Zh}，但椭球 {given.SemiMajorM}, {given.InverseFlattening} 属于 {Datums.Says(byFigure).Zh}；以参数为准"),
            string.Create(CultureInfo.InvariantCulture, $"the definition calls itself {Datums.Says(named).En}, but the ellipsoid {given.SemiMajorM}, {given.InverseFlattening} is that of {Datums.Says(byFigure).En}; the parameters were followed"));
        return (byFigure, given);
    }

    private void CompareName(Plane plane)
    {
        if (ZoneName.Contradiction(Name, plane) is { } expected)
        {
            var (meridian, easting) = (plane.CentralMeridian, plane.FalseEasting);
            Note(
                "crs.name-contradicts",
                string.Create(CultureInfo.InvariantCulture, $"名称“{Name}”意味着{expected.Zh}，但参数是中央经线 {meridian}°、东偏 {easting} 米；以参数为准"),
                string.Create(CultureInfo.InvariantCulture, $"the name '{Name}' means {expected.En}, but the parameters are central meridian {meridian}° and false easting {easting} m; the parameters were followed"));
        }
    }

    /// <summary>Whether every parameter was used; a projection height (投影面高程) for instance is not.</summary>
    private bool FollowedWholly()
    {
        var strange = Parameters.Where(parameter => parameter.Value != 0 && !Known.Contains(parameter.Key)).OrderBy(parameter => parameter.Key, StringComparer.Ordinal).ToList();
        foreach (var (name, value) in strange)
        {
            Note(
                "crs.parameter-ignored",
                string.Create(CultureInfo.InvariantCulture, $"参数 {name} = {value} 未采用（如投影面高程），位置可能有偏差"),
                string.Create(CultureInfo.InvariantCulture, $"the parameter {name} = {value} (a projection height, say) was not followed; positions may be off"));
        }

        return strange.Count == 0;
    }

    private static readonly string[] Known = ["centralmeridian", "latitudeoforigin", "scalefactor", "falseeasting", "falsenorthing"];

    private void Note(string code, string zh, string en) => _notes.Add(new SourceProblem(code, zh, en, ProblemSeverity.Note));
}
