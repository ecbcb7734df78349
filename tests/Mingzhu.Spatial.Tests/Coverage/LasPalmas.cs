using System.Diagnostics;
using System.Text.Json;
using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial.Tests;

/// <summary>Multipolygons and lines of the Las Palmas extract as GDAL assembles them.</summary>
internal static class LasPalmas
{
    private static readonly GeometryFactory Factory = new();

    public static string ReferenceData => Environment.GetEnvironmentVariable("MINGZHU_REFERENCE_DATA") is { Length: > 0 } named
        ? named
        : Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../../shared/data"));

    public static Geometry[] Multipolygons(string where) => Read("multipolygons", where, MultiPolygon);

    public static Geometry[] Lines(string where) => Read("lines", where, line => Factory.CreateLineString(Positions(line)));

    private static Geometry[] Read(string table, string where, Func<JsonElement, Geometry> read)
    {
        var pbf = Path.Combine(ReferenceData, "osm", "las_palmas_2023.osm.pbf");
        if (!File.Exists(pbf))
        {
            Assert.Skip("reference data not present");
        }

        try
        {
            using var process = Process.Start(new ProcessStartInfo("ogr2ogr", ["-f", "GeoJSON", "-lco", "COORDINATE_PRECISION=9", "/vsistdout/", pbf, table, "-where", where])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            process.BeginErrorReadLine();
            using var json = JsonDocument.Parse(process.StandardOutput.BaseStream);
            return [.. json.RootElement.GetProperty("features").EnumerateArray().Select(feature => read(feature.GetProperty("geometry").GetProperty("coordinates")))];
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("ogr2ogr not installed");
            return [];
        }
    }

    private static Coordinate[] Positions(JsonElement list) => [.. list.EnumerateArray().Select(at => new Coordinate(at[0].GetDouble(), at[1].GetDouble()))];

    private static Geometry MultiPolygon(JsonElement polygons) => Factory.CreateMultiPolygon([.. polygons.EnumerateArray().Select(rings =>
    {
        LinearRing[] all = [.. rings.EnumerateArray().Where(ring => ring.GetArrayLength() >= 4).Select(ring => Factory.CreateLinearRing(Positions(ring)))];
        return all is [] ? Factory.CreatePolygon() : Factory.CreatePolygon(all[0], all[1..]);
    })]);
}
