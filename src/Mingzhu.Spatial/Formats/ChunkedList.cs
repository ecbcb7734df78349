using System.Collections;

namespace Mingzhu.Spatial;

/// <summary>A list that grows to millions without ever being copied (分段列表), and takes no room where nothing but the usual stands.</summary>
/// <remarks>A stretch in which every value is the usual one is not made. Not thread-safe.</remarks>
/// <param name="usual">What most rows have.</param>
public sealed class ChunkedList<T>(T usual) : IReadOnlyList<T>
    where T : struct, IEquatable<T>
{
    private const int Shift = 14, Length = 1 << Shift;
    private readonly List<T[]?> _chunks = [];

    /// <inheritdoc/>
    public int Count { get; private set; }

    /// <inheritdoc/>
    public T this[int index]
    {
        get => index >= 0 && index < Count ? _chunks[index >> Shift] is { } chunk ? chunk[index & (Length - 1)] : usual : throw new ArgumentOutOfRangeException(nameof(index));
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            Set(index, value);
        }
    }

    /// <summary>One more.</summary>
    public void Add(T value)
    {
        if ((Count & (Length - 1)) == 0)
            _chunks.Add(null);
        Count++;
        Set(Count - 1, value);
    }

    /// <summary>Leaves only some, in their order.</summary>
    /// <param name="indices">Which, ascending.</param>
    public void Keep(IReadOnlyList<int> indices)
    {
        for (var at = 0; at < indices.Count; at++)
            Set(at, this[indices[at]]);
        Count = indices.Count;
        var chunks = (Count + Length - 1) >> Shift;
        _chunks.RemoveRange(chunks, _chunks.Count - chunks);
    }

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator()
    {
        for (var at = 0; at < Count; at++)
            yield return this[at];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void Set(int index, T value)
    {
        var chunk = _chunks[index >> Shift];
        if (chunk is null)
        {
            if (value.Equals(usual))
                return;
            _chunks[index >> Shift] = chunk = new T[Length];
            Array.Fill(chunk, usual);
        }

        chunk[index & (Length - 1)] = value;
    }
}
