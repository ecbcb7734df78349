using System.Collections.Immutable;
using Mingzhu.City;
using Mingzhu.People;
using Mingzhu.Spatial;

namespace Mingzhu.Publishing.Organisations;

/// <summary>The organisation as a workbook (机构工作簿): written, filled in by a department, and read back.</summary>
public static class OrganisationWorkbook
{
    /// <summary>Writes a sheet for each kind of thing.</summary>
    public static void Write(Stream into, ImmutableArray<ChartSheet> sheets, Language language)
    {
        using var book = new ExcelWriter(into);
        foreach (var sheet in sheets)
        {
            book.Sheet(sheet.Name.In(language), [.. sheet.Headings.Select(heading => heading.In(language))]);
            foreach (var row in sheet.Rows)
                book.Row([.. row]);
        }
    }

    /// <summary>Reads the sheets, by name.</summary>
    /// <exception cref="BrokenFileException">No workbook, a broken one, one with a password.</exception>
    public static IReadOnlyDictionary<string, IReadOnlyList<ChartRow>> Read(string path) => ExcelFile.Read(path).ToDictionary(
        sheet => sheet.Name, IReadOnlyList<ChartRow> (sheet) => [.. sheet.Features.Select(row => new ChartRow(row.Row, row.Values))]);
}
