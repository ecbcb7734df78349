namespace Mingzhu.Spatial;

/// <summary>Values of one column, equal ones kept once (重复值): a column of half a million inspections has a few dozen different texts.</summary>
/// <remarks>Remembers a few thousand values and starts afresh when it has met more, so a column of nothing but different values costs little. Not thread-safe.</remarks>
public sealed class Repeats
{
    private const int Most = 4096;
    private readonly Dictionary<object, object> _met = [];

    /// <summary>The value, or one equal to it and of its type that came before.</summary>
    public object? Once(object? value)
    {
        if (value is null)
            return null;
        if (_met.TryGetValue(value, out var before))
            return before;
        if (_met.Count == Most)
            _met.Clear();
        _met.Add(value, value);
        return value;
    }
}
