using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using Mingzhu.Spatial;
using Mingzhu.Web.Api;

namespace Mingzhu.Web.Ogc;

/// <summary>The same answers as pages, for a person who follows a link.</summary>
internal static partial class OgcPages
{
    public static RazorComponentResult<OgcPage> Of(OgcSheet sheet) => new(new { Sheet = sheet });

    public static OgcSheet Landing(Asked asked) => new(asked.Text["ogc.title", asked.Reader.In(asked.Book.Name)], asked.Text["ogc.means"], [(Addresses.Data, asked.Text["nav.data"])])
    {
        Links =
        [
            (asked.At.Collections("html"), asked.Text["ogc.collections"]), (asked.At.Conformance("html"), asked.Text["ogc.conformance"]), (asked.At.Api("html"), asked.Text["ogc.api"]),
            (OgcAddresses.Page(asked.At.TileMatrixSets), asked.Text["ogc.tiling"]), (asked.At.Landing("json"), "JSON"),
        ],
    };

    public static OgcSheet Conformance(Asked asked) => new(asked.Text["ogc.conformance"], asked.Text["ogc.conformance-means"], Way(asked))
    {
        Columns = [asked.Text["ogc.conformance-class"]],
        Rows = [.. OgcDocuments.Conformance.ConformsTo.Select(one => ((string?)null, (IReadOnlyList<string>)[one]))],
        Links = [(asked.At.Conformance("json"), "JSON")],
    };

    public static OgcSheet Definition(Asked asked) => new(asked.Text["ogc.api"], asked.Text["ogc.api-means"], Way(asked))
    {
        Columns = Titles(asked.Text, "ogc.address", "ogc.answers", "ogc.takes"),
        Rows = [.. OgcDefinition.Operations.Select(operation => ((string?)null, (IReadOnlyList<string>)[OgcAddresses.Root + operation.Path.TrimEnd('/'), asked.Text[operation.Says], string.Join(", ", operation.Parameters)]))],
        Links = [(asked.At.Api("json"), "OpenAPI 3.0")],
    };

    public static OgcSheet Collections(Asked asked) => new(asked.Text["ogc.collections"], asked.Text["ogc.collections-means"], Way(asked))
    {
        Columns = Titles(asked.Text, "column.layer", "column.id", "column.count", "column.as-of", "column.provenance"), Numbers = [2],
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
                (asked.Text["column.version"], Show.Number(collection.Version.Number)),
            ],
            Columns = collection.IsSpatial ? Titles(asked.Text, "ogc.crs", "ogc.axes") : [],
            Rows = collection.IsSpatial ? [.. asked.Crs.Select(crs => ((string?)null, (IReadOnlyList<string>)[crs.Uri, asked.Text[crs.Axes]]))] : [],
            Links =
            [
                (asked.At.Items(id, "html"), asked.Text["ogc.items"]), (asked.At.Items(id, "json"), "GeoJSON"), (OgcAddresses.Page(asked.At.Queryables(id)), asked.Text["ogc.queryables"]),
                .. collection.IsSpatial ? [(OgcAddresses.Page(asked.At.Tiles(id)), asked.Text["ogc.tiles"].Value)] : Array.Empty<(string, string)>(), (asked.At.Collection(id, "json"), "JSON"),
            ],
        };
    }

    public static OgcSheet Queryables(Asked asked, string id)
    {
        var collection = Ogc.Collection.Of(asked.Book, id);
        return new(asked.Text["ogc.queryables"], asked.Text["ogc.queryables-means"], Way(asked, collection))
        {
            Columns = Titles(asked.Text, "column.id", "ogc.queryable", "ogc.type", "ogc.unit"),
            Rows =
            [
                .. Ogc.Queryables.Of(collection, asked)["properties"]!.AsObject().Select(property => ((string?)null, (IReadOnlyList<string>)
                [
                    property.Key, Said(property.Value, "title"), string.Join(" · ", new[] { Said(property.Value, "type"), Said(property.Value, "format") }.Where(part => part.Length > 0)), Said(property.Value, "x-ogc-unit"),
                ])),
            ],
            Links = [(asked.At.Queryables(id), "JSON Schema")],
        };
    }

    public static OgcSheet Items(Asked asked, Collection collection, FeatureTable features, ItemsQuery query, IEnumerable<int> rows)
    {
        var matched = 0;
        var shown = new List<int>();
        foreach (var row in rows)
        {
            if (matched++ >= query.Offset && shown.Count < query.Limit)
                shown.Add(row);
        }

        // The id stands first, whether the layer has a field of that name or not.
        var fields = features.Fields.Where(field => field.Name != PlacedRow.Id).ToArray();
        var cursor = new FeatureAnswers(asked.Call, collection, features, asked.At);
        var (id, last) = (collection.Layer.Id, query.Offset + shown.Count);
        var says = matched == 0 ? asked.Text["ogc.no-items"] : asked.Text["ogc.items-means", Show.Number(query.Offset + 1), Show.Number(last), Show.Number(matched)];
        return new(asked.Reader.In(collection.Layer.Name), says, Way(asked, collection))
        {
            Columns = matched == 0 ? [] : [asked.Text["column.id"], .. fields.Select(field => NameOf(asked, collection, field.Name))],
            Numbers = [.. fields.Index().Where(field => field.Item.Type is FieldType.Integer or FieldType.Real).Select(field => field.Index + 1)],
            Rows =
            [
                .. shown.Select(row => ((string?)asked.At.Item(id, features.Ids[row], "html"),
                    (IReadOnlyList<string>)[features.Ids[row], .. fields.Select(field => RunRoutes.Written(features.Value(row, field.Name), null, asked.Text))])),
            ],
            Links =
            [
                .. query.Offset > 0 ? [(asked.At.Again(("cursor", cursor.Cursor(Math.Max(0, query.Offset - query.Limit)))), asked.Text["pager.previous"].Value)] : Array.Empty<(string, string)>(),
                .. last < matched ? [(asked.At.Again(("cursor", cursor.Cursor(last))), asked.Text["pager.next"].Value)] : Array.Empty<(string, string)>(),
                (asked.At.Again(("f", "json")), "GeoJSON"),
            ],
        };
    }

    public static OgcSheet Item(Asked asked, Collection collection, FeatureTable features, int row) => new(
        features.Value(row, "name") as string is { Length: > 0 } name ? name : features.Ids[row], asked.Reader.In(collection.Layer.Name), [.. Way(asked, collection), (asked.At.Items(collection.Layer.Id, "html"), asked.Text["ogc.items"])])
    {
        Facts = [(asked.Text["column.id"], features.Ids[row]), .. features.Fields.Where(field => field.Name != PlacedRow.Id).Select(field => (NameOf(asked, collection, field.Name), RunRoutes.Written(features.Value(row, field.Name), UnitOf(asked, collection, field.Name), asked.Text)))],
        Links = [(asked.At.Again(("f", "json")), "GeoJSON")],
    };

    private static IReadOnlyList<(string, string)> Way(Asked asked, Collection? collection = null) =>
    [
        (Addresses.Data, asked.Text["nav.data"]), (asked.At.Landing("html"), asked.Text["ogc.short"]),
        .. collection is null ? Array.Empty<(string, string)>() : [(asked.At.Collections("html"), asked.Text["ogc.collections"]), (asked.At.Collection(collection.Layer.Id, "html"), asked.Reader.In(collection.Layer.Name))],
    ];

    private static string Said(JsonNode? of, string member) => of?[member]?.GetValue<string>() ?? "";

    private static string NameOf(Asked asked, Collection collection, string field) => collection.Layer.Fields.FirstOrDefault(told => told.Id == field) is { } told ? asked.Reader.In(told.Name) : field;

    private static string? UnitOf(Asked asked, Collection collection, string field) => collection.Layer.Fields.FirstOrDefault(told => told.Id == field)?.Unit is { } unit ? asked.Reader.In(unit) : null;

    private static string[] Titles(IStringLocalizer text, params IEnumerable<string> keys) => [.. keys.Select(key => text[key].Value)];
}
