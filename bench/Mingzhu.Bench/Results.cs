using System.Globalization;
using System.Text.Json;

namespace Mingzhu.Bench;

/// <summary>One measured number beside the limit or the peer it is held against.</summary>
/// <param name="Case">What was done to what: "import las-palmas".</param>
/// <param name="Value">The number.</param>
/// <param name="Unit">s, MB, commits/s …</param>
/// <param name="Against">The limit, or who did the same in this run.</param>
/// <param name="Reference">The limit's or the peer's number, same unit.</param>
internal sealed record Result(string Case, double Value, string Unit, string Against, double Reference)
{
    /// <summary>Value over reference; of times and sizes less is better, of commits more.</summary>
    public double Ratio => Value / Reference;
}

/// <summary>The results of a run: a line of JSON each as they come, a Markdown table at the end.</summary>
internal sealed class Results(TextWriter to)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly List<Result> _all = [];

    public void Add(string what, double value, string unit, string against, double reference)
    {
        var result = new Result(what, value, unit, against, reference);
        _all.Add(result);
        to.WriteLine(JsonSerializer.Serialize(result, Json));
        to.Flush();
    }

    /// <summary>Something that could not be compared here, and why.</summary>
    public void Skip(string what, string why) => to.WriteLine(JsonSerializer.Serialize(new { Case = what, Skipped = why }, Json));

    public void WriteTable()
    {
        to.WriteLine();
        to.WriteLine("| case | measured | against | | ratio |");
        to.WriteLine("|---|---:|---|---:|---:|");
        foreach (var result in _all)
            to.WriteLine($"| {result.Case} | {Shown(result.Value)} {result.Unit} | {result.Against} | {Shown(result.Reference)} {result.Unit} | {Shown(result.Ratio)} |");
    }

    private static string Shown(double value) => value.ToString(Math.Abs(value) >= 100 ? "F0" : Math.Abs(value) >= 10 ? "F1" : "G3", CultureInfo.InvariantCulture);
}
