using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using Mingzhu.CheckUp;
using Mingzhu.Spatial;
using Mingzhu.Web.Api;
using Mingzhu.Web.Book;
using NetTopologySuite.Geometries;

namespace Mingzhu.Web.Siting;

/// <summary>What a map draws of an answer about sites: the outline of each listed site and a mark within it, as GeoJSON in EPSG:4490.</summary>
/// <remarks>Properties: <c>id</c>, <c>n</c> (its rank as it is written on the map), <c>group</c>, <c>order</c> (the less, the sooner it is written where there is little room), <c>part</c> (shape or mark).</remarks>
internal static class SiteShapes
{
    /// <summary>How many sites of a group a page lists and a map shows.</summary>
    public const int Shown = 100;

    /// <summary>The groups of one more: chosen together, ranked alone, there already.</summary>
    public const string Together = "together", Alone = "alone", Existing = "existing";

    private const int Group = 1000;
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Of a selection: the first of each group, and the one picked.</summary>
    public static byte[] Of(SiteAnswer answer, string picked) => Written(
        answer, SiteGroups.Of(answer).SelectMany((group, order) => group.Rows.Select((row, at) => new Mark(row, group.Code, at + 1, (order * Group) + at)).Where((mark, at) => at < Shown || answer.Find(picked) == mark.Row)), []);

    /// <summary>Of where one more helps most: the chosen, the best alone, and what there is.</summary>
    public static byte[] Of(OneMoreAnswer answer, ImmutableArray<ExistingSite> existing)
    {
        var chosen = answer.Together.Sites.Select(site => site.Row).ToHashSet();
        return Written(
            answer.Sites,
            [
                .. answer.Together.Sites.Select((site, at) => new Mark(site.Row, Together, at + 1, at)),
                .. answer.Ranked.Select((site, at) => new Mark(site.Row, Alone, at + 1, Group + at)).Take(Shown).Where(mark => !chosen.Contains(mark.Row)),
            ],
            existing);
    }

    private static byte[] Written(SiteAnswer answer, IEnumerable<Mark> marks, ImmutableArray<ExistingSite> existing)
    {
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory, Options))
        {
            json.WriteStartObject();
            json.WriteString("type", "FeatureCollection");
            json.WriteStartArray("features");
            foreach (var mark in marks)
            {
                var site = answer.Describe(mark.Row);
                if (answer.Shape(mark.Row) is { } shape)
                    Feature(json, shape, site.Id, site.Name, "shape", mark);
                if (site is { Lon: { } lon, Lat: { } lat })
                    Feature(json, new Point(lon, lat), site.Id, site.Name, "mark", mark);
            }

            foreach (var there in existing)
                Feature(json, new Point(there.Lon, there.Lat), there.Id, there.Name, "mark", new Mark(-1, Existing, 0, 0));
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return memory.ToArray();
    }

    private static void Feature(Utf8JsonWriter json, Geometry shape, string id, string name, string part, Mark mark)
    {
        json.WriteStartObject();
        json.WriteString("type", "Feature");
        json.WriteStartObject("properties");
        json.WriteString("id", id);
        json.WriteString("name", name);
        json.WriteString("n", mark.Rank > 0 ? mark.Rank.ToString(System.Globalization.CultureInfo.InvariantCulture) : "");
        json.WriteString("group", mark.Of);
        json.WriteNumber("order", mark.Order);
        json.WriteString("part", part);
        json.WriteEndObject();
        json.WritePropertyName("geometry");
        GeoJsonShape.Plain.Write(json, shape);
        json.WriteEndObject();
    }

    private readonly record struct Mark(int Row, string Of, int Rank, int Order);
}
