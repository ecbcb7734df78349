using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial.Tests.Formats;

public sealed class FeatureSpoolTests
{
    private static readonly Field[] Fields = [new("text", FieldType.Text), new("whole", FieldType.Integer), new("real", FieldType.Real), new("truth", FieldType.Boolean), new("day", FieldType.Date)];

    [Fact]
    public void Rows_beyond_what_memory_holds_read_back_in_any_order()
    {
        using var folder = new Folder();
        using var spool = new FeatureSpool(folder.File, [.. Fields]);
        for (var row = 0; row < 40_000; row++)
            spool.Add($"{row}", new Point(row * 1e-3, 30), Values(row));

        File.Exists(folder.File).ShouldBeTrue();
        foreach (var row in Enumerable.Range(0, 40_000).Concat(Enumerable.Range(0, 2000).Select(at => at * 7919 % 40_000)))
        {
            var read = spool.Read(row);
            (read.Label, spool.Boxes[row].MinX).ShouldBe(($"{row}", row * 1e-3));
            read.Values.ShouldBe(Values(row));
        }

        spool.Shape(39_999).ShouldBeOfType<Point>().X.ShouldBe(39_999 * 1e-3);
    }

    [Fact]
    public void Rows_left_out_leave_the_others_as_they_were()
    {
        using var folder = new Folder();
        using var spool = new FeatureSpool(folder.File, [new("n", FieldType.Integer)]);
        for (var row = 0L; row < 5; row++)
            spool.Add($"{row}", row == 3 ? null : new Point(row, 0), [row]);

        spool.Keep([1, 3, 4]);

        (spool.Count, spool.Label(0), spool.Label(2), spool.Shape(1)).ShouldBe((3, "1", "4", null));
        spool.Extent.ShouldBe(new Box(1, 0, 4, 0));
        spool.GeometryType.ShouldBe("POINT");
    }

    [Fact]
    public void Nothing_stays_behind()
    {
        using var folder = new Folder();
        using (var spool = new FeatureSpool(folder.File, [new("text", FieldType.Text)]))
        {
            for (var row = 0; row < 3; row++)
                spool.Add("", null, [new string('x', 1_000_000)]);
            File.Exists(folder.File).ShouldBeTrue();
        }

        File.Exists(folder.File).ShouldBeFalse();
    }

    private static object?[] Values(int row) => row % 11 == 0 ? [null, null, null, null, null] : [$"第 {row} 行 \ud83d", (long)row, row / 7.0, row % 2 == 0, new DateOnly(2026, 1, 1).AddDays(row % 365)];

    private sealed class Folder : IDisposable
    {
        private readonly string _path = Directory.CreateTempSubdirectory("mingzhu-spool-").FullName;

        public string File => Path.Combine(_path, "rows");

        public void Dispose() => Directory.Delete(_path, recursive: true);
    }
}
