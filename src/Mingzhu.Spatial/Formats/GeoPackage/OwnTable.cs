using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial;

/// <summary>
/// How we lay out a table: row number, geometry (none in a table where no row has one), feature id, then the fields. Told by place, not by name, since a layer may have a
/// field called "id" or "geom".
/// </summary>
internal static class OwnTable
{
    public static FeatureTable Read(DbConnection connection, GeoPackageTable table)
    {
        var first = Layout(table);
        var columns = table.Columns.Skip(first).ToArray();
        var fields = columns.Skip(1).Select(column => new Field(column.Name, column.Type ?? throw GeoPackageProblem.NotOurs(table.Name, $"{column.Name} {column.Declared}"))).ToImmutableArray();
        var names = (table.GeometryColumn is { } geometry ? new[] { geometry } : []).Concat(columns.Select(column => column.Name)).Select(Sql.Quoted);
        using var command = Sql.Command(connection, $"SELECT {string.Join(", ", names)} FROM {Sql.Quoted(table.Name)} ORDER BY {Sql.Quoted(table.RowNumber!.Name)}");
        using var reader = command.ExecuteReader();
        return Rows(reader, table, fields);
    }

    private static int Layout(GeoPackageTable table)
    {
        var columns = table.Columns;
        var first = table.GeometryColumn is null ? 1 : 2;
        if (columns.Count <= first || !columns[0].IsRowNumber)
            throw GeoPackageProblem.NotOurs(table.Name, "its first column is no row number");
        if (first == 2 && columns[1].Name != table.GeometryColumn)
            throw GeoPackageProblem.NotOurs(table.Name, "its second column is no geometry");
        return columns[first].Declared == "TEXT" ? first : throw GeoPackageProblem.NotOurs(table.Name, $"column {first + 1} is {columns[first].Declared}, expected TEXT");
    }

    private static FeatureTable Rows(DbDataReader reader, GeoPackageTable table, ImmutableArray<Field> fields)
    {
        var factory = new GeometryFactory(new PrecisionModel(), table.Epsg ?? 0);
        var (ids, geometries) = (new List<string>(), new List<Geometry?>());
        var columns = fields.Select(_ => (Values: new List<object?>(), Repeats: new Repeats())).ToArray();
        var first = table.GeometryColumn is null ? 0 : 1;
        while (reader.Read())
        {
            ids.Add(reader.GetString(first));
            geometries.Add(first == 0 || reader.IsDBNull(0) ? null : Decoded(reader, table, factory));
            for (var i = 0; i < columns.Length; i++)
                columns[i].Values.Add(columns[i].Repeats.Once(Value(reader.GetValue(first + 1 + i), fields[i], table)));
        }
        return new FeatureTable(fields, [.. ids], [.. geometries], [.. columns.Select(column => column.Values.ToArray())]);
    }

    private static Geometry? Decoded(DbDataReader reader, GeoPackageTable table, GeometryFactory factory)
    {
        try
        {
            return GeoPackageBlob.Read(reader.GetFieldValue<byte[]>(0), table.SrsId, factory);
        }
        catch (RefusedGeometryException refused)
        {
            throw new BrokenFileException(refused.Problem, refused);
        }
    }

    private static object? Value(object stored, Field field, GeoPackageTable table) => (stored, field.Type) switch
    {
        (DBNull, _) => null,
        (string, FieldType.Text) or (long, FieldType.Integer) or (double, FieldType.Real) => stored,
        (long truth, FieldType.Boolean) => truth != 0,
        (string date, FieldType.Date) => DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => throw GeoPackageProblem.NotOurs(table.Name, $"'{stored}' in '{field.Name}', which is {field.Type}"),
    };
}
