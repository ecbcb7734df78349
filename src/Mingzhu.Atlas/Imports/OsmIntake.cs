using System.Collections.Immutable;
using System.Globalization;
using Mingzhu.City;
using Mingzhu.Spatial;
using NetTopologySuite.Geometries;

namespace Mingzhu.Atlas;

/// <summary>Reads an OpenStreetMap extract into standard layers by the pack's mapping. Every row's id is the element's: "way/123".</summary>
internal sealed class OsmIntake
{
    private const string Name = "OpenStreetMap";
    private readonly OsmMapping _mapping;
    private readonly ProblemList _problems;
    private readonly ImportRequest _request;
    private readonly Dictionary<string, LayerBuilder> _builders;
    private readonly Envelope _extent = new();
    private readonly SortedDictionary<string, int> _kinds = new(StringComparer.Ordinal);
    private int _features;

    public OsmIntake(LayerContract contract, OsmMapping mapping, ProblemList problems, ImportRequest request, string work)
    {
        (_mapping, _problems, _request) = (mapping, problems, request);
        _builders = mapping.ByLayer
            .Where(entry => request.As is null || entry.Layer == request.As)
            .ToDictionary(entry => entry.Layer, entry => Builder(contract.Layers.First(schema => schema.Id == entry.Layer), contract, work));
    }

    private LayerBuilder Builder(LayerSchema schema, LayerContract contract, string work) =>
        new(Name, schema, contract.RowsOf(schema, new FieldColumn?[schema.Fields.Length], Name, _problems), [], _problems, work);

    /// <summary>The layers, in the order of the mapping.</summary>
    public IEnumerable<LayerBuilder> Builders => _mapping.ByLayer.Where(entry => _builders.ContainsKey(entry.Layer)).Select(entry => _builders[entry.Layer]);

    /// <summary>How the file was understood, after <see cref="Read"/>.</summary>
    public UnderstoodLayer Understood => new(
        Name, null, string.Join(", ", _kinds.Select(kind => string.Create(CultureInfo.InvariantCulture, $"{kind.Key} {kind.Value}"))), _features, "EPSG:4326",
        Wording.Same("OSM PBF"), "UTF-8", _extent.IsNull ? null : [_extent.MinX, _extent.MinY, _extent.MaxX, _extent.MaxY], [], []);

    /// <summary>Reads all; answers the day the extract was cut, if it says so.</summary>
    public DateOnly? Read(ReadingSteps steps, CancellationToken cancel)
    {
        var extract = OsmPbf.Read(_request.File, Wanted, steps, cancel);
        steps.BeginReading(extract.Count);
        foreach (var element in extract.Elements)
        {
            cancel.ThrowIfCancellationRequested();
            steps.Step();
            Note(element, element.Problems);
            if (element.Geometry is not null)
                Take(element);
        }

        return extract.Header.AsOf is { } at ? DateOnly.FromDateTime(at.UtcDateTime) : null;
    }

    private void Note(OsmElement element, IReadOnlyList<SourceProblem> problems)
    {
        foreach (var problem in problems)
        {
            var severity = problem.Severity == ProblemSeverity.Repaired ? RowSeverity.Repaired : RowSeverity.LeftOut;
            _problems.Row(problem.Code, severity, Name, element.Id.ToString(), "", "", new(problem.Zh, problem.En));
        }
    }

    private bool Wanted(OsmKind kind, OsmTags tags)
    {
        if (tags.Count == 0)
            return false;
        var row = new TagRow(tags);
        foreach (var (layer, rules) in _mapping.ByLayer)
        {
            if (!_builders.ContainsKey(layer))
                continue;
            foreach (var rule in rules)
            {
                if ((kind != OsmKind.Node || rule.Geometry is GeometryKind.Point or GeometryKind.Any) && rule.Takes(row))
                    return true;
            }
        }

        return false;
    }

    private void Take(OsmElement element)
    {
        var row = new TagRow(element.Tags);
        foreach (var (layer, rules) in _mapping.ByLayer)
        {
            if (!_builders.TryGetValue(layer, out var builder))
                continue;
            foreach (var rule in rules)
            {
                if (!rule.Takes(row) || Shaped(element, rule.Geometry) is not { } shaped)
                    continue;
                builder.Add(element.Id.ToString(), shaped, Values(builder.Schema, rule, row, element), RowSeverity.LeftOut);
                _features++;
                _kinds[shaped.GeometryType] = _kinds.GetValueOrDefault(shaped.GeometryType) + 1;
                _extent.ExpandToInclude(shaped.EnvelopeInternal);
                break;
            }
        }
    }

    /// <summary>The element in the shape the rule asks for; null if it has none such.</summary>
    private Geometry? Shaped(OsmElement element, GeometryKind wanted) => wanted switch
    {
        GeometryKind.Point => element.Geometry as Point,
        GeometryKind.Line => element.Geometry switch
        {
            LinearRing ring => ring.Factory.CreateLineString(ring.CoordinateSequence),
            ILineal => element.Geometry,
            _ => null,
        },
        GeometryKind.Polygon => Area(element),
        _ => element.Geometry as Point ?? Area(element),
    };

    private Geometry? Area(OsmElement element)
    {
        var area = element.AsPolygon();
        if (element.IsClosedWay)
            Note(element, area.Problems);
        return area.Geometry;
    }

    private static object?[] Values(LayerSchema schema, OsmRule rule, TagRow row, OsmElement element)
    {
        var values = new object?[schema.Fields.Length];
        for (var column = 0; column < values.Length; column++)
        {
            var id = schema.Fields[column].Id;
            values[column] = id == schema.Key ? element.Id.ToString() : rule.Fields.FirstOrDefault(field => field.Id == id)?.Value(row);
        }

        return values;
    }

    /// <summary>Tags as an expression looks at them.</summary>
    private sealed class TagRow(OsmTags tags) : IRow
    {
        public object? this[string field] => tags[field];
    }
}
