using System.Diagnostics;
using System.Globalization;

namespace Mingzhu.Spatial.Tests;

/// <summary>GDAL's and PROJ's own word, where they are installed.</summary>
internal static class Gdal
{
    /// <summary>One position from one system to another; x = east or longitude on both sides.</summary>
    public static (double X, double Y) Transform(string from, string to, double x, double y)
    {
        var words = Run("gdaltransform", ["-s_srs", from, "-t_srs", to, "-output_xy"], string.Create(CultureInfo.InvariantCulture, $"{x} {y}\n")).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return (double.Parse(words[0], CultureInfo.InvariantCulture), double.Parse(words[1], CultureInfo.InvariantCulture));
    }

    /// <summary>The definition of an EPSG code in one of the ways gdalsrsinfo writes it.</summary>
    public static string Definition(int epsg, string way) => Run("gdalsrsinfo", ["-o", way, $"EPSG:{epsg}"], "");

    private static string Run(string program, string[] arguments, string input)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true })!;
            process.StandardInput.Write(input);
            process.StandardInput.Close();
            return process.StandardOutput.ReadToEnd();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip($"{program} is not installed");
            return "";
        }
    }
}
