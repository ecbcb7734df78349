using Mingzhu.City;
using Mingzhu.Spatial;
using NetTopologySuite.Geometries;

namespace Mingzhu.CheckUp;

internal sealed partial class World
{
    private readonly Lazy<WalkingGround?> _ground;
    private readonly Lazy<Walks?> _walks;

    /// <summary>The walking network; null if nothing can be walked.</summary>
    public WalkingGround? Ground => _ground.Value;

    /// <summary>The walking network and the homes on it; null if nothing can be walked or nobody is known to live here.</summary>
    public Walks? Walks => _walks.Value;

    /// <summary>Whether a layer has any row of the kind asked for.</summary>
    public bool Has(Rows rows) => Find(rows.Layer)?.Mask(rows.Where).Contains(true) == true;

    /// <summary>Which homes lie within a straight distance of any of some rows: 0, else <see cref="NearestFacility.Unreached"/>.</summary>
    public int[] StraightMm(IReadOnlyList<(Layer Layer, int Row)> sites, double withinM)
    {
        var shapes = sites.Select(site => site.Layer.Shapes[site.Row]).ToArray();
        var index = new PackedTree([.. shapes.Select(shape => shape is null ? Box.Empty : Box.Of(shape).Grown(withinM))]);
        var buildings = Find("buildings");
        var near = new int[Residential.Length];
        Parallel.For(0, near.Length, home =>
        {
            var at = buildings!.Points[Residential[home]]!;
            var point = new Point(at);
            near[home] = NearestFacility.Unreached;
            foreach (var site in index.Meeting(Box.At(at.X, at.Y)))
            {
                if (shapes[site]!.IsWithinDistance(point, withinM))
                {
                    near[home] = 0;
                    return;
                }
            }
        });
        return near;
    }
}
