namespace Mingzhu.Spatial;

/// <summary>One sheet that may hold a table (工作表): of a workbook, or a CSV as its only one.</summary>
/// <param name="Name">As its tab says; of a CSV the file's name without its extension.</param>
/// <param name="Where">File and sheet, for problems.</param>
/// <param name="IsHidden">Whether its tab is not shown.</param>
/// <param name="Rows">Its rows with any cells, streamed anew each time; fills the facts while it goes.</param>
internal sealed record Sheet(string Name, (string Zh, string En) Where, bool IsHidden, Func<TableFacts, IEnumerable<TableRow>> Rows)
{
    /// <summary>A sheet of a workbook.</summary>
    public static Sheet OfWorkbook(string file, string name, bool isHidden, Func<TableFacts, IEnumerable<TableRow>> rows) => new(name, ($"{file}，{name}", $"{file}, {name}"), isHidden, rows);
}
