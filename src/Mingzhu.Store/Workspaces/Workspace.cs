using Mingzhu.City;

namespace Mingzhu.Store;

/// <summary>Whether a city folder is opened to read or also to write.</summary>
public enum Access
{
    /// <summary>Always possible, beside any writer.</summary>
    Read,

    /// <summary>One process at a time.</summary>
    Write,
}

/// <summary>A city's folder (工作区): ledger, vault, derived caches, lock. Execute and Read are its only doors.</summary>
public sealed class Workspace : IDisposable
{
    /// <summary>Makes a city folder: city.json, empty ledger and vault, the pack adopted by the first act. Refused if the folder holds anything.</summary>
    public static Workspace Create(string folder, Pack pack, Session session, TimeProvider time) => throw new NotSupportedException();

    /// <summary>Opens a city folder.</summary>
    /// <exception cref="RefusedException">No city there; of another format version; to write, and another process holds it (says pid and port).</exception>
    public static Workspace Open(string folder, Access access, TimeProvider time) => throw new NotSupportedException();

    /// <summary>The folder, absolute.</summary>
    public string Folder => throw new NotSupportedException();

    /// <summary>Bulk files by hash.</summary>
    public Vault Vault => throw new NotSupportedException();

    /// <summary>A folder for caches of one input, made on demand: derived/&lt;key&gt;/&lt;program version&gt;. May be deleted at any time.</summary>
    public string Derived(string key) => throw new NotSupportedException();

    /// <summary>A new empty folder for work in progress, inside the city folder (same file system as the vault); deleted when disposed, and at the next opening after a kill.</summary>
    public WorkFolder Work() => throw new NotSupportedException();

    /// <summary>Decides a command and records what it comes to.</summary>
    public Outcome Execute(Session session, Command command) => throw new NotSupportedException();

    /// <summary>Answers a question.</summary>
    public TAnswer Read<TAnswer>(Session session, Query<TAnswer> query) => throw new NotSupportedException();

    /// <summary>A projection as of now.</summary>
    public TView View<TView>() where TView : class, IView<TView> => throw new NotSupportedException();

    /// <summary>The adopted pack.</summary>
    public Pack Pack => throw new NotSupportedException();

    /// <inheritdoc/>
    public void Dispose() => throw new NotSupportedException();
}

/// <summary>A folder for work in progress.</summary>
public sealed class WorkFolder(string path) : IDisposable
{
    /// <summary>Absolute path.</summary>
    public string Path { get; } = path;

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
