using Mingzhu.City;

namespace Mingzhu.CheckUp;

/// <summary>How bad a finding is (严重程度).</summary>
public enum Severity : byte
{
    /// <summary>一般.</summary>
    General,

    /// <summary>较严重.</summary>
    Serious,

    /// <summary>严重.</summary>
    VerySerious,
}

/// <summary>One thing that falls short (问题): which object, by which indicator, where, how badly, and what helps.</summary>
/// <param name="Id">Stable within the run: "C25-12/compounds/XQ0012/…".</param>
/// <param name="Indicator">Code of the indicator.</param>
/// <param name="Type">Finding type of the pack: "03-fire-door", "no-kindergarten".</param>
/// <param name="Layer">Layer of the object: "buildings".</param>
/// <param name="Object">Feature id of the object within that layer.</param>
/// <param name="ObjectName">Its name; empty if it has none.</param>
/// <param name="District">Index into the run's districts; −1 if unknown.</param>
/// <param name="Subdistrict">Index into the run's subdistricts; −1 if unknown.</param>
/// <param name="Community">Index into the run's communities; −1 if unknown.</param>
/// <param name="Severity">How bad.</param>
/// <param name="Says">What falls short, with numbers: "距最近幼儿园步行 734 米，超过 300 米".</param>
/// <param name="Countermeasure">What helps (对策), from the pack.</param>
/// <param name="Responsible">Department that answers for it; null if not said.</param>
/// <param name="Lon">A point on the object, degrees, EPSG:4490.</param>
/// <param name="Lat">See <paramref name="Lon"/>.</param>
/// <param name="Weight">What it touches: households, else 1; orders the list.</param>
public sealed record Finding(
    string Id, string Indicator, string Type, string Layer, string Object, string ObjectName, int District, int Subdistrict, int Community,
    Severity Severity, Wording Says, Wording Countermeasure, string? Responsible, double Lon, double Lat, double Weight);
