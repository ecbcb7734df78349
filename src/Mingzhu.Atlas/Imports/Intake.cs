using System.Collections.Immutable;
using Mingzhu.City;
using Mingzhu.Spatial;
using Mingzhu.Store;

namespace Mingzhu.Atlas;

/// <summary>
/// Understands one foreign file and lays what it holds into a work folder, as standard layers (数据读取). Runs in the reading process: it knows the pack and the file, never the city.
/// </summary>
internal sealed class Intake
{
    private readonly Pack _pack;
    private readonly ImportRequest _request;
    private readonly ImmutableArray<LayerSchema> _schemas;
    private readonly ProblemList _problems;
    private readonly List<Question> _questions = [];
    private readonly List<UnderstoodLayer> _understood = [];
    private readonly List<LayerBuilder> _builders = [];

    private Intake(Pack pack, ImportRequest request)
    {
        (_pack, _request) = (pack, request);
        _schemas = LayerSchema.Of(pack);
        _problems = new ProblemList(request.FileName);
    }

    /// <summary>Reads the file; lays the layers into <paramref name="folder"/> unless it is null (only looking).</summary>
    /// <exception cref="BrokenFileException">The file can't be read at all.</exception>
    /// <exception cref="RefusedException">There is no such file, or no reader for it.</exception>
    public static IntakeResult Read(Pack pack, ImportRequest request, string? folder, IProgress<double>? progress, CancellationToken cancel)
    {
        var intake = new Intake(pack, request);
        var format = FileFormat.Of(request.File);
        var (asOf, provenance) = format switch
        {
            FileFormat.OsmPbf => intake.ReadOsm(progress, cancel),
            FileFormat.GeoPackage => intake.ReadGeoPackage(cancel),
            FileFormat.GeoJson => intake.ReadTables([GeoJsonFile.Read(request.File)], cancel),
            _ => intake.ReadCsv(cancel),
        };
        var ready = intake.Finish(folder);
        var note = SourceNote.Beside(request.File);
        return new IntakeResult(intake.Report(format), ready, note?.AsOf ?? asOf, note?.Provenance ?? provenance, FileSet.Hash(request.File));
    }

    private (DateOnly? AsOf, Provenance Provenance) ReadOsm(IProgress<double>? progress, CancellationToken cancel)
    {
        var mapping = OsmMapping.Of(_pack, _schemas, _request.OsmTable);
        var reading = new OsmIntake(_schemas, mapping, _problems, _request);
        var asOf = reading.Read(progress, cancel);
        _builders.AddRange(reading.Builders);
        _understood.Add(reading.Understood);
        if (reading.Understood.Features == 0)
        {
            _problems.File("osm.nothing", RowSeverity.Refused, new(
                "文件中没有城市包 osm.yaml 认得的道路、建筑或设施", "holds no roads, buildings or facilities that the pack's osm.yaml knows"));
        }

        return (asOf, mapping.Provenance);
    }

    private (DateOnly? AsOf, Provenance Provenance) ReadGeoPackage(CancellationToken cancel)
    {
        using var connection = SqliteFile.OpenForeign(_request.File);
        return ReadTables(GeoPackage.Layers(connection), cancel);
    }

    private (DateOnly? AsOf, Provenance Provenance) ReadCsv(CancellationToken cancel)
    {
        var target = Target(Path.GetFileNameWithoutExtension(_request.File));
        var options = new CsvOptions { X = _request.X, Y = _request.Y, Encoding = _request.Encoding, WithGeometry = target is not { Geometry: GeometryKind.None } };
        return ReadTables([CsvFile.Read(_request.File, options)], cancel);
    }

    private (DateOnly? AsOf, Provenance Provenance) ReadTables(IEnumerable<SourceLayer> layers, CancellationToken cancel)
    {
        var names = new List<string>();
        foreach (var layer in layers)
        {
            names.Add(layer.Name);
            if (_request.Layer is { } chosen && chosen != layer.Name)
                continue;
            var target = Target(layer.Name) ?? Target(Path.GetFileNameWithoutExtension(_request.File));
            var reading = new TableIntake(layer, target, _problems, _request);
            reading.Read(cancel);
            _questions.AddRange(reading.Questions(_schemas));
            _understood.Add(reading.Understood);
            if (reading.Builder is { } builder)
                _builders.Add(builder);
        }

        if (_request.Layer is { } one && names.Count > 0 && !names.Contains(one))
            _problems.File("file.no-layer", RowSeverity.Refused, new($"文件中没有图层“{one}”，现有：{string.Join("、", names)}", $"holds no layer '{one}'; there are: {string.Join(", ", names)}"));
        if (names.Count == 0)
            _problems.File("file.no-layers", RowSeverity.Refused, new("文件中没有图层", "holds no layers"));
        return (null, new Provenance(Wording.Same(_request.FileName)));
    }

    /// <summary>The standard layer of a name: what the user says, else the layer of that id or Chinese name.</summary>
    private LayerSchema? Target(string name)
    {
        if (_request.As is not { } wanted)
            return _schemas.FirstOrDefault(schema => schema.Id == name.ToLowerInvariant().Replace('_', '-') || schema.Name.Zh == name);
        return _schemas.FirstOrDefault(schema => schema.Id == wanted)
            ?? throw new RefusedException(UnknownLayer.Named(wanted, _schemas.Select(schema => schema.Id)));
    }

    private List<ReadyLayer> Finish(string? folder)
    {
        foreach (var twice in _builders.GroupBy(builder => builder.Schema.Id).Where(group => group.Count() > 1))
        {
            _problems.File("layer.twice", RowSeverity.Refused, new(
                $"文件中有多个图层都是“{twice.Key}”，请用 --layer 选一个：{Sources(twice.Key)}", $"several layers of the file are '{twice.Key}'; choose one with --layer: {Sources(twice.Key)}"));
        }

        if (_builders.Count > 0 && _builders.All(builder => builder.Count == 0) && !_problems.Refuses && _questions.Count == 0)
            _problems.File("file.empty", RowSeverity.Refused, new("没有任何要素", "holds no features"));
        if (folder is null || _problems.Refuses || _questions.Count > 0)
            return [];
        return [.. _builders.Where(builder => builder.Count > 0).Select(builder => Lay(builder, folder))];
    }

    private string Sources(string target) => string.Join(", ", _understood.Where(layer => layer.Target == target).Select(layer => layer.Name));

    private static ReadyLayer Lay(LayerBuilder builder, string folder)
    {
        var table = builder.ToTable();
        var path = Path.Combine(folder, builder.Schema.Id + ".gpkg");
        using (var connection = SqliteFile.Create(path))
            GeoPackageWriter.Write(connection, LayerStore.TableName, table);
        return new ReadyLayer(builder.Schema.Id, path, CanonicalRows.Hash(table), table.Count, BoxOf(table))
        {
            Provisional = builder.Schema.Key is null ? null : builder.Provisional, HighestIssued = IssuedId.Highest(table.Ids),
        };
    }

    private static double[]? BoxOf(FeatureTable table)
    {
        var box = new NetTopologySuite.Geometries.Envelope();
        foreach (var geometry in table.Geometries)
        {
            if (geometry is not null)
                box.ExpandToInclude(geometry.EnvelopeInternal);
        }

        return box.IsNull ? null : [box.MinX, box.MinY, box.MaxX, box.MaxY];
    }

    private ImportReport Report(FileFormat format)
    {
        var outcome = _problems.Refuses ? "refuse" : _questions.Count > 0 ? "ask" : _problems.Any ? "warn" : "accept";
        return new ImportReport(outcome, format.Code(), [.. _understood], _problems.Kept, _problems.Counts, [.. _questions.DistinctBy(question => question.Id)]);
    }
}
