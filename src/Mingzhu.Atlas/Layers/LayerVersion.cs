using System.Collections.Immutable;
using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.Atlas;

/// <summary>Where a layer's data come from (来源), shown wherever they are.</summary>
/// <param name="Source">Who made them, in words.</param>
/// <param name="Licence">Under what terms; null if not said.</param>
/// <param name="Attribution">The line that must stand under every map of them; null if none is asked for.</param>
/// <param name="Invented">Whether they are sample data, which every page and report then says.</param>
public sealed record Provenance(Wording Source, string? Licence = null, string? Attribution = null, bool Invented = false);

/// <summary>One version of a standard layer (图层版本): one GeoPackage in the vault, never changed.</summary>
/// <param name="Layer">Id of the layer in the pack: "parks".</param>
/// <param name="Number">1, 2, 3, … within the layer.</param>
/// <param name="File">The GeoPackage in the vault, hex SHA-256.</param>
/// <param name="Rows">Hex SHA-256 of its canonical rows: the same features give the same hash whatever file they came in.</param>
/// <param name="Count">How many features.</param>
/// <param name="AsOf">The day the data describe.</param>
/// <param name="FileName">Name of the file it was imported from.</param>
/// <param name="Provenance">Where it comes from.</param>
/// <param name="West">Extent in degrees, EPSG:4490; all four NaN-free and 0 where the layer has no geometry.</param>
/// <param name="South">See <paramref name="West"/>.</param>
/// <param name="East">See <paramref name="West"/>.</param>
/// <param name="North">See <paramref name="West"/>.</param>
/// <param name="Seq">The fact that recorded it.</param>
/// <param name="Derived">Made by the program from other layers rather than imported; values that rest on it are <see cref="ReadingState.Proxy"/>.</param>
/// <param name="AccuracyM">How far positions may be off because the file's coordinate system has no public shift, metres; 0 where it has. Values that rest on it are <see cref="ReadingState.Proxy"/> too.</param>
public sealed record LayerVersion(
    string Layer, int Number, string File, string Rows, int Count, DateOnly AsOf, string FileName, Provenance Provenance,
    double West, double South, double East, double North, long Seq, bool Derived = false, double AccuracyM = 0)
{
    /// <summary>Who brought it when, and how its features were known again; null where it was not imported.</summary>
    public LayerOrigin? Origin { get; init; }

    /// <summary>The highest number ever issued as an id in the layer, up to this version.</summary>
    public long HighestIssued { get; init; }
}

/// <summary>How a version came to be (版本来历), as recorded.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Actor">Who imported it: an opaque id.</param>
/// <param name="FileHash">Hex SHA-256 of the file as it came.</param>
/// <param name="Report">The import's report in the vault: <see cref="ImportReport"/> as JSON.</param>
public sealed record LayerOrigin(DateTimeOffset At, string Actor, string FileHash, VaultName Report)
{
    /// <summary>What the user answered to what the file could not say; null if nothing was.</summary>
    public GivenAnswers? Answers { get; init; }

    /// <summary>The match table in the vault (see <see cref="MatchTable.Of"/>); null for a first version.</summary>
    public VaultName? Matches { get; init; }

    /// <summary>Its counts.</summary>
    public MatchCounts? Matched { get; init; }
}
