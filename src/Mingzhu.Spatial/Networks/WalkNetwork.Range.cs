namespace Mingzhu.Spatial;

/// <content>What is reached from one place.</content>
public sealed partial class WalkNetwork
{
    /// <summary>Everything within a walk of a place (可达范围).</summary>
    /// <remarks>
    /// In: a position of this network; from <see cref="NetworkPosition.Nowhere"/> nothing is reached.<br/>
    /// Always: the same distances as <see cref="NearestFacility"/>.<br/>
    /// Cost: O(n log n) of the edges within so far as the crow flies; nothing of the size of the city.
    /// </remarks>
    public WalkingRange RangeFrom(NetworkPosition start, int limitMm)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limitMm);
        return new WalkingRange(this, start, limitMm);
    }

    /// <summary>The edges that lie within so many metres of a place, and the true metres a metre of the plane is there.</summary>
    internal (int[] Edges, double Scale) EdgesAbout(double x, double y, double withinM)
    {
        var scale = _plane.ScaleAt(x, y);
        var (edges, box) = (new List<int>(), Box.At(x, y).Grown(withinM * scale));
        foreach (var edge in _edges.Meeting(box))
        {
            edges.Add(edge);
        }

        edges.Sort();
        return ([.. edges], scale);
    }

    /// <summary>The straight parts of an edge in the plane, each with its true millimetres from the edge's start at both of its ends.</summary>
    internal IEnumerable<(Segment Part, double FromMm, double ToMm)> PartsOf(int edge)
    {
        var (along, perMetre) = (0.0, Graph.LengthMm[edge] / Math.Max(PlaneLength(edge), double.Epsilon));
        for (var i = _firstVertex[edge]; i < _firstVertex[edge + 1] - 1; i++)
        {
            var next = along + Step(i);
            yield return (new Segment(_x[i], _y[i], _x[i + 1], _y[i + 1]), along * perMetre, next * perMetre);
            along = next;
        }
    }

    /// <summary>The course of an edge between two places on it, in the direction from the first to the second.</summary>
    internal IEnumerable<(double X, double Y)> CourseBetween(int edge, int fromMm, int toMm)
    {
        var forward = fromMm <= toMm;
        var inner = PartsOf(edge).Where(part => part.ToMm > Math.Min(fromMm, toMm) && part.ToMm < Math.Max(fromMm, toMm)).Select(part => (part.Part.X1, part.Part.Y1));
        return [Place(new(edge, fromMm, 0)), .. forward ? inner : inner.Reverse(), Place(new(edge, toMm, 0))];
    }
}
