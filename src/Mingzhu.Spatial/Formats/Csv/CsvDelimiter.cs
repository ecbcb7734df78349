using System.Text;

namespace Mingzhu.Spatial;

/// <summary>Finds the sign that parts the cells of a CSV (分隔符): comma, semicolon or tab.</summary>
internal static class CsvDelimiter
{
    private const int LinesLookedAt = 40, CharactersLookedAt = 1 << 20;
    private const string Signs = ",;\t";

    /// <summary>The one that stands equally often in most of the first lines, for titles above a table have none of it, and texts in its cells one or another; the comma where none does.</summary>
    public static char Of(string path, Encoding encoding)
    {
        var lines = Counts(path, encoding).ToArray();
        return Signs.MaxBy(sign => (Alike(lines, Signs.IndexOf(sign, StringComparison.Ordinal)), First(lines, Signs.IndexOf(sign, StringComparison.Ordinal)), -Signs.IndexOf(sign, StringComparison.Ordinal)));
    }

    /// <summary>How many lines have the sign as often as most lines have it that have it at all.</summary>
    private static int Alike(int[][] lines, int sign) => lines.Select(line => line[sign]).Where(count => count > 0).CountBy(count => count).Select(same => same.Value).DefaultIfEmpty(0).Max();

    /// <summary>How often it stands in the first line that has any of them.</summary>
    private static int First(int[][] lines, int sign) => lines.FirstOrDefault(line => line.Any(count => count > 0))?[sign] ?? 0;

    /// <summary>How often each stands outside quotation marks, by line.</summary>
    private static IEnumerable<int[]> Counts(string path, Encoding encoding)
    {
        using var text = new StreamReader(path, encoding, detectEncodingFromByteOrderMarks: true);
        var (line, quoted, lines) = (new int[Signs.Length], false, 0);
        for (var at = 0; at < CharactersLookedAt && lines < LinesLookedAt && text.Read() is >= 0 and var sign; at++)
        {
            quoted ^= sign == '"';
            if (quoted)
                continue;
            if (sign == '\n')
            {
                yield return line;
                (line, lines) = (new int[Signs.Length], lines + 1);
            }
            else if (Signs.IndexOf((char)sign, StringComparison.Ordinal) is >= 0 and var known)
            {
                line[known]++;
            }
        }

        yield return line;
    }
}
