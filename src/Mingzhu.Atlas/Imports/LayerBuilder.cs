using System.Collections.Immutable;
using Mingzhu.City;
using Mingzhu.Spatial;
using NetTopologySuite.Geometries;

namespace Mingzhu.Atlas;

/// <summary>Gathers the rows of one standard layer while a file is read, and gives each its id.</summary>
internal sealed class LayerBuilder
{
    // What the writers of GeoPackage, Shapefile and tables call the id of a feature.
    private static readonly string[] IdColumns = ["id", "feature_id", "mingzhu_id"];

    private readonly ProblemList _problems;
    private readonly RowReader _reader;
    private readonly List<string> _rows = [];
    private readonly List<string?> _ids = [];
    private readonly List<Geometry?> _geometries = [];
    private readonly (List<object?> Values, Repeats Repeats)[] _columns;
    private readonly List<Field> _fields;
    private readonly Dictionary<string, string> _rowOfId = [];
    private readonly int _keyColumn;

    /// <param name="name">What the file calls the layer, for problems.</param>
    /// <param name="reader">Reads the values of a row.</param>
    /// <param name="extra">Columns the schema does not know.</param>
    /// <param name="problems">Where to report.</param>
    public LayerBuilder(string name, LayerSchema schema, RowReader reader, ImmutableArray<Field> extra, ProblemList problems)
    {
        Schema = schema;
        (Name, _problems, _reader) = (name, problems, reader);
        _fields = [.. schema.Fields.Select(field => new Field(field.Id, field.Type)), .. extra];
        _columns = [.. _fields.Select(_ => (new List<object?>(), new Repeats()))];
        _keyColumn = _fields.FindIndex(field => field.Name == schema.Key);
    }

    /// <summary>What the file calls the layer.</summary>
    public string Name { get; }

    /// <summary>The layer it builds.</summary>
    public LayerSchema Schema { get; }

    /// <summary>How many rows so far.</summary>
    public int Count => _ids.Count;

    /// <summary>
    /// Takes one row. <paramref name="values"/> has one entry per field of the schema, then per extra field, as they stand in the file; each is read into the field's type. What is wrong is
    /// reported under <paramref name="row"/>, and the row is left out.
    /// </summary>
    public void Add(string row, Geometry? geometry, ReadOnlySpan<object?> values, RowSeverity ifWrong)
    {
        var read = values.ToArray();
        if (Fits(geometry, row, ifWrong) & _reader.Read(row, read, ifWrong))
            Keep(row, geometry, read, ifWrong);
    }

    /// <summary>Ids that stand for rows without a key, until the city gives them those they had before or new ones.</summary>
    public IReadOnlyList<string> Provisional { get; private set; } = [];

    /// <summary>Takes the rows out again that lie farther than some degrees from where most do.</summary>
    public void LeaveOutFarFrom(Envelope main, double degrees)
    {
        var near = new Envelope(main);
        near.ExpandBy(degrees);
        var kept = Enumerable.Range(0, _ids.Count).Where(at => _geometries[at] is not { } shape || near.Contains(shape.EnvelopeInternal.Centre)).ToArray();
        Keep(_rows, kept);
        Keep(_ids, kept);
        Keep(_geometries, kept);
        foreach (var (values, _) in _columns)
            Keep(values, kept);
    }

    private static void Keep<T>(List<T> list, int[] kept)
    {
        for (var at = 0; at < kept.Length; at++)
            list[at] = list[kept[at]];
        list.RemoveRange(kept.Length, list.Count - kept.Length);
    }

    /// <summary>The shapes in the order of the file, under the file's row numbers.</summary>
    public FeatureTable Shapes() => new([], [.. _rows], [.. _geometries], []);

    /// <summary>The values of a field, in the order of the file.</summary>
    public IReadOnlyList<object?> Values(string field) => _columns[_fields.FindIndex(one => one.Name == field)].Values;

    /// <summary>The rows as a table ordered by id.</summary>
    public FeatureTable ToTable()
    {
        var ids = WithProvisional();
        var order = RowOrder.ById(ids);
        var kept = Enumerable.Range(0, _fields.Count).Where(column => !RepeatsId(column, ids)).ToArray();
        return new FeatureTable(
            [.. kept.Select(column => _fields[column])], [.. order.Select(row => ids[row])], [.. order.Select(row => _geometries[row])],
            [.. kept.Select(column => Array.ConvertAll(order, row => _columns[column].Values[row]))]);
    }

    /// <summary>Whether a column beside the schema's says only what the program knows without it, as in files it exported: each row's key again, or, of a layer without a key, ids it issued.</summary>
    private bool RepeatsId(int column, string[] ids) => column >= Schema.Fields.Length && IdColumns.Contains(_fields[column].Name, StringComparer.OrdinalIgnoreCase)
        && _columns[column].Values.Index().All(value => value.Item is string text && (Schema.Key is null ? IssuedId.Is(text) : text == ids[value.Index]));

    private void Keep(string row, Geometry? geometry, object?[] read, RowSeverity ifWrong)
    {
        var key = _keyColumn >= 0 ? read[_keyColumn] as string : null;
        if (key is not null && !_rowOfId.TryAdd(key, row))
        {
            _problems.Row("row.key-twice", ifWrong, Name, row, Schema.Key ?? "", key, new(
                $"编号 '{key}' 与第 {_rowOfId[key]} 行重复", $"the key '{key}' already stands in row {_rowOfId[key]}"));
            return;
        }

        _rows.Add(row);
        _ids.Add(key);
        _geometries.Add(geometry);
        for (var column = 0; column < read.Length; column++)
            _columns[column].Values.Add(_columns[column].Repeats.Once(read[column]));
    }

    /// <summary>Every row's id: its key, else its place among the rows, or the next number that no key of the file has.</summary>
    private string[] WithProvisional()
    {
        var (ids, given, next) = (new string[_ids.Count], new List<string>(), (long)_ids.Count);
        for (var row = 0; row < ids.Length; row++)
        {
            if (_ids[row] is { } key)
            {
                ids[row] = key;
                continue;
            }

            var id = IssuedId.Of(row + 1);
            while (_rowOfId.ContainsKey(id))
                id = IssuedId.Of(++next);
            given.Add(ids[row] = id);
            if (_keyColumn >= 0)
                _columns[_keyColumn].Values[row] = id;
        }

        Provisional = given;
        return ids;
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
