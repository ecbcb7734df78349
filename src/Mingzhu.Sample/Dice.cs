namespace Mingzhu.Sample;

/// <summary>
/// A stream of random numbers with a name: same seed, name and numbers give the same stream, and no other stream is touched when one part of the city draws
/// more or fewer numbers.
/// </summary>
/// <remarks>By: xoshiro256** and SplitMix64, Blackman and Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 47(4), 2021.</remarks>
internal sealed class Dice
{
    private ulong _a, _b, _c, _d;

    public Dice(int seed, string stream, long first = 0, long second = 0)
    {
        unchecked
        {
            var state = (ulong)seed * 0x9E3779B97F4A7C15UL;
            foreach (var letter in stream)
                state = Mix(state ^ letter);
            state = Mix(state ^ (ulong)first);
            state = Mix(state ^ (ulong)second);
            _a = Mix(state += 0x9E3779B97F4A7C15UL);
            _b = Mix(state += 0x9E3779B97F4A7C15UL);
            _c = Mix(state += 0x9E3779B97F4A7C15UL);
            _d = Mix(state + 0x9E3779B97F4A7C15UL) | 1;
        }
    }

    /// <summary>0 ≤ x &lt; 1.</summary>
    public double Next() => (Draw() >> 11) * (1.0 / (1UL << 53));

    /// <summary>0 ≤ n &lt; count.</summary>
    public int Below(int count) => (int)(Next() * count);

    public double Between(double low, double high) => low + Next() * (high - low);

    public double Between(double[] range) => Between(range[0], range[1]);

    public int Between(int low, int high) => low + Below(high - low + 1);

    public bool Chance(double share) => Next() < share;

    public T Pick<T>(IReadOnlyList<T> from) => from[Below(from.Count)];

    private ulong Draw()
    {
        unchecked
        {
            var result = ulong.RotateLeft(_b * 5, 7) * 9;
            var t = _b << 17;
            _c ^= _a;
            _d ^= _b;
            _b ^= _c;
            _a ^= _d;
            _c ^= t;
            _d = ulong.RotateLeft(_d, 45);
            return result;
        }
    }

    private static ulong Mix(ulong z)
    {
        unchecked
        {
            z = (z + 0x9E3779B97F4A7C15UL) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            return z ^ (z >> 31);
        }
    }
}
