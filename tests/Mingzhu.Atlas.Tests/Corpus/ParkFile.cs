using System.Text;

namespace Mingzhu.Atlas.Tests.Corpus;

/// <summary>The parts of a Shapefile of parks (公园绿地): by default one square named 湖心公园, in GBK, CGCS2000 degrees.</summary>
internal static class ParkFile
{
    public const string Stem = "公园绿地", Park = "湖心公园";

    static ParkFile() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static Encoding Gbk => Encoding.GetEncoding("GB18030");

    public static Encoding Big5 => Encoding.GetEncoding(950);

    /// <summary>Squares side by side, 0.003° apart.</summary>
    public static Shp Squares(int count = 1, (double X, double Y)[]? ring = null, double step = 0.003)
    {
        var shp = new Shp(Shp.Polygon);
        for (var at = 0; at < count; at++)
            shp.AddPolygon((ring ?? Square.Degrees).Moved(at * step));
        return shp;
    }

    /// <summary>编号 and 名称 of parks P1, P2 ….</summary>
    public static Dbf Names(Encoding encoding, params object?[] names) => Names(new Dbf(encoding), names);

    public static Dbf Names(Dbf table, params object?[] names)
    {
        table.Text("编号", 10).Text("名称", 30);
        for (var at = 0; at < names.Length; at++)
            table.Row("P" + (at + 1), names[at]);
        return table;
    }

    /// <summary>All parts; a null leaves one out.</summary>
    public static IEnumerable<(string Path, byte[] Bytes)> Of(Shp shp, Dbf? dbf, string? prj = Prj.Cgcs2000, string? cpg = "GBK", string stem = Stem, bool withIndex = true)
    {
        yield return (stem + ".shp", shp.ToBytes());
        if (withIndex)
            yield return (stem + ".shx", shp.ToIndex());
        if (dbf is not null)
            yield return (stem + ".dbf", dbf.ToBytes());
        if (prj is not null)
            yield return (stem + ".prj", Encoding.UTF8.GetBytes(prj));
        if (cpg is not null)
            yield return (stem + ".cpg", Encoding.UTF8.GetBytes(cpg));
    }

    /// <summary>One square in a coordinate system.</summary>
    public static IEnumerable<(string Path, byte[] Bytes)> In(string? prj, (double X, double Y)[]? ring = null) => Of(Squares(1, ring), Names(Gbk, Park), prj);
}
