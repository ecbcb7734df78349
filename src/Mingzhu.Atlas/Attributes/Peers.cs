using System.Globalization;
using Mingzhu.City;

namespace Mingzhu.Atlas;

/// <summary>
/// The values of one column among each other (同列数值): finds those that are out by so much that they may have been written in another unit. Counts by orders of magnitude, so it holds no more for a
/// million rows than for a hundred.
/// </summary>
internal sealed class Peers
{
    private const int BinsPerDecade = 10;
    private const int RowsKept = 20;

    // With fewer values there is no telling which of them is the odd one.
    private const int Fewest = 5;

    private readonly SortedDictionary<int, (long Count, List<(string Row, double Value)> First)> _bins = [];
    private long _count;

    /// <summary>Takes a value; zero has no magnitude.</summary>
    public void Add(string row, double value)
    {
        if (value == 0 || !double.IsFinite(value))
            return;
        var bin = (int)Math.Floor(Math.Log10(Math.Abs(value)) * BinsPerDecade);
        var (count, first) = _bins.GetValueOrDefault(bin, (0, []));
        if (first.Count < RowsKept)
            first.Add((row, value));
        _bins[bin] = (count + 1, first);
        _count++;
    }

    /// <summary>The values a factor or more from the middle one, and how large that is (to a tenth of a decade).</summary>
    public (double Middle, IReadOnlyList<(string Row, double Value)> Odd) OutBy(double factor)
    {
        if (_count < Fewest)
            return (0, []);
        var (middle, seen) = (0, 0L);
        foreach (var (bin, of) in _bins)
        {
            middle = bin;
            seen += of.Count;
            if (2 * seen >= _count)
                break;
        }

        var middleValue = Math.Pow(10, (middle + 0.5) / BinsPerDecade);
        return (middleValue, [.. _bins.Values.SelectMany(bin => bin.First).Where(one => Math.Abs(one.Value) >= middleValue * factor || Math.Abs(one.Value) <= middleValue / factor)]);
    }
}
