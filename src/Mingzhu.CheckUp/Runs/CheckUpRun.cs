using System.Collections.Concurrent;
using System.Collections.Immutable;
using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.CheckUp;

/// <summary>Which of two values of an indicator: by the rule, or by a stand-in layer derived where the rule's layer says too little.</summary>
public enum Variant : byte
{
    /// <summary>By the layer the rule names.</summary>
    Ruled,

    /// <summary>By a layer the program derived; always <see cref="ReadingState.Proxy"/>.</summary>
    Derived,
}

/// <summary>An input of a run: one layer version.</summary>
public sealed record RunInput(string Layer, string Rows, string File, DateOnly AsOf, bool Invented);

/// <summary>What a run is, by hash (体检批次清单): the canonical JSON in the vault that names every input and every result file.</summary>
public sealed record RunManifest(
    string Id, string Catalog, int Year, DateOnly AsOf, string Pack, string Program, ImmutableArray<RunInput> Inputs, int Findings, bool Invented)
{
    /// <summary>The versions that only lie behind maps of the results; null for a run from before they were named.</summary>
    public ImmutableArray<RunInput>? Backdrop { get; init; }
}

/// <summary>A finished run, opened to read (一次体检的结果). Columns are loaded from the vault as they are asked for. Thread-safe.</summary>
public sealed class CheckUpRun
{
    private readonly Vault _vault;
    private readonly Manifest _manifest;
    private readonly Catalog _catalog;
    private readonly Dictionary<(string Indicator, Variant Variant), ManifestColumn> _columns;
    private readonly ConcurrentDictionary<string, ImmutableArray<Reading>> _readings = new();
    private readonly ConcurrentDictionary<Level, (ImmutableArray<Place> Places, Dictionary<string, int> IndexOf)> _places = new();
    private readonly ConcurrentDictionary<string, ImmutableArray<int>> _walks = new();
    private readonly Lazy<ImmutableArray<Finding>> _findings;

    private CheckUpRun(Vault vault, string hash, Func<VaultName, Pack> packOf)
    {
        (_vault, Hash) = (vault, hash);
        _manifest = CheckUp.Manifest.Read(vault.Read(hash));
        Manifest = _manifest.Shown();
        _catalog = CheckUp.Catalog.Load(packOf(_manifest.Pack), _manifest.Catalog);
        _columns = _manifest.Columns.ToDictionary(column => (column.Indicator, column.Variant));
        _findings = new(() => Lists.ReadFindings(vault.Read(_manifest.Findings)));
    }

    /// <summary>Opens the run of a manifest.</summary>
    /// <param name="workspace">The city.</param>
    /// <param name="manifest">Hex SHA-256 of the manifest.</param>
    /// <exception cref="RefusedException">The manifest is not in the vault.</exception>
    public static CheckUpRun Open(Workspace workspace, string manifest) => new(workspace.Vault, manifest, workspace.PackOf);

    /// <summary>Opens the run of a manifest.</summary>
    public static CheckUpRun Open(Vault vault, string manifest) => new(vault, manifest, name => Pack.FromBytes(vault.Read(name)));

    /// <summary>What it is.</summary>
    public RunManifest Manifest { get; }

    /// <summary>Hex SHA-256 of the manifest.</summary>
    public string Hash { get; }

    /// <summary>The catalog it was computed by, the city's own indicators after it.</summary>
    public Catalog Catalog => _catalog;

    /// <summary>Its indicators, in catalog order: the catalog's own first, then the city's.</summary>
    public ImmutableArray<Indicator> Indicators => _catalog.Indicators;

    /// <summary>What a reader should know about the inputs.</summary>
    public ImmutableArray<Wording> Notes => _manifest.Notes;

    /// <summary>The places of a level, in the order of every column.</summary>
    public ImmutableArray<Place> Places(Level level) => OfLevel(level).Places;

    /// <summary>Index of a place; −1 if there is none.</summary>
    public int Find(Level level, string id) => OfLevel(level).IndexOf.GetValueOrDefault(id, -1);

    /// <summary>What is known of an indicator in a place.</summary>
    public Reading Read(string indicator, Level level, int place, Variant variant = Variant.Ruled) => Column(indicator, level, variant) is { IsDefault: false } column
        ? column[place]
        : Reading.NotApplicable(_catalog.Find(indicator) is not { } known ? Reasons.NothingHere : level == Level.Zone ? Reasons.ZoneBelowCity : Reasons.BelowLevel(known.ObjectLevel));

    /// <summary>All readings of an indicator at a level, in the order of <see cref="Places"/>; default where the level is below its object level or it has no such variant.</summary>
    public ImmutableArray<Reading> Column(string indicator, Level level, Variant variant = Variant.Ruled) =>
        _columns.TryGetValue((indicator, variant), out var column) && column.Levels.TryGetValue(level.Code(), out var file)
            ? _readings.GetOrAdd(file, name => CheckUp.Column.Read(_vault.Read(name)))
            : default;

    /// <summary>Whether an indicator also has a value by a derived layer.</summary>
    public bool HasDerived(string indicator) => _columns.ContainsKey((indicator, Variant.Derived));

    /// <summary>Kinds of facility to which walking distances were measured, sorted.</summary>
    public IEnumerable<string> WalkedKinds => _manifest.WalkMm.Keys;

    /// <summary>
    /// Walking distance from every building to the nearest facility of a kind, mm, in the order of the buildings: −1 where it is no home or off the network, <see cref="int.MaxValue"/> beyond
    /// the search; empty if the kind was not measured.
    /// </summary>
    public ImmutableArray<int> WalkMm(string kind) => _manifest.WalkMm.TryGetValue(kind, out var file) ? _walks.GetOrAdd(kind, _ => Lists.ReadDistances(_vault.Read(file))) : [];

    /// <summary>Every finding, worst first.</summary>
    public ImmutableArray<Finding> Findings => _findings.Value;

    /// <summary>The grade of a value by the indicator's cut-offs; null if it has none or there is no value.</summary>
    public Grade? Grade(Indicator indicator, Reading reading) => indicator.GradeOf(reading);

    private (ImmutableArray<Place> Places, Dictionary<string, int> IndexOf) OfLevel(Level level) => _places.GetOrAdd(level, _ =>
    {
        var places = _manifest.Places.TryGetValue(level.Code(), out var file) ? Lists.ReadPlaces(_vault.Read(file), level) : [];
        var indexOf = new Dictionary<string, int>();
        for (var place = 0; place < places.Length; place++)
            indexOf.TryAdd(places[place].Id, place);
        return (places, indexOf);
    });
}
