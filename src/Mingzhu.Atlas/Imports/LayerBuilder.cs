using System.Collections.Immutable;
using Mingzhu.City;
using Mingzhu.Spatial;
using NetTopologySuite.Geometries;

namespace Mingzhu.Atlas;

/// <summary>
/// Gathers the rows of one standard layer while a file is read, gives each its id and lays them down. The rows are put aside on disk; in memory are only their boxes and their ids.
/// </summary>
internal sealed class LayerBuilder : IDisposable
{
    // What the writers of GeoPackage, Shapefile and tables call the id of a feature.
    private static readonly string[] IdColumns = ["id", "feature_id", "mingzhu_id"];

    private readonly ProblemList _problems;
    private readonly RowReader _reader;
    private readonly FeatureSpool _spool;
    private readonly RowKeys _keys = new();
    private readonly List<object?> _apart = [];
    private readonly Repeats _repeats = new();
    private readonly int _keyColumn;
    private readonly int _apartColumn;

    /// <param name="name">What the file calls the layer, for problems.</param>
    /// <param name="reader">Reads the values of a row.</param>
    /// <param name="extra">Columns the schema does not know.</param>
    /// <param name="problems">Where to report.</param>
    /// <param name="work">A folder to put rows aside in.</param>
    public LayerBuilder(string name, LayerSchema schema, RowReader reader, ImmutableArray<Field> extra, ProblemList problems, string work)
    {
        Schema = schema;
        (Name, _problems, _reader) = (name, problems, reader);
        ImmutableArray<Field> fields = [.. schema.Fields.Select(field => new Field(field.Id, field.Type)), .. extra];
        _spool = new FeatureSpool(Path.Combine(work, Path.GetRandomFileName()), fields);
        _keyColumn = fields.IndexOf(fields.FirstOrDefault(field => field.Name == schema.Key));
        _apartColumn = fields.IndexOf(fields.FirstOrDefault(field => field.Name == schema.ApartBy));
    }

    /// <summary>What the file calls the layer.</summary>
    public string Name { get; }

    /// <summary>The layer it builds.</summary>
    public LayerSchema Schema { get; }

    /// <summary>How many rows so far.</summary>
    public int Count => _spool.Count;

    /// <summary>The rows in the order of the file.</summary>
    public FeatureSpool Rows => _spool;

    /// <summary>The value of each row in the field within which shapes may not overlap; empty if there is no such field.</summary>
    public IReadOnlyList<object?> Apart => _apart;

    /// <summary>
    /// Takes one row. <paramref name="values"/> has one entry per field of the schema, then per extra field, as they stand in the file; each is read into the field's type. What is wrong is
    /// reported under <paramref name="row"/>, and the row is left out.
    /// </summary>
    public void Add(string row, Geometry? geometry, Span<object?> values, RowSeverity ifWrong)
    {
        if (Fits(geometry, row, ifWrong) & _reader.Read(row, values, ifWrong))
            Keep(row, geometry, values, ifWrong);
    }

    /// <summary>Takes the rows out again that lie farther than some degrees from where most do.</summary>
    public void LeaveOutFarFrom(Envelope main, double degrees)
    {
        var near = new Envelope(main);
        near.ExpandBy(degrees);
        var kept = Enumerable.Range(0, Count).Where(row => Rows.Boxes[row] is var box && (box.IsEmpty || near.Contains((box.MinX + box.MaxX) / 2, (box.MinY + box.MaxY) / 2))).ToArray();
        _spool.Keep(kept);
        _keys.Keep(kept);
        Keep(_apart, kept);
    }

    /// <summary>Writes the rows in the order of their ids into a GeoPackage.</summary>
    public ReadyLayer Lay(string path, double? accuracyM, ReadingSteps steps)
    {
        var provisional = GiveProvisional();
        var kept = Enumerable.Range(0, _spool.Fields.Length).Where(column => !RepeatsId(column)).ToArray();
        ImmutableArray<Field> fields = [.. kept.Select(column => _spool.Fields[column])];
        using var connection = Store.SqliteFile.Create(path);
        using var table = new GeoPackageRows(connection, LayerStore.TableName, fields, _spool.GeometryType, _spool.Extent);
        using var hash = new CanonicalHash(fields, Count);
        var highest = 0L;
        foreach (var row in _keys.Order())
        {
            steps.Step();
            var (id, spooled) = (_keys[row]!, _spool.Read(row));
            if (_keyColumn >= 0)
                spooled.Values[_keyColumn] = id;
            var values = Array.ConvertAll(kept, column => spooled.Values[column]);
            table.Add(id, spooled.Shape, values);
            hash.Add(id, spooled.Shape, values);
            highest = Math.Max(highest, IssuedId.Number(id));
        }

        table.Commit();
        var box = _spool.Extent;
        return new ReadyLayer(Schema.Id, path, hash.Finish(), Count, box.IsEmpty ? null : [box.MinX, box.MinY, box.MaxX, box.MaxY], accuracyM)
        {
            Provisional = provisional, HighestIssued = highest,
        };
    }

    /// <inheritdoc/>
    public void Dispose() => _spool.Dispose();

    /// <summary>Whether a column beside the schema's says only what the program knows without it, as in files it exported: each row's key again, under a name of ids or one more heading of the key, or, of a layer without a key, ids it issued.</summary>
    private bool RepeatsId(int column) => column >= Schema.Fields.Length
        && (IdColumns.Contains(_spool.Fields[column].Name, StringComparer.OrdinalIgnoreCase) || (_keyColumn >= 0 && Schema.Fields[_keyColumn].Headings.Contains(_spool.Fields[column].Name)))
        && Enumerable.Range(0, Count).All(row => _spool.Read(row).Values[column] is string text && (Schema.Key is null ? IssuedId.Is(text) : text == _keys[row]));

    private static void Keep<T>(List<T> list, int[] kept)
    {
        if (list.Count == 0)
            return;
        for (var at = 0; at < kept.Length; at++)
            list[at] = list[kept[at]];
        list.RemoveRange(kept.Length, list.Count - kept.Length);
    }

    private void Keep(string row, Geometry? geometry, ReadOnlySpan<object?> read, RowSeverity ifWrong)
    {
        var key = _keyColumn >= 0 ? read[_keyColumn] as string : null;
        if (key is not null && _keys.Find(key) is >= 0 and var before)
        {
            var other = _spool.Label(before);
            _problems.Row("row.key-twice", ifWrong, Name, row, Schema.Key ?? "", key, new($"编号 '{key}' 与第 {other} 行重复", $"the key '{key}' already stands in row {other}"));
            return;
        }

        _keys.Add(key);
        if (_apartColumn >= 0)
            _apart.Add(_repeats.Once(read[_apartColumn]));
        _spool.Add(row, geometry, read);
    }

    /// <summary>Gives every row without a key an id: its place among the rows, or the next number that no key of the file has. The ids given; null if no row has a key.</summary>
    private List<string>? GiveProvisional()
    {
        var given = _keys.HasKeys ? new List<string>() : null;
        var next = (long)Count;
        for (var row = 0; row < Count; row++)
        {
            if (_keys[row] is not null)
                continue;
            var id = IssuedId.Of(row + 1);
            while (_keys.Find(id) >= 0)
                id = IssuedId.Of(++next);
            _keys.Give(row, id);
            given?.Add(id);
        }

        return given;
    }

    private bool Fits(Geometry? geometry, string row, RowSeverity ifWrong)
    {
        var kind = geometry switch
        {
            null => GeometryKind.None,
            IPuntal => GeometryKind.Point,
            ILineal => GeometryKind.Line,
            _ => GeometryKind.Polygon,
        };
        if (kind == Schema.Geometry || Schema.Geometry == GeometryKind.None || (Schema.Geometry == GeometryKind.Any && kind != GeometryKind.None))
            return true;
        _problems.Row("geometry.wrong-kind", ifWrong, Name, row, "", geometry?.GeometryType ?? "", new(
            $"图层 {Schema.Id} 需要{Named(Schema.Geometry).Zh}，这里是{Named(kind).Zh}", $"layer {Schema.Id} holds {Named(Schema.Geometry).En}; here is {Named(kind).En}"));
        return false;
    }

    private static Wording Named(GeometryKind kind) => kind switch
    {
        GeometryKind.None => new("空几何", "no geometry"),
        GeometryKind.Point => new("点", "points"),
        GeometryKind.Line => new("线", "lines"),
        GeometryKind.Polygon => new("面", "polygons"),
        _ => new("点、线或面", "points, lines or polygons"),
    };
}
