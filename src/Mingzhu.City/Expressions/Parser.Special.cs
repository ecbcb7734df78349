using System.Collections.Immutable;

namespace Mingzhu.City;

/// <summary>Days, moments, intervals, shapes, and the conditions that are written as calls.</summary>
internal sealed partial class Parser
{
    private static readonly Wording DayExpected = new("引号中的日期，如 '2026-01-01'", "a date in quotes, such as '2026-01-01'");
    private static readonly ShapeLiteralKind[] WellKnown = [.. Enum.GetValues<ShapeLiteralKind>().Where(kind => kind != ShapeLiteralKind.Box)];
    private static readonly Wording MomentExpected = new("引号中的时刻，如 '2026-01-01T08:00:00Z'", "a moment in quotes, such as '2026-01-01T08:00:00Z'");

    /// <summary>What follows the name and parenthesis of something that is no ordinary function; null if it is one.</summary>
    private Node? Special(string name)
    {
        if (name.Equals("DATE", StringComparison.OrdinalIgnoreCase))
            return Closed(Instant(DayExpected, Instants.Day));
        if (name.Equals("TIMESTAMP", StringComparison.OrdinalIgnoreCase))
            return Closed(Instant(MomentExpected, Instants.Moment));
        if (Relations.Spatial(name) is { } spatial)
            return Closed(new Spatial(spatial, Placed(), AfterComma(Placed)));
        return Relations.Temporal(name) is not { } temporal ? null : Closed(new Temporal(temporal, Timed(temporal), AfterComma(() => Timed(temporal))));
    }

    private T AfterComma<T>(Func<T> operand) => TakeSign(",") ? operand() : throw Expected(Wording.Same(","));

    private Node Closed(Node node)
    {
        CloseOrFault();
        return node;
    }

    private Literal Instant(Wording expected, Func<string, Scalar?> read)
    {
        var column = Here.Column;
        var text = TakeText(expected);
        return read(text) is { } instant
            ? new Literal(instant)
            : throw new UnreadableException(column, new($"“{text}”不是日期或时刻，应为 {expected.Zh}", $"'{text}' is no date or moment; expected {expected.En}"));
    }

    private Node Timed(TemporalRelation relation)
    {
        var column = Here.Column;
        if (TakeCall("INTERVAL"))
            return Closed(new Interval(End(), AfterComma(End)));
        var instant = Sum();
        if (Temporal.NeedsIntervals(relation))
            throw new UnreadableException(column, Relations.IntervalExpected(relation));
        return instant is Field or Call or Literal { Value.Kind: ScalarKind.Day or ScalarKind.Moment }
            ? instant
            : throw new UnreadableException(column, new("应为字段、DATE('…')、TIMESTAMP('…') 或 INTERVAL(…, …)", "expected a field, DATE('…'), TIMESTAMP('…') or INTERVAL(…, …)"));
    }

    private Node? End()
    {
        if (Here is { Kind: TokenKind.Text, Text: ".." })
        {
            _at++;
            return null;
        }

        if (Here.Kind == TokenKind.Text)
            return Instant(MomentExpected, text => Instants.Day(text) ?? Instants.Moment(text));
        var column = Here.Column;
        return Sum() is var end and (Field or Call) ? end : throw new UnreadableException(column, new("应为 '日期'、'时刻'、'..' 或字段", "expected 'date', 'moment', '..' or a field"));
    }

    private Node Placed()
    {
        var column = Here.Column;
        if (TakeShape() is not { } shape)
            return Sum() is Field field ? field : throw new UnreadableException(column, new("应为几何字段或几何，如 POINT(116 36)", "expected a geometry field or a shape, such as POINT(116 36)"));
        return shape.Problem() is { } problem ? throw new UnreadableException(column, problem) : new Shape(shape);
    }

    private ShapeLiteral? TakeShape()
    {
        if (TakeCall("BBOX"))
            return Box();
        foreach (var kind in WellKnown)
        {
            // "POINT Z (…)" says that there are heights; they are dropped, said or not.
            if (IsWord(kind.ToString()) && tokens[_at + 1] is { Kind: TokenKind.Word, Text: "Z" or "z" })
                _at++;
            else if (!IsWord(kind.ToString()))
                continue;
            _at++;
            return Body(kind);
        }

        return null;
    }

    private ShapeLiteral Body(ShapeLiteralKind kind) => kind switch
    {
        ShapeLiteralKind.Point or ShapeLiteralKind.LineString => ShapeLiteral.Flat(kind, Listed(Position)),
        ShapeLiteralKind.GeometryCollection => ShapeLiteral.Of(kind, Listed(() => TakeShape() is { Kind: not (ShapeLiteralKind.GeometryCollection or ShapeLiteralKind.Box) } member
            ? member
            : throw Expected(new("几何，如 POINT(116 36)", "a shape, such as POINT(116 36)")))),
        // Positions of several points may stand without parentheses of their own, as older programs write them.
        ShapeLiteralKind.MultiPoint => ShapeLiteral.Of(kind, Listed(() => Here is { Kind: TokenKind.Sign, Text: "(" } ? Body(ShapeLiteralKind.Point) : ShapeLiteral.Flat(ShapeLiteralKind.Point, [Position()]))),
        _ => ShapeLiteral.Of(kind, Listed(() => Body(ShapeLiteral.MemberOf(kind)!.Value))),
    };

    private ImmutableArray<T> Listed<T>(Func<T> item)
    {
        if (!TakeSign("("))
            throw Expected(Wording.Same("("));
        var items = ImmutableArray.CreateBuilder<T>();
        do
            items.Add(item());
        while (TakeSign(","));
        CloseOrFault();
        return items.ToImmutable();
    }

    private ShapePosition Position()
    {
        var position = new ShapePosition(Coordinate(), Coordinate());
        if (Here.Kind == TokenKind.Number || Here is { Kind: TokenKind.Sign, Text: "-" or "+" })
            Coordinate();
        return position;
    }

    private ShapeLiteral Box()
    {
        var numbers = new List<double>();
        do
            numbers.Add(Coordinate());
        while (TakeSign(","));
        var column = Here.Column;
        CloseOrFault();
        return numbers switch
        {
            [var west, var south, var east, var north] => ShapeLiteral.Box(west, south, east, north),
            [var west, var south, _, var east, var north, _] => ShapeLiteral.Box(west, south, east, north),
            _ => throw new UnreadableException(column, new("BBOX 应有四个数（西、南、东、北），带高程时六个", "a BBOX has four numbers (west, south, east, north), with heights six")),
        };
    }

    private double Coordinate()
    {
        var minus = TakeSign("-");
        if (!minus)
            TakeSign("+");
        if (Here.Kind != TokenKind.Number)
            throw Expected(new("坐标", "a coordinate"));
        var number = tokens[_at++].Number;
        return minus ? -number : number;
    }
}
