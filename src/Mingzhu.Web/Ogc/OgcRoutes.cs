using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Localization;
using Microsoft.Net.Http.Headers;
using Mingzhu.People;
using Mingzhu.Web.Book;

namespace Mingzhu.Web.Ogc;

/// <summary>What every answer of the OGC API is made from.</summary>
internal sealed record Asked(HttpContext Call, ICityBook Book, Reader Reader, IStringLocalizer Text)
{
    /// <summary>Addresses under the name the client used.</summary>
    public OgcAddresses At { get; } = new(Call.Request);

    /// <summary>The systems the city offers.</summary>
    public ImmutableArray<OgcCrs> Crs => OgcCrs.Of(Book.Plane);

    /// <summary>Whether a page is wanted.</summary>
    public bool Page => Forms.WantsPage(Call.Request);

    /// <summary>Puts it together for a request.</summary>
    public static ValueTask<Asked> BindAsync(HttpContext call)
    {
        var services = call.RequestServices;
        return ValueTask.FromResult(new Asked(call, services.GetRequiredService<ICityBook>(), services.GetRequiredService<Reader>(), services.GetRequiredService<IStringLocalizer>()));
    }

    /// <summary>A page or a document, as asked; neither takes a parameter of its own.</summary>
    public IResult Told<T>(Func<Asked, OgcSheet> page, Func<Asked, T> document, string form = Forms.Json)
    {
        ItemsQuery.OnlyKnown(Call.Request.Query, "f", "lang");
        return Page ? OgcPages.Of(page(this)) : OgcJson.Answer(document(this), form);
    }
}

/// <summary>The addresses of OGC API – Features and Tiles (开放地理数据接口): what other programs open the city by.</summary>
/// <remarks>By: OGC 17-069r4, 18-058r1, 19-079r2, 20-057. Read only; layers of the classes public and staff, as the map shows them.</remarks>
internal static class OgcRoutes
{
    public static void MapOgc(this IEndpointRouteBuilder app)
    {
        var ogc = app.MapGroup(OgcAddresses.Root).Opens(RightIds.ViewLayers).AddEndpointFilter(AskedWrongly.Tell);
        ogc.MapGet("", (Asked asked) => asked.Told(OgcPages.Landing, OgcDocuments.Landing));
        ogc.MapGet("/conformance", (Asked asked) => asked.Told(OgcPages.Conformance, _ => OgcDocuments.Conformance));
        ogc.MapGet("/api", (Asked asked) => asked.Told(OgcPages.Definition, OgcDefinition.Of, Forms.OpenApi));
        ogc.MapGet("/collections", (Asked asked) => asked.Told(OgcPages.Collections, OgcDocuments.Collections));
        ogc.MapGet("/collections/{id}", (string id, Asked asked) => asked.Told(_ => OgcPages.Collection(asked, id), _ => Collection.Of(asked.Book, id).Answer(asked.At, asked.Reader, asked.Crs)));
        ogc.MapGet("/collections/{id}/queryables", (string id, Asked asked) => asked.Told(_ => OgcPages.Queryables(asked, id), _ => Queryables.Of(Collection.Of(asked.Book, id), asked), Forms.Schema));
        ogc.MapGet("/collections/{id}/items", (string id, Asked asked, TimeProvider time) => Items(asked, id, time));
        ogc.MapGet("/collections/{id}/items/{**feature}", (string id, string feature, Asked asked) => Item(asked, id, feature));
        ogc.MapOgcTiles();
    }

    private static async Task<IResult?> Items(Asked asked, string id, TimeProvider time)
    {
        var collection = Collection.Of(asked.Book, id);
        var features = collection.Features(asked.Book);
        var query = ItemsQuery.Of(asked.Call.Request.Query, collection, features, asked.Crs);
        var page = asked.Page;
        asked.Call.Response.Headers.Link = $"<{asked.At.Queryables(id)}>; rel=\"{Link.Queryables}\"; type=\"{Forms.Schema}\"";
        if (Known(asked, collection))
            return Results.StatusCode(StatusCodes.Status304NotModified);
        var rows = Selection.Of(query, features);
        if (page)
            return OgcPages.Of(OgcPages.Items(asked, collection, features, query, rows));
        await new FeatureAnswers(asked.Call, collection, features, asked.At).Page(query, rows, time.GetUtcNow());
        return Results.Empty;
    }

    private static async Task<IResult?> Item(Asked asked, string id, string feature)
    {
        ItemsQuery.OnlyKnown(asked.Call.Request.Query, "crs", "f", "lang");
        var collection = Collection.Of(asked.Book, id);
        var features = collection.Features(asked.Book);
        var crs = ItemsQuery.CrsOf("crs", asked.Call.Request.Query["crs"], asked.Crs);
        var row = PlaceShapes.RowOf(features, feature);
        if (row < 0)
            throw AskedWrongly.Gone(feature, "feature", "要素");
        if (Known(asked, collection))
            return Results.StatusCode(StatusCodes.Status304NotModified);
        if (asked.Page)
            return OgcPages.Of(OgcPages.Item(asked, collection, features, row));
        await new FeatureAnswers(asked.Call, collection, features, asked.At).One(row, crs);
        return Results.Empty;
    }

    /// <summary>Whether the client has this answer already; says by what it would know it again.</summary>
    /// <remarks>The tag is weak: an answer names the moment it was made, and is otherwise the same for the same version, address and language.</remarks>
    private static bool Known(Asked asked, Collection collection)
    {
        var request = asked.Call.Request;
        var of = $"{collection.Version.File} {collection.Version.Rows} {request.Host}{request.Path}{request.QueryString} {asked.Page} {asked.Reader.Tag} {asked.Book.View}";
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(of)).AsSpan(0, 12))}\"", isWeak: true);
        var headers = asked.Call.Response.GetTypedHeaders();
        headers.ETag = tag;
        headers.CacheControl = new CacheControlHeaderValue { NoCache = true, Private = true };
        asked.Call.Response.Headers.Vary = "Accept, Authorization, Cookie";
        return request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false));
    }
}
