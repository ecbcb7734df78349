using System.Globalization;
using Mingzhu.Cli.Tests.Architecture;
using Mingzhu.City;

namespace Mingzhu.Cli.Tests.Verbs;

/// <summary>Types command lines as a user would, in this process.</summary>
internal static class Shell
{
    public static async Task<Said> Type(string folder, params string[] args)
    {
        var (output, error) = (new StringWriter(CultureInfo.InvariantCulture), new StringWriter(CultureInfo.InvariantCulture));
        var terminal = new Terminal(output, error, Program.LanguageOf(args), (folder, access) => HandOver.Open(folder, access, TimeProvider.System), folder);
        var code = await MingzhuCommand.Run(args, terminal, TestContext.Current.CancellationToken);
        return new Said(code, output.ToString().ReplaceLineEndings("\n"), error.ToString().ReplaceLineEndings("\n"));
    }

    /// <summary>Compares with a text that was read and approved; a difference writes <c>.received</c> beside it and fails.</summary>
    public static void ShouldBeApproved(this string received, string name)
    {
        var approved = Path.Combine(Repository.Root, "tests", "Mingzhu.Cli.Tests", "Verbs", "Approved", name);
        if (File.Exists(approved) && File.ReadAllText(approved) == received)
        {
            File.Delete(approved + ".received");
            return;
        }

        File.WriteAllText(approved + ".received", received);
        Assert.Fail($"{name} differs from the approved one; read {approved}.received and, if it is right, copy it over.");
    }
}

/// <summary>What a command line came to.</summary>
internal sealed record Said(int Code, string Out, string Error);
