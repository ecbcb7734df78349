using System.Collections.Immutable;
using System.Globalization;
using Mingzhu.City;
using Mingzhu.Civic;

namespace Mingzhu.Web.Experts;

/// <summary>What was typed to open a draw (抽取表单).</summary>
/// <param name="Fields">Typed, by name.</param>
public sealed record DrawForm(ImmutableSortedDictionary<string, string> Fields)
{
    private const string Seats = "seats.";

    /// <summary>Nothing was typed yet.</summary>
    public static DrawForm Empty { get; } = new(ImmutableSortedDictionary<string, string>.Empty);

    /// <summary>What was typed; empty if nothing.</summary>
    public string this[string field] => Fields.GetValueOrDefault(field, "").Trim();

    /// <summary>The name of the field of how many experts of a field of expertise.</summary>
    public static string SeatsOf(string field) => Seats + field;

    /// <summary>Reads a form.</summary>
    public static DrawForm Of(IFormCollection form) => new(form.Where(field => field.Key[0] != '_').ToImmutableSortedDictionary(field => field.Key, field => field.Value.ToString().ReplaceLineEndings("\n"), StringComparer.Ordinal));

    /// <summary>What is to be drawn.</summary>
    /// <param name="project">Id of the project or case under review.</param>
    /// <param name="rules">The fields, in the order in which they are drawn.</param>
    /// <param name="numbered">The id of the expert of a number; null if there is none.</param>
    /// <exception cref="RefusedException">Every reason why what was typed is nothing to draw by.</exception>
    public DrawTerms Terms(string project, ExpertRules rules, Func<string, string?> numbered)
    {
        var (faults, quotas, kin) = (new List<Refusal>(), ImmutableArray.CreateBuilder<FieldQuota>(), ImmutableArray.CreateBuilder<string>());
        foreach (var field in rules.Fields)
        {
            var typed = this[SeatsOf(field.Id)];
            if (int.TryParse(typed.Length == 0 ? "0" : typed, NumberStyles.None, CultureInfo.InvariantCulture, out var seats) && seats <= 100)
            {
                if (seats > 0)
                    quotas.Add(new FieldQuota(field.Id, seats));
            }
            else
            {
                faults.Add(new Refusal("expert-draws.seats", new($"“{field.Name.Zh}”的人数“{typed}”应为 0 至 100 的整数", $"how many of {field.Name.En}, '{typed}', should be a whole number from 0 to 100")));
            }
        }

        foreach (var number in Lines("kin"))
        {
            if (numbered(number) is { } expert)
                kin.Add(expert);
            else
                faults.Add(new Refusal("expert-draws.kin", new($"没有编号为“{number}”的专家", $"there is no expert of the number '{number}'")));
        }

        return faults.Count > 0 ? throw new RefusedException(faults) : new DrawTerms(this["from"] == "committee" ? ExpertBody.Committee : ExpertBody.Library, project, quotas.ToImmutable(), [.. Lines("employers")], kin.ToImmutable(), rules.RecentDays);
    }

    private IEnumerable<string> Lines(string field) => this[field].Split(['\n', '、', '，', ',', '；', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct();
}
