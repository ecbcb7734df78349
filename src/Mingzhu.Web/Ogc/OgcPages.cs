using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using Mingzhu.Spatial;
using Mingzhu.Web.Api;

namespace Mingzhu.Web.Ogc;

/// <summary>The same answers as pages, for a person who follows a link.</summary>
internal static class OgcPages
{
    public static RazorComponentResult<OgcPage> Of(OgcSheet sheet) => new(new { Sheet = sheet });

    public static OgcSheet Landing(Asked asked) => new(asked.Text["ogc.title", asked.Reader.In(asked.Book.Name)], asked.Text["ogc.means"], [(Addresses.Data, asked.Text["nav.data"])])
    {
        Links =
        [
            (asked.At.Collections("html"), asked.Text["ogc.collections"]), (asked.At.Conformance("html"), asked.Text["ogc.conformance"]), (asked.At.Api, asked.Text["ogc.api"]),
            (asked.At.TileMatrixSets, asked.Text["ogc.tiling"]), (asked.At.Landing("json"), "JSON"),
        ],
    };

    public static OgcSheet Conformance(Asked asked) => new(asked.Text["ogc.conformance"], asked.Text["ogc.conformance-means"], Way(asked))
    {
        Columns = [asked.Text["ogc.conformance-class"]],
        Rows = [.. OgcDocuments.Conformance.ConformsTo.Select(one => ((string?)null, (IReadOnlyList<string>)[one]))],
        Links = [(asked.At.Conformance("json"), "JSON")],
    };

    public static OgcSheet Collections(Asked asked) => new(asked.Text["ogc.collections"], asked.Text["ogc.collections-means"], Way(asked))
    {
        Columns = Titles(asked.Text, "column.layer", "column.id", "column.count", "column.as-of", "column.provenance"),
        Rows =
        [
            .. Ogc.Collection.All(asked.Book).Select(one => ((string?)asked.At.Collection(one.Layer.Id, "html"),
                (IReadOnlyList<string>)[asked.Reader.In(one.Layer.Name), one.Layer.Id, Show.Number(one.Version.Count), Show.Day(one.Version.AsOf), asked.Reader.In(one.Version.Provenance.Source)])),
        ],
        Links = [(asked.At.Collections("json"), "JSON")],
    };

    public static OgcSheet Collection(Asked asked, string id)
    {
        var collection = Ogc.Collection.Of(asked.Book, id);
        var answer = collection.Answer(asked.At, asked.Reader, asked.Crs);
        return new(answer.Title, answer.Description, [.. Way(asked), (asked.At.Collections("html"), asked.Text["ogc.collections"])])
        {
            Facts =
            [
                (asked.Text["column.id"], id), (asked.Text["column.count"], Show.Number(collection.Version.Count)), (asked.Text["column.as-of"], Show.Day(collection.Version.AsOf)),
                (asked.Text["column.version"], Show.Number(collection.Version.Number)), (asked.Text["ogc.crs"], string.Join(" · ", answer.Crs ?? [])),
            ],
            Links =
            [
                (asked.At.Items(id, "html"), asked.Text["ogc.items"]), (asked.At.Items(id, "json"), "GeoJSON"), (asked.At.Queryables(id), asked.Text["ogc.queryables"]),
                .. collection.IsSpatial ? [(asked.At.Tiles(id), asked.Text["ogc.tiles"].Value)] : Array.Empty<(string, string)>(), (asked.At.Collection(id, "json"), "JSON"),
            ],
        };
    }

    public static OgcSheet Items(Asked asked, Collection collection, FeatureTable features, ItemsQuery query, IEnumerable<int> rows)
    {
        var shown = rows.Skip(query.Offset).Take(query.Limit + 1).ToArray();
        var next = new FeatureAnswers(asked.Call, collection, features, asked.At).Cursor(query.Offset + query.Limit);
        var id = collection.Layer.Id;
        return new(asked.Reader.In(collection.Layer.Name), asked.Text["ogc.items-means", Show.Number(query.Offset + 1), Show.Number(query.Offset + Math.Min(shown.Length, query.Limit))], Way(asked, collection))
        {
            Columns = [asked.Text["column.id"], .. features.Fields.Select(field => NameOf(asked, collection, field.Name))],
            Rows =
            [
                .. shown.Take(query.Limit).Select(row => ((string?)asked.At.Item(id, features.Ids[row], "html"),
                    (IReadOnlyList<string>)[features.Ids[row], .. features.Fields.Select(field => RunRoutes.Written(features.Value(row, field.Name), null, asked.Text))])),
            ],
            Links = [.. shown.Length > query.Limit ? [(asked.At.Again(("cursor", next)), asked.Text["pager.next"].Value)] : Array.Empty<(string, string)>(), (asked.At.Again(("f", "json")), "GeoJSON")],
        };
    }

    public static OgcSheet Item(Asked asked, Collection collection, FeatureTable features, int row) => new(
        features.Value(row, "name") as string is { Length: > 0 } name ? name : features.Ids[row], asked.Reader.In(collection.Layer.Name), [.. Way(asked, collection), (asked.At.Items(collection.Layer.Id, "html"), asked.Text["ogc.items"])])
    {
        Facts = [(asked.Text["column.id"], features.Ids[row]), .. features.Fields.Select(field => (NameOf(asked, collection, field.Name), RunRoutes.Written(features.Value(row, field.Name), UnitOf(collection, field.Name), asked.Text)))],
        Links = [(asked.At.Again(("f", "json")), "GeoJSON")],
    };

    private static IReadOnlyList<(string, string)> Way(Asked asked, Collection? collection = null) =>
    [
        (Addresses.Data, asked.Text["nav.data"]), (asked.At.Landing("html"), asked.Text["ogc.short"]),
        .. collection is null ? Array.Empty<(string, string)>() : [(asked.At.Collections("html"), asked.Text["ogc.collections"]), (asked.At.Collection(collection.Layer.Id, "html"), asked.Reader.In(collection.Layer.Name))],
    ];

    private static string NameOf(Asked asked, Collection collection, string field) => collection.Layer.Fields.FirstOrDefault(told => told.Id == field) is { } told ? asked.Reader.In(told.Name) : field;

    private static string? UnitOf(Collection collection, string field) => collection.Layer.Fields.FirstOrDefault(told => told.Id == field)?.Unit;

    private static string[] Titles(IStringLocalizer text, params IEnumerable<string> keys) => [.. keys.Select(key => text[key].Value)];
}
