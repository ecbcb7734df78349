using System.Collections.Immutable;
using Mingzhu.Atlas;
using Mingzhu.CheckUp;
using Mingzhu.City;
using Mingzhu.Procedures;
using Mingzhu.Spatial;

namespace Mingzhu.Web.Book;

/// <summary>What the pages read of a city. A workspace answers it in earnest; a test answers it from a city invented in memory.</summary>
public interface ICityBook
{
    /// <summary>The city's name.</summary>
    Wording Name { get; }

    /// <summary>The folder it lives in, as the commands want it.</summary>
    string Folder { get; }

    /// <summary>The time zone its clocks show.</summary>
    TimeZoneInfo TimeZone => TimeZoneInfo.Utc;

    /// <summary>The standard layers of the pack in its order, each with its current version if there is one.</summary>
    ImmutableArray<LayerSheet> Layers { get; }

    /// <summary>The plane it is measured in; null while nothing lies anywhere yet.</summary>
    Plane? Plane { get; }

    /// <summary>The newest finished check-up; null if there is none yet.</summary>
    IRunBook? Latest { get; }

    /// <summary>A finished check-up by its id or "latest"; null if there is none of that name.</summary>
    IRunBook? Run(string id);

    /// <summary>Ids of the finished check-ups, newest first.</summary>
    ImmutableArray<string> Runs { get; }

    /// <summary>The check-up that is running now; null if none is.</summary>
    RunProgress? Running { get; }

    /// <summary>The features of a layer's current version; null if it has none. Kept in memory once read.</summary>
    FeatureTable? Features(string layer);

    /// <summary>What tiles draw of a layer's current version; null if it has none. Kept in memory once prepared.</summary>
    IReadOnlyList<TileSource>? Tiles(string layer);

    /// <summary>Every version of a layer, newest first; empty if there is none.</summary>
    ImmutableArray<VersionSheet> Versions(string layer);

    /// <summary>The features of one version of a layer; null if there is no such version.</summary>
    FeatureTable? Features(string layer, int version);

    /// <summary>What became of the features of a layer from one version to another; null if there is no such version.</summary>
    Comparison? Compare(string layer, int from, int to);

    /// <summary>The version of a layer that has these rows; null if there is none.</summary>
    LayerVersion? VersionOf(string layer, string rows) => Versions(layer).FirstOrDefault(version => version.Version.Rows == rows)?.Version;

    /// <summary>What a department is called; its id where the pack does not know it.</summary>
    Wording Department(string id);

    /// <summary>Whether layers can be taken away as files.</summary>
    bool Exports => false;

    /// <summary>Which classes of data this book shows, as caches name it; empty where nobody signs in.</summary>
    string View => "";

    /// <summary>Whether all of a layer's fields are shown.</summary>
    bool IsWhole(string layer) => true;

    /// <summary>The policy tables of the pack.</summary>
    ImmutableArray<PolicyTable> Policies => [];

    /// <summary>All imports, newest first.</summary>
    ImmutableArray<ImportSheet> Imports { get; }

    /// <summary>What an import found in its file, row by row.</summary>
    ImportReport Report(ImportSheet import);
}

/// <summary>A finished check-up as the pages read it: the members of <see cref="CheckUpRun"/> they use.</summary>
public interface IRunBook
{
    /// <summary>What it is.</summary>
    RunManifest Manifest { get; }

    /// <summary>Hex SHA-256 of the manifest.</summary>
    string Hash { get; }

    /// <summary>What a reader should know about the inputs.</summary>
    ImmutableArray<Wording> Notes { get; }

    /// <summary>Its indicators, in catalog order.</summary>
    ImmutableArray<Indicator> Indicators { get; }

    /// <summary>Every finding, worst first.</summary>
    ImmutableArray<Finding> Findings { get; }

    /// <summary>The places of a level, in the order of every column.</summary>
    ImmutableArray<Place> Places(Level level);

    /// <summary>Index of a place; −1 if there is none.</summary>
    int Find(Level level, string id);

    /// <summary>What is known of an indicator in a place.</summary>
    Reading Read(string indicator, Level level, int place, Variant variant = Variant.Ruled);

    /// <summary>Whether an indicator also has a value by a derived layer.</summary>
    bool HasDerived(string indicator);

    /// <summary>The grade of a value by the indicator's cut-offs; null if it has none or there is no value.</summary>
    Grade? Grade(Indicator indicator, Reading reading);
}

/// <summary>A standard layer of the pack, and what there is of it.</summary>
/// <param name="Id">"parks".</param>
/// <param name="Name">Its name.</param>
/// <param name="Topic">Under which heading it stands: base, transport, nature, land, housing, services, ….</param>
/// <param name="Geometry">point, line, polygon, any or none.</param>
/// <param name="Open">Whether its features may be drawn for everyone who can reach the pages (class public or staff).</param>
/// <param name="Fields">Its fields as people read them.</param>
/// <param name="Version">The current version; null if nothing was imported yet.</param>
public sealed record LayerSheet(string Id, Wording Name, string Topic, string Geometry, bool Open, ImmutableArray<FieldSheet> Fields, LayerVersion? Version)
{
    /// <summary>Whether there is anything of it that a map can draw.</summary>
    public bool Drawable => Open && Geometry != "none" && Version is { Count: > 0 };

    /// <summary>Who may see it.</summary>
    public DataClass Class { get; init; } = DataClass.Staff;

    /// <summary>What of the pack decides its tiles: the fields its features are drawn by and named by; empty where there are none.</summary>
    public string DrawnBy { get; init; } = "";

    /// <summary>Another one whenever its tiles may be others: by what the version holds and what it is drawn by. Two layers may hold the same rows, so it is of this one.</summary>
    public string TilesTag => $"{Id} {Version?.Rows} {DrawnBy}";
}

/// <summary>A version of a layer and the import that brought it.</summary>
/// <param name="Version">The version.</param>
/// <param name="Import">Its import; null where none is on record (layers the program derived).</param>
public sealed record VersionSheet(LayerVersion Version, ImportSheet? Import);

/// <summary>A field of a layer as people read it.</summary>
public sealed record FieldSheet(string Id, Wording Name, Wording? Unit, bool Required = false);

/// <summary>How far a running check-up is.</summary>
/// <param name="Id">Id of the job.</param>
/// <param name="Says">What it is doing, in words with numbers: "已检查 12,400 / 60,000 栋".</param>
/// <param name="Share">Done, 0–1.</param>
public sealed record RunProgress(string Id, Wording Says, double Share);
