using System.Text;

namespace Mingzhu.Atlas.Tests.Corpus;

/// <summary>docs/corpus.md: every dirty file and what must happen with it.</summary>
internal static class CorpusPage
{
    public static string Of(IReadOnlyList<DirtyFile> files)
    {
        var page = new StringBuilder($"""
            # Dirty files

            {files.Count} files of our own making, written byte by byte by builders that share nothing with the readers (`tests/Mingzhu.Atlas.Tests/Corpus`), and what must happen with each. This page is made by a test
            from the same table that the tests run. Hostile files go through the real reading process, which must answer in 30 s within 512 MB.


            """).Replace("\r", "");
        foreach (var group in files.GroupBy(file => file.Group))
        {
            page.Append("## ").Append(group.Key).Append("\n\n| file | answers given | must be |\n|---|---|---|\n");
            foreach (var file in group)
                page.Append("| ").Append(Plain(file.Name)).Append(" | ").Append(file.Options.Length == 0 ? "" : $"`{Plain(file.Options)}`").Append(" | ").Append(Plain(Must(file.Must))).Append(" |\n");
            page.Append('\n');
        }

        return page.ToString().TrimEnd('\n') + "\n";
    }

    private static string Must(MustHappen must) => string.Join("; ",
    [
        must.Outcome,
        .. must.Layers.Select(layer => $"{layer.Count} in {layer.Layer}"),
        .. must.Asked.Select(asked => asked.First is null ? $"asks {asked.Id}" : $"asks {asked.Id}, {asked.First} first"),
        .. must.Crs is null ? [] : new[] { must.Crs },
        .. must.Encoding is null ? [] : new[] { must.Encoding },
        .. must.AccuracyM is null ? [] : new[] { $"± {must.AccuracyM} m" },
        .. must.Problems.Select(problem => $"`{problem.Code}`{(problem.Row is null ? "" : $", row {problem.Row}")}{(problem.Field is null ? "" : $", {problem.Field}")}"),
        .. must.Silences.Select(code => $"nothing of `{code}`"),
    ]);

    private static string Plain(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
