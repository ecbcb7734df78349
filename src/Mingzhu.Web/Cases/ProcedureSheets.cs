using Mingzhu.Procedures;
using Mingzhu.Web.Api;

namespace Mingzhu.Web.Cases;

/// <summary>The prescribed procedures as a file, a line for each step.</summary>
internal static class ProcedureSheets
{
    public static Sheet Of(CaseRoom room, SheetWords words) => new(
        "procedures", words["procedures.title"], null,
        words.Headings("cases.subject", "case.way", "column.place", "cases.step", "procedures.kind", "procedures.who", "procedures.role", "procedures.limit", "procedures.effect", "policies.rule", "policies.source"),
        room.Book.All.SelectMany(procedure => procedure.Steps.Select(step => new object?[]
        {
            words.In(room.Book.Subjects.First(subject => subject.Id == procedure.Subject).Name), words.In(procedure.Name), string.Join(Separator(words), procedure.Places.Select(place => words.In(room.Book.NameOf(place)))),
            words.In(step.Name), words.In(Acts.Name(step.Kind)), string.Join(Separator(words), (step.Kind == StepKind.JointReview ? step.Units : [step.By]).Select(actor => words.In(actor.Name))), room.Rights.Role(step.Role) is { } role ? words.In(role.Name) : step.Role,
            step.Clock is { } clock ? (double)clock.WorkingDays : null, step.Id == procedure.Effect ? words["policies.yes"] : null, step.Rule.Id, step.Rule.Source.IsDefault ? words["case.default"] : $"{step.Rule.Source.Source} {step.Rule.Source.Clause}",
        })));

    private static string Separator(SheetWords words) => words.Language == City.Language.Zh ? "、" : ", ";
}
