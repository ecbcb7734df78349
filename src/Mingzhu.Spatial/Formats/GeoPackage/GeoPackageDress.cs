using System.Collections.Immutable;
using System.Data.Common;

namespace Mingzhu.Spatial;

/// <summary>How a table of a GeoPackage presents itself in other programs (图层的名称、字段别名与样式).</summary>
/// <param name="Title">Name of the layer: <c>identifier</c> in gpkg_contents, unique within the file.</param>
/// <param name="Description">Where it comes from, its day, its data class.</param>
/// <param name="Columns">Titles of columns, by name; others have none.</param>
/// <param name="Qml">The style as QGIS writes it; null: none.</param>
/// <param name="Sld">The same as OGC SLD 1.0; null: none.</param>
public sealed record GeoPackageDress(string Title, string Description, ImmutableArray<(string Column, string Title)> Columns, string? Qml = null, string? Sld = null)
{
    private const string Tables = """
        CREATE TABLE IF NOT EXISTS gpkg_extensions (
          table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL, scope TEXT NOT NULL, CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
        CREATE TABLE IF NOT EXISTS gpkg_data_columns (
          table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT, description TEXT, mime_type TEXT, constraint_name TEXT,
          CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name), CONSTRAINT gdc_tn UNIQUE (table_name, name));
        CREATE TABLE IF NOT EXISTS layer_styles (
          id INTEGER PRIMARY KEY AUTOINCREMENT, f_table_catalog TEXT(256), f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT,
          useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30), update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')));
        INSERT OR IGNORE INTO gpkg_contents (table_name, data_type, identifier, description, last_change) VALUES ('layer_styles', 'attributes', 'layer_styles', '', '2000-01-01T00:00:00.000Z');
        INSERT OR IGNORE INTO gpkg_extensions VALUES ('gpkg_data_columns', NULL, 'gpkg_schema', 'http://www.geopackage.org/spec121/#extension_schema', 'read-write');
        """;

    private const string AddTitle = "UPDATE gpkg_contents SET identifier = @1, description = @2 WHERE table_name = @0";
    private const string AddColumn = "INSERT INTO gpkg_data_columns (table_name, column_name, name, title) VALUES (@0, @1, @2, @2)";
    private const string FindGeometry = "SELECT column_name FROM gpkg_geometry_columns WHERE table_name = @0";

    private const string AddStyle =
        "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, owner, update_time) "
        + "VALUES ('', '', @0, @1, @2, @3, @4, 1, '', '', '2000-01-01T00:00:00.000Z')";

    /// <summary>Puts it on a table that <see cref="GeoPackageWriter"/> wrote into the same file.</summary>
    /// <remarks>
    /// Titles go into <c>gpkg_data_columns</c>, the style into <c>layer_styles</c>, which QGIS takes as the layer's own.<br/>
    /// By: OGC 12-128r17 §2.1.2 and its schema extension; layer_styles is QGIS's table.
    /// </remarks>
    public void PutOn(DbConnection connection, string table)
    {
        Sql.Run(connection, Tables);
        Sql.Run(connection, AddTitle, table, Title, Description);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (column, title) in Columns)
        {
            if (taken.Add(title))
                Sql.Run(connection, AddColumn, table, column, title);
        }

        if (Qml is not null)
            Sql.Run(connection, AddStyle, table, Sql.Rows(connection, FindGeometry, table) is [[string geometry]] ? geometry : "", Title, Qml, Sld);
    }
}
