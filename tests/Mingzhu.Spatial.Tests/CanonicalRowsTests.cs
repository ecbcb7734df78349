using Mingzhu.Spatial.Tests.Formats;

namespace Mingzhu.Spatial.Tests;

public sealed class CanonicalRowsTests
{
    [Fact]
    public void The_hash_of_an_empty_table_is_that_of_its_two_counts() =>
        CanonicalRows.Hash(new FeatureTable([], [], [], [])).ShouldBe("374708fff7719dd5979ec875d56cd2286f6d3cf7ec317a3b25632aab28ec37bb"); // sha256 of 16 zero bytes

    [Fact]
    public void Rows_in_any_order_have_the_same_hash() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var table = Tables.Any(seed);
            return CanonicalRows.Hash(Ordered(table, Shuffled(table.Count, seed))) == CanonicalRows.Hash(table);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_changed_value_id_or_field_changes_the_hash() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var table = Tables.Any(seed);
            var hash = CanonicalRows.Hash(table);
            var renamed = new FeatureTable([.. table.Fields, new("more", FieldType.Text)], table.Ids, table.Geometries, [.. table.Columns, new object?[table.Count]]);
            var different = CanonicalRows.Hash(renamed) != hash;
            if (table.Count == 0)
                return different;
            var row = new Random(seed).Next(table.Count);
            var otherId = new FeatureTable(table.Fields, Replaced(table.Ids, row, "other"), table.Geometries, table.Columns);
            different &= CanonicalRows.Hash(otherId) != hash;
            var otherShape = new FeatureTable(table.Fields, table.Ids, Replaced(table.Geometries, row, Tables.Wkt("POINT (200 200)")), table.Columns);
            different &= CanonicalRows.Hash(otherShape) != hash;
            if (table.Fields.Length > 0)
            {
                var column = Replaced(table.Columns[0], row, table.Columns[0][row] is null ? "" : null);
                different &= CanonicalRows.Hash(new FeatureTable(table.Fields, table.Ids, table.Geometries, [column, .. table.Columns[1..]])) != hash;
            }
            return different;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Coordinates_count_to_a_billionth_of_a_degree()
    {
        string HashAt(string wkt) => CanonicalRows.Hash(new FeatureTable([], ["a"], [Tables.Wkt(wkt)], []));

        HashAt("POINT (115.98500000000001 0)").ShouldBe(HashAt("POINT (115.985 -0.0000000001)"));
        HashAt("POINT (115.985000002 0)").ShouldNotBe(HashAt("POINT (115.985 0)"));
    }

    [Fact]
    public void A_layer_keeps_its_hash_in_a_GeoPackage() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            using var connection = Sqlite.Open(":memory:");
            var table = Tables.Any(seed);
            GeoPackageWriter.Write(connection, "t", table);
            return CanonicalRows.Hash(GeoPackage.ReadTable(connection, "t")) == CanonicalRows.Hash(table);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Row_by_row_from_a_spool_the_hash_and_the_table_are_the_same() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var table = Tables.Any(seed);
            using var spool = new FeatureSpool(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), table.Fields);
            for (var row = 0; row < table.Count; row++)
                spool.Add($"row {row}", table.Geometries[row], [.. table.Columns.Select(column => column[row])]);
            using var hash = new CanonicalHash(table.Fields, table.Count);
            using var connection = Sqlite.Open(":memory:");
            using (var rows = new GeoPackageRows(connection, "t", table.Fields, spool.GeometryType, spool.Extent))
            {
                foreach (var row in RowOrder.ById(table.Ids))
                {
                    var read = spool.Read(row);
                    read.Label.ShouldBe($"row {row}");
                    hash.Add(table.Ids[row], read.Shape, read.Values);
                    rows.Add(table.Ids[row], read.Shape, read.Values);
                }

                rows.Commit();
            }

            var expected = CanonicalRows.Hash(table);
            return hash.Finish() == expected && CanonicalRows.Hash(GeoPackage.ReadTable(connection, "t")) == expected;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_row_out_of_the_order_of_ids_is_refused()
    {
        using var hash = new CanonicalHash([], 2);
        hash.Add("b", (NetTopologySuite.Geometries.Geometry?)null, []);
        Should.Throw<ArgumentException>(() => hash.Add("a", (NetTopologySuite.Geometries.Geometry?)null, []));
    }

    private static T[] Replaced<T>(T[] values, int at, T value)
    {
        var copy = values.ToArray();
        copy[at] = value;
        return copy;
    }

    private static int[] Shuffled(int count, int seed)
    {
        var order = Enumerable.Range(0, count).ToArray();
        new Random(seed).Shuffle(order);
        return order;
    }

    private static FeatureTable Ordered(FeatureTable table, int[] order) => new(
        table.Fields, [.. order.Select(row => table.Ids[row])], [.. order.Select(row => table.Geometries[row])], [.. table.Columns.Select(column => order.Select(row => column[row]).ToArray())]);
}
