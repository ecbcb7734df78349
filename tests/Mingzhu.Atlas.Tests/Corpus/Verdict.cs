using System.Collections.Immutable;
using Mingzhu.City;
using Mingzhu.Spatial;
using Mingzhu.Store;

namespace Mingzhu.Atlas.Tests.Corpus;

/// <summary>What happened with a dirty file, held against what must.</summary>
internal sealed class Verdict(DirtyFile file, ImportReport report, Dictionary<string, FeatureTable> landed)
{
    /// <summary>A refusal to read the file at all is a report like any other.</summary>
    public static ImportReport OfRefusals(IEnumerable<Refusal> reasons) => new(
        "refuse", "", [], [.. reasons.Select(reason => new RowProblem(reason.Code, RowSeverity.Refused, "", "", "", "", reason.Says))],
        reasons.GroupBy(reason => reason.Code).ToImmutableSortedDictionary(code => code.Key, code => code.Count()), []);

    /// <summary>The layers an import left in its work folder.</summary>
    public static Dictionary<string, FeatureTable> LandedIn(string folder) => Directory.GetFiles(folder, "*.gpkg").ToDictionary(path => Path.GetFileNameWithoutExtension(path), path =>
    {
        using var connection = SqliteFile.OpenForeign(path);
        return GeoPackage.ReadTable(connection, LayerStore.TableName);
    });

    public void ShouldBeWhatMustHappen()
    {
        var must = file.Must;
        report.Outcome.ShouldBe(must.Outcome, Story());
        HoldsForAll();
        foreach (var (code, row, field) in must.Problems)
            report.Problems.ShouldContain(problem => problem.Code == code && (row == null || problem.Row == row) && (field == null || problem.Field == field), $"{code} in row {row}, {field}\n{Story()}");
        report.Counts.Keys.Intersect(must.Silences).ShouldBeEmpty(Story());
        foreach (var (id, first) in must.Asked)
        {
            var question = report.Questions.FirstOrDefault(question => question.Id == id).ShouldNotBeNull(Story());
            if (first is not null)
                question.Choices[0].Value.ShouldBe(first, Story());
        }

        if (must.Crs is { } crs)
            report.Layers.ShouldContain(layer => layer.Crs == crs, Story());
        if (must.Encoding is { } encoding)
            report.Layers.ShouldContain(layer => layer.Encoding == encoding, Story());
        if (must.AccuracyM is { } accuracy)
            report.Layers.ShouldContain(layer => layer.AccuracyM == accuracy, Story());
        if (report.Outcome is "accept" or "warn")
            LandedAsItMust(must);
    }

    /// <summary>Every file: nothing lands that was refused or asked about; no fault of ours; words in both languages; a place is proved; what lands is valid and on earth.</summary>
    private void HoldsForAll()
    {
        report.Counts.Keys.ShouldNotContain("import.fault", Story());
        foreach (var problem in report.Problems)
        {
            problem.Says.Zh.ShouldNotBeNullOrWhiteSpace(Story());
            problem.Says.En.ShouldNotBeNullOrWhiteSpace(Story());
            (problem.Says.Zh + problem.Says.En).ShouldNotContain("   at ", customMessage: Story());
            problem.Says.En.ShouldNotContain("Exception", customMessage: Story());
        }

        if (report.Outcome is "refuse" or "ask")
            landed.ShouldBeEmpty(Story());
        foreach (var layer in report.Layers.Where(layer => layer.Crs is not null))
            layer.CrsEvidence.Zh.ShouldNotBeNullOrWhiteSpace(Story());
        foreach (var geometry in landed.Values.SelectMany(table => table.Geometries).OfType<NetTopologySuite.Geometries.Geometry>())
        {
            geometry.IsValid.ShouldBeTrue(Story());
            var box = geometry.EnvelopeInternal;
            (box.MinX >= -180 && box.MaxX <= 180 && box.MinY >= -90 && box.MaxY <= 90).ShouldBeTrue(Story());
        }
    }

    private void LandedAsItMust(MustHappen must)
    {
        landed.Select(layer => (layer.Key, layer.Value.Count)).OrderBy(layer => layer.Key, StringComparer.Ordinal)
            .ShouldBe(must.Layers.OrderBy(layer => layer.Layer, StringComparer.Ordinal), Story());
        foreach (var (layer, id, field, value) in must.Cells)
            landed[layer].Value(RowOf(layer, id), field).ShouldBe(value, $"{layer}, {id}, {field}\n{Story()}");
        foreach (var (layer, id, x, y, within) in must.Places)
        {
            var box = landed[layer].Geometries[RowOf(layer, id)].ShouldNotBeNull(Story()).EnvelopeInternal;
            box.MinX.ShouldBe(x, within, $"{layer}, {id}\n{Story()}");
            box.MinY.ShouldBe(y, within, $"{layer}, {id}\n{Story()}");
        }
    }

    private int RowOf(string layer, string id)
    {
        var row = landed[layer].Ids.IndexOf(id);
        row.ShouldBeGreaterThanOrEqualTo(0, $"{layer} has no {id} among {string.Join(", ", landed[layer].Ids.Take(5))}\n{Story()}");
        return row;
    }

    /// <summary>What was understood, for the reader of a failure.</summary>
    private string Story() => string.Join('\n',
    [
        $"{file.Name}: {report.Outcome} ({report.Format})",
        .. report.Layers.Select(layer => $"  {layer.Name} → {layer.Target ?? "?"}: {layer.Features} × {layer.Geometry}; {layer.Crs ?? "?"} ({layer.CrsEvidence.Zh}); {layer.Encoding} ({layer.EncodingEvidence?.Zh}); {string.Join(", ", layer.Fields)}; {(layer.Box is null ? "" : string.Join(' ', layer.Box))}"),
        .. report.Problems.Take(8).Select(problem => $"  {problem.Severity} {problem.Code} [{problem.Row}|{problem.Field}] {problem.Says.Zh}"),
        .. landed.SelectMany(layer => layer.Value.Ids.Zip(layer.Value.Geometries).Take(3).Select(row => $"  = {layer.Key} {row.First} {Cut(row.Second?.AsText())}")),
        .. report.Questions.Select(question => $"  ? {question.Id}: {question.Text.Zh} {string.Join(" | ", question.Choices.Take(4).Select(choice => choice.Value))}"),
    ]);

    private static string? Cut(string? text) => text is { Length: > 300 } ? text[..300] : text;
}
