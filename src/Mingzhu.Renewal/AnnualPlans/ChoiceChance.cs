namespace Mingzhu.Renewal;

/// <summary>Numbers by chance, the same on every machine and runtime: SplitMix64.</summary>
internal sealed class ChoiceChance(ulong seed)
{
    private ulong _state = seed;

    /// <summary>The next, from 0 to below 1.</summary>
    public double Next()
    {
        unchecked
        {
            _state += 0x9E3779B97F4A7C15;
            var mixed = _state;
            mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EB;
            return ((mixed ^ mixed >> 31) >> 11) * (1.0 / (1UL << 53));
        }
    }
}
