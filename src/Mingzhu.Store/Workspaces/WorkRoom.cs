namespace Mingzhu.Store;

/// <summary>
/// This process's part of DIR/work. A file held open in it tells that the process lives; what a dead process left is cleared away by the next one that opens the city to write.
/// </summary>
internal sealed class WorkRoom(string work) : IDisposable
{
    private const string HeldName = "held";
    private readonly Lock _gate = new();
    private FileStream? _held;
    private string? _folder;

    /// <summary>A path for a new file or folder; nothing is there yet.</summary>
    public string NewPath() => Path.Combine(Folder(), Guid.NewGuid().ToString("N"));

    /// <summary>Removes what dead processes left.</summary>
    public static void Clear(string work)
    {
        Directory.CreateDirectory(work); // a backup may have left the empty folder out
        foreach (var folder in Directory.EnumerateDirectories(work))
        {
            var held = Path.Combine(folder, HeldName);
            if (!File.Exists(held) || !OpenFile.IsHeld(held))
                Directory.Delete(folder, recursive: true);
        }

        foreach (var file in Directory.EnumerateFiles(work))
            File.Delete(file);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _held?.Dispose();
            if (_folder is not null && Directory.Exists(_folder))
                Directory.Delete(_folder, recursive: true);
            (_held, _folder) = (null, null);
        }
    }

    private string Folder()
    {
        lock (_gate)
        {
            while (_folder is null)
            {
                var folder = Path.Combine(work, Guid.NewGuid().ToString("N"));
                try
                {
                    Directory.CreateDirectory(folder);
                    _held = new FileStream(Path.Combine(folder, HeldName), FileMode.CreateNew, FileAccess.Write, FileShare.None);
                    _folder = File.Exists(_held.Name) ? folder : null;
                }
                catch (DirectoryNotFoundException)
                {
                    // A process that opened the city at this moment cleared the folder before it was held: take another.
                }
            }

            return _folder;
        }
    }
}
