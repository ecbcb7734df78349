using System.Collections.Immutable;
using Mingzhu.Atlas;
using Mingzhu.City;
using Mingzhu.Publishing.Tiles;
using Mingzhu.Spatial;
using Mingzhu.Web.Book;
using NetTopologySuite.Geometries;

namespace Mingzhu.Web.Tests;

/// <summary>A city that is nothing but the layers it is given, each in one version.</summary>
internal sealed class BookOfLayers(params IReadOnlyList<(string Id, string Geometry, FeatureTable Features)> layers) : ICityBook
{
    public Wording Name { get; } = new("云川市", "Yunchuan");

    public string Folder => "city";

    public Plane? Plane { get; init; }

    public ImmutableArray<LayerSheet> Layers { get; } = [.. layers.Select(layer => Sheet(layer.Id, layer.Geometry, layer.Features))];

    public IRunBook? Latest => null;

    public RunProgress? Running => null;

    public ImmutableArray<string> Runs => [];

    public ImmutableArray<ImportSheet> Imports => [];

    public IRunBook? Run(string id) => null;

    public FeatureTable? Features(string layer) => layers.FirstOrDefault(one => one.Id == layer).Features;

    public FeatureTable? Features(string layer, int version) => version == 1 ? Features(layer) : null;

    public IReadOnlyList<TileSource>? Tiles(string layer) => Features(layer) is { } table ? LayerTiles.Of(layer, table, null, null) : null;

    public ImmutableArray<VersionSheet> Versions(string layer) => [.. Layers.Where(sheet => sheet.Id == layer).Select(sheet => new VersionSheet(sheet.Version!, null))];

    public Comparison? Compare(string layer, int from, int to) => null;

    public Wording Department(string id) => Wording.Same(id);

    public ImportReport Report(ImportSheet import) => throw new NotSupportedException();

    private static LayerSheet Sheet(string id, string geometry, FeatureTable features)
    {
        var box = new Envelope();
        foreach (var shape in features.Geometries.OfType<Geometry>())
            box.ExpandToInclude(shape.EnvelopeInternal);
        var version = new LayerVersion(
            id, 1, new string('a', 64), new string('b', 64), features.Count, new DateOnly(2026, 3, 31), id + ".gpkg", new Provenance(new("测试", "Test"), "CC0-1.0", null, Invented: true),
            box.MinX, box.MinY, box.MaxX, box.MaxY, 1);
        return new LayerSheet(id, Wording.Same(id), "base", geometry, true, [.. features.Fields.Select(field => new FieldSheet(field.Name, Wording.Same(field.Name), null))], version);
    }
}
