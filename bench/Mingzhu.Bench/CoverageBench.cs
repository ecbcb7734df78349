using BenchmarkDotNet.Attributes;
using Mingzhu.Atlas;
using Mingzhu.Spatial;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Union;

namespace Mingzhu.Bench;

/// <summary>Residential land within 500 m of a park: tile by tile, against the plain way (union of all buffers, one intersection) in the same library, and against the faster of two forms of PostGIS where installed.</summary>
public class CoverageBench
{
    private const double RadiusM = 500;
    private const int SegmentsPerQuarter = 64;

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
        using var postgis = PostGis.Start();
        foreach (var city in Cities)
        {
            var bench = new CoverageBench { City = city };
            bench.Prepare();
            var (tiles, union) = (bench.Tiles(), bench.Union());
            results.Add($"coverage {city}, difference of the shares from the plain union's", Math.Abs(tiles - union), "", "the scale's variation over a zone", ScaleVariation);
            if (postgis is null)
            {
                results.Skip($"coverage {city}", "PostGIS is not installed");
                continue;
            }

            postgis.Load("land", bench._land);
            postgis.Load("parks", bench._parks);
            var (share, peerSeconds, form) = postgis.Coverage(RadiusM, SegmentsPerQuarter);
            var watch = System.Diagnostics.Stopwatch.StartNew();
            bench.Tiles();
            results.Add($"coverage {city}", watch.Elapsed.TotalSeconds, "s", form, peerSeconds);
            results.Add($"coverage {city}, difference of the shares from PostGIS's", Math.Abs(tiles - share), "", "the scale's variation over a zone", ScaleVariation);
        }
    }

    [GlobalSetup]
    public void Prepare()
    {
        using var city = Ground.Open(City);
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
