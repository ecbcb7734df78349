using System.Collections.Immutable;
using System.Globalization;
using Mingzhu.Atlas;
using Mingzhu.Spatial;
using Mingzhu.Web.Book;

namespace Mingzhu.Web.Ogc;

/// <summary>A layer as OGC API describes it (数据集): its names, extent, coordinate systems and where its features are.</summary>
internal sealed record CollectionAnswer(
    string Id, string Title, string Description, string? Attribution, string? License, string ItemType, Extent Extent, IReadOnlyList<string>? Crs, string? StorageCrs, IReadOnlyList<Link> Links);

/// <summary>Where and when a collection is.</summary>
internal sealed record Extent(SpatialExtent? Spatial, TemporalExtent Temporal);

/// <summary>West, south, east, north, degrees.</summary>
internal sealed record SpatialExtent(double[][] Bbox, string Crs);

/// <summary>From when to when, UTC.</summary>
internal sealed record TemporalExtent(string[][] Interval, string Trs);

/// <summary>All collections.</summary>
internal sealed record CollectionsAnswer(IReadOnlyList<Link> Links, IReadOnlyList<CollectionAnswer> Collections);

/// <summary>A layer that is open and has a version: what the map may draw, and tables without geometry.</summary>
internal sealed record Collection(LayerSheet Layer, LayerVersion Version)
{
    /// <summary>Whether its features lie somewhere.</summary>
    public bool IsSpatial => Layer.Geometry != "none";

    /// <summary>All of a city, in the order of its pack.</summary>
    public static ImmutableArray<Collection> All(ICityBook book) => [.. book.Layers.Where(layer => layer is { Open: true, Version: not null }).Select(layer => new Collection(layer, layer.Version!))];

    /// <summary>One of them.</summary>
    /// <exception cref="AskedWrongly">There is none of that name.</exception>
    public static Collection Of(ICityBook book, string id) => book.Layers.FirstOrDefault(layer => layer.Id == id) is { Open: true, Version: { } version } layer
        ? new Collection(layer, version)
        : throw AskedWrongly.Gone(id, "collection", "图层");

    /// <summary>Its features.</summary>
    public FeatureTable Features(ICityBook book) => book.Features(Layer.Id) ?? throw AskedWrongly.Gone(Layer.Id, "collection", "图层");

    /// <summary>What is said of it.</summary>
    public CollectionAnswer Answer(OgcAddresses at, Reader reader, ImmutableArray<OgcCrs> crs)
    {
        var day = Version.AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var other = reader.Language == City.Language.Zh ? Layer.Name.En : Layer.Name.Zh;
        return new CollectionAnswer(
            Layer.Id, reader.In(Layer.Name), $"{other} · {reader.In(Version.Provenance.Source)} · {day}", Version.Provenance.Attribution, Version.Provenance.Licence, "feature",
            new Extent(
                IsSpatial && Version.Count > 0 ? new SpatialExtent([[Version.West, Version.South, Version.East, Version.North]], OgcCrs.Crs84Uri) : null,
                new TemporalExtent([[$"{day}T00:00:00Z", $"{day}T23:59:59Z"]], "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian")),
            IsSpatial ? [.. crs.Select(one => one.Uri)] : null, IsSpatial ? OgcCrs.Stored.Uri : null, Links(at));
    }

    private Link[] Links(OgcAddresses at) =>
    [
        new(at.Collection(Layer.Id, "json"), "self", Forms.Json), new(at.Collection(Layer.Id, "html"), "alternate", Forms.Html),
        new(at.Items(Layer.Id, "json"), "items", Forms.GeoJson), new(at.Items(Layer.Id, "html"), "items", Forms.Html),
        new(at.Queryables(Layer.Id), Link.Queryables, Forms.Schema),
        .. IsSpatial ? [new Link(at.Tiles(Layer.Id), "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector", Forms.Json)] : Array.Empty<Link>(),
    ];
}
