namespace Mingzhu.Web.Api;

/// <summary>A standard layer and its current version.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Topic">Under which topic the map lists it.</param>
/// <param name="Geometry">point, line, polygon, any or none.</param>
/// <param name="Fields">Its fields.</param>
/// <param name="Current">Its current version; absent while nothing was imported.</param>
public sealed record LayerAnswer(string Id, string Name, string Topic, string Geometry, IReadOnlyList<FieldRow> Fields, VersionRow? Current);

/// <summary>A field of a layer.</summary>
/// <param name="Id">Its id, the name of the property in GeoJSON.</param>
/// <param name="Name">Its name.</param>
/// <param name="Unit">Its unit; absent if it has none.</param>
public sealed record FieldRow(string Id, string Name, string? Unit);

/// <summary>One version of a layer.</summary>
/// <param name="Number">1, 2, 3, … within the layer.</param>
/// <param name="Count">How many features.</param>
/// <param name="AsOf">The day it describes, yyyy-MM-dd.</param>
/// <param name="File">The file it came from.</param>
/// <param name="Source">Who made the data.</param>
/// <param name="Licence">Under what terms.</param>
/// <param name="Attribution">The line that must stand under every map of it.</param>
/// <param name="Invented">Whether it is sample data.</param>
/// <param name="Rows">SHA-256 of its canonical rows, hex.</param>
/// <param name="Bbox">West, south, east, north, degrees, EPSG:4490.</param>
/// <param name="AccuracyM">How far positions may be off, metres; 0 if not known to be.</param>
public sealed record VersionRow(
    int Number, int Count, string AsOf, string File, string Source, string? Licence, string? Attribution, bool Invented, string Rows, double[] Bbox, double AccuracyM);

/// <summary>The versions of a layer, newest first.</summary>
public sealed record VersionsAnswer(string Layer, string Name, IReadOnlyList<VersionRow> Versions);

/// <summary>What became of the features of a layer between two versions.</summary>
/// <param name="Layer">Id of the layer.</param>
/// <param name="From">Number of the older version.</param>
/// <param name="To">Number of the newer.</param>
/// <param name="Same">How many features are as they were.</param>
/// <param name="Changes">What is not as it was.</param>
public sealed record CompareAnswer(string Layer, int From, int To, int Same, IReadOnlyList<ChangeRow> Changes);

/// <summary>A feature that is not as it was.</summary>
/// <param name="Kind">added, removed, moved or changed.</param>
/// <param name="Id">Its id.</param>
/// <param name="FormerId">Its id in the older version where the key changed.</param>
/// <param name="Name">Its name.</param>
/// <param name="MovedM">How far its middle moved, metres; absent where its shape did not change.</param>
/// <param name="Related">Of an added one the features it was cut from or made of, of a removed one those it went into.</param>
/// <param name="Values">Its values that changed.</param>
public sealed record ChangeRow(string Kind, string Id, string? FormerId, string Name, double? MovedM, IReadOnlyList<string> Related, IReadOnlyList<ValueRow> Values);

/// <summary>A value that changed, before and after, as text; absent where nothing stood.</summary>
public sealed record ValueRow(string Field, string? Before, string? After);

/// <summary>One import.</summary>
/// <param name="Seq">The fact that recorded it.</param>
/// <param name="When">When, UTC.</param>
/// <param name="File">The file.</param>
/// <param name="FileHash">SHA-256 of the file as it came, hex.</param>
/// <param name="AsOf">The day the data describe, yyyy-MM-dd.</param>
/// <param name="Layers">What it brought.</param>
public sealed record ImportAnswer(long Seq, DateTimeOffset When, string File, string FileHash, string AsOf, IReadOnlyList<BroughtRow> Layers);

/// <summary>A layer an import brought, and how many features.</summary>
public sealed record BroughtRow(string Layer, int Count);

/// <summary>What an import found in its file.</summary>
/// <param name="Import">The import.</param>
/// <param name="Outcome">accept, warn, ask or refuse.</param>
/// <param name="Format">Format of the file.</param>
/// <param name="Layers">The layers understood in it.</param>
/// <param name="Problems">The first problems of each kind.</param>
/// <param name="Counts">How many of each code there are in all.</param>
public sealed record ImportReportAnswer(
    ImportAnswer Import, string Outcome, string Format, IReadOnlyList<UnderstoodRow> Layers, IReadOnlyList<ProblemRow> Problems, IReadOnlyDictionary<string, int> Counts);

/// <summary>A layer understood in a file.</summary>
/// <param name="Name">As the file calls it.</param>
/// <param name="Layer">The standard layer it became; absent if none.</param>
/// <param name="Features">How many features.</param>
/// <param name="Geometry">Geometry types seen.</param>
/// <param name="Crs">Its coordinate system.</param>
/// <param name="CrsEvidence">What that rests on.</param>
/// <param name="Encoding">Its text encoding; absent where the format fixes it.</param>
public sealed record UnderstoodRow(string Name, string? Layer, int Features, string Geometry, string? Crs, string CrsEvidence, string? Encoding);

/// <summary>What is wrong with a row of a file.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Severity">note, repaired, left-out or refused.</param>
/// <param name="Layer">Layer it concerns.</param>
/// <param name="Row">Row as the file counts.</param>
/// <param name="Field">The column.</param>
/// <param name="Found">What stands there.</param>
/// <param name="Expected">What was expected.</param>
/// <param name="Message">The whole sentence.</param>
public sealed record ProblemRow(string Code, string Severity, string Layer, string Row, string Field, string Found, string? Expected, string Message);
