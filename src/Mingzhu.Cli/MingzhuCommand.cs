using System.CommandLine;
using System.CommandLine.Help;
using Mingzhu.City;

namespace Mingzhu.Cli;

/// <summary>The whole command line: one verb, one file.</summary>
internal static class MingzhuCommand
{
    /// <summary>A file name that begins with @ is a file name, not a list of words to read.</summary>
    private static readonly ParserConfiguration Plain = new() { ResponseFileTokenReplacer = null, EnablePosixBundling = false };

    /// <summary>Runs one command line. Exit code 0 done, 1 refused or failed, 2 misuse.</summary>
    public static async Task<int> Run(string[] args, Terminal terminal, CancellationToken cancel)
    {
        var options = new Options(terminal.Language);
        var root = Build(options, terminal);
        var parsed = root.Parse(args, Plain);
        if (parsed.Errors.Count > 0)
        {
            foreach (var fault in Misuse.Of(parsed, options))
                terminal.Error.WriteLine(fault);
            var verb = Help.PathOf(parsed.CommandResult.Command, root);
            terminal.Error.WriteLine(new Wording($"用法见 {verb} --help", $"see {verb} --help").In(terminal.Language));
            return Terminal.Misuse;
        }

        return await parsed.InvokeAsync(new InvocationConfiguration { Output = terminal.Out, Error = terminal.Error }, cancel);
    }

    private static RootCommand Build(Options options, Terminal terminal)
    {
        var root = new RootCommand(options.Text("明珠：城市体检与城市更新", "Mingzhu: city check-up and urban renewal"))
        {
            NewVerb.Create(options, terminal),
            InspectVerb.Create(options, terminal),
            ImportVerb.Create(options, terminal),
            LayersVerb.Create(options, terminal),
            CompareVerb.Create(options, terminal),
            ExportVerb.Create(options, terminal),
            CheckUpVerb.Create(options, terminal),
            ResultsVerb.Create(options, terminal),
            NearestVerb.Create(options, terminal),
            CoverageVerb.Create(options, terminal),
            TryVerb.Create(options, terminal),
            CircleVerb.Create(options, terminal),
            SitesVerb.Create(options, terminal),
            OneMoreVerb.Create(options, terminal),
            ReportVerb.Create(options, terminal),
            ServeVerb.Create(options, terminal),
            PackVerb.Create(options, terminal),
            PolicyVerb.Create(options, terminal),
            AccountsVerb.Create(options, terminal),
            OrganisationVerb.Create(options, terminal),
            ExpertsVerb.Create(options, terminal),
            AccessVerb.Create(options, terminal),
            VerifyVerb.Create(options, terminal),
            HeadVerb.Create(options, terminal),
            AuditVerb.Create(options, terminal),
            EraseVerb.Create(options, terminal),
            BackupVerb.Create(options, terminal),
            RestoreVerb.Create(options, terminal),
            JoinVerb.Create(options, terminal),
            SampleVerb.Create(options, terminal),
            Reader.Create(),
        };
        var language = new Option<string>("--lang") { Recursive = true, HelpName = "zh-CN|en", Description = options.Text("语言", "language") };
        options.OneOf(language, "zh-CN", "zh", "en");
        root.Options.Add(language);
        var help = root.Options.OfType<HelpOption>().Single();
        (help.Description, help.Action) = (options.Text("显示用法", "show this help"), new Help(options));
        root.Options.OfType<VersionOption>().Single().Description = options.Text("显示版本", "show the version");
        return root;
    }
}
