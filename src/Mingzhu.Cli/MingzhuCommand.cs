using System.CommandLine;
using Mingzhu.City;

namespace Mingzhu.Cli;

/// <summary>The whole command line: one verb, one file.</summary>
internal static class MingzhuCommand
{
    /// <summary>Runs one command line. Exit code 0 done, 1 refused or failed, 2 misuse.</summary>
    public static async Task<int> Run(string[] args, Terminal terminal, CancellationToken cancel)
    {
        var parsed = Build(terminal).Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                terminal.Error.WriteLine(error.Message);
            terminal.Error.WriteLine(new Wording("用法见 mingzhu --help", "see mingzhu --help").In(terminal.Language));
            return Terminal.Misuse;
        }

        return await parsed.InvokeAsync(new InvocationConfiguration { Output = terminal.Out, Error = terminal.Error }, cancel);
    }

    private static RootCommand Build(Terminal terminal)
    {
        var options = new Options(terminal.Language);
        var root = new RootCommand(options.Text("明珠：城市体检与城市更新", "Mingzhu: city check-up and urban renewal"))
        {
            NewVerb.Create(options, terminal),
            InspectVerb.Create(options, terminal),
            ImportVerb.Create(options, terminal),
            LayersVerb.Create(options, terminal),
            CheckUpVerb.Create(options, terminal),
            ResultsVerb.Create(options, terminal),
            NearestVerb.Create(options, terminal),
            CoverageVerb.Create(options, terminal),
            ReportVerb.Create(options, terminal),
            ServeVerb.Create(options, terminal),
            PackVerb.Create(options, terminal),
            VerifyVerb.Create(options, terminal),
            SampleVerb.Create(options, terminal),
            Reader.Create(),
        };
        root.Options.Add(new Option<string>("--lang") { Recursive = true, HelpName = "zh-CN|en", Description = options.Text("语言", "language") });
        return root;
    }
}
