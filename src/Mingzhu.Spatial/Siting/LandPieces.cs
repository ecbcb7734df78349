using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial;

/// <summary>Land cut into pieces that each of some service areas reaches wholly or not at all (用地分片): land as demand that sites can be chosen for.</summary>
/// <param name="AreaM2">Of each piece, on the ellipsoid, m².</param>
/// <param name="PiecesOf">The pieces each service area reaches, ascending: <c>int[area][]</c>.</param>
/// <param name="CutM2">Land, m², in pieces too small to cut on and still crossed by the edge of a reach, those no reach holds the middle of among them; they count where their middle does.</param>
public sealed record LandPieces(double[] AreaM2, int[][] PiecesOf, double CutM2)
{
    /// <summary>Cuts.</summary>
    /// <remarks>
    /// In: land as polygons of the plane that do not overlap; what no area reaches at all is left out.<br/>
    /// Out: pieces in the order of the land. An area reaches every piece that lies in its reach but for the pieces behind <see cref="CutM2"/>, whose sum bounds the error of any choice.<br/>
    /// Cost: one distance for each piece and area near it; pieces are halved only where an edge crosses them.
    /// </remarks>
    /// <param name="plane">The plane all is drawn in.</param>
    /// <param name="land">What can be reached.</param>
    /// <param name="areas">What reaches it.</param>
    /// <param name="leastSideM">Pieces with no longer side than this are cut no more, metres.</param>
    /// <param name="cancel">Stops within one polygon's work.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static LandPieces Cut(Plane plane, IReadOnlyList<Polygon> land, IReadOnlyList<ServiceArea> areas, double leastSideM, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(leastSideM);
        Coverage.RequireRadii(areas);
        var (parts, areaOf) = Reach.PartsOf(areas);
        var tree = new PackedTree(Array.ConvertAll(parts, part => part.Box));
        var found = new List<(double AreaM2, int[] Areas, bool IsCut)>[land.Count];
        Parallel.For(0, found.Length, new ParallelOptions { CancellationToken = cancel }, at => found[at] = new Cutter(plane, parts, areaOf, leastSideM).Pieces(land[at], tree));

        var cutM2 = found.Sum(each => each.Sum(piece => piece.IsCut ? piece.AreaM2 : 0));
        var (pieces, reached) = (found.SelectMany(each => each).Where(piece => piece.Areas.Length > 0).ToArray(), Array.ConvertAll(new int[areas.Count], _ => new List<int>()));
        for (var piece = 0; piece < pieces.Length; piece++)
        {
            foreach (var area in pieces[piece].Areas)
                reached[area].Add(piece);
        }

        return new([.. pieces.Select(piece => piece.AreaM2)], Array.ConvertAll(reached, list => list.ToArray()), cutM2);
    }

    private sealed class Cutter(Plane plane, ReachPart[] parts, int[] areaOf, double leastSideM)
    {
        private readonly List<(double, int[], bool)> _pieces = [];

        public List<(double AreaM2, int[] Areas, bool IsCut)> Pieces(Polygon polygon, PackedTree tree)
        {
            var near = new List<int>();
            foreach (var part in tree.Meeting(Box.Of(polygon)))
                near.Add(part);
            near.Sort();
            if (near.Count > 0)
                Add(polygon, near, []);
            return _pieces;
        }

        /// <summary>Adds the pieces of a polygon that some areas reach wholly and some parts may cross.</summary>
        private void Add(Polygon polygon, List<int> near, List<int> reachedBefore)
        {
            var (centre, half) = (polygon.EnvelopeInternal.Centre, polygon.EnvelopeInternal.Diameter / 2);
            var (reached, crossing) = (new List<int>(reachedBefore), new List<(int Part, double Depth)>());
            foreach (var part in near.Where(part => !reachedBefore.Contains(areaOf[part])))
            {
                var depth = parts[part].Depth(centre.X, centre.Y);
                if (depth >= half)
                    reached.Add(areaOf[part]);
                else if (depth > -half)
                    crossing.Add((part, depth));
            }

            crossing.RemoveAll(each => reached.Contains(areaOf[each.Part]));
            if (crossing.Count > 0 && Math.Max(polygon.EnvelopeInternal.Width, polygon.EnvelopeInternal.Height) > leastSideM)
            {
                var still = crossing.ConvertAll(each => each.Part);
                Spatial.Cut.Halves(polygon).ForEach(part => Add(part, still, reached));
                return;
            }

            var scale = plane.ScaleAt(centre.X, centre.Y);
            int[] areas = [.. reached.Concat(crossing.Where(each => each.Depth >= 0).Select(each => areaOf[each.Part])).Distinct().Order()];
            if (areas.Length > 0 || crossing.Count > 0)
                _pieces.Add((polygon.Area / (scale * scale), areas, crossing.Count > 0));
        }
    }
}
