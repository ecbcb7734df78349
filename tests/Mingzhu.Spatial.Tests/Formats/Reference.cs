using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Mingzhu.Spatial.Tests.Formats;

/// <summary>What some tests compare with and do without where it is absent: reference data and GDAL.</summary>
internal static class Reference
{
    public static string LasPalmas => Data("osm/las_palmas_2023.osm.pbf");

    /// <summary>A file of the reference data; skips the test where it is not present.</summary>
    public static string Data(string file)
    {
        var root = Environment.GetEnvironmentVariable("MINGZHU_REFERENCE_DATA") ?? Path.Combine(RepositoryRoot(), "..", "shared", "data");
        var path = Path.Combine(root, file);
        if (!File.Exists(path))
            Assert.Skip("reference data not present");
        return path;
    }

    /// <summary>What a GDAL program prints; skips the test where GDAL is not installed.</summary>
    public static string Gdal(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            process.ExitCode.ShouldBe(0, errors.Result);
            return output + errors.Result;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip($"{program} (GDAL) not installed");
            throw;
        }
    }

    /// <summary>The number behind "name (Type) = " in what ogrinfo prints for one row.</summary>
    public static double Number(string output, string name) =>
        double.Parse(Regex.Match(output, $@"{name} \(\w+\) = (\S+)").Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Mingzhu.slnx")))
            folder = folder.Parent;
        return folder?.FullName ?? ".";
    }
}
