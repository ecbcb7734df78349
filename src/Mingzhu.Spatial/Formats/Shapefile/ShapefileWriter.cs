using System.Collections.Immutable;
using System.Text;
using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial;

/// <summary>One row to write.</summary>
/// <param name="Geometry">EPSG:4490, x = longitude, or in the options' system; null if it has none.</param>
/// <param name="Values">One a field, of the field's type.</param>
public readonly record struct ShapefileRow(Geometry? Geometry, IReadOnlyList<object?> Values);

/// <summary>How shapefiles are written.</summary>
public sealed record ShapefileOptions
{
    /// <summary>Whether texts are GBK, as older programs in China expect; otherwise UTF-8.</summary>
    public bool Gbk { get; init; }

    /// <summary>What the coordinates are, one that <see cref="WktWriter"/> knows: what the .prj says, the way ESRI writes it.</summary>
    public Crs Crs { get; init; } = Crs.Cgcs2000;

    /// <summary>The day that the header of the .dbf names; always the same by default, so that equal tables make equal files.</summary>
    public DateOnly LastChange { get; init; } = new(2000, 1, 1);
}

/// <summary>What was written.</summary>
/// <param name="Files">Full paths: .dbf and .cpg of each shapefile, then its .prj, .shp and .shx.</param>
/// <param name="Notes">What the format could not hold: names and texts cut, characters lost, geometries spread over several files.</param>
public sealed record WrittenShapefiles(ImmutableArray<string> Files, ImmutableArray<SourceProblem> Notes);

/// <summary>Writes shapefiles that ArcGIS, QGIS and GDAL open (写出 Shapefile).</summary>
public static class ShapefileWriter
{
    /// <summary>Writes a table with its feature ids as the first field, called <c>id</c>, or <c>feature_id</c> where a field has that name already.</summary>
    /// <inheritdoc cref="Write(string, ImmutableArray{Field}, Func{IEnumerable{ShapefileRow}}, ShapefileOptions)"/>
    public static WrittenShapefiles Write(string path, FeatureTable table, ShapefileOptions? options = null)
    {
        var id = table.Fields.Any(field => field.Name.Equals("id", StringComparison.OrdinalIgnoreCase)) ? "feature_id" : "id";
        return Write(path, [new Field(id, FieldType.Text), .. table.Fields], () => Rows(table), options);
    }

    /// <summary>Writes rows that stream.</summary>
    /// <remarks>
    /// Out: .shp, .shx, .dbf, .prj and .cpg; of rows where none has a geometry only .dbf and .cpg. A shapefile holds one kind of geometry: where there are points and lines or polygons, each goes into
    /// a file of its own, <c>…_points</c>, <c>…_lines</c>, <c>…_polygons</c>, rows without geometry into the first. Fields are as wide as the longest value; names are cut to 10 bytes, texts to
    /// 254, never within a character; numbers read back the same.<br/>
    /// Always: <see cref="Shapefile.Read"/> gives the rows back but for what the notes say, blanks around texts, texts that are empty (null), and parts of one (single); the same rows give the same bytes.
    /// If it fails, what was written is deleted.<br/>
    /// Cost: the rows are gone over twice; one in memory.
    /// </remarks>
    /// <param name="path">Folder and name without extension.</param>
    /// <param name="fields">At least one.</param>
    /// <param name="rows">The rows; called twice, must give the same.</param>
    /// <param name="options">Encoding, .prj.</param>
    /// <exception cref="ArgumentException">A value is not of its field's type, or there is more than the format can hold.</exception>
    public static WrittenShapefiles Write(string path, ImmutableArray<Field> fields, Func<IEnumerable<ShapefileRow>> rows, ShapefileOptions? options = null)
    {
        options ??= new ShapefileOptions();
        var names = FieldNames.Of(fields, options.Gbk);
        DbfColumnWriter[] columns = [.. fields.Select((field, index) => new DbfColumnWriter(field, names[index], options.Gbk))];
        var kinds = new Kinds();
        foreach (var row in rows())
        {
            kinds.Take(row.Geometry);
            for (var column = 0; column < columns.Length; column++)
                columns[column].Measure(row.Values[column]);
        }
        var files = new List<string>();
        try
        {
            WriteAll(path, columns, rows(), kinds, options, files);
        }
        catch
        {
            files.ForEach(File.Delete);
            throw;
        }
        return new WrittenShapefiles([.. files], [.. columns.SelectMany(column => Notes(column, options.Gbk)), .. kinds.Notes()]);
    }

    private static IEnumerable<ShapefileRow> Rows(FeatureTable table)
    {
        for (var row = 0; row < table.Count; row++)
            yield return new(table.Geometries[row], [table.Ids[row], .. table.Columns.Select(column => column[row])]);
    }

    private static void WriteAll(string path, DbfColumnWriter[] columns, IEnumerable<ShapefileRow> rows, Kinds kinds, ShapefileOptions options, List<string> files)
    {
        var sets = new List<Set>();
        try
        {
            foreach (var (name, type) in kinds.Found)
                sets.Add(new Set(path + (kinds.Found.Count > 1 ? "_" + name : ""), type, columns, options, files));
            if (sets.Count == 0)
                sets.Add(new Set(path, ShapeRecord.Null, columns, options, files));
            foreach (var row in rows)
                sets[kinds.IndexOf(row.Geometry)].Add(row);
        }
        finally
        {
            sets.ForEach(set => set.Dispose());
        }
    }

    private static IEnumerable<SourceProblem> Notes(DbfColumnWriter column, bool gbk)
    {
        var (name, written) = (column.Field.Name, FieldNames.Read(column.Name, gbk));
        if (name != written)
            yield return new("dbf.name-cut", $"字段“{name}”在 Shapefile 中称为“{written}”（最多 10 字节）", $"field '{name}' is called '{written}' in the shapefile (at most 10 bytes)", ProblemSeverity.Note) { Field = name, Found = name, Expected = written };
        if (column.Cut > 0)
            yield return new("dbf.text-cut", $"字段“{name}”有 {column.Cut} 个值超过 {DbfColumnWriter.MostTextBytes} 字节，已截断", $"{column.Cut} values of field '{name}' are longer than {DbfColumnWriter.MostTextBytes} bytes and were cut", ProblemSeverity.Repaired) { Field = name };
        if (column.Lost > 0)
            yield return new("dbf.text-lost", $"字段“{name}”有 {column.Lost} 个值含有 GBK 没有的字，写作“?”；请改用 UTF-8", $"{column.Lost} values of field '{name}' have characters that GBK lacks, written as '?'; use UTF-8", ProblemSeverity.Repaired) { Field = name };
    }

    /// <summary>The kinds of geometry among the rows.</summary>
    private sealed class Kinds
    {
        private readonly bool[] _found = new bool[3];
        private bool _manyPoints;
        private long _mixed;

        public List<(string Name, int Type)> Found =>
        [
            .. _found[0] ? [("points", _manyPoints ? ShapeRecord.MultiPoint : ShapeRecord.Point)] : Array.Empty<(string, int)>(),
            .. _found[1] ? [("lines", ShapeRecord.PolyLine)] : Array.Empty<(string, int)>(),
            .. _found[2] ? [("polygons", ShapeRecord.Polygon)] : Array.Empty<(string, int)>(),
        ];

        public void Take(Geometry? geometry)
        {
            if (geometry is null || geometry.IsEmpty)
                return;
            _mixed += geometry.OgcGeometryType == OgcGeometryType.GeometryCollection ? 1 : 0;
            _manyPoints |= geometry is GeometryCollection { Dimension: Dimension.Point };
            _found[(int)geometry.Dimension] = true;
        }

        public int IndexOf(Geometry? geometry) => geometry is null || geometry.IsEmpty ? 0 : _found.Take((int)geometry.Dimension).Count(found => found);

        public IEnumerable<SourceProblem> Notes()
        {
            if (_mixed > 0)
                yield return new("shp.mixed", $"有 {_mixed} 个图形混有点、线、面，只写出维数最高的部分", $"{_mixed} geometries mix points, lines and polygons; only the parts of the highest dimension were written", ProblemSeverity.Repaired);
            if (Found.Count > 1)
            {
                var names = string.Join(", ", Found.Select(kind => "_" + kind.Name));
                yield return new("shp.kinds", $"一个 Shapefile 只能有一种图形，分写为 {names}", $"a shapefile holds one kind of geometry; written as {names}", ProblemSeverity.Note);
            }
        }
    }

    /// <summary>One shapefile while it is written.</summary>
    private sealed class Set : IDisposable
    {
        private readonly ShpWriter? _shapes;
        private readonly DbfWriter _values;

        public Set(string path, int type, DbfColumnWriter[] columns, ShapefileOptions options, List<string> files)
        {
            string Named(string extension)
            {
                files.Add(Path.GetFullPath(path + extension));
                return files[^1];
            }
            // First what may refuse, so that nothing stays open.
            _values = new DbfWriter(Named(".dbf"), columns, options.Gbk, options.LastChange);
            File.WriteAllText(Named(".cpg"), options.Gbk ? "936" : "UTF-8", Encoding.ASCII);
            if (type == ShapeRecord.Null)
                return;
            File.WriteAllText(Named(".prj"), WktWriter.Esri(options.Crs), Encoding.ASCII);
            _shapes = new ShpWriter(Named(".shp"), Named(".shx"), type);
        }

        public void Add(ShapefileRow row)
        {
            _shapes?.Add(row.Geometry is GeometryCollection { OgcGeometryType: OgcGeometryType.GeometryCollection } mixed ? GeometryRepair.Repair(mixed).Geometry : row.Geometry);
            _values.Add(row.Values);
        }

        public void Dispose()
        {
            _shapes?.Dispose();
            _values.Dispose();
        }
    }
}
