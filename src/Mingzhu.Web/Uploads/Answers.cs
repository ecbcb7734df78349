using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Mingzhu.Atlas;
using Mingzhu.City;

namespace Mingzhu.Web.Uploads;

/// <summary>What a user says of a file that the file can't say itself, as typed; empty where nothing is said.</summary>
/// <param name="As">The standard layer it is, where its layers are not known.</param>
/// <param name="AsOf">The day the data describe.</param>
/// <param name="Crs">Its coordinate system.</param>
/// <param name="Encoding">Its text encoding.</param>
/// <param name="X">Column of the x coordinate or longitude.</param>
/// <param name="Y">Column of the y coordinate or latitude.</param>
/// <param name="Layer">The one layer of the file to read.</param>
/// <param name="Sheet">The one sheet of a workbook to read.</param>
/// <param name="Source">Who made the data.</param>
/// <param name="Licence">Under what terms.</param>
/// <param name="SkipBadRows">Whether bad rows are left out.</param>
/// <param name="LayersAs">The standard layer each layer of the file is, by its name in the file.</param>
/// <param name="Columns">The heading of a field in the file, by field.</param>
/// <param name="Units">The unit of a field in the file, by field.</param>
public sealed record Answers(
    string As, string AsOf, string Crs, string Encoding, string X, string Y, string Layer, string Sheet, string Source, string Licence, bool SkipBadRows,
    ImmutableSortedDictionary<string, string> LayersAs, ImmutableSortedDictionary<string, string> Columns, ImmutableSortedDictionary<string, string> Units)
{
    /// <summary>What begins the name of a form field that says under which heading the file has a field: "column.code".</summary>
    public const string Column = "column.";

    /// <summary>What begins the name of a form field that says which standard layer a layer of the file is: "as.绿地".</summary>
    public const string LayerAs = "as.";

    /// <summary>What begins the name of a form field that says in which unit the file has a field: "unit.site_area_m2".</summary>
    public const string Unit = "unit.";

    /// <summary>What is appended to the name of a question for an answer that is none of its choices.</summary>
    public const string Typed = "-typed";

    private const int Longest = 500;

    private static ImmutableSortedDictionary<string, string> Nothing { get; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Nothing said.</summary>
    public static Answers None { get; } = new("", "", "", "", "", "", "", "", "", "", false, Nothing, Nothing, Nothing);

    /// <summary>As a form brings them.</summary>
    public static Answers From(IFormCollection form)
    {
        string Said(string name)
        {
            var typed = form[name + Typed].ToString().Trim();
            var said = typed.Length > 0 ? typed : form[name].ToString().Trim();
            return said.Length > Longest ? said[..Longest] : said;
        }

        ImmutableSortedDictionary<string, string> Each(string prefix) => form.Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal) && Said(key).Length > 0)
            .ToImmutableSortedDictionary(key => key[prefix.Length..], Said, StringComparer.Ordinal);

        return new Answers(
            Said("as"), Said("as-of"), Said("crs"), Said("encoding"), Said("x"), Said("y"), Said("layer"), Said("sheet"), Said("source"), Said("licence"), form["skip"] == "1", Each(LayerAs), Each(Column), Each(Unit));
    }

    /// <summary>What was said in a field of the form; empty if nothing.</summary>
    public string To(string question) => question switch
    {
        "as" => As,
        "crs" => Crs,
        "encoding" => Encoding,
        "x" => X,
        "y" => Y,
        "layer" => Layer,
        "sheet" => Sheet,
        _ when question.StartsWith(Column, StringComparison.Ordinal) => Columns.GetValueOrDefault(question[Column.Length..], ""),
        _ when question.StartsWith(Unit, StringComparison.Ordinal) => Units.GetValueOrDefault(question[Unit.Length..], ""),
        _ when question.StartsWith(LayerAs, StringComparison.Ordinal) => LayersAs.GetValueOrDefault(question[LayerAs.Length..], ""),
        _ => "",
    };

    /// <summary>The name of the form field that says which standard layer a layer of a file is: the only one is the file.</summary>
    public string NameFor(UnderstoodLayer layer, ImportReport report) => report.Layers.Length == 1 && !LayersAs.ContainsKey(layer.Name) ? "as" : LayerAs + layer.Name;

    /// <summary>Whether two say the same.</summary>
    public bool SaysTheSame(Answers other) => Plain(this) == Plain(other)
        && LayersAs.SequenceEqual(other.LayersAs) && Columns.SequenceEqual(other.Columns) && Units.SequenceEqual(other.Units);

    private static Answers Plain(Answers answers) => answers with { LayersAs = Nothing, Columns = Nothing, Units = Nothing };

    /// <summary>Whether the day is none.</summary>
    public bool DayIsWrong => AsOf.Length > 0 && Day is null;

    private DateOnly? Day => DateOnly.TryParseExact(AsOf, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>What the importer is asked about a file.</summary>
    /// <exception cref="RefusedException">The day is none.</exception>
    public ImportRequest ToRequest(string path)
    {
        if (DayIsWrong)
            throw new RefusedException(new Refusal("received.no-day", new($"“{AsOf}”不是日期，请写成 2026-06-30", $"'{AsOf}' is no date; write 2026-06-30")));
        return new ImportRequest(path, Given(As), Day, Given(Crs), Given(Encoding), Given(X), Given(Y), null, SkipBadRows, Given(Layer), Columns.IsEmpty ? null : Columns, Given(Sheet),
            LayersAs.IsEmpty ? null : LayersAs, Units.IsEmpty ? null : Units);
    }

    /// <summary>Lays a source.yaml beside a file if its source or terms were said: the reader takes them from there.</summary>
    internal void LaySourceNote(string folder, string file)
    {
        if (Source.Length == 0 && Licence.Length == 0)
            return;
        // A JSON text is a YAML text: nothing typed can break out of it.
        static string Quoted(string text) => JsonSerializer.Serialize(text);
        var note = new StringBuilder($"source: {Quoted(Source.Length > 0 ? Source : file)}\n");
        if (Licence.Length > 0)
            note.Append(CultureInfo.InvariantCulture, $"licence: {Quoted(Licence)}\n");
        File.WriteAllText(Path.Combine(folder, ReceivedFiles.SourceNote), note.ToString());
    }

    private static string? Given(string said) => said.Length == 0 ? null : said;
}
