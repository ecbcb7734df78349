using System.Globalization;
using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial;

/// <summary>The plane a city is measured in (平面): transverse Mercator, metres, x = east and y = north whatever order the EPSG register writes.</summary>
/// <remarks>
/// CGCS2000, WGS 84 and the current ITRF differ by less than 0.1 m on the ground; positions in any of them are taken as EPSG:4490.<br/>
/// Always: <see cref="Unproject(double, double)"/> undoes <see cref="Project(double, double)"/> to better than 1e-9 degree within 30° of the central meridian.<br/>
/// By: Karney 2011 (the series), GB/T 17278 and the EPSG register (the zones). Pure; thread-safe.
/// </remarks>
public sealed class Plane
{
    private const double DegreesToRadians = Math.PI / 180;

    private static readonly TransverseMercator Cgcs2000 = new(Ellipsoid.Cgcs2000);
    private static readonly TransverseMercator Wgs84 = new(Ellipsoid.Wgs84);
    private static readonly TransverseMercator Iag75 = new(Ellipsoid.Iag75);
    private static readonly TransverseMercator Krassovsky = new(Ellipsoid.Krassovsky);

    private readonly TransverseMercator _series;
    private readonly double _scale;
    private readonly double _falseEasting;
    private readonly double _falseNorthing;
    private readonly Func<double, double, (double X, double Y)> _project;
    private readonly Func<double, double, (double X, double Y)> _unproject;

    private Plane(TransverseMercator series, string name, string proj, int? epsg, double centralMeridian, double scale, double falseEasting, double falseNorthing)
    {
        (_series, Name, Proj, Epsg, CentralMeridian) = (series, name, proj, epsg, centralMeridian);
        (_project, _unproject) = (Project, Unproject); // Made once: a city's shapes are drawn one by one.
        (_scale, _falseEasting, _falseNorthing) = (scale, falseEasting, falseNorthing);
    }

    /// <summary>What to call it in a report: "EPSG:4548", or the PROJ text of a plane without a code.</summary>
    public string Name { get; }

    /// <summary>The same plane in PROJ's words, for checking with other programs; PROJ gives east, north.</summary>
    public string Proj { get; }

    /// <summary>Its EPSG code; null for a plane of our own.</summary>
    public int? Epsg { get; }

    /// <summary>Longitude on which the scale is least, degrees east.</summary>
    public double CentralMeridian { get; }

    /// <summary>The figure it is computed on.</summary>
    public Ellipsoid Ellipsoid => _series.Ellipsoid;

    /// <summary>Scale on the central meridian.</summary>
    public double Scale => _scale;

    /// <summary>Easting of the central meridian, metres.</summary>
    public double FalseEasting => _falseEasting;

    /// <summary>The number before the eastings (带号), from the false easting: 39 for 39 500 000 m; 0 if there is none.</summary>
    public int ZonePrefix => _falseEasting >= 1_000_000 && _falseEasting % 1_000_000 == 500_000 ? (int)(_falseEasting / 1_000_000) : 0;

    /// <summary>The plane with an EPSG code; null if the code is none of those below.</summary>
    /// <remarks>
    /// In: Gauss–Krüger zones of CGCS2000 (4491–4554), Xian 80 (2327–2390) and Beijing 54 (2401–2442, 21413–21423, 21453–21463, 21473–21483), each on its own
    /// ellipsoid; WGS 84 UTM 32601–32660 and 32701–32760.
    /// </remarks>
    public static Plane? FindEpsg(int epsg) => epsg switch
    {
        >= 32601 and <= 32660 => Utm(epsg, epsg - 32600, falseNorthing: 0),
        >= 32701 and <= 32760 => Utm(epsg, epsg - 32700, falseNorthing: 10_000_000),
        _ => ZoneFamily.Find(epsg) is var (family, index) ? GaussKrueger(epsg, family, index) : null,
    };

    /// <summary>The plane with an EPSG code, as <see cref="FindEpsg"/> knows them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The code is none of those.</exception>
    public static Plane OfEpsg(int epsg) => FindEpsg(epsg)
        ?? throw new ArgumentOutOfRangeException(nameof(epsg), epsg, "Known planes: the Gauss–Krüger zones of CGCS2000 (4491–4554), Xian 80 and Beijing 54; 32601–32660 and 32701–32760 (UTM).");

    /// <summary>Any transverse Mercator plane: a city's own grid (地方坐标系).</summary>
    /// <param name="ellipsoid">A figure of the earth.</param>
    /// <param name="centralMeridian">Degrees east, −180 to 360.</param>
    /// <param name="latitudeOfOrigin">Where the false northing holds, degrees, −89 to 89.</param>
    /// <param name="scale">Scale on the central meridian, 0.9 to 1.1.</param>
    /// <param name="falseEasting">Metres, within ±10⁸.</param>
    /// <param name="falseNorthing">Metres, within ±10⁸.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter outside these ranges, or not a number.</exception>
    public static Plane TransverseMercator(Ellipsoid ellipsoid, double centralMeridian, double latitudeOfOrigin, double scale, double falseEasting, double falseNorthing)
    {
        Require(ellipsoid.IsEarth, nameof(ellipsoid));
        Require(centralMeridian is >= -180 and <= 360, nameof(centralMeridian));
        Require(latitudeOfOrigin is >= -89 and <= 89, nameof(latitudeOfOrigin));
        Require(scale is >= 0.9 and <= 1.1, nameof(scale));
        Require(falseEasting is >= -1e8 and <= 1e8, nameof(falseEasting));
        Require(falseNorthing is >= -1e8 and <= 1e8, nameof(falseNorthing));
        var series = Of(ellipsoid);
        var proj = Text(ellipsoid, centralMeridian, latitudeOfOrigin, scale, falseEasting, falseNorthing);
        var north = scale * series.Forward(0, latitudeOfOrigin * DegreesToRadians).North;
        return new(series, proj, proj, null, centralMeridian > 180 ? centralMeridian - 360 : centralMeridian, scale, falseEasting, falseNorthing - north);
    }

    /// <summary>Whether two planes give the same coordinates, to a millimetre.</summary>
    public bool IsSameAs(Plane other) =>
        Ellipsoid.IsSameAs(other.Ellipsoid) && Math.Abs(CentralMeridian - other.CentralMeridian) < 1e-9 && Math.Abs(_scale - other._scale) < 1e-10
        && Math.Abs(_falseEasting - other._falseEasting) < 1e-3 && Math.Abs(_falseNorthing - other._falseNorthing) < 1e-3;

    /// <summary>A plane of our own about a place: scale 1 on its meridian, 0, 0 at the place itself, CGCS2000.</summary>
    public static Plane Centred(double longitude, double latitude)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Math.Abs(longitude), 180, nameof(longitude));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Math.Abs(latitude), 89, nameof(latitude));
        return TransverseMercator(Ellipsoid.Cgcs2000, longitude, latitude, scale: 1, falseEasting: 0, falseNorthing: 0);
    }

    /// <summary>Longitude and latitude, degrees → metres east (x) and north (y).</summary>
    public (double X, double Y) Project(double longitude, double latitude)
    {
        var (east, north) = _series.Forward((longitude - CentralMeridian) * DegreesToRadians, latitude * DegreesToRadians);
        return ((_scale * east) + _falseEasting, (_scale * north) + _falseNorthing);
    }

    /// <summary>Metres east (x) and north (y) → longitude and latitude, degrees.</summary>
    public (double Longitude, double Latitude) Unproject(double x, double y)
    {
        var (longitude, latitude) = _series.Inverse((x - _falseEasting) / _scale, (y - _falseNorthing) / _scale);
        return ((longitude / DegreesToRadians) + CentralMeridian, latitude / DegreesToRadians);
    }

    /// <summary>A geometry in EPSG:4490 (x = longitude) drawn in this plane.</summary>
    public Geometry Project(Geometry geographic) => Redraw.Move(geographic, _project);

    /// <summary>A geometry of this plane drawn in EPSG:4490 (x = longitude).</summary>
    public Geometry Unproject(Geometry projected) => Redraw.Move(projected, _unproject);

    /// <summary>How much longer a short line is here in the plane than on the ellipsoid (point scale, 投影长度比); x east and y north in metres.</summary>
    public double ScaleAt(double x, double y) => _scale * _series.Scale((x - _falseEasting) / _scale, (y - _falseNorthing) / _scale);

    /// <summary>Area on the ellipsoid of a geometry of this plane, m²: plane area over the square of the point scale at each polygon's centroid.</summary>
    /// <remarks>
    /// Out: 0 for points and lines; overlapping parts count twice.<br/>
    /// The scale changes across a polygon; at the centroid its slope cancels, what remains is about (width ÷ 22,000 km)²: 2·10⁻⁹ for 1 km, 5·10⁻⁶ for 50 km.
    /// </remarks>
    public double AreaM2(Geometry projected)
    {
        if (projected is not Polygon polygon)
        {
            return projected is GeometryCollection parts ? parts.Geometries.Sum(AreaM2) : 0;
        }

        var area = polygon.Area;
        if (area == 0)
        {
            return 0;
        }

        var centre = polygon.Centroid;
        var scale = ScaleAt(centre.X, centre.Y);
        return area / (scale * scale);
    }

    /// <summary>Length on the ellipsoid of a geometry of this plane, metres: plane length over the point scale at the middle of each line.</summary>
    /// <remarks>Out: 0 for points, the perimeter with holes for polygons. A line of 10 km is right to 10⁻⁵ even at a zone's edge, a street to 10⁻⁷.</remarks>
    public double LengthM(Geometry projected)
    {
        if (projected is GeometryCollection parts)
        {
            return parts.Geometries.Sum(LengthM);
        }

        var length = projected.Length;
        if (length == 0)
        {
            return 0;
        }

        var centre = projected.EnvelopeInternal.Centre;
        return length / ScaleAt(centre.X, centre.Y);
    }

    private static Plane GaussKrueger(int epsg, ZoneFamily family, int index)
    {
        var (ellipsoid, meridian, falseEasting) = (Datums.EllipsoidOf(family.Datum)!, family.MeridianOf(index), family.FalseEastingOf(index));
        return new(Of(ellipsoid), $"EPSG:{epsg}", Text(ellipsoid, meridian, 0, 1, falseEasting, 0), epsg, meridian, 1, falseEasting, 0);
    }

    private static Plane Utm(int epsg, int zone, double falseNorthing)
    {
        var proj = $"+proj=utm +zone={zone}{(falseNorthing > 0 ? " +south" : "")} +datum=WGS84 +units=m +no_defs";
        return new(Wgs84, $"EPSG:{epsg}", proj, epsg, (6 * zone) - 183, 0.9996, 500_000, falseNorthing);
    }

    private static TransverseMercator Of(Ellipsoid ellipsoid) =>
        Array.Find([Cgcs2000, Wgs84, Iag75, Krassovsky], known => known.Ellipsoid.IsSameAs(ellipsoid)) ?? new TransverseMercator(ellipsoid);

    private static string Text(Ellipsoid ellipsoid, double meridian, double latitude, double scale, double falseEasting, double falseNorthing) => string.Create(
        CultureInfo.InvariantCulture, $"+proj=tmerc +lat_0={latitude} +lon_0={meridian} +k={scale} +x_0={falseEasting} +y_0={falseNorthing} {ellipsoid.Proj} +units=m +no_defs");

    private static void Require(bool holds, string parameter)
    {
        if (!holds)
            throw new ArgumentOutOfRangeException(parameter);
    }
}
