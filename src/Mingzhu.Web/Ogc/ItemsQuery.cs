using System.Collections.Immutable;
using System.Globalization;
using Mingzhu.City;
using Mingzhu.Spatial;
using NetTopologySuite.Geometries;

namespace Mingzhu.Web.Ogc;

/// <summary>What a client asks of a collection's features (要素查询), read from the address and checked.</summary>
/// <param name="Limit">How many at most.</param>
/// <param name="Offset">How many to leave out first.</param>
/// <param name="Crs">In which system.</param>
/// <param name="Area">Which they must meet, longitude and latitude; null for any.</param>
/// <param name="InTime">Whether the day of the layer lies in the time asked for.</param>
/// <param name="Filter">Which must hold; null for none.</param>
/// <param name="FilterCrs">In which system the filter's shapes are.</param>
/// <param name="Equal">Fields and the values they must have.</param>
internal sealed record ItemsQuery(
    int Limit, int Offset, OgcCrs Crs, Geometry? Area, bool InTime, Expression? Filter, OgcCrs FilterCrs, ImmutableArray<(string Field, object Value)> Equal)
{
    /// <summary>How many features an answer has where nothing is said.</summary>
    public const int UsualLimit = 10;

    /// <summary>How many it has at most, whatever is said.</summary>
    public const int MostLimit = 10_000;

    /// <summary>Every parameter but those named by fields.</summary>
    public static ImmutableArray<string> Parameters { get; } = ["bbox", "bbox-crs", "crs", "cursor", "datetime", "f", "filter", "filter-crs", "filter-lang", "lang", "limit"];

    /// <summary>Reads a query.</summary>
    /// <exception cref="AskedWrongly">A parameter is unknown, or says what it cannot.</exception>
    public static ItemsQuery Of(IQueryCollection query, Collection collection, FeatureTable features, ImmutableArray<OgcCrs> crs)
    {
        var fields = features.Fields.ToDictionary(field => field.Name, field => field.Type);
        fields.TryAdd(PlacedRow.Id, FieldType.Text);
        OnlyKnown(query, [.. Parameters, .. fields.Keys]);
        var filter = FilterOf(query);
        if (filter?.Fields.FirstOrDefault(field => !fields.ContainsKey(field) && field != PlacedRow.Geometry) is { } unknown)
            throw new AskedWrongly(new($"筛选中的字段“{unknown}”不存在；可用字段见 queryables", $"the filter names the field '{unknown}', which there is none of; see queryables"));
        return new ItemsQuery(
            LimitOf(query["limit"]), OffsetOf(query["cursor"], collection.Version.Number), CrsOf("crs", query["crs"], crs), AreaOf(query, crs), Time(query["datetime"], collection.Version.AsOf),
            filter, CrsOf("filter-crs", query["filter-crs"], crs),
            [.. query.Where(asked => fields.ContainsKey(asked.Key) && !Parameters.Contains(asked.Key)).Select(asked => (asked.Key, Value(asked.Key, asked.Value.ToString(), fields[asked.Key])))]);
    }

    /// <summary>Refuses a parameter that means nothing here.</summary>
    public static void OnlyKnown(IQueryCollection query, params ReadOnlySpan<string> known)
    {
        foreach (var name in query.Keys)
        {
            if (!known.Contains(name))
                throw new AskedWrongly(new($"没有参数“{name}”", $"there is no parameter '{name}'"));
        }

        if (query["lang"].ToString() is not ("" or "zh" or "zh-CN" or "en") and var language)
            throw Wrong("lang", language, "zh, en");
    }

    /// <summary>The system of that name.</summary>
    public static OgcCrs CrsOf(string parameter, string? uri, ImmutableArray<OgcCrs> crs) => string.IsNullOrEmpty(uri)
        ? OgcCrs.Crs84
        : crs.FirstOrDefault(one => one.Uri == uri) ?? throw Wrong(parameter, uri, string.Join(", ", crs.Select(one => one.Uri)));

    private static int LimitOf(string? text) => string.IsNullOrEmpty(text) ? UsualLimit
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit >= 1 ? (int)Math.Min(limit, MostLimit)
        : throw Wrong("limit", text, $"1–{MostLimit}");

    // A page token names the version it was cut from: in another version the same number would mean other features.
    private static int OffsetOf(string? text, int version)
    {
        if (string.IsNullOrEmpty(text))
            return 0;
        if (text.Split('-') is not [var of, var from] || !int.TryParse(of, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || !int.TryParse(from, NumberStyles.None, CultureInfo.InvariantCulture, out var offset))
            throw Wrong("cursor", text, "next");
        return number == version ? offset : throw new AskedWrongly(
            new($"图层已从第 {number} 版更新为第 {version} 版，请从头翻页", $"the layer has gone from version {number} to {version}; begin again at the first page"), StatusCodes.Status409Conflict);
    }

    private static Geometry? AreaOf(IQueryCollection query, ImmutableArray<OgcCrs> crs)
    {
        var of = CrsOf("bbox-crs", query["bbox-crs"], crs);
        var text = query["bbox"].ToString();
        if (text.Length == 0)
            return null;
        var numbers = text.Split(',').Select(part => double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : throw Wrong("bbox", text, "west,south,east,north")).ToArray();
        return numbers switch
        {
            [var a, var b, var c, var d] => of.Box(new(a, b), new(c, d)),
            // With heights: nothing here has one.
            [var a, var b, _, var c, var d, _] => of.Box(new(a, b), new(c, d)),
            _ => throw Wrong("bbox", text, "west,south,east,north"),
        };
    }

    // Every feature of a layer describes the day of its version.
    private static bool Time(string? text, DateOnly asOf)
    {
        if (string.IsNullOrEmpty(text))
            return true;
        var ends = text.Split('/');
        if (ends.Length > 2)
            throw Wrong("datetime", text, "2026-01-01T00:00:00Z/..");
        var from = Instant(ends[0], text, ends.Length == 2 ? DateTimeOffset.MinValue : null);
        var to = ends.Length == 1 ? from : Instant(ends[1], text, DateTimeOffset.MaxValue);
        if (from > to || (ends is ["" or "..", "" or ".."]))
            throw Wrong("datetime", text, "2026-01-01T00:00:00Z/2026-12-31T23:59:59Z");
        return DateOnly.FromDateTime(from.UtcDateTime) <= asOf && asOf <= DateOnly.FromDateTime(to.UtcDateTime);
    }

    private static DateTimeOffset Instant(string text, string whole, DateTimeOffset? open)
    {
        if (text is "" or ".." && open is { } end)
            return end;
        string[] forms = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd't'HH:mm:ss.FFFFFFFK"];
        return DateTimeOffset.TryParseExact(text.Replace('z', 'Z'), forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : throw Wrong("datetime", whole, "2026-01-01T00:00:00Z");
    }

    private static Expression? FilterOf(IQueryCollection query)
    {
        var (text, language) = (query["filter"].ToString(), query["filter-lang"].ToString());
        if (language is not ("" or "cql2-text" or "cql2-json"))
            throw Wrong("filter-lang", language, "cql2-text, cql2-json");
        if (text.Length == 0)
            return null;
        var read = language == "cql2-json" ? Expression.TryParseJson(text, out var filter, out var problem) : Expression.TryParse(text, out filter, out problem);
        return read ? filter : throw new AskedWrongly(new($"filter 第 {problem!.Column} 列：{problem.Says.Zh}", $"filter, column {problem.Column}: {problem.Says.En}"));
    }

    private static object Value(string field, string text, FieldType type) => type switch
    {
        FieldType.Text => text,
        FieldType.Integer when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => whole,
        FieldType.Real when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) && double.IsFinite(real) => real,
        FieldType.Boolean when bool.TryParse(text, out var truth) => truth,
        FieldType.Date when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => day,
        _ => throw Wrong(field, text, type.ToString().ToLowerInvariant()),
    };

    private static AskedWrongly Wrong(string parameter, string text, string expected) => new(new($"参数 {parameter}={text} 不成立，应为 {expected}", $"{parameter}={text} will not do; expected {expected}"));
}
