using System.Collections.Immutable;
using Mingzhu.City;

namespace Mingzhu.Procedures.Tests.Policies;

/// <summary>Tables by chance against a slow and obvious way to the same answers: write out every case.</summary>
public sealed class PolicyPropertyTests
{
    private static readonly DateOnly Day = new(2026, 6, 1);
    private static readonly PolicyInput[] Inputs =
    [
        new("a", Wording.Same("a"), null, PolicyInputKind.YesNo, [], null, [], null),
        new("b", Wording.Same("b"), null, PolicyInputKind.YesNo, [], null, [], null),
        new("c", Wording.Same("c"), null, PolicyInputKind.Choice, [new("x", default), new("y", default), new("z", default)], null, [], null),
        new("n", Wording.Same("n"), null, PolicyInputKind.Number, [], Wording.Same("m"), [1, 2, 3], null),
    ];

    private static readonly PolicyOutcome[] Outcomes = [new("open", default, PolicyEffect.Opens), new("shut", default, PolicyEffect.Refuses), new("ask", default, PolicyEffect.Asks)];
    private static readonly string[] Tests = ["a = TRUE", "a = FALSE", "b = TRUE", "b = FALSE", "c = 'x'", "c <> 'y'", "c IN ('y', 'z')", "n < 2", "n >= 2", "n = 3"];

    private static readonly Gen<PolicyRow> Rows =
        from outcome in Gen.Elements(Outcomes)
        from conditions in Gen.ListOf(from one in Gen.Elements(Tests) from other in Gen.Elements(Tests) from or in Gen.Elements(true, false) select or ? $"{one} OR {other}" : one).Resize(3)
        select new PolicyRow("", null, Citation.None, [.. conditions.Take(3).Select(text => new PolicyCondition(Expression.Parse(text), Wording.Same(text)))], outcome, [], null, []);

    private static readonly Gen<PolicyTable> AnyTable =
        from rows in Gen.NonEmptyListOf(Rows).Resize(5)
        from unique in Gen.Elements(true, false)
        select new PolicyTable("t", default, default, unique, true, [.. Inputs], [], [.. Outcomes], [.. rows.Take(5).Select((row, at) => row with { Id = $"r{at}" })]);

    private static readonly Gen<(PolicyTable Table, object?[] Answers)> Asked =
        from table in AnyTable
        from a in Gen.Elements<object?>(true, false, null)
        from b in Gen.Elements<object?>(true, false, null)
        from c in Gen.Elements<object?>("x", "y", "z", null)
        from n in Gen.Elements<object?>(1d, 2d, 3d, null)
        select (table, (object?[])[a, b, c, n]);

    [Fact]
    public void An_open_way_is_open_however_the_unknown_turns_out_and_so_is_a_closed_one() =>
        Prop.ForAll(Asked.ToArbitrary(), asked =>
        {
            var answer = PolicyAnswer.Of(GivenOf(asked.Table, asked.Answers));
            var completed = Completions(asked.Answers).Select(full => asked.Table.Rows.Where(row => Holds(row, full)).Select(row => row.Outcome.Effect).ToHashSet()).ToList();

            // Three-valued logic may not see that "a or not a" is sure; it never says more than is sure.
            return answer.Verdict switch
            {
                PolicyVerdict.Open => completed.All(effects => effects.Contains(PolicyEffect.Opens)),
                PolicyVerdict.Closed => completed.All(effects => effects.Contains(PolicyEffect.Refuses)),
                PolicyVerdict.Noted => completed.All(effects => effects.Contains(PolicyEffect.Asks) && !effects.Contains(PolicyEffect.Opens)),
                PolicyVerdict.Silent => completed.All(effects => effects.Count == 0),
                _ => asked.Answers.Contains(null),
            };
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void With_everything_known_the_rows_that_hold_are_those_of_the_slow_way() =>
        Prop.ForAll(Asked.ToArbitrary(), asked => asked.Answers.Contains(null)
            || PolicyAnswer.Of(GivenOf(asked.Table, asked.Answers)).Matches.Select(match => match.Row.Id).SequenceEqual(asked.Table.Rows.Where(row => Holds(row, asked.Answers)).Select(row => row.Id)))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void The_changes_of_a_near_miss_are_the_fewest_there_are_and_each_of_their_answers_works() =>
        Prop.ForAll(Asked.ToArbitrary(), asked =>
        {
            foreach (var miss in PolicyAnswer.Of(GivenOf(asked.Table, asked.Answers)).NearMisses)
            {
                if (miss.Changes.Length != Fewest(miss.Row, asked.Answers))
                    return false;
                if (miss.Changes.Length == 1 && miss.Changes[0].To.Any(to => miss.Row.Holds(GivenOf(asked.Table, asked.Answers).With(miss.Changes[0].Input.Id, to)) != true))
                    return false;
            }

            return true;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_check_finds_a_gap_a_contradiction_and_a_dead_row_exactly_where_the_slow_way_does() =>
        Prop.ForAll(AnyTable.ToArbitrary(), table =>
        {
            var cases = AllCases().Select(full => table.Rows.Where(row => Holds(row, full)).ToArray()).ToList();
            var faults = PolicyChecking.FaultsOf(table).Select(fault => fault.Says.En).ToList();

            return faults.Any(fault => fault.StartsWith("no row covers", StringComparison.Ordinal)) == cases.Any(holding => holding.Length == 0)
                && faults.Any(fault => fault.StartsWith("contradicts", StringComparison.Ordinal)) == cases.Any(holding => Contradicts(table, holding))
                && faults.Count(fault => fault.StartsWith("this row can never", StringComparison.Ordinal)) == table.Rows.Count(row => cases.All(holding => !holding.Contains(row)));
        }).QuickCheckThrowOnFailure();

    private static bool Contradicts(PolicyTable table, PolicyRow[] holding) => table.Unique
        ? holding.Select(row => row.Outcome.Id).Distinct().Count() > 1
        : holding.Any(row => row.Outcome.Effect == PolicyEffect.Opens) && holding.Any(row => row.Outcome.Effect == PolicyEffect.Refuses);

    /// <summary>How many answers of what was known have to be another one; all that may stay as they are, unknown ones too, stay.</summary>
    private static int Fewest(PolicyRow row, object?[] now) =>
        (from a in new object?[] { now[0], true, false }
         from b in new object?[] { now[1], true, false }
         from c in new object?[] { now[2], "x", "y", "z" }
         from n in new object?[] { now[3], 1d, 2d, 3d }
         select (object?[])[a, b, c, n]).Where(to => Says(row, to) == true).Select(to => Enumerable.Range(0, Inputs.Length).Count(at => !Equals(now[at], to[at]))).DefaultIfEmpty(0).Min();

    private static IEnumerable<object?[]> AllCases() =>
        from a in new object?[] { true, false }
        from b in new object?[] { true, false }
        from c in new object?[] { "x", "y", "z" }
        from n in new object?[] { 1d, 2d, 3d }
        select new[] { a, b, c, n };

    private static IEnumerable<object?[]> Completions(object?[] answers) => AllCases().Where(full => Enumerable.Range(0, Inputs.Length).All(at => answers[at] is null || answers[at]!.Equals(full[at])));

    private static bool Holds(PolicyRow row, object?[] full) => Says(row, full) == true;

    /// <summary>A row read with plain eyes: every condition, OR by OR, test by test; unknown where nothing decides.</summary>
    private static bool? Says(PolicyRow row, object?[] answers)
    {
        bool?[] conditions = [.. row.When.Select(condition => Any(condition.Says.En.Split(" OR ").Select(test => Says(test, answers))))];
        return !Any(conditions.Select(said => !said));
    }

    private static bool? Any(IEnumerable<bool?> said)
    {
        var all = said.ToList();
        return all.Contains(true) ? true : all.Contains(null) ? null : false;
    }

    private static bool? Says(string test, object?[] answers) => answers["abcn".IndexOf(test[0], StringComparison.Ordinal)] is not { } answer ? null : test switch
    {
        "a = TRUE" or "b = TRUE" => answer is true,
        "a = FALSE" or "b = FALSE" => answer is false,
        "c = 'x'" => answer is "x",
        "c <> 'y'" => answer is "x" or "z",
        "c IN ('y', 'z')" => answer is "y" or "z",
        "n < 2" => answer is 1d,
        "n >= 2" => answer is 2d or 3d,
        _ => answer is 3d,
    };

    private static Given GivenOf(PolicyTable table, object?[] answers) =>
        new(table, Inputs.Zip(answers).Where(pair => pair.Second is not null).ToImmutableDictionary(pair => pair.First.Id, pair => pair.Second!), Day);
}
