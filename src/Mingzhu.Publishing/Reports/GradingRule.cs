using System.Collections.Immutable;
using Mingzhu.CheckUp;
using Mingzhu.City;

namespace Mingzhu.Publishing.Reports;

/// <summary>One step of the rule: the grade given where its conditions hold and no earlier step's did.</summary>
/// <param name="Name">优, 良, 中, 差.</param>
/// <param name="VeryGoodPercent">Least share of 很好, percent; 0 asks for none.</param>
/// <param name="GoodPercent">Least share of 很好 and 较好 together, percent; 0 asks for none.</param>
/// <param name="PoorAllowed">Whether there may be an indicator graded 不足.</param>
public sealed record GradingStep(Wording Name, double VeryGoodPercent, double GoodPercent, bool PoorAllowed);

/// <summary>How a dimension of the city level is graded from the grades of its indicators (维度评价). Its parameters are the pack's (<c>grading.yaml</c>).</summary>
/// <param name="Dimensions">Dimensions of the catalog whose elements are graded (Chinese names).</param>
/// <param name="Steps">The steps, best first; the last one asks for nothing.</param>
/// <param name="Source">Where the rule stands.</param>
public sealed record GradingRule(ImmutableArray<string> Dimensions, ImmutableArray<GradingStep> Steps, Citation Source)
{
    /// <summary>The pack's rule; faults are collected in the pack.</summary>
    public static GradingRule Read(Pack pack)
    {
        var root = pack.File("grading.yaml");
        root.OnlyKeys("source", "dimensions", "steps");
        var steps = root["steps"].Items().Select(Step).ToImmutableArray();
        if (steps is [] || steps[^1] is not { VeryGoodPercent: 0, GoodPercent: 0, PoorAllowed: true })
            root["steps"].Report(new("最后一级不得有条件", "the last step must hold always"));
        return new GradingRule([.. root["dimensions"].Texts()], steps, root["source"].Citation());
    }

    /// <summary>The step these grades reach; null if there is none to judge by. Indicators without a grade are left out of the shares.</summary>
    public GradingStep? Of(IEnumerable<Grade?> grades)
    {
        var given = grades.OfType<Grade>().ToList();
        if (given.Count == 0)
            return null;
        var veryGood = given.Count(grade => grade == Grade.VeryGood);
        var good = veryGood + given.Count(grade => grade == Grade.Good);
        var poor = given.Contains(Grade.Poor);
        return Steps.FirstOrDefault(step =>
            veryGood * 100 >= step.VeryGoodPercent * given.Count && good * 100 >= step.GoodPercent * given.Count && (step.PoorAllowed || !poor));
    }

    private static GradingStep Step(PackNode node)
    {
        node.OnlyKeys("name", "veryGood", "good", "poor");
        return new GradingStep(node["name"].Wording(), node["veryGood"].NumberOrNull() ?? 0, node["good"].NumberOrNull() ?? 0, node["poor"].Flag(missing: true));
    }
}
