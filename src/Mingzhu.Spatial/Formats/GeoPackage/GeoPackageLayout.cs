using System.Collections.Immutable;

namespace Mingzhu.Spatial;

/// <summary>The names of a table's columns and the two statements made of them.</summary>
internal sealed class GeoPackageLayout
{
    public GeoPackageLayout(string name, ImmutableArray<Field> fields, string? geometryType)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var field in fields)
        {
            if (!taken.Add(field.Name))
                throw new ArgumentException($"two fields are called '{field.Name}'; SQLite does not tell upper from lower case", nameof(fields));
        }
        string Free(string wanted) => taken.Contains(wanted) ? Free($"feature_{wanted}") : wanted;
        (Table, GeometryType) = (name, geometryType);
        Geometry = geometryType is not null ? Free("geom") : null;
        string[] names = [.. Geometry is { } geom ? [geom] : Array.Empty<string>(), Free("id"), .. fields.Select(field => field.Name)];
        string[] types = [.. geometryType is null ? Array.Empty<string>() : [geometryType], "TEXT NOT NULL UNIQUE", .. fields.Select(field => TypeName(field.Type))];
        Parameters = names.Length;
        Create = $"CREATE TABLE {Sql.Quoted(name)} ({Sql.Quoted(Free("fid"))} INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, {string.Join(", ", names.Zip(types, (column, type) => $"{Sql.Quoted(column)} {type}"))})";
        Insert = $"INSERT INTO {Sql.Quoted(name)} ({string.Join(", ", names.Select(Sql.Quoted))}) VALUES ({string.Join(", ", names.Select((_, i) => $"@{i}"))})";
    }

    public string Table { get; }

    public string? Geometry { get; }

    public string? GeometryType { get; }

    public int Parameters { get; }

    public string Create { get; }

    public string Insert { get; }

    private static string TypeName(FieldType type) => type switch
    {
        FieldType.Text => "TEXT",
        FieldType.Integer => "INTEGER",
        FieldType.Real => "DOUBLE",
        FieldType.Boolean => "BOOLEAN",
        _ => "DATE",
    };
}
