using System.Collections.Concurrent;

namespace Mingzhu.Cli.Tests.Architecture;

/// <summary>The repository as files.</summary>
internal static class Repository
{
    private static readonly ConcurrentDictionary<string, string> Texts = new();

    public static string Root { get; } = Find();

    /// <summary>Every C# source and Razor file of the product, as "src/…".</summary>
    public static IEnumerable<string> Sources() =>
        Directory.EnumerateFiles(Path.Combine(Root, "src"), "*", SearchOption.AllDirectories)
            .Where(path => Path.GetExtension(path) is ".cs" or ".razor")
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !path.Contains("/node_modules/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    public static string Text(string file) => Texts.GetOrAdd(file, static name => File.ReadAllText(Path.Combine(Root, name)));

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Mingzhu.slnx")))
                return folder.FullName;
        }

        throw new InvalidOperationException("The tests are not run from inside the repository.");
    }
}
