using System.Data.Common;
using Mingzhu.Spatial;
using Mingzhu.Store;
using NetTopologySuite.Geometries;

namespace Mingzhu.Atlas.Tests.Versions;

public sealed class LayerRowsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mingzhu-rows-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void What_SQLite_holds_is_read_without_an_object_a_value_as_any_reader_reads_it()
    {
        var (path, rows) = (Path.Combine(_folder.FullName, "layer.gpkg"), Enumerable.Range(0, 500).ToArray());
        var written = new FeatureTable(
            [new("name", FieldType.Text), new("floors", FieldType.Integer), new("area_m2", FieldType.Real), new("old", FieldType.Boolean), new("seen", FieldType.Date)],
            [.. rows.Select(row => $"栋-{row}")], [.. rows.Select(row => row % 7 == 0 ? null : (Geometry)GeometryFactory.Default.CreatePoint(new Coordinate(115 + (row * 1e-3), 36)))],
            [
                [.. rows.Select(row => row % 5 == 0 ? null : (object)string.Concat(Enumerable.Repeat("长名𠮷", row % 60)))],
                [.. rows.Select(row => row % 6 == 0 ? null : (object)((long)row - 250))],
                [.. rows.Select(row => row % 4 == 0 ? null : (object)(row / 3.0))],
                [.. rows.Select(row => row % 3 == 0 ? null : (object)(row % 2 == 0))],
                [.. rows.Select(row => row % 2 == 0 ? null : (object)new DateOnly(2026, 1, 1).AddDays(row / 10))],
            ]);
        using (var file = SqliteFile.Create(path))
            GeoPackageWriter.Write(file, LayerStore.TableName, written);
        using var connection = SqliteFile.OpenOurs(path);
        using var another = SqliteFile.OpenOurs(path);

        var read = GeoPackage.ReadTable([connection], Rows, LayerStore.TableName);
        var halves = GeoPackage.ReadTable([connection, another], Rows, LayerStore.TableName);

        foreach (var table in new[] { read, halves, GeoPackage.ReadTable(connection, LayerStore.TableName) })
        {
            CanonicalRows.Hash(table).ShouldBe(CanonicalRows.Hash(written));
            table.Columns.Select(column => column.ToArray()).ShouldBe(written.Columns);
        }
    }

    [Fact]
    public void A_damaged_page_is_told_as_such()
    {
        var path = Path.Combine(_folder.FullName, "layer.gpkg");
        using (var file = SqliteFile.Create(path))
            GeoPackageWriter.Write(file, LayerStore.TableName, new FeatureTable([new("name", FieldType.Text)], [.. Enumerable.Range(0, 5000).Select(row => $"{row}")], new Geometry?[5000], [[.. Enumerable.Range(0, 5000).Select(row => (object)new string('x', 80))]]));
        using (var file = new FileStream(path, FileMode.Open, FileAccess.Write))
        {
            file.Position = file.Length / 2;
            file.Write(new byte[60_000]);
        }

        using var connection = SqliteFile.OpenOurs(path);

        Should.Throw<BrokenFileException>(() => GeoPackage.ReadTable([connection], Rows, LayerStore.TableName));
    }

    private static LayerRows Rows(DbConnection file, string sql) => new(file, sql);
}
