using System.Data.Common;
using Mingzhu.City;

namespace Mingzhu.Store.Tests.Storage;

public sealed class SqliteFileTests : IDisposable
{
    private readonly CityForTests _folder = new();
    private readonly string _path;

    public SqliteFileTests()
    {
        _path = Path.Combine(Directory.CreateDirectory(_folder.PathOf("东昌府 100%?#")).FullName, "公园 50%.gpkg");
        using var made = SqliteFile.Create(_path);
        Run(made, "CREATE TABLE parks (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO parks VALUES (1, '湖滨');");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_that_was_made_is_read_back_whatever_its_name_and_leaves_nothing_beside_it()
    {
        using (var ours = SqliteFile.OpenOurs(_path))
            Ask(ours, "SELECT name FROM parks").ShouldBe("湖滨");
        using (var foreign = SqliteFile.OpenForeign(_path))
            Ask(foreign, "SELECT name FROM parks").ShouldBe("湖滨");

        Directory.GetFiles(Path.GetDirectoryName(_path)!).ShouldBe([_path]);
        Should.Throw<ArgumentException>(() => SqliteFile.Create(_path));
    }

    [Fact]
    public void Neither_kind_can_be_written()
    {
        using var ours = SqliteFile.OpenOurs(_path);
        using var foreign = SqliteFile.OpenForeign(_path);

        Should.Throw<DbException>(() => Run(ours, "DELETE FROM parks"));
        Should.Throw<DbException>(() => Run(foreign, "DELETE FROM parks"));
    }

    [Fact]
    public void A_foreign_file_is_read_with_every_guard_up()
    {
        using var foreign = SqliteFile.OpenForeign(_path);

        Ask(foreign, "PRAGMA trusted_schema").ShouldBe(0L);
        Ask(foreign, "PRAGMA cell_size_check").ShouldBe(1L);
        Ask(foreign, "PRAGMA query_only").ShouldBe(1L);
        SQLitePCL.raw.sqlite3_db_config(((Microsoft.Data.Sqlite.SqliteConnection)foreign).Handle, 1010, -1, out var defensive);
        defensive.ShouldBe(1);
    }

    [Fact]
    public void A_foreign_file_in_wal_mode_is_read_without_making_files_beside_it()
    {
        using (var made = SqliteFile.Create(_folder.PathOf("wal.gpkg")))
            Run(made, "PRAGMA locking_mode = NORMAL; PRAGMA journal_mode = WAL; CREATE TABLE t (x); INSERT INTO t VALUES (7);");
        var before = Directory.GetFiles(_folder.PathOf("."), "wal.gpkg*").Length;

        using var foreign = SqliteFile.OpenForeign(_folder.PathOf("wal.gpkg"));
        Ask(foreign, "SELECT x FROM t").ShouldBe(7L);

        before.ShouldBe(1);
        Directory.GetFiles(_folder.PathOf("."), "wal.gpkg*").Length.ShouldBe(1);
    }

    [Theory]
    [InlineData("text", "file.not-sqlite")]
    [InlineData("empty", "file.not-sqlite")]
    [InlineData("broken", "file.not-sqlite")]
    [InlineData("missing", "file.cannot-open")]
    public void What_is_no_database_is_refused_saying_so(string what, string code)
    {
        var path = _folder.PathOf("bad.gpkg");
        if (what == "text")
            File.WriteAllText(path, "id,name\n1,a long enough line of text\n");
        if (what == "empty")
            File.WriteAllBytes(path, []);
        if (what == "broken")
            File.WriteAllBytes(path, [.. File.ReadAllBytes(_path).AsSpan(0, 40), .. new byte[4000]]);

        Should.Throw<RefusedException>(() => SqliteFile.OpenForeign(path)).Reasons.Single().Code.ShouldBe(code);
    }

    [Fact]
    public void A_machine_without_sqlite_is_told_how_to_get_it() =>
        Should.Throw<RefusedException>(() => SystemSqlite.Load(["libno-such-thing.so.0"])).Reasons.Single().Says.En.ShouldContain("apt install libsqlite3-0");

    private static void Run(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static object? Ask(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
