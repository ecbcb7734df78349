using System.Collections.Immutable;
using System.Globalization;

namespace Mingzhu.Spatial;

/// <summary>What the text of a coordinate system's definition says (坐标系定义).</summary>
/// <param name="Crs">The system; null if the text can't be read, or speaks of one that can't be used here.</param>
/// <param name="Problem">Why there is none: "crs.unreadable", "crs.unsupported", "crs.unknown-code"; null if there is one.</param>
/// <param name="Notes">What is odd in the text though it can be used: a name that contradicts the parameters, a shift that is not followed.</param>
public sealed record CrsDefinition(Crs? Crs, SourceProblem? Problem, ImmutableArray<SourceProblem> Notes)
{
    // The longest honest definition, a bound PROJJSON, has some 10,000 letters.
    private const int Longest = 65_536;

    /// <summary>The name the text gives the system: "CGCS2000_3_Degree_GK_Zone_39"; empty if it gives none.</summary>
    public string Name { get; init; } = "";

    /// <summary>Reads the text of a .prj, a GeoPackage's or a GeoJSON's definition, or what a person types.</summary>
    /// <remarks>
    /// In: WKT 1 (OGC's and ESRI's), WKT 2, PROJJSON, GeoJSON's old "crs", ESRI's {"wkid"}, "EPSG:4548", "urn:ogc:def:crs:EPSG::4548", an OGC http address, "+proj=…"; any letters at all.<br/>
    /// Out: where name or code and parameters differ, what the parameters say, with a note. The order of axes in the text is not followed: files hold x, y whatever it says, and the numbers prove
    /// the exceptions.<br/>
    /// Always: never throws on any text; O(length).
    /// </remarks>
    public static CrsDefinition Read(string text)
    {
        var trimmed = text.AsSpan().Trim([' ', '\t', '\r', '\n', '\0', '\uFEFF', '\u3000']).ToString();
        if (trimmed.Length is 0 or > Longest)
            return Unreadable(trimmed);
        if (trimmed[0] == '{')
            return JsonDefinition.Read(trimmed) ?? Unreadable(trimmed);
        if (trimmed.Contains("+proj", StringComparison.OrdinalIgnoreCase) && trimmed[0] is '+')
            return ProjDefinition.Read(trimmed) ?? Unreadable(trimmed);
        return Code(trimmed) ?? (WktNode.Read(trimmed) is { } wkt ? WktDefinition.Read(wkt) : null) ?? Unreadable(trimmed);
    }

    internal static CrsDefinition Unreadable(string text) => new(null, new SourceProblem(
        "crs.unreadable",
        $"坐标系定义无法读取：{Shown(text)}；应为 WKT、PROJJSON、EPSG:代码 或 +proj 文本，请指定坐标系",
        $"the definition of the coordinate system can't be read: {Shown(text)}; expected WKT, PROJJSON, EPSG:code or a +proj text; say which system it is") { Found = Shown(text) }, []);

    internal static CrsDefinition Unsupported(string name, string zh, string en) => new(null, new SourceProblem(
        "crs.unsupported",
        $"坐标系“{Shown(name)}”不受支持：{zh}；请先转换为 EPSG:4490 或高斯-克吕格投影",
        $"the coordinate system '{Shown(name)}' is not supported: {en}; convert it to EPSG:4490 or a Gauss-Krüger zone first") { Found = Shown(name) }, []) { Name = name };

    internal static CrsDefinition OfCode(int epsg) => Spatial.Crs.OfEpsg(epsg) is { } known
        ? new(known, null, []) { Name = $"EPSG:{epsg}" }
        : new(null, new SourceProblem(
            "crs.unknown-code",
            $"不认识坐标系 EPSG:{epsg}；请先转换为 EPSG:4490",
            $"the coordinate system EPSG:{epsg} is not known here; convert to EPSG:4490 first") { Found = $"EPSG:{epsg}" }, []) { Name = $"EPSG:{epsg}" };

    /// <summary>"EPSG:4548", "urn:ogc:def:crs:EPSG:6.18:4548", "http://www.opengis.net/def/crs/EPSG/0/4548", "OGC:CRS84", "4548"; null if it is none of these.</summary>
    internal static CrsDefinition? Code(string text)
    {
        if (text.Length > 100)
            return null;
        var parts = text.Split([':', '/', '#'], StringSplitOptions.TrimEntries);
        var last = parts[^1];
        if (last.Equals("CRS84", StringComparison.OrdinalIgnoreCase))
            return OfCode(4326);
        var authority = parts.Length == 1 || parts.Any(part => Authorities.Contains(part.ToUpperInvariant()));
        return authority && int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var epsg) ? OfCode(epsg) : null;
    }

    private static readonly string[] Authorities = ["EPSG", "ESRI", "EPSG.XML"];

    private static string Shown(string text)
    {
        var line = string.Concat(text.Select(letter => char.IsControl(letter) || char.IsSurrogate(letter) ? '?' : letter).Take(80));
        return text.Length > 80 ? line + "…" : line;
    }
}
