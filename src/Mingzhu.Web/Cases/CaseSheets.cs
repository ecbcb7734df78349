using System.Globalization;
using Mingzhu.Procedures;
using Mingzhu.Web.Api;

namespace Mingzhu.Web.Cases;

/// <summary>The table of cases as a file.</summary>
internal static class CaseSheets
{
    public static Sheet Of(IEnumerable<Case> cases, CaseRoom room, SheetWords words) => new(
        "cases", words["cases.title"], words["cases.as-of", Show.Day(room.Today)],
        words.Headings("column.id", "cases.subject", "cases.name", "column.place", "cases.state", "cases.step", "cases.since", "cases.due", "cases.opened", "cases.effective", "cases.round"),
        cases.Select(one => (one, Task: one.Open.Select(step => room.TaskOf(one, step)).FirstOrDefault())).Select(row => new object?[]
        {
            row.one.Id, words.In(row.one.Procedure.Name), row.one.Title, words.In(room.Book.NameOf(row.one.Place)), words[row.one.State switch
            {
                CaseState.Running => "case.state-running",
                CaseState.Done => "case.state-done",
                CaseState.Refused => "case.state-refused",
                _ => "case.state-withdrawn",
            }], row.Task is { } task ? words.In(task.Step.Name) : null, row.Task?.Since, row.Task?.Clock?.Due, row.one.Opened, row.one.Effective, row.one.Round,
        }));

    /// <summary>The rows of a table of one case.</summary>
    public static Sheet Of(Case one, Content table, SheetWords words) => new(
        table.Id, words.In(table.Name), one.Title, [.. table.Columns.Select(column => words.In(column.Name) + (column.Kind == ContentKind.Money ? $" ({words["case.wan"]})" : ""))],
        TableText.Rows(table, one.Contents.GetValueOrDefault(table.Id)).Select(row => table.Columns.Select(column => row[column.Id] switch
        {
            null => null,
            double when column.Kind == ContentKind.Money => double.Parse(row.Cells[column.Id], CultureInfo.InvariantCulture),
            bool or string when row.Cells.TryGetValue(column.Id, out var written) => ContentText.Shown(column, written, words.Language),
            var value => value,
        }).ToArray()));
}
