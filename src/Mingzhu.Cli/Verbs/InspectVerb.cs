using System.Collections.Immutable;
using System.CommandLine;
using Mingzhu.Atlas;
using Mingzhu.City;

namespace Mingzhu.Cli;

/// <summary><c>mingzhu inspect</c>: how a file would be understood. Always exit 0 when there is a verdict.</summary>
internal static class InspectVerb
{
    // Enough to see what is the matter; --json has all.
    private const int ShownOfEachCode = 3, ShownChoices = 8;

    public static Command Create(Options options, Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = options.Text("要查看的文件、文件夹或 zip", "file, folder or zip to look at") };
        var pack = options.Option<string>("--pack", "PACK", "按哪个城市包理解", "by which pack");
        pack.DefaultValueFactory = _ => "generic";
        var json = options.Json();
        var answers = new ImportAnswers(options);
        var verb = options.Verb("inspect", "查看文件会被如何理解，不做任何改变", "show how a file would be understood; changes nothing", "mingzhu inspect parks.geojson --json");
        verb.Add(file, pack, json);
        answers.AddTo(verb);
        verb.SetAction((parsed, cancel) => terminal.Guard(() =>
        {
            var loaded = PackChecking.Load(parsed.GetRequiredValue(pack), terminal);
            Inspect(answers.Request(terminal.Full(parsed.GetRequiredValue(file)), parsed), loaded, terminal, parsed.GetValue(json), cancel);
            return Task.FromResult(Terminal.Done);
        }));
        return verb;
    }

    private static void Inspect(ImportRequest request, Pack pack, Terminal terminal, bool json, CancellationToken cancel)
    {
        ImportReport report;
        try
        {
            report = Import.Inspect(pack, request, Reader.OfThisProgram(), cancel);
        }
        catch (RefusedException refused) when (File.Exists(request.File) || Directory.Exists(request.File))
        {
            // A file that can't be read at all is a verdict too.
            var problems = refused.Reasons.Select(reason => new RowProblem(reason.Code, RowSeverity.Refused, "", "", "", "", reason.Says));
            report = new ImportReport("refuse", "unknown", [], [.. problems], refused.Reasons.GroupBy(reason => reason.Code).ToImmutableSortedDictionary(same => same.Key, same => same.Count(), StringComparer.Ordinal), []);
        }

        if (json)
            terminal.Write(InspectionJson.Of(report, terminal.Language));
        else
            Tell(report, terminal);
    }

    private static void Tell(ImportReport report, Terminal terminal)
    {
        terminal.Out.WriteLine($"{report.Format}: {report.Outcome}");
        foreach (var layer in report.Layers)
            terminal.Out.WriteLine($"  {layer.Name} → {layer.Target ?? "?"}: {layer.Geometry}; {layer.Crs ?? "?"} ({layer.CrsEvidence.In(terminal.Language)}); {string.Join(", ", layer.Fields)}");
        foreach (var same in report.Problems.GroupBy(problem => problem.Code))
        {
            terminal.Out.WriteLine($"  {report.Counts.GetValueOrDefault(same.Key)} × {same.Key}");
            foreach (var problem in same.Take(ShownOfEachCode))
                terminal.Out.WriteLine($"    {problem.Says.In(terminal.Language)}");
        }

        foreach (var question in report.Questions)
            Ask(question, terminal);
    }

    private static void Ask(Question question, Terminal terminal)
    {
        terminal.Out.WriteLine($"  ? {question.Text.In(terminal.Language)}");
        foreach (var choice in question.Choices.Take(ShownChoices))
            terminal.Out.WriteLine($"    --{question.Id} {choice.Value}{(choice.Says.In(terminal.Language) is var says && says != choice.Value ? "  " + says : "")}");
        if (question.Choices.Length > ShownChoices)
            terminal.Out.WriteLine(terminal.Language == Language.Zh ? $"    …另有 {question.Choices.Length - ShownChoices} 个，见 --json" : $"    … {question.Choices.Length - ShownChoices} more, see --json");
    }
}
