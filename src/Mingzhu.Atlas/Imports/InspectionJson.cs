using System.Globalization;
using Mingzhu.City;

namespace Mingzhu.Atlas;

/// <summary>The JSON shape of an inspection (查看结果), one for the command line and every other door. Described in docs/inspect.md.</summary>
public static class InspectionJson
{
    /// <summary>The report in one language, ready to be serialised: camel case, nulls written.</summary>
    public static object Of(ImportReport report, Language language) => new
    {
        outcome = report.Outcome,
        format = report.Format,
        layers = report.Layers.Select(layer => Layer(layer, report, language)),
        problems = report.Problems.Where(problem => report.Layers.All(layer => !IsOf(problem, layer))).Select(problem => Problem(problem, language)),
        questions = report.Questions.Select(question => new { id = question.Id, text = question.Text.In(language), choices = question.Choices.Select(choice => choice.Value) }),
        counts = report.Counts,
    };

    private static object Layer(UnderstoodLayer layer, ImportReport report, Language language) => new
    {
        name = layer.Name,
        geometry = layer.Geometry,
        features = layer.Features,
        crs = layer.Crs,
        crsEvidence = layer.CrsEvidence.In(language),
        encoding = layer.Encoding,
        encodingEvidence = layer.EncodingEvidence?.In(language),
        bboxWgs84 = layer.Box,
        fields = layer.Fields,
        problems = report.Problems.Where(problem => IsOf(problem, layer)).Select(problem => Problem(problem, language)),
        target = layer.Target,
        mapped = layer.Mapped,
        unmapped = layer.Unmapped,
        accuracyM = layer.AccuracyM,
    };

    private static bool IsOf(RowProblem problem, UnderstoodLayer layer) => problem.Layer.Length > 0 && problem.Layer == layer.Name;

    private static object Problem(RowProblem problem, Language language) => new
    {
        code = problem.Code,
        severity = problem.Severity,
        layer = problem.Layer,
        row = Row(problem.Row),
        field = problem.Field,
        found = problem.Found,
        expected = problem.Expected?.In(language),
        message = problem.Says.In(language),
    };

    /// <summary>A number where rows are counted, the element's name in OpenStreetMap, null for a layer or file.</summary>
    private static object? Row(string row) => row.Length == 0 ? null : long.TryParse(row, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : row;
}
