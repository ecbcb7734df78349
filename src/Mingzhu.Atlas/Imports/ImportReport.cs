using System.Collections.Immutable;
using Mingzhu.City;

namespace Mingzhu.Atlas;

/// <summary>How grave a problem of a row or file is.</summary>
public enum RowSeverity : byte
{
    /// <summary>Taken as it is; worth knowing.</summary>
    Note,

    /// <summary>Mended, and how.</summary>
    Repaired,

    /// <summary>This part of the source can't be used and was left out (a broken relation of a public extract).</summary>
    LeftOut,

    /// <summary>The row is wrong and somebody must mend it: nothing of the file lands.</summary>
    Refused,
}

/// <summary>What is wrong with one row (行问题), in the file's own row numbers.</summary>
/// <param name="Code">Stable: "value.not-a-number".</param>
/// <param name="Severity">How grave.</param>
/// <param name="Layer">Source layer or standard layer it concerns.</param>
/// <param name="Row">Row, line or element as the user counts; empty for the file.</param>
/// <param name="Field">The column; empty if it concerns none.</param>
/// <param name="Found">What stands there.</param>
/// <param name="Says">The whole sentence.</param>
/// <param name="Expected">What was expected, short; null where the sentence says it all.</param>
public sealed record RowProblem(string Code, RowSeverity Severity, string Layer, string Row, string Field, string Found, Wording Says, Wording? Expected = null);

/// <summary>One layer understood in a file.</summary>
/// <param name="Name">As the file calls it.</param>
/// <param name="Target">The standard layer it becomes; null if none.</param>
/// <param name="Geometry">Geometry types seen: "polygon 812, point 3".</param>
/// <param name="Features">How many features were read.</param>
/// <param name="Crs">"EPSG:4490", or null if unproved.</param>
/// <param name="CrsEvidence">What that rests on.</param>
/// <param name="Encoding">Text encoding; null where the format fixes it.</param>
/// <param name="Box">West, south, east, north in degrees; null without geometry.</param>
/// <param name="Fields">The fields found.</param>
/// <param name="Unmapped">Those of them that the standard layer does not know; kept under their own names.</param>
public sealed record UnderstoodLayer(
    string Name, string? Target, string Geometry, int Features, string? Crs, Wording CrsEvidence, string? Encoding, double[]? Box,
    ImmutableArray<string> Fields, ImmutableArray<string> Unmapped)
{
    /// <summary>What <see cref="Encoding"/> rests on; null where the format fixes it.</summary>
    public Wording? EncodingEvidence { get; init; }

    /// <summary>How far positions may be off because of the coordinate system, metres: 0, or 200 where a datum has no public shift. Indicators from such a layer are proxies.</summary>
    public double AccuracyM { get; init; }

    /// <summary>Under which heading the file has each field of the standard layer, by field. What neither the pack nor the user maps is in <see cref="Unmapped"/>.</summary>
    public ImmutableSortedDictionary<string, string> Mapped { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The first ten rows as they stand in the file: the row's number, then one text per entry of <see cref="Fields"/>; null where a cell is empty.</summary>
    public ImmutableArray<ImmutableArray<string?>> Rows { get; init; } = [];

    /// <summary>A picture of the layer: a GeoJSON FeatureCollection of at most a few hundred thinned shapes, EPSG:4490 degrees, without attributes; null without geometry or place.</summary>
    public string? Preview { get; init; }
}

/// <summary>One possible answer to a question.</summary>
/// <param name="Value">What to give to the option: "EPSG:4548".</param>
/// <param name="Says">What it would mean: "CGCS2000 3° zone, 117°E: the data would lie in 聊城市".</param>
/// <param name="Preview">Where the data would lie by this answer: a GeoJSON FeatureCollection as in <see cref="UnderstoodLayer.Preview"/>; null where the answer moves nothing.</param>
public sealed record Choice(string Value, Wording Says, string? Preview = null)
{
    /// <summary>A choice that speaks for itself.</summary>
    public static Choice Plain(string value) => new(value, Wording.Same(value));
}

/// <summary>A question only the user can answer.</summary>
/// <param name="Id">The option that answers it: "crs", "as".</param>
/// <param name="Text">The question, and why the file can't answer it.</param>
/// <param name="Choices">Possible answers, the likeliest first; empty where anything may be typed.</param>
public sealed record Question(string Id, Wording Text, ImmutableArray<Choice> Choices);

/// <summary>What an import would do or did with a file.</summary>
/// <param name="Outcome">accept, warn, ask or refuse.</param>
/// <param name="Format">"osm-pbf", "geojson", "geopackage", "csv".</param>
/// <param name="Layers">The layers understood.</param>
/// <param name="Problems">The first problems of each kind; <paramref name="Counts"/> has all.</param>
/// <param name="Counts">How many of each problem code.</param>
/// <param name="Questions">What has to be answered first.</param>
public sealed record ImportReport(
    string Outcome, string Format, ImmutableArray<UnderstoodLayer> Layers, ImmutableArray<RowProblem> Problems, ImmutableSortedDictionary<string, int> Counts,
    ImmutableArray<Question> Questions)
{
    /// <summary>The reasons why nothing may land; empty if it may.</summary>
    public IEnumerable<Refusal> Refusals(string file)
    {
        foreach (var question in Questions)
            yield return new Refusal($"import.ask-{question.Id}", new(
                $"{file}：{question.Text.Zh}（用 --{question.Id} 回答：{string.Join("、", question.Choices.Select(choice => choice.Value))}）",
                $"{file}: {question.Text.En} (answer with --{question.Id}: {string.Join(", ", question.Choices.Select(choice => choice.Value))})"));
        foreach (var problem in Problems.Where(problem => problem.Severity == RowSeverity.Refused))
            yield return new Refusal(problem.Code, problem.Says);
    }
}
