namespace Mingzhu.City;

/// <summary>Where a rule comes from (依据): document, clause, date, and how sure we are.</summary>
/// <param name="Source">The document, as it is quoted: "聊政字〔2023〕7号". "none" marks a default of ours.</param>
/// <param name="Clause">Article or table within it.</param>
/// <param name="Date">The day from which the rule counts, if known.</param>
/// <param name="Confidence">high, medium or low, as far as our copy of the source bears it.</param>
public sealed record Citation(string Source, string? Clause = null, DateOnly? Date = null, string? Confidence = null)
{
    /// <summary>No source: a default of ours, shown as such.</summary>
    public static Citation None { get; } = new("none");

    /// <summary>Whether this is a default of ours rather than somebody's rule.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsDefault => Source == "none";
}
