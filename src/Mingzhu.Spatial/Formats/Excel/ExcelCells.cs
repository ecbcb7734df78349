namespace Mingzhu.Spatial;

/// <summary>How cells are named: A1, B7, XFD1048576.</summary>
internal static class ExcelCells
{
    /// <summary>The letters of a column, counted from 0.</summary>
    public static string Letters(int column)
    {
        var letters = "";
        for (var rest = column; rest >= 0; rest = (rest / 26) - 1)
            letters = (char)('A' + (rest % 26)) + letters;
        return letters;
    }

    /// <summary>Column (from 0) and row (from 1) of a name; null if it names no cell a sheet can have.</summary>
    public static (int Column, int Row)? At(ReadOnlySpan<char> name)
    {
        var (column, row, at) = (0, 0, 0);
        for (; at < name.Length && char.IsAsciiLetterUpper(name[at]) && column <= ExcelSheetWriter.MostColumns; at++)
            column = (column * 26) + (name[at] - 'A' + 1);
        for (var first = at; at < name.Length && char.IsAsciiDigit(name[at]) && at < first + 7; at++)
            row = (row * 10) + (name[at] - '0');
        return at == name.Length && column is > 0 and <= ExcelSheetWriter.MostColumns && row is > 0 and <= ExcelSheetWriter.MostRows ? (column - 1, row) : null;
    }
}
