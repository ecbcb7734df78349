using Mingzhu.City;

namespace Mingzhu.Atlas;

/// <summary>A source.yaml beside a file (来源说明): who made the data, under what terms, which day they describe, whether they are invented.</summary>
/// <param name="Provenance">Where the data come from.</param>
/// <param name="AsOf">The day they describe; null if it doesn't say.</param>
public sealed record SourceNote(Provenance Provenance, DateOnly? AsOf)
{
    /// <summary>What the source.yaml in the file's folder says; null if there is none.</summary>
    /// <exception cref="RefusedException">It is there but can't be read.</exception>
    public static SourceNote? Beside(string file)
    {
        var folder = Directory.Exists(file) ? file : Path.GetDirectoryName(Path.GetFullPath(file))!;
        var path = Path.Combine(folder, "source.yaml");
        if (!File.Exists(path))
            return null;
        var note = Pack.ReadFile(path);
        note.OnlyKeys("source", "licence", "attribution", "invented", "date");
        var provenance = new Provenance(note["source"].Wording(), note["licence"].TextOrNull(), note["attribution"].TextOrNull(), note["invented"].Flag());
        var day = note["date"].DayOrNull();
        return note.Problems.Count == 0
            ? new SourceNote(provenance, day)
            : throw new RefusedException(note.Problems.Select(problem => new Refusal("import.source-note", new(problem.In(Language.Zh), problem.In(Language.En)))));
    }
}
