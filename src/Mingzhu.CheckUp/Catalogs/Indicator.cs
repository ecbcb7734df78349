using System.Collections.Immutable;
using Mingzhu.City;

namespace Mingzhu.CheckUp;

/// <summary>Which way is better (指标方向).</summary>
public enum Direction : byte
{
    /// <summary>越高越好.</summary>
    Higher,

    /// <summary>越低越好.</summary>
    Lower,

    /// <summary>目标为零.</summary>
    Zero,

    /// <summary>仅作记录.</summary>
    Record,
}

/// <summary>How good a value is (评价): the four grades of the handbook, for city-level indicators.</summary>
public enum Grade : byte
{
    /// <summary>很好.</summary>
    VeryGood,

    /// <summary>较好.</summary>
    Good,

    /// <summary>一般.</summary>
    Fair,

    /// <summary>不足.</summary>
    Poor,
}

/// <summary>A value to reach (目标值).</summary>
/// <param name="Op">One of &gt;= &lt;= = .</param>
/// <param name="Value">In the indicator's own unit.</param>
/// <param name="Source">Whose target it is.</param>
public sealed record Target(string Op, double Value, Citation Source)
{
    /// <summary>Whether a value reaches it.</summary>
    public bool Met(double value) => Op switch
    {
        ">=" => value >= Value,
        "<=" => value <= Value,
        _ => value == Value,
    };
}

/// <summary>One indicator of a catalog (体检指标): what is measured, where, in which unit, by which clause.</summary>
/// <param name="Code">"C25-25"; stable and quoted.</param>
/// <param name="Name">Its name.</param>
/// <param name="Dimension">维度: housing, compound, block, city.</param>
/// <param name="Element">要素: 安全耐久, 设施完善 ….</param>
/// <param name="Unit">Its unit, in both languages: 栋 / buildings; % is %.</param>
/// <param name="Kind">What its numbers mean and how they sum.</param>
/// <param name="Direction">Which way is better.</param>
/// <param name="ObjectLevel">The smallest level at which it means anything; below it is not applicable, never split.</param>
/// <param name="Definition">What is counted or measured, in one or two sentences.</param>
/// <param name="Target">The value to reach; null if the catalog has none.</param>
/// <param name="GradeFrom">Lower (for <see cref="Direction.Lower"/>: upper) limits of 很好, 较好, 一般; empty if no cut-offs are adopted.</param>
/// <param name="Responsible">Id of the department that answers for it; null if not said.</param>
/// <param name="Measure">How it is computed.</param>
/// <param name="UnitFactor">Own unit = numerator (÷ denominator) × this: 0.001 for km from m; 1000 for km/km² from m/m².</param>
/// <param name="Source">Where the definition stands.</param>
public sealed record Indicator(
    string Code, Wording Name, Wording Dimension, Wording Element, Wording Unit, IndicatorKind Kind, Direction Direction, Level ObjectLevel,
    Wording Definition, Target? Target, ImmutableArray<double> GradeFrom, string? Responsible, Measure Measure, double UnitFactor, Citation Source)
{
    /// <summary>What may be found wrong with an object, in checklist order; empty if the indicator names no objects.</summary>
    public ImmutableArray<FindingType> FindingTypes { get; init; } = [];

    /// <summary>What helps (对策).</summary>
    public Wording Countermeasure { get; init; }

    /// <summary>Whose cut-offs <see cref="GradeFrom"/> are; null if it has none.</summary>
    public Citation? GradeSource { get; init; }

    /// <summary>Id of the catalog it stands in; "city" for one of the city's own.</summary>
    public string Catalog { get; init; } = "";

    /// <summary>The grade of a value by the cut-offs; null if there are none or there is no value.</summary>
    public Grade? GradeOf(Reading reading)
    {
        if (GradeFrom.IsDefaultOrEmpty || reading.Value(Kind, UnitFactor) is not { } value)
            return null;
        for (var grade = 0; grade < GradeFrom.Length; grade++)
        {
            if (Direction == Direction.Higher ? value >= GradeFrom[grade] : value <= GradeFrom[grade])
                return (Grade)grade;
        }

        return Grade.Poor;
    }
}

/// <summary>How soon a finding is to be remedied (整治类型).</summary>
public enum Remedy : byte
{
    /// <summary>限时解决: safety, health or strong demand; with a deadline.</summary>
    Deadline,

    /// <summary>尽力解决: needs time or continuous input.</summary>
    Effort,
}

/// <summary>One item of an indicator's checklist (问题类型).</summary>
/// <param name="Id">Stable: "03-fire-door"; for inspected indicators the code of the inspections' finding field.</param>
/// <param name="Name">What is wrong, for people.</param>
/// <param name="Severity">How bad, unless the inspector says otherwise.</param>
/// <param name="Remedy">限时解决 or 尽力解决.</param>
public sealed record FindingType(string Id, Wording Name, Severity Severity, Remedy Remedy);
