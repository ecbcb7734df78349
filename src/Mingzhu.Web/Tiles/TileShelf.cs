using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Mingzhu.CheckUp;
using Mingzhu.City;
using Mingzhu.Spatial;
using Mingzhu.Web.Book;
using NetTopologySuite.Geometries;

namespace Mingzhu.Web.Tiles;

/// <summary>The tiles the maps ask for: of a layer, of places shaded by a value, of findings, of changes. What was prepared for a few readers comparing a few things is kept, by what they may see.</summary>
internal sealed class TileShelf
{
    /// <summary>The finest zoom there are tiles for; beyond it a map enlarges.</summary>
    public const int FinestZoom = TileSource.FinestZoom;

    /// <summary>How many prepared shadings, and how many selections of findings or changes, are kept.</summary>
    private const int MostKept = 24;

    private readonly ConditionalWeakTable<Comparison, ConcurrentDictionary<ChangeFilter, Lazy<TileSource[]>>> _changes = [];
    private readonly ConcurrentDictionary<(string View, string Run, string What, Level Level, bool Derived, FeatureTable Shapes), Lazy<TileSource[]>> _shaded = new();
    private readonly ConcurrentDictionary<(string View, string Run, FindingFilter Filter), Lazy<TileClusters>> _findings = new();

    /// <summary>Tiles of a layer and of its names; null if there is no such layer, or it may not be drawn.</summary>
    public TileSet? OfLayer(ICityBook book, string layer) => book.Layers.FirstOrDefault(sheet => sheet.Id == layer) is { Drawable: true } sheet && book.Tiles(layer) is { } sources
        ? TileSet.Of(address => TileSource.Tile(address, sources), sheet.TilesTag)
        : null;

    /// <summary>Tiles of the places of a level, each with its shade (s, −1 for no value) by an indicator or by findings; null if there is nothing of that name.</summary>
    public TileSet? OfPlaces(ICityBook book, string run, string what, Level level, bool derived)
    {
        var layer = PlaceShapes.LayerOf(level);
        if (book.Run(run) is not { } opened || !PlaceShades.Knows(opened, what) || book.Features(layer) is not { } places || book.Layers.FirstOrDefault(sheet => sheet.Id == layer) is not { Version: not null } sheet)
            return null;
        return TileSet.Of(
            address => TileSource.Tile(address, Kept(_shaded, (book.View, opened.Hash, what, level, derived, places), _ => Shaded(opened, what, level, derived, places, book.Tiles(layer)!))),
            opened.Hash, what, level.Code(), derived ? "derived" : null, sheet.TilesTag, book.View);
    }

    /// <summary>Tiles of findings. Near ones are gathered: n says how many, v the worst severity, id the worst finding.</summary>
    public TileSet? OfFindings(ICityBook book, string run, FindingFilter filter) => book.Run(run) is { } opened
        ? TileSet.Of(address => Kept(_findings, (book.View, opened.Hash, filter), _ => Gathered([.. filter.In(opened)])).Tile(address), opened.Hash, filter.ToString(), book.View)
        : null;

    /// <summary>Tiles of what changed between two versions of a layer: shapes and a mark for each, c says what became of it; null if there is no such layer or version, or it may not be drawn.</summary>
    public TileSet? OfChanges(ICityBook book, string layer, int from, int to, ChangeFilter filter) =>
        book.Layers.FirstOrDefault(sheet => sheet.Id == layer) is { Open: true } && book.Compare(layer, from, to) is { } comparison
            ? TileSet.Of(address => TileSource.Tile(address, Kept(_changes.GetOrCreateValue(comparison), filter, _ => ChangeShapes.Sources(filter.In(comparison)))), comparison.From.Rows, comparison.To.Rows, filter.ToString())
            : null;

    private static TValue Kept<TKey, TValue>(ConcurrentDictionary<TKey, Lazy<TValue>> kept, TKey key, Func<TKey, TValue> prepare)
        where TKey : notnull
    {
        if (kept.Count >= MostKept && !kept.ContainsKey(key))
            kept.Clear();
        return kept.GetOrAdd(key, of => new Lazy<TValue>(() => prepare(of))).Value;
    }

    // Findings come worst first, so the first of a cell is its worst.
    private static TileClusters Gathered(Finding[] findings) => new(
        "findings", Array.ConvertAll(findings, finding => new Coordinate(finding.Lon, finding.Lat)),
        [new("v", Array.ConvertAll(findings, finding => (object?)(int)finding.Severity)), new("id", Array.ConvertAll(findings, finding => (object?)finding.Id))]);

    /// <summary>The layer's own shapes, and the places of its names, say something else: a shade.</summary>
    private static TileSource[] Shaded(IRunBook run, string what, Level level, bool derived, FeatureTable table, IReadOnlyList<TileSource> layer)
    {
        var places = run.Places(level);
        var (values, classes) = (PlaceShades.Values(run, what, level, derived), PlaceShades.Of(run, what, level, derived));
        var (shades, names, shown) = (new object?[table.Count], new object?[table.Count], new bool[table.Count]);
        for (var place = 0; place < places.Length; place++)
        {
            if (PlaceShapes.RowOf(table, places[place].Id) is >= 0 and var row)
                (shades[row], names[row], shown[row]) = (classes.Shade(values[place]) ?? -1, Show.Place(places[place]), true);
        }

        var shaded = new TileSource("shades", layer[0].Shapes, [new("id", table.Ids, OfOne: true), new("s", shades)], shown);
        var levels = Enumerable.Repeat<object?>(level.Code(), table.Count).ToArray();
        return layer is [_, var named] ? [shaded, new TileSource("shades-names", named.Shapes, [new("name", names, OfOne: true), new("level", levels)], shown)] : [shaded];
    }
}
