using System.Collections.Immutable;
using Mingzhu.City;

namespace Mingzhu.Atlas;

/// <summary>What a user asks of an import: the file and the answers to what the file can't say itself.</summary>
/// <param name="File">Absolute path.</param>
/// <param name="As">The standard layer it is; null if the file's own names say it.</param>
/// <param name="AsOf">The day the data describe; null if the file says it or it is today.</param>
/// <param name="Crs">Its coordinate system ("EPSG:4548", "GCJ-02"), where the file doesn't prove it.</param>
/// <param name="Encoding">Text encoding, where the file doesn't prove it.</param>
/// <param name="X">Column of the x coordinate or longitude (CSV).</param>
/// <param name="Y">Column of the y coordinate or latitude (CSV).</param>
/// <param name="OsmTable">A named second table of the OSM mapping; null for the plain one.</param>
/// <param name="SkipBadRows">Leave bad rows out and import the others, instead of refusing the file.</param>
/// <param name="Layer">The one layer of the file to read; null for all.</param>
/// <param name="Sheet">The one sheet of a workbook to read; null for the only one that holds a table.</param>
/// <param name="LayersAs">Which standard layer each layer of the file is, by its name in the file; <see cref="None"/> leaves it out. What is not named here goes by <paramref name="As"/>.</param>
/// <param name="Columns">Under which heading the file has a field, where the pack does not know the heading.</param>
/// <param name="Units">In which unit the file has a field, where its heading was cut off.</param>
public sealed record ImportRequest(
    string File, string? As = null, DateOnly? AsOf = null, string? Crs = null, string? Encoding = null, string? X = null, string? Y = null, string? OsmTable = null,
    bool SkipBadRows = false, string? Layer = null, IReadOnlyDictionary<string, string>? Columns = null,
    string? Sheet = null, IReadOnlyDictionary<string, string>? LayersAs = null, IReadOnlyDictionary<string, string>? Units = null)
{
    /// <summary>The answer that leaves a layer of the file out: it is none of the standard ones.</summary>
    public const string None = "none";

    /// <summary>Name of the file, without its folder.</summary>
    public string FileName => Path.GetFileName(Path.TrimEndingDirectorySeparator(File));

    /// <summary>The answers in it, for the record; null if there are none.</summary>
    public GivenAnswers? Answers => new GivenAnswers(
        As, Sorted(LayersAs), Crs, Encoding, Layer, Sheet, X, Y, OsmTable, SkipBadRows ? true : null, Sorted(Columns), Sorted(Units)) is var given && given == new GivenAnswers() ? null : given;

    private static ImmutableSortedDictionary<string, string>? Sorted(IReadOnlyDictionary<string, string>? pairs) =>
        pairs is { Count: > 0 } ? pairs.ToImmutableSortedDictionary(StringComparer.Ordinal) : null;
}

/// <summary>What a user answered to what a file can't say itself (导入时的回答), as the fact of the import keeps it: the options of <see cref="ImportRequest"/> that were given.</summary>
public sealed record GivenAnswers(
    string? As = null, ImmutableSortedDictionary<string, string>? LayersAs = null, string? Crs = null, string? Encoding = null, string? Layer = null, string? Sheet = null,
    string? X = null, string? Y = null, string? OsmTable = null, bool? SkipBadRows = null, ImmutableSortedDictionary<string, string>? Columns = null, ImmutableSortedDictionary<string, string>? Units = null);

/// <summary>A layer as the reading process leaves it for the city: a GeoPackage in the work folder.</summary>
/// <param name="Layer">Id of the standard layer.</param>
/// <param name="Path">The GeoPackage.</param>
/// <param name="Rows">Hex SHA-256 of its canonical rows.</param>
/// <param name="Count">How many features.</param>
/// <param name="Box">West, south, east, north in degrees; null without geometry.</param>
/// <param name="AccuracyM">How far positions may be off because of the coordinate system, metres; null where they are not.</param>
public sealed record ReadyLayer(string Layer, string Path, string Rows, int Count, double[]? Box, double? AccuracyM = null)
{
    /// <summary>Ids that stand for rows without a key until the city gives them theirs; null where that is every row.</summary>
    public IReadOnlyList<string>? Provisional { get; init; }

    /// <summary>The highest number among ids of the form that is issued; 0 if there is none.</summary>
    public long HighestIssued { get; init; }
}

/// <summary>What the reading process hands back.</summary>
/// <param name="Report">How the file was understood.</param>
/// <param name="Layers">What can land; empty if anything refuses it.</param>
/// <param name="AsOf">The day the file itself says it describes; null if it doesn't.</param>
/// <param name="Provenance">Where the data come from, as far as the file, its source.yaml or its format say.</param>
/// <param name="FileHash">Hex SHA-256 of the file, or of a set of files <see cref="FileSet.Hash"/>.</param>
public sealed record IntakeResult(ImportReport Report, IReadOnlyList<ReadyLayer> Layers, DateOnly? AsOf, Provenance Provenance, string FileHash);
