using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Mingzhu.Atlas.Tests.Corpus;
using Mingzhu.Spatial;
using Mingzhu.Store;
using NetTopologySuite.Geometries;

namespace Mingzhu.Bench;

/// <summary>The two largest files a department has handed over: a GeoPackage of half a million houses, a Shapefile of a gigabyte. Through the command line into a fresh city, beside GDAL on the same file.</summary>
internal static class ImportBigBench
{
    private const int Houses = 500_000, Parcels = 480_000, PointsOfParcel = 128;
    private const double LimitSeconds = 20, LimitMegabytes = 400;
    private const double West = 115.4, South = 36.0, Step = 0.001;
    private const int PerRow = 1000;

    public static void Run(Results results)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Ground.Folder, "big")).FullName;
        try
        {
            Measure(results, "500,000-row GeoPackage", MakeGeoPackage(folder), folder, LimitSeconds);
            Measure(results, "1 GB Shapefile", MakeShapefile(folder), folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Measure(Results results, string what, string file, string folder, double? limitSeconds = null)
    {
        var ours = WholeProcess.Run(Ground.Mingzhu, "import", file, "--city", Ground.NewCity("import", "liaocheng"));
        if (limitSeconds is { } limit)
            results.Add($"import {what}", ours.Seconds, "s", "limit", limit);
        results.Add($"import {what}, peak memory", ours.PeakMegabytes, "MB", "limit", LimitMegabytes);
        if (WholeProcess.Find("ogr2ogr") is not { } gdal)
        {
            results.Skip($"import {what}", "GDAL is not installed");
            return;
        }

        var peer = WholeProcess.Run(gdal, "--config", "SHAPE_RESTORE_SHX", "YES", "-q", "-overwrite", "-f", "GPKG", Path.Combine(folder, "peer.gpkg"), file);
        results.Add($"import {what}", ours.Seconds, "s", "GDAL ogr2ogr", peer.Seconds);
        results.Add($"import {what}, peak memory", ours.PeakMegabytes, "MB", "GDAL ogr2ogr", peer.PeakMegabytes);
    }

    /// <summary>Houses of four corners in rows.</summary>
    private static string MakeGeoPackage(string folder)
    {
        var path = Path.Combine(folder, "buildings.gpkg");
        var factory = new GeometryFactory(new PrecisionModel(), 4490);
        var rows = Enumerable.Range(0, Houses).ToArray();
        var table = new FeatureTable(
            [new Field("id", FieldType.Text), new Field("name", FieldType.Text), new Field("floors", FieldType.Integer), new Field("gross_floor_area_m2", FieldType.Real)],
            [.. rows.Select(Id)],
            [.. rows.Select(row => (Geometry?)factory.CreatePolygon([.. Ring(row, 4).Select(point => new Coordinate(point.X, point.Y))]))],
            [[.. rows.Select(Id)], [.. rows.Select(row => (object)("楼" + row))], [.. rows.Select(row => (object)(1L + (row % 30)))], [.. rows.Select(row => (object)(80.5 * (row % 100)))]]);
        using (var connection = SqliteFile.Create(path))
            GeoPackageWriter.Write(connection, "buildings", table);
        return path;
    }

    /// <summary>Parcels of many corners, written as they are made; the .dbf in GBK.</summary>
    private static string MakeShapefile(string folder)
    {
        var stem = Path.Combine(folder, "地块");
        var content = 52 + (PointsOfParcel * 16);
        using (var shp = File.Create(stem + ".shp"))
        {
            shp.Write(Header(100L + ((long)Parcels * (content + 8))));
            for (var row = 0; row < Parcels; row++)
                shp.Write(Record(row, content));
        }

        File.WriteAllText(stem + ".prj", Prj.Cgcs2000);
        File.WriteAllText(stem + ".cpg", "GBK");
        WriteTable(stem + ".dbf");
        return stem + ".shp";
    }

    private static byte[] Header(long length) => new Little().BigInt(9994).Zeros(20).BigInt(length / 2).Int(1000).Int(Shp.Polygon).Double(West).Double(South).Double(West + (PerRow * Step)).Double(South + 1).Zeros(32).ToBytes();

    private static byte[] Record(int row, int content)
    {
        var bytes = new byte[content + 8];
        var at = 0;
        void Big(int value) => BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan((at += 4) - 4), value);
        void Int(int value) => BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan((at += 4) - 4), value);
        void Double(double value) => BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan((at += 8) - 8), value);
        var ring = Ring(row, PointsOfParcel - 1);
        Big(row + 1);
        Big(content / 2);
        Int(Shp.Polygon);
        Double(ring.Min(point => point.X));
        Double(ring.Min(point => point.Y));
        Double(ring.Max(point => point.X));
        Double(ring.Max(point => point.Y));
        Int(1);
        Int(ring.Length);
        Int(0);
        foreach (var (x, y) in ring)
        {
            Double(x);
            Double(y);
        }

        return bytes;
    }

    private static void WriteTable(string path)
    {
        using var dbf = File.Create(path);
        dbf.Write(new Little().Byte(3).Byte(126).Byte(11).Byte(20).Int(Parcels).Short(33 + 64).Short(61).Zeros(20)
            .Put(Column("地块编号", 20)).Put(Column("名称", 40)).Byte(0x0D).ToBytes());
        var line = new byte[61];
        for (var row = 0; row < Parcels; row++)
        {
            line.AsSpan().Fill((byte)' ');
            Encoding.ASCII.GetBytes(Id(row), line.AsSpan(1));
            ParkFile.Gbk.GetBytes("地块" + row.ToString(CultureInfo.InvariantCulture), line.AsSpan(21));
            dbf.Write(line);
        }

        dbf.WriteByte(0x1A);
    }

    private static byte[] Column(string name, int length)
    {
        var bytes = ParkFile.Gbk.GetBytes(name);
        return new Little().Put(bytes).Zeros(11 - bytes.Length).Byte('C').Zeros(4).Byte(length).Byte(0).Zeros(14).ToBytes();
    }

    private static string Id(int row) => row.ToString("D7", CultureInfo.InvariantCulture);

    /// <summary>A closed ring about a place of its own, clockwise.</summary>
    private static (double X, double Y)[] Ring(int row, int corners)
    {
        var (x, y) = (West + (row % PerRow * Step), South + (row / PerRow * Step));
        return [.. Enumerable.Range(0, corners + 1).Select(corner => Math.SinCos(-2 * Math.PI * (corner % corners) / corners)).Select(turn => (x + (0.0004 * turn.Cos), y + (0.0004 * turn.Sin)))];
    }
}
