using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Mingzhu.Atlas;
using Mingzhu.Spatial;

namespace Mingzhu.Web.Siting;

/// <summary>Which rows of a layer, as a form asks (字段条件): a field, how it is compared, with what; or an expression typed. Parts as typed, whether they make sense or not.</summary>
/// <param name="Field">Id of the field; empty where nothing is asked of a field.</param>
/// <param name="How">One of <see cref="Ways"/>.</param>
/// <param name="Values">What it is compared with.</param>
/// <param name="Text">An expression typed; empty where a field is chosen.</param>
public sealed partial record WhereFields(string Field, string How, ImmutableArray<string> Values, string Text)
{
    /// <summary>One of these, none of these, at least, at most, empty, not empty.</summary>
    public const string Among = "in", NotAmong = "not-in", Least = "ge", Most = "le", Empty = "null", Filled = "not-null";

    /// <summary>The ways to compare, in the order a form offers them.</summary>
    public static ImmutableArray<string> Ways { get; } = [Among, NotAmong, Least, Most, Empty, Filled];

    /// <summary>Nothing asked.</summary>
    public static WhereFields None { get; } = new("", Among, [], "");

    /// <summary>Whether nothing is asked.</summary>
    public bool IsNone => Field.Length == 0 && Text.Trim().Length == 0;

    /// <summary>Of a written expression: in parts where it is as simple as the form, else as text.</summary>
    public static WhereFields Of(string? written)
    {
        var text = written?.Trim() ?? "";
        if (text.Length == 0)
            return None;
        var match = Simple().Match(text);
        if (!match.Success)
            return None with { Text = text };
        var (field, not) = (match.Groups["field"].Value, match.Groups["not"].Success || match.Groups["not2"].Success);
        if (match.Groups["null"].Success)
            return new(field, not ? Filled : Empty, [], "");
        if (match.Groups["in"].Success)
            return new(field, not ? NotAmong : Among, [.. Literal().Matches(match.Groups["list"].Value).Select(Unquoted)], "");
        return match.Groups["sign"].Value switch
        {
            _ when not => None with { Text = text },
            ">=" => new(field, Least, [Unquoted(Literal().Match(match.Groups["value"].Value))], ""),
            "<=" => new(field, Most, [Unquoted(Literal().Match(match.Groups["value"].Value))], ""),
            "<>" => new(field, NotAmong, [Unquoted(Literal().Match(match.Groups["value"].Value))], ""),
            _ => new(field, Among, [Unquoted(Literal().Match(match.Groups["value"].Value))], ""),
        };
    }

    /// <summary>As an expression is written, whether it can be read or not: where a value is missing it can't.</summary>
    /// <param name="layer">The layer of the rows, whose fields say what is a number and which words stand for a code; null if the pack does not know it.</param>
    public string Written(LayerSchema? layer)
    {
        if (Field.Length == 0)
            return Text.Trim();
        var field = layer?.Fields.FirstOrDefault(each => each.Id == Field);
        string[] said = [.. Values.Select(value => value.Trim()).Where(value => value.Length > 0).Select(value => Quoted(value, field))];
        return (How, said) switch
        {
            (Empty, _) => $"{Field} IS NULL",
            (Filled, _) => $"NOT {Field} IS NULL",
            (Least, _) => $"{Field} >= {string.Join(", ", said)}",
            (Most, _) => $"{Field} <= {string.Join(", ", said)}",
            (NotAmong, [var one]) => $"{Field} <> {one}",
            (NotAmong, _) => $"NOT {Field} IN ({string.Join(", ", said)})",
            (_, [var one]) => $"{Field} = {one}",
            _ => $"{Field} IN ({string.Join(", ", said)})",
        };
    }

    /// <summary>As a form brings it, from the fields that begin with a prefix.</summary>
    public static WhereFields From(IQueryCollection form, string prefix, LayerSchema? layer)
    {
        string Said(string name) => form[prefix + name].ToString();
        // A field of the layer that was chosen before says nothing of the one chosen now.
        var field = layer is null || layer.Fields.Any(each => each.Id == Said("field")) ? Said("field") : "";
        return new(field, Said("how") is { Length: > 0 } how ? how : Among, [.. form[prefix + "value"].OfType<string>().SelectMany(value => value.Split([',', '，', '、'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))],
            field.Length > 0 || layer is not null && Said("field").Length > 0 ? "" : Said("text"));
    }

    private static string Quoted(string value, FieldSchema? field) => field switch
    {
        { Type: FieldType.Integer or FieldType.Real } when double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number.ToString("R", CultureInfo.InvariantCulture),
        { Type: FieldType.Boolean } when value is "true" or "false" => value.ToUpperInvariant(),
        _ => $"'{(field?.CodeCalled(value) ?? value).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}'",
    };

    private static string Unquoted(Match literal) => literal.Groups["text"] is { Success: true, Value: var text } ? text.Replace("''", "'", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal)
        : literal.Value is "TRUE" or "FALSE" ? literal.Value.ToLowerInvariant() : literal.Value;

    private const string One = @"(?:'(?:[^'\\]|''|\\\\)*'|-?\d+(?:\.\d+)?|TRUE|FALSE)";

    [GeneratedRegex(@"^(?<not>NOT\s+)?(?<field>[\p{L}_][\p{L}\p{N}_]*)\s*(?:(?<in>IN)\s*\(\s*(?<list>(?:" + One + @"(?:\s*,\s*" + One + @")*)?)\s*\)|IS\s+(?<not2>NOT\s+)?(?<null>NULL)|(?<sign>=|<>|>=|<=)\s*(?<value>(?:" + One + ")?))$")]
    private static partial Regex Simple();

    [GeneratedRegex(@"'(?<text>(?:[^'\\]|''|\\\\)*)'|-?\d+(?:\.\d+)?|TRUE|FALSE")]
    private static partial Regex Literal();
}
