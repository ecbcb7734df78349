using System.CommandLine;
using Mingzhu.Atlas;
using Mingzhu.City;
using Mingzhu.Publishing.Exports;
using Mingzhu.Store;

namespace Mingzhu.Cli;

/// <summary><c>mingzhu compare</c>: what changed between two versions of a layer.</summary>
internal static class CompareVerb
{
    // So many lines still fit a screen or two; the whole list is what --out is for.
    private const int MostShown = 50;

    public static Command Create(Options options, Terminal terminal)
    {
        var city = options.City();
        var layer = options.Option<string>("--layer", "LAYER", "图层", "layer", required: true);
        var from = options.Number<int>("--from", "N", "较旧的版本；默认为前一版", "older version; the one before if not said");
        var to = options.Number<int>("--to", "N", "较新的版本；默认为最新", "newer version; the newest if not said");
        var json = options.Json();
        var file = options.Option<string?>("--out", "FILE.csv|.xlsx|.geojson", "把全部变化写到文件", "write every change to a file");
        var verb = options.Verb("compare", "比较一个图层的两个版本", "compare two versions of a layer", "mingzhu compare --city city --layer parks --from 1 --to 2 --out parks.xlsx");
        verb.Add(city, layer, from, to, json, file);
        verb.SetAction((parsed, _) => terminal.Guard(() =>
        {
            using var lease = terminal.Open(parsed.GetRequiredValue(city), Access.Read);
            var compared = lease.Workspace.Read(terminal.Session, new CompareVersions(
                parsed.GetRequiredValue(layer), parsed.GetResult(from) is null ? null : parsed.GetValue(from), parsed.GetResult(to) is null ? null : parsed.GetValue(to)));
            var schema = LayerSchema.Of(lease.Workspace.Pack).FirstOrDefault(known => known.Id == compared.To.Layer);
            if (parsed.GetValue(file) is { } path)
                Write(terminal.Full(path), compared, schema, terminal.Language);
            if (parsed.GetValue(json))
                terminal.Write(Told(compared));
            else
                Tell(compared, schema, terminal, parsed.GetValue(file) is null);
            return Task.FromResult(Terminal.Done);
        }));
        return verb;
    }

    private static void Write(string path, ComparedVersions compared, LayerSchema? schema, Language language)
    {
        Action<Stream, ComparedVersions, LayerSchema?, Language> write = Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".csv" => ChangeList.WriteCsv,
            ".xlsx" => ChangeList.WriteExcel,
            ".geojson" or ".json" => ChangeList.WriteGeoJson,
            _ => throw new RefusedException(new Refusal("compare.format", new($"--out {path} 应以 .csv、.xlsx 或 .geojson 结尾", $"--out {path} should end in .csv, .xlsx or .geojson"))),
        };
        WholeFile.Write(path, stream => write(stream, compared, schema, language));
    }

    private static object Told(ComparedVersions compared) => new
    {
        layer = compared.To.Layer, from = compared.From.Number, to = compared.To.Number, counts = compared.Comparison.Counts,
        changes = compared.Comparison.Changes.Select(change => new
        {
            id = change.Id, formerId = change.FormerId, change = change.Kind, shape = change.Shape, related = change.Related,
            fields = change.Fields.Select(field => new { field = field.Field, before = field.Before, after = field.After }),
        }),
    };

    private static void Tell(ComparedVersions compared, LayerSchema? schema, Terminal terminal, bool list)
    {
        terminal.Say(ChangeList.Title(compared));
        if (!list)
            return;
        var changes = compared.Comparison.Changes;
        foreach (var change in changes.Take(MostShown))
        {
            var shape = change.Shape is { } measured ? FormattableString.Invariant($"  {measured.ShiftM:F1} m") : "";
            var values = string.Join("; ", change.Fields.Select(field => FormattableString.Invariant($"{ChangeList.Heading(schema, field.Field, terminal.Language)}: {field.Before ?? "—"} → {field.After ?? "—"}")));
            terminal.Out.WriteLine($"  {ChangeList.Name(change.Kind).In(terminal.Language)}  {change.Id}{(change.FormerId is { } former ? $" ← {former}" : "")}{shape}  {values}".TrimEnd());
        }

        if (changes.Length > MostShown)
            terminal.Say(new($"  还有 {changes.Length - MostShown} 个；用 --out FILE 写出全部", $"  {changes.Length - MostShown} more; --out FILE writes all"));
    }
}
