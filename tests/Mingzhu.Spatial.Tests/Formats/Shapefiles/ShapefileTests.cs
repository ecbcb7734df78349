using System.Text;
using NetTopologySuite.Geometries;
using static Mingzhu.Spatial.Tests.Formats.Shapefiles.ShapefileBytes;

namespace Mingzhu.Spatial.Tests.Formats.Shapefiles;

public sealed class ShapefileTests : IDisposable
{
    private static readonly double[] Outer = [0, 0, 0, 10, 10, 10, 10, 0, 0, 0];
    private static readonly double[] Hole = [2, 2, 4, 2, 4, 4, 2, 4, 2, 2];
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_shapefile_is_read_with_its_values_its_CRS_text_and_its_encoding()
    {
        byte[][] shapes = [Point(115.9, 36.4), Point(116, 36.5)];
        Lay("小区", shapes, 1, Dbf(["名称:C:20", "floors:N:4", "area:N:12:2"], [["阳光小区", "6", "120.50"], ["东昌府区", "", "***"]], Gbk));
        _folder.File("小区.cpg", "GBK");
        _folder.File("小区.prj", "\uFEFFGEOGCS[\"GCS_China_Geodetic_Coordinate_System_2000\"]\r\n");

        var layer = Shapefile.Read(_folder.Named("小区.shp"));
        var rows = layer.Features.ToList();

        layer.Name.ShouldBe("小区");
        layer.Epsg.ShouldBeNull();
        layer.CrsText.ShouldBe("GEOGCS[\"GCS_China_Geodetic_Coordinate_System_2000\"]");
        layer.Fields.ShouldBe([new("名称", FieldType.Text), new("floors", FieldType.Integer), new("area", FieldType.Real)]);
        layer.Encoding.ShouldBe("GB18030");
        layer.EncodingEvidence.ShouldBe((".cpg 写的是 GBK，全部文字都符合", "the .cpg says GBK, and every text fits it"));
        layer.Problems.ShouldBeEmpty();
        rows.Select(row => row.Row).ShouldBe([1, 2]);
        rows[0].Geometry!.AsText().ShouldBe("POINT (115.9 36.4)");
        rows[0].Values.ShouldBe(new Dictionary<string, object?> { ["名称"] = "阳光小区", ["floors"] = 6L, ["area"] = 120.5 });
        rows[0].Problems.ShouldBeEmpty();
        rows[1].Values.ShouldBe(new Dictionary<string, object?> { ["名称"] = "东昌府区", ["floors"] = null, ["area"] = null });
        (rows[1].Problems.Single().Code, rows[1].Problems.Single().Field).ShouldBe(("dbf.overflow", "area"));
    }

    [Fact]
    public void Every_shape_type_is_read_without_Z_and_M()
    {
        double[] line = [0, 0, 1, 1, 2, 0];
        Geometry(1, Point(1, 2)).ShouldBe("POINT (1 2)");
        Geometry(11, [.. Int(11), .. Doubles(1, 2, 30, -1e39)]).ShouldBe("POINT (1 2)");
        Geometry(21, [.. Int(21), .. Doubles(1, 2, 30)]).ShouldBe("POINT (1 2)");
        Geometry(3, Parts(3, [line])).ShouldBe("LINESTRING (0 0, 1 1, 2 0)");
        Geometry(13, Parts(13, [line, [5, 5, 6, 6]], Doubles(1, 2, 1, 1, 1, 1, 1))).ShouldBe("MULTILINESTRING ((0 0, 1 1, 2 0), (5 5, 6 6))");
        Geometry(23, Parts(23, [line], Doubles(-1e39, -1e39, 0, 0, 0))).ShouldBe("LINESTRING (0 0, 1 1, 2 0)");
        Geometry(15, Parts(15, [Outer, Hole], Doubles(new double[24]))).ShouldBe("POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0), (2 2, 2 4, 4 4, 4 2, 2 2))");
        Geometry(25, Parts(25, [Outer])).ShouldBe("POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0))");
        Geometry(8, MultiPoint(8, 1, 2, 3, 4)).ShouldBe("MULTIPOINT ((1 2), (3 4))");
        Geometry(18, [.. MultiPoint(18, 1, 2), .. Doubles(0, 9, 9, 0, 0, 0)]).ShouldBe("MULTIPOINT ((1 2))");
        Geometry(28, [.. MultiPoint(28, 1, 2), .. Doubles(0, 0, 0)]).ShouldBe("MULTIPOINT ((1 2))");
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Rings_find_their_role_whichever_way_they_run_and_in_whatever_order(bool turnOuter, bool turnHole)
    {
        var (outer, hole) = (turnOuter ? Turned(Outer) : Outer, turnHole ? Turned(Hole) : Hole);
        double[] island = [2.5, 2.5, 2.5, 3, 3, 3, 3, 2.5, 2.5, 2.5], other = [20, 0, 20, 5, 25, 5, 25, 0, 20, 0];

        var shape = Only(Shp(5, Parts(5, [hole, other, island, outer]))).Geometry.ShouldBeOfType<MultiPolygon>();

        shape.Geometries.Cast<Polygon>().Select(part => (part.Area, part.NumInteriorRings)).ShouldBe([(96, 1), (25, 0), (0.25, 0)]);
    }

    [Fact]
    public void A_hole_far_from_any_outer_ring_is_a_polygon_of_its_own()
    {
        double[] far = [20, 0, 25, 0, 25, 5, 20, 5, 20, 0];

        Only(Shp(5, Parts(5, [Outer, far]))).Geometry!.Area.ShouldBe(125);
    }

    [Fact]
    public void A_hole_that_touches_its_outer_ring_in_corners_is_still_a_hole()
    {
        double[] touching = [0, 5, 5, 0, 10, 5, 5, 10, 0, 5];

        Only(Shp(5, Parts(5, [Outer, touching]))).Geometry!.Area.ShouldBe(50);
    }

    [Fact]
    public void A_hole_that_sticks_out_by_a_rounding_error_is_still_a_hole()
    {
        double[] sticking = [-1e-9, 3, 5, 3, 5, 6, -1e-9, 6, -1e-9, 3];

        Only(Shp(5, Parts(5, [Outer, sticking]))).Geometry!.Area.ShouldBe(85, 1e-6);
    }

    [Fact]
    public void Many_islands_with_holes_are_put_together_quickly()
    {
        double[] Square(double x, double size) => [x, 0, x, size, x + size, size, x + size, 0, x, 0];
        double[][] rings = [.. Enumerable.Range(0, 20_000).SelectMany(i => new[] { Square(10 * i, 5), [(10 * i) + 1, 1, (10 * i) + 2, 1, (10 * i) + 2, 2, (10 * i) + 1, 1] })];

        var shape = Only(Shp(5, Parts(5, rings))).Geometry.ShouldBeOfType<MultiPolygon>();

        (shape.Count, shape.Area).ShouldBe((20_000, 20_000 * 24.5));
    }

    [Fact]
    public void An_open_ring_is_closed_and_a_part_of_two_points_dropped_with_a_note()
    {
        var open = Only(Shp(5, Parts(5, [[0, 0, 0, 10, 10, 10, 10, 0]])));
        var scrap = Only(Shp(5, Parts(5, [Outer, [1, 1, 2, 2]])));

        (open.Geometry!.Area, open.Problems.Single().Code, open.Problems.Single().Severity).ShouldBe((100, "shp.unclosed", ProblemSeverity.Repaired));
        (scrap.Geometry!.Area, scrap.Problems.Single().Code, scrap.Problems.Single().Severity).ShouldBe((100, "shp.part-dropped", ProblemSeverity.Repaired));
        Only(Shp(5, Parts(5, [[0, 0, 0, 10, 10, 10, 10, 0], [1, 1, 2, 2]]))).Problems.Select(problem => problem.Code).ShouldBe(["shp.unclosed", "shp.part-dropped"]);
    }

    [Fact]
    public void What_is_no_geometry_is_refused_by_row_and_the_rows_after_it_are_read()
    {
        byte[] empty = Int(0), patch = [.. Int(31), .. new byte[60]], manyPoints = [.. Int(5), .. Doubles(0, 0, 0, 0), .. Int(1), .. Int(int.MaxValue), .. Int(0)],
            manyParts = [.. Int(3), .. Doubles(0, 0, 0, 0), .. Int(-1), .. Int(2), .. Doubles(0, 0, 1, 1)], backwards = Parts(3, [[0, 0, 1, 1], [2, 2, 3, 3]]), flat = Parts(5, [[0, 0, 1, 1, 2, 2, 0, 0]]);
        BitConverter.GetBytes(9).CopyTo(backwards, 48);

        var rows = Rows(Shp(5, empty, patch, manyPoints, manyParts, backwards, flat, Parts(5, [Outer])));

        rows.Select(row => row.Problems.SingleOrDefault()?.Code).ShouldBe(["geometry.missing", "shp.multipatch", "shp.record", "shp.record", "shp.record", "geometry.zero-area", null]);
        rows[..6].ShouldAllBe(row => row.Geometry == null && row.Problems.Single().Severity == ProblemSeverity.Refused);
        rows[6].Geometry!.Area.ShouldBe(100);
    }

    [Fact]
    public void Lies_about_numbers_and_lengths_are_noticed_and_the_shapes_read_all_the_same()
    {
        byte[] a = Point(1, 1), b = Point(2, 2), c = Point(3, 3);
        byte[] numbered = [.. Header(1, 184), .. Record(7, a), .. Record(8, b), .. Record(9, c)];
        byte[] tooLong = [.. Header(1, 184), .. Record(1, a), .. Record(2, b, saysBytes: 4000), .. Record(3, c)];
        byte[] tooShort = [.. Header(1, 184), .. Record(1, a), .. Record(2, b, saysBytes: 8), .. Record(3, c)];

        Rows(numbered).Select(row => (row.Row, row.Geometry!.Coordinate.X, row.Problems.SingleOrDefault()?.Code)).ShouldBe([(1, 1, "shp.number"), (2, 2, null), (3, 3, null)]);
        Rows(tooLong).Select(row => (row.Geometry!.Coordinate.X, row.Problems.SingleOrDefault()?.Code)).ShouldBe([(1, null), (2, "shp.length"), (3, null)]);
        Rows(tooShort).Select(row => (row.Geometry!.Coordinate.X, row.Problems.SingleOrDefault()?.Code)).ShouldBe([(1, null), (2, "shp.length"), (3, null)]);
    }

    [Fact]
    public void An_index_that_lies_is_noticed_once_and_a_gap_that_it_knows_of_is_jumped()
    {
        byte[] a = Point(1, 1), b = Point(2, 2), c = Point(3, 3);
        _folder.File("lies.shp", Shp(1, a, b, c));
        _folder.File("lies.shx", Shx(1, a, [.. b, 0, 0], c));
        byte[] gap = [.. Header(1, 196), .. Record(1, a), .. Enumerable.Repeat((byte)0xEE, 12), .. Record(2, b)];
        _folder.File("gap.shp", gap);
        _folder.File("gap.shx", [.. Header(1, 116), .. Big(50), .. Big(10), .. Big((100 + 28 + 12) / 2), .. Big(10)]);

        var lies = Shapefile.Read(_folder.Named("lies.shp")).Features.ToList();
        var jumped = Shapefile.Read(_folder.Named("gap.shp")).Features.ToList();

        lies.Select(row => (row.Geometry!.Coordinate.X, row.Problems.SingleOrDefault()?.Code)).ShouldBe([(1, null), (2, null), (3, "shp.index-lies")]);
        lies[2].Problems.Single().Severity.ShouldBe(ProblemSeverity.Note);
        jumped.Select(row => row.Geometry!.Coordinate.X).ShouldBe([1, 2]);
    }

    [Fact]
    public void A_file_that_breaks_off_says_so_at_the_first_missing_row()
    {
        var whole = Shp(1, Point(1, 1), Point(2, 2), Point(3, 3));

        var rows = Rows(whole[..^5]);

        rows.Select(row => (row.Row, row.Problems.SingleOrDefault()?.Code)).ShouldBe([(1, null), (2, null), (3, "shp.truncated")]);
    }

    [Fact]
    public void Files_beside_it_are_found_in_any_case_and_missing_ones_noticed()
    {
        _folder.File("Roads.SHP", Shp(1, Point(1, 1)));
        _folder.File("ROADS.Dbf", Dbf(["NAME:C:5"], [["a"]]));
        _folder.File("roads.SHX", Shx(1, Point(1, 1)));
        _folder.File("alone.shp", Shp(1, Point(1, 1)));

        var layer = Shapefile.Read(_folder.Named("Roads.SHP"));
        var alone = Shapefile.Read(_folder.Named("alone.shp"));

        (layer.Name, layer.Features.Single().Values["NAME"], layer.Problems.Length).ShouldBe(("Roads", "a", 0));
        alone.Problems.Select(problem => (problem.Code, problem.Severity)).ShouldBe([("shp.no-index", ProblemSeverity.Note), ("shp.no-dbf", ProblemSeverity.Note)]);
        (alone.CrsText, alone.Encoding, alone.Fields.Length).ShouldBe((null, null, 0));
        alone.Features.Single().Values.ShouldBeEmpty();
    }

    [Fact]
    public void Rows_that_only_one_of_the_two_files_has_are_refused_and_deleted_ones_passed_over()
    {
        byte[][] two = [Point(1, 1), Point(2, 2)];
        Lay("more", two, 1, Dbf(["N:C:3"], [["a"], ["*", "b"], ["c"]]));
        Lay("fewer", two, 1, Dbf(["N:C:3"], [["a"]]));

        var more = Shapefile.Read(_folder.Named("more.shp")).Features.ToList();
        var fewer = Shapefile.Read(_folder.Named("fewer.shp")).Features.ToList();

        more.Select(row => (row.Row, row.Values["N"], row.Problems.SingleOrDefault()?.Code)).ShouldBe([(1, "a", null), (3, "c", "shp.no-shape")]);
        fewer.Select(row => (row.Row, row.Problems.SingleOrDefault()?.Code)).ShouldBe([(1, null), (2, "shp.no-record")]);
    }

    [Fact]
    public void What_is_no_shapefile_is_told_so()
    {
        Should.Throw<BrokenFileException>(() => Shapefile.Read(_folder.File("a.shp", "PK\u0003\u0004"))).Problem.Code.ShouldBe("shp.broken");
        _folder.File("b.shp", Shp(1, Point(1, 1)));
        _folder.File("b.dbf", "no");
        Should.Throw<BrokenFileException>(() => Shapefile.Read(_folder.Named("b.shp"))).Problem.Code.ShouldBe("dbf.broken");
    }

    [Fact]
    public void Any_bytes_whatever_never_crash_it() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var shapes = new[] { Parts(5, [Outer, Hole]), Parts(3, [[0, 0, 1, 1]]), Point(1, 1), MultiPoint(8, 1, 2), Int(0) };
            byte[][] files = [Shp(5, shapes), Shx(5, shapes), Dbf(["名称:C:9", "n:N:5:1", "d:D:8", "l:L:1"], [.. shapes.Select(_ => new[] { "阳光", "1.5", "20260101", "T" })], Gbk), "GBK"u8.ToArray()];
            string[] extensions = [".shp", ".shx", ".dbf", ".cpg"];
            using var folder = new TemporaryFolder();
            for (var i = 0; i < files.Length; i++)
                folder.File("x" + extensions[i], Hurt(files[i], random));
            try
            {
                Shapefile.Read(folder.Named("x.shp")).Features.Count().ShouldBeLessThan(10_000);
            }
            catch (BrokenFileException)
            {
                // Said in words.
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    private static byte[] Hurt(byte[] whole, Random random)
    {
        var bytes = (byte[])whole.Clone();
        switch (random.Next(5))
        {
            case 0:
                return bytes;
            case 1:
                return bytes[..random.Next(bytes.Length + 1)];
            case 2:
                random.NextBytes(bytes);
                return bytes;
            default:
                for (var flips = random.Next(1, 8); flips > 0; flips--)
                    bytes[random.Next(bytes.Length)] = (byte)(random.Next(3) switch { 0 => 0xFF, 1 => 0, _ => random.Next(256) });
                return bytes;
        }
    }

    private void Lay(string name, byte[][] shapes, int type, byte[] dbf)
    {
        _folder.File(name + ".shp", Shp(type, shapes));
        _folder.File(name + ".shx", Shx(type, shapes));
        _folder.File(name + ".dbf", dbf);
    }

    private static double[] Turned(double[] ring) => [.. ring.Chunk(2).Reverse().SelectMany(point => point)];

    private string Geometry(int type, byte[] content)
    {
        var row = Only(Shp(type, content));
        row.Problems.ShouldBeEmpty();
        return row.Geometry!.AsText();
    }

    private SourceFeature Only(byte[] shp) => Rows(shp).Single();

    private List<SourceFeature> Rows(byte[] shp) => [.. Shapefile.Read(_folder.File("only.shp", shp)).Features];
}
