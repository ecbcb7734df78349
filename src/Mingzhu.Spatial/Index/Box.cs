using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial;

/// <summary>A rectangle along the axes (外包矩形), borders included; in whatever unit its maker uses.</summary>
public readonly record struct Box(double MinX, double MinY, double MaxX, double MaxY)
{
    /// <summary>Holds nothing and meets nothing; the start of a union.</summary>
    public static Box Empty => new(double.PositiveInfinity, double.PositiveInfinity, double.NegativeInfinity, double.NegativeInfinity);

    /// <summary>The rectangle about a geometry; empty for an empty one.</summary>
    public static Box Of(Geometry geometry) => geometry.EnvelopeInternal is { IsNull: false } e ? new(e.MinX, e.MinY, e.MaxX, e.MaxY) : Empty;

    /// <summary>A rectangle of no size.</summary>
    public static Box At(double x, double y) => new(x, y, x, y);

    /// <summary>Whether it holds nothing.</summary>
    public bool IsEmpty => !(MinX <= MaxX && MinY <= MaxY);

    /// <summary>Whether the two share at least one point.</summary>
    public bool Meets(in Box other) => MinX <= other.MaxX && other.MinX <= MaxX && MinY <= other.MaxY && other.MinY <= MaxY;

    /// <summary>The smallest rectangle about both.</summary>
    public Box With(in Box other) =>
        new(Math.Min(MinX, other.MinX), Math.Min(MinY, other.MinY), Math.Max(MaxX, other.MaxX), Math.Max(MaxY, other.MaxY));

    /// <summary>Pushed out by the same distance on all sides.</summary>
    public Box Grown(double by) => new(MinX - by, MinY - by, MaxX + by, MaxY + by);

    /// <summary>Square of the least distance between the two; 0 if they meet.</summary>
    public double DistanceSquared(in Box other)
    {
        var dx = Math.Max(0, Math.Max(other.MinX - MaxX, MinX - other.MaxX));
        var dy = Math.Max(0, Math.Max(other.MinY - MaxY, MinY - other.MaxY));
        return (dx * dx) + (dy * dy);
    }
}
