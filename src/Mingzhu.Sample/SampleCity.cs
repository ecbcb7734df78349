using Mingzhu.Sample.Field;
using Mingzhu.Sample.Files;
using Mingzhu.Sample.Land;
using Mingzhu.Sample.Services;
using Mingzhu.Spatial;

namespace Mingzhu.Sample;

/// <summary>
/// Makes a whole invented city (虚构样例城市) and writes it as ordinary files, one a standard layer, to be imported like anybody's. Same size and seed: same bytes.
/// </summary>
public static class SampleCity
{
    /// <summary>Fewest buildings a city can have.</summary>
    public const int FewestBuildings = 200;

    /// <summary>Most buildings a city can have.</summary>
    public const int MostBuildings = 1_000_000;

    /// <summary>Buildings at 1×: about a prefecture-level city's centre and county towns.</summary>
    public const int OneTimes = 60_000;

    /// <summary>Writes a city into a folder, which is made if it is not there; files of the same names are replaced.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="buildings">Exactly so many buildings.</param>
    /// <param name="seed">Which city.</param>
    /// <param name="surveyed">Whether footpaths lead to every staircase and along both sides of the streets: at 60,000 buildings a walking network of about 300,000 nodes instead of 32,000.</param>
    /// <param name="progress">Told the share done, 0 to 1.</param>
    /// <param name="cancel">Stops between two parts; files written so far stay.</param>
    /// <returns>Full paths of the files, in the order in which they are best imported.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="buildings"/> is under <see cref="FewestBuildings"/> or over <see cref="MostBuildings"/>.</exception>
    public static IReadOnlyList<string> Write(string folder, int buildings, int seed, bool surveyed = false, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(buildings, FewestBuildings);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(buildings, MostBuildings);
        Directory.CreateDirectory(folder);
        var recipe = Recipe.WaterCity;
        var city = City.Make(recipe, buildings, seed, cancel);
        progress?.Report(0.3);
        return new Folder(folder, city, surveyed, progress, cancel).Write();
    }

    /// <summary>The files of one city, in order.</summary>
    private sealed class Folder(string path, City city, bool surveyed, IProgress<double>? progress, CancellationToken cancel)
    {
        private readonly Plane _plane = Plane.Centred(city.Recipe.Centre[0], city.Recipe.Centre[1]);
        private readonly List<string> _written = [];

        public IReadOnlyList<string> Write()
        {
            var greens = new Greens(city);
            var paths = new Footpaths(city, greens, surveyed);
            var roads = new Roads(city);
            var facilities = new Facilities(city, greens, roads);
            var pipes = new Pipes(city);
            var heritage = new Heritage(city);
            progress?.Report(0.4);
            Text("source.yaml", file => Provenance.WriteSource(file, city.Recipe, city.Seed));
            Text("README.txt", file => Provenance.WriteReadme(file, city.Recipe, city.Scale.Buildings, city.Seed));
            Layer("boundaries", file => Places.WriteBoundaries(city, file));
            Layer("zones", file => Places.WriteZones(city, file));
            Layer("built-up-area", file => Places.WriteBuiltUpArea(city, file));
            Layer("rivers", file => Waters.WriteLines(city, file));
            Layer("water", file => Waters.WriteSurfaces(city, file));
            LargeLayer("roads", roads.Write);
            Layer("paths", paths.Write);
            Layer("parcels", file => Estate.WriteParcels(city, file));
            Layer("residential-land", file => Estate.WriteResidentialLand(city, file));
            Layer("construction-land", file => Estate.WriteConstructionLand(city, file));
            Layer("compounds", file => Estate.WriteCompounds(city, file));
            LargeLayer("buildings", file => Estate.WriteBuildings(city, file, progress, cancel));
            Layer("entrances", file => Estate.WriteEntrances(city, file));
            Layer("facilities", facilities.Write);
            Layer("parks", greens.WriteParks);
            Layer("greenways", greens.WriteGreenways);
            LargeLayer("pipes", pipes.Write);
            Layer("plans", file => Planning.WritePlans(city, file));
            Layer("control-lines", file => Planning.WriteControlLines(city, greens, file));
            Layer("heritage", heritage.Write);
            Layer("observations", file => Observations.Write(city, roads, file));
            Table("population", file => new Population(city).Write(file), "place", "residents", "households", "aged_0_3", "aged_60_plus");
            Table("inspections", file => new Inspections(city, paths, roads, facilities).Write(file, cancel), "id", "object", "finding", "seen", "count", "severity", "date");
            Table("reported", file => new ReportedValues(city, pipes, heritage, facilities).Write(file), "indicator", "place", "value", "numerator", "denominator", "period", "source");
            progress?.Report(1);
            return _written;
        }

        private void Layer(string id, Action<LayerFile> write)
        {
            using var file = new LayerFile(Named(id + ".geojson"), id, _plane);
            write(file);
        }

        private void LargeLayer(string id, Action<LayerFile> write)
        {
            using var file = new LayerFile(Named(id + ".gpkg"), id, _plane);
            write(file);
        }

        private void Table(string id, Action<TableFile> write, params string[] headings)
        {
            using var file = new TableFile(Named(id + ".csv"), headings);
            write(file);
        }

        private void Text(string name, Action<string> write) => write(Named(name));

        private string Named(string name)
        {
            cancel.ThrowIfCancellationRequested();
            _written.Add(Path.GetFullPath(Path.Combine(path, name)));
            return _written[^1];
        }
    }
}
