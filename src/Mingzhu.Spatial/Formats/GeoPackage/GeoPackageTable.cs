using System.Data.Common;
using System.Globalization;

namespace Mingzhu.Spatial;

/// <summary>A column as the table declares it; <see cref="Type"/> is null for what we do not carry (BLOB).</summary>
internal sealed record GeoPackageColumn(string Name, string Declared, FieldType? Type, bool IsRowNumber);

/// <summary>What a GeoPackage says of one of its tables.</summary>
internal sealed record GeoPackageTable(string Name, string? GeometryColumn, int SrsId, int? Epsg, (string Zh, string En) CrsEvidence, List<GeoPackageColumn> Columns)
{
    private const string ListTables = """
        SELECT c.table_name, c.data_type, g.column_name, g.srs_id, s.organization, s.organization_coordsys_id, s.definition
        FROM gpkg_contents AS c
        LEFT JOIN gpkg_geometry_columns AS g ON lower(g.table_name) = lower(c.table_name)
        LEFT JOIN gpkg_spatial_ref_sys AS s ON s.srs_id = g.srs_id
        WHERE c.data_type IN ('features', 'attributes', 'aspatial')
        ORDER BY c.table_name
        """;

    private const string ListAttributes = "SELECT table_name, data_type, NULL, NULL, NULL, NULL, NULL FROM gpkg_contents WHERE data_type IN ('attributes', 'aspatial') ORDER BY table_name";
    private const string ListColumns = "SELECT name, type, pk FROM pragma_table_info(@0)";
    private const string IsThere = "SELECT COUNT(*) FROM sqlite_master WHERE type IN ('table', 'view') AND lower(name) = lower(@0)";

    private const string IsAView = "SELECT COUNT(*) FROM sqlite_master WHERE type = 'view' AND lower(name) = lower(@0)";

    // What QGIS keeps in a GeoPackage beside the data: how layers look, and whole projects.
    private static readonly string[] OfQgis = ["layer_styles", "qgis_projects"];

    /// <summary>The definition of its coordinate system as the file has it; null if it has none.</summary>
    public string? CrsText { get; init; }

    /// <summary>Whether it is a view: what it holds is only known when it is read.</summary>
    public bool IsView { get; init; }

    /// <summary>The column that numbers the rows; null in a view that hides it.</summary>
    public GeoPackageColumn? RowNumber => Columns.Find(column => column.IsRowNumber);

    /// <summary>Feature and attribute tables and views, by name.</summary>
    public static List<GeoPackageTable> All(DbConnection connection)
    {
        if (!Has(connection, "gpkg_contents"))
            throw GeoPackageProblem.NoGeoPackage();
        var features = Has(connection, "gpkg_geometry_columns") && Has(connection, "gpkg_spatial_ref_sys");
        return [.. Sql.Rows(connection, features ? ListTables : ListAttributes).Where(row => !OfQgis.Contains(row[0] as string)).Select(row => Described(connection, row))];
    }

    private static bool Has(DbConnection connection, string table) => Sql.Rows(connection, IsThere, table)[0][0] is long and > 0;

    private static GeoPackageTable Described(DbConnection connection, object?[] row)
    {
        var name = row[0] as string ?? throw GeoPackageProblem.NoGeoPackage();
        var geometry = row[2] as string;
        if ((row[1] as string) == "features" && geometry is null)
            throw GeoPackageProblem.NoGeometryColumn(name);
        var columns = Sql.Rows(connection, ListColumns, name).ConvertAll(Column);
        if (columns.Count == 0)
            throw GeoPackageProblem.NoTable(name);
        if (geometry is not null)
            geometry = columns.Find(column => column.Name.Equals(geometry, StringComparison.OrdinalIgnoreCase))?.Name ?? throw GeoPackageProblem.NoColumn(name, geometry);
        var srs = row[3] is long number and >= int.MinValue and <= int.MaxValue ? (int)number : 0;
        var (epsg, evidence) = geometry is null ? (null, ("表中没有几何图形", "the table has no geometry")) : Proof(srs, row[4] as string, row[5]);
        return new GeoPackageTable(name, geometry, srs, epsg, evidence, columns)
        {
            IsView = Sql.Rows(connection, IsAView, name)[0][0] is long and > 0,
            CrsText = geometry is not null && row[6] is string definition && definition.Trim() is { Length: > 0 } and not "undefined" ? definition : null,
        };
    }

    private static GeoPackageColumn Column(object?[] row)
    {
        var declared = (row[1] as string ?? "").Trim().ToUpperInvariant();
        var type = TypeOf(declared);
        return new((string)row[0]!, declared, type, row[2] is 1L && type == FieldType.Integer);
    }

    // By: GeoPackage 1.3 table 1. What it does not list goes by SQLite's own rules for the affinity of a declared type.
    private static FieldType? TypeOf(string declared) => declared.Split('(')[0] switch
    {
        "BOOLEAN" => FieldType.Boolean,
        "DATE" => FieldType.Date,
        "POINT" or "MULTIPOINT" => null,
        var type when type.Contains("INT", StringComparison.Ordinal) => FieldType.Integer,
        "FLOAT" or "DOUBLE" or "REAL" or "NUMERIC" or "DECIMAL" => FieldType.Real,
        "BLOB" or "GEOMETRY" => null,
        _ => FieldType.Text,
    };

    private static (int? Epsg, (string Zh, string En) Evidence) Proof(int srs, string? organization, object? code) =>
        string.Equals(organization, "EPSG", StringComparison.OrdinalIgnoreCase) && code is long and > 0 and <= int.MaxValue and var number
            ? ((int)number, (string.Create(CultureInfo.InvariantCulture, $"gpkg_spatial_ref_sys 中 srs_id {srs} 为 EPSG:{number}"), string.Create(CultureInfo.InvariantCulture, $"srs_id {srs} is EPSG:{number} in gpkg_spatial_ref_sys")))
            : (null, (
                string.Create(CultureInfo.InvariantCulture, $"gpkg_geometry_columns 中的 srs_id {srs} 不是 EPSG 代码（organization '{organization}'，code '{code}'）"),
                string.Create(CultureInfo.InvariantCulture, $"srs_id {srs} in gpkg_geometry_columns is no EPSG code (organization '{organization}', code '{code}')")));
}

/// <summary>The words for what can be wrong with a GeoPackage as a whole.</summary>
internal static class GeoPackageProblem
{
    public static BrokenFileException NoGeoPackage() => Broken(
        "gpkg.no-geopackage",
        "文件不是 GeoPackage：没有可用的 gpkg_contents 表；请用 QGIS 或 ogr2ogr -f GPKG 导出",
        "the file is no GeoPackage: it has no usable table gpkg_contents; export it with QGIS or ogr2ogr -f GPKG");

    public static BrokenFileException NoGeometryColumn(string table) => Broken(
        "gpkg.no-geometry-column",
        $"要素表“{table}”未登记几何列（gpkg_geometry_columns）；请重新导出",
        $"the feature table '{table}' has no row in gpkg_geometry_columns; export the file again");

    public static BrokenFileException NoTable(string table) => Broken(
        "gpkg.no-table",
        $"gpkg_contents 列出了“{table}”，但文件中没有该表或视图；请重新导出",
        $"gpkg_contents lists '{table}', but there is no such table or view; export the file again");

    public static BrokenFileException NoColumn(string table, string column) => Broken(
        "gpkg.no-column",
        $"表“{table}”没有列“{column}”；请重新导出",
        $"the table '{table}' has no column '{column}'; export the file again");

    public static BrokenFileException NotOurs(string table, string found) => Broken(
        "gpkg.not-ours",
        $"表“{table}”不是本系统写出的图层：{found}；请作为外部文件导入",
        $"the table '{table}' is no layer written by this program: {found}; import it as a foreign file");

    public static BrokenFileException Unreadable(DbException cause) => new(
        new SourceProblem("gpkg.unreadable", $"GeoPackage 已损坏：{cause.Message}；请重新导出", $"the GeoPackage is broken: {cause.Message}; export it again"), cause);

    private static BrokenFileException Broken(string code, string zh, string en) => new(new SourceProblem(code, zh, en));
}
