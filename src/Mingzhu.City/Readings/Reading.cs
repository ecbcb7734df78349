namespace Mingzhu.City;

/// <summary>How much is known of a value.</summary>
public enum ReadingState : byte
{
    /// <summary>已测: known for everything it should cover.</summary>
    Measured,

    /// <summary>部分: known for a part only; <see cref="Reading.KnownWeight"/> says how much.</summary>
    Partial,

    /// <summary>替代: computed from a stand-in for the data the rule asks for.</summary>
    Proxy,

    /// <summary>缺失: no value, and a reason.</summary>
    Missing,

    /// <summary>不适用: the question does not arise here; lowers no grade.</summary>
    NotApplicable,
}

/// <summary>What an indicator's numbers mean and how they sum (指标种类).</summary>
public enum IndicatorKind : byte
{
    /// <summary>Part of a whole: Σ numerator ÷ Σ denominator × 100, in %.</summary>
    Share,

    /// <summary>How many objects: Σ numerator. Denominator: how many were looked at.</summary>
    Count,

    /// <summary>How much: Σ numerator.</summary>
    Amount,

    /// <summary>So much per so much: Σ numerator ÷ Σ denominator.</summary>
    Density,

    /// <summary>A mean: Σ numerator ÷ Σ denominator (weight).</summary>
    Mean,

    /// <summary>Given by a department for a place; never summed over places.</summary>
    Reported,
}

/// <summary>What is known of one indicator in one place (一个地方一项指标的读数). Parts sum to wholes; see <see cref="Sum"/>.</summary>
/// <param name="State">How much is known.</param>
/// <param name="Numerator">In the unit of the measure (m², m, objects, …); 0 where nothing is known.</param>
/// <param name="Denominator">In the unit of the measure; 0 where nothing is known.</param>
/// <param name="KnownWeight">How much of the place the value rests on, in the unit of <paramref name="ExpectedWeight"/>.</param>
/// <param name="ExpectedWeight">How much it should rest on: objects, m² … ; 0 where there is nothing to look at.</param>
/// <param name="Reason">Why the state is not <see cref="ReadingState.Measured"/>; null when it is.</param>
public sealed record Reading(
    ReadingState State, double Numerator, double Denominator, double KnownWeight, double ExpectedWeight, Wording? Reason = null)
{
    /// <summary>No value, and why.</summary>
    public static Reading Missing(Wording reason, double expectedWeight = 0) => new(ReadingState.Missing, 0, 0, 0, expectedWeight, reason);

    /// <summary>The question does not arise here, and why.</summary>
    public static Reading NotApplicable(Wording reason) => new(ReadingState.NotApplicable, 0, 0, 0, 0, reason);

    /// <summary>Whether a number may be shown.</summary>
    public bool HasValue => State is ReadingState.Measured or ReadingState.Partial or ReadingState.Proxy;

    /// <summary>
    /// The value in the indicator's own unit: a share in percent, a density or mean as the quotient times <paramref name="unitFactor"/>, anything else the numerator times it.
    /// Null where there is no value, or nothing to divide by.
    /// </summary>
    public double? Value(IndicatorKind kind, double unitFactor = 1) => !HasValue
        ? null
        : kind switch
        {
            IndicatorKind.Share => Denominator > 0 ? Numerator / Denominator * 100 : null,
            IndicatorKind.Density or IndicatorKind.Mean => Denominator > 0 ? Numerator / Denominator * unitFactor : null,
            _ => Numerator * unitFactor,
        };

    /// <summary>The reading of a whole from its parts, in the order given; see <see cref="ReadingSum"/>.</summary>
    public static Reading Sum(IEnumerable<Reading> parts)
    {
        var sum = default(ReadingSum);
        foreach (var part in parts)
            sum.Add(part);
        return sum.Total();
    }
}
