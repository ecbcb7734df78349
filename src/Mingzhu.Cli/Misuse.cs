using System.CommandLine;
using System.CommandLine.Parsing;
using Mingzhu.City;

namespace Mingzhu.Cli;

/// <summary>What is wrong with a command line, in the reader's language: the parser's own sentences are English only.</summary>
internal static class Misuse
{
    /// <summary>Every fault, one sentence each.</summary>
    public static IEnumerable<string> Of(ParseResult parsed, Options options)
    {
        var command = parsed.CommandResult.Command;
        var told = Unknown(parsed, command).Concat(Lacking(parsed, command)).Concat(parsed.Errors.Select(error => error.SymbolResult).OfType<OptionResult>().SelectMany(Valueless))
            .Select(says => says.In(options.Language)).Concat(parsed.Errors.Select(error => error.Message).Where(options.IsOurs)).Distinct(StringComparer.Ordinal).ToList();
        return told.Count > 0 ? told : parsed.Errors.Select(error => error.Message);
    }

    private static bool LacksVerb(ParseResult parsed) => parsed.CommandResult.Command is { Action: null, Subcommands.Count: > 0 };

    private static IEnumerable<Wording> Unknown(ParseResult parsed, Command command)
    {
        var verbs = string.Join(", ", command.Subcommands.Where(verb => !verb.Hidden).Select(verb => verb.Name));
        if (LacksVerb(parsed) && parsed.UnmatchedTokens is [var first, ..])
            return [new($"没有命令“{first}”；可用：{verbs}", $"there is no command '{first}'; there are: {verbs}")];
        return LacksVerb(parsed)
            ? [new($"请给出一个命令：{verbs}", $"name a command: {verbs}")]
            : parsed.UnmatchedTokens.Select(token => new Wording($"不认识“{token}”", $"'{token}' is not known here"));
    }

    private static IEnumerable<Wording> Lacking(ParseResult parsed, Command command)
    {
        foreach (var argument in command.Arguments.Where(argument => argument.Arity.MinimumNumberOfValues > 0 && parsed.GetResult(argument) is null or { Tokens.Count: 0 }))
            yield return new($"缺少 {argument.Name}：{argument.Description}", $"{argument.Name} is missing: {argument.Description}");
        foreach (var option in command.Options.Where(option => option.Required && parsed.GetResult(option) is not { IdentifierTokenCount: > 0 }))
            yield return new($"缺少 {option.Name} {option.HelpName}：{option.Description}", $"{option.Name} {option.HelpName} is missing: {option.Description}");
    }

    private static IEnumerable<Wording> Valueless(OptionResult result)
    {
        var option = result.Option;
        if (result is { Tokens.Count: 0, IdentifierTokenCount: > 0 } && option.Arity.MinimumNumberOfValues > 0)
            yield return new($"{option.Name} 后面缺少值：{option.Name} {option.HelpName}", $"{option.Name} lacks its value: {option.Name} {option.HelpName}");
        else if (result.Tokens.Count > option.Arity.MaximumNumberOfValues)
            yield return new($"{option.Name} 只能给一次", $"{option.Name} may be given once only");
    }
}
