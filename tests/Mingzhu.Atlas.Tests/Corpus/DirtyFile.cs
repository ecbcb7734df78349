using System.Collections.Immutable;
using Mingzhu.City;

namespace Mingzhu.Atlas.Tests.Corpus;

/// <summary>One file, or a handful that belong together, as some department might send it, and what must happen with it.</summary>
/// <param name="Group">Heading under which docs/corpus.md lists it.</param>
/// <param name="Name">A sentence.</param>
/// <param name="Open">Which of the files the user names.</param>
/// <param name="Options">What the user answers, as on the command line: "--crs EPSG:4548".</param>
/// <param name="Files">Made when asked for.</param>
/// <param name="Must">What must happen.</param>
internal sealed record DirtyFile(string Group, string Name, string Open, string Options, Func<IEnumerable<(string Path, byte[] Bytes)>> Files, MustHappen Must)
{
    /// <summary>Lays the files into a folder and answers what the user asks for.</summary>
    public ImportRequest Lay(string folder)
    {
        foreach (var (name, bytes) in Files())
        {
            var path = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, bytes);
        }

        var answers = Answers();
        return new ImportRequest(Path.Combine(folder, Open))
        {
            As = answers.GetValueOrDefault("as"), Crs = answers.GetValueOrDefault("crs"), Encoding = answers.GetValueOrDefault("encoding"), X = answers.GetValueOrDefault("x"), Y = answers.GetValueOrDefault("y"),
            Layer = answers.GetValueOrDefault("layer"), Sheet = answers.GetValueOrDefault("sheet"), SkipBadRows = answers.ContainsKey("skip-bad-rows"),
            Columns = Pair(answers, "column"), Units = Pair(answers, "unit"),
        };
    }

    private static ImmutableDictionary<string, string>? Pair(Dictionary<string, string> answers, string option) =>
        answers.TryGetValue(option, out var pair) ? ImmutableDictionary<string, string>.Empty.Add(pair[..pair.IndexOf('=')], pair[(pair.IndexOf('=') + 1)..]) : null;

    private Dictionary<string, string> Answers() => Options.Split("--", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(option => option.Split(' ', 2)).ToDictionary(option => option[0], option => option.Length > 1 ? option[1] : "");
}

/// <summary>What must happen with a file. What a case leaves out, it does not hold against the product; some things hold for all.</summary>
/// <param name="Outcome">accept, warn, ask or refuse.</param>
internal sealed record MustHappen(string Outcome)
{
    public ImmutableArray<(string Layer, int Count)> Layers { get; init; } = [];

    public ImmutableArray<(string Layer, string Id, string Field, object? Value)> Cells { get; init; } = [];

    public ImmutableArray<(string Layer, string Id, double X, double Y, double WithinDegrees)> Places { get; init; } = [];

    public ImmutableArray<(string Id, string? First)> Asked { get; init; } = [];

    public ImmutableArray<(string Code, string? Row, string? Field)> Problems { get; init; } = [];

    public ImmutableArray<string> Silences { get; init; } = [];

    public string? Crs { get; init; }

    public string? Encoding { get; init; }

    public double? AccuracyM { get; init; }

    public static MustHappen Accept(string layer, int count) => new MustHappen("accept").Landed(layer, count);

    public static MustHappen Warn(string layer, int count) => new MustHappen("warn").Landed(layer, count);

    public static MustHappen Ask(string id, string? first = null) => new("ask") { Asked = [(id, first)] };

    public static MustHappen Refuse(string code, string? row = null, string? field = null) => new("refuse") { Problems = [(code, row, field)] };

    public MustHappen Landed(string layer, int count) => this with { Layers = Layers.Add((layer, count)) };

    /// <summary>A value of the layer named last, by the id of its row.</summary>
    public MustHappen Cell(string id, string field, object? value) => this with { Cells = Cells.Add((Layers[^1].Layer, id, field, value)) };

    /// <summary>Where the south-west corner of a row's box lies.</summary>
    public MustHappen At(string id, double x = Square.West, double y = Square.South, double withinDegrees = 1e-7) => this with { Places = Places.Add((Layers[^1].Layer, id, x, y, withinDegrees)) };

    public MustHappen Asks(string id, string? first = null) => this with { Asked = Asked.Add((id, first)) };

    /// <summary>A problem of a code, in a row as the file counts, about a field; null is any.</summary>
    public MustHappen Tells(string code, string? row = null, string? field = null) => this with { Problems = Problems.Add((code, row, field)) };

    /// <summary>Nothing may be said under this code: there is nothing to say.</summary>
    public MustHappen Silent(string code) => this with { Silences = Silences.Add(code) };

    public MustHappen In(string crs) => this with { Crs = crs };

    public MustHappen Written(string encoding) => this with { Encoding = encoding };

    /// <summary>The same facts, told with less or more alarm.</summary>
    public MustHappen As(string outcome) => this with { Outcome = outcome };
}
