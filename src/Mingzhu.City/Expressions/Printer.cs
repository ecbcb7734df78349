using System.Globalization;
using System.Text;

namespace Mingzhu.City;

/// <summary>Writes an expression in its one normal form: reading it back gives the same expression.</summary>
internal static class Printer
{
    public static string Print(Node node)
    {
        var text = new StringBuilder();
        Write(text, node);
        return text.ToString();
    }

    private static void Write(StringBuilder text, Node node)
    {
        switch (node)
        {
            case Literal literal: text.Append(Print(literal.Value)); break;
            case Field field: text.Append(Name(field.Name)); break;
            case Not not: Wrap(text.Append("NOT "), not.Inner, Binding.Not); break;
            case Junction junction: List(text, junction.Parts, junction.All ? " AND " : " OR ", junction.Binding + 1); break;
            case Call call: List(text.Append(call.Function.Name).Append('('), call.Parts, ", ", Binding.Or).Append(')'); break;
            case Arithmetic sum:
                // A power has one exponent: of two the first would need parentheses.
                Wrap(text, sum.Left, sum.How == "^" ? Binding.Primary : sum.Binding);
                Wrap(text.Append(' ').Append(sum.How).Append(' '), sum.Right, sum.Binding + 1);
                break;
            case Shape shape: ShapeText.Write(text, shape.Value); break;
            case Interval interval: text.Append("INTERVAL(").Append(End(interval.From)).Append(", ").Append(End(interval.To)).Append(')'); break;
            case Spatial spatial: List(text.Append("S_").Append(spatial.How.ToString().ToUpperInvariant()).Append('('), spatial.Parts, ", ", Binding.Or).Append(')'); break;
            case Temporal temporal:
                List(text.Append("T_").Append(temporal.How.ToString().ToUpperInvariant()).Append('('), [temporal.Left, temporal.Right], ", ", Binding.Or).Append(')');
                break;
            case Comparison comparison:
                Wrap(text, comparison.Left, Binding.Sum);
                Wrap(text.Append(' ').Append(Sign(comparison.How)).Append(' '), comparison.Right, Binding.Sum);
                break;
            case Range range:
                Wrap(text, range.Value, Binding.Sum);
                Wrap(text.Append(" BETWEEN "), range.Low, Binding.Sum);
                Wrap(text.Append(" AND "), range.High, Binding.Sum);
                break;
            case Membership membership:
                Wrap(text, membership.Value, Binding.Sum);
                List(text.Append(" IN ("), membership.Among.Items, ", ", Binding.Or).Append(')');
                break;
            case Likeness likeness:
                Wrap(text, likeness.Value, Binding.Sum);
                text.Append(" LIKE ").Append(likeness.Folded ? $"casei({Quote(likeness.Pattern)})" : Quote(likeness.Pattern));
                break;
            case Absence absence:
                Wrap(text, absence.Value, Binding.Sum);
                text.Append(" IS NULL");
                break;
        }
    }

    private static StringBuilder List(StringBuilder text, IEnumerable<Node> parts, string between, Binding least)
    {
        var first = true;
        foreach (var part in parts)
        {
            if (!first)
                text.Append(between);
            Wrap(text, part, least);
            first = false;
        }

        return text;
    }

    /// <summary>In parentheses if it binds looser than its place asks.</summary>
    private static void Wrap(StringBuilder text, Node node, Binding least)
    {
        if (node.Binding >= least)
        {
            Write(text, node);
            return;
        }

        text.Append('(');
        Write(text, node);
        text.Append(')');
    }

    private static string Print(in Scalar value) => value.Kind switch
    {
        ScalarKind.Text => Quote(value.Text!),
        ScalarKind.Truth => value.Number != 0 ? "TRUE" : "FALSE",
        ScalarKind.Day => $"DATE('{Instants.Print(value)}')",
        ScalarKind.Moment => $"TIMESTAMP('{Instants.Print(value)}')",
        _ => value.Number.ToString("R", CultureInfo.InvariantCulture),
    };

    private static string End(Node? end) => end switch
    {
        null => "'..'",
        Literal instant => $"'{Instants.Print(instant.Value)}'",
        _ => Print(end),
    };

    private static string Quote(string text) => $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}'";

    private static string Name(string name) => Tokens.IsPlainName(name) ? name : $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public static string Sign(Comparator how) => how switch
    {
        Comparator.Equal => "=",
        Comparator.Unequal => "<>",
        Comparator.Less => "<",
        Comparator.AtMost => "<=",
        Comparator.Greater => ">",
        _ => ">=",
    };
}
