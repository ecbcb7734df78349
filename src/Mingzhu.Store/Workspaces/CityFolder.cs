using System.Text.Json;
using Mingzhu.City;

namespace Mingzhu.Store;

/// <summary>What stands where in a city folder, and whether it is one.</summary>
internal static class CityFolder
{
    public const string LockFile = "lock", LockNote = "lock.json";
    private const string CardFile = "city.json", Founding = "city.json.founding";
    private static readonly string[] BeforeFounding = [LockFile, LockNote, LockNote + Disk.Unfinished, Founding + Disk.Unfinished];
    public const int Format = 1;

    public static string Ledger(string folder) => Path.Combine(folder, "ledger.db");

    public static string Vault(string folder) => Path.Combine(folder, "vault");

    public static string Derived(string folder) => Path.Combine(folder, "derived");

    public static string Registry(string folder) => Path.Combine(folder, "registry.db");

    public static string Accesses(string folder) => Path.Combine(folder, "access");

    public static string Work(string folder) => Path.Combine(folder, "work");

    /// <summary>Refuses a folder that holds anything but a founding that was broken off (that one is begun again).</summary>
    public static void RequireFree(string folder)
    {
        if (File.Exists(folder))
            throw Refuse("city.not-a-folder", $"{folder} 是一个文件；请给出文件夹", $"{folder} is a file; name a folder");
        if (!Directory.Exists(folder) || IsHalfFounded(folder))
            return;
        if (File.Exists(Path.Combine(folder, CardFile)))
            throw Refuse("city.exists", $"{folder} 中已有城市；请另选文件夹", $"{folder} already holds a city; choose another folder");
        if (Directory.EnumerateFileSystemEntries(folder).Any(entry => !BeforeFounding.Contains(Path.GetFileName(entry))))
            throw Refuse("city.folder-not-empty", $"{folder} 不是空文件夹；请另选文件夹", $"{folder} is not empty; choose another folder");
    }

    /// <summary>The database a city stands in as a whole; null where its vault and registry are in the folder, or it is none yet.</summary>
    public static string? WholeIn(string folder) => Path.Combine(folder, CardFile) is var card && File.Exists(card) && Parsed(card) is { Whole: true, Database: { } database } ? database : null;

    /// <summary>Makes an empty folder a node of a city that stands in a database as a whole.</summary>
    public static void Join(string folder, CityCard card)
    {
        Directory.CreateDirectory(folder);
        foreach (var part in (string[])[Vault(folder), Derived(folder), Work(folder)])
            Directory.CreateDirectory(part);
        Disk.WriteWhole(Path.Combine(folder, CardFile), JsonSerializer.SerializeToUtf8Bytes(card, FactJson.Options));
    }

    /// <summary>Begins a founding; from here until <see cref="Finish"/> the folder is known as half-founded. What an earlier one left is removed.</summary>
    public static CityCard Begin(string folder, string? database, bool whole, DateTimeOffset created)
    {
        var founding = Path.Combine(folder, Founding);
        if (File.Exists(founding) && Parsed(founding) is { Database: { } abandoned, Id: { } id })
            PostgresCity.Abandon(abandoned, id);
        var card = CityCard.New(database, created) with { Whole = whole };
        Disk.WriteWhole(founding, JsonSerializer.SerializeToUtf8Bytes(card, FactJson.Options));
        foreach (var left in Directory.EnumerateFiles(folder, "ledger.db*").Concat(Directory.EnumerateFiles(folder, "registry.db*")))
            File.Delete(left);
        foreach (var part in (string[])[Vault(folder), Derived(folder), Work(folder), Accesses(folder)])
        {
            if (Directory.Exists(part))
                Directory.Delete(part, recursive: true);
        }

        foreach (var part in (string[])[Vault(folder), Derived(folder), Work(folder)])
            Directory.CreateDirectory(part);

        return card;
    }

    /// <summary>Makes it a city.</summary>
    public static void Finish(string folder, CityCard card)
    {
        Disk.WriteWhole(Path.Combine(folder, CardFile), JsonSerializer.SerializeToUtf8Bytes(card, FactJson.Options));
        File.Delete(Path.Combine(folder, Founding));
    }

    /// <summary>Refuses a folder that is no city this program can open.</summary>
    public static CityCard RequireCity(string folder)
    {
        if (!Directory.Exists(folder))
            throw Refuse("city.no-such-folder", $"没有文件夹 {folder}；请检查路径，或用 mingzhu new 新建城市", $"there is no folder {folder}; check the path, or make a city with 'mingzhu new'");
        if (IsHalfFounded(folder))
            throw Refuse("city.half-founded", $"{folder} 的新建过程曾被中断；请再次运行 mingzhu new", $"founding the city in {folder} was broken off; run 'mingzhu new' again");
        var path = Path.Combine(folder, CardFile);
        if (!File.Exists(path))
            throw Refuse("city.none-here", $"{folder} 不是城市文件夹（没有 city.json）；可用 mingzhu new 新建", $"{folder} is no city folder (it has no city.json); make one with 'mingzhu new'");
        var card = ReadCard(path);
        if (card.Format != Format)
        {
            throw Refuse(
                "city.other-format",
                $"{path} 的格式为第 {card.Format} 版，本程序读写第 {Format} 版；{(card.Format > Format ? "请使用更新的明珠" : "请用写入它的明珠版本打开")}",
                $"{path} is of format {card.Format}, this program reads and writes format {Format}; {(card.Format > Format ? "use a newer Mingzhu" : "open it with the Mingzhu that wrote it")}");
        }

        if (card is not ({ Store: CityCard.Sqlite } or { Store: CityCard.Postgres, Database: not null, Id: not null }))
            throw Refuse("city.other-store", $"{path} 的存储为“{card.Store}”，本程序只支持 {CityCard.Sqlite} 和 {CityCard.Postgres}（含 database 与 id）", $"{path} names the store '{card.Store}'; this program knows {CityCard.Sqlite}, and {CityCard.Postgres} with database and id");
        if (card.Store == CityCard.Sqlite && !File.Exists(Ledger(folder)))
            throw Refuse("city.ledger-missing", $"{Ledger(folder)} 不存在；请从备份恢复", $"{Ledger(folder)} is missing; restore it from a backup");
        return card;
    }

    private static CityCard ReadCard(string path) => Parsed(path) is { Format: > 0, Store: not null } card
        ? card
        : throw Refuse("city.unreadable", $"{path} 无法读取：应含 format 与 store；请从备份恢复", $"{path} cannot be read: format and store are expected; restore it from a backup");

    private static CityCard? Parsed(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<CityCard>(File.ReadAllBytes(path), FactJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsHalfFounded(string folder) => File.Exists(Path.Combine(folder, Founding)) && !File.Exists(Path.Combine(folder, CardFile));

    private static RefusedException Refuse(string code, string zh, string en) => new(new Refusal(code, new(zh, en)));
}

/// <summary>city.json: where the city's ledger and jobs are kept.</summary>
/// <param name="Format">Of the folder.</param>
/// <param name="Store">"sqlite" (ledger.db beside it) or "postgresql".</param>
/// <param name="Created">When it was founded.</param>
internal sealed record CityCard(int Format, string Store, DateTimeOffset Created)
{
    public const string Sqlite = "sqlite", Postgres = "postgresql";

    /// <summary>Connection string, nothing secret in it; null for SQLite.</summary>
    public string? Database { get; init; }

    /// <summary>Stands in the database too, so that no folder opens another city's; null for SQLite.</summary>
    public Guid? Id { get; init; }

    /// <summary>Whether vault and registry stand in the database too, so that other folders, on other machines, may be nodes of the same city.</summary>
    public bool Whole { get; init; }

    public static CityCard New(string? database, DateTimeOffset created) =>
        database is null ? new(CityFolder.Format, Sqlite, created) : new(CityFolder.Format, Postgres, created) { Database = database, Id = Guid.NewGuid() };

    public ICityDatabase CreateDatabase(string folder) => Database is null ? SqliteCity.Create(CityFolder.Ledger(folder)) : PostgresCity.Create(Database, Id!.Value, Whole);

    /// <summary>Where its vault is kept beyond the folder; null if nowhere.</summary>
    public PostgresVault? OpenVault(Access access) => Whole ? new PostgresVault(Database!, access) : null;

    public ICityDatabase OpenDatabase(string folder, Access access) => Database is null ? SqliteCity.Open(CityFolder.Ledger(folder), access) : PostgresCity.Open(Database, Id!.Value, access);
}
