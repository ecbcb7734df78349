using Mingzhu.City;

namespace Mingzhu.Cli;

/// <summary>Files that verbs write for their user: whole, or an older one of that name stays as it was.</summary>
internal static class WholeFile
{
    /// <summary>Writes a file by way of another beside it.</summary>
    /// <exception cref="RefusedException">The path is a folder, or its folder is not there.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        Require(path);
        var next = path + ".new";
        try
        {
            using (var stream = File.Create(next))
                write(stream);
            File.Move(next, path, overwrite: true);
        }
        finally
        {
            File.Delete(next);
        }
    }

    /// <summary>Refuses what can't be a file's path, before any work is done for it.</summary>
    /// <exception cref="RefusedException">The path is a folder, or its folder is not there.</exception>
    public static void Require(string path)
    {
        if (Directory.Exists(path))
            throw new RefusedException(new Refusal("out.is-folder", new($"{path} 是文件夹；请给出文件名", $"{path} is a folder; give the name of a file")));
        if (!Directory.Exists(Path.GetDirectoryName(path)))
            throw new RefusedException(new Refusal("out.no-folder", new($"没有文件夹 {Path.GetDirectoryName(path)}；请先建立", $"there is no folder {Path.GetDirectoryName(path)}; make it first")));
    }
}
