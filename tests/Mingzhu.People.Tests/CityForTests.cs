using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.People.Tests;

/// <summary>A city folder under a pack of ours, with its registry and access records; deleted afterwards.</summary>
internal sealed class CityForTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("mingzhu-people-").FullName;
    private readonly Lazy<Workspace> _workspace;
    private readonly Lazy<Registry> _registry;
    private readonly Lazy<AccessRecords> _records;
    private readonly Lazy<Accounts> _accounts;

    public CityForTests(string pack = "liaocheng")
    {
        Pack = Packs.Load(pack);
        _workspace = new(() => Workspace.Create(Folder, Pack, Session.Operator(Language.Zh), Time));
        _registry = new(() => Registry.Open(Workspace.Folder, Access.Write, Time));
        _records = new(() => AccessRecords.Open(Workspace.Folder, TimeZoneInfo.Utc, Time));
        _accounts = new(() => new Accounts(Registry, Records, new PlainHashing(), () => AccountRules.Of(Workspace.Pack), Time));
    }

    public string Folder => Path.Combine(_root, "city");

    public Pack Pack { get; }

    public SetTime Time { get; } = new(new DateTimeOffset(2026, 3, 2, 1, 0, 0, TimeSpan.Zero));

    public Workspace Workspace => _workspace.Value;

    public Registry Registry => _registry.Value;

    public AccessRecords Records => _records.Value;

    public Accounts Accounts => _accounts.Value;

    public static Visit By(string actor = "operator") => new(new Session(actor, Language.Zh), "10.0.0.1");

    public void Dispose()
    {
        if (_records.IsValueCreated)
            _records.Value.Dispose();
        if (_registry.IsValueCreated)
            _registry.Value.Dispose();
        if (_workspace.IsValueCreated)
            _workspace.Value.Dispose();
        Directory.Delete(_root, recursive: true);
    }
}

/// <summary>The packs of the repository.</summary>
internal static class Packs
{
    public static Pack Load(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Mingzhu.slnx")))
                return Pack.Load(Path.Combine(folder.FullName, "packs", name));
        }

        throw new InvalidOperationException("The tests are not run from inside the repository.");
    }
}
