using Mingzhu.City;
using Mingzhu.Spatial;

namespace Mingzhu.Atlas;

/// <summary>One feature as an expression looks at it.</summary>
/// <param name="Table">The layer.</param>
/// <param name="Row">Its row.</param>
public readonly record struct FeatureRow(FeatureTable Table, int Row) : IRow
{
    /// <inheritdoc/>
    public object? this[string field] => Table.Value(Row, field);
}
