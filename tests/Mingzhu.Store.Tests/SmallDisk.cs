using System.Diagnostics;

namespace Mingzhu.Store.Tests;

/// <summary>A file system of a few megabytes; needs Linux and the right to mount, else the test is skipped.</summary>
internal sealed class SmallDisk : IDisposable
{
    private SmallDisk(string folder) => Folder = folder;

    public string Folder { get; }

    public static SmallDisk Mount(int megabytes)
    {
        var folder = Directory.CreateTempSubdirectory("mingzhu-disk-").FullName;
        if (OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", folder) == 0)
            return new SmallDisk(folder);
        Directory.Delete(folder);
        Assert.Skip("needs the right to mount a small file system");
        return null!;
    }

    /// <summary>Leaves no space; answers the file that takes it.</summary>
    public string Fill()
    {
        var ballast = Path.Combine(Folder, "ballast");
        using var file = new FileStream(ballast, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true)
                file.Write(new byte[4096]);
        }
        catch (IOException)
        {
            return ballast;
        }
    }

    /// <summary>From now on nothing can be written on it.</summary>
    public void Seal() => Run("mount", "-o", "remount,ro", Folder).ShouldBe(0);

    public void Dispose()
    {
        // A file on it may still be closing.
        SpinWait.SpinUntil(() => Run("umount", Folder) == 0, TimeSpan.FromSeconds(10));
        Directory.Delete(Folder);
    }

    private static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false })!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
