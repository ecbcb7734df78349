using BenchmarkDotNet.Attributes;
using Mingzhu.Atlas;
using Mingzhu.Spatial;
using Mingzhu.Store;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Union;

namespace Mingzhu.Bench;

/// <summary>Residential land within 500 m of a park: tile by tile, against the plain way (union of all buffers, one intersection) in the same library, and against two forms of PostGIS where installed, on two cores like ours.</summary>
public class CoverageBench
{
    private const double RadiusM = 500;
    private const int SegmentsPerQuarter = 64;
    private const int PatienceSeconds = 150;
    private const int Warm = 5;

    // Ours divides areas by the point scale, the peers measure in the plane: between the meridian and the edge of a 3° zone it varies by this much.
    private const double ScaleVariation = 1.4e-4;
    private Spatial.Plane _plane = null!;
    private Geometry[] _land = [];
    private Geometry[] _parks = [];

    public static IEnumerable<string> Cities => Ground.Cities;

    [ParamsSource(nameof(Cities))]
    public string City { get; set; } = "";

    internal static void Run(Results results)
    {
        InProcess.Run<CoverageBench>(results);
        Beside(results);
    }

    /// <summary>Beside PostGIS only: both cities, and the invented one at sixteen times its size.</summary>
    internal static void Beside(Results results)
    {
        using var postgis = PostGis.Start();
        if (postgis is null)
        {
            results.Skip("coverage", "PostGIS is not installed");
            return;
        }

        var once = 0.0;
        foreach (var city in Cities)
        {
            using var workspace = Ground.Open(city);
            var seconds = Beside(results, postgis, city, workspace);
            once = city == Ground.SampleCity ? seconds : once;
        }

        using var sixteenfold = Ground.OpenSixteenfold();
        results.Add($"coverage {Ground.Sixteenfold}", Beside(results, postgis, Ground.Sixteenfold, sixteenfold), "s", "16 × the time of one (linear)", 16 * once);
    }

    /// <summary>The seconds ours takes, warm: the fastest of a few.</summary>
    private static double Beside(Results results, PostGis postgis, string city, Workspace workspace)
    {
        var bench = new CoverageBench();
        bench.Prepare(workspace);
        postgis.Load("land", bench._land);
        postgis.Load("parks", bench._parks);
        var (share, seconds) = (bench.Tiles(), Enumerable.Range(0, Warm).Min(_ => bench.Seconds()));
        var (union, lateral) = postgis.Coverage(RadiusM, SegmentsPerQuarter, PatienceSeconds);
        foreach (var (form, said) in new[] { ("union", union), ("lateral", lateral) })
        {
            if (said is { } peer)
                results.Add($"coverage {city}, {bench._land.Length} polygons by {bench._parks.Length} parks", seconds, "s", $"PostGIS, {form}", peer.Seconds);
            else
                results.Skip($"coverage {city}, PostGIS, {form}", $"not done after {PatienceSeconds} s; ours took {seconds:F2} s");
        }

        // Land that overlaps counts twice in the lateral form, so its share is not compared.
        if (union is { } exact)
            results.Add($"coverage {city}, difference of the shares from PostGIS's", Math.Abs(share - exact.Share), "", "the scale's variation over a zone", ScaleVariation);
        return seconds;
    }

    private double Seconds()
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Tiles();
        return watch.Elapsed.TotalSeconds;
    }

    [GlobalSetup]
    public void Prepare()
    {
        using var city = Ground.Open(City);
        Prepare(city);
    }

    private void Prepare(Workspace city)
    {
        _plane = CityPlane.Of(city);
        (_land, _parks) = (Ground.Shapes(city, "residential-land"), Ground.Shapes(city, "parks"));
    }

    [Benchmark(Baseline = true, Description = "plain union")]
    public double Union()
    {
        var land = UnaryUnionOp.Union(_land);
        var served = UnaryUnionOp.Union(_parks.Select(park => park.Buffer(RadiusM, SegmentsPerQuarter)));
        return land.Intersection(served).Area / land.Area;
    }

    [Benchmark(Description = "coverage")]
    public double Tiles()
    {
        var all = Coverage.Measure(_plane, _land, [.. _parks.Select(park => new ServiceArea(park, RadiusM))], null).Pieces[0];
        return all.CoveredM2 / all.TotalM2;
    }
}
