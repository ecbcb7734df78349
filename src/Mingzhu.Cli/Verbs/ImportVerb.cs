using System.CommandLine;
using System.Globalization;
using Mingzhu.Atlas;
using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.Cli;

/// <summary><c>mingzhu import</c>: a file, or every file of a folder, each as one act; a Shapefile with all its parts, and a zip with all it holds, is one.</summary>
internal static class ImportVerb
{
    public static Command Create(Options options, Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = options.Text("要导入的文件、文件夹或 zip", "file, folder or zip to import") };
        var city = options.City();
        var json = options.Json();
        var answers = new ImportAnswers(options);
        var verb = options.Verb("import", "导入文件：全部成功，或什么都不改变", "import a file: all of it lands, or nothing", "mingzhu import parks.geojson --city city --as parks --as-of 2026-06-30");
        verb.Add(file, city, json);
        answers.AddTo(verb);
        verb.SetAction((parsed, cancel) => terminal.Guard(() =>
        {
            var requests = Requests(terminal.Full(parsed.GetRequiredValue(file)), answers, parsed).ToArray();
            using var lease = terminal.Open(parsed.GetRequiredValue(city), Access.Write);
            using var percent = new Percent(terminal, new("正在读取", "reading"));
            foreach (var (request, imported) in requests.Zip(Import.Run(lease.Workspace, terminal.Session, requests, Reader.OfThisProgram(), percent, cancel)))
                Tell(request, imported, terminal, parsed.GetValue(json));
            return Task.FromResult(Terminal.Done);
        }));
        return verb;
    }

    private static IEnumerable<ImportRequest> Requests(string path, ImportAnswers answers, ParseResult parsed)
    {
        if (!Directory.Exists(path))
            return [answers.Request(path, parsed)];
        var files = FileSet.In(path).Found.Select(one => one.Path).ToArray();
        return files.Length > 0
            ? files.Select(file => answers.Request(file, parsed))
            : throw new RefusedException(new Refusal("import.empty-folder", new($"文件夹 {path} 中没有可导入的文件", $"the folder {path} holds no file that can be imported")));
    }

    private static void Tell(ImportRequest request, Imported imported, Terminal terminal, bool json)
    {
        if (json)
        {
            terminal.Write(new
            {
                file = request.FileName, outcome = imported.Report.Outcome,
                layers = imported.Layers.Select(layer => new { layer = layer.Layer, features = layer.Count, rows = layer.Rows, version = layer.After + 1, matched = layer.Matched }),
                unchanged = imported.Unchanged.Select(version => new { layer = version.Layer, features = version.Count, rows = version.Rows, version = version.Number }),
                problems = imported.Report.Counts,
            });
            return;
        }

        foreach (var layer in imported.Layers)
            terminal.Say(new(string.Create(CultureInfo.InvariantCulture, $"{request.FileName} → {layer.Layer}：{layer.Count:N0} 个要素"), string.Create(CultureInfo.InvariantCulture, $"{request.FileName} → {layer.Layer}: {layer.Count:N0} features")));
        foreach (var version in imported.Unchanged)
            terminal.Say(new($"{request.FileName} → {version.Layer}：与第 {version.Number} 版完全相同，没有新版本", $"{request.FileName} → {version.Layer}: exactly the same as version {version.Number}; no new version"));
        foreach (var (code, count) in imported.Report.Counts)
        {
            var first = imported.Report.Problems.First(problem => problem.Code == code);
            terminal.Error.WriteLine($"  {count} × {code}: {first.Says.In(terminal.Language)}");
        }
    }
}

/// <summary>The reading process: this program again, with a hidden verb.</summary>
internal static class Reader
{
    public const string Verb = "read-foreign-file";

    public static ReadingProcess OfThisProgram()
    {
        var assembly = Path.Combine(AppContext.BaseDirectory, "mingzhu.dll");
        return File.Exists(assembly) ? new ReadingProcess("dotnet", [assembly, Verb]) : new ReadingProcess(Environment.ProcessPath!, [Verb]);
    }

    public static Command Create()
    {
        var folders = new Argument<string[]>("FOLDERS");
        var verb = new Command(Verb) { Hidden = true };
        verb.Arguments.Add(folders);
        verb.SetAction((parsed, cancel) =>
        {
            ReadingProcess.EndWithParent(Console.In);
            ReadingProcess.Serve(parsed.GetRequiredValue(folders), Console.Out, cancel);
            return Task.FromResult(Terminal.Done);
        });
        return verb;
    }
}
