using System.Collections.Immutable;

namespace Mingzhu.City;

/// <summary>A function an expression may call: its name, how many arguments, what it makes of them.</summary>
internal sealed record Function(string Name, int Fewest, int Most, Func<ImmutableArray<Node>, IRow, Scalar> Compute)
{
    public static ImmutableArray<Function> All { get; } =
    [
        new("abs", 1, 1, (of, row) => Number(of, row, Math.Abs)),
        new("casei", 1, 1, Folded),
        new("coalesce", 1, int.MaxValue, FirstKnown),
        new("greatest", 1, int.MaxValue, (of, row) => Extreme(of, row, 1)),
        new("least", 1, int.MaxValue, (of, row) => Extreme(of, row, -1)),
        new("lower", 1, 1, Lower),
        new("round", 1, 2, Round),
    ];

    public static Function? Named(string name) => All.FirstOrDefault(function => function.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static Scalar Number(ImmutableArray<Node> of, IRow row, Func<double, double> compute) =>
        of[0].Of(row).AsNumber() is { IsKnown: true } number ? Scalar.Of(compute(number.Number)) : default;

    private static Scalar FirstKnown(ImmutableArray<Node> of, IRow row)
    {
        foreach (var item in of)
        {
            if (item.Of(row) is { IsKnown: true } known)
                return known;
        }

        return default;
    }

    /// <summary>The least or greatest; unknown as soon as one is unknown or two cannot be compared. One number among them makes all of them numbers.</summary>
    private static Scalar Extreme(ImmutableArray<Node> of, IRow row, int sign)
    {
        // Asked twice rather than kept: what kind the others are decides how each is compared, and a list would be allocated for every row.
        var asNumbers = AnyNumber(of, row);
        Scalar best = default;
        for (var i = 0; i < of.Length; i++)
        {
            var next = asNumbers ? of[i].Of(row).AsNumber() : of[i].Of(row);
            if (!next.IsKnown || next.Kind == ScalarKind.Truth)
                return default;
            if (i == 0)
                best = next;
            else if (Scalar.Compare(next, best) is not { } order)
                return default;
            else if (order * sign > 0)
                best = next;
        }

        return best;
    }

    private static bool AnyNumber(ImmutableArray<Node> of, IRow row)
    {
        foreach (var item in of)
        {
            if (item.Of(row).Kind == ScalarKind.Number)
                return true;
        }

        return false;
    }

    private static Scalar Folded(ImmutableArray<Node> of, IRow row) =>
        of[0].Of(row) is { Kind: ScalarKind.Text, Text: { } text } ? Scalar.Of(FoldedCase.Of(text)) : default;

    private static Scalar Lower(ImmutableArray<Node> of, IRow row) =>
        of[0].Of(row) is { Kind: ScalarKind.Text, Text: { } text } ? Scalar.Of(text.ToLowerInvariant()) : default;

    /// <summary>Half away from zero (四舍五入), to a number of decimals from 0 to 15.</summary>
    private static Scalar Round(ImmutableArray<Node> of, IRow row)
    {
        var number = of[0].Of(row).AsNumber();
        var decimals = of.Length > 1 ? of[1].Of(row).AsNumber() : Scalar.Of(0d);
        return number.IsKnown && decimals.IsKnown && decimals.Number is >= 0 and <= 15 && decimals.Number == Math.Truncate(decimals.Number)
            ? Scalar.Of(Math.Round(number.Number, (int)decimals.Number, MidpointRounding.AwayFromZero))
            : default;
    }
}

internal sealed record Call(Function Function, Operands Arguments) : Node
{
    public override Binding Binding => Binding.Primary;

    public override ImmutableArray<Node> Parts => Arguments.Items;

    public override Scalar Of(IRow row) => Function.Compute(Arguments.Items, row);
}
