using System.Collections.Immutable;

namespace Mingzhu.Spatial;

/// <summary>Which fields a file without declarations has, and of which types, from the values that were seen.</summary>
internal sealed class SeenFields
{
    // As many as a table may have columns.
    private const int MostFields = 4096;
    private readonly Dictionary<string, FieldType?> _types = [];
    private readonly List<string> _order = [];

    /// <summary>In the order in which they were first seen; one that never had a value is text.</summary>
    public ImmutableArray<Field> Fields => [.. _order.Select(name => new Field(name, _types[name] ?? FieldType.Text))];

    /// <summary>Looks at the values of one feature.</summary>
    /// <exception cref="BrokenFileException">There are more fields than any table has.</exception>
    public void See(IReadOnlyDictionary<string, object?> values)
    {
        foreach (var (name, value) in values)
        {
            if (!_types.TryGetValue(name, out var known))
            {
                if (_order.Count == MostFields)
                    throw new BrokenFileException(TooMany);
                _order.Add(name);
            }

            _types[name] = Joined(known, value);
        }
    }

    private static SourceProblem TooMany { get; } = new(
        "fields.too-many",
        $"要素的属性名称合计超过 {MostFields} 个，最多读 {MostFields} 个；请把名称变化的属性整理为值",
        $"the features have more than {MostFields} different properties, at most {MostFields} are read; turn names that vary into values");

    /// <summary>The type of a field after one more value; null while all of them are null.</summary>
    public static FieldType? Joined(FieldType? known, object? value) => Joined(known, value switch
    {
        null => (FieldType?)null,
        long => FieldType.Integer,
        double => FieldType.Real,
        bool => FieldType.Boolean,
        DateOnly => FieldType.Date,
        _ => FieldType.Text,
    });

    /// <summary>The type of a field that has values of both: whole numbers are real too, everything else together is text.</summary>
    public static FieldType? Joined(FieldType? one, FieldType? other) => (one, other) switch
    {
        (null, _) => other,
        (_, null) => one,
        (FieldType.Integer or FieldType.Real, FieldType.Integer or FieldType.Real) => one == other ? one : FieldType.Real,
        _ => one == other ? one : FieldType.Text,
    };
}
