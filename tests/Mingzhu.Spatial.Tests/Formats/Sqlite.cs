using System.Data.Common;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Mingzhu.Spatial.Tests.Formats;

/// <summary>Opens SQLite files with the system's library.</summary>
internal static class Sqlite
{
    private static readonly Lazy<bool> Ready = new(() =>
    {
        NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, (_, _, _) => NativeLibrary.Load(
            OperatingSystem.IsWindows() ? "winsqlite3.dll" : OperatingSystem.IsMacOS() ? "libsqlite3.dylib" : "libsqlite3.so.0"));
        raw.SetProvider(new SQLite3Provider_e_sqlite3());
        return true;
    });

    public static DbConnection Open(string path)
    {
        _ = Ready.Value;
        var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        return connection;
    }

    public static void Run(this DbConnection connection, string sql, params (string Name, object Value)[] parameters)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
            command.Parameters.Add(new SqliteParameter(name, value));
        command.ExecuteNonQuery();
    }
}
