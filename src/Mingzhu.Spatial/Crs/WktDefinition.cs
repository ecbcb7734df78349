using System.Globalization;

namespace Mingzhu.Spatial;

/// <summary>Reads WKT 1 (OGC's and ESRI's) and WKT 2 (2015, 2019) as a <see cref="CrsSpec"/>.</summary>
/// <remarks>By: OGC 01-009, OGC 18-010r7; ESRI's names from its files.</remarks>
internal static class WktDefinition
{
    private const double DegreeInRadians = Math.PI / 180;

    /// <summary>The definition; null if the text is no coordinate system.</summary>
    public static CrsDefinition? Read(WktNode node) => node.Keyword switch
    {
        "GEOGCS" or "GEOGCRS" or "GEODCRS" or "GEODETICCRS" or "GEOGRAPHICCRS" => Geographic(node),
        "PROJCS" or "PROJCRS" or "PROJECTEDCRS" => Projected(node),
        "COMPD_CS" or "COMPOUNDCRS" => node.Children.Select(Read).FirstOrDefault(found => found is not null),
        "BOUNDCRS" => node.Child("SOURCECRS") is { Children: [var source, ..] } ? Read(source) : null,
        "LOCAL_CS" or "ENGCRS" or "ENGINEERINGCRS" => CrsDefinition.Unsupported(node.Name, "独立坐标系，没有投影参数", "it is a local system without a projection"),
        "GEOCCS" or "FITTED_CS" or "DERIVEDPROJCRS" => CrsDefinition.Unsupported(node.Name, $"类型 {node.Keyword}", $"it is a {node.Keyword}"),
        _ => null,
    };

    private static CrsDefinition Geographic(WktNode node)
    {
        if (node.Child("CS") is { } axes && axes.Name.Equals("CARTESIAN", StringComparison.OrdinalIgnoreCase))
            return CrsDefinition.Unsupported(node.Name, "地心坐标", "it is geocentric");
        return Fault(node, node) ?? Spec(node, node, method: null, [], unitM: 1).Read();
    }

    private static CrsDefinition Projected(WktNode node)
    {
        var geographic = node.Child("GEOGCS", "BASEGEOGCRS", "BASEGEODCRS", "GEOGCRS", "GEODCRS");
        if (geographic is null)
            return Epsg(node) is { } epsg ? CrsDefinition.OfCode(epsg) with { Name = node.Name } : CrsDefinition.Unsupported(node.Name, "没有大地坐标系部分", "it has no geographic part");
        var conversion = node.Child("CONVERSION") ?? node;
        var method = conversion.Child("PROJECTION", "METHOD")?.Name ?? "";
        if (node.Child("EXTENSION") is { } extension && extension.Text(1).Contains("+proj=merc +a=6378137 +b=6378137", StringComparison.Ordinal))
            method = "WebMercator";
        var unitM = (node.Child("UNIT", "LENGTHUNIT") ?? node.Children.Where(child => child.Keyword == "AXIS").Select(axis => axis.Child("UNIT", "LENGTHUNIT")).FirstOrDefault())?.Number(1) ?? 1;
        if (unitM is not (>= 1e-3 and <= 1e5))
            return CrsDefinition.Unsupported(node.Name, "长度单位", "its unit of length is out of range");
        var wkt1 = node.Keyword == "PROJCS";
        return Fault(node, geographic) ?? Spec(node, geographic, method, Parameters(conversion, wkt1 ? unitM : 1), unitM).Read();
    }

    /// <summary>What can't be followed though it is well written: another prime meridian, other units of angle.</summary>
    private static CrsDefinition? Fault(WktNode node, WktNode geographic)
    {
        if (geographic.Child("PRIMEM", "PRIMEMERIDIAN")?.Number(1) is { } meridian && meridian != 0)
            return CrsDefinition.Unsupported(node.Name, $"本初子午线不是格林尼治（{meridian.ToString(CultureInfo.InvariantCulture)}）", $"its prime meridian is not Greenwich ({meridian.ToString(CultureInfo.InvariantCulture)})");
        var unit = geographic.Child("UNIT", "ANGLEUNIT")?.Number(1);
        return unit is { } radians && Math.Abs(radians - DegreeInRadians) > 1e-8
            ? CrsDefinition.Unsupported(node.Name, "角度单位不是度", "its unit of angle is not the degree")
            : null;
    }

    private static CrsSpec Spec(WktNode node, WktNode geographic, string? method, Dictionary<string, double> parameters, double unitM)
    {
        var datum = geographic.Child("DATUM", "ENSEMBLE", "GEODETICDATUM", "TRF");
        var figure = datum?.Child("SPHEROID", "ELLIPSOID");
        return new CrsSpec
        {
            Name = node.Name,
            DatumNames = [datum?.Name ?? "", geographic.Name, figure?.Name ?? ""],
            Ellipsoid = figure?.Number(1) is { } semiMajor && figure.Number(2) is { } flattening ? new Ellipsoid(semiMajor, flattening) : null,
            Epsg = Epsg(node),
            Method = method,
            Parameters = parameters,
            UnitM = unitM,
            HasShift = datum?.Child("TOWGS84") is { } shift && Enumerable.Range(0, 7).Any(index => shift.Number(index) is { } value && value != 0),
        };
    }

    private static int? Epsg(WktNode node)
    {
        var id = node.Child("AUTHORITY", "ID");
        return id is not null && id.Name.Equals("EPSG", StringComparison.OrdinalIgnoreCase) && int.TryParse(id.Text(1), NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : null;
    }

    private static Dictionary<string, double> Parameters(WktNode conversion, double unitM)
    {
        var parameters = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var parameter in conversion.Children.Where(child => child.Keyword == "PARAMETER"))
        {
            if (parameter.Number(1) is not { } value)
                continue;
            var name = Named(Datums.Plain(parameter.Name));
            var length = parameter.Child("LENGTHUNIT")?.Number(1) ?? unitM;
            parameters[name] = name is "falseeasting" or "falsenorthing" ? value * length : value;
        }

        return parameters;
    }

    /// <summary>The one name of a parameter that has several.</summary>
    public static string Named(string plain) => plain switch
    {
        "longitudeofnaturalorigin" or "longitudeofcenter" or "longitudeoforigin" => "centralmeridian",
        "latitudeofnaturalorigin" or "latitudeofcenter" => "latitudeoforigin",
        "scalefactoratnaturalorigin" => "scalefactor",
        _ => plain,
    };
}
