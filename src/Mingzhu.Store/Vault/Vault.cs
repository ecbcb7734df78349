namespace Mingzhu.Store;

/// <summary>Immutable files named by their SHA-256 (保险库), lower-case hex. Written, synced (file and folder), then named.</summary>
public sealed class Vault
{
    /// <summary>Keeps these bytes; answers their name.</summary>
    public string Put(ReadOnlySpan<byte> bytes) => throw new NotSupportedException();

    /// <summary>Keeps a file by moving it in (it must be on the same file system: see <see cref="Workspace.Work"/>); answers its name.</summary>
    public string Take(string path) => throw new NotSupportedException();

    /// <summary>Whether the file is there.</summary>
    public bool Has(string hash) => throw new NotSupportedException();

    /// <summary>Opens a file to read.</summary>
    /// <exception cref="Mingzhu.City.RefusedException">There is none of that name.</exception>
    public Stream Open(string hash) => throw new NotSupportedException();

    /// <summary>All bytes of a file.</summary>
    public byte[] Read(string hash) => throw new NotSupportedException();

    /// <summary>Path of a file, for readers that need one (GeoPackage). Never write to it.</summary>
    public string PathOf(string hash) => throw new NotSupportedException();
}
