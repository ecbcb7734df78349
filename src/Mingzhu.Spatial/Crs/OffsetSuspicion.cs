using System.Globalization;
using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial;

/// <summary>A layer that fits what the city already has much better once it is moved back from a web map's offset coordinates (偏移坐标嫌疑).</summary>
/// <param name="Crs">What it would have to be: GCJ-02 or BD-09.</param>
/// <param name="DeclaredM">Median distance to the nearest line or point already there, as the layer was declared, metres.</param>
/// <param name="MovedM">The same after moving it back.</param>
/// <param name="Positions">How many positions were weighed.</param>
/// <remarks>It is a reason to ask, never a proof: only the median of a sample was looked at.</remarks>
public sealed record OffsetSuspicion(Crs Crs, double DeclaredM, double MovedM, int Positions)
{
    // A median of thirty is right to a quarter or so; the ratio below is far outside of that.
    private const int LeastPositions = 30;
    private const int LeastReference = 100;
    private const int MostPositions = 1000;

    /// <summary>How much nearer than every other place the layer has to come to rest.</summary>
    private const double Ratio = 0.5;

    /// <summary>The suspicion in words and numbers.</summary>
    public (string Zh, string En) Says => (
        string.Create(CultureInfo.InvariantCulture, $"移回 {Crs.Name} 后，{Positions} 个位置与已有数据的中位距离从 {DeclaredM:0} 米降到 {MovedM:0} 米；该图层可能是 {Crs.Name} 坐标，请确认"),
        string.Create(CultureInfo.InvariantCulture, $"moved back from {Crs.Name}, the median distance of {Positions} positions to what is already there falls from {DeclaredM:0} m to {MovedM:0} m; the layer may be in {Crs.Name}, please say"));

    /// <summary>Looks whether a layer fits the city better when moved back from GCJ-02 or BD-09 than where it is declared to be.</summary>
    /// <param name="positions">Points or vertices of the new layer in EPSG:4490 degrees, as declared; any number, a thousand evenly chosen are weighed.</param>
    /// <param name="near">What the city already has and the layer may follow: buildings, roads, boundaries.</param>
    /// <remarks>
    /// Out: null if nothing is to be suspected, or with fewer than 30 positions near the reference or fewer than 100 pieces of it.<br/>
    /// How: the median distance to the nearest reference has to be at most half of that as declared, and of that after moving by the same length in each of seven other directions: what comes nearer
    /// by going anywhere, or is scattered without regard to the reference, is not suspected.<br/>
    /// Always: same input, same answer; the order of the reference does not matter.<br/>
    /// Cost: some 17,000 searches in a packed tree.
    /// </remarks>
    public static OffsetSuspicion? Find(IReadOnlyList<Coordinate> positions, OffsetReference near)
    {
        if (near.Count < LeastReference)
            return null;
        var within = positions.Where(near.Reaches).ToList();
        if (within.Count < LeastPositions)
            return null;
        var step = ((within.Count - 1) / MostPositions) + 1;
        Coordinate[] sample = [.. within.Where((_, index) => index % step == 0)];

        var declared = Median(near, sample, static at => (at.X, at.Y));
        var best = new[] { Crs.Gcj02, Crs.Bd09 }.Select(crs => (Crs: crs, Median: Median(near, sample, at => crs.Apply(at.X, at.Y)))).MinBy(moved => moved.Median);
        return best.Median <= Ratio * declared && Turns().All(turn => best.Median <= Ratio * Median(near, sample, at => Turned(best.Crs, at, turn)))
            ? new OffsetSuspicion(best.Crs, declared, best.Median, sample.Length)
            : null;
    }

    private static IEnumerable<double> Turns() => Enumerable.Range(1, 7).Select(eighth => eighth * Math.PI / 4);

    /// <summary>As far from the declared place as the way back is long, but in another direction.</summary>
    private static (double Longitude, double Latitude) Turned(Crs crs, Coordinate at, double turn)
    {
        var (longitude, latitude) = crs.Apply(at.X, at.Y);
        var wide = Math.Cos(at.Y * Math.PI / 180);
        var (east, north) = ((longitude - at.X) * wide, latitude - at.Y);
        var (sin, cos) = Math.SinCos(turn);
        return (at.X + (((east * cos) - (north * sin)) / wide), at.Y + (east * sin) + (north * cos));
    }

    private static double Median(OffsetReference near, Coordinate[] sample, Func<Coordinate, (double Longitude, double Latitude)> move)
    {
        var distances = Array.ConvertAll(sample, at =>
        {
            var (longitude, latitude) = move(at);
            return near.DistanceM(longitude, latitude);
        });
        Array.Sort(distances);
        return distances[distances.Length / 2];
    }
}
