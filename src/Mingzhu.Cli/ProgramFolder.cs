namespace Mingzhu.Cli;

/// <summary>Where the program's own files lie: the folder named by MINGZHU_HOME, else found from the program upwards.</summary>
internal static class ProgramFolder
{
    /// <summary>The folder that holds packs/.</summary>
    public static string Root { get; } = Find();

    /// <summary>The packs that come with the program.</summary>
    public static string Packs => Path.Combine(Root, "packs");

    /// <summary>The web room, whose wwwroot holds the browser files.</summary>
    public static string Web => Directory.Exists(Path.Combine(Root, "src", "Mingzhu.Web", "wwwroot"))
        ? Path.Combine(Root, "src", "Mingzhu.Web")
        : Path.Combine(AppContext.BaseDirectory, "web");

    private static string Find()
    {
        if (Environment.GetEnvironmentVariable("MINGZHU_HOME") is { Length: > 0 } home && Directory.Exists(Path.Combine(home, "packs")))
            return Path.GetFullPath(home);
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (Directory.Exists(Path.Combine(folder.FullName, "packs", "generic")))
                return folder.FullName;
        }

        return AppContext.BaseDirectory;
    }
}
