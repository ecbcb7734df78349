using Mingzhu.City;

namespace Mingzhu.Procedures.Tests.Policies;

/// <summary>The policy tables of the packs, asked in short.</summary>
internal static class Tables
{
    private static readonly DateOnly Day = new(2026, 6, 1);

    public static Pack Liaocheng { get; } = Pack.Load(Path.Combine(PacksFolder(), "liaocheng"));

    public static PolicyAnswer Ask(string table, params string[] answers) => AskOn(Day, table, answers);

    public static PolicyAnswer AskOn(DateOnly day, string table, params string[] answers) =>
        PolicyAnswer.Of(Given.Read(PolicyTable.Find(Liaocheng, table), answers.Select(answer => answer.Split('=', 2)).Select(pair => KeyValuePair.Create(pair[0], pair[1])), day));

    /// <summary>Rows that hold, as "outcome by rule".</summary>
    public static IEnumerable<string> Matched(this PolicyAnswer answer) => answer.Matches.Select(match => $"{match.Row.Outcome.Id} by {match.Row.Rule?.Id ?? "none"}");

    /// <summary>What one row lacks, as "input → answers".</summary>
    public static IEnumerable<string> Lacks(this PolicyAnswer answer, string row) =>
        answer.NearMisses.Single(miss => miss.Row.Id == row).Changes.Select(change => $"{change.Input.Id} → {string.Join('|', change.To.Select(PolicyInput.Write))}");

    /// <summary>Answers yes to all of these but for the ones given otherwise.</summary>
    public static string[] AllYes(string[] inputs, params string[] but) => [.. inputs.Where(input => !but.Any(other => other.StartsWith(input + "=", StringComparison.Ordinal))).Select(input => input + "=yes"), .. but];

    public static string PacksFolder()
    {
        for (var at = AppContext.BaseDirectory; at is not null; at = Path.GetDirectoryName(at))
        {
            if (File.Exists(Path.Combine(at, "packs", "generic", "pack.yaml")))
                return Path.Combine(at, "packs");
        }

        throw new DirectoryNotFoundException("packs");
    }
}
