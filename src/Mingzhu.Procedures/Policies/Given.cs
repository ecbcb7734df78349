using System.Collections.Immutable;
using Mingzhu.City;

namespace Mingzhu.Procedures;

/// <summary>What is known of a case when a policy table is asked (已知条件): an answer per input, or none; the day of asking.</summary>
/// <param name="Table">Whose inputs.</param>
/// <param name="Answers">Known answers by input: <see cref="bool"/>, <see cref="string"/>, <see cref="double"/>, <see cref="DateOnly"/>.</param>
/// <param name="On">The day of asking.</param>
public sealed record Given(PolicyTable Table, ImmutableDictionary<string, object> Answers, DateOnly On) : IRow
{
    /// <summary>The value of an input, of a computed day, or of <c>today</c>; null for what is not known.</summary>
    public object? this[string field] => field == PolicyTable.Today ? On
        : Answers.TryGetValue(field, out var answer) ? answer
        : Table.Input(field)?.After is { } after && this[after.Input] is DateOnly day ? Later(day, after) : null;

    /// <summary>Reads typed answers by input id; what is empty or "unknown" stays unknown.</summary>
    /// <exception cref="RefusedException">An input the table does not have, an answer it does not take, answers that contradict each other: every reason.</exception>
    public static Given Read(PolicyTable table, IEnumerable<KeyValuePair<string, string>> typed, DateOnly on)
    {
        var faults = new List<Refusal>();
        var answers = ImmutableDictionary.CreateBuilder<string, object>();
        foreach (var (id, text) in typed)
        {
            try
            {
                var input = table.Input(id) is { IsAsked: true } asked ? asked : throw new RefusedException(new Refusal("policy.no-such-input", new(
                    $"“{table.Name.Zh}”没有条件项“{id}”；有：{string.Join("、", Asked(table))}", $"'{table.Name.En}' has no input '{id}'; there are: {string.Join(", ", Asked(table))}")));
                if (input.Read(text) is { } value)
                    answers[id] = value;
            }
            catch (RefusedException refused)
            {
                faults.AddRange(refused.Reasons);
            }
        }

        var given = new Given(table, answers.ToImmutable(), on);
        faults.AddRange(table.Demands.Where(demand => demand.If.Holds(given) == false).Select(demand => new Refusal("policy.impossible", new(
            $"填写的内容互相矛盾，应满足：{demand.Says.Zh}", $"the answers contradict each other; what must hold: {demand.Says.En}"))));
        return faults.Count == 0 ? given : throw new RefusedException(faults);
    }

    /// <summary>The same with another answer; null for not known.</summary>
    internal Given With(string input, object? value) => this with { Answers = value is null ? Answers.Remove(input) : Answers.SetItem(input, value) };

    /// <summary>Whether the answers agree with each other, as far as they are known.</summary>
    internal bool IsPossible => Table.Demands.All(demand => demand.If.Holds(this) != false);

    private static IEnumerable<string> Asked(PolicyTable table) => table.Inputs.Where(input => input.IsAsked).Select(input => input.Id);

    /// <summary>A day beyond the calendar is no day.</summary>
    private static object? Later(DateOnly day, DayAfter after) =>
        day.Year + after.Years is >= 2 and <= 9990 ? day.AddYears(after.Years).AddDays(after.Days) : null;
}
