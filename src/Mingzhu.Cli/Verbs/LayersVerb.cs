using System.CommandLine;
using System.Globalization;
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
        verb.Add(city, json);
        verb.SetAction((parsed, _) => terminal.Guard(() =>
        {
            using var lease = terminal.Open(parsed.GetRequiredValue(city), Access.Read);
            var layers = lease.Workspace.View<Layers>();
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
}
