using System.Globalization;
using Mingzhu.City;
using Mingzhu.Cli;
using Mingzhu.Store;

// Chinese unless the user says otherwise; codes are never translated.
var language = Program.LanguageOf(args);
if (language == Language.Zh)
    CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("zh-Hans");
Console.OutputEncoding = System.Text.Encoding.UTF8;
await using var output = new StreamWriter(Console.OpenStandardOutput(), new System.Text.UTF8Encoding(false), 1 << 16);
var terminal = new Terminal(output, Console.Error, language, HandOver.Open);
var code = await HandOver.OrRun(args, terminal, () => MingzhuCommand.Run(args, terminal, CancellationToken.None));
await output.FlushAsync();
return code;

internal static partial class Program
{
    /// <summary>The language asked for by <c>--lang en</c> or <c>--lang=en</c>, else Chinese.</summary>
    public static Language LanguageOf(string[] args)
    {
        for (var at = 0; at < args.Length; at++)
        {
            var value = args[at] == "--lang" && at + 1 < args.Length ? args[at + 1] : args[at].StartsWith("--lang=", StringComparison.Ordinal) ? args[at][7..] : null;
            if (value is not null)
                return value.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? Language.En : Language.Zh;
        }

        return Language.Zh;
    }
}
