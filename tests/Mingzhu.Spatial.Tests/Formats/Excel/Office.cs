using System.Diagnostics;

namespace Mingzhu.Spatial.Tests.Formats.Excel;

/// <summary>LibreOffice as another pair of eyes; skips the test where it is not installed.</summary>
internal static class Office
{
    /// <summary>Converts a file into the folder "out".</summary>
    public static string Convert(TemporaryFolder folder, string path, string format)
    {
        // "csv:…": comma, quotation mark, UTF-8.
        var filter = format == "csv" ? "csv:Text - txt - csv (StarCalc):44,34,76" : format;
        var start = new ProcessStartInfo("soffice", [$"-env:UserInstallation=file://{folder.Path}/profile", "--headless", "--convert-to", filter, "--outdir", folder.Named("out"), path])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            process.ExitCode.ShouldBe(0, errors.Result);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("LibreOffice not installed");
        }
        return Path.Combine(folder.Named("out"), Path.ChangeExtension(Path.GetFileName(path), format));
    }
}
