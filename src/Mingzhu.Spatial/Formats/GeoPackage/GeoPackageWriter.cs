using System.Buffers;
using System.Data.Common;
using System.Globalization;

namespace Mingzhu.Spatial;

/// <summary>Writes GeoPackages that QGIS and GDAL open (写出 GeoPackage 1.3).</summary>
public static class GeoPackageWriter
{
    internal const int Cgcs2000 = 4490;

    private const string Catalog = """
        PRAGMA application_id = 1196444487;
        PRAGMA user_version = 10300;
        CREATE TABLE IF NOT EXISTS gpkg_spatial_ref_sys (
          srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL,
          definition TEXT NOT NULL, description TEXT);
        CREATE TABLE IF NOT EXISTS gpkg_contents (
          table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE, description TEXT DEFAULT '',
          last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')), min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
          CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
        CREATE TABLE IF NOT EXISTS gpkg_geometry_columns (
          table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
          CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT uk_gc_table_name UNIQUE (table_name),
          CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
          CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
        """;

    private const string AddSystem = "INSERT OR IGNORE INTO gpkg_spatial_ref_sys VALUES (@0, @1, @2, @3, @4, @5)";
    private const string AddContents = "INSERT INTO gpkg_contents VALUES (@0, @1, @0, '', @2, @3, @4, @5, @6, @7)";
    private const string AddGeometryColumn = "INSERT INTO gpkg_geometry_columns VALUES (@0, @1, @2, @3, 0, 0)";

    private static readonly (string Name, int Id, string Organization, int Code, string Definition, string Description)[] Systems =
    [
        ("Undefined Cartesian SRS", -1, "NONE", -1, "undefined", "undefined Cartesian coordinate reference system"),
        ("Undefined geographic SRS", 0, "NONE", 0, "undefined", "undefined geographic coordinate reference system"),
        ("WGS 84 geodetic", 4326, "EPSG", 4326, WktWriter.Ogc(Crs.OfEpsg(4326)!), "longitude/latitude in degrees on the WGS 84 ellipsoid"),
        ("China Geodetic Coordinate System 2000", Cgcs2000, "EPSG", Cgcs2000, WktWriter.Ogc(Crs.Cgcs2000), "CGCS2000 longitude/latitude in degrees; stored x = longitude, y = latitude"),
    ];

    /// <summary>Writes a table of features into a GeoPackage, and the GeoPackage's own tables if they are not there yet.</summary>
    /// <remarks>
    /// In: geometries in <paramref name="crs"/>, x = longitude or easting, as they are stored too. A table where no row has a geometry is written as an attribute table.<br/>
    /// Out: columns are the row number, the geometry, the feature id (<c>TEXT NOT NULL UNIQUE</c>), then the fields; the first three are called <c>fid</c>, <c>geom</c> and
    /// <c>id</c>, or <c>feature_fid</c>, <c>feature_geom</c> and <c>feature_id</c> where a field has that name already.<br/>
    /// Always: <see cref="GeoPackage.ReadTable(System.Data.Common.DbConnection, string)"/> gives the same table back; the same table gives the same rows, and <c>last_change</c> is what the caller says.<br/>
    /// Cost: one transaction, one prepared statement. No spatial index is written: ours are read whole.
    /// </remarks>
    /// <param name="connection">Open and writable.</param>
    /// <param name="name">The table's name; must be new.</param>
    /// <param name="table">What to write.</param>
    /// <param name="lastChange">For <c>gpkg_contents</c>; the beginning of 2000 if not said, so that equal tables make equal files.</param>
    /// <param name="crs">What the coordinates are, one that <see cref="WktWriter"/> knows; EPSG:4490 if not said.</param>
    /// <exception cref="ArgumentException">A value is not of its field's type, or two fields differ only by case.</exception>
    public static void Write(DbConnection connection, string name, FeatureTable table, DateTimeOffset? lastChange = null, Crs? crs = null)
    {
        var system = crs ?? Crs.Cgcs2000;
        var box = table.Geometries.Aggregate(Box.Empty, (all, geometry) => geometry is null ? all : all.With(Box.Of(geometry)));
        using var rows = new GeoPackageRows(connection, name, table.Fields, GeometryTypes.Together(table.Geometries.Select(GeometryTypes.Of)), box, lastChange, system);
        var (blob, values) = (new ArrayBufferWriter<byte>(1024), new object?[table.Columns.Length]);
        for (var row = 0; row < table.Count; row++)
        {
            blob.ResetWrittenCount();
            if (table.Geometries[row] is { } geometry)
                GeoPackageBlob.Write(geometry, system.Epsg!.Value, blob);
            for (var column = 0; column < values.Length; column++)
                values[column] = table.Columns[column][row];
            rows.Add(table.Ids[row], blob.WrittenSpan, values);
        }

        rows.Commit();
    }

    /// <summary>Makes the GeoPackage's own tables if they are not there yet.</summary>
    internal static void Prepare(DbConnection connection) => Sql.Run(connection, Catalog);

    /// <summary>Begins a table: its place in the GeoPackage's own tables, then itself.</summary>
    internal static void Begin(DbTransaction transaction, GeoPackageLayout layout, Box box, DateTimeOffset? lastChange, Crs crs)
    {
        foreach (var system in Systems)
            Run(transaction, AddSystem, system.Name, system.Id, system.Organization, system.Code, system.Definition, system.Description);
        var (code, definition) = (crs.Epsg!.Value, WktWriter.Ogc(crs));
        Run(transaction, AddSystem, crs.Says.En, code, "EPSG", code, definition, "stored x = easting or longitude, y = northing or latitude");
        Run(transaction, layout.Create);
        object?[] sides = box.IsEmpty ? [null, null, null, null] : [box.MinX, box.MinY, box.MaxX, box.MaxY];
        var time = (lastChange ?? new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero)).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        Run(
            transaction, AddContents, layout.Table, layout.Geometry is null ? "attributes" : "features", time, sides[0], sides[1], sides[2], sides[3],
            layout.Geometry is null ? null : (object)code);
        if (layout.Geometry is { } column)
            Run(transaction, AddGeometryColumn, layout.Table, column, layout.GeometryType, code);
    }

    private static void Run(DbTransaction transaction, string sql, params ReadOnlySpan<object?> parameters)
    {
        using var command = Sql.Command(transaction.Connection!, sql, parameters);
        command.Transaction = transaction;
        command.ExecuteNonQuery();
    }
}
