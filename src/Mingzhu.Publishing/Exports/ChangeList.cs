using System.Collections.Immutable;
using System.Globalization;
using Mingzhu.Atlas;
using Mingzhu.City;
using Mingzhu.Spatial;

namespace Mingzhu.Publishing.Exports;

/// <summary>What changed between two versions of a layer, as a file (变化清单): CSV and Excel have a line for every value that changed, GeoJSON a feature for every feature.</summary>
public static class ChangeList
{
    private static readonly ImmutableArray<Wording> Headings =
    [
        new("编号", "id"), new("原编号", "former id"), new("变化", "change"), new("位移（米）", "shift (m)"), new("原大小（平方米或米）", "size before (m² or m)"), new("现大小（平方米或米）", "size after (m² or m)"),
        new("共有面积（平方米）", "common area (m²)"), new("相关要素", "related features"), new("字段", "field"), new("原值", "before"), new("现值", "after"),
    ];

    /// <summary>What a kind of change is called.</summary>
    public static Wording Name(ChangeKind kind) => kind switch
    {
        ChangeKind.Added => new("新增", "added"),
        ChangeKind.Removed => new("删除", "removed"),
        ChangeKind.Moved => new("图形变化", "moved"),
        _ => new("属性变化", "edited"),
    };

    /// <summary>Writes CSV that a spreadsheet opens rightly: UTF-8 with mark.</summary>
    public static void WriteCsv(Stream into, ComparedVersions compared, LayerSchema? schema, Language language)
    {
        using var text = new StreamWriter(into, new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        var csv = new CsvWriter(text).Row([.. Headings.Select(heading => (object?)heading.In(language))]);
        foreach (var row in Rows(compared.Comparison, schema, language))
            csv.Row(row);
    }

    /// <summary>Writes a workbook of one sheet.</summary>
    public static void WriteExcel(Stream into, ComparedVersions compared, LayerSchema? schema, Language language)
    {
        using var book = new ExcelWriter(into);
        book.Sheet(compared.To.Layer, [.. Headings.Select(heading => heading.In(language))], Title(compared).In(language));
        foreach (var row in Rows(compared.Comparison, schema, language))
            book.Row(row);
    }

    /// <summary>Writes GeoJSON in EPSG:4490: every changed feature where it is now, or where it was.</summary>
    public static void WriteGeoJson(Stream into, ComparedVersions compared, LayerSchema? schema, Language language)
    {
        var changes = compared.Comparison.Changes;
        object?[] Column(Func<FeatureChange, object?> of) => [.. changes.Select(of)];
        GeoJsonWriter.Write(into, compared.To.Layer, new FeatureTable(
            [
                new("former_id", FieldType.Text), new("change", FieldType.Text), new("shift_m", FieldType.Real), new("size_before", FieldType.Real), new("size_after", FieldType.Real),
                new("common_m2", FieldType.Real), new("related", FieldType.Text), new("values", FieldType.Text),
            ],
            Unique(changes), [.. changes.Select(change => change.After ?? change.Before)],
            [
                Column(change => change.FormerId), Column(change => Name(change.Kind).In(language)), Column(change => Rounded(change.Shape?.ShiftM)), Column(change => Rounded(change.Shape?.SizeBefore)),
                Column(change => Rounded(change.Shape?.SizeAfter)), Column(change => Rounded(change.Shape?.CommonM2)), Column(change => change.Related is [] ? null : string.Join(", ", change.Related)),
                Column(change => change.Fields is [] ? null : string.Join("; ", change.Fields.Select(field => $"{Heading(schema, field.Field, language)}: {Said(field.Before)} → {Said(field.After)}"))),
            ]));
    }

    /// <summary>The sentence above the list.</summary>
    public static Wording Title(ComparedVersions compared)
    {
        var (from, to, counts) = (compared.From, compared.To, compared.Comparison.Counts);
        return new(
            string.Create(CultureInfo.InvariantCulture, $"{to.Layer} 第 {from.Number} 版（{from.AsOf:yyyy-MM-dd}）→ 第 {to.Number} 版（{to.AsOf:yyyy-MM-dd}）：新增 {counts.Added:N0}，删除 {counts.Removed:N0}，图形变化 {counts.Moved:N0}，属性变化 {counts.Edited:N0}，换编号 {counts.Rekeyed:N0}，未变 {counts.Unchanged:N0}"),
            string.Create(CultureInfo.InvariantCulture, $"{to.Layer} version {from.Number} ({from.AsOf:yyyy-MM-dd}) → {to.Number} ({to.AsOf:yyyy-MM-dd}): {counts.Added:N0} added, {counts.Removed:N0} removed, {counts.Moved:N0} moved, {counts.Edited:N0} edited, {counts.Rekeyed:N0} re-keyed, {counts.Unchanged:N0} unchanged"));
    }

    private static IEnumerable<object?[]> Rows(LayerComparison comparison, LayerSchema? schema, Language language)
    {
        foreach (var change in comparison.Changes)
        {
            object?[] head =
            [
                change.Id, change.FormerId, Name(change.Kind).In(language), Rounded(change.Shape?.ShiftM), Rounded(change.Shape?.SizeBefore), Rounded(change.Shape?.SizeAfter),
                Rounded(change.Shape?.CommonM2), change.Related is [] ? null : string.Join(", ", change.Related),
            ];
            if (change.Fields is [])
                yield return [.. head, null, null, null];
            foreach (var field in change.Fields)
                yield return [.. head, Heading(schema, field.Field, language), field.Before, field.After];
        }
    }

    // A key that is gone and one that is new can be spelled alike after a re-keying; GeoJSON ids are unique.
    private static string[] Unique(ImmutableArray<FeatureChange> changes)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        return [.. changes.Select(change => taken.Add(change.Id) ? change.Id : $"{change.Id} ({change.Kind})")];
    }

    /// <summary>What a field is called for a reader: as the pack heads it in Chinese, else its id.</summary>
    public static string Heading(LayerSchema? schema, string field, Language language) =>
        language == Language.Zh && schema?.Fields.FirstOrDefault(known => known.Id == field) is { Headings: [var heading, ..] } ? heading : field;

    private static string Said(object? value) => value is null ? "—" : Convert.ToString(value is DateOnly day ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : value, CultureInfo.InvariantCulture)!;

    // Millimetres and square millimetres are below what any file says.
    private static object? Rounded(double? value) => value is { } number ? Math.Round(number, 3) : null;
}
