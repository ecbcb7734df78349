using System.CommandLine;
using Mingzhu.CheckUp;
using Mingzhu.City;
using Mingzhu.Spatial;
using Mingzhu.Store;

namespace Mingzhu.Cli;

/// <summary><c>mingzhu nearest</c>: walking distance from every feature of a layer to the nearest facility of a kind.</summary>
internal static class NearestVerb
{
    public static Command Create(Options options, Terminal terminal)
    {
        var city = options.City();
        var from = options.Option<string>("--from", "LAYER", "出发的图层", "layer to start from", required: true);
        var to = options.Option<string>("--to", "KIND", "设施类别，或图层", "facility kind, or a layer", required: true);
        var within = options.Number<double>("--within", "METRES", "最远步行距离（米）", "farthest walk in metres", required: true);
        var csv = options.Csv();
        var json = options.Json();
        var verb = options.Verb("nearest", "计算沿步行道路到最近设施的距离", "walking distance to the nearest facility", "mingzhu nearest --city city --from buildings --to kindergarten --within 1000 --csv");
        verb.Add(city, from, to, within, csv, json);
        verb.SetAction((parsed, cancel) => terminal.Guard(() =>
        {
            using var lease = terminal.Open(parsed.GetRequiredValue(city), Access.Read);
            var metres = parsed.GetValue(within);
            if (!(metres > 0 && metres <= 100_000))
                return Task.FromResult(terminal.Refuse(new Refusal("nearest.within", new($"--within {metres} 应在 0 到 100000 米之间", $"--within {metres} should lie between 0 and 100000 metres"))));
            var walks = lease.Workspace.Read(terminal.Session, new NearestWalk(parsed.GetRequiredValue(from), parsed.GetRequiredValue(to), metres, cancel));
            if (parsed.GetValue(json))
                terminal.Write(walks.Select(walk => new { id = walk.Id, metres = walk.Metres, facility = walk.Facility }));
            else
                Write(walks, terminal);
            return Task.FromResult(Terminal.Done);
        }));
        return verb;
    }

    private static void Write(IReadOnlyList<Walk> walks, Terminal terminal)
    {
        var sheet = new CsvWriter(terminal.Out, "\n").Row("id", "metres", "facility");
        foreach (var walk in walks)
            sheet.Row(walk.Id, walk.Metres, walk.Facility);
    }
}
