namespace Mingzhu.Web.Ogc;

/// <summary>A link from one answer to another (链接).</summary>
/// <param name="Href">The whole address.</param>
/// <param name="Rel">What lies there.</param>
/// <param name="Type">In which form.</param>
/// <param name="Title">What to call it.</param>
/// <param name="Templated">Whether the address has {places} to fill in; absent if not.</param>
internal sealed record Link(string Href, string Rel, string Type, string? Title = null, bool? Templated = null)
{
    /// <summary>The relation to what a filter may name.</summary>
    public const string Queryables = "http://www.opengis.net/def/rel/ogc/1.0/queryables";
}

/// <summary>The forms of answers.</summary>
internal static class Forms
{
    public const string Json = "application/json";
    public const string GeoJson = "application/geo+json";
    public const string Html = "text/html";
    public const string Schema = "application/schema+json";
    public const string OpenApi = "application/vnd.oai.openapi+json;version=3.0";

    /// <summary>Whether a request wants a page: it says so (f=html), or prefers HTML as browsers do and says nothing.</summary>
    public static bool WantsPage(HttpRequest request) => request.Query["f"].ToString() switch
    {
        "html" => true,
        "json" => false,
        "" => request.GetTypedHeaders().Accept is { Count: > 0 } accepted
            && accepted.OrderByDescending(type => type.Quality ?? 1).First().MediaType.Equals(Html, StringComparison.OrdinalIgnoreCase),
        var other => throw new AskedWrongly(new($"f={other} 不是可用的格式：json 或 html", $"f={other} is no form there is: json or html")),
    };
}
