using System.Collections.Immutable;

namespace Mingzhu.City;

/// <summary>One piece of an expression. Pieces compare by what they say, so two readings of the same text are equal.</summary>
internal abstract record Node
{
    /// <summary>How tightly a piece binds, loosest first; decides where parentheses stand in print.</summary>
    public abstract Binding Binding { get; }

    public abstract Scalar Of(IRow row);

    public virtual bool? Holds(IRow row) => Of(row).Truth;

    public virtual ImmutableArray<Node> Parts => [];
}

internal enum Binding : byte
{
    Or,
    And,
    Not,
    Predicate,
    Sum,
    Product,
    Power,
    Primary,
}

/// <summary>A list of pieces that compares item by item.</summary>
internal readonly struct Operands(ImmutableArray<Node> items) : IEquatable<Operands>
{
    public ImmutableArray<Node> Items { get; } = items;

    public bool Equals(Operands other) => Items.AsSpan().SequenceEqual(other.Items.AsSpan());

    public override bool Equals(object? obj) => obj is Operands other && Equals(other);

    public override int GetHashCode() => Items.Length == 0 ? 0 : HashCode.Combine(Items.Length, Items[0]);
}

/// <summary>A piece that says yes, no or unknown.</summary>
internal abstract record Predicate : Node
{
    public override Binding Binding => Binding.Predicate;

    public abstract override bool? Holds(IRow row);

    public sealed override Scalar Of(IRow row) => Scalar.Of(Holds(row));
}

internal sealed record Literal(Scalar Value) : Node
{
    public override Binding Binding => Binding.Primary;

    public override Scalar Of(IRow row) => Value;
}

internal sealed record Field(string Name) : Node
{
    public override Binding Binding => Binding.Primary;

    public override Scalar Of(IRow row) => Scalar.From(row[Name]);
}

/// <summary>AND (one no decides) or OR (one yes decides); unknown if nothing decides and something is unknown.</summary>
internal sealed record Junction(bool All, Operands Among) : Predicate
{
    public override Binding Binding => All ? Binding.And : Binding.Or;

    public override ImmutableArray<Node> Parts => Among.Items;

    public override bool? Holds(IRow row)
    {
        bool? soFar = All;
        foreach (var part in Among.Items)
        {
            var holds = part.Holds(row);
            if (holds == !All)
                return holds;
            if (holds is null)
                soFar = null;
        }

        return soFar;
    }
}

internal sealed record Not(Node Inner) : Predicate
{
    public override Binding Binding => Binding.Not;

    public override ImmutableArray<Node> Parts => [Inner];

    public override bool? Holds(IRow row) => !Inner.Holds(row);
}

internal enum Comparator : byte
{
    Equal,
    Unequal,
    Less,
    AtMost,
    Greater,
    AtLeast,
}

internal sealed record Comparison(Comparator How, Node Left, Node Right) : Predicate
{
    public override ImmutableArray<Node> Parts => [Left, Right];

    public override bool? Holds(IRow row)
    {
        var (left, right) = (Left.Of(row), Right.Of(row));
        if (How <= Comparator.Unequal)
            return Scalar.Same(left, right) is { } same ? same == (How == Comparator.Equal) : null;
        return left.Kind != ScalarKind.Truth && Scalar.Compare(left, right) is { } sign ? Says(sign) : null;
    }

    private bool Says(int sign) => How switch
    {
        Comparator.Less => sign < 0,
        Comparator.AtMost => sign <= 0,
        Comparator.Greater => sign > 0,
        _ => sign >= 0,
    };
}

/// <summary>BETWEEN: at least the low and at most the high bound; one bound that fails decides, whatever the other is.</summary>
internal sealed record Range(Node Value, Node Low, Node High) : Predicate
{
    public override ImmutableArray<Node> Parts => [Value, Low, High];

    public override bool? Holds(IRow row)
    {
        var value = Value.Of(row);
        if (value.Kind == ScalarKind.Truth)
            return null;
        bool? aboveLow = Scalar.Compare(value, Low.Of(row)) is { } low ? low >= 0 : null;
        bool? belowHigh = Scalar.Compare(value, High.Of(row)) is { } high ? high <= 0 : null;
        return aboveLow & belowHigh;
    }
}

internal sealed record Membership(Node Value, Operands Among) : Predicate
{
    public override ImmutableArray<Node> Parts => Among.Items.Insert(0, Value);

    public override bool? Holds(IRow row)
    {
        var value = Value.Of(row);
        bool? soFar = false;
        foreach (var item in Among.Items)
        {
            var same = Scalar.Same(value, item.Of(row));
            if (same == true)
                return true;
            if (same is null)
                soFar = null;
        }

        return soFar;
    }
}

internal sealed record Likeness(Node Value, string Pattern, bool Folded = false) : Predicate
{
    private readonly string _pattern = Folded ? FoldedCase.Of(Pattern) : Pattern;

    public override ImmutableArray<Node> Parts => [Value];

    public override bool? Holds(IRow row) => Value.Of(row) is { Kind: ScalarKind.Text, Text: { } text } ? Wildcards.Match(text, _pattern) : null;
}

internal sealed record Absence(Node Value) : Predicate
{
    public override ImmutableArray<Node> Parts => [Value];

    public override bool? Holds(IRow row) => !Value.Of(row).IsKnown;
}

/// <summary>A sum, product or power. There is no sign on its own: -x is -1 * x, as CQL2 writes it too.</summary>
internal sealed record Arithmetic(string How, Node Left, Node Right) : Node
{
    public override Binding Binding => How is "+" or "-" ? Binding.Sum : How == "^" ? Binding.Power : Binding.Product;

    public override ImmutableArray<Node> Parts => [Left, Right];

    public static Node Minus(Node inner) => inner is Literal { Value: { Kind: ScalarKind.Number, Number: var number } }
        ? new Literal(Scalar.Of(-number))
        : new Arithmetic("*", new Literal(Scalar.Of(-1d)), inner);

    public override Scalar Of(IRow row)
    {
        var (left, right) = (Left.Of(row).AsNumber(), Right.Of(row).AsNumber());
        return left.IsKnown && right.IsKnown
            ? Scalar.Of(How switch
            {
                "+" => left.Number + right.Number,
                "-" => left.Number - right.Number,
                "*" => left.Number * right.Number,
                "/" => left.Number / right.Number,
                "%" => left.Number % right.Number,
                "^" => Math.Pow(left.Number, right.Number),
                _ => Math.Truncate(left.Number / right.Number),
            })
            : default;
    }
}
