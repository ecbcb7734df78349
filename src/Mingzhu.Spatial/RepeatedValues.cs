namespace Mingzhu.Spatial;

/// <summary>Numbers or days of one column as objects, equal ones made once (重复值): no object is made to find out that there is one already.</summary>
/// <remarks>Like <see cref="Repeats"/> it remembers a few thousand and starts afresh. Not thread-safe.</remarks>
internal sealed class RepeatedValues<T>
    where T : struct
{
    private const int Most = 4096;
    private readonly Dictionary<T, object> _met = [];

    /// <summary>The value as an object.</summary>
    public object Of(T value)
    {
        if (_met.TryGetValue(value, out var met))
            return met;
        if (_met.Count == Most)
            _met.Clear();
        _met.Add(value, met = value);
        return met;
    }
}
