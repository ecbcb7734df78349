using System.IO.Compression;
using Mingzhu.City;
using Mingzhu.People;
using Mingzhu.Spatial;
using Mingzhu.Store;

namespace Mingzhu.Web.Uploads;

/// <summary>A list as it was brought in the browser, of experts or of a case: a workbook or CSV, small, read where it lies and then gone.</summary>
internal static class BroughtLists
{
    private const long MostBytes = 2 << 20, MostUnpacked = 64 << 20;

    /// <summary>Name and rows of the list.</summary>
    /// <exception cref="RefusedException">It is too large, or neither of both.</exception>
    public static (string Sheet, IReadOnlyList<ChartRow> Rows) Rows(IFormFile file, Workspace city)
    {
        var (name, csv) = (Path.GetFileName(file.FileName), Path.GetExtension(file.FileName).Equals(".csv", StringComparison.OrdinalIgnoreCase));
        if (!csv && !Path.GetExtension(file.FileName).Equals(".xlsx", StringComparison.OrdinalIgnoreCase))
            throw new RefusedException(new Refusal("lists.kind", new($"“{name}”应为 .xlsx 或 .csv", $"'{name}' should be .xlsx or .csv")));
        if (file.Length > MostBytes)
            throw new RefusedException(new Refusal("lists.large", new($"“{name}”有 {Show.Size(file.Length)}，名单最多 {Show.Size(MostBytes)}", $"'{name}' has {Show.Size(file.Length)}; a list has at most {Show.Size(MostBytes)}")));
        using var folder = city.Work();
        var path = Path.Combine(folder.Path, csv ? "brought-list.csv" : "brought-list.xlsx");
        using (var into = File.Create(path))
            file.CopyTo(into);
        if (!csv && Unpacked(path) is not <= MostUnpacked)
            throw new RefusedException(new Refusal("lists.workbook", new($"“{name}”不是可读的工作簿，或解开后过大", $"'{name}' is no workbook that can be read, or unpacks to too much")));
        var sheet = csv ? CsvFile.Read(path) : ExcelFile.Read(path)[0];
        return (name, [.. sheet.Features.Select(row => new ChartRow(row.Row, row.Values))]);
    }

    private static long? Unpacked(string path)
    {
        try
        {
            using var archive = ZipFile.OpenRead(path);
            return archive.Entries.Sum(entry => entry.Length);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
