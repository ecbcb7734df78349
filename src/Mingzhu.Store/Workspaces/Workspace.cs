using System.Buffers;
using System.Reflection;
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

/// <summary>A city's folder (工作区): ledger, vault, derived caches, lock. Execute and Read are its only doors. Thread-safe.</summary>
public sealed partial class Workspace : IDisposable
{
    internal static readonly string Program = typeof(Workspace).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
    private static readonly SearchValues<char> CacheLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_");
    private readonly Access _access;
    private readonly WriterLock? _lock;
    private readonly WorkRoom _work;
    private readonly ICityDatabase _database;
    private readonly PostgresVault? _far;
    private readonly Ledger _ledger;
    private readonly TimeProvider _time;

    private Workspace(string folder, Access access, WriterLock? held, ICityDatabase database, PostgresVault? far, TimeProvider time)
    {
        (Folder, _access, _lock, _database, _far, _time) = (folder, access, held, database, far, time);
        _work = new WorkRoom(CityFolder.Work(folder));
        Vault = new Vault(CityFolder.Vault(folder), _work, far);
        _ledger = new Ledger(database, Vault, time, new KeptViews(() => Derived("views"), database));
        Jobs = new Jobs(database, access, time);
    }

    /// <summary>The folder, absolute.</summary>
    public string Folder { get; }

    /// <summary>Bulk files by hash.</summary>
    public Vault Vault { get; }

    /// <summary>Long work and how far it is.</summary>
    public Jobs Jobs { get; }

    /// <summary>The adopted pack.</summary>
    public Pack Pack => _ledger.PackAt(Now());

    /// <summary>A pack that is or was adopted; what is read of the one that counts now is not read again.</summary>
    /// <exception cref="RefusedException">It is not in the vault.</exception>
    public Pack PackOf(VaultName name) => View<AdoptedPack>().Name == name ? Pack : Pack.FromBytes(Vault.Read(name));

    /// <summary>The end of the ledger: what <c>verify --head</c> is given later.</summary>
    public Head Head => _database.Head() is var (seq, hash) ? new Head(seq, Convert.ToHexStringLower(hash)) : default;

    /// <summary>
    /// Makes a city folder: city.json, empty ledger and vault, the pack adopted by the first act. Refused if the folder holds anything; a founding that was broken off (killed) is begun again.
    /// </summary>
    /// <exception cref="RefusedException">The folder is not empty; the pack has problems; the disk is full.</exception>
    /// <param name="folder">Where.</param>
    /// <param name="pack">Under which rules.</param>
    /// <param name="session">Who founds it.</param>
    /// <param name="time">The clock.</param>
    /// <param name="database">Connection string of a PostgreSQL database for ledger and jobs, no password in it, its schema by Search Path; null for an SQLite file in the folder.</param>
    /// <param name="whole">Whether vault and registry stand in that database too, so that several machines may serve the city: see <see cref="Join"/>.</param>
    public static Workspace Create(string folder, Pack pack, Session session, TimeProvider time, string? database = null, bool whole = false)
    {
        var path = Path.GetFullPath(folder);
        database = database is null ? null : PostgresCity.Checked(database);
        if (AdoptPack.Faults(pack).ToList() is { Count: > 0 } faults)
            throw new RefusedException(faults);
        return Found(path, database, whole, time, workspace =>
            workspace.Execute(session, new FoundCity(Guid.NewGuid(), pack, new VaultName(workspace.Vault.Put(pack.ToBytes())), Calendar.Today(pack, time))));
    }

    /// <summary>Makes a folder a node of a city that stands in a PostgreSQL database as a whole: for another machine, or another process, that is to serve the same city. Needs the registry's key beside it as any folder of the city does.</summary>
    /// <exception cref="RefusedException">The folder is not empty; the database holds no city, or only its ledger.</exception>
    public static void Join(string folder, string database, TimeProvider time)
    {
        var path = Path.GetFullPath(folder);
        CityFolder.RequireFree(path);
        var place = PostgresCity.Checked(database);
        var card = CityCard.New(place, time.GetUtcNow()) with { Whole = true, Id = PostgresCity.Whole(place) };
        try
        {
            CityFolder.Join(path, card);
        }
        catch (IOException failed)
        {
            throw Disk.Told(failed, path);
        }
    }

    /// <summary>Opens a city folder.</summary>
    /// <exception cref="RefusedException">No city there; of another format version; written by a newer program; to write, and another process holds it (says pid and port).</exception>
    public static Workspace Open(string folder, Access access, TimeProvider time)
    {
        var path = Path.GetFullPath(folder);
        var card = CityFolder.RequireCity(path);
        if (access == Access.Read)
            return Over(path, null, card.OpenDatabase(path, access), card.OpenVault(access), time, _ => { });
        return Told(path, () => Holding(WriterLock.Take(path), held =>
        {
            WorkRoom.Clear(CityFolder.Work(path));
            return Over(path, held, card.OpenDatabase(path, access), card.OpenVault(access), time, workspace =>
            {
                _ = workspace.Now().View<AdoptedPack>(); // a ledger with facts this program does not know is told before anything is done in the city
                workspace.Jobs.Resume();
                workspace.EraseAgain();
            });
        }));
    }

    /// <summary>Who has the city open to write, this process included; null if nobody has.</summary>
    public static WriterNote? Writer(string folder) => WriterLock.Holder(Path.GetFullPath(folder));

    /// <summary>Tells other processes on which loopback port this one takes commands over, and what they must show.</summary>
    public void Announce(int port, string token) => Held().Announce(port, token);

    /// <summary>A folder for caches of one input, made on demand: derived/&lt;key&gt;/&lt;program version&gt;. May be deleted at any time.</summary>
    public string Derived(string key)
    {
        if (key.Length == 0 || key.AsSpan().ContainsAnyExcept(CacheLetters))
            throw new ArgumentException($"'{key}' cannot name a cache: letters, digits, - and _ are allowed", nameof(key));
        return Directory.CreateDirectory(Path.Combine(CityFolder.Derived(Folder), key, Program)).FullName;
    }

    /// <summary>A new empty folder for work in progress, inside the city folder (same file system as the vault); deleted when disposed, and at the next opening after a kill.</summary>
    public WorkFolder Work() => new(Directory.CreateDirectory(_work.NewPath()).FullName);

    /// <summary>Decides a command and records what it comes to; answers when that is on the disk.</summary>
    /// <exception cref="RefusedException">It could not be written (disk full): nothing happened, the same command may come again.</exception>
    /// <exception cref="InvalidOperationException">The city is open to read.</exception>
    public Outcome Execute(Session session, Command command)
    {
        Held();
        return Done(_ledger.Execute(session, command));
    }

    /// <summary>The same without holding a thread until then; for a server, whose many callers share commits.</summary>
    public async Task<Outcome> ExecuteAsync(Session session, Command command)
    {
        Held();
        return Done(await _ledger.ExecuteAsync(session, command));
    }

    /// <summary>Takes in at once what other nodes of the city record, until disposed; null where there are none. For a process that stays: whoever decides takes it in anyway.</summary>
    public IDisposable? Follow() => _database.Follow(() =>
    {
        _ledger.CatchUp();
        EraseAgain();
        Jobs.Wake();
    });

    /// <summary>Answers a question.</summary>
    public TAnswer Read<TAnswer>(Session session, Query<TAnswer> query) => query.Answer(_ledger.Moment(Now(), session), this);

    /// <summary>A projection as of now.</summary>
    public TView View<TView>() where TView : class, IView<TView> => Now().View<TView>();

    /// <summary>Facts after a sequence number, in order: what a follower of the ledger reads.</summary>
    public IReadOnlyList<Fact> Facts(long after, int limit) => _database.Facts(after, long.MaxValue, limit);

    /// <summary>What happened to one thing, in order, up to the end of a legal day.</summary>
    /// <param name="stream">The thing: "layer/parks".</param>
    /// <param name="asOf">In the time zone of the adopted pack; null for all of it.</param>
    public IReadOnlyList<Fact> History(string stream, DateOnly? asOf = null) =>
        [.. _database.History(stream, 0, int.MaxValue).TakeWhile(fact => asOf is not { } day || DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(fact.When, Zone).DateTime) <= day)];

    /// <summary>The time zone of the adopted pack.</summary>
    public TimeZoneInfo Zone => Calendar.ZoneOf(Pack)!;

    /// <summary>Checks everything that can be checked: the chain, the streams, every vault file a fact leads to. Reads all of them.</summary>
    /// <param name="expected">A head printed earlier, which the ledger must still contain.</param>
    /// <param name="cancel">Stops it.</param>
    public Verification Verify(Head? expected = null, CancellationToken cancel = default) => new Verifier(_database, Vault, cancel).Run(expected);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_access == Access.Write)
            _ledger.KeepViews();
        _database.Dispose();
        _far?.Dispose();
        _work.Dispose();
        _lock?.Dispose();
    }

    // A kill between the fact and the erasing leaves the file: it goes now.
    private void EraseAgain()
    {
        foreach (var fact in _database.History(EraseFile.Vaults, 0, int.MaxValue).Where(fact => fact.Kind == FileErased.Name))
            Vault.Erase(fact.Read<FileErased>().File, fact.Seq);
    }

    private Outcome Done(Outcome outcome)
    {
        foreach (var fact in outcome.Facts.Where(fact => fact.Kind == FileErased.Name))
            Vault.Erase(fact.Read<FileErased>().File, fact.Seq);
        return outcome;
    }

    private Snapshot Now() => _access == Access.Write ? _ledger.Now : _ledger.CatchUp();

    private WriterLock Held() => _lock ?? throw new InvalidOperationException("the city is open to read");

    // city.json is written last: a folder without it was never a city.
    private static Workspace Found(string path, string? database, bool whole, TimeProvider time, Action<Workspace> fill)
    {
        CityFolder.RequireFree(path);
        SystemSqlite.Require();
        return Told(path, () =>
        {
            Directory.CreateDirectory(path);
            return Holding(WriterLock.Take(path), held =>
            {
                CityFolder.RequireFree(path);
                var card = CityFolder.Begin(path, database, whole && database is not null, time.GetUtcNow());
                return Over(path, held, card.CreateDatabase(path), card.OpenVault(Access.Write), time, workspace =>
                {
                    fill(workspace);
                    CityFolder.Finish(path, card);
                });
            });
        });
    }

    // The three below see to it that an opening that fails leaves nothing held.
    private static Workspace Over(string folder, WriterLock? held, ICityDatabase database, PostgresVault? far, TimeProvider time, Action<Workspace> first)
    {
        try
        {
            var workspace = new Workspace(folder, held is null ? Access.Read : Access.Write, held, database, far, time);
            first(workspace);
            return workspace;
        }
        catch
        {
            database.Dispose();
            far?.Dispose();
            throw;
        }
    }

    private static Workspace Told(string folder, Func<Workspace> open)
    {
        try
        {
            return open();
        }
        catch (IOException failed)
        {
            throw Disk.Told(failed, folder);
        }
        catch (UnauthorizedAccessException forbidden)
        {
            throw new RefusedException([new Refusal("city.not-writable", new(
                $"没有写入 {folder} 的权限：{forbidden.Message}", $"{folder} cannot be written: {forbidden.Message}"))], forbidden);
        }
    }

    private static Workspace Holding(WriterLock held, Func<WriterLock, Workspace> open)
    {
        try
        {
            return open(held);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }
}

/// <summary>A folder for work in progress.</summary>
public sealed class WorkFolder(string path) : IDisposable
{
    /// <summary>Absolute path.</summary>
    public string Path { get; } = path;

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
