using System.Data.Common;

namespace Mingzhu.Store;

/// <summary>Copies the tables of a registry from one store to the other, as closed as they are: no key is needed.</summary>
internal static class RegistryCopy
{
    private static readonly (string Read, string Write, string[] Columns)[] Tables =
    [
        ("SELECT outer_key, wrapped, made_ms FROM data_keys", "INSERT INTO data_keys (outer_key, wrapped, made_ms) VALUES (@outer, @wrapped, @made)", ["@outer", "@wrapped", "@made"]),
        ("SELECT kind, id, subject, version, body FROM rows", "INSERT INTO rows (kind, id, subject, version, body) VALUES (@kind, @id, @subject, @version, @body)", ["@kind", "@id", "@subject", "@version", "@body"]),
        ("SELECT kind, field, blind, id, one FROM look_ups", "INSERT INTO look_ups (kind, field, blind, id, one) VALUES (@kind, @field, @blind, @id, @one)", ["@kind", "@field", "@blind", "@id", "@one"]),
        ("SELECT subject, wrapped FROM subject_keys", "INSERT INTO subject_keys (subject, wrapped) VALUES (@subject, @wrapped)", ["@subject", "@wrapped"]),
        ("SELECT subject, at_ms FROM erasures", "INSERT INTO erasures (subject, at_ms) VALUES (@subject, @at)", ["@subject", "@at"]),
    ];

    /// <summary>Everything; to be run inside a transaction of the source that sees one moment, and one of the target.</summary>
    public static void Run(IRegistryTables from, IRegistryTables to)
    {
        foreach (var (read, write, columns) in Tables)
        {
            foreach (var row in from.Rows(read, Values))
                to.Run(write, [.. columns.Zip(row)]);
        }
    }

    private static object[] Values(DbDataReader row)
    {
        var values = new object[row.FieldCount];
        row.GetValues(values);
        return values;
    }
}
