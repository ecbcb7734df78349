using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Mingzhu.City;
using Mingzhu.Web.Book;

namespace Mingzhu.Web.Components;

/// <summary>What a <c>&lt;city-map&gt;</c> shows: where, which layers, which shades, which findings. The element reads it from its <c>sheet</c> attribute.</summary>
/// <param name="Box">West, south, east, north in degrees; null where nothing has a place yet.</param>
/// <param name="Layers">Base layers, lowest first.</param>
/// <param name="Shades">Places shaded by a value; null for none.</param>
/// <param name="Findings">Tiles of findings; null for none.</param>
/// <param name="Attribution">The lines that must stand under the map.</param>
/// <param name="Focus">Id of a place to outline; null for none.</param>
/// <param name="Words">Labels of the controls in the reader's language.</param>
/// <param name="Changes">Tiles of what changed between two versions; null for none.</param>
/// <param name="Tool">Whether a tool works on the map: it takes the wheel and keeps its view in the address, and clicks are the tool's.</param>
/// <param name="Keep">Whether the view is kept in the address (#z/lat/lon) and a click tells the page what was clicked: the full-window map.</param>
public sealed record MapSheet(
    double[]? Box, ImmutableArray<MapLayer> Layers, MapShades? Shades, string? Findings, ImmutableArray<string> Attribution, string? Focus, ImmutableSortedDictionary<string, string> Words, bool Keep = false,
    string? Changes = null, bool Tool = false)
{
    /// <summary>Sites that are ranked beside the map; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public MapSites? Sites { get; init; }

    /// <summary>An area that is shown or drawn; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public MapArea? Area { get; init; }

    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>As the element reads it.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Web);

    /// <summary>The layers of a city that a map draws, those that cover most first.</summary>
    /// <param name="book">The city.</param>
    /// <param name="choose">Which of them; all if not said.</param>
    /// <param name="subject">The one the page is about; null for none.</param>
    public static ImmutableArray<MapLayer> LayersOf(ICityBook book, Func<LayerSheet, bool>? choose = null, string? subject = null) =>
    [
        .. Order.Join(book.Layers.Where(layer => layer.Drawable && (choose?.Invoke(layer) ?? true)), id => id, layer => layer.Id, (_, layer) => layer)
            .Select(layer => new MapLayer(layer.Id, layer.Geometry, Addresses.LayerTiles(layer.Id, layer.TilesTag)) { Subject = layer.Id == subject }),
    ];

    /// <summary>The extent of the boundaries, else of everything that can be drawn.</summary>
    public static double[]? BoxOf(ICityBook book)
    {
        var drawn = book.Layers.Where(layer => layer.Drawable).Select(layer => layer.Version!).ToArray();
        var chosen = drawn.Where(version => version.Layer == "boundaries").ToArray() is { Length: > 0 } boundaries ? boundaries : drawn;
        return chosen.Length == 0 ? null : [chosen.Min(v => v.West), chosen.Min(v => v.South), chosen.Max(v => v.East), chosen.Max(v => v.North)];
    }

    /// <summary>The extent of what changed, with a margin; null if nothing of it has a place.</summary>
    public static double[]? BoxOf(Comparison comparison)
    {
        var box = new NetTopologySuite.Geometries.Envelope();
        foreach (var shape in comparison.Changes.SelectMany(change => new[] { change.Before, change.After }).OfType<NetTopologySuite.Geometries.Geometry>())
            box.ExpandToInclude(shape.EnvelopeInternal);
        const double least = 0.002; // about 200 m: one changed building is shown with its surroundings
        return box.IsNull ? null : [box.MinX - least, box.MinY - least, box.MaxX + least, box.MaxY + least];
    }

    /// <summary>The lines that must stand under a map of these layers, and whether they are invented.</summary>
    public static ImmutableArray<string> AttributionOf(ICityBook book, Reader reader) =>
        [.. book.Layers.Where(layer => layer.Drawable).Select(layer => layer.Version!.Provenance).Select(provenance => provenance.Attribution ?? reader.In(provenance.Source)).Distinct()];

    /// <summary>Enough of a hash to tell two versions apart in an address.</summary>
    public static string Short(string hash) => hash.Length > 12 ? hash[..12] : hash;

    // From the ground up: what lies below is named first.
    private static readonly string[] Order =
    [
        "construction-land", "parcels", "residential-land", "residential-land-derived", "built-up-area", "water", "parks", "rivers", "greenways", "compounds", "buildings", "paths", "roads", "pipes",
        "plans", "control-lines", "heritage", "zones", "boundaries", "entrances", "facilities", "observations",
    ];
}

/// <summary>Ranked sites of a map, tied to the rows of the tables beside it (<c>data-site</c>).</summary>
/// <param name="Shapes">Where their GeoJSON is.</param>
/// <param name="Picked">Id of the one that is looked at; null for none.</param>
public sealed record MapSites(string Shapes, string? Picked);

/// <summary>An area on a map; where it is drawn, the form beside the map (<c>[data-drawing]</c>) takes it.</summary>
/// <param name="Shape">GeoJSON in EPSG:4490; null while there is none.</param>
/// <param name="Behind">What it lies in, drawn behind it; null for nothing.</param>
/// <param name="Draw">Whether it may be drawn.</param>
public sealed record MapArea(string? Shape, string? Behind, bool Draw);

/// <summary>A base layer of a map.</summary>
public sealed record MapLayer(string Id, string Geometry, string Tiles)
{
    /// <summary>Whether the page is about it: then it shows from the zoom the page opens at, however crowded.</summary>
    [System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingDefault)]
    public bool Subject { get; init; }
}

/// <summary>Shaded places of a map.</summary>
/// <param name="Tiles">Where the tiles are.</param>
/// <param name="Link">Address of a place, with {id}.</param>
public sealed record MapShades(string Tiles, string Link);
