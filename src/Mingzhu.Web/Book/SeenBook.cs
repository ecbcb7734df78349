using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Mingzhu.Atlas;
using Mingzhu.CheckUp;
using Mingzhu.City;
using Mingzhu.People;
using Mingzhu.Procedures;
using Mingzhu.Publishing.Tiles;
using Mingzhu.Spatial;

namespace Mingzhu.Web.Book;

/// <summary>
/// A city as one reader may see it (按权限所见): layers of the classes that the reader's roles see, without the fields of a higher class; check-ups for who may see them. What is not seen is as if it were not there.
/// By class and set of fields, never by row, so that caches can be shared by all who see the same.
/// </summary>
internal sealed class SeenBook : ICityBook
{
    private static readonly ConditionalWeakTable<FeatureTable, ConcurrentDictionary<string, FeatureTable>> Stripped = [];
    private static readonly ConditionalWeakTable<FeatureTable, IReadOnlyList<TileSource>> Bare = [];
    private readonly ICityBook _book;
    private readonly ImmutableSortedSet<DataClass> _sees;
    private readonly FieldClasses _fields;
    private readonly bool _checkUps;

    private SeenBook(ICityBook book, ImmutableSortedSet<DataClass> sees, FieldClasses fields, bool checkUps) => (_book, _sees, _fields, _checkUps) = (book, sees, fields, checkUps);

    /// <summary>What a caller sees of a city; all that is open, where nobody signs in.</summary>
    public static ICityBook Of(ICityBook book, Caller caller, Doorkeeper? keeper) => caller.IsOperator || keeper is null
        ? book
        : new SeenBook(book, caller.Sees, keeper.Fields, caller.May(RightIds.ViewCheckUp, Scope.City) || caller.May(RightIds.ViewCheckUp, caller.Where));

    /// <inheritdoc/>
    public string View => string.Join(',', _sees);

    /// <inheritdoc/>
    public Wording Name => _book.Name;

    /// <inheritdoc/>
    public string Folder => _book.Folder;

    /// <inheritdoc/>
    public TimeZoneInfo TimeZone => _book.TimeZone;

    /// <inheritdoc/>
    public ImmutableArray<LayerSheet> Layers => [.. _book.Layers.Where(layer => _sees.Contains(layer.Class)).Select(Shown)];

    /// <inheritdoc/>
    public Plane? Plane => _book.Plane;

    /// <inheritdoc/>
    public bool Exports => _book.Exports;

    /// <inheritdoc/>
    public IRunBook? Latest => _checkUps && _book.Latest is { } run ? new SeenRun(run, this) : null;

    /// <inheritdoc/>
    public ImmutableArray<string> Runs => _checkUps ? _book.Runs : [];

    /// <inheritdoc/>
    public RunProgress? Running => _checkUps ? _book.Running : null;

    /// <inheritdoc/>
    public ImmutableArray<PolicyTable> Policies => _book.Policies;

    /// <summary>Imports of which every row and field may be seen: what their reports quote is not sorted by class.</summary>
    public ImmutableArray<ImportSheet> Imports => [.. _book.Imports.Where(import => import.Layers.All(layer => IsWhole(layer.Layer)))];

    /// <inheritdoc/>
    public IRunBook? Run(string id) => _checkUps && _book.Run(id) is { } run ? new SeenRun(run, this) : null;

    /// <inheritdoc/>
    public bool IsWhole(string layer) => Seen(layer) is { } sheet && Hidden(sheet).IsEmpty;

    /// <inheritdoc/>
    public FeatureTable? Features(string layer) => Seen(layer) is { } sheet && _book.Features(layer) is { } table ? Without(table, Hidden(sheet)) : null;

    /// <inheritdoc/>
    public FeatureTable? Features(string layer, int version) => Seen(layer) is { } sheet && _book.Features(layer, version) is { } table ? Without(table, Hidden(sheet)) : null;

    /// <inheritdoc/>
    public IReadOnlyList<TileSource>? Tiles(string layer)
    {
        if (Seen(layer) is not { } sheet)
            return null;
        // Tiles say by what a feature is drawn and how it is named: where that is hidden they say neither.
        return sheet.DrawnBy.Split('|').Any(Hidden(sheet).Contains) && Features(layer) is { } table ? Bare.GetValue(table, bare => LayerTiles.Of(layer, bare, null, null)) : _book.Tiles(layer);
    }

    /// <inheritdoc/>
    public ImmutableArray<VersionSheet> Versions(string layer) => Seen(layer) is null ? [] : _book.Versions(layer);

    /// <inheritdoc/>
    public Comparison? Compare(string layer, int from, int to)
    {
        if (Seen(layer) is not { } sheet || _book.Compare(layer, from, to) is not { } comparison)
            return null;
        var hidden = Hidden(sheet);
        return hidden.IsEmpty ? comparison : comparison with { Changes = [.. comparison.Changes.Select(change => change with { Fields = [.. change.Fields.Where(field => !hidden.Contains(field.Field))] })] };
    }

    /// <inheritdoc/>
    public Wording Department(string id) => _book.Department(id);

    /// <inheritdoc/>
    public ImportReport Report(ImportSheet import) => _book.Report(import);

    /// <summary>Whether a layer is there for this reader; one that the pack does not know is.</summary>
    public bool IsThere(string layer) => _book.Layers.FirstOrDefault(sheet => sheet.Id == layer) is not { } sheet || _sees.Contains(sheet.Class);

    private LayerSheet? Seen(string layer) => _book.Layers.FirstOrDefault(sheet => sheet.Id == layer) is { } sheet && _sees.Contains(sheet.Class) ? sheet : null;

    private ImmutableSortedSet<string> Hidden(LayerSheet layer) => _fields.Hidden(layer.Id, layer.Class, _sees);

    private LayerSheet Shown(LayerSheet layer)
    {
        var hidden = Hidden(layer);
        return hidden.IsEmpty
            ? layer with { Open = true }
            : layer with { Open = true, Fields = [.. layer.Fields.Where(field => !hidden.Contains(field.Id))], DrawnBy = $"{layer.DrawnBy}|without {string.Join(',', hidden)}" };
    }

    private static FeatureTable Without(FeatureTable table, ImmutableSortedSet<string> hidden) => hidden.IsEmpty ? table : Stripped.GetOrCreateValue(table).GetOrAdd(string.Join(',', hidden), _ =>
    {
        var kept = table.Fields.Index().Where(field => !hidden.Contains(field.Item.Name)).ToArray();
        return new FeatureTable([.. kept.Select(field => field.Item)], table.Ids, table.Geometries, [.. kept.Select(field => table.Columns[field.Index])]);
    });

    /// <summary>A check-up without findings on, and values of, things in layers that are not seen.</summary>
    private sealed class SeenRun(IRunBook run, SeenBook book) : IRunBook
    {
        private ImmutableArray<Finding>? _findings;

        public RunManifest Manifest => run.Manifest;

        public string Hash => run.Hash;

        public ImmutableArray<Wording> Notes => run.Notes;

        public ImmutableArray<Indicator> Indicators => run.Indicators;

        public ImmutableArray<Finding> Findings => _findings ??= Seen();

        public ImmutableArray<Place> Places(Level level) => IsSeen(level) ? run.Places(level) : [];

        public int Find(Level level, string id) => IsSeen(level) ? run.Find(level, id) : -1;

        public Reading Read(string indicator, Level level, int place, Variant variant = Variant.Ruled) => run.Read(indicator, level, place, variant);

        public bool HasDerived(string indicator) => run.HasDerived(indicator);

        public Grade? Grade(Indicator indicator, Reading reading) => run.Grade(indicator, reading);

        // Tens of thousands of findings lie in a few layers: each layer is asked about once, and who sees all of them is shown the run's own list.
        private ImmutableArray<Finding> Seen()
        {
            var hidden = run.Findings.Select(finding => finding.Layer).Distinct().Where(layer => !book.IsThere(layer)).ToHashSet();
            return hidden.Count == 0 ? run.Findings : [.. run.Findings.Where(finding => !hidden.Contains(finding.Layer))];
        }

        // Districts and communities are counts and means; compounds and buildings are the things themselves.
        private bool IsSeen(Level level) => level is not (Level.Compound or Level.Building) || book.IsThere(PlaceShapes.LayerOf(level));
    }
}
