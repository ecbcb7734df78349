using System.Collections.Immutable;
using NetTopologySuite.Geometries;

namespace Mingzhu.Spatial;

/// <summary>One feature as a foreign file has it.</summary>
/// <param name="Row">Where it stands in the file, as its user counts: line or row number from 1, or element id for OSM.</param>
/// <param name="Geometry">In the file's own CRS, x = easting or longitude; null if none.</param>
/// <param name="Values">Values as read: string, long, double, bool, DateOnly or null. None at all where it can't be told which value belongs to which field.</param>
/// <param name="Problems">Everything that was found wrong with the row and what was repaired in it: the row first, then its shape, then its values, each of which names its <see cref="SourceProblem.Field"/>.</param>
public readonly record struct SourceFeature(long Row, Geometry? Geometry, IReadOnlyDictionary<string, object?> Values, params IReadOnlyList<SourceProblem> Problems)
{
    /// <summary>Everything that was found wrong with the row and what was repaired in it.</summary>
    public IReadOnlyList<SourceProblem> Problems { get => field ?? []; init; } = Problems;

    /// <summary>What its shape has beside x and y, which is in no geometry here.</summary>
    public DroppedOrdinates Dropped { get; init; }
}

/// <summary>What is wrong with a row or file, in words for both languages. (Spatial knows no city, so it has its own pair.)</summary>
/// <param name="Code">Stable: "geometry.unclosed".</param>
/// <param name="Zh">Chinese.</param>
/// <param name="En">English.</param>
/// <param name="Severity">Whether the row is lost or was repaired.</param>
public sealed record SourceProblem(string Code, string Zh, string En, ProblemSeverity Severity = ProblemSeverity.Refused)
{
    /// <summary>The field it concerns; null if none.</summary>
    public string? Field { get; init; }

    /// <summary>What stands there; null if it can't be shown.</summary>
    public string? Found { get; init; }

    /// <summary>What was expected instead, short: "4 points or more", "UTF-8"; null where the sentence says it all.</summary>
    public string? Expected { get; init; }

    /// <summary>The problems of a row together, without a new list where only one of the two has any.</summary>
    internal static IReadOnlyList<SourceProblem> All(IReadOnlyList<SourceProblem>? first, IReadOnlyList<SourceProblem>? then) =>
        first is null or { Count: 0 } ? then ?? [] : then is null or { Count: 0 } ? first : [.. first, .. then];
}

/// <summary>What a problem means for its row.</summary>
public enum ProblemSeverity : byte
{
    /// <summary>The row can't be used.</summary>
    Refused,

    /// <summary>The row was repaired and can be used; the problem says what was changed.</summary>
    Repaired,

    /// <summary>Nothing was changed and nothing is lost; worth knowing.</summary>
    Note,
}

/// <summary>A file that can't be read at all, or not further.</summary>
public sealed class BrokenFileException(SourceProblem problem, Exception? cause = null) : Exception(problem.En, cause)
{
    /// <summary>What is wrong: which file, where, what was found, what was expected.</summary>
    public SourceProblem Problem { get; } = problem;
}

/// <summary>One layer of a foreign file, streamed.</summary>
/// <param name="Name">As the file calls it.</param>
/// <param name="Epsg">EPSG code of its coordinates if the file proves it; null if it does not.</param>
/// <param name="CrsEvidence">What that rests on: "srs_id 4490 in gpkg_geometry_columns"; "RFC 7946"; "nothing in the file says", in both languages.</param>
/// <param name="Fields">Its fields, as far as the file declares them.</param>
/// <param name="Features">Its features in file order; may be enumerated once or more.</param>
public sealed record SourceLayer(string Name, int? Epsg, (string Zh, string En) CrsEvidence, ImmutableArray<Field> Fields, IEnumerable<SourceFeature> Features)
{
    /// <summary>How many rows it has, as far as opening it showed: for telling how far reading is, no promise. Null where only reading tells.</summary>
    public long? Rows { get; init; }

    /// <summary>The text encoding that was found or chosen, where the format leaves it open: "UTF-8", "GB18030"; else null.</summary>
    public string? Encoding { get; init; }

    /// <summary>What <see cref="Encoding"/> rests on: "the .cpg says GBK, and every text fits it"; null where the format fixes it.</summary>
    public (string Zh, string En)? EncodingEvidence { get; init; }

    /// <summary>The definition of its coordinate system as the file has it (the text of a .prj, WKT 1 or 2, PROJJSON); null if there is none. It is kept also where <see cref="Epsg"/> is known.</summary>
    public string? CrsText { get; init; }

    /// <summary>Fields whose names fill the room that the format gives to a name, so that they may be the beginning of a longer one.</summary>
    public ImmutableHashSet<string> MayBeCut { get; init; } = [];

    /// <summary>What is wrong with the layer as a whole: its index is missing, its encoding note lies.</summary>
    public ImmutableArray<SourceProblem> Problems { get; init; } = [];
}
