using System.Text;
using System.Text.RegularExpressions;

namespace Mingzhu.Cli.Tests.Verbs;

public sealed partial class HelpTests
{
    private static readonly string[][] Verbs =
    [
        [], ["new"], ["inspect"], ["import"], ["layers"], ["compare"], ["export"], ["check-up"], ["results"], ["nearest"], ["coverage"], ["try"], ["circle"], ["sites"], ["one-more"], ["report"], ["serve"], ["pack"], ["pack", "check"], ["pack", "adopt"], ["policy"], ["accounts"], ["accounts", "first"], ["accounts", "list"], ["accounts", "new"], ["accounts", "lock"], ["accounts", "unlock"], ["accounts", "leave"], ["accounts", "no-code"],
        ["accounts", "erase"], ["accounts", "reset"], ["accounts", "export"], ["accounts", "rotate-keys"], ["organisation"], ["organisation", "list"], ["organisation", "import"], ["organisation", "give"], ["organisation", "end"], ["organisation", "delegate"], ["organisation", "recall"],
        ["organisation", "sample-people"], ["experts"], ["experts", "import"], ["experts", "draw"], ["experts", "witness"], ["experts", "refuse"], ["experts", "cancel"], ["experts", "verify"], ["experts", "check"], ["access"], ["verify"], ["head"], ["audit"], ["erase"], ["backup"], ["restore"], ["sample"],
    ];

    [Theory]
    [InlineData("zh-CN", "help.zh.txt")]
    [InlineData("en", "help.en.txt")]
    public async Task The_help_of_every_verb_is_as_approved(string language, string approved)
    {
        var all = await Everything(language);

        all.ShouldBeApproved(approved);
    }

    [Fact]
    public async Task English_help_holds_no_Chinese_and_Chinese_help_no_English_sentence()
    {
        var (english, chinese) = (await Everything("en"), await Everything("zh-CN"));

        english.Any(letter => letter >= 0x2E80).ShouldBeFalse();
        EnglishWords().IsMatch(chinese).ShouldBeFalse();
    }

    [Fact]
    public async Task The_help_of_every_verb_shows_an_example()
    {
        foreach (var verb in Verbs.Where(verb => verb is not ([] or ["pack"] or ["accounts"] or ["organisation"] or ["experts"])))
            (await Shell.Type(".", [.. verb, "--help"])).Out.ShouldContain($"例: mingzhu {string.Join(' ', verb)} ");
    }

    private static async Task<string> Everything(string language)
    {
        var all = new StringBuilder();
        foreach (var verb in Verbs)
        {
            var said = await Shell.Type(".", ["--lang", language, .. verb, "--help"]);
            said.Code.ShouldBe(Terminal.Done);
            all.Append("$ mingzhu ").AppendJoin(' ', verb.Append("--help")).Append('\n').Append(said.Out).Append('\n');
        }

        return all.ToString();
    }

    [GeneratedRegex(@"(?<!-)\b(?:usage|show|required|default|which|folder|the|of)\b", RegexOptions.IgnoreCase)]
    private static partial Regex EnglishWords();
}
