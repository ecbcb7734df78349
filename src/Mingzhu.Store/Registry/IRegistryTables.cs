using System.Data.Common;

namespace Mingzhu.Store;

/// <summary>
/// The seam under the <see cref="Registry"/>: five tables of sealed rows, in an SQLite file or in PostgreSQL. The registry says its statements in words both know, with parameters named @so. One user at a time; thread-safe.
/// </summary>
internal interface IRegistryTables : IDisposable
{
    /// <summary>The rows of a question, read to the end.</summary>
    List<T> Rows<T>(string sql, Func<DbDataReader, T> read, params ReadOnlySpan<(string Name, object Value)> values);

    /// <summary>Runs a statement; answers how many rows it changed.</summary>
    int Run(string sql, params ReadOnlySpan<(string Name, object Value)> values);

    /// <summary>All of it or nothing, and nobody else's meanwhile.</summary>
    void Transact(Action body);

    /// <summary>A copy of one moment as an SQLite file, compact; synced.</summary>
    void CopyTo(string path);

    /// <summary>Sees to it that nothing deleted lingers.</summary>
    void Tidy();
}
