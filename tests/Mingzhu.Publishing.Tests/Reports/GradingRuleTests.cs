using Mingzhu.CheckUp;
using Mingzhu.City;
using Mingzhu.Publishing.Reports;

namespace Mingzhu.Publishing.Tests.Reports;

public class GradingRuleTests
{
    private static readonly GradingRule Rule = Load();

    // Worked by hand from the handbook's table: v very good, g good, f fair, p poor, - not graded.
    [Theory]
    [InlineData("vvvvg", "优")]
    [InlineData("vvvvp", "良")]
    [InlineData("vvvgg", "良")]
    [InlineData("ggggp", "良")]
    [InlineData("vvgff", "良")]
    [InlineData("vvgfp", "中")]
    [InlineData("vgfff", "中")]
    [InlineData("vgffp", "差")]
    [InlineData("vffff", "差")]
    [InlineData("ppppp", "差")]
    [InlineData("vvvvg-----", "优")]
    public void A_dimension_is_graded_by_the_shares_of_its_grades(string grades, string expected) => Rule.Of(grades.Select(Grade))!.Name.Zh.ShouldBe(expected);

    [Fact]
    public void Without_any_grade_there_is_none_for_the_dimension() => Rule.Of([null, null]).ShouldBeNull();

    [Fact]
    public void A_better_grade_of_one_indicator_never_lowers_the_dimension() =>
        Prop.ForAll(Gen.Choose(0, 3).ListOf().Select(list => list.ToArray()).ToArbitrary(), grades =>
        {
            for (var at = 0; at < grades.Length; at++)
            {
                if (grades[at] == 0)
                    continue;
                var better = grades.ToArray();
                better[at]--;
                if (Step(better) > Step(grades))
                    return false;
            }

            return true;
        }).QuickCheckThrowOnFailure();

    private static int Step(int[] grades)
    {
        var name = Rule.Of(grades.Select(grade => (Grade?)grade))?.Name.Zh;
        return name is null ? 0 : "优良中差".IndexOf(name, StringComparison.Ordinal);
    }

    private static Grade? Grade(char letter) => letter == '-' ? null : (Grade)"vgfp".IndexOf(letter);

    private static GradingRule Load()
    {
        var pack = Pack.Load(Path.Combine(Approved.Root(), "packs", "generic"));
        var rule = GradingRule.Read(pack);
        pack.Problems.Where(problem => problem.File == "grading.yaml").ShouldBeEmpty();
        return rule;
    }
}
