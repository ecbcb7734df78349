namespace Mingzhu.City;

/// <summary>What an expression looks at: one feature, one set of tags, one case (一行). Text, number, truth, day or null by name.</summary>
public interface IRow
{
    /// <summary>The value of a field: <see cref="string"/>, any number type, <see cref="bool"/>, <see cref="DateOnly"/>, <see cref="DateTimeOffset"/>; null when it is missing or unknown.</summary>
    object? this[string field] { get; }
}
