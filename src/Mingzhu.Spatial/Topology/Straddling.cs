using System.Collections.Immutable;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;

namespace Mingzhu.Spatial;

/// <summary>A feature that lies in two or more places of a division (跨界).</summary>
/// <param name="Feature">Its row.</param>
/// <param name="Shares">In which places and with what share of its area or length, 0–1; the largest share first.</param>
public sealed record Straddle(int Feature, ImmutableArray<(int Place, double Share)> Shares);

/// <summary>Features over a border: a compound in two subdistricts, a parcel in two districts.</summary>
public static class Straddling
{
    /// <summary>Every feature of which two or more places hold a share worth counting.</summary>
    /// <param name="features">Polygons by area, lines by length, EPSG:4490, valid; null and points are passed over.</param>
    /// <param name="places">The division: polygons that don't overlap, EPSG:4490, valid; null is passed over.</param>
    /// <param name="leastShare">Smaller shares come of borders drawn twice and count as nothing, 0–1.</param>
    /// <param name="plane">Where areas and lengths are measured.</param>
    /// <param name="cancel">To stop.</param>
    /// <remarks>
    /// Out: in the order of the features. Shares of one feature sum to at most 1; what is missing lies outside of all places, or in shares too small.<br/>
    /// Cost: O((n + m) log m), one overlay for each feature and place whose border it crosses; in parallel, the answer does not depend on how.
    /// </remarks>
    public static ImmutableArray<Straddle> Find(IReadOnlyList<Geometry?> features, IReadOnlyList<Geometry?> places, double leastShare, Plane plane, CancellationToken cancel = default)
    {
        Geometry?[] drawn = [.. places.Select(place => place is { Dimension: Dimension.Surface, IsEmpty: false } ? plane.Project(place) : null)];
        var prepared = Array.ConvertAll(drawn, place => place is null ? null : PreparedGeometryFactory.Prepare(place));
        var tree = new PackedTree([.. drawn.Select(place => place is null ? Box.Empty : Box.Of(place))]);
        var found = new Straddle?[features.Count];
        Parallel.For(0, found.Length, new ParallelOptions { CancellationToken = cancel }, row => found[row] = OfRow(row, features[row], drawn, prepared, tree, leastShare, plane));
        return [.. found.OfType<Straddle>()];
    }

    private static Straddle? OfRow(int row, Geometry? feature, Geometry?[] places, IPreparedGeometry?[] prepared, PackedTree tree, double leastShare, Plane plane)
    {
        if (feature is not { IsEmpty: false } || feature.Dimension == Dimension.Point)
            return null;
        var shape = plane.Project(feature);
        var whole = Size(shape);
        if (whole == 0)
            return null;
        var shares = new List<(int Place, double Share)>();
        foreach (var place in tree.Meeting(Box.Of(shape)))
        {
            if (Overlay.SurelyCovers(prepared[place]!, shape))
                return null;
            var share = Overlay.MayMeet(prepared[place]!, shape) ? Size(Overlay.Intersection(shape, places[place]!), shape.Dimension) / whole : 0;
            if (share > 0 && share >= leastShare)
                shares.Add((place, share));
        }

        return shares.Count < 2 ? null : new Straddle(row, [.. shares.OrderByDescending(share => share.Share).ThenBy(share => share.Place)]);
    }

    private static double Size(Geometry shape) => Size(shape, shape.Dimension);

    private static double Size(Geometry part, Dimension of) => part.Dimension != of ? 0 : of == Dimension.Surface ? part.Area : part.Length;
}
