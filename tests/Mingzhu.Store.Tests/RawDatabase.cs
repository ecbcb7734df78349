using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Mingzhu.Store.Tests;

/// <summary>A city's database behind the program's back: for who changes what must not be changed.</summary>
internal sealed class RawDatabase : IDisposable
{
    private readonly DbConnection _connection;
    private readonly bool _sqlite;

    public RawDatabase(CityForTests city)
    {
        _sqlite = city.Database is null;
        _connection = _sqlite ? new SqliteConnection($"Data Source={Path.Combine(city.Folder, "ledger.db")};Pooling=False") : new NpgsqlConnection(city.Database + ";Pooling=False");
        _connection.Open();
    }

    public void Dispose() => _connection.Dispose();

    public int Run(string sql)
    {
        using var command = Command(sql);
        return command.ExecuteNonQuery();
    }

    public long Number(string sql)
    {
        using var command = Command(sql);
        return Convert.ToInt64(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Takes the guards away, as one with the rights to do so could.</summary>
    public void Unlock() => Run(_sqlite
        ? "DROP TRIGGER facts_never_change; DROP TRIGGER facts_never_vanish; CREATE TABLE pristine AS SELECT * FROM facts"
        : "DROP TRIGGER facts_never_change ON facts; DROP TRIGGER facts_never_vanish ON facts; CREATE TABLE pristine AS SELECT * FROM facts");

    /// <summary>All facts as they were at <see cref="Unlock"/>.</summary>
    public void Restore() => Run("DELETE FROM facts; INSERT INTO facts SELECT * FROM pristine");

    public byte[] Bytes(string column, long seq)
    {
        using var command = Command($"SELECT {(column is "body" or "hash" ? column : _sqlite ? $"CAST({column} AS BLOB)" : $"convert_to({column}::text, 'UTF8')")} FROM facts WHERE seq = {seq}");
        return (byte[])command.ExecuteScalar()!;
    }

    /// <summary>Writes a column; false where the table does not take it, or takes it as the same value.</summary>
    public bool Write(string column, long seq, byte[] bytes)
    {
        using var command = Command($"UPDATE facts SET {column} = {(column is "body" or "hash" ? "@bytes" : _sqlite ? "CAST(@bytes AS TEXT)" : $"convert_from(@bytes, 'UTF8'){(column == "command" ? "::uuid" : "")}")} WHERE seq = {seq}");
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("@bytes", bytes);
        command.Parameters.Add(parameter);
        try
        {
            return command.ExecuteNonQuery() == 1 && Bytes(column, seq).AsSpan().SequenceEqual(bytes);
        }
        catch (DbException)
        {
            return false;
        }
    }

    private DbCommand Command(string sql)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }
}
