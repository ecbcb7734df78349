using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Mingzhu.City;
using Mingzhu.Procedures;
using Mingzhu.Web.Cases;

namespace Mingzhu.Web.Api;

/// <summary>A case to be opened.</summary>
/// <param name="Title">What it is about.</param>
/// <param name="Of">Id of the case it belongs to, where the kind of thing asks for one.</param>
/// <param name="Contents">What is known from the start, by id of content.</param>
public sealed record CaseRequest(string? Title, string? Of = null, IReadOnlyDictionary<string, string>? Contents = null)
{
    /// <summary>The contents as a command takes them.</summary>
    internal ImmutableSortedDictionary<string, string> Known => (Contents ?? ImmutableSortedDictionary<string, string>.Empty).ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value ?? "", StringComparer.Ordinal);
}

/// <summary>What an act at a case needs. Each act takes the members it names; what it does not need is left out.</summary>
/// <param name="Version">The version of the case that was seen; the act is refused with 409 if it has moved on.</param>
/// <param name="Step">Id of the step; all acts but fill, withdraw and override.</param>
/// <param name="As">pass: accept, deliberate, review, approve, determine, file, confirm or recognise, as the step asks.</param>
/// <param name="Opinion">pass, answer, opine: what is said.</param>
/// <param name="Number">pass: number of the document or of the filing.</param>
/// <param name="Why">submit, pass: reasons for checks that only warn, by id of check.</param>
/// <param name="Contents">fill: texts by id of content; an empty one takes it back.</param>
/// <param name="Defects">correct: all of them.</param>
/// <param name="Body">designate, answer, add-reviewer, opine: id of a body.</param>
/// <param name="Answer">answer: agree, amend or not-concerned.</param>
/// <param name="Reference">result: reference of the procedure that is not ours.</param>
/// <param name="On">result: its day, yyyy-MM-dd.</param>
/// <param name="Passed">result: whether it passed.</param>
/// <param name="To">return: id of the step to go back to.</param>
/// <param name="Reason">return, refuse, withdraw, override: why.</param>
/// <param name="Person">reassign: id of a person.</param>
/// <param name="Question">add-reviewer: what is asked.</param>
/// <param name="Gate">override: id of the check.</param>
/// <param name="Paper">override: id of the paper it rests on.</param>
// The definition of the interface calls optional what has a default.
public sealed record ActRequest(
    long? Version, string? Step = null, string? As = null, string? Opinion = null, string? Number = null, IReadOnlyDictionary<string, string>? Why = null, IReadOnlyDictionary<string, string>? Contents = null,
    IReadOnlyList<string>? Defects = null, string? Body = null, string? Answer = null, string? Reference = null, string? On = null, bool? Passed = null, string? To = null, string? Reason = null, string? Person = null,
    string? Question = null, string? Gate = null, string? Paper = null)
{
    private static readonly Act[] Passings = [Act.Accept, Act.Deliberate, Act.Review, Act.Approve, Act.Determine, Act.File, Act.Confirm, Act.Recognise];

    /// <summary>As the form of a page would say it, so that program and person ask for the same command.</summary>
    internal CaseForm Form(string act) => new(act, Fields.Where(field => field.Value is not null).ToImmutableSortedDictionary(field => field.Name, field => field.Value!.ReplaceLineEndings("\n"), StringComparer.Ordinal));

    /// <summary>What a form could not be wrong in, because it offers no other choice.</summary>
    internal IEnumerable<Refusal> Faults(string act)
    {
        if (Version is null)
            yield return Lacks("version");
        if (act == "pass" && PassingOf(As) is null)
            yield return Unlike("as", As, [.. Passings.Select(CaseCodes.Of)]);
        if (act == "answer" && AnswerOf(Answer) is null)
            yield return Unlike("answer", Answer, [.. Enum.GetValues<JointAnswer>().Select(one => CaseCodes.Of(one))]);
        if (act == "result" && Passed is null)
            yield return Lacks("passed");
    }

    private IEnumerable<(string Name, string? Value)> Fields =>
    [
        ("version", Version?.ToString(CultureInfo.InvariantCulture)), ("step", Step), ("as", PassingOf(As)?.ToString()), ("opinion", Opinion), ("number", Number), ("defects", Defects is null ? null : string.Join('\n', Defects)), ("body", Body),
        ("answer", AnswerOf(Answer)?.ToString()), ("reference", Reference), ("on", On), ("passed", Passed is { } passed ? passed ? "yes" : "no" : null), ("to", To), ("reason", Reason), ("person", Person), ("question", Question),
        ("gate", Gate), ("paper", Paper), .. (Why ?? Empty).Select(pair => (CaseForm.OfGate(pair.Key), (string?)pair.Value)), .. (Contents ?? Empty).Select(pair => (CaseForm.OfContent(pair.Key), (string?)pair.Value)),
    ];

    private static IReadOnlyDictionary<string, string> Empty { get; } = ImmutableSortedDictionary<string, string>.Empty;

    private static Act? PassingOf(string? code) => Passings.Where(one => CaseCodes.Of(one) == code).Select(one => (Act?)one).FirstOrDefault();

    private static JointAnswer? AnswerOf(string? code) => Enum.GetValues<JointAnswer>().Where(one => CaseCodes.Of(one) == code).Select(one => (JointAnswer?)one).FirstOrDefault();

    private static Refusal Lacks(string member) => new("api.missing", new($"缺少 {member}", $"{member} is missing"));

    private static Refusal Unlike(string member, string? said, string[] known) => new("api.unknown", new($"{member} 应为 {string.Join("、", known)} 之一，得到“{said}”", $"{member} should be one of {string.Join(", ", known)}, and is '{said}'"));
}

/// <summary>Reads the JSON of a request; whatever is wrong with it is told.</summary>
internal static class JsonRequest
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    /// <summary>The body of a request.</summary>
    /// <exception cref="RefusedException">It is no JSON, or not of this kind.</exception>
    public static async Task<T> Read<T>(HttpContext http) where T : class
    {
        if (!http.Request.HasJsonContentType())
            throw new RefusedException(new Refusal("api.no-json", new($"请求正文应为 application/json，得到 {http.Request.ContentType ?? "无"}", $"the body should be application/json, and is {http.Request.ContentType ?? "nothing"}")));
        try
        {
            return await http.Request.ReadFromJsonAsync<T>(Options, http.RequestAborted) ?? throw new JsonException("null");
        }
        catch (JsonException wrong)
        {
            throw new RefusedException([new Refusal("api.unreadable", new($"无法读取请求正文：{wrong.Message}", $"the body cannot be read: {wrong.Message}"))], wrong);
        }
    }
}
