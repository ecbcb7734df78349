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

    private static readonly TransverseMercator Cgcs2000 = new(6_378_137, 298.257222101);
    private static readonly TransverseMercator Wgs84 = new(6_378_137, 298.257223563);

    private readonly TransverseMercator _series;
    private readonly double _scale;
    private readonly double _falseEasting;
    private readonly double _falseNorthing;

    private Plane(TransverseMercator series, string name, string proj, int? epsg, double centralMeridian, double scale, double falseEasting, double falseNorthing)
    {
        (_series, Name, Proj, Epsg, CentralMeridian) = (series, name, proj, epsg, centralMeridian);
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

    /// <summary>The plane with an EPSG code; null if the code is none of those below.</summary>
    /// <remarks>
    /// In: CGCS2000 Gauss–Krüger 3° zones 4513–4533 (zone number before the easting) and 4534–4554 (without), 6° zones 4491–4501 (with) and 4502–4512
    /// (without); WGS 84 UTM 32601–32660 and 32701–32760.
    /// </remarks>
    public static Plane? FindEpsg(int epsg) => epsg switch
    {
        >= 4491 and <= 4501 => GaussKrueger(epsg, 75 + (6 * (epsg - 4491)), zone: epsg - 4491 + 13),
        >= 4502 and <= 4512 => GaussKrueger(epsg, 75 + (6 * (epsg - 4502)), zone: 0),
        >= 4513 and <= 4533 => GaussKrueger(epsg, 75 + (3 * (epsg - 4513)), zone: epsg - 4513 + 25),
        >= 4534 and <= 4554 => GaussKrueger(epsg, 75 + (3 * (epsg - 4534)), zone: 0),
        >= 32601 and <= 32660 => Utm(epsg, epsg - 32600, falseNorthing: 0),
        >= 32701 and <= 32760 => Utm(epsg, epsg - 32700, falseNorthing: 10_000_000),
        _ => null,
    };

    /// <summary>The plane with an EPSG code, as <see cref="FindEpsg"/> knows them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The code is none of those.</exception>
    public static Plane OfEpsg(int epsg) => FindEpsg(epsg)
        ?? throw new ArgumentOutOfRangeException(nameof(epsg), epsg, "Known planes: 4491–4554 (CGCS2000 Gauss–Krüger), 32601–32660 and 32701–32760 (UTM).");

    /// <summary>A plane of our own about a place: scale 1 on its meridian, 0, 0 at the place itself, CGCS2000.</summary>
    public static Plane Centred(double longitude, double latitude)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Math.Abs(longitude), 180, nameof(longitude));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Math.Abs(latitude), 89, nameof(latitude));
        var proj = string.Create(CultureInfo.InvariantCulture, $"+proj=tmerc +lat_0={latitude} +lon_0={longitude} +k=1 +x_0=0 +y_0=0 +ellps=GRS80 +units=m +no_defs");
        var north = Cgcs2000.Forward(0, latitude * DegreesToRadians).North;
        return new(Cgcs2000, proj, proj, null, longitude, 1, 0, -north);
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
    public Geometry Project(Geometry geographic) => Redraw.Move(geographic, Project);

    /// <summary>A geometry of this plane drawn in EPSG:4490 (x = longitude).</summary>
    public Geometry Unproject(Geometry projected) => Redraw.Move(projected, Unproject);

    /// <summary>How much longer a short line is here in the plane than on the ellipsoid (point scale, 投影长度比); x east and y north in metres.</summary>
    public double ScaleAt(double x, double y)
    {
        var (longitude, latitude) = _series.Inverse((x - _falseEasting) / _scale, (y - _falseNorthing) / _scale);
        return _scale * _series.Scale(longitude, latitude);
    }

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

    private static Plane GaussKrueger(int epsg, int centralMeridian, int zone)
    {
        var falseEasting = (zone * 1_000_000) + 500_000;
        var proj = string.Create(CultureInfo.InvariantCulture, $"+proj=tmerc +lat_0=0 +lon_0={centralMeridian} +k=1 +x_0={falseEasting} +y_0=0 +ellps=GRS80 +units=m +no_defs");
        return new(Cgcs2000, $"EPSG:{epsg}", proj, epsg, centralMeridian, 1, falseEasting, 0);
    }

    private static Plane Utm(int epsg, int zone, double falseNorthing)
    {
        var proj = $"+proj=utm +zone={zone}{(falseNorthing > 0 ? " +south" : "")} +datum=WGS84 +units=m +no_defs";
        return new(Wgs84, $"EPSG:{epsg}", proj, epsg, (6 * zone) - 183, 0.9996, 500_000, falseNorthing);
    }
}
