using Mingzhu.City;

namespace Mingzhu.CheckUp;

/// <summary>What a condition comes to for one site.</summary>
/// <param name="Met">Yes, no, or null where it can't be told.</param>
/// <param name="Value">What was found: m², metres, residents, a share; not a number where there is none, infinite where nothing was found as far as was looked.</param>
/// <param name="Short">By which share of what was asked it is missed; 0 where it is met, infinite where a miss has no measure.</param>
/// <param name="Why">Why it can't be told; null where it can.</param>
internal readonly record struct Verdict(bool? Met, double Value, double Short, Wording? Why)
{
    public static Verdict Unknown(Wording why) => new(null, double.NaN, 0, why);

    public static Verdict Unknown(double value, Wording why) => new(null, value, 0, why);

    public static Verdict Yes(double value) => new(true, value, 0, null);

    public static Verdict No(double value, double shortBy) => new(false, value, shortBy, null);
}

/// <summary>Judges one condition, site by site (逐地判断). Thread-safe once prepared.</summary>
internal abstract class SiteJudge
{
    /// <summary>What is asked, in words.</summary>
    public abstract Wording Asked { get; }

    /// <summary>What it is about, short enough for the head of a column.</summary>
    public abstract Wording Topic { get; }

    /// <summary>Dear conditions are asked last, of those sites that can still be listed.</summary>
    public virtual int Dearness => 0;

    /// <summary>Whether a greater value is the better one when sites are ranked by it.</summary>
    public virtual bool MoreIsBetter => true;

    /// <summary>Why no site at all can be told; null if they can.</summary>
    public virtual Wording? WhyNot => null;

    /// <summary>Works out together what is dear one by one.</summary>
    public virtual void Prepare(IReadOnlyList<int> rows, CancellationToken cancel)
    {
    }

    public abstract Verdict Of(int row);

    /// <summary>What was found, in words.</summary>
    public abstract Wording Found(int row, in Verdict verdict);

    /// <summary>By how much it is met or missed, in words; null where that has no measure.</summary>
    public virtual Wording? By(in Verdict verdict) => null;

    protected static string Number(double value, int decimals = 0) => Shown.Number(value, decimals);
}
