using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.OverlayNG;

namespace Mingzhu.Spatial;

/// <summary>Shapes in degrees that cross the 180° meridian (180° 经线): drawn with a jump from 179° to −179°, they seem to go round the earth.</summary>
public static class Antimeridian
{
    /// <summary>Cuts a shape that crosses the meridian into the parts on either side.</summary>
    /// <remarks>
    /// In: longitude and latitude in degrees, −180 to 180, valid.<br/>
    /// Out: the shape itself if it spans no more than 180°; else its parts with the note "geometry.antimeridian", or refused as "geometry.too-wide" if it has no jump, winds about a pole, or can't be
    /// cut.<br/>
    /// Always: cutting again changes nothing and notes nothing, since every part then ends at the meridian.
    /// </remarks>
    public static RepairedGeometry Cut(Geometry geographic)
    {
        var parts = new List<Geometry>();
        var cut = false;
        for (var i = 0; i < geographic.NumGeometries; i++)
        {
            var part = geographic.GetGeometryN(i);
            var width = part.EnvelopeInternal.Width;
            var sides = width > 180 ? Sides(part) : [part];
            if (sides.Count == 0)
                return new(null, GeometryProblem.TooWide(width));
            cut |= width > 180;
            parts.AddRange(sides);
        }

        return cut ? new(Redraw.Factory.BuildGeometry(parts), GeometryProblem.Antimeridian(parts.Count)) : new(geographic);
    }

    /// <summary>What lies on either side of the meridian; nothing if the shape can't be cut.</summary>
    private static List<Geometry> Sides(Geometry part)
    {
        try
        {
            return Unwound(part) is { } whole && whole.EnvelopeInternal.Width <= 180 ? [.. Side(whole, -540), .. Side(whole, -180), .. Side(whole, 180)] : [];
        }
        catch (TopologyException)
        {
            return [];
        }
    }

    /// <summary>Drawn without jumps, so that it may go beyond 180°; null if a ring doesn't come back to where it began.</summary>
    private static Geometry? Unwound(Geometry part) => part switch
    {
        LineString line => Unwound(line.CoordinateSequence, closed: line is LinearRing) is { } points ? Redraw.Factory.CreateLineString(points) : null,
        Polygon polygon => Unwound(polygon),
        _ => null,
    };

    private static Polygon? Unwound(Polygon polygon)
    {
        if (Unwound(polygon.ExteriorRing.CoordinateSequence, closed: true) is not { } shell)
            return null;
        var outer = Redraw.Factory.CreateLinearRing(shell);
        var holes = new List<LinearRing>();
        foreach (var ring in polygon.InteriorRings)
        {
            if (Unwound(ring.CoordinateSequence, closed: true) is not { } hole)
                return null;
            // A hole beyond the meridian goes to the side on which the shell was begun.
            var reach = outer.EnvelopeInternal;
            var turn = hole.Max(at => at.X) > reach.MaxX ? -360 : hole.Min(at => at.X) < reach.MinX ? 360 : 0;
            holes.Add(Redraw.Factory.CreateLinearRing(Array.ConvertAll(hole, at => new Coordinate(at.X + turn, at.Y))));
        }

        return Redraw.Factory.CreatePolygon(outer, [.. holes]);
    }

    private static Coordinate[]? Unwound(CoordinateSequence points, bool closed)
    {
        var unwound = new Coordinate[points.Count];
        var turn = 0.0;
        for (var i = 0; i < unwound.Length; i++)
        {
            var step = i == 0 ? 0 : points.GetX(i) - points.GetX(i - 1);
            turn += step > 180 ? -360 : step < -180 ? 360 : 0;
            unwound[i] = new Coordinate(points.GetX(i) + turn, points.GetY(i));
        }

        return closed && turn != 0 ? null : unwound;
    }

    /// <summary>The parts within the 360° that begin at a longitude, put back between −180° and 180°.</summary>
    private static IEnumerable<Geometry> Side(Geometry whole, double west)
    {
        var window = new Envelope(west, west + 360, -90, 90);
        if (!window.Intersects(whole.EnvelopeInternal))
            yield break;
        var part = OverlayNGRobust.Overlay(whole, Redraw.Factory.ToGeometry(window), NetTopologySuite.Operation.Overlay.SpatialFunction.Intersection);
        var home = -180 - west;
        for (var i = 0; i < part.NumGeometries; i++)
        {
            if (part.GetGeometryN(i) is { IsEmpty: false } one && one.Dimension == whole.Dimension)
                yield return Redraw.Move(one, (x, y) => (x + home, y));
        }
    }
}
