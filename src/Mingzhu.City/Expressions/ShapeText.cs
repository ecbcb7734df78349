using System.Globalization;
using System.Text;

namespace Mingzhu.City;

/// <summary>Writes a shape as text: BBOX(116, 36, 117, 37) or well-known text.</summary>
internal static class ShapeText
{
    public static void Write(StringBuilder text, ShapeLiteral shape)
    {
        if (shape is { Kind: ShapeLiteralKind.Box, Positions: [var low, var high] })
        {
            text.Append("BBOX(").AppendJoin(", ", new[] { low.X, low.Y, high.X, high.Y }.Select(Number)).Append(')');
            return;
        }

        text.Append(shape.Kind.ToString().ToUpperInvariant());
        Body(text, shape);
    }

    private static void Body(StringBuilder text, ShapeLiteral shape)
    {
        text.Append('(').AppendJoin(", ", shape.Positions.Select(position => $"{Number(position.X)} {Number(position.Y)}"));
        foreach (var (at, part) in shape.Parts.Index())
        {
            if (at > 0)
                text.Append(", ");
            if (shape.Kind == ShapeLiteralKind.GeometryCollection)
                Write(text, part);
            else
                Body(text, part);
        }

        text.Append(')');
    }

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
