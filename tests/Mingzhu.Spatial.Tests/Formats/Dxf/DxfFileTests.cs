using System.Collections.Immutable;
using System.Text;

namespace Mingzhu.Spatial.Tests.Formats.Dxf;

public sealed class DxfFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Each_layer_is_parted_by_kind_and_keeps_what_CASS_attached()
    {
        var layers = Read(
            "0 LWPOLYLINE 5 2A 8 JMD 90 4 70 1 38 31.5 10 0 20 0 10 4 20 0 10 4 20 3 10 0 20 3 1001 SOUTH 1000 141121 1000 混 1070 3",
            "0 LINE 8 DLSS 10 1 20 2 11 3 21 4",
            "0 POINT 8 GXYZ 10 5 20 6 30 7",
            "0 LINE 8 JMD 10 1 20 2 11 3 21 4",
            "0 3DFACE 8 X 10 1");

        layers.Select(layer => (layer.Name, layer.Epsg)).ShouldBe([("DLSS", null), ("GXYZ", null), ("JMD (lines)", null), ("JMD (polygons)", null)]);
        var house = layers[3].Features.Single();
        house.Geometry!.AsText().ShouldBe("POLYGON ((0 0, 4 0, 4 3, 0 3, 0 0))");
        house.Values.ShouldBe(new Dictionary<string, object?> { ["layer"] = "JMD", ["type"] = "LWPOLYLINE", ["handle"] = "2A", ["text"] = null, ["block"] = null, ["cass_code"] = "141121", ["attributes"] = null, ["elevation"] = 31.5 });
        layers[0].Problems.Single().Found.ShouldBe("1 3DFACE");
        house.Row.ShouldBe(6);
    }

    [Theory]
    [InlineData("0 POLYLINE 66 1 70 0 0 VERTEX 10 1 20 2 0 VERTEX 10 3 20 4 0 SEQEND", "LINESTRING (1 2, 3 4)")]
    [InlineData("0 POLYLINE 70 1 0 VERTEX 10 0 20 0 0 VERTEX 10 9 20 0 0 VERTEX 10 9 20 9 0 SEQEND", "POLYGON ((0 0, 9 0, 9 9, 0 0))")]
    [InlineData("0 HATCH 91 2 92 2 72 0 73 1 93 4 10 0 20 0 10 9 20 0 10 9 20 9 10 0 20 9 97 0 92 2 93 3 10 1 20 1 10 2 20 1 10 2 20 2 97 0 75 1", "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (1 1, 2 1, 2 2, 1 1))")]
    [InlineData("0 SPLINE 71 1 40 0 40 0 40 1 40 1 10 0 20 0 10 8 20 4", "LINESTRING (0 0, 1 0.5, 2 1, 3 1.5, 4 2, 5 2.5, 6 3, 7 3.5, 8 4)")]
    [InlineData("0 SPLINE 71 3 11 0 21 0 11 5 21 5", "LINESTRING (0 0, 5 5)")]
    [InlineData("0 TEXT 10 1 20 2 1 x 230 -1", "POINT (-1 2)")]
    public void Outlines_and_curves_become_plain_geometry(string entity, string wkt)
    {
        var row = Read(entity).Single().Features.Single();

        row.Problems.ShouldBeEmpty();
        row.Geometry!.AsText().ShouldBe(wkt);
    }

    [Fact]
    public void An_ellipse_so_large_that_its_points_are_no_numbers_is_refused_by_row() =>
        Read("0 ELLIPSE 10 0 20 0 11 1e308 21 1e308 40 1e308").Single().Features.Single().Problems.Single().Severity.ShouldBe(ProblemSeverity.Refused);

    [Fact]
    public void Circles_arcs_bulges_and_ellipses_lie_where_they_should()
    {
        var circle = Read("0 CIRCLE 10 100 20 200 40 10").Single().Features.Single().Geometry!;
        circle.Coordinates.ShouldAllBe(at => Math.Abs(Math.Sqrt(((at.X - 100) * (at.X - 100)) + ((at.Y - 200) * (at.Y - 200))) - 10) < 1e-9);
        circle.Area.ShouldBe(Math.PI * 100, 1);
        // A bulge of 1 is half a circle to the left of the way: from (0,0) to (2,0) by (1,−1).
        Read("0 LWPOLYLINE 70 0 10 0 20 0 42 1 10 2 20 0").Single().Features.Single().Geometry!.Coordinates.ShouldContain(at => Math.Abs(at.X - 1) < 1e-9 && Math.Abs(at.Y + 1) < 1e-9);
        var arc = Read("0 ARC 10 0 20 0 40 1 50 270 51 90").Single().Features.Single().Geometry!;
        (arc.Coordinates[0].Y, arc.Coordinates[^1].Y, arc.EnvelopeInternal.MaxX).ShouldBe((-1, 1, 1));
        Read("0 ELLIPSE 10 0 20 0 11 4 21 0 40 0.5").Single().Features.Single().Geometry!.EnvelopeInternal.MaxY.ShouldBe(2, 1e-9);
    }

    [Theory]
    [InlineData("0 TEXT 10 1 20 2 1 %%c20%%p3\\U+4E2D", "⌀20±3中")]
    [InlineData("0 MTEXT 10 1 20 2 3 {\\fSimSun|b0;阳光 1 小区}\\P12\\~m", "阳光小区\n12 m")]
    [InlineData("0 MTEXT 10 1 20 2 1 \\A1;\\S1^2;\\\\", "1/2\\")]
    public void Texts_are_read_without_their_formatting(string entity, string text) =>
        Read(entity).Single().Features.Single().Values["text"].ShouldBe(text);

    [Fact]
    public void A_block_is_a_point_with_its_attributes()
    {
        var row = Read("0 INSERT 2 WELL 10 5 20 6 0 ATTRIB 2 NO 1 7 0 ATTRIB 2 DEPTH 1 3.5 0 SEQEND").Single().Features.Single();

        (row.Geometry!.AsText(), row.Values["block"], row.Values["attributes"]).ShouldBe(("POINT (5 6)", "WELL", "NO=7; DEPTH=3.5"));
    }

    [Theory]
    [InlineData("AC1015", "ANSI_936", "GB18030")]
    [InlineData("AC1021", "ANSI_936", "UTF-8")]
    [InlineData("AC1009", null, "GB18030")]
    [InlineData("AC1032", null, "UTF-8")]
    public void Texts_are_in_the_encoding_of_version_and_code_page(string version, string? page, string encoding)
    {
        var text = Drawing($"9 $ACADVER 1 {version}{(page is null ? "" : $" 9 $DWGCODEPAGE 3 {page}")}", "0 TEXT 8 注记 10 1 20 2 1 聊城");
        var bytes = (encoding == "UTF-8" ? Encoding.UTF8 : CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!).GetBytes(text);

        var layer = DxfFile.Read(_folder.File("a.dxf", bytes)).Single();

        (layer.Name, layer.Encoding, layer.Features.Single().Values["text"]).ShouldBe(("注记", encoding, "聊城"));
    }

    [Theory]
    [InlineData("AC1032\0\0", "dxf.dwg")]
    [InlineData("AutoCAD Binary DXF\r\n\u001a\0", "dxf.binary")]
    [InlineData("", "dxf.broken")]
    [InlineData("hello", "dxf.broken")]
    [InlineData("0\nLINE\n", "dxf.broken")]
    [InlineData("0\nSECTION\n2\nENTITIES\n0\nENDSEC\n0\nEOF\n", "dxf.empty")]
    [InlineData("0\nSECTION\n2\nENTITIES\n0\nLINE\nx\n1\n", "dxf.broken")]
    [InlineData("0\nSECTION\n2\nENTITIES\n0\nLINE\n10\n", "dxf.broken")]
    public void What_is_no_readable_DXF_is_refused_in_words(string text, string code) =>
        Should.Throw<BrokenFileException>(() => DxfFile.Read(_folder.File("a.dxf", text))).Problem.Code.ShouldBe(code);

    [Theory]
    [InlineData("0 LINE 10 x 20 2 11 3 21 4", "geometry.not-finite")]
    [InlineData("0 LWPOLYLINE 70 0 10 1 20 2", "geometry.too-few-points")]
    [InlineData("0 LWPOLYLINE 70 1", "geometry.empty")]
    [InlineData("0 CIRCLE 10 1 20 2 40 1e300", "geometry.absurd")]
    [InlineData("0 HATCH 91 1 92 1 93 1 72 2 10 0 20 0 40 5", "dxf.hatch")]
    public void A_bad_entity_costs_only_itself(string entity, string code)
    {
        var rows = Read(entity, "0 POINT 8 P 10 1 20 2").SelectMany(layer => layer.Features).ToList();

        rows.Count.ShouldBe(2);
        rows.Count(row => row.Problems.SingleOrDefault()?.Code == code && row.Geometry is null).ShouldBe(1);
    }

    [Fact]
    public void Any_damage_is_read_or_refused()
    {
        var sound = Encoding.UTF8.GetBytes(Drawing("9 $ACADVER 1 AC1021", "0 LWPOLYLINE 8 JMD 70 1 10 0 20 0 42 0.5 10 4 20 0 10 4 20 3 1001 SOUTH 1000 141121", "0 POLYLINE 70 1 0 VERTEX 10 0 20 0 0 VERTEX 10 9 20 0 0 SEQEND", "0 SPLINE 71 3 40 0 40 0 40 0 40 0 40 1 40 1 40 1 40 1 10 0 20 0 10 1 20 1 10 2 20 0 10 3 20 1", "0 HATCH 91 1 92 2 93 3 10 1 20 1 10 2 20 1 10 2 20 2 97 0", "0 ELLIPSE 10 0 20 0 11 4 21 0 40 0.5", "0 MTEXT 10 1 20 2 1 \\A1;{x}"));

        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed => Hostile.IsReadOrRefused(sound, seed, bytes => Hostile.ReadWhole(DxfFile.Read(_folder.File("a.dxf", bytes)))))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }

    [Fact]
    public void What_GDAL_writes_is_read()
    {
        var source = _folder.File("in.geojson", """{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"Layer":"DLSS"},"geometry":{"type":"LineString","coordinates":[[409012.5,4036620.25],[409020,4036630]]}},{"type":"Feature","properties":{"Layer":"GXYZ"},"geometry":{"type":"Point","coordinates":[409012.5,4036620.25]}}]}""");
        Reference.Gdal("ogr2ogr", "-f", "DXF", _folder.Named("out.dxf"), source);

        var layers = DxfFile.Read(_folder.Named("out.dxf"));

        layers.Select(layer => (layer.Name, layer.Features.Single().Geometry!.AsText())).ShouldBe([("DLSS", "LINESTRING (409012.5 4036620.25, 409020 4036630)"), ("GXYZ", "POINT (409012.5 4036620.25)")]);
    }

    private ImmutableArray<SourceLayer> Read(params string[] entities) => DxfFile.Read(_folder.File("a.dxf", Drawing("", entities)));

    // Codes and values in turn, a blank between; no value has a blank in it.
    private static string Drawing(string header, params string[] entities)
    {
        var lines = new StringBuilder();
        if (header.Length > 0)
            lines.Append(Lines("0 SECTION 2 HEADER")).Append(Lines(header)).Append(Lines("0 ENDSEC"));
        lines.Append(Lines("0 SECTION 2 ENTITIES"));
        foreach (var entity in entities)
            lines.Append(Lines(entity));
        return lines.Append(Lines("0 ENDSEC 0 EOF")).ToString();
    }

    private static string Lines(string pairs)
    {
        var words = pairs.Split(' ');
        var lines = new StringBuilder();
        for (var at = 0; at + 1 < words.Length; at += 2)
            lines.Append(words[at]).Append('\n').Append(words[at + 1]).Append('\n');
        return lines.ToString();
    }
}
