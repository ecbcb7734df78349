using System.Collections.Immutable;
using System.Globalization;
using Mingzhu.City;
using Mingzhu.Spatial;
using NetTopologySuite.Geometries;

namespace Mingzhu.Atlas;

/// <summary>Reads one layer of a file into a standard layer, row by row: columns by id or Chinese heading, coordinates to EPSG:4490.</summary>
internal sealed class TableIntake
{
    // What GeoPackages and databases number their rows by: no property of what the row describes, and another in every copy.
    private static readonly string[] RowNumbers = ["fid", "feature_fid", "ogc_fid"];

    private readonly SourceLayer _source;
    private readonly LayerSchema? _target;
    private readonly LayerCrs _crs;
    private readonly ProblemList _problems;
    private readonly RowSeverity _ifWrong;
    private readonly SortedDictionary<string, int> _kinds = new(StringComparer.Ordinal);
    private readonly LayerPicture _picture = new();
    private readonly FarRows _far = new();
    private readonly HeightsAndMeasures _dropped = new();
    private readonly FieldColumn?[] _columns;
    private readonly ImmutableArray<Field> _extra;
    private readonly RowReader? _rows;
    private readonly string?[] _forAll;
    private readonly ImmutableArray<ImmutableArray<string?>> _firstRows;
    private int _features;

    /// <param name="source">The layer of the file.</param>
    /// <param name="target">The standard layer it is; null if that is still asked.</param>
    /// <param name="crs">Where it lies.</param>
    /// <param name="contract">What the pack and the city say.</param>
    /// <param name="problems">Where to report.</param>
    /// <param name="request">The user's answers.</param>
    /// <param name="isOneOfMany">Whether the file has other layers, so that an answer may be meant for those.</param>
    /// <param name="firstRows">The first rows as they stand in the file.</param>
    /// <param name="work">A folder to put rows aside in.</param>
    public TableIntake(
        SourceLayer source, LayerSchema? target, LayerCrs crs, LayerContract contract, ProblemList problems, ImportRequest request, bool isOneOfMany, ImmutableArray<ImmutableArray<string?>> firstRows, string work)
    {
        (_source, _target, _crs, _problems, _firstRows) = (source, target, crs, problems, firstRows);
        _ifWrong = request.SkipBadRows ? RowSeverity.LeftOut : RowSeverity.Refused;
        foreach (var problem in source.Problems)
            problems.Source(problem, Grave(problem), source.Name);
        var said = request.Columns ?? ImmutableDictionary<string, string>.Empty;
        var names = source.Fields.Select(field => field.Name).ToArray();
        if (isOneOfMany)
            said = said.Where(column => names.Contains(column.Value)).ToDictionary(StringComparer.Ordinal);
        CheckColumns(said, names);
        var headings = new Headings(source, contract.Units);
        _columns = target is null ? [] : headings.WithUnitLine(headings.Of(target, said), target, source.Problems.Where(problem => problem.Code == "table.unit-line").Select(problem => problem.Found ?? ""));
        _forAll = new string?[_columns.Length];
        _extra = [.. source.Fields.Where(field => !Array.Exists(_columns, column => column?.Heading == field.Name) && !RowNumbers.Contains(field.Name, StringComparer.OrdinalIgnoreCase))];
        if (target is null)
            return;
        TakeFromName(target);
        // With no column left there is nothing to ask: the rows say what they miss.
        Questions = _extra.Length == 0 ? [] : [.. target.Fields.Where((field, at) => field.Required && _columns[at] is null && _forAll[at] is null).Select(field => Asked(field, headings))];
        ResolveUnits(target, new CutHeadings(source.Name, contract.Units, UnitsSaid(request, isOneOfMany), problems));
        NoteCut(target, headings);
        _rows = contract.RowsOf(target, _columns, source.Name, problems, Questions.Select(question => question.Field).ToHashSet(StringComparer.Ordinal));
        Builder = new LayerBuilder(source.Name, target, _rows, Renamed(_extra, target), problems, work);
    }

    /// <summary>The rows; null if the file's layer is no standard layer.</summary>
    public LayerBuilder? Builder { get; }

    /// <summary>What has to be answered before its rows can be read: which column holds a field that no row can be without, in which unit a column is whose heading was cut off.</summary>
    public ImmutableArray<(string Field, Question Question)> Questions { get; private set; } = [];

    /// <summary>Reads every row, after the first ones were looked at, and answers how the layer was understood.</summary>
    public UnderstoodLayer Read(double? outOfPeers, ReadingSteps steps, CancellationToken cancel)
    {
        var values = new object?[_columns.Length + _extra.Length];
        foreach (var feature in _source.Features)
        {
            cancel.ThrowIfCancellationRequested();
            _features++;
            steps.Step();
            Take(feature, values);
        }

        _rows?.NoteColumns(outOfPeers);
        RefuseFar();
        if (_target is not { Geometry: GeometryKind.None })
            _dropped.Tell(_source.Name, _problems);
        return Understood();
    }

    private UnderstoodLayer Understood() => new(
        _source.Name, _target?.Id, string.Join(", ", _kinds.Select(kind => string.Create(CultureInfo.InvariantCulture, $"{kind.Key} {kind.Value}"))), _features,
        _crs.Crs?.Name, _crs.Evidence, _source.Encoding, _picture.Extent is { IsNull: false } box ? [box.MinX, box.MinY, box.MaxX, box.MaxY] : null,
        [.. _source.Fields.Select(field => field.Name)], [.. _extra.Select(field => field.Name)])
    {
        EncodingEvidence = _source.EncodingEvidence is { } evidence ? new Wording(evidence.Zh, evidence.En) : null,
        AccuracyM = _kinds.Count > 0 ? _crs.Crs?.AccuracyM ?? 0 : 0,
        Mapped = _target is null ? ImmutableSortedDictionary<string, string>.Empty : _target.Fields.Zip(_columns).Where(pair => pair.Second is not null).ToImmutableSortedDictionary(pair => pair.First.Id, pair => pair.Second!.Heading, StringComparer.Ordinal),
        Rows = _firstRows,
        Preview = _picture.ToGeoJson(),
    };

    private void Take(SourceFeature feature, object?[] values)
    {
        var row = feature.Row.ToString(CultureInfo.InvariantCulture);
        var refused = false;
        // A table without geometry may come as GeoJSON, where every row has one or says null.
        foreach (var problem in feature.Problems.Where(problem => _target is not { Geometry: GeometryKind.None } || problem.Code != "geometry.missing"))
        {
            _problems.Source(problem, Grave(problem), _source.Name, row);
            refused |= problem.Severity == ProblemSeverity.Refused;
        }

        _dropped.Add(feature.Dropped);
        var placed = Placed(feature.Geometry, row, out var geometry);
        // Of a row whose values can't be told apart nothing more is known.
        if (Builder is null || (refused && feature.Values.Count == 0))
            return;
        for (var column = 0; column < _columns.Length; column++)
            values[column] = _columns[column] is { } from ? feature.Values.GetValueOrDefault(from.Heading) : _forAll[column];
        for (var column = 0; column < _extra.Length; column++)
            values[_columns.Length + column] = Typed(feature.Values.GetValueOrDefault(_extra[column].Name), _extra[column].Type);
        if (placed && !refused)
            Builder.Add(row, geometry, values, _ifWrong);
        else
            _rows!.Read(row, values, _ifWrong); // Whatever else is wrong with the row is told at once, also while it is still asked where it lies.
    }

    /// <summary>A layer called 公厕 says of all its rows what kind they are, where no column does.</summary>
    private void TakeFromName(LayerSchema target)
    {
        if (target.CodeCalled(_source.Name) is not var (field, code) || target.Fields.IndexOf(field) is var at && _columns[at] is not null)
            return;
        _forAll[at] = code;
        _problems.Row("value.from-name", RowSeverity.Note, _source.Name, "", Heading(field), _source.Name, new(
            $"文件中没有该列，按图层名称“{_source.Name}”全部记为 {code}", $"has no such column; all rows are {code}, as the layer's name '{_source.Name}' says"));
    }

    /// <summary>What was said of units must be of the layer, or, in a file of several, of another one's.</summary>
    private IReadOnlyDictionary<string, string> UnitsSaid(ImportRequest request, bool isOneOfMany)
    {
        var said = request.Units ?? ImmutableDictionary<string, string>.Empty;
        foreach (var field in said.Keys.Where(field => !isOneOfMany && _target!.Fields.All(known => known.Id != field)).Order(StringComparer.Ordinal))
            NoField(field);
        return said;
    }

    private void ResolveUnits(LayerSchema target, CutHeadings cut)
    {
        for (var at = 0; at < _columns.Length; at++)
        {
            if (_columns[at] is not { } column)
                continue;
            var place = _source.Fields.IndexOf(_source.Fields.FirstOrDefault(field => field.Name == column.Heading)) + 1;
            _columns[at] = cut.Resolved(target.Fields[at], column, _firstRows.Select(row => place > 0 ? row[place] : null), out var question);
            if (question is not null)
                Questions = Questions.Add((target.Fields[at].Id, question));
        }
    }

    /// <summary>A column nobody knows may be one that is known, its heading cut off: only the user can say.</summary>
    private void NoteCut(LayerSchema target, Headings headings)
    {
        foreach (var (field, column) in target.Fields.Zip(_columns).Where(pair => pair.Second is null))
        {
            foreach (var heading in headings.CutOf(field).Where(heading => _extra.Any(extra => extra.Name == heading)))
            {
                _problems.Row("column.cut", RowSeverity.Note, _source.Name, "", heading, heading, new(
                    $"可能是被截断的“{Heading(field)}”一类的列，未作为该列读入；如是，请用 --column {field.Id}={heading} 指明",
                    $"may be '{Heading(field)}' or the like, its heading cut off; it was not read as such. If it is, say --column {field.Id}={heading}"));
            }
        }
    }

    private (string Field, Question Question) Asked(FieldSchema field, Headings headings) => (field.Id, new Question(
        "column",
        new($"“{_source.Name}”中哪一列是“{Heading(field)}”？没有一个表头是标准名称，而这一列必填", $"which column of '{_source.Name}' is '{field.Id}'? No heading bears its name, and no row can be without it"),
        [.. _extra.OrderBy(column => headings.CutOf(field).Contains(column.Name) ? 0 : 1).Select(column => new Choice($"{field.Id}={column.Name}", Wording.Same(column.Name)))]));

    private static string Heading(FieldSchema field) => field.Headings.Length > 0 ? field.Headings[0] : field.Id;

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
        if (_crs.Crs is not { } crs)
            return false;
        geometry = crs.Apply(found);
        var box = geometry.EnvelopeInternal;
        if (!LayerCrs.OnEarth(box))
        {
            _problems.Row("geometry.off-earth", _ifWrong, _source.Name, row, "", found.Coordinate.ToString()!, new(
                $"坐标 {found.Coordinate} 按 {crs.Name} 不在地球上；坐标系可能不对，或 x、y 颠倒", $"the coordinates {found.Coordinate} are not on earth in {crs.Name}; the coordinate system may be another, or x and y swapped"));
            return false;
        }

        if (box.Width > 180)
        {
            _problems.Row("geometry.too-wide", _ifWrong, _source.Name, row, "", found.GeometryType, new(
                $"横跨经度 {box.Width:0} 度；跨越 180° 经线的图形请在该线处分为两部分", $"spans {box.Width:0} degrees of longitude; a shape across the 180° meridian has to be cut in two there"));
            return false;
        }

        _picture.Add(geometry);
        _far.Add(row, box);
        return true;
    }

    private void RefuseFar()
    {
        foreach (var (row, km) in _far.Found())
        {
            _problems.Row("geometry.far", _ifWrong, _source.Name, row, "", "", new(
                $"离本图层其他要素 {km:N0} km；请改正坐标或删除该行", string.Create(CultureInfo.InvariantCulture, $"lies {km:N0} km from the layer's other features; correct its coordinates or delete the row")));
        }

        if (_far.Main is { } main)
            Builder?.LeaveOutFarFrom(main, FarRows.FarDegrees);
    }

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
    private void CheckColumns(IReadOnlyDictionary<string, string> said, string[] names)
    {
        foreach (var (field, heading) in said.OrderBy(column => column.Key, StringComparer.Ordinal))
        {
            if (_target is not null && _target.Fields.All(known => known.Id != field))
                NoField(field);

            if (!names.Contains(heading))
                _problems.File("column.not-found", RowSeverity.Refused, new($"文件中没有列“{heading}”，现有：{string.Join("、", names)}", $"has no column '{heading}'; there are: {string.Join(", ", names)}"), _source.Name);
        }
    }

    private void NoField(string field)
    {
        var known = string.Join(", ", _target!.Fields.Select(known => known.Id));
        _problems.File("column.no-field", RowSeverity.Refused, new($"图层 {_target.Id} 没有字段“{field}”，现有：{known}", $"layer {_target.Id} has no field '{field}'; there are: {known}"), _source.Name);
    }

    /// <summary>A value of a column we do not know, kept in the type its column declares; text where it doesn't fit.</summary>
    private static object? Typed(object? value, FieldType type) => (value, type) switch
    {
        (null, _) => null,
        (string, FieldType.Text) or (long, FieldType.Integer) or (double, FieldType.Real) or (bool, FieldType.Boolean) or (DateOnly, FieldType.Date) => value,
        (long whole, FieldType.Real) => (double)whole,
        (_, FieldType.Text) => PlainValue.Text(value),
        _ => null,
    };
}
