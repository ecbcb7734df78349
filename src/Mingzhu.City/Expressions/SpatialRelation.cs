using System.Collections.Immutable;

namespace Mingzhu.City;

/// <summary>How two shapes can lie to each other (空间关系).</summary>
/// <remarks>By: OGC 21-065r2 §7.5 and 7.7, after OGC 06-103r4 (Simple Features), §6.1.15.3.</remarks>
public enum SpatialRelation : byte
{
    /// <summary>They share a position.</summary>
    Intersects,

    /// <summary>They are the same set of positions.</summary>
    Equals,

    /// <summary>They share none.</summary>
    Disjoint,

    /// <summary>They share positions of their edges only.</summary>
    Touches,

    /// <summary>The first lies in the second.</summary>
    Within,

    /// <summary>They are of one dimension and share a part of it, each with a rest.</summary>
    Overlaps,

    /// <summary>They share some of their inner positions, of a lower dimension than the greater of them.</summary>
    Crosses,

    /// <summary>The second lies in the first.</summary>
    Contains,
}

/// <summary>One side of a spatial condition: a field of the row, or a shape that was written down; the other is null.</summary>
public readonly record struct SpatialTerm(string? Field, ShapeLiteral? Shape);

/// <summary>A row that lies somewhere: the one who knows geometry answers the spatial conditions of an expression.</summary>
public interface IPlacedRow : IRow
{
    /// <summary>Whether the relation holds between two terms; null when it cannot be told, because the row has no such shape.</summary>
    bool? Relates(SpatialRelation how, SpatialTerm left, SpatialTerm right);
}

/// <summary>S_INTERSECTS and its like. Unknown for a row that lies nowhere.</summary>
internal sealed record Spatial(SpatialRelation How, Node Left, Node Right) : Predicate
{
    public override Binding Binding => Binding.Primary;

    public override ImmutableArray<Node> Parts => [Left, Right];

    /// <summary>The shape that every row must meet for this to hold; null if there is none.</summary>
    public ShapeLiteral? MustMeet => How == SpatialRelation.Disjoint ? null : (Left, Right) switch
    {
        (Field, Shape shape) => shape.Value,
        (Shape shape, Field) => shape.Value,
        _ => null,
    };

    public override bool? Holds(IRow row) => (row as IPlacedRow)?.Relates(How, Term(Left), Term(Right));

    private static SpatialTerm Term(Node node) => new((node as Field)?.Name, (node as Shape)?.Value);
}

/// <summary>A written shape. It has no value by itself: it stands beside another in a spatial condition.</summary>
internal sealed record Shape(ShapeLiteral Value) : Node
{
    public override Binding Binding => Binding.Primary;

    public override Scalar Of(IRow row) => default;
}
