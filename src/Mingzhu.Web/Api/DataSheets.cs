using Mingzhu.Atlas;
using Mingzhu.Web.Book;

namespace Mingzhu.Web.Api;

/// <summary>The tables of layers and imports.</summary>
internal static class DataSheets
{
    /// <summary>The register of layers.</summary>
    public static Sheet Layers(ICityBook book, SheetWords words) => new("layers", words["data.table"], null,
        words.Headings("column.id", "column.layer", "column.version", "column.count", "column.as-of", "column.file", "column.provenance", "column.licence", "column.invented", "column.rows-hash"),
        book.Layers.Select(layer => new object?[]
        {
            layer.Id, words.In(layer.Name), layer.Version?.Number, layer.Version?.Count, layer.Version?.AsOf, layer.Version?.FileName, layer.Version is { } version ? words.In(version.Provenance.Source) : null,
            layer.Version?.Provenance.Licence, layer.Version is { } any ? words[any.Provenance.Invented ? "value.yes" : "value.no"] : null, layer.Version?.Rows,
        }));

    /// <summary>The versions of a layer, newest first.</summary>
    public static Sheet Versions(LayerSheet layer, ICityBook book, SheetWords words) => new($"versions-{layer.Id}", words["layer.versions"], words.In(layer.Name),
        words.Headings("column.version", "column.as-of", "column.file", "layer.who", "data.imported-at", "column.count", "layer.answers", "column.provenance", "column.licence", "column.rows-hash", "import.file-hash"),
        book.Versions(layer.Id).Select(each => new object?[]
        {
            each.Version.Number, each.Version.AsOf, each.Version.FileName, each.Import is { } import ? words.Show.Who(import.Who) : null, each.Import is { } at ? words.Show.Moment(at.When) : null, each.Version.Count,
            each.Import?.Answers is { } answers ? string.Join("; ", words.Show.Answers(answers).Select(pair => $"{pair.What} {pair.Said}")) : null, words.In(each.Version.Provenance.Source), each.Version.Provenance.Licence,
            each.Version.Rows, each.Import?.FileHash,
        }));

    /// <summary>What changed between two versions, a row for each value that did.</summary>
    public static Sheet Changes(LayerSheet layer, Comparison comparison, ChangeFilter filter, SheetWords words)
    {
        var names = layer.Fields.ToDictionary(field => field.Id, field => words.In(field.Name));
        return new Sheet($"changes-{layer.Id}-{comparison.From.Number}-{comparison.To.Number}", words["compare.table"], words["compare.note", words.In(layer.Name), comparison.From.Number, comparison.To.Number],
            words.Headings("compare.kind", "column.id", "column.object", "compare.moved-m", "import.field", "compare.before", "compare.after", "compare.former", "compare.related"),
            filter.In(comparison).SelectMany(change => change.Fields.DefaultIfEmpty(new FieldChange("", null, null)).Select(value => new object?[]
            {
                words.Show.Change(change.Kind), change.Id, comparison.NameOf(change), change.Shape?.ShiftM, names.GetValueOrDefault(value.Field, value.Field), value.Before, value.After,
                change.FormerId, change.Related is [] ? null : string.Join(", ", change.Related),
            })));
    }

    /// <summary>What is wrong with the rows of a file, in the file's own row numbers.</summary>
    public static Sheet Problems(ImportReport report, string name, string file, SheetWords words) => new(name, words["import.problems"], file,
        words.Headings("import.row", "import.what-became", "column.layer", "import.field", "import.found", "import.expected-short", "column.says", "column.type"),
        report.Problems.Select(problem => new object?[]
        {
            long.TryParse(problem.Row, System.Globalization.CultureInfo.InvariantCulture, out var row) ? row : problem.Row, words.Show.Became(problem.Severity), problem.Layer, problem.Field, problem.Found,
            problem.Expected is { } expected ? words.In(expected) : null, words.In(problem.Says), problem.Code,
        }));
}
