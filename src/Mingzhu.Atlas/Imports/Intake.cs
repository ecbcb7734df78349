using System.Collections.Immutable;
using Mingzhu.City;
using Mingzhu.Spatial;

namespace Mingzhu.Atlas;

/// <summary>
/// Understands one foreign file and lays what it holds into a work folder, as standard layers (数据读取). Runs in the reading process: it knows the pack, the file and what the city has told it, and
/// nothing else. The story: recognise the format, open it, for each layer look, decide what it is and where it lies, read it; then lay down all or nothing.
/// </summary>
internal sealed class Intake : IDisposable
{
    private readonly Pack _pack;
    private readonly string _folder;
    private readonly ImportRequest _request;
    private readonly LayerContract _contract;
    private readonly CityGround _ground;
    private readonly CrsSurroundings _surroundings;
    private readonly Lazy<OffsetReference> _reference;
    private readonly TargetLayer _targets;
    private readonly ProblemList _problems;
    private readonly ReadingSteps _steps;
    private readonly List<Question> _questions = [];
    private readonly List<UnderstoodLayer> _understood = [];
    private readonly List<(LayerBuilder Builder, double AccuracyM)> _built = [];

    private Intake(Pack pack, ImportRequest request, CityGround ground, string folder, IProgress<double>? progress)
    {
        (_folder, _steps) = (folder, new ReadingSteps(progress));
        (_pack, _request, _contract, _surroundings) = (pack, request, LayerContract.Of(pack, ground), LayerCrs.Surroundings(pack, ground));
        _ground = ground;
        _reference = new(() => new OffsetReference(ground.Shapes()));
        _targets = new TargetLayer(_contract, request);
        _problems = new ProblemList(request.FileName);
    }

    /// <summary>Reads the file.</summary>
    /// <param name="pack">The pack to read by.</param>
    /// <param name="request">The file and the user's answers.</param>
    /// <param name="ground">What the city has told.</param>
    /// <param name="folder">A folder of its own to work in, and to lay the layers into.</param>
    /// <param name="progress">Told how much is done, 0 to 1.</param>
    /// <param name="cancel">Stops it.</param>
    /// <param name="land">Whether layers are laid down, or the file is only looked at.</param>
    /// <exception cref="BrokenFileException">The file can't be read at all.</exception>
    /// <exception cref="RefusedException">There is no such file, or no reader for it.</exception>
    public static IntakeResult Read(Pack pack, ImportRequest request, CityGround ground, string folder, IProgress<double>? progress, CancellationToken cancel, bool land = true)
    {
        using var intake = new Intake(pack, request, ground, folder, progress);
        var format = FileFormat.Of(request.File);
        FormatOptions.Check(format, request);
        var (asOf, provenance) = format == FileFormat.OsmPbf ? intake.ReadOsm(cancel) : intake.ReadLayers(format, cancel);
        var ready = intake.Finish(land);
        var note = SourceNote.Beside(request.File);
        return new IntakeResult(intake.Report(format), ready, note?.AsOf ?? asOf, note?.Provenance ?? provenance, FileSet.Hash(request.File));
    }

    /// <summary>What was put aside goes.</summary>
    public void Dispose() => _built.ForEach(built => built.Builder.Dispose());

    private (DateOnly? AsOf, Provenance Provenance) ReadOsm(CancellationToken cancel)
    {
        var mapping = OsmMapping.Of(_pack, _contract.Layers, _request.OsmTable);
        var reading = new OsmIntake(_contract, mapping, _problems, _request, _folder);
        _built.AddRange(reading.Builders.Select(builder => (builder, 0.0)));
        _steps.BeginScanning();
        var asOf = reading.Read(_steps, cancel);
        _understood.Add(reading.Understood);
        if (reading.Understood.Features == 0)
        {
            _problems.File("osm.nothing", RowSeverity.Refused, new(
                "文件中没有城市包 osm.yaml 认得的道路、建筑或设施", "holds no roads, buildings or facilities that the pack's osm.yaml knows"));
        }

        return (asOf, mapping.Provenance);
    }

    private (DateOnly? AsOf, Provenance Provenance) ReadLayers(FileFormat format, CancellationToken cancel)
    {
        using var file = SourceFile.Open(format, _request, _folder, name => _targets.Of(name) is { Geometry: GeometryKind.None }, _problems, cancel);
        var chosen = Chosen(file.Layers);
        _problems.NamesLayers = file.Layers.Count > 1;
        var said = _request.Crs is { } name ? LayerCrs.Named(name) : null;
        var saysForOthers = chosen.Any(one => LayerCrs.Stated(one.Layer) is null) && chosen.Any(one => LayerCrs.Stated(one.Layer) is not null);
        _steps.BeginReading(chosen.Any(one => one.Layer.Rows is null) ? null : chosen.Sum(one => one.Layer.Rows));
        foreach (var found in chosen)
        {
            if (_targets.LeavesOut(found.Layer.Name))
                _understood.Add(LeftOut(found.Layer, cancel));
            else
                Read(found, said, saysForOthers, isOneOfMany: chosen.Count > 1, cancel);
        }

        return (null, new Provenance(Wording.Same(_request.FileName)));
    }

    /// <summary>A layer the user leaves out is shown all the same, so that it can be taken in again; what is wrong with it is nobody's concern.</summary>
    private UnderstoodLayer LeftOut(SourceLayer layer, CancellationToken cancel)
    {
        var crs = new LayerCrs(LayerCrs.Stated(layer), new(layer.CrsEvidence.Zh, layer.CrsEvidence.En));
        var reading = new TableIntake(layer, null, crs, _contract, new ProblemList(_request.FileName), _request with { Columns = null, Units = null }, isOneOfMany: false, LayerSight.Of(layer, cancel).Rows, _folder);
        return reading.Read(null, _steps, cancel);
    }

    private void Read(FoundLayer found, Crs? said, bool saysForOthers, bool isOneOfMany, CancellationToken cancel)
    {
        var target = _targets.Of(found);
        var (crs, rows) = Seen(found.Layer, target, said, saysForOthers, isOneOfMany, cancel);
        var reading = new TableIntake(found.Layer, target, crs, _contract, _problems, _request, isOneOfMany, rows, _folder);
        _questions.AddRange(reading.Questions.Select(asked => asked.Question));
        if (reading.Builder is { } opened)
            _built.Add((opened, 0));
        var understood = reading.Read(_contract.Units.OutOfPeers, _steps, cancel);
        _understood.Add(understood);
        if (reading.Builder is not { } builder)
            return;
        if (builder.Schema.OnePlace is { } level)
            LayerBorders.Check(builder, _ground.Outlines(level), _contract.BorderShare, _problems, cancel);
        LayerTopology.Check(builder, _contract, _request.SkipBadRows ? RowSeverity.Note : RowSeverity.Refused, _problems, cancel);
        _built[^1] = (builder, understood.AccuracyM);
    }

    /// <summary>Looks at the first rows and decides where the layer lies; by itself, so that what was looked at is not held while all rows are read.</summary>
    private (LayerCrs Crs, ImmutableArray<ImmutableArray<string?>> Rows) Seen(SourceLayer layer, LayerSchema? target, Crs? said, bool saysForOthers, bool isOneOfMany, CancellationToken cancel)
    {
        var sight = LayerSight.Of(layer, cancel);
        if (target is null)
            _questions.Add(_targets.Asked(layer.Name, sight.Kind, new Headings(layer, _contract.Units), isOneOfMany));
        var crs = target is { Geometry: GeometryKind.None }
            ? new LayerCrs(null, new(layer.CrsEvidence.Zh, layer.CrsEvidence.En))
            : LayerCrs.Of(layer, sight, said, saysForOthers, _surroundings, _reference, _problems);
        if (crs.Question is { } question)
            _questions.Add(question);
        return (crs, sight.Rows);
    }

    /// <summary>The layers the user wants: the one named, or all.</summary>
    private IReadOnlyList<FoundLayer> Chosen(IReadOnlyList<FoundLayer> layers)
    {
        var names = layers.Select(one => one.Layer.Name).ToArray();
        if (names.Length == 0)
            _problems.File("file.no-layers", RowSeverity.Refused, new("文件中没有图层", "holds no layers"));
        foreach (var one in (_request.LayersAs?.Keys ?? []).Append(_request.Layer).OfType<string>().Where(one => names.Length > 0 && !names.Contains(one)).Order(StringComparer.Ordinal))
            _problems.File("file.no-layer", RowSeverity.Refused, new($"文件中没有图层“{one}”，现有：{string.Join("、", names)}", $"holds no layer '{one}'; there are: {string.Join(", ", names)}"));
        return _request.Layer is { } wanted ? [.. layers.Where(layer => layer.Layer.Name == wanted)] : layers;
    }

    private List<ReadyLayer> Finish(bool land)
    {
        foreach (var twice in _built.GroupBy(built => built.Builder.Schema.Id).Where(group => group.Count() > 1))
        {
            _problems.File("layer.twice", RowSeverity.Refused, new(
                $"文件中有多个图层都是“{twice.Key}”，请用 --layer（Excel 用 --sheet）选一个，或用 --as 图层=标准图层 分别指定：{Sources(twice.Key)}",
                $"several layers of the file are '{twice.Key}'; choose one with --layer (--sheet of a workbook), or say each with --as name=layer: {Sources(twice.Key)}"));
        }

        if (_built.Count > 0 && _built.All(built => built.Builder.Count == 0) && !_problems.Refuses && _questions.Count == 0)
            _problems.File("file.empty", RowSeverity.Refused, new("没有任何要素", "holds no features"));
        if (!land || _problems.Refuses || _questions.Count > 0)
            return [];
        _steps.BeginLaying(_built.Sum(built => (long)built.Builder.Count));
        return [.. _built.Where(built => built.Builder.Count > 0).Select(Lay)];
    }

    private string Sources(string target) => string.Join(", ", _understood.Where(layer => layer.Target == target).Select(layer => layer.Name));

    private ReadyLayer Lay((LayerBuilder Builder, double AccuracyM) built) =>
        built.Builder.Lay(Path.Combine(_folder, built.Builder.Schema.Id + ".gpkg"), built.AccuracyM > 0 ? built.AccuracyM : null, _steps);

    private ImportReport Report(FileFormat format)
    {
        var rough = _understood.Any(layer => layer.AccuracyM > 0);
        var outcome = _problems.Refuses ? "refuse" : _questions.Count > 0 ? "ask" : _problems.Any || rough ? "warn" : "accept";
        return new ImportReport(outcome, format.Code(), [.. _understood], _problems.Kept, _problems.Counts, [.. _questions]);
    }
}
