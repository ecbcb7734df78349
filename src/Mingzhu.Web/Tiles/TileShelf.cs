using System.Collections.Concurrent;
using Mingzhu.CheckUp;
using Mingzhu.City;
using Mingzhu.Spatial;
using Mingzhu.Web.Book;
using NetTopologySuite.Geometries;

namespace Mingzhu.Web.Tiles;

/// <summary>Makes the tiles the maps ask for: of a layer, of places shaded by a value, of findings. What was prepared for a table stays as long as the table does.</summary>
internal sealed class TileShelf(ICityBook book)
{
    /// <summary>The finest zoom there are tiles for; beyond it a map enlarges.</summary>
    public const int FinestZoom = 15;

    /// <summary>How many prepared shadings are kept: a few readers comparing a few indicators.</summary>
    private const int MostShadings = 24;

    // What the style of a map reads; anything else of a feature is asked for by a click.
    private static readonly string[] Drawn = ["name", "class", "kind", "land_use", "level"];
    private static readonly GeometryFactory Points = new(new PrecisionModel(), 4490);
    private readonly System.Runtime.CompilerServices.ConditionalWeakTable<FeatureTable, TileSource[]> _layers = [];
    private readonly System.Runtime.CompilerServices.ConditionalWeakTable<Comparison, ConcurrentDictionary<ChangeFilter, Lazy<TileSource[]>>> _changes = [];
    private readonly ConcurrentDictionary<(string Run, string What, Level Level, bool Derived, FeatureTable Shapes), Lazy<TileSource[]>> _shaded = new();

    /// <summary>A tile of a layer, and in a layer of its own (…-names) one point for the name of each area; null if there is no such layer, or it may not be drawn.</summary>
    public byte[]? OfLayer(string layer, TileAddress address) =>
        book.Layers.FirstOrDefault(sheet => sheet.Id == layer) is { Drawable: true } && book.Features(layer) is { } features
            ? TileSource.Tile(address, _layers.GetValue(features, table => Sources(layer, table)))
            : null;

    /// <summary>A tile of the places of a level, each with its shade (s, −1 for no value) by an indicator or by findings; null if there is nothing of that name.</summary>
    public byte[]? OfPlaces(string run, string what, Level level, bool derived, TileAddress address)
    {
        if (book.Run(run) is not { } opened || !PlaceShades.Knows(opened, what) || book.Features(PlaceShapes.LayerOf(level)) is not { } shapes)
            return null;
        if (_shaded.Count >= MostShadings)
            _shaded.Clear();
        var sources = _shaded.GetOrAdd((opened.Hash, what, level, derived, shapes), key => new Lazy<TileSource[]>(() => Shaded(opened, key.What, key.Level, key.Derived, key.Shapes)));
        return TileSource.Tile(address, sources.Value);
    }

    /// <summary>A tile of findings. Near ones are gathered: n says how many, v the worst severity, id the worst finding.</summary>
    public byte[]? OfFindings(string run, FindingFilter filter, TileAddress address)
    {
        if (book.Run(run) is not { } opened)
            return null;
        // Cells divide a tile evenly, so each finding falls into one cell of one tile.
        var cellZoom = address.Z + (address.Z >= FinestZoom ? 7 : 3);
        var gathered = filter.In(opened)
            .Where(finding => TileAddress.At(finding.Lon, finding.Lat, address.Z) == address)
            .GroupBy(finding => TileAddress.At(finding.Lon, finding.Lat, cellZoom))
            .OrderBy(group => (group.Key.Y, group.Key.X));
        return TileEncoder.Encode(address, [new TileLayer("findings", gathered.Select((group, at) => Gathered([.. group], (ulong)at)))]);
    }

    /// <summary>A tile of what changed between two versions of a layer: shapes and a mark for each, c says what became of it; null if there is no such layer or version, or it may not be drawn.</summary>
    public byte[]? OfChanges(string layer, int from, int to, ChangeFilter filter, TileAddress address)
    {
        if (book.Layers.FirstOrDefault(sheet => sheet.Id == layer) is not { Open: true } || book.Compare(layer, from, to) is not { } comparison)
            return null;
        var kept = _changes.GetOrCreateValue(comparison);
        if (kept.Count >= MostShadings)
            kept.Clear();
        return TileSource.Tile(address, kept.GetOrAdd(filter, key => new Lazy<TileSource[]>(() => ChangeShapes.Sources(key.In(comparison)))).Value);
    }

    /// <summary>What the tiles of a table say of each feature, beside its id.</summary>
    public static IEnumerable<string> Shown(FeatureTable table) => Drawn.Where(table.Has);

    private static TileFeature Gathered(Finding[] findings, ulong number)
    {
        var worst = findings.MaxBy(finding => finding.Severity)!;
        var centre = Points.CreatePoint(new Coordinate(findings.Average(finding => finding.Lon), findings.Average(finding => finding.Lat)));
        return new TileFeature(number, centre, [("n", findings.Length), ("v", (int)worst.Severity), ("id", worst.Id)]);
    }

    private static TileSource[] Sources(string layer, FeatureTable table)
    {
        var shapes = new TileSource(layer, table, [.. Shown(table)]);
        // Buildings are named by their compounds.
        return table.Has("name") && layer != "buildings" ? [shapes, Names(layer, table, row => table.Value(row, "name") as string, row => table.Value(row, "level"))] : [shapes];
    }

    // A table of the level's places in their own order: row and place are the same number.
    private static TileSource[] Shaded(IRunBook run, string what, Level level, bool derived, FeatureTable shapes)
    {
        var places = run.Places(level);
        var values = PlaceShades.Values(run, what, level, derived);
        var classes = PlaceShades.Of(run, what, level, derived);
        var geometries = places.Select(place => PlaceShapes.RowOf(shapes, place.Id) is >= 0 and var row ? shapes.Geometries[row] : null).ToArray();
        var table = new FeatureTable([], [.. places.Select(place => place.Id)], geometries, []);
        var shaded = new TileSource("shades", table, row => [("s", classes.Shade(values[row]) ?? -1)]);
        return level == Level.Building ? [shaded] : [shaded, Names("shades", table, row => Show.Place(places[row]), _ => level.Code())];
    }

    private static TileSource Names(string layer, FeatureTable table, Func<int, string?> name, Func<int, object?> level)
    {
        var named = Enumerable.Range(0, table.Count).Where(row => table.Geometries[row] is Polygon or MultiPolygon && !string.IsNullOrEmpty(name(row))).ToArray();
        var points = new FeatureTable([], [.. named.Select(row => table.Ids[row])], [.. named.Select(row => (Geometry)table.Geometries[row]!.InteriorPoint)], []);
        return new TileSource(layer + "-names", points, row => [("name", name(named[row])), ("level", level(named[row]))]);
    }
}
