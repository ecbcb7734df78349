using System.CommandLine;
using System.Globalization;
using Mingzhu.Atlas;
using Mingzhu.City;
using Mingzhu.Store;

namespace Mingzhu.Cli;

/// <summary><c>mingzhu import</c>: a file, or every file of a folder, each as one act.</summary>
internal static class ImportVerb
{
    public static Command Create(Options options, Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = options.Text("要导入的文件或文件夹", "file or folder to import") };
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
        var files = Directory.GetFiles(path).Where(file => Path.GetExtension(file) is ".geojson" or ".json" or ".gpkg" or ".csv" or ".pbf").Order(StringComparer.Ordinal).ToArray();
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
                layers = imported.Layers.Select(layer => new { layer = layer.Layer, features = layer.Count, rows = layer.Rows }),
                problems = imported.Report.Counts,
            });
            return;
        }

        foreach (var layer in imported.Layers)
            terminal.Say(new(string.Create(CultureInfo.InvariantCulture, $"{request.FileName} → {layer.Layer}：{layer.Count:N0} 个要素"), string.Create(CultureInfo.InvariantCulture, $"{request.FileName} → {layer.Layer}: {layer.Count:N0} features")));
        foreach (var (code, count) in imported.Report.Counts)
        {
            var first = imported.Report.Problems.First(problem => problem.Code == code);
            terminal.Error.WriteLine($"  {count} × {code}: {first.Says.In(terminal.Language)}");
        }
    }
}

/// <summary>The options by which a user answers what a file can't say.</summary>
internal sealed class ImportAnswers(Options options)
{
    private readonly Option<string?> _as = options.Option<string?>("--as", "LAYER", "作为哪个图层", "which layer it is");
    private readonly Option<string?> _asOf = options.Option<string?>("--as-of", "DATE", "数据描述的日期", "the day the data describe");
    private readonly Option<string?> _crs = options.Option<string?>("--crs", "EPSG:4490|GCJ-02|…", "坐标系", "coordinate system");
    private readonly Option<string?> _encoding = options.Option<string?>("--encoding", "GB18030|UTF-8|…", "文字编码", "text encoding");
    private readonly Option<string?> _x = options.Option<string?>("--x", "COLUMN", "经度或 x 所在的列", "column of longitude or x");
    private readonly Option<string?> _y = options.Option<string?>("--y", "COLUMN", "纬度或 y 所在的列", "column of latitude or y");
    private readonly Option<string?> _table = options.Option<string?>("--osm-table", "NAME", "osm.yaml 中的另一张对照表", "a second mapping table of osm.yaml");
    private readonly Option<bool> _skip = options.Option<bool>("--skip-bad-rows", "", "略去有错的行，导入其余", "leave bad rows out and import the others");

    private readonly Option<string?> _layer = options.Option<string?>("--layer", "NAME", "只读文件中的这个图层", "read only this layer of the file");
    private readonly Option<string[]> _columns = options.Option<string[]>("--column", "FIELD=HEADING", "字段在文件中的列名，可多次给出", "under which heading the file has a field; may be repeated");

    public void AddTo(Command verb) => verb.Add(_as, _asOf, _crs, _encoding, _x, _y, _layer, _columns, _table, _skip);

    private static Dictionary<string, string>? Columns(string[] given)
    {
        var pairs = given.Select(pair => (Pair: pair, At: pair.IndexOf('=', StringComparison.Ordinal))).ToArray();
        foreach (var (pair, _) in pairs.Where(pair => pair.At < 1 || pair.At == pair.Pair.Length - 1))
            throw new RefusedException(new Refusal("import.column", new($"--column '{pair}' 应写成 字段=列名，例如 code=NATCODE", $"--column '{pair}' should be field=heading, for example code=NATCODE")));
        return pairs is [] ? null : pairs.GroupBy(pair => pair.Pair[..pair.At], StringComparer.Ordinal).ToDictionary(field => field.Key, field => field.Last().Pair[(field.Last().At + 1)..], StringComparer.Ordinal);
    }

    public ImportRequest Request(string file, ParseResult parsed)
    {
        DateOnly? day = null;
        if (parsed.GetValue(_asOf) is { } text)
        {
            day = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read)
                ? read
                : throw new RefusedException(new Refusal("import.as-of", new($"--as-of '{text}' 不是日期，请写成 2026-01-31", $"--as-of '{text}' is no date; write 2026-01-31")));
        }

        return new ImportRequest(
            file, parsed.GetValue(_as), day, parsed.GetValue(_crs), parsed.GetValue(_encoding), parsed.GetValue(_x), parsed.GetValue(_y), parsed.GetValue(_table),
            parsed.GetValue(_skip), parsed.GetValue(_layer), Columns(parsed.GetValue(_columns) ?? []));
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
