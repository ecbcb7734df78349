using System.Collections.Concurrent;
using Mingzhu.City;
using Mingzhu.CheckUp;
using Mingzhu.Spatial;
using Mingzhu.Web.Book;
using NetTopologySuite.Geometries;

namespace Mingzhu.Web.Tiles;

/// <summary>Makes the tiles the maps ask for: of a layer, of places shaded by a value, of findings.</summary>
internal sealed class TileShelf(ICityBook book)
{
    /// <summary>The finest zoom there are tiles for; beyond it a map enlarges.</summary>
    public const int FinestZoom = 15;

    // What the style of a map reads; anything else of a feature is asked for by a click.
    private static readonly string[] Drawn = ["name", "class", "kind", "land_use", "level"];
    private readonly ConcurrentDictionary<FeatureTable, Envelope?[]> _boxes = new();
    private readonly ConcurrentDictionary<string, (string Run, int[] Rows, int[] Shades, Level Level)> _shades = new();

    /// <summary>A tile of a layer; null if there is no such layer, or it may not be drawn.</summary>
    public byte[]? OfLayer(string layer, int z, int x, int y)
    {
        if (book.Layers.FirstOrDefault(sheet => sheet.Id == layer) is not { Drawable: true } || book.Features(layer) is not { } features)
            return null;
        var columns = Drawn.Where(features.Has).ToArray();
        var frame = new TileFrame(z, x, y);
        var tile = new VectorTile(layer);
        foreach (var row in Within(features, frame.Box))
        {
            var (kind, parts) = frame.Cut(features.Geometries[row]!);
            tile.Add(kind, parts, [("id", features.Ids[row]), .. columns.Select(column => (column, features.Value(row, column)))]);
        }

        return tile.ToBytes();
    }

    /// <summary>A tile of the places of a level, each with its shade (s, −1 for no value) by an indicator or by findings; null if there is nothing of that name.</summary>
    public byte[]? OfPlaces(string run, string what, Level level, bool derived, int z, int x, int y)
    {
        if (book.Run(run) is not { } opened || !PlaceShades.Knows(opened, what) || PlaceShapes.LayerOf(level) is not { } layer || book.Features(layer) is not { } features)
            return null;
        var (_, rows, shades, _) = _shades.GetOrAdd($"{opened.Hash}/{what}/{level}/{derived}/{features.GetHashCode()}", _ => Shaded(opened, what, level, derived, features));
        var places = opened.Places(level);
        var boxes = BoxesOf(features);
        var frame = new TileFrame(z, x, y);
        var tile = new VectorTile("shades");
        for (var at = 0; at < rows.Length; at++)
        {
            if (rows[at] < 0 || boxes[rows[at]] is not { } box || !box.Intersects(frame.Box))
                continue;
            var (kind, parts) = frame.Cut(features.Geometries[rows[at]]!);
            tile.Add(kind, parts, [("id", places[at].Id), ("s", shades[at]), ("name", level <= Level.Subdistrict || z >= 12 ? Show.Place(places[at]) : null)]);
        }

        return tile.ToBytes();
    }

    /// <summary>A tile of findings. Near ones are gathered: n says how many, v the worst severity, id the worst finding.</summary>
    public byte[]? OfFindings(string run, FindingFilter filter, int z, int x, int y)
    {
        if (book.Run(run) is not { } opened)
            return null;
        var frame = new TileFrame(z, x, y);
        var cell = z >= FinestZoom ? VectorTile.Extent / 128 : VectorTile.Extent / 10;
        var gathered = new SortedDictionary<(int, int), List<((int X, int Y) At, Finding Finding)>>();
        foreach (var finding in filter.In(opened).Where(finding => frame.Box.Contains(finding.Lon, finding.Lat)))
        {
            var at = frame.Of(finding.Lon, finding.Lat);
            if (!TileFrame.Holds(at))
                continue;
            var key = (at.X / cell, at.Y / cell);
            if (!gathered.TryGetValue(key, out var list))
                gathered.Add(key, list = []);
            list.Add((at, finding));
        }

        var tile = new VectorTile("findings");
        foreach (var list in gathered.Values)
        {
            var centre = ((int)list.Average(one => one.At.X), (int)list.Average(one => one.At.Y));
            var worst = list.MaxBy(one => one.Finding.Severity).Finding;
            tile.Add(VectorTile.Kind.Point, [[centre]], [("n", list.Count), ("v", (int)worst.Severity), ("id", worst.Id)]);
        }

        return tile.ToBytes();
    }

    private static (string, int[], int[], Level) Shaded(IRunBook run, string what, Level level, bool derived, FeatureTable features)
    {
        var values = PlaceShades.Values(run, what, level, derived);
        var classes = PlaceShades.Of(run, what, level, derived);
        return (run.Hash, [.. run.Places(level).Select(place => PlaceShapes.RowOf(features, place.Id))], [.. values.Select(value => classes.Shade(value) ?? -1)], level);
    }

    private IEnumerable<int> Within(FeatureTable features, Envelope frame)
    {
        var boxes = BoxesOf(features);
        for (var row = 0; row < boxes.Length; row++)
        {
            if (boxes[row]?.Intersects(frame) == true)
                yield return row;
        }
    }

    private Envelope?[] BoxesOf(FeatureTable features) =>
        _boxes.GetOrAdd(features, table => [.. table.Geometries.Select(geometry => geometry is null || geometry.IsEmpty ? null : geometry.EnvelopeInternal)]);
}
