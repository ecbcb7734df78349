using System.CommandLine;

namespace Mingzhu.Cli;

/// <summary>Shorter ways to put a verb together.</summary>
internal static class VerbExtensions
{
    public static void Add(this Command verb, params ReadOnlySpan<Symbol> parts)
    {
        foreach (var part in parts)
        {
            if (part is Option option)
                verb.Options.Add(option);
            else if (part is Argument argument)
                verb.Arguments.Add(argument);
        }
    }
}
