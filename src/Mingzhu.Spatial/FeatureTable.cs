using System.Collections.Immutable;
using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial;

/// <summary>What a column holds.</summary>
public enum FieldType : byte
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>64-bit whole number.</summary>
    Integer,

    /// <summary>64-bit floating point; never NaN or infinite.</summary>
    Real,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A calendar day.</summary>
    Date,
}

/// <summary>A column: its name and what it holds.</summary>
public readonly record struct Field(string Name, FieldType Type);

/// <summary>
/// Features in memory (要素表): ids, geometries and values side by side, in one fixed order.
/// </summary>
/// <remarks>
/// In: geometries in EPSG:4490 with x = longitude, y = latitude, degrees; null where a row has none. Values are <c>string</c>, <c>long</c>, <c>double</c>, <c>bool</c>,
/// <see cref="DateOnly"/> or null, of the type their field says.<br/>
/// Always: <c>Ids</c>, <c>Geometries</c> and every column have <see cref="Count"/> entries.
/// </remarks>
public sealed class FeatureTable
{
    private readonly Dictionary<string, int> _columnOf;

    /// <summary>Puts the columns together.</summary>
    public FeatureTable(ImmutableArray<Field> fields, string[] ids, Geometry?[] geometries, object?[][] columns)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(geometries.Length, ids.Length);
        ArgumentOutOfRangeException.ThrowIfNotEqual(columns.Length, fields.Length);
        (Fields, Ids, Geometries, Columns) = (fields, ids, geometries, columns);
        _columnOf = fields.Select((field, index) => (field.Name, index)).ToDictionary(pair => pair.Name, pair => pair.index);
    }

    /// <summary>The columns.</summary>
    public ImmutableArray<Field> Fields { get; }

    /// <summary>Feature ids, unique.</summary>
    public string[] Ids { get; }

    /// <summary>One geometry a row, EPSG:4490, x = longitude; null where there is none.</summary>
    public Geometry?[] Geometries { get; }

    /// <summary>Values by column, then row: <c>object?[field][row]</c>.</summary>
    public object?[][] Columns { get; }

    /// <summary>How many features.</summary>
    public int Count => Ids.Length;

    /// <summary>The value of a field in a row; null if it has none or there is no such field.</summary>
    public object? Value(int row, string field) => _columnOf.TryGetValue(field, out var column) ? Columns[column][row] : null;

    /// <summary>Whether there is such a field.</summary>
    public bool Has(string field) => _columnOf.ContainsKey(field);

    /// <summary>The column of a field; null if there is no such field.</summary>
    public object?[]? Column(string field) => _columnOf.TryGetValue(field, out var column) ? Columns[column] : null;
}
