using System.Diagnostics;
using System.Text.Json;

namespace Mingzhu.Journeys;

/// <summary>Another program opens the city: GDAL's driver for OGC API – Features, as Debian ships it.</summary>
public sealed class DoorsJourney(SampleCityJourney.City city) : IDisposable
{
    private readonly Scratch _scratch = new();

    [Fact]
    public void GDAL_lists_the_layers_with_their_Chinese_titles()
    {
        var listed = Gdal("ogrinfo", "-ro", Door);

        foreach (var layer in new[] { "boundaries", "buildings", "parks", "roads" })
            listed.ShouldContain(layer);
        listed.ShouldContain("公园绿地");
    }

    [Fact]
    public void GDAL_reads_the_same_features_through_the_pages_as_there_are_at_once()
    {
        Gdal("ogr2ogr", "-f", "GeoJSON", "-oo", "PAGE_SIZE=700", _scratch["buildings.geojson"], Door, "buildings");

        var read = Features(File.ReadAllText(_scratch["buildings.geojson"]));
        var whole = Features(Get("buildings/items?limit=10000"));
        read.Count.ShouldBe(3000);
        read.Keys.Order().ShouldBe(whole.Keys.Order());
        foreach (var (id, shape) in whole.Take(200))
            read[id].ShouldBe(shape);
    }

    [Fact]
    public void GDAL_finds_what_a_box_and_a_condition_ask_for()
    {
        var box = JsonDocument.Parse(Get("parks?f=json")).RootElement.GetProperty("extent").GetProperty("spatial").GetProperty("bbox")[0].EnumerateArray().Select(number => number.GetDouble()).ToArray();
        var (east, north) = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2);
        string Text(double number) => number.ToString("R", System.Globalization.CultureInfo.InvariantCulture);

        Gdal("ogr2ogr", "-f", "GeoJSON", "-oo", "PAGE_SIZE=1000", "-spat", Text(box[0]), Text(box[1]), Text(east), Text(north), "-where", "floors >= 6", _scratch["some.geojson"], Door, "buildings");

        var asked = Features(Get($"buildings/items?limit=10000&bbox={Text(box[0])},{Text(box[1])},{Text(east)},{Text(north)}&filter={Uri.EscapeDataString("floors >= 6")}"));
        asked.Count.ShouldBeInRange(1, 2999);
        Features(File.ReadAllText(_scratch["some.geojson"])).Keys.Order().ShouldBe(asked.Keys.Order());
    }

    [Fact]
    public void Coordinates_in_the_plane_of_the_city_are_those_of_PROJ()
    {
        const string plane = "http://www.opengis.net/def/crs/EPSG/0/4548";
        File.WriteAllText(_scratch["parks.geojson"], Get("parks/items?limit=10000"));
        Gdal("ogr2ogr", "-f", "GeoJSON", "-lco", "RFC7946=NO", "-s_srs", "EPSG:4490", "-t_srs", "EPSG:4548", _scratch["plane.geojson"], _scratch["parks.geojson"]);

        var theirs = Corners(File.ReadAllText(_scratch["plane.geojson"]));
        var ours = Corners(Get($"parks/items?limit=10000&crs={Uri.EscapeDataString(plane)}"));
        ours.Count.ShouldBe(theirs.Count);
        foreach (var (id, (north, east)) in ours)
        {
            // GeoJSON files of GDAL have easting first; the name EPSG:4548 says northing first.
            east.ShouldBe(theirs[id].First, 0.02);
            north.ShouldBe(theirs[id].Second, 0.02);
        }
    }

    public void Dispose() => _scratch.Dispose();

    private string Door => $"OAPIF:{city.Address}/ogc";

    private string Get(string path)
    {
        using var client = new HttpClient();
        return client.GetStringAsync(new Uri($"{city.Address}/ogc/collections/{path}"), TestContext.Current.CancellationToken).GetAwaiter().GetResult();
    }

    private static Dictionary<string, string> Features(string json) => Each(json).ToDictionary(IdOf, feature => string.Join(' ', Numbers(feature).Select(number => Math.Round(number, 6))));

    private static Dictionary<string, (double First, double Second)> Corners(string json) => Each(json).ToDictionary(IdOf, feature => Numbers(feature).Take(2).ToArray() is [var first, var second] ? (first, second) : default);

    // An id that is no number becomes a property of that name when GDAL reads it.
    private static string IdOf(JsonElement feature) => (feature.TryGetProperty("id", out var id) ? id : feature.GetProperty("properties").GetProperty("id")).ToString();

    private static IEnumerable<JsonElement> Each(string json) => JsonDocument.Parse(json).RootElement.GetProperty("features").EnumerateArray();

    private static IEnumerable<double> Numbers(JsonElement feature) => Flat(feature.GetProperty("geometry").GetProperty("coordinates"));

    private static IEnumerable<double> Flat(JsonElement json) => json.ValueKind == JsonValueKind.Number ? [json.GetDouble()] : json.EnumerateArray().SelectMany(Flat);

    private static string Gdal(string program, params string[] args)
    {
        using var process = Process.Start(new ProcessStartInfo(program, args) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, error.Result);
        return output;
    }
}
