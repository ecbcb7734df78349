using System.CommandLine;
using System.CommandLine.Invocation;
using Mingzhu.City;

namespace Mingzhu.Cli;

/// <summary><c>--help</c> of every verb, wholly in the reader's language.</summary>
internal sealed class Help(Options options) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        Write(parseResult.CommandResult.Command, parseResult.RootCommandResult.Command, parseResult.InvocationConfiguration.Output);
        return Terminal.Done;
    }

    /// <summary>The help of one command.</summary>
    public void Write(Command command, Command root, TextWriter to)
    {
        to.WriteLine(command.Description);
        to.WriteLine();
        to.WriteLine($"{options.Text("用法", "Usage")}: {Usage(command, root)}");
        Section(to, new("命令", "Commands"), command.Subcommands.Where(verb => !verb.Hidden).Select(verb => (Named(verb), verb.Description ?? "")));
        Section(to, new("参数", "Arguments"), command.Arguments.Select(argument => ($"<{argument.Name}>", argument.Description ?? "")));
        Section(to, new("选项", "Options"), command.Options.Concat(root.Options).Distinct().Select(option => (Named(option), Described(option))));
    }

    private string Usage(Command command, Command root)
    {
        List<string> words = [PathOf(command, root), .. command.Arguments.Select(argument => $"<{argument.Name}>")];
        words.AddRange(command.Options.Where(option => option.Required).Select(option => $"{option.Name} {option.HelpName}"));
        if (command.Subcommands.Count > 0)
            words.Add(options.Text("<命令>", "<command>"));
        words.Add(options.Text("[选项]", "[options]"));
        return string.Join(' ', words);
    }

    /// <summary>A command as it is typed: "mingzhu pack check".</summary>
    public static string PathOf(Command command, Command root) =>
        command == root ? "mingzhu" : $"{PathOf(command.Parents.OfType<Command>().First(), root)} {command.Name}";

    private static string Named(Command verb) => string.Join(' ', verb.Arguments.Select(argument => $"<{argument.Name}>").Prepend(verb.Name));

    private static string Named(Option option)
    {
        var names = string.Join(", ", option.Aliases.Order(StringComparer.Ordinal).Append(option.Name).Where(name => name is not "/?" and not "/h"));
        return string.IsNullOrEmpty(option.HelpName) ? names : $"{names} <{option.HelpName}>";
    }

    private string Described(Option option)
    {
        var note = option.Required ? options.Text("（必填）", " (required)")
            : option is { HasDefaultValue: true } && option.ValueType != typeof(bool) && option.GetDefaultValue() is { } value ? string.Create(null, $"{options.Text("（默认 ", " (default ")}{value}{options.Text("）", ")")}")
            : "";
        return option.Description + note;
    }

    private void Section(TextWriter to, Wording title, IEnumerable<(string Name, string Says)> entries)
    {
        var rows = entries.ToArray();
        if (rows.Length == 0)
            return;
        to.WriteLine();
        to.WriteLine($"{title.In(options.Language)}:");
        var width = rows.Max(row => row.Name.Length);
        foreach (var (name, says) in rows)
            to.WriteLine($"  {name.PadRight(width)}  {says.Replace("\n", $"\n{new string(' ', width + 2)}", StringComparison.Ordinal)}".TrimEnd());
    }
}
