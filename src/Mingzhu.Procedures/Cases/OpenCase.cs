using System.Collections.Immutable;
using Mingzhu.City;
using Mingzhu.People;
using Mingzhu.Store;

namespace Mingzhu.Procedures;

/// <summary>Opens a case (立案): the prescribed procedure is found by the kind of thing, the place, the day and what is known, and kept with the case.</summary>
/// <param name="Id">The same id twice gets the first answer.</param>
/// <param name="Case">Its id.</param>
/// <param name="Subject">What kind of thing.</param>
/// <param name="Place">Code of a district or zone, or id of a group of them.</param>
/// <param name="Title">What it is about.</param>
/// <param name="Of">Id of the case of the thing it belongs to; null if to none.</param>
/// <param name="Contents">What is known from the start.</param>
public sealed record OpenCase(Guid Id, string Case, string Subject, string Place, string Title, string? Of, ImmutableSortedDictionary<string, string> Contents) : Command(Id, Cases.StreamOf(Case))
{
    /// <summary>The longest title.</summary>
    public const int LongestTitle = 100;

    /// <inheritdoc/>
    public override Decision<Event> Decide(Context context)
    {
        var (cases, procedures, title) = (context.View<Cases>(), ProcedureBook.Of(context.Pack), Title.Trim());
        if (cases.Find(Case) is not null)
            return new Decision<Event>.Refused([new Refusal("case.exists", new($"已有办件“{Case}”", $"there is a case '{Case}' already"))]);
        var reasons = new List<Refusal>();
        if (title.Length is 0 or > LongestTitle)
            reasons.Add(new Refusal("case.title", new($"请填写不超过 {LongestTitle} 字的名称", $"give it a title of at most {LongestTitle} characters")));
        if (procedures.Subjects.FirstOrDefault(known => known.Id == Subject) is not { } subject)
            return new Decision<Event>.Refused([.. reasons, new Refusal("case.no-subject", new($"没有办理事项“{Subject}”", $"there is no kind of case '{Subject}'"))]);
        reasons.AddRange(ParentReasons(subject, cases, procedures));
        if (cases.Of(Subject).Any(other => other.Title == title && other.Place == Place && other.State == CaseState.Running))
            reasons.Add(new Refusal("case.twice", new($"“{title}”正在办理中", $"'{title}' is under way already")));
        var (procedure, none) = procedures.For(Subject, Place, context.Today, new Known(procedures, Subject, Contents));
        if (none is not null)
            reasons.Add(none);
        if (procedure is null)
            return new Decision<Event>.Refused([.. reasons]);
        reasons.AddRange(FillIn.Reasons(procedure, Contents));
        var opened = new CaseOpened(new Signature("", ""), Case, procedure, Place, title, Of, Contents, context.Today);
        if (By(context, Mingzhu.Procedures.Case.Begin(opened)) is not { } by)
            reasons.Add(new Refusal("case.not-yours-to-open", new($"须由{procedure.Steps[0].By.Name.Zh}立案", $"for {procedure.Steps[0].By.Name.En} to open"), procedure.Rule.Source));
        else
            opened = opened with { By = by };
        return reasons is [] ? new Decision<Event>.Taken([opened]) : new Decision<Event>.Refused([.. reasons]);
    }

    private static Signature? By(Context context, Case begun) => new Signer(begun, context.View<Organisation>().On(context.Today), Rights.Of(context.Pack), context.Session).Opening();

    private IEnumerable<Refusal> ParentReasons(Subject subject, Cases cases, ProcedureBook procedures)
    {
        if (subject.Parent is null)
            yield break;
        if (Of is null || cases.Find(Of) is not { } parent || parent.Procedure.Subject != subject.Parent)
            yield return new Refusal("case.no-parent", new($"{subject.Name.Zh}须指明所属的办件", $"a {subject.Name.En} names the case it belongs to"));
        else if (!procedures.Covers(parent.Place, Place))
            yield return new Refusal("case.parent-elsewhere", new($"“{parent.Title}”属于{procedures.NameOf(parent.Place).Zh}，不在{procedures.NameOf(Place).Zh}", $"'{parent.Title}' is of {procedures.NameOf(parent.Place).En}, not of {procedures.NameOf(Place).En}"));
    }

    private sealed class Known(ProcedureBook procedures, string subject, ImmutableSortedDictionary<string, string> contents) : IRow
    {
        public object? this[string field] => procedures.All.Where(procedure => procedure.Subject == subject).SelectMany(procedure => procedure.Contents).FirstOrDefault(content => content.Id == field) is { } content
            ? ContentText.Value(content, contents.GetValueOrDefault(field))
            : null;
    }
}
