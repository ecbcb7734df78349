using Mingzhu.Atlas;
using Mingzhu.Spatial;
using Mingzhu.Store;
using NetTopologySuite.Geometries;

namespace Mingzhu.Bench;

/// <summary>What the benchmarks stand on: the repository, a work folder, a real city and the invented one, both imported once by the command line.</summary>
internal static class Ground
{
    public const string SampleCity = "sample-60000";
    public const string Sixteenfold = "sample-960000";
    public const string LasPalmas = "las-palmas";

    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>Files of the benchmarks; may be deleted at any time.</summary>
    public static string Folder { get; } = Directory.CreateDirectory(Path.Combine(Root, "artifacts", "bench")).FullName;

    public static string Mingzhu { get; } = Path.Combine(Root, "mingzhu");

    /// <summary>The extract of Las Palmas among the reference data; null where they are not present.</summary>
    public static string? Extract { get; } = FindExtract();

    /// <summary>The files of a sample city of 60,000 buildings.</summary>
    public static string SampleFiles => Once(Path.Combine(Folder, SampleCity + "-files"), folder => WholeProcess.Run(Mingzhu, "sample", "--out", folder, "--buildings", "60000", "--seed", "42"));

    /// <summary>The same city with footpaths to every staircase and along the streets: some 345,000 nodes to walk over.</summary>
    public static string SurveyedFiles => Once(Path.Combine(Folder, SampleCity + "-surveyed-files"), folder => WholeProcess.Run(Mingzhu, "sample", "--out", folder, "--buildings", "60000", "--seed", "42", "--surveyed"));

    /// <summary>One as well surveyed, sixteen times as large.</summary>
    public static string SixteenfoldFiles => Once(Path.Combine(Folder, Sixteenfold + "-surveyed-files"), folder => WholeProcess.Run(Mingzhu, "sample", "--out", folder, "--buildings", "960000", "--seed", "42", "--surveyed"));

    /// <summary>Land and parks of a sample city sixteen times as large, open to read; dispose it.</summary>
    public static Workspace OpenSixteenfold()
    {
        var files = Once(Path.Combine(Folder, Sixteenfold + "-files"), folder => WholeProcess.Run(Mingzhu, "sample", "--out", folder, "--buildings", "960000", "--seed", "42"));
        return Workspace.Open(Once(Path.Combine(Folder, Sixteenfold), folder =>
        {
            WholeProcess.Run(Mingzhu, "new", "--city", folder, "--pack", "liaocheng");
            foreach (var layer in new[] { "residential-land", "parks" })
                WholeProcess.Run(Mingzhu, "import", Directory.GetFiles(files, layer + ".*").Single(), "--city", folder);
        }), Access.Read, TimeProvider.System);
    }

    /// <summary>The cities that can be had here.</summary>
    public static IEnumerable<string> Cities => Extract is null ? [SampleCity] : [SampleCity, LasPalmas];

    /// <summary>A city, open to read; dispose it.</summary>
    public static Workspace Open(string city) => Workspace.Open(
        Once(Path.Combine(Folder, city), folder => Import(folder, city == SampleCity ? "liaocheng" : "generic", city == SampleCity ? SampleFiles : Extract!)), Access.Read, TimeProvider.System);

    /// <summary>Compiles the command line ahead of time, as ./mingzhu does with what it builds itself.</summary>
    public static void Precompile() => WholeProcess.Run(Path.Combine(Root, "tools", "precompile"), Path.Combine(Root, "artifacts", "bin", "Mingzhu.Cli", "release"));

    /// <summary>A new city folder at a path; what was there before goes.</summary>
    public static string NewCity(string name, string pack)
    {
        var folder = NewFolder(name);
        WholeProcess.Run(Mingzhu, "new", "--city", folder, "--pack", pack);
        return folder;
    }

    /// <summary>A path where nothing is.</summary>
    public static string NewFolder(string name)
    {
        var folder = Path.Combine(Folder, name);
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        return folder;
    }

    /// <summary>A layer's polygons or lines in the plane of the city.</summary>
    public static Geometry[] Shapes(Workspace city, string layer)
    {
        var plane = CityPlane.Of(city);
        return [.. LayerStore.OpenCurrent(city, layer).Geometries.OfType<Geometry>().Select(plane.Project)];
    }

    private static void Import(string folder, string pack, string files)
    {
        WholeProcess.Run(Mingzhu, "new", "--city", folder, "--pack", pack);
        WholeProcess.Run(Mingzhu, "import", files, "--city", folder);
    }

    /// <summary>Makes a folder the first time; whole or not at all.</summary>
    private static string Once(string folder, Action<string> make)
    {
        if (Directory.Exists(folder))
            return folder;
        var half = folder + ".new";
        if (Directory.Exists(half))
            Directory.Delete(half, recursive: true);
        make(half);
        Directory.Move(half, folder);
        return folder;
    }

    private static string FindRoot(string folder) => File.Exists(Path.Combine(folder, "Mingzhu.slnx")) ? folder : FindRoot(Path.GetDirectoryName(folder)!);

    private static string? FindExtract()
    {
        var path = Path.Combine(Environment.GetEnvironmentVariable("MINGZHU_REFERENCE_DATA") ?? Path.Combine(Root, "..", "shared", "data"), "osm", "las_palmas_2023.osm.pbf");
        return File.Exists(path) ? path : null;
    }
}
