using System.Collections.Immutable;
using System.Text.Json;

namespace Mingzhu.City;

/// <summary>Reads an expression in CQL2 JSON: <c>{"op": "and", "args": […]}</c>. A fault says where it lies as a path: args[1].op.</summary>
internal static partial class JsonParser
{
    // An operator opens two levels, a shape five at most.
    private const int Deepest = (2 * Expression.Tallest) + 10;

    private static readonly Dictionary<string, Comparator> Comparators = new()
    {
        ["="] = Comparator.Equal, ["<>"] = Comparator.Unequal, ["<"] = Comparator.Less, ["<="] = Comparator.AtMost, [">"] = Comparator.Greater, [">="] = Comparator.AtLeast,
    };

    /// <exception cref="UnreadableException">It is no JSON, or no expression.</exception>
    public static Node Whole(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = Deepest });
            return Read(document.RootElement, "");
        }
        catch (JsonException broken)
        {
            throw new UnreadableException((int)Math.Min(broken.BytePositionInLine ?? 0, 1_000_000) + 1, new("不是有效的 JSON，或嵌套过深", "this is no valid JSON, or nested too deeply"));
        }
    }

    private static Node Read(JsonElement json, string at) => json.ValueKind switch
    {
        JsonValueKind.String => new Literal(Scalar.Of(Text(json, at))),
        JsonValueKind.Number => new Literal(Scalar.Of(Number(json, at))),
        JsonValueKind.True or JsonValueKind.False => new Literal(Scalar.Of(json.GetBoolean())),
        JsonValueKind.Object when json.TryGetProperty("property", out var name) => new Field(Text(name, $"{at}.property")),
        JsonValueKind.Object when json.TryGetProperty("date", out var day) => Instant(day, $"{at}.date", Instants.Day, "2026-01-01"),
        JsonValueKind.Object when json.TryGetProperty("timestamp", out var moment) => Instant(moment, $"{at}.timestamp", Instants.Moment, "2026-01-01T08:00:00Z"),
        JsonValueKind.Object when json.TryGetProperty("op", out var op) => Operation(Text(op, $"{at}.op"), Arguments(json, at), at),
        _ => throw Expected(at, new("文字、数字、真假，或带 op、property、date、timestamp 的对象", "a text, a number, a truth, or an object with op, property, date or timestamp")),
    };

    private static Node Operation(string op, JsonElement[] of, string at)
    {
        var first = $"{at}.args[0]";
        switch (op)
        {
            case "and" or "or":
                return of.Length >= 2 ? new Junction(op == "and", All(of, $"{at}.args")) : throw Count(at, op);
            case "not":
                return of is [var inner] ? new Not(Read(inner, first)) : throw Count(at, op);
            case "isNull":
                return of is [var absent] ? new Absence(Read(absent, first)) : throw Count(at, op);
            case "like":
                return of is [var value, var pattern] ? Likeness(Read(value, first), pattern, $"{at}.args[1]") : throw Count(at, op);
            case "between":
                return All(of, $"{at}.args").Items is [var middle, var low, var high] ? new Range(middle, low, high) : throw Count(at, op);
            case "in":
                return of is [var item, { ValueKind: JsonValueKind.Array } among] && among.GetArrayLength() > 0
                    ? new Membership(Read(item, first), All([.. among.EnumerateArray()], $"{at}.args[1]")) : throw Count(at, op);
            case "+" or "-" or "*" or "/" or "%" or "^" or "div":
                return All(of, $"{at}.args").Items is [var left, var right] ? new Arithmetic(op, left, right) : throw Count(at, op);
        }

        if (Comparators.TryGetValue(op, out var how))
            return All(of, $"{at}.args").Items is [var left, var right] ? new Comparison(how, left, right) : throw Count(at, op);
        if (Relations.Spatial(op) is { } spatial)
            return of is [var left, var right] ? new Spatial(spatial, Placed(left, first), Placed(right, $"{at}.args[1]")) : throw Count(at, op);
        if (Relations.Temporal(op) is { } temporal)
            return of is [var left, var right] ? new Temporal(temporal, Timed(temporal, left, first), Timed(temporal, right, $"{at}.args[1]")) : throw Count(at, op);
        return Called(op, of, at);
    }

    private static Call Called(string name, JsonElement[] of, string at)
    {
        if (Function.Named(name) is not { } function)
            throw Fault($"{at}.op", new($"没有运算或函数“{name}”", $"there is no operator or function '{name}'"));
        return of.Length >= function.Fewest && of.Length <= function.Most ? new Call(function, All(of, $"{at}.args")) : throw Count(at, name);
    }

    private static Likeness Likeness(Node value, JsonElement pattern, string at)
    {
        if (pattern.ValueKind == JsonValueKind.String)
            return new Likeness(value, Text(pattern, at));
        return Read(pattern, at) is Call { Function.Name: "casei", Arguments.Items: [Literal { Value: { Kind: ScalarKind.Text, Text: { } text } }] }
            ? new Likeness(value, text, Folded: true)
            : throw Expected(at, new("模式，如 \"%小区\"", "a pattern, such as \"%小区\""));
    }

    private static Node Timed(TemporalRelation relation, JsonElement json, string at)
    {
        if (json.ValueKind == JsonValueKind.Object && json.TryGetProperty("interval", out var ends))
        {
            return ends.ValueKind == JsonValueKind.Array && ends.GetArrayLength() == 2
                ? new Interval(End(ends[0], $"{at}.interval[0]"), End(ends[1], $"{at}.interval[1]"))
                : throw Expected($"{at}.interval", new("两个时间", "two instants"));
        }

        if (Temporal.NeedsIntervals(relation))
            throw Fault(at, Relations.IntervalExpected(relation));
        return Read(json, at) is var instant and (Field or Call or Literal { Value.Kind: ScalarKind.Day or ScalarKind.Moment })
            ? instant
            : throw Expected(at, new("property、date、timestamp 或 interval", "property, date, timestamp or interval"));
    }

    private static Node? End(JsonElement json, string at) => json.ValueKind switch
    {
        JsonValueKind.String when json.ValueEquals("..") => null,
        JsonValueKind.String => Instant(json, at, text => Instants.Day(text) ?? Instants.Moment(text), ".."),
        _ => Read(json, at) is var end and (Field or Call) ? end : throw Expected(at, new("日期、时刻、\"..\" 或 property", "a date, a moment, \"..\" or property")),
    };

    private static Literal Instant(JsonElement json, string at, Func<string, Scalar?> read, string example) =>
        read(Text(json, at)) is { } instant ? new Literal(instant) : throw Expected(at, new($"日期或时刻，如 \"{example}\"", $"a date or moment, such as \"{example}\""));

    private static Operands All(JsonElement[] of, string at) => new([.. of.Select((item, index) => Read(item, $"{at}[{index}]"))]);

    private static JsonElement[] Arguments(JsonElement json, string at) => json.TryGetProperty("args", out var args) && args.ValueKind == JsonValueKind.Array
        ? [.. args.EnumerateArray()]
        : throw Expected($"{at}.args", new("数组", "an array"));

    private static string Text(JsonElement json, string at)
    {
        if (json.ValueKind != JsonValueKind.String)
            throw Expected(at, new("文字", "a text"));
        try
        {
            return json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Half a character, "\uD800".
            throw Expected(at, new("有效的文字", "a valid text"));
        }
    }

    private static double Number(JsonElement json, string at) =>
        json.ValueKind == JsonValueKind.Number && json.TryGetDouble(out var number) && double.IsFinite(number) ? number : throw Expected(at, new("数字", "a number"));

    private static UnreadableException Count(string at, string op) => Fault($"{at}.args", new($"运算 {op} 的参数个数或形式不对", $"{op} takes other arguments"));

    private static UnreadableException Expected(string at, Wording what) => Fault(at, new($"应为 {what.Zh}", $"expected {what.En}"));

    private static UnreadableException Fault(string at, Wording says)
    {
        var path = at.Length == 0 ? "$" : "$" + at;
        return new UnreadableException(1, new($"{path}：{says.Zh}", $"{path}: {says.En}"));
    }
}
