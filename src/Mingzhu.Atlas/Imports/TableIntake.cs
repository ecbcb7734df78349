using System.Collections.Immutable;
using System.Globalization;
using Mingzhu.City;
using Mingzhu.Spatial;
using NetTopologySuite.Geometries;

namespace Mingzhu.Atlas;

/// <summary>Reads one layer of a GeoJSON, GeoPackage or CSV file into a standard layer: columns by id or Chinese heading, coordinates to EPSG:4490.</summary>
internal sealed class TableIntake
{
    private readonly SourceLayer _source;
    private readonly LayerSchema? _target;
    private readonly ProblemList _problems;
    private readonly Crs? _crs;
    private readonly SortedDictionary<string, int> _kinds = new(StringComparer.Ordinal);
    private readonly Envelope _extent = new();
    private readonly RowSeverity _ifWrong;
    private readonly IReadOnlyDictionary<string, string> _columns;
    private int _features;
    private bool _needsCrs;

    public TableIntake(SourceLayer source, LayerSchema? target, ProblemList problems, ImportRequest request)
    {
        (_source, _target, _problems) = (source, target, problems);
        _columns = request.Columns ?? ImmutableDictionary<string, string>.Empty;
        _ifWrong = request.SkipBadRows ? RowSeverity.LeftOut : RowSeverity.Refused;
        var proved = source.Epsg is { } epsg ? Crs.OfEpsg(epsg) : null;
        var said = request.Crs is { } name ? Named(name) : null;
        _crs = proved ?? said;
        if (proved is not null && said is not null && proved.Name != said.Name && !CoordinatesMayBeGcj(proved, said))
        {
            problems.File("crs.contradicts", RowSeverity.Refused, new(
                $"文件说明坐标系为 {proved.Name}（{source.CrsEvidence.Zh}），与 --crs {said.Name} 不符", $"the file says {proved.Name} ({source.CrsEvidence.En}), --crs says {said.Name}"));
        }
        else if (said is not null)
        {
            _crs = said;
        }

        if (source.Epsg is { } unknown && proved is null && said is null)
        {
            problems.File("crs.unknown", RowSeverity.Refused, new(
                $"不认识坐标系 EPSG:{unknown}；请先转换为 EPSG:4490", $"the coordinate system EPSG:{unknown} is not known here; convert to EPSG:4490 first"));
        }
    }

    /// <summary>GeoJSON always claims WGS 84; files made in China may hold GCJ-02 or BD-09 all the same, and only the user can say so.</summary>
    private static bool CoordinatesMayBeGcj(Crs proved, Crs said) => proved.Name == "EPSG:4326" && !said.Name.StartsWith("EPSG:", StringComparison.Ordinal);

    private static Crs Named(string name) => name.ToUpperInvariant() switch
    {
        "GCJ-02" or "GCJ02" => Crs.Gcj02,
        "BD-09" or "BD09" => Crs.Bd09,
        var text when text.StartsWith("EPSG:", StringComparison.Ordinal) && int.TryParse(text.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var epsg)
            && Crs.OfEpsg(epsg) is { } known => known,
        _ => throw new RefusedException(new Refusal("crs.unknown", new(
            $"不认识坐标系“{name}”；可用 EPSG:4490、EPSG:4326、EPSG:3857、CGCS2000 高斯-克吕格各带、GCJ-02、BD-09",
            $"the coordinate system '{name}' is not known here; known are EPSG:4490, EPSG:4326, EPSG:3857, the CGCS2000 Gauss-Krüger zones, GCJ-02, BD-09"))),
    };

    /// <summary>The rows; null if the file's layer is no standard layer.</summary>
    public LayerBuilder? Builder { get; private set; }

    /// <summary>How the layer was understood, after <see cref="Read"/>.</summary>
    public UnderstoodLayer Understood { get; private set; } = null!;

    /// <summary>What has to be answered before it can land.</summary>
    public IEnumerable<Question> Questions(IEnumerable<LayerSchema> schemas)
    {
        if (_target is null)
            yield return new Question("as", new($"“{_source.Name}”是哪个图层？", $"which layer is '{_source.Name}'?"), [.. schemas.Select(schema => new Choice(schema.Id, schema.Name))]);
        if (_needsCrs)
            yield return new Question("crs", new($"“{_source.Name}”是什么坐标系？{_source.CrsEvidence.Zh}", $"which coordinate system has '{_source.Name}'? {_source.CrsEvidence.En}"), [.. new[] { "EPSG:4490", "EPSG:4326", "EPSG:4548", "EPSG:4547", "GCJ-02", "BD-09" }.Select(Choice.Plain)]);
    }

    /// <summary>Reads every row.</summary>
    public void Read(CancellationToken cancel)
    {
        var names = _source.Fields.Select(field => field.Name).ToArray();
        CheckColumns(names);
        var columnOf = _target is null ? [] : _target.Fields.Select(field => Heading(field, names)).ToArray();
        var unmapped = _source.Fields.Where(field => !columnOf.Contains(field.Name)).ToImmutableArray();
        var extra = unmapped.Where(field => _target is null || _target.Fields.All(known => known.Id != field.Name)).ToImmutableArray();
        Builder = _target is null ? null : new LayerBuilder(_source.Name, _target, Renamed(extra, _target), _problems);
        var values = new object?[columnOf.Length + extra.Length];
        foreach (var feature in _source.Features)
        {
            cancel.ThrowIfCancellationRequested();
            _features++;
            Understand(feature, columnOf, extra, values);
        }

        Understood = new UnderstoodLayer(
            _source.Name, _target?.Id, string.Join(", ", _kinds.Select(kind => string.Create(CultureInfo.InvariantCulture, $"{kind.Key} {kind.Value}"))), _features,
            _crs?.Name, new Wording(_source.CrsEvidence.Zh, _source.CrsEvidence.En), _source.Encoding, _extent.IsNull ? null : [_extent.MinX, _extent.MinY, _extent.MaxX, _extent.MaxY],
            [.. names], [.. unmapped.Select(field => field.Name)])
        {
            EncodingEvidence = _source.EncodingEvidence is { } evidence ? new Wording(evidence.Zh, evidence.En) : null,
        };
    }

    private void Understand(SourceFeature feature, string?[] columnOf, ImmutableArray<Field> extra, object?[] values)
    {
        var row = feature.Row.ToString(CultureInfo.InvariantCulture);
        foreach (var problem in feature.Problems)
            _problems.Source(problem, Grave(problem), _source.Name, row);
        if (feature.Problems.Any(problem => problem.Severity == ProblemSeverity.Refused))
            return;

        if (Placed(feature.Geometry, row, out var geometry) && Builder is not null)
        {
            for (var column = 0; column < columnOf.Length; column++)
                values[column] = columnOf[column] is { } name ? feature.Values.GetValueOrDefault(name) : null;
            for (var column = 0; column < extra.Length; column++)
                values[columnOf.Length + column] = Typed(feature.Values.GetValueOrDefault(extra[column].Name), extra[column].Type);
            Builder.Add(row, geometry, values, _ifWrong);
        }
    }

    private RowSeverity Grave(SourceProblem problem) => problem.Severity switch
    {
        ProblemSeverity.Note => RowSeverity.Note,
        ProblemSeverity.Repaired => RowSeverity.Repaired,
        _ => _ifWrong,
    };

    /// <summary>The geometry in EPSG:4490; false if its place can't be known or can't be on earth.</summary>
    private bool Placed(Geometry? found, string row, out Geometry? geometry)
    {
        geometry = null;
        if (found is null || _target is { Geometry: GeometryKind.None })
            return true;
        _kinds[found.GeometryType] = _kinds.GetValueOrDefault(found.GeometryType) + 1;
        if (_crs is null)
        {
            _needsCrs = true;
            return false;
        }

        geometry = _crs.Apply(found);
        var box = geometry.EnvelopeInternal;
        if (box.Width > 180)
        {
            _problems.Row("geometry.too-wide", _ifWrong, _source.Name, row, "", found.GeometryType, new(
                $"横跨经度 {box.Width:0} 度；跨越 180° 经线的图形请在该线处分为两部分", $"spans {box.Width:0} degrees of longitude; a shape across the 180° meridian has to be cut in two there"));
            return false;
        }

        if (box.MinX >= -180 && box.MaxX <= 180 && box.MinY >= -90 && box.MaxY <= 90)
        {
            _extent.ExpandToInclude(box);
            return true;
        }

        _problems.Row("geometry.off-earth", _ifWrong, _source.Name, row, "", found.Coordinate.ToString()!, new(
            $"坐标 {found.Coordinate} 按 {_crs.Name} 不在地球上；坐标系可能不对，或 x、y 颠倒", $"the coordinates {found.Coordinate} are not on earth in {_crs.Name}; the coordinate system may be another, or x and y swapped"));
        return false;
    }

    /// <summary>Under which name the file has a field: as the user says, else its id, else one of its Chinese headings.</summary>
    private string? Heading(FieldSchema field, string[] names) =>
        _columns.GetValueOrDefault(field.Id)
        ?? Array.Find(names, name => name.Equals(field.Id, StringComparison.OrdinalIgnoreCase)) ?? Array.Find(names, name => field.Headings.Contains(name.Trim()));

    /// <summary>The file's own columns under names that no other column has: a GeoPackage can't tell "ID" from "id".</summary>
    private static ImmutableArray<Field> Renamed(ImmutableArray<Field> extra, LayerSchema target)
    {
        var taken = target.Fields.Select(field => field.Id).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var renamed = ImmutableArray.CreateBuilder<Field>(extra.Length);
        foreach (var field in extra)
        {
            var name = field.Name;
            while (!taken.Add(name))
                name += "_";
            renamed.Add(field with { Name = name });
        }

        return renamed.MoveToImmutable();
    }

    /// <summary>What the user says of columns must be true of the layer and of the file.</summary>
    private void CheckColumns(string[] names)
    {
        foreach (var (field, heading) in _columns.OrderBy(column => column.Key, StringComparer.Ordinal))
        {
            if (_target is not null && _target.Fields.All(known => known.Id != field))
            {
                var known = string.Join(", ", _target.Fields.Select(known => known.Id));
                _problems.File("column.no-field", RowSeverity.Refused, new($"图层 {_target.Id} 没有字段“{field}”，现有：{known}", $"layer {_target.Id} has no field '{field}'; there are: {known}"));
            }

            if (!names.Contains(heading))
                _problems.File("column.not-found", RowSeverity.Refused, new($"文件中没有列“{heading}”，现有：{string.Join("、", names)}", $"has no column '{heading}'; there are: {string.Join(", ", names)}"));
        }
    }

    /// <summary>A value of a column we do not know, kept in the type its column declares; text where it doesn't fit.</summary>
    private static object? Typed(object? value, FieldType type) => (value, type) switch
    {
        (null, _) => null,
        (string, FieldType.Text) or (long, FieldType.Integer) or (double, FieldType.Real) or (bool, FieldType.Boolean) or (DateOnly, FieldType.Date) => value,
        (long whole, FieldType.Real) => (double)whole,
        (_, FieldType.Text) => Convert.ToString(value, CultureInfo.InvariantCulture),
        _ => null,
    };
}
