using Microsoft.AspNetCore.Http.HttpResults;
using Mingzhu.Atlas;
using Mingzhu.People;
using Mingzhu.Web.Book;

namespace Mingzhu.Web.Api;

/// <summary>What the pages of layers and imports show, as JSON.</summary>
internal static class DataApi
{
    public static void MapDataApi(this RouteGroupBuilder api)
    {
        api.MapGet("/layers", Layers).WithSummary("图层 / Standard layers and their current versions").Opens(RightIds.ViewLayers);
        api.MapGet("/layers/{layer}", Layer).WithSummary("一个图层 / A layer with its versions, newest first").Opens(RightIds.ViewLayers);
        api.MapGet("/layers/{layer}/compare", Compare).WithSummary("版本对比 / What changed between two versions").Opens(RightIds.ViewLayers);
        api.MapGet("/imports", Imports).WithSummary("导入记录 / Imports, newest first").Opens(RightIds.ViewLayers);
        api.MapGet("/imports/{seq:long}", Import).WithSummary("导入报告 / What an import found in its file").Opens(RightIds.ViewLayers);
    }

    private static Ok<IReadOnlyList<LayerAnswer>> Layers(ICityBook book, Reader reader) => TypedResults.Ok<IReadOnlyList<LayerAnswer>>(
    [
        .. book.Layers.Select(layer => new LayerAnswer(
            layer.Id, reader.In(layer.Name), layer.Topic, layer.Geometry, [.. layer.Fields.Select(field => new FieldRow(field.Id, reader.In(field.Name), field.Unit is { } unit ? reader.In(unit) : null))],
            layer.Version is { } version ? Answer(version, reader) : null)),
    ]);

    private static Results<Ok<VersionsAnswer>, NotFound> Layer(string layer, ICityBook book, Reader reader) => book.Layers.FirstOrDefault(one => one.Id == layer) is { } sheet
        ? TypedResults.Ok(new VersionsAnswer(layer, reader.In(sheet.Name), [.. book.Versions(layer).Select(one => Answer(one.Version, reader))]))
        : TypedResults.NotFound();

    /// <param name="layer">Id of the layer.</param>
    /// <param name="from">Number of the older version; the one before the newest if not said.</param>
    /// <param name="to">Number of the newer version; the newest if not said.</param>
    /// <param name="kind">added, removed, moved or changed.</param>
    /// <param name="field">Id of a field that changed.</param>
    /// <param name="q">Part of an id or name.</param>
    private static Results<Ok<CompareAnswer>, NotFound> Compare(string layer, int? from, int? to, string? kind, string? field, string? q, ICityBook book)
    {
        var newest = book.Versions(layer) is [var first, ..] ? first.Version.Number : 0;
        if (book.Layers.FirstOrDefault(one => one.Id == layer) is not { Open: true } || book.Compare(layer, from ?? Math.Max(1, newest - 1), to ?? newest) is not { } comparison)
            return TypedResults.NotFound();
        return TypedResults.Ok(new CompareAnswer(layer, comparison.From.Number, comparison.To.Number, comparison.Same,
            [.. new ChangeFilter(kind, field, q).In(comparison).Select(change => new ChangeRow(
                ChangeFilter.Code(change.Kind), change.Id, change.FormerId, comparison.NameOf(change), change.Shape?.ShiftM, change.Related, [.. change.Fields.Select(value => new ValueRow(value.Field, Written(value.Before), Written(value.After)))]))]));
    }

    private static Ok<IReadOnlyList<ImportAnswer>> Imports(ICityBook book) => TypedResults.Ok<IReadOnlyList<ImportAnswer>>([.. book.Imports.Select(Answer)]);

    private static Results<Ok<ImportReportAnswer>, NotFound> Import(long seq, ICityBook book, Reader reader)
    {
        if (book.Imports.FirstOrDefault(one => one.Seq == seq) is not { } import)
            return TypedResults.NotFound();
        var report = book.Report(import);
        return TypedResults.Ok(new ImportReportAnswer(
            Answer(import), report.Outcome, report.Format, LayersIn(report, reader), ProblemsIn(report, reader), report.Counts));
    }

    /// <summary>The layers understood in a file.</summary>
    public static IReadOnlyList<UnderstoodRow> LayersIn(ImportReport report, Reader reader) =>
        [.. report.Layers.Select(layer => new UnderstoodRow(layer.Name, layer.Target, layer.Features, layer.Geometry, layer.Crs, reader.In(layer.CrsEvidence), layer.Encoding))];

    /// <summary>What is wrong with its rows.</summary>
    public static IReadOnlyList<ProblemRow> ProblemsIn(ImportReport report, Reader reader) =>
        [.. report.Problems.Select(problem => new ProblemRow(
            problem.Code, Became(problem.Severity), problem.Layer, problem.Row, problem.Field, problem.Found, problem.Expected is { } expected ? reader.In(expected) : null, reader.In(problem.Says)))];

    private static ImportAnswer Answer(ImportSheet import) => new(
        import.Seq, import.When, import.FileName, import.FileHash, Show.Day(import.AsOf), [.. import.Layers.Select(layer => new BroughtRow(layer.Layer, layer.Count))]);

    private static VersionRow Answer(LayerVersion version, Reader reader) => new(
        version.Number, version.Count, Show.Day(version.AsOf), version.FileName, reader.In(version.Provenance.Source), version.Provenance.Licence, version.Provenance.Attribution, version.Provenance.Invented,
        version.Rows, [version.West, version.South, version.East, version.North], version.AccuracyM);

    private static string Became(RowSeverity severity) => severity switch
    {
        RowSeverity.Note => "note",
        RowSeverity.Repaired => "repaired",
        RowSeverity.LeftOut => "left-out",
        _ => "refused",
    };

    private static string? Written(object? value) => value switch
    {
        null => null,
        DateOnly day => Show.Day(day),
        _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture),
    };
}
