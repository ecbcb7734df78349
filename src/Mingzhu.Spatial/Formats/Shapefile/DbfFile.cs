using System.Collections.Immutable;

namespace Mingzhu.Spatial;

/// <summary>Reads DBF files that stand alone, as tables without geometry (DBF 属性表).</summary>
public static class DbfFile
{
    /// <summary>Reads a table.</summary>
    /// <remarks>
    /// In: dBase III to 7, FoxPro, Visual FoxPro; a .cpg beside it is read.<br/>
    /// Out: <see cref="SourceFeature.Row"/> is the record number from 1; records marked as deleted are passed over but counted. Texts are without blanks around them; blank values, "?", days
    /// of zeros, memo texts and what FoxPro calls null are null. What can't be read is null with a problem of that row and field; a character cut through at a field's end is dropped with one.
    /// A moment is text, ISO 8601. If the header promises more records than there are, the first missing row says so.<br/>
    /// Cost: one pass over the texts to find the encoding, then one a reading; a record in memory.
    /// </remarks>
    /// <param name="path">The .dbf.</param>
    /// <param name="encoding">Name of the text encoding; null: found out.</param>
    /// <exception cref="BrokenFileException">It is no DBF file, or the encoding is none.</exception>
    public static SourceLayer Read(string path, string? encoding = null)
    {
        var table = DbfTable.Open(path, encoding, ShapefileSet.Of(path).CpgText());
        return new SourceLayer(Path.GetFileNameWithoutExtension(path), null, ("表中没有几何图形", "the table has no geometry"), table.Fields, Rows(table))
        {
            Rows = table.Count,
            Encoding = table.Encoding.Named.Name,
            EncodingEvidence = table.Encoding.Evidence,
            MayBeCut = table.MayBeCut,
            Problems = table.Problems,
        };
    }

    private static IEnumerable<SourceFeature> Rows(DbfTable table)
    {
        foreach (var record in table.Records())
        {
            if (!record.Deleted)
                yield return new(record.Number, null, record.Values, record.Problems ?? []);
        }
        if (table.Missing > 0)
            yield return new(table.Count + 1, null, ImmutableDictionary<string, object?>.Empty, CutOff(table));
    }

    internal static SourceProblem CutOff(DbfTable table) => new(
        "dbf.truncated",
        $"属性表（.dbf）应有 {table.Count + table.Missing} 行，只有 {table.Count} 行；文件不完整，请重新复制或导出",
        $"the .dbf should have {table.Count + table.Missing} rows and has {table.Count}; the file is cut off; copy or export it again");
}
