using System.Data.Common;
using System.Globalization;
using Mingzhu.Store;

namespace Mingzhu.Atlas.Tests.Corpus;

/// <summary>A GeoPackage by plain SQL, as a foreign program might have left it.</summary>
internal sealed class Gpkg
{
    private readonly List<string> _statements =
    [
        "PRAGMA page_size = 512",
        "PRAGMA application_id = 0x47504B47", "PRAGMA user_version = 10300",
        "CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT)",
        "CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT, description TEXT DEFAULT '', last_change TEXT, min_x REAL, min_y REAL, max_x REAL, max_y REAL, srs_id INTEGER)",
        "CREATE TABLE gpkg_geometry_columns (table_name TEXT PRIMARY KEY, column_name TEXT, geometry_type_name TEXT, srs_id INTEGER, z TINYINT, m TINYINT)",
        "INSERT INTO gpkg_spatial_ref_sys VALUES ('Undefined Cartesian', -1, 'NONE', -1, 'undefined', NULL), ('Undefined geographic', 0, 'NONE', 0, 'undefined', NULL), ('WGS 84', 4326, 'EPSG', 4326, 'GEOGCS[\"WGS 84\"]', NULL)",
    ];

    public Gpkg Sql(string statement)
    {
        _statements.Add(statement);
        return this;
    }

    public Gpkg Srs(int id, string organization, int code, string definition) => Sql(
        string.Create(CultureInfo.InvariantCulture, $"INSERT INTO gpkg_spatial_ref_sys VALUES ('{organization} {code}', {id}, '{organization}', {code}, '{definition.Replace("'", "''", StringComparison.Ordinal)}', NULL)"));

    /// <summary>A table of features: its columns beside fid and geom, then rows of hexadecimal geometry and literals.</summary>
    public Gpkg Features(string table, int srs, string columns, params string[] rows)
    {
        Sql($"CREATE TABLE \"{table}\" (fid INTEGER PRIMARY KEY, geom BLOB, {columns})");
        Register(table, srs);
        foreach (var row in rows)
            Sql($"INSERT INTO \"{table}\" VALUES (NULL, {row})");
        return this;
    }

    public Gpkg Register(string table, int srs) => Sql(string.Create(CultureInfo.InvariantCulture, $"INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) VALUES ('{table}', 'features', '{table}', {srs})"))
        .Sql(string.Create(CultureInfo.InvariantCulture, $"INSERT INTO gpkg_geometry_columns VALUES ('{table}', 'geom', 'GEOMETRY', {srs}, 0, 0)"));

    /// <summary>The header of a geometry without a box, and a polygon of one ring in WKB, as an SQL literal.</summary>
    public static string Polygon(int srs, params (double X, double Y)[] ring)
    {
        var wkb = new Little().Byte(1).Int(3).Int(1).Int(ring.Length);
        foreach (var (x, y) in ring)
            wkb.Double(x).Double(y);
        return Blob(srs, wkb.ToBytes());
    }

    public static string Blob(int srs, byte[] wkb, int flags = 1) => $"X'{Convert.ToHexString(new Little().Byte('G').Byte('P').Byte(0).Byte(flags).Int(srs).Put(wkb).ToBytes())}'";

    public byte[] ToBytes()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.Delete(path);
            using (var connection = SqliteFile.Create(path))
                Run(connection);
            return File.ReadAllBytes(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private void Run(DbConnection connection)
    {
        foreach (var statement in _statements)
        {
            using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The corpus' own literals.
            command.CommandText = statement;
#pragma warning restore CA2100
            command.ExecuteNonQuery();
        }
    }
}
