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
    // Room made before the first row: row numbers of ours have no gaps, but they are only numbers in a file.
    private const int MostExpected = 1 << 20;

    /// <param name="connection">The file.</param>
    /// <param name="select">Answers a SELECT.</param>
    /// <param name="table">Which table.</param>
    /// <param name="part">Which of <paramref name="parts"/> stretches of it, from 0.</param>
    /// <param name="parts">In how many stretches of about the same length it is read.</param>
    public static FeatureTable Read(DbConnection connection, Func<string, IStoredRows> select, GeoPackageTable table, int part, int parts)
    {
        var first = Layout(table);
        var columns = table.Columns.Skip(first).ToArray();
        var fields = columns.Skip(1).Select(column => new Field(column.Name, column.Type ?? throw GeoPackageProblem.NotOurs(table.Name, $"{column.Name} {column.Declared}"))).ToImmutableArray();
        var names = (table.GeometryColumn is { } geometry ? new[] { geometry } : []).Concat(columns.Select(column => column.Name)).Select(Sql.Quoted);
        var number = Sql.Quoted(table.RowNumber!.Name);
        var last = Sql.Rows(connection, $"SELECT max({number}) FROM {Sql.Quoted(table.Name)}")[0][0] as long? ?? 0;
        var (after, upTo) = (last * part / parts, last * (part + 1) / parts);
        using var rows = select(string.Create(CultureInfo.InvariantCulture, $"SELECT {string.Join(", ", names)} FROM {Sql.Quoted(table.Name)} WHERE {number} > {after} AND {number} <= {upTo} ORDER BY {number}"));
        return Rows(rows, table, fields, (int)Math.Min(upTo - after, MostExpected));
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

    private static FeatureTable Rows(IStoredRows rows, GeoPackageTable table, ImmutableArray<Field> fields, int expected)
    {
        var factory = new GeometryFactory(new PrecisionModel(), table.Epsg ?? 0);
        var (ids, geometries) = (new Gathered<string>(expected), new Gathered<Geometry?>(expected));
        var texts = new RepeatedTexts(); // One for all columns: what a file calls its id is mostly ours too.
        var columns = fields.Select(field => new Column(field, table, texts, expected)).ToArray();
        var first = table.GeometryColumn is null ? 0 : 1;
        while (rows.Next())
        {
            ids.Add(rows.KindAt(first) == StoredKind.Text ? texts.Of(rows.BytesAt(first)) : throw GeoPackageProblem.NotOurs(table.Name, $"a feature id is {rows.KindAt(first)}"));
            geometries.Add(first == 0 || rows.KindAt(0) == StoredKind.Null ? null : Decoded(rows.BytesAt(0), table, factory));
            for (var i = 0; i < columns.Length; i++)
                columns[i].Add(rows, first + 1 + i);
        }

        return new FeatureTable(fields, ids.Take(), geometries.Take(), [.. columns.Select(column => column.Values.Take())]);
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
    private sealed class Column(Field field, GeoPackageTable table, RepeatedTexts texts, int expected)
    {
        private static readonly object Yes = true, No = false;
        private readonly RepeatedValues<long> _integers = new();
        private readonly RepeatedValues<double> _reals = new();
        private readonly RepeatedValues<DateOnly> _days = new();
        private (string? Text, object? Day) _last;

        public Gathered<object?> Values { get; } = new(expected);

        public void Add(IStoredRows rows, int at) => Values.Add((rows.KindAt(at), field.Type) switch
        {
            (StoredKind.Null, _) => null,
            (StoredKind.Text, FieldType.Text) => texts.Of(rows.BytesAt(at)),
            (StoredKind.Integer, FieldType.Integer) => _integers.Of(rows.IntegerAt(at)),
            (StoredKind.Integer, FieldType.Boolean) => rows.IntegerAt(at) != 0 ? Yes : No,
            (StoredKind.Real, FieldType.Real) => _reals.Of(rows.RealAt(at)),
            (StoredKind.Text, FieldType.Date) => Day(texts.Of(rows.BytesAt(at))),
            var (kind, type) => throw GeoPackageProblem.NotOurs(table.Name, $"{kind} in '{field.Name}', which is {type}"),
        });

        // Days come in runs.
        private object? Day(string text)
        {
            if (!ReferenceEquals(text, _last.Text))
                _last = (text, _days.Of(DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture)));
            return _last.Day;
        }
    }

    /// <summary>An array that fills up; where as many came as were expected, it is not copied.</summary>
    private sealed class Gathered<T>(int expected)
    {
        private T[] _items = new T[expected];
        private int _count;

        public void Add(T item)
        {
            if (_count == _items.Length)
                Array.Resize(ref _items, Math.Max(16, 2 * _count));
            _items[_count++] = item;
        }

        public T[] Take()
        {
            Array.Resize(ref _items, _count);
            return _items;
        }
    }
}
