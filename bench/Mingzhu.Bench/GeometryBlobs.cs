using Mingzhu.Atlas.Tests.Corpus;
using Mingzhu.Atlas.Tests.Fuzz;
using Mingzhu.Spatial;
using NetTopologySuite.Geometries;

namespace Mingzhu.Bench;

/// <summary>The decoder of geometries inside a GeoPackage, below its reader: without a database about it, it can be thrown a hundred times as much.</summary>
internal static class GeometryBlobs
{
    private static readonly GeometryFactory Factory = new(new PrecisionModel(), 4490);

    public static FuzzTarget Target { get; } = new("wkb", [.. Shapes()], [], (input, _) => Blob(input));

    private static IEnumerable<byte[]> Shapes()
    {
        var reader = new NetTopologySuite.IO.WKTReader();
        string[] texts =
        [
            "POINT(115.985 36.456)", "LINESTRING(0 0,1 1,2 0)", "POLYGON((0 0,4 0,4 4,0 4,0 0),(1 1,1 2,2 2,2 1,1 1))", "MULTIPOINT((0 0),(1 1))", "MULTILINESTRING((0 0,1 1),(2 2,3 3))",
            "MULTIPOLYGON(((0 0,4 0,4 4,0 0)),((5 5,6 5,6 6,5 5)))", "GEOMETRYCOLLECTION(POINT(0 0),POLYGON((0 0,4 0,4 4,0 0)))", "POLYGON EMPTY",
        ];
        return texts.Select(text => new Little().Byte('G').Byte('P').Byte(0).Byte(1).Int(4326).Put(reader.Read(text).AsBinary()).ToBytes());
    }

    private static void Blob(byte[] input)
    {
        try
        {
            var repaired = GeometryRepair.Repair(GeoPackageBlob.Read(input, 4326, Factory));
            if (repaired.Geometry is { IsValid: false })
                throw new InvalidOperationException("the repaired geometry is not valid");
        }
        catch (RefusedGeometryException refused)
        {
            throw new BrokenFileException(refused.Problem);
        }
    }
}
