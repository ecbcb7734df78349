using Mingzhu.City;
using Mingzhu.Spatial;
using Mingzhu.Web.Book;

namespace Mingzhu.Web;

/// <summary>Where the shapes of places come from: boundaries, zones, compounds and buildings are layers of their own.</summary>
public static class PlaceShapes
{
    private static readonly System.Runtime.CompilerServices.ConditionalWeakTable<FeatureTable, Dictionary<string, int>> Rows = [];

    /// <summary>The layer that holds the shapes of a level.</summary>
    public static string LayerOf(Level level) => level switch
    {
        Level.Compound => "compounds",
        Level.Building => "buildings",
        Level.Zone => "zones",
        _ => "boundaries",
    };

    /// <summary>Row of a feature; −1 if there is none.</summary>
    public static int RowOf(FeatureTable features, string id) =>
        Rows.GetValue(features, table => table.Ids.Index().ToDictionary(pair => pair.Item, pair => pair.Index)).TryGetValue(id, out var row) ? row : -1;

    /// <summary>Extent of a place with a margin, degrees; null if it has no shape.</summary>
    public static double[]? BoxOf(ICityBook book, Level level, string id)
    {
        if (book.Features(LayerOf(level)) is not { } features || RowOf(features, id) is not (>= 0 and var row) || features.Geometries[row] is not { } shape)
            return null;
        var box = shape.EnvelopeInternal;
        const double least = 0.0012; // about 100 m: a single building is shown with its surroundings
        var (width, height) = (Math.Max(box.Width * 0.15, least), Math.Max(box.Height * 0.15, least));
        return [box.MinX - width, box.MinY - height, box.MaxX + width, box.MaxY + height];
    }
}
