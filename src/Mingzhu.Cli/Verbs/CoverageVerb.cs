using System.CommandLine;
using System.Globalization;
using Mingzhu.Atlas;
using Mingzhu.City;
using Mingzhu.Spatial;
using Mingzhu.Store;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Union;

namespace Mingzhu.Cli;

/// <summary><c>mingzhu coverage</c>: how much of one layer lies within a radius of another.</summary>
internal static class CoverageVerb
{
    public static Command Create(Options options, Terminal terminal)
    {
        var city = options.City();
        var json = options.Json();
        var of = options.Option<string>("--of", "LAYER", "被服务的面图层", "the polygons to be served", required: true);
        var by = options.Option<string>("--by", "LAYER", "提供服务的图层", "what serves them", required: true);
        var radius = options.Number<double>("--radius", "METRES", "服务半径（米）", "service radius in metres", required: true);
        var where = options.Option<string?>("--where", "EXPR", "只取 --by 中符合条件的要素", "only those features of --by for which this holds");
        var within = options.Option<string?>("--within", "LAYER", "只在这个面图层以内计算", "measure only inside these polygons");
        var verb = options.Verb("coverage", "计算服务半径覆盖率", "measure a service-radius coverage",
            "mingzhu coverage --city city --of residential-land --by parks --radius 500 --json");
        verb.Add(city, of, by, radius, where, within, json);
        verb.SetAction((parsed, cancel) => terminal.Guard(() =>
        {
            using var lease = terminal.Open(parsed.GetRequiredValue(city), Access.Read);
            var result = Measure(
                lease.Workspace, parsed.GetRequiredValue(of), parsed.GetRequiredValue(by), parsed.GetValue(radius), parsed.GetValue(where), parsed.GetValue(within), cancel);
            if (parsed.GetValue(json))
                terminal.Write(new { result.CoveredM2, result.TotalM2, share = result.TotalM2 > 0 ? result.CoveredM2 / result.TotalM2 : (double?)null });
            else
                terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{result.CoveredM2 / 1e6:F4} / {result.TotalM2 / 1e6:F4} km² = {(result.TotalM2 > 0 ? $"{100 * result.CoveredM2 / result.TotalM2:F2}" : "—")} %"));
            return Task.FromResult(Terminal.Done);
        }));
        return verb;
    }

    private static PieceCoverage Measure(Workspace workspace, string of, string by, double radiusM, string? where, string? within, CancellationToken cancel)
    {
        if (!(radiusM > 0 && double.IsFinite(radiusM)))
            throw new RefusedException(new Refusal("coverage.radius", new($"服务半径 {radiusM} 应大于 0 米", $"the radius {radiusM} should be more than 0 metres")));
        var served = LayerStore.OpenCurrent(workspace, of);
        var condition = where is null ? Expression.True : Expression.Parse(where);
        var serving = LayerStore.OpenCurrent(workspace, by);
        foreach (var field in condition.Fields.Where(field => !serving.Has(field)))
            throw new RefusedException(new Refusal("coverage.no-field", new(
                $"图层“{by}”没有字段“{field}”；可用：{string.Join("、", serving.Fields.Select(known => known.Name))}", $"layer '{by}' has no field '{field}'; there are: {string.Join(", ", serving.Fields.Select(known => known.Name))}")));
        var plane = CityPlane.Of(workspace);
        var areas = Enumerable.Range(0, serving.Count)
            .Where(row => serving.Geometries[row] is not null && condition.Holds(new FeatureRow(serving, row)) == true)
            .Select(row => new ServiceArea(plane.Project(serving.Geometries[row]!), radiusM)).ToArray();
        // One piece, however the polygons of `within` overlap.
        Geometry?[] clip = within is null ? [] : [UnaryUnionOp.Union(Projected(plane, LayerStore.OpenCurrent(workspace, within), within))];
        return Coverage.Measure(plane, Projected(plane, served, of), areas, clip, cancel).Pieces[0];
    }

    private static Geometry[] Projected(Plane plane, FeatureTable table, string layer)
    {
        Geometry[] polygons = [.. table.Geometries.Where(geometry => geometry is IPolygonal).Select(geometry => plane.Project(geometry!))];
        return polygons.Length > 0 ? polygons : throw new RefusedException(new Refusal("coverage.no-polygons", new(
            $"图层“{layer}”没有面，--of 和 --within 需要面图层", $"layer '{layer}' holds no polygons; --of and --within need polygons")));
    }
}
