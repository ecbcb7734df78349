using System.Text;
using Mingzhu.City;

namespace Mingzhu.Store.Tests;

/// <summary>A city folder that is deleted afterwards, and a pack written for it.</summary>
internal sealed class CityForTests(StoreKind kind = StoreKind.Sqlite) : IDisposable
{
    public static readonly Session Operator = Session.Operator(Language.Zh);
    private readonly string _root = Directory.CreateTempSubdirectory("mingzhu-store-").FullName;

    public string Folder => Path.Combine(_root, "city");

    public FixedTime Time { get; } = new(new DateTimeOffset(2026, 3, 1, 20, 30, 0, TimeSpan.Zero));

    /// <summary>Connection string of its ledger; null for the SQLite file in the folder.</summary>
    public string? Database { get; } = kind == StoreKind.Sqlite ? null : PrivatePostgres.Required().NewSchema();

    /// <summary>Whether vault and registry stand there too.</summary>
    public bool Whole => kind == StoreKind.Whole;

    public Workspace Found() => Workspace.Create(Folder, Pack(), Operator, Time, Database, Whole);

    /// <summary>A ledger without a city around it.</summary>
    public ICityDatabase NewDatabase() => Database is null ? SqliteCity.Create(PathOf("ledger.db")) : PostgresCity.Create(PrivatePostgres.Required().NewSchema(), Guid.NewGuid());

    public Workspace Open(Access access = Access.Write) => Workspace.Open(Folder, access, Time);

    public Head Head()
    {
        using var city = Open(Access.Read);
        return city.Head;
    }

    public string PathOf(string name) => Path.Combine(_root, name);

    public Pack Pack(string timeZone = "Asia/Shanghai", int version = 1, string? hash = null)
    {
        var folder = Directory.CreateDirectory(PathOf($"pack-{version}")).FullName;
        File.WriteAllText(Path.Combine(folder, "pack.yaml"), $"id: test\nname: {{zh: 试验, en: Test}}\nversion: {version}\ntimeZone: {timeZone}\n{(hash is null ? "" : $"hash: {hash}\n")}", new UTF8Encoding(false));
        return City.Pack.Load(folder);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}

/// <summary>The stores every test of the ledger runs on.</summary>
internal enum StoreKind
{
    Sqlite,
    Postgres,

    /// <summary>Vault and registry in PostgreSQL too.</summary>
    Whole,
}

/// <summary>A clock that stands still until it is told.</summary>
internal sealed class FixedTime(DateTimeOffset now) : TimeProvider
{
    private long _ticks = now.UtcTicks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    public void Pass(TimeSpan span) => Interlocked.Add(ref _ticks, span.Ticks);
}
