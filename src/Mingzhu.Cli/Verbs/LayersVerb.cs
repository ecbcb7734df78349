using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Mingzhu.Atlas;
using Mingzhu.Store;

namespace Mingzhu.Cli;

/// <summary><c>mingzhu layers</c>: what the city has been given.</summary>
internal static class LayersVerb
{
    public static Command Create(Options options, Terminal terminal)
    {
        var city = options.City();
        var json = options.Json();
        var verb = options.Verb("layers", "列出图层及其版本", "list the layers and their versions", "mingzhu layers --city city");
        var layer = options.Option<string?>("--layer", "LAYER", "一个图层的全部版本：何时、何人、来自哪个文件、变化多少", "every version of one layer: when, by whom, from which file, how much changed");
        verb.Add(city, layer, json);
        verb.SetAction((parsed, _) => terminal.Guard(() =>
        {
            using var lease = terminal.Open(parsed.GetRequiredValue(city), Access.Read);
            var layers = lease.Workspace.View<Layers>();
            if (parsed.GetValue(layer) is { } one)
            {
                LayerVersions.Find(lease.Workspace.Pack, layers, one, null);
                Tell(layers.History(one), terminal, parsed.GetValue(json));
                return Task.FromResult(Terminal.Done);
            }

            var schemas = LayerSchema.Of(lease.Workspace.Pack);
            var rows = schemas.Select(schema => (Schema: schema, Version: layers.Current(schema.Id))).ToArray();
            if (parsed.GetValue(json))
                terminal.Write(rows.Where(row => row.Version is not null).Select(row => new
                {
                    layer = row.Schema.Id, name = row.Schema.Name.In(terminal.Language), version = row.Version!.Number, features = row.Version.Count, asOf = row.Version.AsOf,
                    rows = row.Version.Rows, file = row.Version.FileName, source = row.Version.Provenance.Source.In(terminal.Language), invented = row.Version.Provenance.Invented,
                    bbox = new[] { row.Version.West, row.Version.South, row.Version.East, row.Version.North },
                }));
            foreach (var (schema, version) in parsed.GetValue(json) ? [] : rows)
            {
                terminal.Out.WriteLine(version is null
                    ? $"{schema.Id,-18} {schema.Name.In(terminal.Language)}  —"
                    : string.Create(CultureInfo.InvariantCulture, $"{schema.Id,-18} {schema.Name.In(terminal.Language)}  v{version.Number}  {version.Count:N0}  {version.AsOf:yyyy-MM-dd}  {version.FileName}"));
            }

            return Task.FromResult(Terminal.Done);
        }));
        return verb;
    }

    private static void Tell(ImmutableArray<LayerVersion> history, Terminal terminal, bool json)
    {
        if (json)
        {
            terminal.Write(history.Select(version => new
            {
                version = version.Number, seq = version.Seq, at = version.Origin?.At, actor = version.Origin?.Actor, file = version.FileName, fileHash = version.Origin?.FileHash, asOf = version.AsOf,
                features = version.Count, rows = version.Rows, answers = version.Origin?.Answers, matched = version.Origin?.Matched,
            }));
            return;
        }

        foreach (var version in history)
        {
            var origin = version.Origin;
            terminal.Out.WriteLine(FormattableString.Invariant(
                $"v{version.Number}  #{version.Seq}  {origin?.At:yyyy-MM-dd HH:mm}Z  {origin?.Actor}  {version.FileName} {origin?.FileHash[..12]}  {version.AsOf:yyyy-MM-dd}  {version.Count:N0}"));
            if (origin?.Matched is { } counts)
            {
                terminal.Say(new(
                    $"    保持 {counts.Kept}，图形变化 {counts.Moved}，换编号 {counts.Rekeyed}，新增 {counts.Added}（拆分 {counts.Split}），删除 {counts.Removed}（合并 {counts.Merged}）",
                    $"    {counts.Kept} kept, {counts.Moved} moved, {counts.Rekeyed} re-keyed, {counts.Added} added ({counts.Split} by splitting), {counts.Removed} removed ({counts.Merged} by merging)"));
            }

            if (origin?.Answers is { } answers)
                terminal.Say(new($"    回答：{JsonSerializer.Serialize(answers, FactJson.Options)}", $"    answers: {JsonSerializer.Serialize(answers, FactJson.Options)}"));
        }
    }
}
