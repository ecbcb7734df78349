using System.Runtime.InteropServices;
using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial;

/// <summary>The shapes of a table, prepared for tiles of any zoom: projected to the square of the web map, in whole numbers, each corner with the zoom from which it is drawn, found through an index.</summary>
/// <remarks>
/// Far out, areas under a pixel, short ways and crowded points are left out, what is small is drawn as one with its like, and corners nobody sees are dropped; from zoom 14 on
/// every feature is drawn by itself, from 15 on every corner. A pixel is a 512th of a tile.<br/>
/// Always: a corner that several shapes share is drawn by all or by none, in the same place in every tile.<br/>
/// Cost: about 1 µs a corner to prepare, 60 bytes a small polygon to keep. Immutable; thread-safe. Any number of <see cref="TileSource"/>s may say different things of the same shapes.
/// </remarks>
public sealed class TileShapes
{
    private readonly PackedTree _tree;

    /// <summary>Prepares geometries, one a row, EPSG:4490 with x = longitude, valid; null where a row has none.</summary>
    public TileShapes(IReadOnlyList<Geometry?> lonLat)
        : this(Prepared(Near(ShapeIntake.Of(lonLat))), lonLat.Count, areAnchors: false)
    {
    }

    internal TileShapes(ShapeArrays arrays, int rows, bool areAnchors)
    {
        (Arrays, Rows, AreAnchors) = (arrays.InBlocks(), rows, areAnchors);
        _tree = new PackedTree(arrays.Boxes());
    }

    /// <summary>How many rows the table has.</summary>
    public int Rows { get; }

    internal ShapeArrays Arrays { get; }

    /// <summary>Whether these are points that belong to one tile each, the first of them before the others.</summary>
    internal bool AreAnchors { get; }

    /// <summary>For each polygon the point where its name stands (注记点): the one farthest from its edges; of several polygons of a row that of the largest. Drawn once the area is wide enough for a name, larger areas first.</summary>
    /// <param name="named">Whether a row has a name.</param>
    public TileShapes Anchors(Func<int, bool> named) => new(LabelAnchor.Of(Arrays, named), Rows, areAnchors: true);

    /// <summary>The shapes that may show in a tile and are drawn from a zoom on, in their order.</summary>
    internal void InSight(TileAddress tile, int from, List<int> found)
    {
        found.Clear();
        // A place just before the tile rounds to its first unit.
        foreach (var shape in _tree.Meeting(TilePen.Sight(tile, AreAnchors ? 1 : TilePen.Margin)))
        {
            if (Arrays.ShownFrom[shape] <= from)
            {
                found.Add(shape);
            }
        }

        if (AreAnchors)
        {
            found.Sort();
        }
    }

    /// <summary>Whether any shape lies in a tile or so near that its outline shows there, shown at its zoom or not.</summary>
    internal bool Near(TileAddress tile)
    {
        foreach (var _ in _tree.Meeting(TilePen.Sight(tile, TilePen.Margin)))
        {
            return true;
        }

        return false;
    }

    /// <summary>Along the Hilbert curve: neighbours lie together in memory, and a tile tells short steps between them.</summary>
    private static ShapeArrays Near(ShapeArrays shapes)
    {
        var tree = new PackedTree(shapes.Boxes());
        var order = new List<int>(shapes.Shapes);
        foreach (var shape in tree.Meeting(tree.Extent))
        {
            order.Add(shape);
        }

        return shapes.InOrder(CollectionsMarshal.AsSpan(order));
    }

    private static ShapeArrays Prepared(ShapeArrays shapes)
    {
        shapes = shapes with { PartFrom = ShapeZooms.OfParts(shapes) };
        shapes = shapes with { ShownFrom = ShapeZooms.OfShapes(shapes), AloneFrom = ShapeZooms.Alone(shapes), CornerFrom = CornerZooms.Of(shapes) };
        return shapes with { SoundAt = TilePen.SoundAt(shapes) };
    }
}
