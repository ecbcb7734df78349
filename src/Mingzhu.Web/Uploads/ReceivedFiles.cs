using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Mingzhu.Spatial;
using Mingzhu.Store;

namespace Mingzhu.Web.Uploads;

/// <summary>Receives the files of one form as they come, straight into a folder of the work room: nothing is held in memory, nothing lies elsewhere.</summary>
internal static class ReceivedFiles
{
    /// <summary>The note about where data come from; it belongs to every file that comes with it.</summary>
    public const string SourceNote = "source.yaml";

    private const int LongestName = 180; // bytes; a file system takes 255, and readers lay files of their own beside
    private const int MostFiles = 100;
    private const int LongestToken = 4096;

    /// <summary>Lays every file into the folder, under a safe name of its own; the first field must be the form's token, which is handed over before any file is taken.</summary>
    /// <exception cref="BadHttpRequestException">It is longer than allowed.</exception>
    /// <exception cref="InvalidDataException">It is no form of files.</exception>
    public static async Task<IReadOnlyList<string>> Take(HttpRequest request, string folder, Func<string, Task<bool>> signed, CancellationToken cancel)
    {
        var boundary = MediaTypeHeaderValue.TryParse(request.ContentType, out var type) ? HeaderUtilities.RemoveQuotes(type.Boundary).Value : null;
        if (string.IsNullOrEmpty(boundary))
            throw new InvalidDataException("no multipart form");
        var reader = new MultipartReader(boundary, request.Body);
        var names = new List<string>();
        var known = false;
        while (await reader.ReadNextSectionAsync(cancel) is { } section)
        {
            if (section.GetContentDispositionHeader() is not { } disposition)
                continue;
            if (!disposition.IsFileDisposition())
            {
                known |= disposition.Name == "__RequestVerificationToken" && await signed(await Short(section.Body, cancel));
                continue;
            }

            if (!known)
                throw new InvalidDataException("no token before the first file");
            var given = HeaderUtilities.RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).ToString();
            if (given.Length > 0 && names.Count < MostFiles)
                names.Add(await Lay(section.Body, folder, Safe(given, names), cancel));
        }

        return names;
    }

    /// <summary>Which of the names belong together: the parts of a Shapefile are one file, a source.yaml belongs to all. The first of each is the one that is read.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Together(IReadOnlyList<string> names)
    {
        var notes = names.Where(name => name == SourceNote).ToArray();
        var groups = names.Except(notes).GroupBy(ShapefileSet.StemOf, StringComparer.OrdinalIgnoreCase);
        return [.. groups.Select(group => (IReadOnlyList<string>)[.. group.OrderBy(name => Rank(name)), .. notes])];
    }

    /// <summary>A name without a folder, without anything a file system or a shell takes amiss, and unlike those already taken.</summary>
    internal static string Safe(string given, IReadOnlyCollection<string> taken)
    {
        var last = given[(given.LastIndexOfAny(['/', '\\']) + 1)..];
        var clean = new string([.. last.Select(letter => char.IsControl(letter) || "<>:\"|?*".Contains(letter, StringComparison.Ordinal) || char.IsSurrogate(letter) ? '_' : letter)]).Trim().TrimStart('.', '-');
        var (stem, extension) = (Path.GetFileNameWithoutExtension(clean), Path.GetExtension(clean));
        if (Encoding.UTF8.GetByteCount(extension) > 20)
            (stem, extension) = (clean, "");
        while (Encoding.UTF8.GetByteCount(stem) + extension.Length > LongestName)
            stem = stem[..^1];
        if (stem.Length == 0)
            stem = "file";
        var name = stem + extension;
        for (var number = 2; taken.Contains(name, StringComparer.OrdinalIgnoreCase); number++)
            name = $"{stem}({number}){extension}";
        return name;
    }

    private static int Rank(string name) => Path.GetExtension(name).ToLowerInvariant() switch
    {
        ".shp" => 0,
        ".dbf" => 1,
        _ => 2,
    };

    private static async Task<string> Lay(Stream body, string folder, string name, CancellationToken cancel)
    {
        await using var file = new FileStream(Path.Combine(folder, name), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16, useAsync: true);
        await body.CopyToAsync(file, 1 << 16, cancel);
        return name;
    }

    private static async Task<string> Short(Stream body, CancellationToken cancel)
    {
        var bytes = new byte[LongestToken];
        var count = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancel);
        return Encoding.UTF8.GetString(bytes, 0, count);
    }

    /// <summary>Moves the files of one group into a folder of their own.</summary>
    public static void Move(string from, IEnumerable<string> names, WorkFolder to)
    {
        foreach (var name in names)
        {
            if (name == SourceNote)
                File.Copy(Path.Combine(from, name), Path.Combine(to.Path, name));
            else
                File.Move(Path.Combine(from, name), Path.Combine(to.Path, name));
        }
    }
}
