using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial;

/// <summary>Reads GeoPackages on a connection somebody else opened (and hardened, where the file is foreign).</summary>
public static class GeoPackage
{
    /// <summary>The feature and attribute tables and views of a GeoPackage, by name.</summary>
    /// <remarks>
    /// Out: rows are read as they are enumerated, in the order of their number, which is also <see cref="SourceFeature.Row"/> (1, 2, 3 … in a view without one).
    /// Coordinates are x, y as GeoPackage stores them whatever the axis order of the system; Z and M are only told. Columns of type BLOB are left out; DATETIME is text.<br/>
    /// Always: the connection must stay open, and be used for nothing else, while features are enumerated.<br/>
    /// By: OGC 12-128r17 (GeoPackage 1.3).
    /// </remarks>
    /// <exception cref="BrokenFileException">No GeoPackage, or one whose lists and tables disagree; while enumerating: a damaged page.</exception>
    public static ImmutableArray<SourceLayer> Layers(DbConnection connection)
    {
        try
        {
            return [.. GeoPackageTable.All(connection).Select(table => new SourceLayer(table.Name, table.Epsg, table.CrsEvidence, FieldsOf(table), Features(connection, table)) { CrsText = table.CrsText, Rows = RowsOf(connection, table) })];
        }
        catch (DbException broken)
        {
            throw GeoPackageProblem.Unreadable(broken);
        }
    }

    /// <summary>A table that <see cref="GeoPackageWriter"/> wrote, whole and fast, as it was handed over then.</summary>
    /// <remarks>Cost: one pass; geometries are trusted to be valid, since ours are.</remarks>
    /// <exception cref="BrokenFileException">There is no such table or it is not laid out as ours are.</exception>
    public static FeatureTable ReadTable(DbConnection connection, string table) =>
        ReadTable([connection], static (file, sql) => new ReaderRows(Sql.Command(file, sql)), table);

    /// <summary>The shapes of such a table, one after the other, without anything else of its rows.</summary>
    /// <remarks>Always: the connection must stay open, and be used for nothing else, meanwhile. Rows without a shape are passed over.</remarks>
    /// <exception cref="BrokenFileException">There is no such table; while enumerating: a damaged page.</exception>
    public static IEnumerable<Geometry> ReadShapes(DbConnection connection, string table)
    {
        var found = Guarded(() => GeoPackageTable.All(connection).Find(candidate => candidate.Name == table)) ?? throw GeoPackageProblem.NoTable(table);
        if (found.GeometryColumn is not { } column)
            yield break;
        using var command = Sql.Command(connection, $"SELECT {Sql.Quoted(column)} FROM {Sql.Quoted(found.Name)} WHERE {Sql.Quoted(column)} IS NOT NULL");
        using var reader = Guarded(command.ExecuteReader);
        var factory = new GeometryFactory(new PrecisionModel(), found.Epsg ?? 0);
        while (Guarded(reader.Read))
        {
            if (GeoPackageBlob.Read(reader.GetFieldValue<byte[]>(0), found.SrsId, factory) is { } shape)
                yield return shape;
        }
    }

    /// <summary>Such a table, each stretch of it by a thread of its own.</summary>
    /// <param name="connections">The file, opened once for each thread.</param>
    /// <param name="select">Answers a SELECT on one of them without an object a value.</param>
    /// <param name="table">Name of the table.</param>
    /// <inheritdoc cref="ReadTable(DbConnection, string)"/>
    public static FeatureTable ReadTable(IReadOnlyList<DbConnection> connections, Func<DbConnection, string, IStoredRows> select, string table)
    {
        try
        {
            var found = GeoPackageTable.All(connections[0]).Find(candidate => candidate.Name == table) ?? throw GeoPackageProblem.NoTable(table);
            return OwnTable.Read(connections, select, found);
        }
        catch (DbException broken)
        {
            throw GeoPackageProblem.Unreadable(broken);
        }
    }

    /// <summary>The highest row number: at hand at once, where counting walks over the table. A view may have no end.</summary>
    private static long? RowsOf(DbConnection connection, GeoPackageTable table) => !table.IsView && table.RowNumber is { } number
        ? Sql.Rows(connection, $"SELECT max({Sql.Quoted(number.Name)}) FROM {Sql.Quoted(table.Name)}")[0][0] as long?
        : null;

    private static IEnumerable<GeoPackageColumn> Carried(GeoPackageTable table) =>
        table.Columns.Where(column => column.Name != table.GeometryColumn && column.Type is not null);

    private static ImmutableArray<Field> FieldsOf(GeoPackageTable table) => [.. Carried(table).Select(column => new Field(column.Name, column.Type!.Value))];

    private static IEnumerable<SourceFeature> Features(DbConnection connection, GeoPackageTable table)
    {
        var columns = Carried(table).ToArray();
        string[] names = [.. table.GeometryColumn is { } geometry ? [geometry] : Array.Empty<string>(), .. columns.Select(column => column.Name)];
        var order = table.RowNumber is { } number ? $" ORDER BY {Sql.Quoted(number.Name)}" : "";
        using var command = Sql.Command(connection, $"SELECT {string.Join(", ", names.Select(Sql.Quoted))} FROM {Sql.Quoted(table.Name)}{order}");
        using var reader = Guarded(command.ExecuteReader);
        var factory = new GeometryFactory(new PrecisionModel(), table.Epsg ?? 0);
        for (long row = 1; Guarded(reader.Read); row++)
            yield return Guarded(() => Feature(reader, table, columns, row, factory));
    }

    private static T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (DbException broken)
        {
            throw GeoPackageProblem.Unreadable(broken);
        }
    }

    private static SourceFeature Feature(DbDataReader reader, GeoPackageTable table, GeoPackageColumn[] columns, long row, GeometryFactory factory)
    {
        var first = table.GeometryColumn is null ? 0 : 1;
        var values = new Dictionary<string, object?>(columns.Length);
        List<SourceProblem>? problems = null;
        for (var i = 0; i < columns.Length; i++)
        {
            var value = Value(reader, first + i, columns[i], out var problem);
            values[columns[i].Name] = value;
            if (problem is not null)
                (problems ??= []).Add(problem);
            if (columns[i].IsRowNumber && value is long number)
                row = number;
        }
        if (table.GeometryColumn is null)
            return new(row, null, values, problems ?? []);
        var repaired = GeometryOf(reader, table.SrsId, factory, out var dropped);
        return new(row, repaired.Geometry, values, SourceProblem.All(repaired.Problems, problems)) { Dropped = dropped };
    }

    private static RepairedGeometry GeometryOf(DbDataReader reader, int srsId, GeometryFactory factory, out DroppedOrdinates dropped)
    {
        dropped = default;
        try
        {
            if (reader.IsDBNull(0))
                return new(null, GeometryProblem.Missing);
            return reader.GetValue(0) is byte[] blob
                ? GeoPackageBlob.Read(blob, srsId, factory, out dropped) is { } geometry ? GeometryRepair.Repair(geometry) : new(null, GeometryProblem.Empty)
                : new(null, GeometryProblem.Encoding("不是二进制数据", "it is no BLOB"));
        }
        catch (RefusedGeometryException refused)
        {
            return new(null, refused.Problem);
        }
    }

    // SQLite lets any value stand in any column: what does not fit the declared type arrives as it is stored.
    private static object? Value(DbDataReader reader, int at, GeoPackageColumn column, out SourceProblem? problem)
    {
        problem = null;
        return reader.IsDBNull(at) ? null : (reader.GetValue(at), column.Type) switch
        {
            (long number, FieldType.Boolean) when number is 0 or 1 => number == 1,
            (string text, FieldType.Boolean) when text is "0" or "1" => text == "1",
            (long number, FieldType.Real) => (double)number,
            (double number, _) when !double.IsFinite(number) => NotFinite(column, out problem),
            (string text, FieldType.Integer) when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
            (string text, FieldType.Real) when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => number,
            (string text, FieldType.Date) when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) => date,
            (byte[], _) => NoText(column, out problem),
            var (value, _) => value,
        };
    }

    private static object? NotFinite(GeoPackageColumn column, out SourceProblem? problem)
    {
        problem = new("value.not-finite", $"列“{column.Name}”的值不是有限的数；请改正", $"the value of '{column.Name}' is no finite number; correct it") { Field = column.Name };
        return null;
    }

    private static object? NoText(GeoPackageColumn column, out SourceProblem? problem)
    {
        problem = new("value.binary", $"列“{column.Name}”的值是二进制数据，应为 {column.Declared}；请改正", $"the value of '{column.Name}' is binary, expected {column.Declared}; correct it") { Field = column.Name };
        return null;
    }
}
