namespace Mingzhu.Spatial;

/// <summary>Rows in the order of their ids (行序).</summary>
public static class RowOrder
{
    /// <summary>Row numbers sorted by id, letter code by letter code.</summary>
    /// <remarks>
    /// In: unique ids.<br/>
    /// Out: <c>int[row]</c>, each row once.<br/>
    /// Cost: O(n) where the ids are sorted already, as those of a stored layer are; else O(n log n).
    /// </remarks>
    public static int[] ById(IReadOnlyList<string> ids)
    {
        var rows = new int[ids.Count];
        var sorted = true;
        for (var row = 0; row < rows.Length; row++)
        {
            rows[row] = row;
            sorted &= row == 0 || string.CompareOrdinal(ids[row - 1], ids[row]) <= 0;
        }

        if (!sorted)
            Array.Sort([.. ids], rows, StringComparer.Ordinal);
        return rows;
    }
}
