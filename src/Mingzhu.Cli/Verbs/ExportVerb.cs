using System.CommandLine;
using Mingzhu.Atlas;
using Mingzhu.City;
using Mingzhu.Publishing.Exports;
using Mingzhu.Store;

namespace Mingzhu.Cli;

/// <summary><c>mingzhu export</c>: a layer as a file for other programs.</summary>
internal static class ExportVerb
{
    public static Command Create(Options options, Terminal terminal)
    {
        var layer = new Argument<string?>("LAYER") { Description = options.Text("图层", "layer"), Arity = ArgumentArity.ZeroOrOne };
        var city = options.City();
        var all = options.Option<bool>("--all", "", "全部图层写入一个文件（gpkg、xlsx）", "every layer in one file (gpkg, xlsx)");
        var format = options.Option<string>("--format", string.Join('|', LayerExport.Formats), "格式", "format", required: true);
        options.OneOf(format, [.. LayerExport.Formats]);
        var version = options.Number<int>("--version", "N", "版本；默认为最新", "version; the newest if not said");
        var encoding = options.Option<string>("--encoding", "UTF-8|GBK", "Shapefile 的文字编码", "text encoding of a Shapefile");
        options.OneOf(encoding, "UTF-8", "GBK");
        var headings = options.Option<string>("--headings", "id|zh", "列名：字段编号或中文", "column names: field ids or Chinese");
        options.OneOf(headings, "id", "zh");
        var file = options.Option<string>("--out", "FILE", "写到哪个文件", "file to write", required: true);
        var verb = options.Verb("export", "导出图层", "export a layer", "mingzhu export parks --city city --format gpkg --out parks.gpkg");
        verb.Add(layer, city, all, format, version, encoding, headings, file);
        verb.Validators.Add(result =>
        {
            if ((result.GetResult(layer)?.Tokens.Count ?? 0) > 0 == result.GetResult(all) is { Implicit: false })
                options.Fault(result, new("请给出一个图层，或 --all", "give one layer, or --all"));
        });
        verb.SetAction((parsed, _) => terminal.Guard(() =>
        {
            using var lease = terminal.Open(parsed.GetRequiredValue(city), Access.Read);
            var (path, name) = (terminal.Full(parsed.GetRequiredValue(file)), parsed.GetRequiredValue(format));
            WholeFile.Require(path);
            var layers = parsed.GetValue(layer) is { } one
                ? [ExportedLayer.Open(lease.Workspace, one, parsed.GetResult(version) is null ? null : parsed.GetValue(version))]
                : All(lease.Workspace, name);
            foreach (var note in Write(path, name, layers, new ExportOptions { Chinese = parsed.GetValue(headings) == "zh", ChineseLayers = parsed.GetValue(headings) != "id", Gbk = parsed.GetValue(encoding) == "GBK" }))
                terminal.Error.WriteLine("  " + new Wording(note.Zh, note.En).In(terminal.Language));
            terminal.Say(new($"已导出 {layers.Length} 个图层到 {path}", $"exported {layers.Length} {(layers.Length == 1 ? "layer" : "layers")} to {path}"));
            return Task.FromResult(Terminal.Done);
        }));
        return verb;
    }

    private static ExportedLayer[] All(Workspace workspace, string format)
    {
        if (!LayerExport.ForMany.Contains(format))
            throw new RefusedException(new Refusal("export.one-layer", new($"{format} 只能放一个图层；--all 请用 {string.Join("、", LayerExport.ForMany)}", $"{format} holds one layer; with --all use {string.Join(", ", LayerExport.ForMany)}")));
        var known = LayerSchema.Of(workspace.Pack).Select(schema => schema.Id).ToHashSet();
        var layers = workspace.View<Layers>().Ids.Where(known.Contains).Select(id => ExportedLayer.Open(workspace, id, null)).ToArray();
        return layers is [] ? throw new RefusedException(new Refusal("export.nothing", new("还没有导入任何图层", "no layer has been imported yet"))) : layers;
    }

    /// <summary>Written in a folder beside the file and moved over when whole: an older file stays until then.</summary>
    private static IEnumerable<Spatial.SourceProblem> Write(string path, string format, ExportedLayer[] layers, ExportOptions options)
    {
        var target = Path.GetDirectoryName(path)!;
        var work = Directory.CreateDirectory(Path.Combine(target, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}"));
        try
        {
            var notes = LayerExport.Write(Path.Combine(work.FullName, Path.GetFileName(path)), format, layers, options);
            foreach (var written in work.EnumerateFiles().OrderBy(file => file.Name, StringComparer.Ordinal))
                written.MoveTo(Path.Combine(target, written.Name), overwrite: true);
            return notes;
        }
        finally
        {
            work.Delete(recursive: true);
        }
    }
}
