namespace Mingzhu.City.Tests.Packs;

/// <summary>The packs as they stand in the repository, and copies of them to break.</summary>
internal static class Repository
{
    public static string Packs { get; } = Find("packs");

    public static Pack Load(string name) => Pack.Load(Path.Combine(Packs, name));

    /// <summary>A file of the reference data, or a skipped test.</summary>
    public static string ReferenceData(string path)
    {
        var folder = Environment.GetEnvironmentVariable("MINGZHU_REFERENCE_DATA") ?? Path.Combine(Path.GetDirectoryName(Packs)!, "../shared/data");
        var file = Path.Combine(folder, path);
        Assert.SkipUnless(File.Exists(file), "reference data not present");
        return file;
    }

    /// <summary>Copies generic and Liaocheng's pack, changes one text of one file there, and gives back the pack and the line (from 1) that was changed.</summary>
    public static (Pack Pack, int Line) Broken(string pack, string file, string was, string becomes)
    {
        var copy = Directory.CreateTempSubdirectory("mingzhu-pack-").FullName;
        try
        {
            foreach (var from in new[] { "generic", "liaocheng" }.SelectMany(name => Directory.GetFiles(Path.Combine(Packs, name), "*.yaml", SearchOption.AllDirectories)))
            {
                var to = Path.Combine(copy, Path.GetRelativePath(Packs, from));
                Directory.CreateDirectory(Path.GetDirectoryName(to)!);
                File.Copy(from, to);
            }

            var path = Path.Combine(copy, pack, file);
            var text = File.ReadAllText(path);
            var at = text.IndexOf(was, StringComparison.Ordinal);
            at.ShouldBeGreaterThanOrEqualTo(0, $"{file} no longer holds '{was}'");
            File.WriteAllText(path, text[..at] + becomes + text[(at + was.Length)..]);
            return (Pack.Load(Path.Combine(copy, pack)), text[..at].Count(c => c == '\n') + 1);
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    private static string Find(string folder)
    {
        for (var at = AppContext.BaseDirectory; at is not null; at = Path.GetDirectoryName(at))
        {
            if (File.Exists(Path.Combine(at, folder, "generic", "pack.yaml")))
                return Path.Combine(at, folder);
        }

        throw new DirectoryNotFoundException(folder);
    }
}
