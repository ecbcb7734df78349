using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Mingzhu.City;

namespace Mingzhu.Store;

/// <summary>
/// The registry (人员登记册): the city's personal data, in DIR/registry.db or in the database of a city that stands there as a whole. Rows may change and be erased; everything but ids is encrypted under a data key, which is itself wrapped by the
/// <see cref="KeyRing"/> outside the folder. Facts know a person only by the opaque id. Thread-safe.
/// </summary>
public sealed partial class Registry : IDisposable
{
    private readonly IRegistryTables _file;
    private readonly TimeProvider _time;
    private readonly string _folder;
    private volatile KeyRing _ring;
    private volatile DataKey _key;

    private Registry(string folder, IRegistryTables file, KeyRing ring, TimeProvider time)
    {
        (_folder, _file, _ring, _time) = (folder, file, ring, time);
        _key = ReadDataKey();
    }

    /// <summary>The keys that open it.</summary>
    public KeyRing Ring => _ring;

    /// <summary>Whether a city has a registry.</summary>
    public static bool Exists(string cityFolder)
    {
        if (CityFolder.WholeIn(cityFolder) is not { } database)
            return File.Exists(CityFolder.Registry(cityFolder));
        using var tables = PostgresRegistry.Open(database, Access.Read);
        return tables.Begun;
    }

    /// <summary>
    /// Opens the registry of a city. Opened to write it is made if there is none, and its key with it; people erased since a backup was made are erased again.
    /// </summary>
    /// <param name="cityFolder">The city folder.</param>
    /// <param name="access">Whether also to write.</param>
    /// <param name="time">The clock.</param>
    /// <param name="keyFile">The key file; else the one of <see cref="KeyRing.PathFor"/>.</param>
    /// <exception cref="RefusedException">No registry (to read); key missing, unreadable or another one's; damaged.</exception>
    public static Registry Open(string cityFolder, Access access, TimeProvider time, string? keyFile = null)
    {
        var keyPath = KeyRing.PathFor(cityFolder, keyFile);
        if (!Exists(cityFolder))
        {
            if (access == Access.Read)
                throw Refuse("registry.none", $"{cityFolder} 还没有人员登记册；请先运行 mingzhu accounts first", $"{cityFolder} has no registry yet; run 'mingzhu accounts first'");
            var made = File.Exists(keyPath) ? KeyRing.Open(keyPath, cityFolder) : KeyRing.Make(keyPath, cityFolder, time);
            Make(cityFolder, tables => WriteDataKey(tables, made, DataKey.New(made.Current), time));
        }

        var ring = KeyRing.Open(keyPath, cityFolder);
        var file = OpenTables(cityFolder, access);
        try
        {
            var registry = new Registry(cityFolder, file, ring, time);
            if (access == Access.Write)
                registry.EraseAgain();
            return registry;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Copies the registry of a city as of one moment, also while it is written: for a backup. Needs no key, and the copy is as closed as the original.</summary>
    /// <param name="cityFolder">The city folder.</param>
    /// <param name="to">A path where nothing is yet.</param>
    public static void Copy(string cityFolder, string to)
    {
        using var file = OpenTables(cityFolder, Access.Read);
        file.CopyTo(to);
    }

    /// <summary>Brings the registry of a backup into a new city.</summary>
    internal static void Bring(string copy, string cityFolder, string? database)
    {
        if (database is null)
        {
            File.Move(copy, CityFolder.Registry(cityFolder));
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(CityFolder.Registry(cityFolder), UnixFileMode.UserRead | UnixFileMode.UserWrite);
            return;
        }

        using (var from = RegistryFile.Open(copy, Access.Read))
        using (var to = PostgresRegistry.Open(database, Access.Write))
            to.Transact(() => RegistryCopy.Run(from, to));
        File.Delete(copy);
    }

    /// <summary>A row; null if there is none.</summary>
    public RegistryRow? Find(string kind, string id)
    {
        const string Sql = "SELECT kind, id, subject, version, body FROM rows WHERE kind = @kind AND id = @id";
        return _file.Rows(Sql, ReadRow, ("@kind", kind), ("@id", id)).FirstOrDefault();
    }

    /// <summary>The rows found by a value; none if nobody has it. The value is compared as it is spelt.</summary>
    public IReadOnlyList<RegistryRow> FindBy(string kind, string field, string value)
    {
        const string Sql = """
            SELECT r.kind, r.id, r.subject, r.version, r.body FROM look_ups l JOIN rows r ON r.kind = l.kind AND r.id = l.id
            WHERE l.kind = @kind AND l.field = @field AND l.blind = @blind ORDER BY r.id
            """;
        return _file.Rows(Sql, ReadRow, ("@kind", kind), ("@field", field), ("@blind", Current().Blind(kind, field, value)));
    }

    /// <summary>All rows of a kind, by id.</summary>
    public IReadOnlyList<RegistryRow> All(string kind)
    {
        const string Sql = "SELECT kind, id, subject, version, body FROM rows WHERE kind = @kind ORDER BY id";
        return _file.Rows(Sql, ReadRow, ("@kind", kind));
    }

    /// <summary>All rows about one person, of every kind.</summary>
    public IReadOnlyList<RegistryRow> About(string subject)
    {
        const string Sql = "SELECT kind, id, subject, version, body FROM rows WHERE subject = @subject ORDER BY kind, id";
        return _file.Rows(Sql, ReadRow, ("@subject", subject));
    }

    /// <summary>Writes rows and drops others, all or nothing, durably.</summary>
    /// <param name="put">Rows at the version they were read with.</param>
    /// <param name="drop">Rows to remove, at whatever version.</param>
    /// <exception cref="RefusedException">A row has changed since it was read; a unique value is taken; its subject was erased; the disk is full. Nothing has changed then.</exception>
    public void Write(IEnumerable<RegistryRow> put, IEnumerable<(string Kind, string Id)>? drop = null) => _file.Transact(() =>
    {
        var key = Current();
        foreach (var (kind, id) in drop ?? [])
            Drop(kind, id);
        foreach (var row in put)
            Put(row, key);
    });

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static IRegistryTables OpenTables(string cityFolder, Access access) =>
        CityFolder.WholeIn(cityFolder) is { } database ? PostgresRegistry.Open(database, access) : RegistryFile.Open(CityFolder.Registry(cityFolder), access);

    private static void Make(string cityFolder, Action<IRegistryTables> first)
    {
        if (CityFolder.WholeIn(cityFolder) is not { } database)
        {
            RegistryFile.Make(CityFolder.Registry(cityFolder), first);
            return;
        }

        using var tables = PostgresRegistry.Open(database, Access.Write);
        tables.Transact(() =>
        {
            if (!tables.Begun) // another node may have been first
                first(tables);
        });
    }

    private void Put(RegistryRow row, DataKey key)
    {
        const string Insert = "INSERT INTO rows (kind, id, subject, version, body) VALUES (@kind, @id, @subject, @version, @body) ON CONFLICT DO NOTHING";
        const string Update = "UPDATE rows SET version = @version, body = @body WHERE kind = @kind AND id = @id AND subject = @subject AND version = @read";
        RequireNotErased(row.Subject);
        var next = row.Version + 1;
        var changed = _file.Run(
            row.Version == 0 ? Insert : Update,
            ("@kind", row.Kind), ("@id", row.Id), ("@subject", row.Subject), ("@version", next), ("@read", row.Version), ("@body", Sealing.Seal(key.Key, Packed(row), Label(row.Kind, row.Id, row.Subject, next))));
        if (changed == 0)
            throw Refuse("registry.moved-on", "这条记录已被他人修改；请重新载入后再试", "this record has been changed by somebody else meanwhile; load it again and repeat");
        WriteLookUps(row, key);
    }

    private void WriteLookUps(RegistryRow row, DataKey key)
    {
        const string Clear = "DELETE FROM look_ups WHERE kind = @kind AND id = @id";
        const string Insert = "INSERT INTO look_ups (kind, field, blind, id, one) VALUES (@kind, @field, @blind, @id, @one) ON CONFLICT DO NOTHING";
        _file.Run(Clear, ("@kind", row.Kind), ("@id", row.Id));
        foreach (var lookUp in row.LookUps)
        {
            var blind = key.Blind(row.Kind, lookUp.Field, lookUp.Value);
            if (_file.Run(Insert, ("@kind", row.Kind), ("@field", lookUp.Field), ("@blind", blind), ("@id", row.Id), ("@one", lookUp.Unique ? 1 : 0)) == 0)
                throw new RefusedException(new Refusal("registry.taken", new($"“{lookUp.Value}”已被使用，请换一个", $"'{lookUp.Value}' is taken already; choose another")));
        }
    }

    private void Drop(string kind, string id)
    {
        const string Row = "DELETE FROM rows WHERE kind = @kind AND id = @id";
        const string LookUps = "DELETE FROM look_ups WHERE kind = @kind AND id = @id";
        _file.Run(LookUps, ("@kind", kind), ("@id", id));
        _file.Run(Row, ("@kind", kind), ("@id", id));
    }

    private RegistryRow ReadRow(DbDataReader row)
    {
        var (kind, id, subject, version) = (row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt64(3));
        var (body, label, key) = (row.GetFieldValue<byte[]>(4), Label(kind, id, subject, version), _key);
        try
        {
            return Unpacked(Sealing.Open(key.Key, body, label), kind, id, subject, version);
        }
        catch (CryptographicException) when (!ReferenceEquals(key, Current()))
        {
            return Unpacked(Sealing.Open(_key.Key, body, label), kind, id, subject, version); // another process changed the keys at this moment
        }
        catch (CryptographicException broken)
        {
            throw new RefusedException([new Refusal("registry.row-tampered", new(
                $"登记册中的记录 {kind}/{id} 无法解开：内容被改动或损坏；请从备份恢复", $"record {kind}/{id} of the registry does not open: it was changed or is damaged; restore it from a backup"))], broken);
        }
    }

    private static string Label(string kind, string id, string subject, long version) => $"row\n{kind}\n{id}\n{subject}\n{version}";

    // What a row is found by is sealed with it, so that a new key can index it anew.
    private static byte[] Packed(RegistryRow row)
    {
        using var memory = new MemoryStream();
        using var writer = new BinaryWriter(memory, Encoding.UTF8);
        writer.Write7BitEncodedInt(row.LookUps.Length);
        foreach (var (field, value, unique) in row.LookUps)
        {
            writer.Write(field);
            writer.Write(value);
            writer.Write(unique);
        }

        writer.Write(row.Body.Span);
        writer.Flush();
        return memory.ToArray();
    }

    private static RegistryRow Unpacked(byte[] bytes, string kind, string id, string subject, long version)
    {
        using var memory = new MemoryStream(bytes);
        using var reader = new BinaryReader(memory, Encoding.UTF8);
        var lookUps = new LookUp[reader.Read7BitEncodedInt()];
        for (var at = 0; at < lookUps.Length; at++)
            lookUps[at] = new LookUp(reader.ReadString(), reader.ReadString(), reader.ReadBoolean());
        return new RegistryRow(kind, id, subject, version, bytes.AsMemory((int)memory.Position)) { LookUps = [.. lookUps] };
    }

    private static RefusedException Refuse(string code, string zh, string en) => new(new Refusal(code, new(zh, en)));
}
