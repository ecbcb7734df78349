using System.CommandLine;
using Mingzhu.Atlas;
using Mingzhu.CheckUp;
using Mingzhu.City;
using Mingzhu.Publishing.Exports;
using Mingzhu.Publishing.Tiles;
using Mingzhu.Spatial;
using Mingzhu.Store;

namespace Mingzhu.Cli;

/// <summary><c>mingzhu export</c>: a layer, the results of a check-up, its findings or the whole map as a file for other programs.</summary>
internal static class ExportVerb
{
    public static Command Create(Options options, Terminal terminal)
    {
        var layer = new Argument<string?>("LAYER") { Description = options.Text("图层", "layer"), Arity = ArgumentArity.ZeroOrOne };
        var city = options.City();
        var all = options.Option<bool>("--all", "", "全部图层写入一个文件（gpkg、xlsx）", "every layer in one file (gpkg, xlsx)");
        var results = options.Option<string>("--results", "city|district|subdistrict|community|compound|building|zone", "体检结果：一级地方及其各项指标", "results of a check-up: the places of a level with every indicator");
        options.OneOf(results, [.. Levels.All.Select(level => level.Code())]);
        var findings = options.Option<bool>("--findings", "", "体检问题清单", "findings of a check-up");
        var run = options.Run();
        var tiles = options.Option<string>("--pmtiles", "FILE", "整张地图：全部图层、各级缩放的矢量瓦片写入一个文件（PMTiles）", "the whole map: vector tiles of every layer at every zoom in one file (PMTiles)");
        var format = options.Option<string>("--format", string.Join('|', LayerExport.Formats), "格式（--pmtiles 之外必填）", "format (required but for --pmtiles)");
        options.OneOf(format, [.. LayerExport.Formats]);
        var version = options.Number<int>("--version", "N", "版本；默认为最新", "version; the newest if not said");
        var encoding = options.Option<string>("--encoding", "UTF-8|GBK", "Shapefile 的文字编码", "text encoding of a Shapefile");
        options.OneOf(encoding, "UTF-8", "GBK");
        var crs = options.Option<string>("--crs", "CRS", "坐标系：EPSG:4490（默认）、EPSG:4326、CGCS2000 各带、WGS 84 UTM 各带", "coordinates: EPSG:4490 (if not said), EPSG:4326, any zone of CGCS2000, any UTM zone of WGS 84");
        var headings = options.Option<string>("--headings", "id|zh", "列名：字段编号或中文", "column names: field ids or Chinese");
        options.OneOf(headings, "id", "zh");
        var file = options.Option<string>("--out", "FILE", "写到哪个文件（--pmtiles 之外必填）", "file to write (required but for --pmtiles)");
        var verb = options.Verb("export", "导出图层或体检结果", "export a layer or the results of a check-up", "mingzhu export parks --city city --format gpkg --out parks.gpkg");
        verb.Add(layer, city, all, results, findings, run, format, version, crs, encoding, headings, file, tiles);
        verb.Validators.Add(result =>
        {
            var named = result.GetResult(layer) is { Tokens.Count: > 0 };
            bool Given(Option option) => result.GetResult(option) is { Implicit: false };
            if (new[] { named, Given(all), Given(results), Given(findings), Given(tiles) }.Count(given => given) != 1)
                options.Fault(result, new("请给出一个图层，或 --all、--results、--findings、--pmtiles 之一", "give one layer, or one of --all, --results, --findings, --pmtiles"));
            if (!named && Given(version))
                options.Fault(result, new("--version 只用于一个图层", "--version goes with one layer"));
            foreach (var lacking in new Option[] { format, file }.Where(option => !Given(tiles) && !Given(option)))
                options.Fault(result, new($"缺少 {lacking.Name} {lacking.HelpName}：{lacking.Description}", $"{lacking.Name} {lacking.HelpName} is missing: {lacking.Description}"));
            foreach (var vain in new Option[] { format, file, crs, encoding, headings }.Where(option => Given(tiles) && Given(option)))
                options.Fault(result, new($"{vain.Name} 不能与 --pmtiles 一起用", $"{vain.Name} does not go with --pmtiles"));
        });
        verb.SetAction((parsed, cancel) => terminal.Guard(() =>
        {
            using var lease = terminal.Open(parsed.GetRequiredValue(city), Access.Read);
            if (parsed.GetValue(tiles) is { } pyramid)
                return Task.FromResult(WriteTiles(lease.Workspace, terminal.Full(pyramid), terminal, cancel));
            var (path, name) = (terminal.Full(parsed.GetRequiredValue(file)), parsed.GetRequiredValue(format));
            WholeFile.Require(path);
            var chosen = CrsOf(parsed.GetValue(crs));
            ExportedLayer[] layers = parsed.GetValue(layer) is { } one ? [ExportedLayer.Open(lease.Workspace, one, parsed.GetResult(version) is null ? null : parsed.GetValue(version))]
                : parsed.GetValue(all) ? All(lease.Workspace, name)
                : [Result(lease.Workspace, RunOf.Open(lease.Workspace, parsed.GetRequiredValue(run)), parsed.GetValue(results))];
            var how = new ExportOptions { Chinese = parsed.GetValue(headings) == "zh", ChineseLayers = parsed.GetValue(headings) != "id", Gbk = parsed.GetValue(encoding) == "GBK", Crs = chosen };
            foreach (var note in Write(path, name, layers, how))
                terminal.Error.WriteLine("  " + new Wording(note.Zh, note.En).In(terminal.Language));
            terminal.Say(new($"已导出 {layers.Length} 个图层到 {path}", $"exported {layers.Length} {(layers.Length == 1 ? "layer" : "layers")} to {path}"));
            return Task.FromResult(Terminal.Done);
        }));
        return verb;
    }

    private static int WriteTiles(Workspace workspace, string path, Terminal terminal, CancellationToken cancel)
    {
        PyramidWritten? written = null;
        using (var progress = new Percent(terminal, new("瓦片", "tiles")))
        {
            WholeFile.Write(path, file =>
            {
                using var waiting = new FileStream($"{path}.{Guid.NewGuid():N}", FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 1 << 16, FileOptions.DeleteOnClose);
                written = CityPyramid.Write(workspace, file, waiting, progress, cancel);
            });
        }

        foreach (var left in written!.Left)
            terminal.Error.WriteLine("  " + left.Says.In(terminal.Language));
        var (count, layers, megabytes) = (written.Tiles, written.Layers.Length, Shown.Number(new FileInfo(path).Length / 1e6, 1));
        terminal.Say(new($"已将 {layers} 个图层的 {count} 张瓦片写到 {path}（{megabytes} MB）", $"wrote {count} tiles of {layers} {(layers == 1 ? "layer" : "layers")} to {path} ({megabytes} MB)"));
        return Terminal.Done;
    }

    private static ExportedLayer Result(Workspace workspace, CheckUpRun run, string? level) =>
        level is null ? ResultLayers.Findings(workspace, run) : ResultLayers.Places(workspace, run, Levels.Of(level)!.Value);

    private static Crs CrsOf(string? text)
    {
        if (text is null)
            return Crs.Cgcs2000;
        return Crs.Of(text) is { } crs && WktWriter.Knows(crs) ? crs : throw new RefusedException(new Refusal("export.crs", new(
            $"不能导出为“{text}”；可用 EPSG:4490、EPSG:4326、CGCS2000 各带（EPSG:4491–4554）、WGS 84 UTM（EPSG:32601–32660、32701–32760）。西安 80、北京 54 没有公开的转换参数",
            $"'{text}' can't be written; there are EPSG:4490, EPSG:4326, the zones of CGCS2000 (EPSG:4491–4554) and UTM of WGS 84 (EPSG:32601–32660, 32701–32760). Xian 80 and Beijing 54 have no public shift")));
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
    private static IEnumerable<SourceProblem> Write(string path, string format, ExportedLayer[] layers, ExportOptions options)
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
