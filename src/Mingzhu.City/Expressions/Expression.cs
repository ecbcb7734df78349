using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mingzhu.City;

/// <summary>Why a text is no expression, and where (表达式的错误).</summary>
/// <param name="Column">Where in the text, from 1; one past its end if something is missing there.</param>
/// <param name="Says">What was found and what was expected.</param>
public sealed record ExpressionProblem(int Column, Wording Says);

/// <summary>
/// A condition or value written as text (表达式): a subset of CQL2 with three-valued logic, the one language of packs, <c>--where</c>, gates, policies and filters.
/// </summary>
/// <remarks>
/// In: <c>OR AND NOT</c>; <c>= &lt;&gt; &lt; &lt;= &gt; &gt;=</c>; <c>BETWEEN a AND b</c>; <c>IN (…)</c>; <c>LIKE 'a%_'</c>; <c>IS [NOT] NULL</c>; <c>+ - * / % div ^</c>; parentheses; numbers, <c>'text'</c> (<c>''</c> and <c>\'</c> are one quote, <c>\\</c> a backslash, <c>\n</c> the end of a line),
/// <c>TRUE</c>, <c>FALSE</c>, <c>DATE('2026-01-01')</c>, <c>TIMESTAMP('2026-01-01T08:00:00Z')</c>; <c>S_INTERSECTS(geometry, POINT(116 36))</c> and its like with well-known text or
/// <c>BBOX(w, s, e, n)</c>; <c>T_AFTER(built, DATE(…))</c> and its like with <c>INTERVAL('2026-01-01', '..')</c>; fields as bare words (letters of any script, digits, _) or in double quotes (<c>"addr:street"</c>); <c>abs, casei, coalesce, greatest, least, lower, round</c>.
/// Keywords in any case.<br/>
/// Out: yes, no or unknown. A missing field, a division by zero, a comparison of unlike kinds are unknown, never an error. A text beside a number counts as the number it is written as
/// (<c>"building:levels" >= 7</c>); text orders by code point, truth does not order; a spatial condition asks the row, see <see cref="IPlacedRow"/>.<br/>
/// Always: reading what <see cref="ToString"/> or <see cref="ToJson"/> writes gives an equal expression; NOT (a AND b) is NOT a OR NOT b, for unknowns too.<br/>
/// Cost: linear in the text; a typical test allocates nothing beyond what the row boxes. Immutable; thread-safe.<br/>
/// By: OGC 21-065r2 (CQL2), text and JSON encodings; differences: no arrays, no ACCENTI, number-like text, our own functions.
/// </remarks>
[JsonConverter(typeof(ExpressionText))]
public sealed class Expression : IEquatable<Expression>
{
    /// <summary>How many pieces may stand within each other.</summary>
    internal const int Tallest = 100;

    private const int LongestText = 20_000;

    private Expression(Node root)
    {
        Root = root;
        Fields = [.. FieldsOf(root).Distinct().Order(StringComparer.Ordinal)];
        Shapes = [.. ShapesOf(root).Distinct()];
        MustMeet = [.. MeetingsOf(root).Distinct()];
        FinelyRelated = [.. FineOf(root).Distinct()];
        Values = [.. ValuesOf(root).Distinct()];
    }

    /// <summary>Always yes: what a rule without a condition means.</summary>
    public static Expression True { get; } = new(new Literal(Scalar.Of(true)));

    /// <summary>The names of all fields it looks at, sorted, each once.</summary>
    public ImmutableArray<string> Fields { get; }

    /// <summary>All shapes written in it, each once.</summary>
    public ImmutableArray<ShapeLiteral> Shapes { get; }

    /// <summary>Shapes that every row must meet for it to hold: what an index may be asked for first. Empty where it says nothing of the kind.</summary>
    public ImmutableArray<ShapeLiteral> MustMeet { get; }

    /// <summary>Shapes that stand in another relation than meeting or not meeting: such a relation is defined between shapes of one kind each, not for a heap of unlike ones.</summary>
    public ImmutableArray<ShapeLiteral> FinelyRelated { get; }

    /// <summary>The texts, numbers, truths and days written in it, each once: where a condition may turn.</summary>
    public ImmutableArray<object> Values { get; }

    internal Node Root { get; }

    /// <summary>Reads an expression that must be right.</summary>
    /// <exception cref="RefusedException">It is none; the reason quotes the text, the column and what was expected.</exception>
    public static Expression Parse(string text) => TryParse(text, out var expression, out var problem)
        ? expression
        : throw new RefusedException(new Refusal("expression.unreadable", new(
            $"表达式“{text}”第 {problem.Column} 列：{problem.Says.Zh}", $"expression \"{text}\", column {problem.Column}: {problem.Says.En}")));

    /// <summary>Reads an expression, or says where it breaks.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Expression? expression, [NotNullWhen(false)] out ExpressionProblem? problem) =>
        TryRead(text, readable => new Parser(Tokens.Cut(readable)).Whole(), out expression, out problem);

    /// <summary>Reads an expression in its other encoding, CQL2 JSON, or says where it breaks.</summary>
    public static bool TryParseJson(string json, [NotNullWhen(true)] out Expression? expression, [NotNullWhen(false)] out ExpressionProblem? problem) =>
        TryRead(json, JsonParser.Whole, out expression, out problem);

    private static bool TryRead(string text, Func<string, Node> read, [NotNullWhen(true)] out Expression? expression, [NotNullWhen(false)] out ExpressionProblem? problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        (expression, problem) = (null, null);
        try
        {
            if (text.Length > LongestText)
                throw new UnreadableException(LongestText, new($"过长（超过 {LongestText} 个字符）", $"too long (over {LongestText} characters)"));
            if (HalfCharacter(text) is >= 0 and var half)
                throw new UnreadableException(half + 1, new("此处是半个字符", "here stands half a character"));
            var root = read(text);
            if (HeightOf(root) > Tallest)
                throw new UnreadableException(1, new($"嵌套过深（超过 {Tallest} 层）", $"nested too deeply (over {Tallest} levels)"));
            expression = new Expression(root);
            return true;
        }
        catch (UnreadableException unreadable)
        {
            problem = new ExpressionProblem(unreadable.Column, unreadable.Says);
            return false;
        }
    }

    /// <summary>Whether it holds for a row: yes, no, or null for unknown.</summary>
    public bool? Holds(IRow row) => Root.Holds(row);

    /// <summary>Its value for a row: <see cref="string"/>, <see cref="double"/>, <see cref="bool"/>, <see cref="DateOnly"/>, <see cref="DateTimeOffset"/>, or null for unknown.</summary>
    public object? Value(IRow row) => Root.Of(row).ToObject();

    /// <summary>The expression in its one normal form.</summary>
    public override string ToString() => Printer.Print(Root);

    /// <summary>The expression as CQL2 JSON.</summary>
    public string ToJson() => JsonPrinter.Print(Root);

    /// <inheritdoc/>
    public bool Equals(Expression? other) => other is not null && Root.Equals(other.Root);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Expression);

    /// <inheritdoc/>
    public override int GetHashCode() => Root.GetHashCode();

    internal static Expression Of(Node root) => new(root);

    private static IEnumerable<string> FieldsOf(Node node) =>
        node is Field field ? [field.Name] : node.Parts.SelectMany(FieldsOf);

    private static IEnumerable<object> ValuesOf(Node node) =>
        node is Literal literal ? literal.Value.ToObject() is { } value ? [value] : [] : node.Parts.SelectMany(ValuesOf);

    private static IEnumerable<ShapeLiteral> ShapesOf(Node node) =>
        node is Shape shape ? [shape.Value] : node.Parts.SelectMany(ShapesOf);

    private static IEnumerable<ShapeLiteral> MeetingsOf(Node node) => node switch
    {
        Spatial { MustMeet: { } shape } => [shape],
        Junction { All: true } all => all.Parts.SelectMany(MeetingsOf),
        _ => [],
    };

    private static IEnumerable<ShapeLiteral> FineOf(Node node) => node is Spatial { How: not (SpatialRelation.Intersects or SpatialRelation.Disjoint) } ? ShapesOf(node) : node.Parts.SelectMany(FineOf);

    /// <summary>Where a code unit stands that needs another and has none; −1 if nowhere. No encoding can write one.</summary>
    private static int HalfCharacter(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (!char.IsSurrogate(text[at]))
                continue;
            if (at + 1 == text.Length || !char.IsSurrogatePair(text[at], text[at + 1]))
                return at;
            at++;
        }

        return -1;
    }

    private static int HeightOf(Node node)
    {
        var parts = node.Parts;
        return 1 + (parts.IsEmpty ? 0 : parts.Max(HeightOf));
    }
}

/// <summary>In a record an expression stands as its text.</summary>
internal sealed class ExpressionText : JsonConverter<Expression>
{
    public override Expression Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Expression.Parse(reader.GetString() ?? "TRUE");

    public override void Write(Utf8JsonWriter writer, Expression value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
