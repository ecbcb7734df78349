using Mingzhu.Spatial.Tests;

namespace Mingzhu.Journeys;

/// <summary>A city's map as one file.</summary>
internal static class WholeMap
{
    private const int MostBytes = 500_000;

    /// <summary>Writes it, and looks at every tile of all layers at every zoom; none was thinned to become small enough.</summary>
    public static void OfTilesUnder500kB(string city)
    {
        var path = Path.Combine(Path.GetDirectoryName(city)!, "map.pmtiles");
        var said = CommandLine.Do("export", "--city", city, "--pmtiles", path, "--lang", "en");
        var archive = new ReadArchive(File.ReadAllBytes(path));

        archive.Zooms.ShouldBe((0, 15));
        archive.Ids.Count().ShouldBeGreaterThan(100);
        archive.Ids.ShouldAllBe(id => archive.Tile(id).Length < MostBytes);
        said.Error.ShouldNotContain("too dense");
        // Sensitive layers are not on the map, and that is said.
        said.Error.ShouldContain("left out Pipes");
        File.Delete(path);
    }
}
