using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Implementation;

namespace Mingzhu.Spatial;

/// <summary>
/// How we lay out a table: row number, geometry (none in a table where no row has one), feature id, then the fields. Told by place, not by name, since a layer may have a
/// field called "id" or "geom".
/// </summary>
internal static class OwnTable
{
    // No row takes fewer bytes of a file.
    private const int LeastRowBytes = 4;

    /// <param name="connections">The file, opened once for each thread that reads a stretch of it.</param>
    /// <param name="select">Answers a SELECT.</param>
    /// <param name="table">Which table.</param>
    public static FeatureTable Read(IReadOnlyList<DbConnection> connections, Func<DbConnection, string, IStoredRows> select, GeoPackageTable table)
    {
        var first = Layout(table);
        var columns = table.Columns.Skip(first).ToArray();
        var fields = columns.Skip(1).Select(column => new Field(column.Name, column.Type ?? throw GeoPackageProblem.NotOurs(table.Name, $"{column.Name} {column.Declared}"))).ToImmutableArray();
        var names = string.Join(", ", (table.GeometryColumn is { } geometry ? new[] { geometry } : []).Concat(columns.Select(column => column.Name)).Select(Sql.Quoted));
        var number = Sql.Quoted(table.RowNumber!.Name);
        var last = Last(connections[0], table, number);
        var into = new FeatureTable(fields, new string[last], new Geometry?[last], [.. fields.Select(_ => new object?[last])]);
        var counts = new int[connections.Count];
        var starts = Enumerable.Range(0, counts.Length + 1).Select(part => (int)((long)last * part / counts.Length)).ToArray();

        void Stretch(int part)
        {
            using var rows = select(connections[part], string.Create(
                CultureInfo.InvariantCulture, $"SELECT {names} FROM {Sql.Quoted(table.Name)} WHERE {number} > {starts[part]} AND {number} <= {starts[part + 1]} ORDER BY {number}"));
            counts[part] = Rows(rows, table, into, starts[part]);
        }

        var others = Task.WhenAll(Enumerable.Range(1, counts.Length - 1).Select(part => Task.Run(() => Stretch(part))));
        try
        {
            Stretch(0);
        }
        finally
        {
            // Also if this one failed: the connections are the caller's to close.
            others.GetAwaiter().GetResult();
        }

        return counts.Sum() == last ? into : WithoutGaps(into, starts, counts);
    }

    /// <summary>The last row's number: how many rows there are, as ours have no gaps.</summary>
    private static int Last(DbConnection connection, GeoPackageTable table, string number)
    {
        var last = Sql.Rows(connection, $"SELECT max({number}) FROM {Sql.Quoted(table.Name)}")[0][0] as long? ?? 0;
        var bytes = Sql.Rows(connection, "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")[0][0] as long? ?? 0;
        return last >= 0 && last <= Math.Min(bytes / LeastRowBytes, Array.MaxLength) ? (int)last : throw GeoPackageProblem.NotOurs(table.Name, $"a row has the number {last} in a file of {bytes} bytes");
    }

    private static FeatureTable WithoutGaps(FeatureTable table, int[] starts, int[] counts)
    {
        T[] Joined<T>(T[] values) => [.. counts.SelectMany((count, part) => values.AsSpan(starts[part], count).ToArray())];
        return new FeatureTable(table.Fields, Joined(table.Ids), Joined(table.Geometries), Array.ConvertAll(table.Columns, Joined));
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

    /// <summary>Puts the rows into a table, one after the other from a row on; answers how many came.</summary>
    private static int Rows(IStoredRows rows, GeoPackageTable table, FeatureTable into, int start)
    {
        // Packed, since hardly anybody looks at a position by itself and a city has millions of them, each of which would be an object.
        var factory = new GeometryFactory(new PrecisionModel(), table.Epsg ?? 0, PackedCoordinateSequenceFactory.DoubleFactory);
        var texts = new RepeatedTexts(); // One for all columns: what a file calls its id is mostly ours too.
        var columns = into.Fields.Select((field, i) => new Column(field, table, texts, into.Columns[i])).ToArray();
        var first = table.GeometryColumn is null ? 0 : 1;
        var row = start;
        for (; rows.Next(); row++)
        {
            into.Ids[row] = rows.KindAt(first) == StoredKind.Text ? texts.Of(rows.BytesAt(first)) : throw GeoPackageProblem.NotOurs(table.Name, $"a feature id is {rows.KindAt(first)}");
            into.Geometries[row] = first == 0 || rows.KindAt(0) == StoredKind.Null ? null : Decoded(rows.BytesAt(0), table, factory);
            for (var i = 0; i < columns.Length; i++)
                columns[i].Put(row, rows, first + 1 + i);
        }

        return row - start;
    }

    private static Geometry? Decoded(ReadOnlySpan<byte> blob, GeoPackageTable table, GeometryFactory factory)
    {
        try
        {
            return GeoPackageBlob.Read(blob, table.SrsId, factory);
        }
        catch (RefusedGeometryException refused)
        {
            throw new BrokenFileException(refused.Problem, refused);
        }
    }

    /// <summary>The values of one field.</summary>
    private sealed class Column(Field field, GeoPackageTable table, RepeatedTexts texts, object?[] values)
    {
        private static readonly object Yes = true, No = false;
        private readonly RepeatedValues<long> _integers = new();
        private readonly RepeatedValues<double> _reals = new();
        private readonly RepeatedValues<DateOnly> _days = new();
        private (string? Text, object? Day) _last;

        public void Put(int row, IStoredRows rows, int at) => values[row] = (rows.KindAt(at), field.Type) switch
        {
            (StoredKind.Null, _) => null,
            (StoredKind.Text, FieldType.Text) => texts.Of(rows.BytesAt(at)),
            (StoredKind.Integer, FieldType.Integer) => _integers.Of(rows.IntegerAt(at)),
            (StoredKind.Integer, FieldType.Boolean) => rows.IntegerAt(at) != 0 ? Yes : No,
            (StoredKind.Real, FieldType.Real) => _reals.Of(rows.RealAt(at)),
            (StoredKind.Text, FieldType.Date) => Day(texts.Of(rows.BytesAt(at))),
            var (kind, type) => throw GeoPackageProblem.NotOurs(table.Name, $"{kind} in '{field.Name}', which is {type}"),
        };

        // Days come in runs.
        private object? Day(string text)
        {
            if (!ReferenceEquals(text, _last.Text))
                _last = (text, _days.Of(DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture)));
            return _last.Day;
        }
    }
}
