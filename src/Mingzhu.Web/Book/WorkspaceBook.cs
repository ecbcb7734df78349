using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using Mingzhu.Atlas;
using Mingzhu.CheckUp;
using Mingzhu.City;
using Mingzhu.Procedures;
using Mingzhu.Publishing.Tiles;
using Mingzhu.Spatial;
using Mingzhu.Store;

namespace Mingzhu.Web.Book;

/// <summary>A city as its workspace has it. What was opened stays in memory: layer versions and runs never change.</summary>
public sealed class WorkspaceBook(Workspace workspace) : ICityBook
{
    private readonly ConcurrentDictionary<string, Lazy<FeatureTable>> _features = new();
    private readonly ConcurrentDictionary<(Pack Pack, string File), Lazy<IReadOnlyList<TileSource>>> _tiles = new();
    private readonly ConcurrentDictionary<string, Lazy<IRunBook>> _runs = new();
    private readonly ConcurrentDictionary<(string, string), Lazy<Comparison>> _compared = new();
    private readonly Lock _reading = new();
    private PackPart? _pack;

    private const int MostCompared = 8;

    /// <inheritdoc/>
    public Wording Name => Adopted().Name;

    /// <inheritdoc/>
    public string Folder => workspace.Folder;

    /// <inheritdoc/>
    public TimeZoneInfo TimeZone => Adopted().TimeZone;

    /// <inheritdoc/>
    public ImmutableArray<PolicyTable> Policies => Adopted().Policies;

    /// <inheritdoc/>
    public ImmutableArray<LayerSheet> Layers
    {
        get
        {
            var (pack, versions) = (Adopted(), workspace.View<Layers>());
            return
            [
                .. pack.Schemas.Select(schema => Sheet(schema, versions.Current(schema.Id), pack)),
                .. versions.Newest.Where(version => !pack.Schemas.Any(schema => schema.Id == version.Layer))
                    .Select(version => new LayerSheet(version.Layer, Wording.Same(version.Layer), "land", "polygon", true, [], version)),
            ];
        }
    }

    /// <inheritdoc/>
    public Plane? Plane
    {
        get
        {
            try
            {
                return CityPlane.Of(workspace);
            }
            catch (RefusedException)
            {
                // The pack measures around the data, and none has come yet.
                return null;
            }
        }
    }

    /// <inheritdoc/>
    public bool Exports => true;

    /// <inheritdoc/>
    public ImmutableArray<ImportSheet> Imports => workspace.View<ImportLog>().Imports;

    /// <inheritdoc/>
    public IRunBook? Latest => workspace.View<Runs>().Newest is { } newest ? Opened(newest.Manifest) : null;

    /// <inheritdoc/>
    public ImmutableArray<string> Runs => [.. workspace.View<Runs>().All.Select(run => run.Id).Reverse().Distinct()];

    /// <inheritdoc/>
    public RunProgress? Running => workspace.Jobs.List().FirstOrDefault(job => job is { Kind: CheckUpJob.Kind, State: JobState.Running }) is { } job
        ? new RunProgress(job.Id.ToString("N"), job.Progress.Says, job.Progress.Done)
        : null;

    /// <inheritdoc/>
    public IRunBook? Run(string id) =>
        id == "latest" ? Latest : workspace.View<Runs>().Find(id) is { } run ? Opened(run.Manifest) : null;

    /// <inheritdoc/>
    public FeatureTable? Features(string layer) => workspace.View<Layers>().Current(layer) is { } version
        ? _features.GetOrAdd(version.File, _ => new Lazy<FeatureTable>(() => LayerStore.Open(workspace, version))).Value
        : null;

    /// <inheritdoc/>
    public IReadOnlyList<TileSource>? Tiles(string layer) => workspace.View<Layers>().Current(layer) is { } version
        ? _tiles.GetOrAdd((workspace.Pack, version.File), _ => new Lazy<IReadOnlyList<TileSource>>(() => LayerTiles.Open(workspace, version))).Value
        : null;

    /// <inheritdoc/>
    public FeatureTable? Features(string layer, int version) => VersionAt(layer, version) is { } found ? LayerStore.Open(workspace, found) : null;

    /// <inheritdoc/>
    public ImmutableArray<VersionSheet> Versions(string layer)
    {
        var imports = Imports.ToDictionary(import => import.Seq);
        return [.. workspace.View<Layers>().History(layer).Reverse().Select(version => new VersionSheet(version, imports.GetValueOrDefault(version.Seq)))];
    }

    /// <inheritdoc/>
    public Comparison? Compare(string layer, int from, int to)
    {
        if (from == to || VersionAt(layer, from) is not { } old || VersionAt(layer, to) is not { } late)
            return null;
        // Versions never change, so a comparison does not either; the few that are looked at are kept.
        if (_compared.Count > MostCompared)
            _compared.Clear();
        return _compared.GetOrAdd((old.File, late.File), _ => new Lazy<Comparison>(() =>
        {
            var (older, newer, comparison) = workspace.Read(Session.Operator(Language.Zh), new CompareVersions(layer, from, to));
            return Comparison.Of(older, newer, LayerStore.Open(workspace, older), LayerStore.Open(workspace, newer), comparison);
        })).Value;
    }

    private LayerVersion? VersionAt(string layer, int number) => workspace.View<Layers>().History(layer).FirstOrDefault(version => version.Number == number);

    /// <inheritdoc/>
    public ImportReport Report(ImportSheet import) => JsonSerializer.Deserialize<ImportReport>(workspace.Vault.Read(import.Report), FactJson.Options)!;

    /// <inheritdoc/>
    public Wording Department(string id) => Adopted().Departments.Find(id)?.Name ?? Wording.Same(id);

    private IRunBook Opened(string manifest) => _runs.GetOrAdd(manifest, name => new Lazy<IRunBook>(() => new OpenedRun(CheckUpRun.Open(workspace, name)))).Value;

    private static LayerSheet Sheet(LayerSchema schema, LayerVersion? version, PackPart pack) => new(
        schema.Id, schema.Name, schema.Topic, schema.Geometry.ToString().ToLowerInvariant(), schema.Class is DataClass.Public or DataClass.Staff,
        [.. schema.Fields.Select(field => new FieldSheet(field.Id, new(field.Headings is [var heading, ..] ? heading : field.Id, English(field.Id)), field.Unit is { } unit ? pack.Units.GetValueOrDefault(unit, Wording.Same(unit)) : null, field.Required))], version)
    {
        DrawnBy = pack.DrawnBy[schema.Id], Class = schema.Class,
    };

    /// <summary>An id as people read it: "gross_floor_area_m2" is "Gross floor area", for its unit stands beside it.</summary>
    private static string English(string id)
    {
        var words = id.Split('_');
        var name = string.Join(' ', words is [.., "m" or "m2" or "mm"] and { Length: > 1 } ? words[..^1] : words);
        return char.ToUpperInvariant(name[0]) + name[1..];
    }

    // A pack is read once and then only looked at: reading one is not for several threads at a time.
    private PackPart Adopted()
    {
        var pack = workspace.Pack;
        lock (_reading)
        {
            if (_pack?.Of != pack)
            {
                var schemas = LayerSchema.Of(pack);
                _pack = new PackPart(
                    pack, pack.Root["place"].WordingOrNull() ?? pack.Name, PackSettings.Of(pack).TimeZone, schemas, schemas.ToFrozenDictionary(schema => schema.Id, schema => DrawnBy(pack, schema)), UnitNames.Of(pack),
                    Departments.Of(pack), PolicyTable.In(pack));
            }

            return _pack;
        }
    }

    private static string DrawnBy(Pack pack, LayerSchema schema)
    {
        var (by, label) = LayerTiles.DrawnBy(pack, schema);
        return $"{by}|{label}";
    }

    private sealed record PackPart(
        Pack Of, Wording Name, TimeZoneInfo TimeZone, ImmutableArray<LayerSchema> Schemas, FrozenDictionary<string, string> DrawnBy, FrozenDictionary<string, Wording> Units, Departments Departments,
        ImmutableArray<PolicyTable> Policies);

    private sealed class OpenedRun(CheckUpRun run) : IRunBook
    {
        public RunManifest Manifest => run.Manifest;

        public string Hash => run.Hash;

        public ImmutableArray<Wording> Notes => run.Notes;

        public ImmutableArray<Indicator> Indicators => run.Indicators;

        public ImmutableArray<Finding> Findings => run.Findings;

        public ImmutableArray<Place> Places(Level level) => run.Places(level);

        public int Find(Level level, string id) => run.Find(level, id);

        public Reading Read(string indicator, Level level, int place, Variant variant = Variant.Ruled) => run.Read(indicator, level, place, variant);

        public bool HasDerived(string indicator) => run.HasDerived(indicator);

        public Grade? Grade(Indicator indicator, Reading reading) => run.Grade(indicator, reading);
    }
}
