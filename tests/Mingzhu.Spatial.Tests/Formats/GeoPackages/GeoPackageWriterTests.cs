using System.Data.Common;
using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial.Tests.Formats.GeoPackages;

public sealed class GeoPackageWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_table_comes_back_as_it_was_written_with_fields_called_like_our_own_columns()
    {
        using var connection = Sqlite.Open(_folder.Named("compounds.gpkg"));
        var table = Tables.Compounds();

        GeoPackageWriter.Write(connection, "小区 \"一\"", table);

        Tables.Same(GeoPackage.ReadTable(connection, "小区 \"一\""), table).ShouldBeTrue();
    }

    [Fact]
    public void Any_table_comes_back_as_it_was_written() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            using var connection = Sqlite.Open(":memory:");
            var table = Tables.Any(seed);
            GeoPackageWriter.Write(connection, "features", table);
            return Tables.Same(GeoPackage.ReadTable(connection, "features"), table);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Read_by_several_threads_it_is_the_same_also_where_row_numbers_have_gaps() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), Gen.Choose(1, 7).ToArbitrary(), (seed, threads) =>
        {
            var path = _folder.Named($"{Guid.NewGuid():N}.gpkg");
            var table = Tables.Any(seed);
            using (var written = Sqlite.Open(path))
            {
                GeoPackageWriter.Write(written, "features", table);
                var number = Sql.Quoted(GeoPackageTable.All(written)[0].RowNumber!.Name);
                if (seed % 2 == 1)
                {
                    Sql.Rows(written, $"UPDATE features SET {number} = -{number}");
                    Sql.Rows(written, $"UPDATE features SET {number} = -3 * {number}");
                }
            }

            DbConnection[] connections = [.. Enumerable.Range(0, threads).Select(_ => Sqlite.Open(path))];
            var read = GeoPackage.ReadTable(connections, (connection, sql) => new ReaderRows(Sql.Command(connection, sql)), "features");
            Array.ForEach(connections, connection => connection.Dispose());
            return Tables.Same(read, table);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    [Fact]
    public void A_row_number_no_file_of_its_size_can_reach_is_refused()
    {
        using var connection = Sqlite.Open(":memory:");
        GeoPackageWriter.Write(connection, "features", Tables.Compounds());
        var number = Sql.Quoted(GeoPackageTable.All(connection)[0].RowNumber!.Name);
        Sql.Rows(connection, $"UPDATE features SET {number} = {int.MaxValue} WHERE {number} = 1");

        Should.Throw<BrokenFileException>(() => GeoPackage.ReadTable(connection, "features")).Problem.Code.ShouldBe("gpkg.not-ours");
    }

    [Fact]
    public void The_same_tables_make_the_same_file()
    {
        byte[] Written(string name)
        {
            using (var connection = Sqlite.Open(_folder.Named(name)))
            {
                GeoPackageWriter.Write(connection, "compounds", Tables.Compounds());
                GeoPackageWriter.Write(connection, "any", Tables.Any(7));
            }
            return File.ReadAllBytes(_folder.Named(name));
        }

        Written("a.gpkg").ShouldBe(Written("b.gpkg"));
    }

    [Fact]
    public void A_value_of_another_type_than_its_field_is_the_callers_mistake()
    {
        using var connection = Sqlite.Open(":memory:");
        var table = new FeatureTable([new("floors", FieldType.Integer)], ["a"], [null], [["six"]]);

        Should.Throw<ArgumentException>(() => GeoPackageWriter.Write(connection, "t", table)).Message.ShouldContain("field 'floors' is Integer and can't hold 'six'");
    }

    [Fact]
    public void GDAL_opens_what_we_write()
    {
        var path = _folder.Named("compounds.gpkg");
        using (var connection = Sqlite.Open(path))
        {
            GeoPackageWriter.Write(connection, "compounds", Tables.Compounds());
            GeoPackageWriter.Write(connection, "inspections", new FeatureTable([new("finding", FieldType.Text)], ["i-1"], [null], [["外墙脱落"]]));
        }

        var layers = Reference.Gdal("ogrinfo", "-ro", path);
        var said = Reference.Gdal("ogrinfo", "-ro", "-al", path);

        layers.ShouldContain("1: compounds");
        layers.ShouldContain("2: inspections (None)");
        said.ShouldNotContain("Warning");
        said.ShouldNotContain("ERROR");
        said.ShouldContain("Feature Count: 3");
        said.ShouldContain("Extent: (115.000000, 36.000000) - (116.000000, 36.500000)");
        said.ShouldContain("ID[\"EPSG\",4490]");
        said.ShouldContain("POLYGON ((115.9 36.4,116.0 36.4,116.0 36.5,115.9 36.4)");
        said.ShouldContain("feature_id (String) = c-2");
        said.ShouldContain("old (Integer(Boolean)) = 1");
        said.ShouldContain("Geom (Date) = 2026/07/01");
        said.ShouldContain("finding (String) = 外墙脱落");
    }

    // Time is the benchmarks' matter: here, on whatever machine, what time goes with.
    [Fact]
    public void Sixty_thousand_buildings_are_read_with_little_garbage()
    {
        using var connection = Sqlite.Open(_folder.Named("buildings.gpkg"));
        GeoPackageWriter.Write(connection, "buildings", Buildings(60_000));
        GeoPackage.ReadTable(connection, "buildings");

        var before = GC.GetAllocatedBytesForCurrentThread();
        var table = GeoPackage.ReadTable(connection, "buildings");

        table.Count.ShouldBe(60_000);
        ((GC.GetAllocatedBytesForCurrentThread() - before) / table.Count).ShouldBeLessThan(1200);
    }

    private static FeatureTable Buildings(int count)
    {
        Polygon Square(int i)
        {
            var (x, y) = (115 + (i % 300 * 0.001), 36 + (i / 300 * 0.001));
            return GeometryFactory.Default.CreatePolygon([new(x, y), new(x + 0.0005, y), new(x + 0.0005, y + 0.0005), new(x, y + 0.0005), new(x, y)]);
        }
        var numbers = Enumerable.Range(0, count).ToArray();
        return new FeatureTable(
            [new("name", FieldType.Text), new("floors", FieldType.Integer), new("area_m2", FieldType.Real), new("year", FieldType.Integer), new("residential", FieldType.Boolean)],
            [.. numbers.Select(i => $"b-{i}")],
            [.. numbers.Select(Square)],
            [[.. numbers.Select(i => $"楼 {i}")], [.. numbers.Select(i => (object)(long)(i % 33))], [.. numbers.Select(i => (object)(i * 1.5))], [.. numbers.Select(i => (object)1990L)], [.. numbers.Select(i => (object)(i % 2 == 0))]]);
    }
}
