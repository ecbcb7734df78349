using System.Collections.Immutable;

namespace Mingzhu.City;

/// <summary>What kind of shape an expression may write down.</summary>
public enum ShapeLiteralKind : byte
{
    /// <summary>A position.</summary>
    Point,

    /// <summary>A line.</summary>
    LineString,

    /// <summary>An area with holes.</summary>
    Polygon,

    /// <summary>Positions.</summary>
    MultiPoint,

    /// <summary>Lines.</summary>
    MultiLineString,

    /// <summary>Areas.</summary>
    MultiPolygon,

    /// <summary>Shapes of any of the kinds above.</summary>
    GeometryCollection,

    /// <summary>A rectangle along the axes: two positions, lowest first. If its first x is greater than its second, it goes over the 180th meridian.</summary>
    Box,
}

/// <summary>A position as it is written: first and second coordinate, in the system the filter is in.</summary>
public readonly record struct ShapePosition(double X, double Y);

/// <summary>
/// A shape written in an expression (几何字面量): coordinates and nothing else, because City knows no geometry; an <see cref="IPlacedRow"/> makes something of it.
/// </summary>
/// <remarks>
/// In: a third coordinate is read and dropped, for nothing here has a height.<br/>
/// Always: a line has two positions or more, a ring four or more and ends where it began, numbers are finite; equal shapes have equal coordinates in equal order.
/// </remarks>
public sealed class ShapeLiteral : IEquatable<ShapeLiteral>
{
    private ShapeLiteral(ShapeLiteralKind kind, ImmutableArray<ShapePosition> positions, ImmutableArray<ShapeLiteral> parts) =>
        (Kind, Positions, Parts) = (kind, positions, parts);

    /// <summary>What kind of shape.</summary>
    public ShapeLiteralKind Kind { get; }

    /// <summary>The positions of a point, a line or a box; of anything else none.</summary>
    public ImmutableArray<ShapePosition> Positions { get; }

    /// <summary>The rings of a polygon (as lines, the shell first), or the members of a collection of any kind.</summary>
    public ImmutableArray<ShapeLiteral> Parts { get; }

    /// <summary>A rectangle.</summary>
    public static ShapeLiteral Box(double west, double south, double east, double north) =>
        new(ShapeLiteralKind.Box, [new(west, south), new(east, north)], []);

    /// <inheritdoc/>
    public bool Equals(ShapeLiteral? other) =>
        other is not null && Kind == other.Kind && Positions.AsSpan().SequenceEqual(other.Positions.AsSpan()) && Parts.AsSpan().SequenceEqual(other.Parts.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ShapeLiteral);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, Positions.Length > 0 ? Positions[0] : default, Parts.Length);

    internal static ShapeLiteral Flat(ShapeLiteralKind kind, ImmutableArray<ShapePosition> positions) => new(kind, positions, []);

    internal static ShapeLiteral Of(ShapeLiteralKind kind, ImmutableArray<ShapeLiteral> parts) => new(kind, [], parts);

    /// <summary>What the members of a shape of several are; null for a collection, whose members say it themselves.</summary>
    internal static ShapeLiteralKind? MemberOf(ShapeLiteralKind kind) => kind switch
    {
        ShapeLiteralKind.Polygon or ShapeLiteralKind.MultiLineString => ShapeLiteralKind.LineString,
        ShapeLiteralKind.MultiPoint => ShapeLiteralKind.Point,
        ShapeLiteralKind.MultiPolygon => ShapeLiteralKind.Polygon,
        _ => null,
    };

    /// <summary>Why it is no shape; null if it is one.</summary>
    internal Wording? Problem() => Kind switch
    {
        ShapeLiteralKind.Point when Positions.Length != 1 => new("一个点只有一个坐标", "a point has one position"),
        ShapeLiteralKind.LineString when Positions.Length < 2 => new("线至少要有两个坐标", "a line needs two positions"),
        ShapeLiteralKind.Box when Positions[0].Y > Positions[1].Y => new("BBOX 的南边在北边之上", "the south of this BBOX lies above its north"),
        ShapeLiteralKind.Point or ShapeLiteralKind.LineString or ShapeLiteralKind.Box => null,
        _ when Parts.IsEmpty => new("没有坐标", "it has no positions"),
        ShapeLiteralKind.Polygon when Parts.Any(ring => ring.Positions.Length < 4) => new("环至少要有四个坐标", "a ring needs four positions"),
        ShapeLiteralKind.Polygon when Parts.Any(ring => ring.Positions[0] != ring.Positions[^1]) => new("环没有闭合：最后一个坐标应与第一个相同", "a ring does not close: its last position must be its first"),
        _ => Parts.Select(part => part.Problem()).FirstOrDefault(problem => problem is not null),
    };
}
