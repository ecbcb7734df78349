using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Mingzhu.City;

namespace Mingzhu.Cli.Tests.Architecture;

/// <summary>Every rule of the city's documents: where the pack holds it, which test says so, or why it is left out. The report is docs/rules.md.</summary>
public sealed partial class RuleReportTests
{
    private static readonly Pack Liaocheng = Pack.Load(Path.Combine(Repository.Root, "packs", "liaocheng"));
    private static readonly Rules Book = Rules.Of(Liaocheng);

    /// <summary>Rule id → files of the packs that name it.</summary>
    private static readonly ILookup<string, string> Holders = (
        from file in Liaocheng.Files.Where(file => !file.StartsWith("rules/", StringComparison.Ordinal))
        from id in Ids().Matches(Comment().Replace(TextOf(file), "")).Select(match => match.Value).Distinct()
        select (id, file)).ToLookup(pair => pair.id, pair => pair.file);

    /// <summary>Rule id → test classes with a test named after it: S4_7_3_b_…, or …_and_S4_7_3_b_….</summary>
    private static readonly ILookup<string, string> Tests = (
        from file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*Tests.cs", SearchOption.AllDirectories).Where(file => !file.Contains("/obj/", StringComparison.Ordinal))
        from name in Method().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)
        from id in Named().Matches(name).Select(match => match.Groups[1].Value)
        select (id, Path.GetFileNameWithoutExtension(file))).Distinct().ToLookup(pair => pair.id, pair => pair.Item2);

    [Fact]
    public void The_report_is_as_it_was_read_and_approved()
    {
        var (path, report) = (Path.Combine(Repository.Root, "docs", "rules.md"), Report());

        if (File.Exists(path) && File.ReadAllText(path) == report)
        {
            File.Delete(path + ".received");
            return;
        }

        File.WriteAllText(path + ".received", report);
        Assert.Fail($"the rules that are held, tested or left out are others than docs/rules.md says; read {path}.received and, if it is right, copy it over.");
    }

    [Fact]
    public void Every_rule_is_held_or_left_out_for_a_reason_and_none_is_both()
    {
        Book.All.Where(rule => rule.LeftOut is null && !IsHeld(rule)).Select(rule => rule.Id).ShouldBeEmpty("neither held nor left out");
        Book.All.Where(rule => rule.LeftOut is not null && IsHeld(rule)).Select(rule => rule.Id).ShouldBeEmpty("held, and said to be left out");
    }

    [Fact]
    public void Every_rule_that_a_policy_table_encodes_has_a_test_named_after_it() =>
        Holders.Where(rule => rule.Any(file => file.StartsWith("policies/", StringComparison.Ordinal))).Select(rule => rule.Key).Where(id => !Tests.Contains(Name(id))).ShouldBeEmpty();

    private static bool IsHeld(Rule rule) => Holders.Contains(rule.Id) || !rule.KeptIn.IsEmpty;

    private static string Report()
    {
        var report = new StringBuilder();
        report.AppendLine("# The rules of the documents").AppendLine()
            .AppendLine("Written by `Cli.Tests/RuleReportTests` from the rule book (`packs/*/rules`), the packs and the names of the tests. A rule is *held* by a file that names its id, or is said to be kept in one; it is *tested* by a class with a test")
            .AppendLine("named after it. Force: what the document makes of it; only what must or must never be can stop anybody, and what was merely announced stops nobody until its document is at hand.");
        foreach (var document in Book.Documents)
        {
            Rule[] rules = [.. Book.All.Where(rule => rule.Document == document)];
            report.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"## {document.Id} · {document.Name.Zh} ({document.Source})").AppendLine()
                .AppendLine(CultureInfo.InvariantCulture, $"{rules.Length} rules: {rules.Count(IsHeld)} held, {rules.Count(rule => IsHeld(rule) && Tests.Contains(Name(rule.Id)))} of them tested by name, {rules.Count(rule => rule.LeftOut is not null)} left out.").AppendLine()
                .AppendLine("| rule | force | what it means here | held in | tested by | left out, because |").AppendLine("| --- | --- | --- | --- | --- | --- |");
            foreach (var rule in rules)
                report.AppendLine(CultureInfo.InvariantCulture, $"| {rule.Id} | {rule.Force.ToString().ToLowerInvariant()} | {rule.Means.Zh} | {Listed([.. Holders[rule.Id].Concat(rule.KeptIn)])} | {Listed([.. Tests[Name(rule.Id)]])} | {rule.LeftOut?.Zh} |");
        }

        return report.Replace("\r\n", "\n").ToString();
    }

    private static string Listed(string[] names) => string.Join(", ", names.Distinct().Order(StringComparer.Ordinal).Select(name => $"`{name}`"));

    private static string Name(string id) => id.Replace('-', '_').Replace('.', '_');

    private static string TextOf(string file)
    {
        var own = Path.Combine(Repository.Root, "packs", "liaocheng", file);
        return File.ReadAllText(File.Exists(own) ? own : Path.Combine(Repository.Root, "packs", "generic", file));
    }

    [GeneratedRegex(@"\b(?:S\d-[\d.]+-[a-z]|N-\d+-[a-z])\b")]
    private static partial Regex Ids();

    [GeneratedRegex(@"^\s*#.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"public (?:static )?(?:async )?(?:void|Task) (\w+)\(")]
    private static partial Regex Method();

    [GeneratedRegex(@"(?:^|_and_)((?:S\d(?:_\d+)+|N_\d+)_[a-z])(?=_|$)")]
    private static partial Regex Named();
}
