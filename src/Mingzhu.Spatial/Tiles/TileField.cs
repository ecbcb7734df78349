using System.Globalization;

namespace Mingzhu.Spatial;

/// <summary>What tiles say of features under one name.</summary>
/// <param name="Name">As the map style reads it.</param>
/// <param name="Values">By row: text, whole number, real number, boolean or <see cref="DateOnly"/> (written as text); null is left out.</param>
/// <param name="OfOne">Whether it tells features apart (an id, a name) instead of saying of which kind they are; left out where like features are drawn as one.</param>
public sealed record TileField(string Name, IReadOnlyList<object?> Values, bool OfOne = false);

/// <summary>The values of all fields of a layer, each written once as bytes of the tile format and told by number.</summary>
internal sealed class TileFields
{
    public required string[] Names { get; init; }

    public required bool[] OfOne { get; init; }

    /// <summary>By field, then row: the number of the value; −1 for none.</summary>
    public required int[][] Codes { get; init; }

    /// <summary>By row: rows of one number look alike.</summary>
    public required int[] Alike { get; init; }

    /// <summary>First byte of each value; one entry more than values.</summary>
    public required int[] ValueStart { get; init; }

    public required byte[] ValueBytes { get; init; }

    /// <summary>The numbers of whole-numbered values, where counts stand beside them.</summary>
    public Dictionary<long, int> Whole { get; init; } = [];

    /// <summary>What the values of a field are, as TileJSON names it: by the first there is.</summary>
    public string TypeOf(int field) => Array.FindIndex(Codes[field], code => code >= 0) is >= 0 and var row
        ? (Value(Codes[field][row])[0] >> 3) switch { 1 => "String", 7 => "Boolean", _ => "Number" }
        : "String";

    public ReadOnlySpan<byte> Value(int code) => ValueBytes.AsSpan(ValueStart[code], ValueStart[code + 1] - ValueStart[code]);

    /// <exception cref="ArgumentException">A value is of a type tiles do not hold.</exception>
    public static TileFields Of(int rows, IReadOnlyList<TileField> fields)
    {
        var (values, bytes, starts) = (new Dictionary<object, int>(), new TileBuffer(), new List<int> { 0 });
        int Code(object? value)
        {
            if (value is null)
            {
                return -1;
            }

            var one = Plain(value);
            if (!values.TryGetValue(one, out var code))
            {
                values.Add(one, code = values.Count);
                Write(bytes, one);
                starts.Add(bytes.Length);
            }

            return code;
        }

        var codes = fields.Select(field => Enumerable.Range(0, rows).Select(row => Code(field.Values[row])).ToArray()).ToArray();
        return new TileFields
        {
            Names = [.. fields.Select(field => field.Name)], OfOne = [.. fields.Select(field => field.OfOne)], Codes = codes,
            Alike = AlikeOf(rows, codes.Where((_, field) => !fields[field].OfOne)), ValueStart = [.. starts], ValueBytes = bytes.Written.ToArray(),
            Whole = values.Where(pair => pair.Key is long).ToDictionary(pair => (long)pair.Key, pair => pair.Value),
        };
    }

    /// <summary>Numbers rows by all these codes together.</summary>
    private static int[] AlikeOf(int rows, IEnumerable<int[]> codes)
    {
        var alike = new int[rows];
        foreach (var field in codes)
        {
            var numbers = new Dictionary<(int, int), int>();
            for (var row = 0; row < rows; row++)
            {
                if (!numbers.TryGetValue((alike[row], field[row]), out var number))
                {
                    numbers.Add((alike[row], field[row]), number = numbers.Count);
                }

                alike[row] = number;
            }
        }

        return alike;
    }

    // 1 and 1.0 and "1" and true are different values, and so are they as objects.
    private static object Plain(object value) => value switch
    {
        int number => (long)number,
        float number => (double)number,
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => value,
    };

    private static void Write(TileBuffer to, object value)
    {
        switch (value)
        {
            case string text:
                to.Text(1, text);
                break;
            case double number:
                to.Real(3, number);
                break;
            case long number when number >= 0:
                to.Number(5, (ulong)number);
                break;
            case long number:
                to.Number(6, TileBuffer.ZigZag(number));
                break;
            case bool flag:
                to.Number(7, flag ? 1u : 0u);
                break;
            default:
                throw new ArgumentException($"A tile holds no {value.GetType().Name}.", nameof(value));
        }
    }
}
