using System.Collections.Immutable;

namespace Mingzhu.Spatial;

/// <summary>Reads shapefiles (ESRI Shapefile).</summary>
public static class Shapefile
{
    /// <summary>Reads a shapefile with what lies beside it: .dbf, .shx, .prj and .cpg in any case.</summary>
    /// <remarks>
    /// Out: one layer, called as the file is without its extension. <see cref="SourceFeature.Row"/> is the record's place in the file from 1, also where the file numbers it otherwise; records
    /// marked as deleted in the .dbf are passed over but counted. Geometries in the file's own CRS, x = easting or longitude, without Z and M, which are only told, all through <see cref="GeometryRepair"/>;
    /// a shape without geometry is refused by row, so is MultiPatch. Values as <see cref="DbfFile"/> says. The text of the .prj is <see cref="SourceLayer.CrsText"/>, not interpreted.<br/>
    /// Missing files: without .shx and without .dbf it is read all the same, with a note; a row that only one of .shp and .dbf has is refused. If .shp or .dbf breaks off, the first missing row says so.<br/>
    /// Cost: streams; one shape in memory. The texts of the .dbf are gone over once more to find their encoding.<br/>
    /// By: ESRI Shapefile Technical Description, July 1998.
    /// </remarks>
    /// <param name="path">The .shp.</param>
    /// <param name="encoding">Name of the text encoding; null: found out.</param>
    /// <exception cref="BrokenFileException">The .shp is none, the .dbf is none, or the encoding is none.</exception>
    public static SourceLayer Read(string path, string? encoding = null)
    {
        var files = ShapefileSet.Of(path) with { Shp = path };
        var problems = ImmutableArray.CreateBuilder<SourceProblem>();
        long? indexed;
        using (var shp = ShpFile.Open(path, files.Shx))
        {
            indexed = shp.Indexed;
            if (files.Shx is null)
                problems.Add(NoIndex);
            if (shp.Promised > new FileInfo(path).Length)
                problems.Add(Shorter(shp.Promised, new FileInfo(path).Length));
        }
        var table = files.Dbf is null ? null : DbfTable.Open(files.Dbf, encoding, files.CpgText());
        problems.AddRange(table?.Problems ?? [NoValues]);
        var crs = files.CrsText();
        return new SourceLayer(
            files.Name, null, crs is null ? ("没有 .prj 文件", "there is no .prj file") : (".prj 文件", "the .prj file"), table?.Fields ?? [], Features(path, files.Shx, table))
        {
            CrsText = crs,
            Rows = table?.Count ?? indexed,
            Encoding = table?.Encoding.Named.Name,
            EncodingEvidence = table?.Encoding.Evidence,
            MayBeCut = table?.MayBeCut ?? [],
            Problems = problems.ToImmutable(),
        };
    }

    private static IEnumerable<SourceFeature> Features(string path, string? index, DbfTable? table)
    {
        using var shp = ShpFile.Open(path, index);
        using var records = table?.Records().GetEnumerator();
        long row = 0;
        foreach (var shape in shp.Shapes())
        {
            row = shape.Number;
            if (records is null)
                yield return Feature(shape, Nothing, null);
            else if (!records.MoveNext())
                yield return Feature(new(shape.Number, null, [NoRecord(table!, shape.Number), .. shape.Problems]), Nothing, null);
            else if (!records.Current.Deleted)
                yield return Feature(shape, records.Current.Values, records.Current.Problems);
        }
        while (records?.MoveNext() is true)
        {
            row++;
            if (!records.Current.Deleted)
                yield return new(row, null, records.Current.Values, [NoShape(row), .. records.Current.Problems ?? []]);
        }
        if (table is { Missing: > 0 } && row <= table.Count)
            yield return new(row + 1, null, Nothing, DbfFile.CutOff(table));
    }

    private static SourceFeature Feature(Shape shape, IReadOnlyDictionary<string, object?> values, List<SourceProblem>? problems) =>
        new(shape.Number, shape.Geometry, values, SourceProblem.All(shape.Problems, problems)) { Dropped = shape.Dropped };

    private static ImmutableDictionary<string, object?> Nothing => ImmutableDictionary<string, object?>.Empty;

    private static SourceProblem NoIndex { get; } = new("shp.no-index", "没有 .shx 文件；已按顺序读取 .shp", "there is no .shx file; the .shp was read in order", ProblemSeverity.Note);

    private static SourceProblem NoValues { get; } = new("shp.no-dbf", "没有 .dbf 文件，图形没有属性；如有属性，请一并提供 .dbf", "there is no .dbf file, so the shapes have no values; if they should have, hand over the .dbf too", ProblemSeverity.Note);

    // No more than a note: the row where shapes are missing is refused, and often none is.
    private static SourceProblem Shorter(long promised, long found) => new(
        "shp.length", $".shp 的文件头写的是 {promised} 字节，实有 {found} 字节；可能不完整，请核对行数", $"the header of the .shp says {promised} bytes, there are {found}; it may be cut off, check the number of rows", ProblemSeverity.Note);

    private static SourceProblem NoRecord(DbfTable table, long row) => table.Missing > 0 && row <= table.Count + table.Missing
        ? DbfFile.CutOff(table)
        : new("shp.no-record", $".dbf 只有 {table.Count} 行，第 {row} 个图形没有属性；请重新导出整组文件", $"the .dbf has only {table.Count} rows, so shape {row} has no values; export the whole set again");

    private static SourceProblem NoShape(long row) => new("shp.no-shape", $".dbf 第 {row} 行在 .shp 中没有图形；请重新导出整组文件", $"row {row} of the .dbf has no shape in the .shp; export the whole set again");
}
