using System.Collections.Immutable;
using Mingzhu.Atlas;
using Mingzhu.City;

namespace Mingzhu.Web.Uploads;

/// <summary>A question about a file as one form asks it (表单问题): what has one answer for all layers is asked once; which layer each is, is asked of each.</summary>
/// <param name="Field">The form field that takes the answer: "crs", "as.公厕".</param>
/// <param name="Texts">The question, once for every layer that asks it.</param>
/// <param name="Choices">Possible answers: those that suit most layers first, then the likeliest.</param>
public sealed record FormQuestion(string Field, ImmutableArray<Wording> Texts, ImmutableArray<FormChoice> Choices)
{
    /// <summary>Whether it has many plain answers: which standard layer a layer is, which column a field is, in which unit.</summary>
    public bool IsList => Field == "as" || Prefix(Field).Length > 0;

    /// <summary>The questions of a report, in its order.</summary>
    public static ImmutableArray<FormQuestion> Of(ImportReport? report) =>
        [.. (report?.Questions ?? []).Select(question => (Field: FieldOf(question), Question: question)).GroupBy(asked => asked.Field).Select(same => new FormQuestion(
            same.Key, [.. same.Select(asked => asked.Question.Text)], Together(same.Key, [.. same.Select(asked => asked.Question)])))];

    // Such choices name what they are about: "公厕=facilities" (where the file has several layers), "kind=类别", "site_area_m2=亩".
    private static string FieldOf(Question question) => question switch
    {
        { Id: "as", Choices: [var first, ..] } when first.Value.LastIndexOf('=') is > 0 and var end => Answers.LayerAs + first.Value[..end],
        { Id: "column", Choices: [var first, ..] } when first.Value.IndexOf('=') is > 0 and var end => Answers.Column + first.Value[..end],
        { Id: "unit", Choices: [var first, ..] } when first.Value.IndexOf('=') is > 0 and var end => Answers.Unit + first.Value[..end],
        _ => question.Id,
    };

    private static string Prefix(string field) =>
        new[] { Answers.LayerAs, Answers.Column, Answers.Unit }.FirstOrDefault(prefix => field.StartsWith(prefix, StringComparison.Ordinal)) ?? "";

    private static ImmutableArray<FormChoice> Together(string field, ImmutableArray<Question> questions)
    {
        var about = Prefix(field) is { Length: > 0 } prefix ? field.Length - prefix.Length + 1 : 0;
        return [.. questions.SelectMany(question => question.Choices).GroupBy(choice => choice.Value[about..])
            .Select(same => new FormChoice(same.Key, same.First().Says, [.. same.Select(choice => choice.Preview).OfType<string>()], same.Count())).OrderByDescending(choice => choice.Layers)];
    }
}

/// <summary>One possible answer.</summary>
/// <param name="Value">What the form sends.</param>
/// <param name="Says">What it would mean.</param>
/// <param name="Previews">Where each layer would lie.</param>
/// <param name="Layers">How many layers it suits.</param>
public sealed record FormChoice(string Value, Wording Says, ImmutableArray<string> Previews, int Layers);
