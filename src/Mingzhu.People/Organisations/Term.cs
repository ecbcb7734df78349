namespace Mingzhu.People;

/// <summary>From when to when something counts (有效期), both days included.</summary>
/// <param name="First">The first day; null if nobody knows since when.</param>
/// <param name="Last">The last day; null as long as it goes on.</param>
public readonly record struct Term(DateOnly? First, DateOnly? Last)
{
    /// <summary>Since nobody knows when, and going on.</summary>
    public static Term Always => default;

    /// <summary>From a day on.</summary>
    public static Term From(DateOnly first) => new(first, null);

    /// <summary>Whether a day lies in it.</summary>
    public bool Holds(DateOnly day) => (First is null || First <= day) && (Last is null || day <= Last);

    /// <summary>Whether two terms share a day.</summary>
    public bool Meets(Term other) => (First is null || other.Last is null || First <= other.Last) && (other.First is null || Last is null || other.First <= Last);

    /// <summary>Whether its last day is not before its first.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsSound => First is null || Last is null || First <= Last;

    /// <summary>The same, ended: never later than it would have ended anyway.</summary>
    public Term Until(DateOnly last) => this with { Last = Last is { } before && before < last ? before : last };
}
