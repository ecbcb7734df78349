using Mingzhu.City;
using Mingzhu.Cli;
using Mingzhu.Store;

Console.OutputEncoding = System.Text.Encoding.UTF8;
await using var output = new StreamWriter(Console.OpenStandardOutput(), new System.Text.UTF8Encoding(false), 1 << 16);
var terminal = new Terminal(output, Console.Error, Program.LanguageOf(args), (folder, access) => HandOver.Open(folder, access, TimeProvider.System), Directory.GetCurrentDirectory());
var code = await HandOver.OrRun(args, terminal, () => MingzhuCommand.Run(args, terminal, CancellationToken.None));
await output.FlushAsync();
return code;

internal static partial class Program
{
    /// <summary>The language asked for by <c>--lang en</c> or <c>--lang=en</c>, else Chinese; codes are never translated.</summary>
    public static Language LanguageOf(string[] args) => ValueOf(args, "--lang") is "en" ? Language.En : Language.Zh;

    /// <summary>The value of an option as the parser will read it; null if it is not given.</summary>
    public static string? ValueOf(string[] args, string option)
    {
        for (var at = 0; at < args.Length; at++)
        {
            if (args[at] == option && at + 1 < args.Length)
                return args[at + 1];
            if (args[at].StartsWith(option, StringComparison.Ordinal) && args[at].Length > option.Length && args[at][option.Length] is '=' or ':')
                return args[at][(option.Length + 1)..];
        }

        return null;
    }
}
