using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Mingzhu.Spatial;

/// <summary>Room for rows, laid so that a row of 64 bytes is one line of the cache and not two halves.</summary>
/// <remarks>The array is pinned because only an array that never moves keeps its alignment. What is in it at first is chance.</remarks>
internal sealed class RowBuffer<TRow>
    where TRow : unmanaged
{
    private const int CacheLine = 64;
    private ulong[] _words = [];
    private int _start;
    private int _count;

    /// <summary>The rows.</summary>
    public Span<TRow> Rows => MemoryMarshal.Cast<ulong, TRow>(_words.AsSpan(_start))[.._count];

    /// <summary>Makes room for at least so many rows; what was in them is lost if it grows.</summary>
    public void Require(int rows)
    {
        if (_count >= rows)
        {
            return;
        }

        var words = (((long)rows * Unsafe.SizeOf<TRow>()) + (2 * CacheLine)) / sizeof(ulong);
        _words = GC.AllocateUninitializedArray<ulong>(checked((int)words), pinned: true);
        var past = (int)(Marshal.UnsafeAddrOfPinnedArrayElement(_words, 0) % CacheLine);
        _start = ((CacheLine - past) % CacheLine) / sizeof(ulong);
        _count = rows;
    }
}
