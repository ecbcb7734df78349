using System.Globalization;

namespace Mingzhu.City.Tests.Expressions;

/// <summary>A row from a dictionary.</summary>
internal sealed class Row(Dictionary<string, object?> values) : IRow
{
    public object? this[string field] => values.GetValueOrDefault(field);

    public static Row Of(params (string Field, object? Value)[] values) => new(values.ToDictionary(v => v.Field, v => v.Value));
}

/// <summary>Random expressions and rows that meet often enough to be interesting.</summary>
internal static class Worlds
{
    private static readonly string[] FieldNames = ["floors", "highway", "名称", "addr:street", "in", "date", "open", "a\"b"];

    public static Gen<object?> Value { get; } = Gen.OneOf(
        Gen.Constant<object?>(null),
        Gen.Elements<object?>("yes", "7", "-2.5", "it's", "", "小区", "1e3", "12,5", "Straße", "YES", "a\\'b", "end\\", "\n"),
        Gen.Elements<object?>(0d, 7d, -2.5, 1e300, double.NaN),
        Gen.Elements<object?>(7L, 3),
        Gen.Elements<object?>(true, false),
        Gen.Elements<object?>(new DateOnly(2026, 1, 1), new DateOnly(2025, 5, 1)),
        Gen.Elements<object?>(Moment(0), Moment(12), Moment(36)));

    public static Gen<Row> Rows { get; } = Gen.ArrayOf(Value, FieldNames.Length)
        .Select(values => new Row(FieldNames.Zip(values).ToDictionary(p => p.First, p => p.Second)));

    public static Gen<Node> Nodes { get; } = Gen.Sized(size => Of(Math.Min(size, 24)));

    private static Gen<Node> Leaf { get; } = Gen.OneOf(
        Gen.Elements(FieldNames).Select(Node (name) => new Field(name)),
        Value.Where(v => Scalar.From(v).IsKnown).Select(Node (v) => new Literal(Scalar.From(v))));

    private static readonly Gen<Node> Instant = Gen.OneOf(
        Gen.Elements(FieldNames).Select(Node (name) => new Field(name)),
        Gen.Choose(0, 72).Select(Node (hours) => new Literal(Scalar.Of(Moment(hours)))),
        Gen.Choose(0, 3).Select(Node (days) => new Literal(Scalar.Of(new DateOnly(2026, 1, 1).AddDays(days)))));

    private static readonly Gen<Node> Spell =
        Gen.OneOf(Instant.Select(Node? (end) => end), Gen.Constant<Node?>(null)).Two().Select(Node (ends) => new Interval(ends.Item1, ends.Item2));

    private static readonly Gen<Node> Timed = Gen.Elements(Enum.GetValues<TemporalRelation>()).SelectMany(how =>
        (Temporal.NeedsIntervals(how) ? Spell : Gen.OneOf(Instant, Spell)).Two().Select(Node (p) => new Temporal(how, p.Item1, p.Item2)));

    private static readonly Gen<ShapePosition> Position = Gen.Elements(-1.5, 0, 116.25, 1e-7, 4e6).Two().Select(p => new ShapePosition(p.Item1, p.Item2));

    private static readonly Gen<ShapeLiteral> Point = Position.Select(p => ShapeLiteral.Flat(ShapeLiteralKind.Point, [p]));

    private static readonly Gen<ShapeLiteral> Line = Gen.ArrayOf(Position, 3).Select(p => ShapeLiteral.Flat(ShapeLiteralKind.LineString, [.. p]));

    private static readonly Gen<ShapeLiteral> Area = Gen.ArrayOf(Position, 3)
        .Select(p => ShapeLiteral.Of(ShapeLiteralKind.Polygon, [ShapeLiteral.Flat(ShapeLiteralKind.LineString, [.. p, p[0]])]));

    private static readonly Gen<ShapeLiteral> Shapes = Gen.OneOf(
        Point, Line, Area,
        Point.Two().Select(p => ShapeLiteral.Of(ShapeLiteralKind.MultiPoint, [p.Item1, p.Item2])),
        Line.Two().Select(p => ShapeLiteral.Of(ShapeLiteralKind.MultiLineString, [p.Item1, p.Item2])),
        Area.Two().Select(p => ShapeLiteral.Of(ShapeLiteralKind.MultiPolygon, [p.Item1, p.Item2])),
        Gen.OneOf(Point, Line, Area).Two().Select(p => ShapeLiteral.Of(ShapeLiteralKind.GeometryCollection, [p.Item1, p.Item2])),
        Position.Select(p => ShapeLiteral.Box(p.X, p.Y, p.X - 1, p.Y + 1)));

    private static readonly Gen<Node> Side = Gen.OneOf(Gen.Elements(FieldNames).Select(Node (name) => new Field(name)), Shapes.Select(Node (shape) => new Shape(shape)));

    private static readonly Gen<Node> Placed = Gen.Elements(Enum.GetValues<SpatialRelation>()).SelectMany(how =>
        Side.Two().Select(Node (p) => new Spatial(how, p.Item1, p.Item2)));

    private static DateTimeOffset Moment(int hours) => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddHours(hours).AddMicroseconds(hours % 2 * 393_216);

    private static Gen<Node> Of(int size)
    {
        if (size <= 1)
            return Leaf;
        var less = Of(size / 3);
        var few = Gen.Choose(1, 3).SelectMany(count => Gen.ArrayOf(less, count)).Select(parts => new Operands([.. parts]));
        var some = Gen.Choose(2, 3).SelectMany(count => Gen.ArrayOf(less, count)).Select(parts => new Operands([.. parts]));
        return Gen.OneOf(
            Leaf,
            Gen.Elements(true, false).SelectMany(all => some.Select(Node (of) => new Junction(all, of))),
            less.Select(Node (inner) => new Not(inner)),
            Gen.Elements(Enum.GetValues<Comparator>()).SelectMany(how => less.Two().Select(Node (p) => new Comparison(how, p.Item1, p.Item2))),
            less.Three().Select(Node (p) => new Range(p.Item1, p.Item2, p.Item3)),
            less.SelectMany(value => few.Select(Node (of) => new Membership(value, of))),
            less.SelectMany(value => Gen.Elements("%", "y_s", "%小%", "it's", "\\%", "E%", "a\\").SelectMany(p => Gen.Elements(true, false).Select(Node (folded) => new Likeness(value, p, folded)))),
            less.Select(Node (value) => new Absence(value)),
            Gen.Elements("+", "-", "*", "/", "%", "^", "div").SelectMany(how => less.Two().Select(Node (p) => new Arithmetic(how, p.Item1, p.Item2))),
            Timed,
            Placed,
            Gen.Elements(Function.All.ToArray()).SelectMany(f => Gen.ArrayOf(less, f.Name == "round" ? 2 : f.Most == 1 ? 1 : 3)
                .Select(Node (of) => new Call(f, new Operands([.. of])))));
    }
}

/// <summary>What an expression means, said slowly and plainly: on boxed values, by the tables of three-valued logic.</summary>
internal static class SlowReading
{
    public static object? Of(Node node, IRow row) => node switch
    {
        Literal literal => literal.Value.ToObject(),
        Field field => Known(row[field.Name]),
        Junction { All: true } and => and.Parts.Select(p => Truth(p, row)).Aggregate((bool?)true, And),
        Junction or => or.Parts.Select(p => Truth(p, row)).Aggregate((bool?)false, Or),
        Not not => Truth(not.Inner, row) is { } truth ? !truth : null,
        Comparison c => Compare(c.How, Of(c.Left, row), Of(c.Right, row)),
        Range r => And(Compare(Comparator.AtLeast, Of(r.Value, row), Of(r.Low, row)), Compare(Comparator.AtMost, Of(r.Value, row), Of(r.High, row))),
        Membership m => m.Among.Items.Select(item => Compare(Comparator.Equal, Of(m.Value, row), Of(item, row))).Aggregate((bool?)false, Or),
        Likeness l => Of(l.Value, row) is string text ? Like(text, l.Folded ? FoldedCase.Of(l.Pattern) : l.Pattern) : null,
        Temporal t => Allen(t.How, Ends(t.Left, row), Ends(t.Right, row)),
        Spatial => null,
        Absence a => Of(a.Value, row) is null,
        Arithmetic s => (Number(Of(s.Left, row)), Number(Of(s.Right, row))) is ({ } a, { } b)
            ? Known(s.How switch { "+" => a + b, "-" => a - b, "*" => a * b, "/" => a / b, "%" => a % b, "^" => Math.Pow(a, b), _ => a / b < 0 ? Math.Ceiling(a / b) : Math.Floor(a / b) }) : null,
        Call call => Called(call.Function.Name, [.. call.Parts.Select(p => Of(p, row))]),
        _ => throw new InvalidOperationException(),
    };

    private static bool? Truth(Node node, IRow row) => Of(node, row) as bool?;

    private static bool? And(bool? a, bool? b) => a == false || b == false ? false : a is null || b is null ? null : true;

    private static bool? Or(bool? a, bool? b) => a == true || b == true ? true : a is null || b is null ? null : false;

    private static object? Known(object? value) => value switch
    {
        double d => double.IsFinite(d) ? d : null,
        long or int => Convert.ToDouble(value, CultureInfo.InvariantCulture),
        _ => value,
    };

    private static double? Number(object? value) => value switch
    {
        double number => number,
        string text when decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) => (double)number,
        _ => null,
    };

    private static int? Order(object? a, object? b) => (a, b) switch
    {
        (string x, string y) => string.CompareOrdinal(x, y),
        (DateOnly x, DateOnly y) => x.CompareTo(y),
        (DateTimeOffset x, DateTimeOffset y) => x.CompareTo(y),
        (DateTimeOffset x, DateOnly y) => DateOnly.FromDateTime(x.UtcDateTime).CompareTo(y),
        (DateOnly x, DateTimeOffset y) => x.CompareTo(DateOnly.FromDateTime(y.UtcDateTime)),
        (bool x, bool y) => x.CompareTo(y),
        (double, _) or (_, double) => Number(a) is { } x && Number(b) is { } y ? x.CompareTo(y) : null,
        _ => null,
    };

    private static bool? Compare(Comparator how, object? a, object? b)
    {
        if (Order(a, b) is not { } order || (a is bool && how > Comparator.Unequal))
            return null;
        return how switch
        {
            Comparator.Equal => order == 0,
            Comparator.Unequal => order != 0,
            Comparator.Less => order < 0,
            Comparator.AtMost => order <= 0,
            Comparator.Greater => order > 0,
            _ => order >= 0,
        };
    }

    private static bool Like(string text, string pattern) => (text, pattern) switch
    {
        ("", "") => true,
        (_, "") => false,
        _ when pattern[0] == '%' => Like(text, pattern[1..]) || (text != "" && Like(text[1..], pattern)),
        ("", _) => false,
        _ when pattern[0] == '_' => Like(text[1..], pattern[1..]),
        _ when pattern[0] == '\\' && pattern.Length > 1 => text[0] == pattern[1] && Like(text[1..], pattern[2..]),
        _ => text[0] == pattern[0] && Like(text[1..], pattern[1..]),
    };

    private static object? Called(string name, object?[] of) => name switch
    {
        "abs" => Number(of[0]) is { } n ? Math.Abs(n) : null,
        "casei" => of[0] is string folded ? FoldedCase.Of(folded) : null,
        "coalesce" => of.FirstOrDefault(v => v is not null),
        "lower" => (of[0] as string)?.ToLowerInvariant(),
        "round" => Number(of[0]) is { } n && Number(of[1]) is { } d && d >= 0 && d <= 15 && d == Math.Floor(d)
            ? Known(Math.Round(n, (int)d, MidpointRounding.AwayFromZero)) : null,
        _ => Extreme(of, name == "least" ? -1 : 1),
    };

    private static (object From, object To)? Ends(Node node, IRow row)
    {
        var (from, to) = node is Interval interval
            ? (interval.From is null ? DateOnly.MinValue : Of(interval.From, row), interval.To is null ? DateOnly.MaxValue : Of(interval.To, row))
            : (Of(node, row), Of(node, row));
        return from is DateOnly or DateTimeOffset && to is DateOnly or DateTimeOffset && Order(from, to) <= 0 ? (from!, to!) : null;
    }

    /// <summary>Allen's relations, each by its inverse where it has one, and the rest by their names.</summary>
    private static bool? Allen(TemporalRelation how, (object From, object To)? left, (object From, object To)? right)
    {
        if (left is not var (a, b) || right is not var (c, d))
            return null;
        int Sign(object x, object y) => Math.Sign(Order(x, y)!.Value);
        return (how, Sign(a, c), Sign(a, d), Sign(b, c), Sign(b, d)) switch
        {
            (TemporalRelation.Before, _, _, var bc, _) => bc < 0,
            (TemporalRelation.After, _, var ad, _, _) => ad > 0,
            (TemporalRelation.Disjoint, _, var ad, var bc, _) => bc < 0 || ad > 0,
            (TemporalRelation.Intersects, _, var ad, var bc, _) => !(bc < 0 || ad > 0),
            (TemporalRelation.Meets, _, _, var bc, _) => bc == 0,
            (TemporalRelation.MetBy, _, var ad, _, _) => ad == 0,
            (TemporalRelation.Overlaps, var ac, _, var bc, var bd) => (ac, bc, bd) == (-1, 1, -1),
            (TemporalRelation.OverlappedBy, var ac, var ad, _, var bd) => (ac, ad, bd) == (1, -1, 1),
            (_, var ac, _, _, var bd) => how switch
            {
                TemporalRelation.Equals => (ac, bd) == (0, 0),
                TemporalRelation.Contains => (ac, bd) == (-1, 1),
                TemporalRelation.During => (ac, bd) == (1, -1),
                TemporalRelation.FinishedBy => (ac, bd) == (-1, 0),
                TemporalRelation.Finishes => (ac, bd) == (1, 0),
                TemporalRelation.StartedBy => (ac, bd) == (0, 1),
                _ => (ac, bd) == (0, -1),
            },
        };
    }

    private static object? Extreme(object?[] of, int sign)
    {
        if (of.Any(v => v is null or bool))
            return null;
        if (of.All(v => v is string) || of.All(v => v is DateOnly or DateTimeOffset))
            return of.Aggregate((best, next) => Order(next, best) * sign > 0 ? next : best);
        var numbers = of.Select(Number).ToArray();
        return numbers.Any(n => n is null) ? null : sign > 0 ? numbers.Max() : numbers.Min();
    }
}
