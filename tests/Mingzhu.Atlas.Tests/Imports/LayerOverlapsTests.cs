using Mingzhu.Spatial;
using NetTopologySuite.Geometries;

namespace Mingzhu.Atlas.Tests.Imports;

public sealed class LayerOverlapsTests
{
    // 1,000 points a shape: 16 KB each, so that 1,500 of them are fetched in several parts.
    private const int Corners = 1000, Shapes = 1500, PerRow = 40;

    [Fact]
    public void Fetched_in_parts_the_same_overlaps_are_found_as_with_all_shapes_in_memory()
    {
        var folder = Directory.CreateTempSubdirectory("mingzhu-overlaps-");
        try
        {
            var shapes = Enumerable.Range(0, Shapes).Select(row => (Geometry?)Disc(row * 397 % Shapes)).ToArray();
            using var rows = new FeatureSpool(Path.Combine(folder.FullName, "rows"), []);
            for (var row = 0; row < Shapes; row++)
                rows.Add($"{row}", shapes[row], []);
            var group = Enumerable.Range(0, Shapes).Select(row => row % 2).ToArray();
            var plane = Plane.Centred(116, 36);

            var found = LayerOverlaps.Find(rows, group, 0.1, plane, TestContext.Current.CancellationToken).OrderBy(overlap => overlap.A).ThenBy(overlap => overlap.B).ToArray();

            found.ShouldBe(Overlaps.Find(shapes, 0.1, plane, TestContext.Current.CancellationToken).Where(overlap => group[overlap.A] == group[overlap.B]));
            found.Length.ShouldBeGreaterThan(500);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>A disc that laps over its neighbours in a grid.</summary>
    private static Polygon Disc(int place)
    {
        var (x, y) = (116 + (place % PerRow * 0.001), 36 + (place / PerRow * 0.001));
        var ring = Enumerable.Range(0, Corners).Select(corner => Math.SinCos(2 * Math.PI * corner / Corners)).Select(turn => new Coordinate(x + (0.00055 * turn.Cos), y + (0.00055 * turn.Sin))).ToList();
        return new Polygon(new LinearRing([.. ring, ring[0].Copy()]));
    }
}
