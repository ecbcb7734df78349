using Mingzhu.Sample.Land;

namespace Mingzhu.Sample.Built;

/// <summary>A straight street between two crossings, with every point where something joins it. Where it is over water it is a bridge, or it is cut.</summary>
internal sealed class Street(int number, Pt from, Pt to)
{
    private readonly SortedDictionary<double, Pt> _stations = new() { [0] = from, [1] = to };

    public int Number { get; } = number;

    public Pt From { get; } = from;

    public Pt To { get; } = to;

    public string Class { get; set; } = "branch";

    public string Name { get; set; } = "";

    public double WidthM { get; set; } = 20;

    public bool Exists { get; set; }

    /// <summary>Whether it goes over the water it meets.</summary>
    public bool Bridges { get; set; }

    /// <summary>Where it is over water: shares of the way, in pairs.</summary>
    public List<double> Wet { get; set; } = [];

    /// <summary>When it was laid out.</summary>
    public int Year { get; set; }

    /// <summary>Whether something is built along it; else it crosses fields.</summary>
    public bool Urban { get; set; }

    /// <summary>Whether a gate may open on it.</summary>
    public bool Fronts => Exists && Wet.Count == 0;

    public Pt Station(double share)
    {
        if (!_stations.TryGetValue(share, out var at))
            _stations[share] = at = From.Toward(To, share);
        return at;
    }

    public void Station(double share, Pt at) => _stations.TryAdd(share, at);

    /// <summary>Its pieces with all their points: dry ones, and bridges if it bridges.</summary>
    public IEnumerable<(Pt[] Line, bool Bridge)> Pieces()
    {
        if (!Exists)
            yield break;
        foreach (var edge in Wet)
            Station(edge);
        List<double> limits = [0, .. Wet, 1];
        for (var k = 0; k + 1 < limits.Count; k++)
        {
            var wet = k % 2 == 1;
            var (low, high) = (limits[k], limits[k + 1]);
            if (low < high && (!wet || Bridges))
                yield return ([.. _stations.Where(station => station.Key >= low && station.Key <= high).Select(station => station.Value)], wet);
        }
    }
}
