using System.Numerics;

namespace Mingzhu.Spatial;

/// <summary>Numbers the places that corners stand on: corners at one place have one number, in order of first sight.</summary>
/// <remarks>Cost: linear, by a table with open addressing.</remarks>
internal sealed class PlaceNumbers
{
    /// <summary>Numbers corners given as x, y, x, y ….</summary>
    public PlaceNumbers(ReadOnlySpan<int> xy)
    {
        Of = new int[xy.Length / 2];
        var table = new int[BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, 2 * Of.Length))];
        var firstAt = new int[Of.Length];
        for (var corner = 0; corner < Of.Length; corner++)
        {
            var (x, y) = (xy[2 * corner], xy[(2 * corner) + 1]);
            var slot = Hash(x, y) & (table.Length - 1);
            while (table[slot] > 0 && (xy[2 * firstAt[table[slot] - 1]] != x || xy[(2 * firstAt[table[slot] - 1]) + 1] != y))
            {
                slot = (slot + 1) & (table.Length - 1);
            }

            if (table[slot] == 0)
            {
                firstAt[Count] = corner;
                table[slot] = ++Count;
            }

            Of[corner] = table[slot] - 1;
        }
    }

    /// <summary>The number of each corner's place, from 0.</summary>
    public int[] Of { get; }

    /// <summary>How many places.</summary>
    public int Count { get; }

    private static int Hash(int x, int y) => unchecked((int)(((((ulong)(uint)x << 32) | (uint)y) * 0x9E3779B97F4A7C15) >> 34));
}
