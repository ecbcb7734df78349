using System.Reflection;
using System.Runtime.InteropServices;
using Mingzhu.City;
using SQLitePCL;

namespace Mingzhu.Store;

/// <summary>
/// SQLite of the operating system, which the system keeps patched: no package brings one of ours (the only bundle that restores carries a version with known vulnerabilities).
/// </summary>
internal static class SystemSqlite
{
    private const string NameInPackage = "e_sqlite3";
    private const int OldestVersion = 3_031_000; // trusted_schema came with 3.31
    private static readonly Lazy<bool> Ready = new(SetUp);

    private static readonly string[] Candidates =
        OperatingSystem.IsWindows() ? ["winsqlite3.dll", "sqlite3.dll"]
        : OperatingSystem.IsMacOS() ? ["libsqlite3.dylib", "/usr/lib/libsqlite3.dylib"]
        : ["libsqlite3.so.0", "libsqlite3.so"];

    /// <summary>Makes SQLite usable in this process.</summary>
    /// <exception cref="RefusedException">The system has none, or one that is too old: says how to install it.</exception>
    public static void Require() => _ = Ready.Value;

    /// <summary>The first of these libraries that loads.</summary>
    internal static nint Load(IEnumerable<string> candidates)
    {
        foreach (var candidate in candidates)
        {
            if (NativeLibrary.TryLoad(candidate, out var handle))
                return handle;
        }

        throw new RefusedException(new Refusal("store.no-sqlite", new(
            "系统中没有 SQLite；请安装：Debian/Ubuntu 用 apt install libsqlite3-0，Fedora 用 dnf install sqlite-libs，macOS 与 Windows 10 以上自带",
            "SQLite is not installed: on Debian or Ubuntu 'apt install libsqlite3-0', on Fedora 'dnf install sqlite-libs'; macOS and Windows 10 bring it along")));
    }

    private static bool SetUp()
    {
        var library = Load(Candidates);
        NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, (string name, Assembly _, DllImportSearchPath? _) => name == NameInPackage ? library : 0);
        raw.SetProvider(new SQLite3Provider_e_sqlite3());
        var version = raw.sqlite3_libversion().utf8_to_string();
        return raw.sqlite3_libversion_number() >= OldestVersion
            ? true
            : throw new RefusedException(new Refusal("store.old-sqlite", new(
                $"系统中的 SQLite {version} 过旧；需要 3.31 或更新", $"SQLite {version} of this system is too old; 3.31 or newer is needed")));
    }
}
