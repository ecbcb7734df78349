using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Mingzhu.City;

/// <summary>Writes an expression as CQL2 JSON: reading it back gives the same expression.</summary>
internal static class JsonPrinter
{
    // The reader is a program, not a page: Chinese stays Chinese.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Print(Node node)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options))
            Write(json, node);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static void Write(Utf8JsonWriter json, Node? node)
    {
        switch (node)
        {
            case null: json.WriteStringValue(".."); break;
            case Literal literal: Write(json, literal.Value); break;
            case Field field: Object(json, "property", () => json.WriteStringValue(field.Name)); break;
            case Not not: Operation(json, "not", not.Inner); break;
            case Junction junction: Operation(json, junction.All ? "and" : "or", [.. junction.Parts]); break;
            case Call call: Operation(json, call.Function.Name, [.. call.Parts]); break;
            case Arithmetic sum: Operation(json, sum.How, sum.Left, sum.Right); break;
            case Comparison comparison: Operation(json, Printer.Sign(comparison.How), comparison.Left, comparison.Right); break;
            case Range range: Operation(json, "between", range.Value, range.Low, range.High); break;
            case Absence absence: Operation(json, "isNull", absence.Value); break;
            case Spatial spatial: Operation(json, "s_" + Camel(spatial.How.ToString()), spatial.Left, spatial.Right); break;
            case Temporal temporal: Operation(json, "t_" + Camel(temporal.How.ToString()), temporal.Left, temporal.Right); break;
            case Shape shape: Write(json, shape.Value); break;
            case Interval interval: Object(json, "interval", () => List(json, [interval.From, interval.To], end => End(json, end))); break;
            case Membership membership:
                Operation(json, "in", () =>
                {
                    Write(json, membership.Value);
                    List(json, membership.Among.Items, item => Write(json, item));
                });
                break;
            case Likeness likeness:
                Operation(json, "like", () =>
                {
                    Write(json, likeness.Value);
                    if (likeness.Folded)
                        Operation(json, "casei", () => json.WriteStringValue(likeness.Pattern));
                    else
                        json.WriteStringValue(likeness.Pattern);
                });
                break;
        }
    }

    private static void Operation(Utf8JsonWriter json, string op, params Node[] of) => Operation(json, op, () => Array.ForEach(of, item => Write(json, item)));

    private static void Operation(Utf8JsonWriter json, string op, Action arguments)
    {
        json.WriteStartObject();
        json.WriteString("op", op);
        json.WriteStartArray("args");
        arguments();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Object(Utf8JsonWriter json, string name, Action value)
    {
        json.WriteStartObject();
        json.WritePropertyName(name);
        value();
        json.WriteEndObject();
    }

    private static void List<T>(Utf8JsonWriter json, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray();
        foreach (var item in items)
            write(item);
        json.WriteEndArray();
    }

    private static void End(Utf8JsonWriter json, Node? end)
    {
        if (end is Literal instant)
            json.WriteStringValue(Instants.Print(instant.Value));
        else
            Write(json, end);
    }

    private static void Write(Utf8JsonWriter json, in Scalar value)
    {
        var instant = value;
        switch (value.Kind)
        {
            case ScalarKind.Text: json.WriteStringValue(value.Text); break;
            case ScalarKind.Truth: json.WriteBooleanValue(value.Number != 0); break;
            case ScalarKind.Day: Object(json, "date", () => json.WriteStringValue(Instants.Print(instant))); break;
            case ScalarKind.Moment: Object(json, "timestamp", () => json.WriteStringValue(Instants.Print(instant))); break;
            default: json.WriteNumberValue(value.Number); break;
        }
    }

    private static void Write(Utf8JsonWriter json, ShapeLiteral shape)
    {
        if (shape is { Kind: ShapeLiteralKind.Box, Positions: [var low, var high] })
        {
            Object(json, "bbox", () => List(json, [low.X, low.Y, high.X, high.Y], json.WriteNumberValue));
            return;
        }

        json.WriteStartObject();
        json.WriteString("type", shape.Kind.ToString());
        if (shape.Kind == ShapeLiteralKind.GeometryCollection)
        {
            json.WritePropertyName("geometries");
            List(json, shape.Parts, part => Write(json, part));
        }
        else
        {
            json.WritePropertyName("coordinates");
            Coordinates(json, shape);
        }

        json.WriteEndObject();
    }

    private static void Coordinates(Utf8JsonWriter json, ShapeLiteral shape)
    {
        void Position(ShapePosition position) => List(json, [position.X, position.Y], json.WriteNumberValue);

        if (shape.Kind == ShapeLiteralKind.Point)
            Position(shape.Positions[0]);
        else if (shape.Kind == ShapeLiteralKind.LineString)
            List(json, shape.Positions, Position);
        else
            List(json, shape.Parts, part => Coordinates(json, part));
    }

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
