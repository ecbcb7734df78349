using Mingzhu.City;

namespace Mingzhu.Procedures.Tests.Policies;

public sealed class PolicyCheckingTests
{
    private const string Small = """
        name: {zh: 表, en: table}
        asks: {zh: 问, en: question}
        unique: true
        complete: true
        inputs:
          a: {name: 甲, kind: yes-no}
          b: {name: 乙, kind: choice, choices: {one: 一, two: 二}}
        outcomes:
          yes: {name: 可, effect: opens}
          no: {name: 否, effect: refuses}
        rows:
          - {id: open, rule: S4-7.3-b, when: [{if: "a = TRUE AND b = 'one'", says: 条件}], then: yes}
          - {id: shut, source: none, when: [{if: "a = FALSE OR b = 'two'", says: 条件}], then: no}
        """;

    [Theory]
    [InlineData("generic", 2)]
    [InlineData("liaocheng", 17)]
    public void The_tables_of_our_packs_have_no_gap_no_contradiction_and_no_dead_row(string name, int tables)
    {
        var pack = Pack.Load(Path.Combine(Tables.PacksFolder(), name));

        PolicyChecking.Check(pack);

        pack.Problems.Select(problem => problem.In(Language.En)).ShouldBeEmpty();
        PolicyTable.In(pack).Length.ShouldBe(tables);
    }

    [Theory]
    [InlineData("'two'\"", "'one'\"", 13, "contradicts the row 'open': a=yes, b=one", "no row covers: a=yes, b=two")]
    [InlineData("a = FALSE OR b", "a = FALSE AND b", 12, "no row covers: a=yes, b=two")]
    [InlineData("a = TRUE AND b", "a = FALSE AND a = TRUE AND b", 12, "this row can never hold", "no row covers: a=yes, b=one")]
    [InlineData("a = FALSE OR", "a IS NULL OR a = FALSE OR", 13, "'a IS NULL OR a = FALSE OR b = 'two'' decides on what is not known (IS NULL, coalesce and the like are not to be used)")]
    [InlineData("S4-7.3-b", "S4-7.3-z", 12, "there is no rule 'S4-7.3-z' under rules/")]
    [InlineData("'two'\"", "'three'\"", 13, "'three' is no choice of the inputs used here")]
    [InlineData("a = TRUE AND b", "c = TRUE AND b", 12, "there is no input 'c'")]
    [InlineData("then: no", "then: non", 13, "there is no outcome 'non'")]
    [InlineData("source: none, ", "", 13, "every rule cites its source, or says 'source: none'")]
    [InlineData("kind: yes-no", "kind: perhaps", 6, "'perhaps': one of yes-no, choice, number, day is expected")]
    [InlineData("kind: yes-no", "kind: number", 6, "a number has a unit, other kinds have none")]
    [InlineData("choices: {one: 一, two: 二}", "choices: {one: 一}", 7, "a choice has two choices or more, other kinds have none")]
    [InlineData("id: shut", "id: open", 13, "the row 'open' stands twice")]
    public void A_fault_is_named_with_its_line(string was, string becomes, int line, params string[] says)
    {
        Faults(Small).ShouldBeEmpty();

        var faults = Faults(Small.Replace(was, becomes, StringComparison.Ordinal));

        faults.ShouldContain(fault => fault.Line == line, string.Join('\n', faults.Select(fault => fault.In(Language.En))));
        foreach (var wanted in says)
            faults.ShouldContain(fault => fault.Says.En.EndsWith(wanted, StringComparison.Ordinal), string.Join('\n', faults.Select(fault => fault.In(Language.En))));
    }

    [Fact]
    public void Answers_that_are_none_or_contradict_each_other_are_refused_all_at_once()
    {
        var refused = Should.Throw<RefusedException>(() => Tables.Ask("national-demolition", "standing=100", "demolished=200", "built=many", "bilt=1"));

        refused.Reasons.Select(reason => reason.Says.En).ShouldBe(
        [
            "Floor area built (built): 'many' is no answer here, a number is expected, with a point for decimals",
            "'Limits of demolition, building and resettlement' has no input 'bilt'; there are: standing, demolished, built, households, nearby",
            "the answers contradict each other; what must hold: no more is demolished than stands",
        ]);
        Should.Throw<RefusedException>(() => Tables.Ask("land-transition", "expires=2030-01-01")).Message.ShouldContain("has no input 'expires'");
        Should.Throw<RefusedException>(() => Tables.Ask("lands")).Message.ShouldContain("there is no policy table 'lands'; there are: approval-drawing-review");
    }

    private static List<PackProblem> Faults(string table)
    {
        var folder = Directory.CreateTempSubdirectory("mingzhu-policies-").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, "policies"));
            Directory.CreateDirectory(Path.Combine(folder, "rules"));
            File.WriteAllText(Path.Combine(folder, "pack.yaml"), "id: small\nname: small\n");
            File.WriteAllText(Path.Combine(folder, "policies", "small.yaml"), table);
            File.Copy(Path.Combine(Tables.PacksFolder(), "liaocheng", "rules", "liaocheng.yaml"), Path.Combine(folder, "rules", "liaocheng.yaml"));
            var pack = Pack.Load(folder);
            PolicyChecking.Check(pack);
            return [.. pack.Problems.Where(problem => problem.File.StartsWith("policies/", StringComparison.Ordinal))];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
