using System.Data.Common;

namespace Mingzhu.Spatial;

/// <summary>The little SQL that GeoPackages need, on whatever connection we are handed.</summary>
internal static class Sql
{
    /// <summary>A name of a table or column, safe in any statement.</summary>
    public static string Quoted(string name) => name.Contains('\0', StringComparison.Ordinal)
        ? throw new ArgumentException("a name holds a zero character", nameof(name))
        : $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>A statement with parameters @0, @1 …</summary>
    public static DbCommand Command(DbConnection connection, string sql, params ReadOnlySpan<object?> parameters)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // callers pass constants; names in them went through Quoted
        command.CommandText = sql;
#pragma warning restore CA2100
        for (var i = 0; i < parameters.Length; i++)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ($"@{i}", parameters[i] ?? DBNull.Value);
            command.Parameters.Add(parameter);
        }
        return command;
    }

    public static void Run(DbConnection connection, string sql, params ReadOnlySpan<object?> parameters)
    {
        using var command = Command(connection, sql, parameters);
        command.ExecuteNonQuery();
    }

    /// <summary>All rows of a short answer.</summary>
    public static List<object?[]> Rows(DbConnection connection, string sql, params ReadOnlySpan<object?> parameters)
    {
        using var command = Command(connection, sql, parameters);
        using var reader = command.ExecuteReader();
        var rows = new List<object?[]>();
        while (reader.Read())
        {
            var row = new object?[reader.FieldCount];
            for (var i = 0; i < row.Length; i++)
                row[i] = reader.IsDBNull(i) ? null : reader.GetValue(i);
            rows.Add(row);
        }
        return rows;
    }
}
